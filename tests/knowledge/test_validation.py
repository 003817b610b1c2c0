from __future__ import annotations

from pathlib import Path

import pytest

from ainewslint.knowledge.validation import validate


def problems(tmp_path: Path, **tables: str) -> list[tuple[int, str]]:
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return [(one.line, one.message) for one in validate([tmp_path])]


def test_sound_tables(tmp_path: Path) -> None:
    assert (
        problems(
            tmp_path,
            models="model,vendor,family\nLantern-2,acme,\nLantern-2 70B,acme,Lantern-2\n",
            results="model,benchmark,variant,value,source\n"
            "Lantern-2 70B,gpqa,Diamond,61.4,https://acme.example/lantern\n",
        )
        == []
    )


RESULTS = "model,benchmark,variant,value,known,source\n"


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        (RESULTS + "GPT-4o,mmlu,,187,,https://a.example/b\n", 2, "outside what MMLU can score"),
        (RESULTS + "GPT-4o,gpqa,Sapphire,50,,https://a.example/b\n", 2, "no variant 'Sapphire'"),
        (RESULTS + "GPT-4o,gpqa,,50,tomorrow,https://a.example/b\n", 2, "write a date as"),
        (RESULTS + "GPT-4o,gpqa,,50,,the paper\n", 2, "full https:// address"),
        (RESULTS + "GPT-4o,gpqa,,5O,,https://a.example/b\n", 2, "is no number"),
        (RESULTS + "GPT-4o,nope,,50,,https://a.example/b\n", 2, "unknown benchmark 'nope'"),
        (RESULTS + 2 * "GPT-4o,gpqa,,50,,https://a.example/b\n", 3, "as in line 2"),
        ("model,vendor,kind\nX-1,acme,robot\n", 2, "kind is 'robot'"),
        ("model,vendor,family\nX-1,acme,X\n", 2, "unknown family 'X'"),
        ("model,vendor,family\nX-1,acme,X-1\n", 2, "belongs to itself"),
        ("model,vendor,aliases\nX-1,acme,a;;b\n", 2, "remove the extra ;"),
        ("model,vendor,aliases\nX-1,acme,a;a\n", 2, "names 'a' twice"),
        ("model,vendor,aliases\nX-1,acme,gpt4o\n", 2, "is also a name of GPT-4o"),
        ("model,vendor,announced,released\nX-1,acme,2025-05,2025-01\n", 2, "before it was"),
        ("id,name\nMy Bench,MyBench\n", 2, "small letters, digits and hyphens"),
        ("id,name,min,max\nmybench,MyBench,10,1\n", 2, "min 10 is not below max 1"),
        ("id,name,better\nmybench,MyBench,more\n", 2, "better is 'more'"),
        ("id,name,part_of\nmybench,MyBench,nope\n", 2, "unknown benchmark 'nope' in part_of"),
    ],
)
def test_problems_say_what_to_do(table: str, line: int, words: str, tmp_path: Path) -> None:
    found = problems(tmp_path, table=table)
    assert len(found) == 1, found
    assert found[0][0] == line
    assert words in found[0][1]


def test_an_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    found = problems(tmp_path, a="nonsense\n", b="model,vendor,kind\nX-1,acme,robot\n")
    assert [line for line, _ in found] == [1, 2]

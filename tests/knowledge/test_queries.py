from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ainewslint.knowledge import KnowledgeError, default


def test_published_counts_snapshots_and_variants() -> None:
    values = {result.value for result in default().published("GPT-4o", "GPQA")}
    assert {53.6, 70.1} <= values
    assert 87.7 not in values


def test_owners_are_those_announced_by_the_day() -> None:
    owners = default().owners_of("GPQA", 87.7, "2025-02-10")
    assert [(one.model.name, one.variant, one.known) for one in owners] == [
        ("o3", "Diamond", "2024-12-20")
    ]
    assert default().owners_of("GPQA", 87.7, datetime.date(2024, 12, 1)) == []


def test_a_later_result_of_an_older_model_is_not_known_before() -> None:
    values = [one.value for one in default().owners_of("GPQA", 83.3, "2025-02-10")]
    assert values == []


def test_families() -> None:
    knowledge = default()
    names = {one.model.name for one in knowledge.published("Llama 3.1", "mmlu")}
    assert {"Llama 3.1 8B", "Llama 3.1 70B", "Llama 3.1 405B"} <= names
    assert knowledge.published("ChatGPT", "mmlu") == []
    assert {one.model.name for one in knowledge.published("GPT-4o (2024-08-06)", "gpqa")} == {
        "GPT-4o",
        "GPT-4o (2024-08-06)",
    }
    assert all(one.model.name != "GPT-4o mini" for one in knowledge.published("GPT-4o", "mmlu"))


def test_parts_of_a_benchmark_count() -> None:
    values = {one.value for one in default().published("DeepSeek-R1", "MATH")}
    assert 97.3 in values


def test_lookups_take_any_spelling() -> None:
    knowledge = default()
    assert knowledge.model("gpt4o") is knowledge.models["GPT-4o"]
    assert knowledge.model("通义千问2.5") is knowledge.models["Qwen2.5"]
    assert knowledge.benchmark("gpqa diamond") is knowledge.benchmarks["gpqa"]
    assert knowledge.model("no such model") is None
    assert knowledge.published("no such model", "mmlu") == []
    assert knowledge.owners_of("no such benchmark", 1, "2025-01-01") == []
    assert knowledge.announced("no such model") is None


def test_users_tables_add_and_correct(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "# ours\nmodel,vendor,family,aliases,announced\n"
        "Lantern-2,acme,,灯笼2,2026-03-02\nGPT-4o,openai,,Omni-4,\n",
        encoding="utf-8",
    )
    (tmp_path / "b.csv").write_text(
        "id,name,max,min,paper,aliases\nmybench,MyBench,100,0,,My-Bench\n", encoding="utf-8"
    )
    (tmp_path / "c.csv").write_text(
        "benchmark,model,value,source\nmybench,Lantern-2,61.4,https://acme.example/lantern\n",
        encoding="utf-8",
    )
    (tmp_path / "d.csv").write_text(
        "vendor,name,aliases\nacme,Acme AI,极点科技\n", encoding="utf-8"
    )
    knowledge = default().extended([tmp_path])
    assert [one.model.name for one in knowledge.find_models("灯笼2 与 omni-4")] == [
        "Lantern-2",
        "GPT-4o",
    ]
    assert [one.benchmark.id for one in knowledge.find_benchmarks("My Bench 得分")] == ["mybench"]
    (result,) = knowledge.published("lantern 2", "mybench")
    assert (result.value, result.known) == (61.4, "2026-03-02")
    assert knowledge.announced("GPT-4o") == "2024-05-13"
    assert knowledge.published("GPT-4o", "GPQA")
    assert default().model("Lantern-2") is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is empty"),
        ("name,score\n", 1, "no known table"),
        ("model,vendor,colour\n", 1, "unknown column 'colour'"),
        ("model,aliases\n", 1, "needs the column 'vendor'"),
        ("model,vendor\na,b\nc\n", 3, "has 1 cells where the header has 2"),
        ("model,vendor\n# a comment\na,\n", 3, "the cell 'vendor' is empty"),
        (
            "model,benchmark,value,source\nGPT-4o,gpqa,high,https://a.example/b\n",
            2,
            "is not a number",
        ),
        (
            "model,benchmark,value,source\nGPT-9,gpqa,1,https://a.example/b\n",
            2,
            "unknown model 'GPT-9'",
        ),
        ("id,name,min\nx,X,low\n", 2, "min 'low' is not a number"),
    ],
)
def test_errors_name_file_line_and_remedy(text: str, line: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        default().extended([file])
    assert (caught.value.file, caught.value.line) == (file, line)
    assert words in caught.value.message
    assert str(caught.value).startswith(f"{file}:{line}: ")


def test_unreadable_files(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"model,vendor\na,b\n\xff\xfe,c\n")
    with pytest.raises(KnowledgeError, match=r"t\.csv:3: is not UTF-8"):
        default().extended([file])
    with pytest.raises(KnowledgeError, match="cannot be read"):
        default().extended([tmp_path / "missing.csv"])


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("\ufeffmodel,vendor\r\nLantern-2,acme\r\n".encode())
    assert default().extended([file]).model("Lantern-2") is not None

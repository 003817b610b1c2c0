"""Findings across articles in a run: order, settings, comments, processes, memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ainewslint
from ainewslint.config import Settings, SettingsResolver
from ainewslint.engine import Linter
from ainewslint.joining import joined
from ainewslint.report import FileReport
from ainewslint.reporters import FORMATS
from ainewslint.rules.corpus.cx001_duplicate_artid import DuplicateArtid
from ainewslint.run_options import RunOptions
from ainewslint.runner import Runner


def article(artid: str, day: int = 1, comment: str = "", tail: str = "") -> str:
    head = f'---\ndate: 2025-03-{day:02}\nartid: "{artid}"{comment}\n---\n\n'
    return f"{head}# 第{day}天\n\n正文。\n{tail}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, **articles: str) -> None:
    for name, text in articles.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ainewslint", "check", "--language", "en", *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def codes(*options: str) -> list[tuple[str, int, str]]:
    done = run("--output-format", "jsonl", *options)
    assert done.returncode < 2, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [(row["path"], row["line"], row["code"]) for row in rows]


def test_order_is_by_path_then_position(folder: Path) -> None:
    broken = "\n![](a.png)\n\n## \n"
    write(folder, a=article("1", 1, tail=broken), b=article("1", 2, tail=broken), c=article("2"))
    found = codes("--select", "CX001,ST004,LK012")
    assert found == sorted(found)
    assert [one for one in found if one[2] == "CX001"] == [("b.md", 3, "CX001")]
    assert {path for path, _line, _code in found} == {"a.md", "b.md"}


def test_related_is_placed_in_the_other_article(folder: Path) -> None:
    write(folder, a="---\ntitle: 一\n" + article("1")[4:], b=article("1", 2))
    row = json.loads(run("--output-format", "jsonl", "--select", "CX001").stdout)
    assert row["related"] == [
        {"path": "a.md", "line": 4, "column": 9, "message": "dated 2025-03-01"}
    ]


@pytest.mark.parametrize("output", list(FORMATS))
def test_every_format_and_the_gate(folder: Path, output: str) -> None:
    write(folder, a=article("1", 1), b=article("1", 2))
    done = run("--select", "CX001", "--output-format", output)
    assert done.returncode == 1
    assert "CX001" in done.stdout
    assert run("--select", "CX001", "--output-format", output, "a.md").returncode == 0


def test_suppressed_here_only(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2, " # ainewslint: disable=CX001 -- a mirror"))
    write(folder, c=article("1", 3))
    done = run("--select", "CX001,NL", "--output-format", "json")
    report = json.loads(done.stdout)
    assert [one["path"] for one in report["diagnostics"]] == ["c.md"]
    assert report["summary"]["suppressed"] == 1
    assert report["summary"]["errors"] == 1


def test_a_comment_for_all_rules_is_not_called_unused(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2, " # ainewslint: disable"))
    assert codes("--select", "CX001,NL001") == []
    write(folder, a=article("2", 1))
    assert codes("--select", "CX001,NL001") == [("b.md", 3, "NL001")]


def test_ignored_and_changed_by_configuration(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2), drafts__c=article("1", 3))
    config = '[severity]\nCX001 = "info"\n[per-path-ignores]\n"drafts/**" = ["CX"]\n'
    (folder / "ainewslint.toml").write_text(config, "utf-8")
    done = run("--select", "CX001", "--output-format", "json")
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["path"], found["severity"]) == ("b.md", "info")
    assert done.returncode == 0


def test_settings_of_a_folder(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2), old__c=article("1", 3))
    (folder / "ainewslint.toml").write_text('select = ["CX001"]\n', "utf-8")
    (folder / "old" / "ainewslint.toml").write_text('select = ["ST002"]\n', "utf-8")
    assert codes() == [("b.md", 3, "CX001")]


def many(folder: Path, count: int) -> None:
    for number in range(count):
        write(folder, **{f"{number:03}": article(str(number // 2), 1 + number % 2)})


def test_workers_find_the_same(folder: Path) -> None:
    many(folder, 60)
    alone = codes("--select", "CX,ST", "--jobs", "1")
    assert len([one for one in alone if one[2] == "CX001"]) == 30
    assert codes("--select", "CX,ST", "--jobs", "2") == alone


def test_library(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2))
    found = dict(ainewslint.lint_paths([folder], settings=Settings(select=("CX001",))))
    assert [one.code for one in found["b.md"]] == ["CX001"]
    assert found["a.md"] == []
    assert found["b.md"][0].related[0].path == "a.md"


def test_fixed_articles_are_compared_as_written(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2).replace('"1"', "1"))
    done = run("--select", "CX001,FM007", "--fix", "--output-format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["code"], row["line"], row["column"]) == ("CX001", 3, 9)
    assert 'artid: "1"' in (folder / "b.md").read_text("utf-8")


def test_reports_stream_where_no_rule_looks_across(folder: Path) -> None:
    many(folder, 4)
    pulled: list[str] = []

    def reports() -> Iterator[FileReport]:
        for number in range(4):
            pulled.append(f"{number:03}.md")
            yield FileReport(f"{number:03}.md")

    linter = Linter(Settings(select=("ST",)))
    next(joined(reports(), lambda _path: linter.settings))
    assert pulled == ["000.md"]


def test_a_crash_in_a_join_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(folder, 4)

    def crash(*_arguments: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(DuplicateArtid, "join", crash)
    settings = SettingsResolver(fixed=Settings(select=("CX001", "CX003", "NL005")))
    reports = list(Runner(settings, RunOptions(jobs=1)).run([f"{n:03}.md" for n in range(4)]))
    assert [entry.code for one in reports for entry in one.entries] == ["NL005"]
    assert "ZeroDivisionError" in reports[0].crashes[0]


def test_an_article_that_vanishes_meanwhile(folder: Path) -> None:
    write(folder, a=article("1", 1), b=article("1", 2))
    linter = Linter(Settings(select=("CX001",)))
    runner = Runner(SettingsResolver(fixed=Settings(select=("CX001",))), RunOptions(jobs=1))
    reports = [runner.check_file(path) for path in ("a.md", "b.md")]
    (folder / "b.md").unlink()
    first, second = joined(reports, lambda _path: linter.settings)
    assert not first.failures
    assert "b.md" in second.failures[0]


def test_memory_does_not_hold_the_reports(folder: Path) -> None:
    """Reports wait on disk: 20,000 of them, of 2 KB each, in less than their own size."""
    import tracemalloc

    write(folder, a=article("1", 1))
    settings = SettingsResolver(fixed=Settings(select=("CX001", "ST", "LK012")))
    model = Runner(settings, RunOptions(jobs=1)).check_data(
        article("1", 1, tail="\n## \n" * 5).encode(), "a.md"
    )
    linter = settings.for_path("a.md")

    def reports() -> Iterator[FileReport]:
        for number in range(20_000):
            facts = {"CX001": [str(number), 0, 1, None]}
            yield FileReport(f"{number}.md", list(model.entries), facts=facts)

    tracemalloc.start()
    used = Linter(linter)
    count = sum(len(one.entries) for one in joined(reports(), lambda _path: used.settings))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000 * len(model.entries)
    assert model.entries
    assert peak < 25_000_000

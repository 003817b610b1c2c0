"""The local engine: workers that are killed lose nothing."""

import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest

from ainewslint.config import Settings, SettingsResolver
from ainewslint.corpus import local
from ainewslint.corpus.inputs import Columns, FilesPart, Part, find_parts
from ainewslint.corpus.local import LocalEngine
from ainewslint.corpus.work import Checked, check_row
from ainewslint.discovery import Discovery
from ainewslint.runner import Runner


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    monkeypatch.chdir(tmp_path)
    for number in range(90):
        (tmp_path / f"{number:03}.md").write_text(f"# 第 {number} 篇\n\n正文。\n", "utf-8")
    return find_parts(["."], Discovery(), Columns(), size=40)


def checked(parts: list[Part], jobs: int = 2) -> list[Checked]:
    engine = LocalEngine(SettingsResolver(fixed=Settings(select=("ST",))), jobs)
    found: dict[Part, list[Checked]] = {}
    engine.check(parts, found.__setitem__)
    assert list(found) == parts
    assert [len(results) for results in found.values()] == [part.size for part in parts]
    return [one for results in found.values() for one in results]


def test_parts_in_order(parts: list[Part]) -> None:
    results = checked(parts)
    assert [part.size for part in parts] == [40, 40, 10]
    assert [one.path for one in results] == [f"{number:03}.md" for number in range(90)]
    assert results == checked(parts, jobs=1)


def test_a_worker_killed_from_outside(
    parts: list[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = checked(parts)
    flag = tmp_path / "killed"

    def check(runner: Runner, path: str, data: bytes) -> Checked:
        if "050" in path and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return check_row(runner, path, data)

    # Only a forked worker has what a test puts in its way.
    monkeypatch.setattr(local, "worker_context", lambda: get_context("fork"))
    monkeypatch.setattr(local, "check_row", check)
    assert checked(parts) == whole
    assert flag.exists()


def test_an_article_that_kills_every_worker(
    parts: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = checked(parts)

    def check(runner: Runner, path: str, data: bytes) -> Checked:
        if "050" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        return check_row(runner, path, data)

    # Only a forked worker has what a test puts in its way.
    monkeypatch.setattr(local, "worker_context", lambda: get_context("fork"))
    monkeypatch.setattr(local, "check_row", check)
    results = checked(parts)
    (failed,) = [one for one in results if one.failure]
    assert failed.path == "050.md"
    assert [one for one in results if not one.failure] == [
        one for one in whole if one.path != "050.md"
    ]


def test_a_crash_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner(SettingsResolver(fixed=Settings()))
    monkeypatch.setattr("ainewslint.corpus.work._info", lambda *_a: 1 / 0)
    assert check_row(runner, "a.md", b"# x\n").failure == "ZeroDivisionError: division by zero"


def test_results_go_to_json_and_back() -> None:
    runner = Runner(SettingsResolver(fixed=Settings()))
    text = "---\ntitle: 一\ntags: [a, b]\n---\n\n[x](https://a.org) GPT-4o 在 MMLU 上得 88.7%。\n"
    one = check_row(runner, "a.md", text.encode())
    assert one.claims
    assert one.info is not None
    assert one.info.references[0].url == "https://a.org"
    assert Checked.from_json(one.to_json()) == one


def test_parts_are_named_by_what_is_in_them(parts: list[Part]) -> None:
    part = parts[0]
    assert isinstance(part, FilesPart)
    again = find_parts(["."], Discovery(), Columns(), size=40)[0]
    assert part.digest("x") == again.digest("x") != part.digest("y")
    Path("001.md").write_text("# 改\n", "utf-8")
    assert part.digest("x") != find_parts(["."], Discovery(), Columns(), size=40)[0].digest("x")

"""The cache as users of `check` meet it: never stale, never in the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ainewslint.report import FileReport
from ainewslint.reporters import Rendering
from tests.cache.conftest import BAD, GOOD, age
from tests.conftest import Command


@pytest.mark.parametrize("form", ["text", "concise", "grouped", "json", "jsonl", "github"])
def test_a_warm_run_lints_nothing_and_says_the_same(
    run: Command, project: Path, linted: list[str], form: str
) -> None:
    cold = run("check", "--output-format", form)
    assert linted == ["bad.md", "good.md"]
    linted.clear()
    for _again in range(2):
        warm = run("check", "--output-format", form)
        assert (warm.code, warm.out, warm.err) == (cold.code, cold.out, cold.err)
    assert not linted
    assert run("check", "--no-cache", "--output-format", form).out == cold.out


def test_one_way_of_writing_after_another(run: Command, project: Path, linted: list[str]) -> None:
    forms = (["json"], ["text"], ["text", "--color", "always"], ["text", "--verbose"], ["text"])
    for words in forms:
        warm = run("check", "--output-format", *words)
        assert warm.out == run("check", "--no-cache", "--output-format", *words).out
    statistics = run("check", "--statistics")
    assert statistics.out == run("check", "--no-cache", "--statistics").out
    assert linted.count("bad.md") == 1 + len(forms) + 1


def test_a_quiet_run_writes_no_file_anew(
    run: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = run("check").out

    def written(_self: Rendering, report: FileReport) -> str:
        pytest.fail(f"{report.path} is written anew")

    monkeypatch.setattr(Rendering, "__call__", written)
    quiet = run("check", "--quiet").out
    assert loud.startswith(quiet)
    assert len(loud.removeprefix(quiet).splitlines()) == 1  # the summary


def test_an_edit_is_seen_although_size_and_time_stay(run: Command, project: Path) -> None:
    file = project / "bad.md"
    before = run("check")
    status = file.stat()
    file.write_text(BAD.replace("[3]", "[4]"), "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = run("check")
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert after.out == before.out.replace("entry 3", "entry 4").replace("[3]", "[4]") != before.out


def test_a_touched_file_is_compared_not_linted(
    run: Command, project: Path, linted: list[str]
) -> None:
    run("check")
    linted.clear()
    age(project / "good.md")
    copy = project / "copy.md"
    shutil.copy(project / "bad.md", copy)
    os.replace(copy, project / "bad.md")  # another inode, as after a checkout
    run("check")
    assert not linted


def test_an_edit_right_after_a_run_is_seen(run: Command, project: Path) -> None:
    file = project / "good.md"
    for number in range(1, 6):
        file.write_text(GOOD + f"A dangling mark [{number}] here.\n", "utf-8")
        assert f"entry {number}" in run("check").out


def test_a_linked_file_comes_and_goes(run: Command, project: Path, linted: list[str]) -> None:
    assert "no file “curve.png”" in run("check").out
    (project / "Curve.png").write_bytes(b"")
    assert "called “Curve.png”" in run("check").out
    (project / "Curve.png").rename(project / "curve.png")
    assert "curve.png" not in run("check", "--output-format", "concise").out
    linted.clear()
    run("check")
    assert not linted
    (project / "curve.png").unlink()
    assert "no file “curve.png”" in run("check").out
    assert linted == ["bad.md"]


def test_settings_change(run: Command, project: Path, linted: list[str]) -> None:
    config = project / "ainewslint.toml"
    config.write_text("", "utf-8")
    first = run("check")
    assert "FM015" in first.out
    for text, holds in (
        ('ignore = ["FM015"]', lambda out: "FM015" not in out),
        ('[per-path-ignores]\n"bad.md" = ["CI"]', lambda out: "CI002" not in out),
        ('[severity]\nCI002 = "error"', lambda out: "error CI002" in out),
        ('[rules.LK008]\nskip = ["curve"]', lambda out: "LK008" not in out),
        ('profile = "csdn-mirror"', lambda out: "FM006" in out),
        ('language = "zh"', lambda out: "bad.md:7:11: 警告" in out),
    ):
        config.write_text(text, "utf-8")
        outcome = run("check")
        assert holds(outcome.out), (text, outcome.out)
    config.write_text("", "utf-8")
    linted.clear()
    assert run("check").out == first.out
    assert not linted
    assert "CI002" not in run("check", "--select", "FM").out
    config.write_text('fail-on = "never"', "utf-8")  # decides on nothing that is kept
    linted.clear()
    assert run("check").code == 0
    assert not linted


def test_paths_are_shown_from_the_working_folder(
    run: Command, project: Path, monkeypatch: pytest.MonkeyPatch, linted: list[str]
) -> None:
    (project / ".git").mkdir()
    (project / "posts").mkdir()
    shutil.move(project / "bad.md", project / "posts/bad.md")
    assert "posts/bad.md:7:" in run("check").out
    linted.clear()
    monkeypatch.chdir(project / "posts")
    outcome = run("check")
    assert "\nbad.md:7:" in outcome.out
    assert "posts/bad.md" not in outcome.out
    assert f"{project.as_posix()}/good.md:1:" in run("check", project).out
    assert not linted


def test_a_moved_project(run: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = project / "old", project / "new"
    old.mkdir()
    for name in ("bad.md", "good.md"):
        shutil.move(project / name, old / name)
    (old / "ainewslint.toml").write_text('[rules.LK008]\nskip = ["x"]\n', "utf-8")
    cache = ["--cache-dir", ".ainewslint_cache"]
    monkeypatch.chdir(old)
    before = run("check", *cache)
    monkeypatch.chdir(project)
    old.rename(new)
    monkeypatch.chdir(new)
    (new / "curve.png").write_bytes(b"")
    after = run("check", *cache)
    assert "LK008" in before.out
    assert "LK008" not in after.out
    assert after.out == run("check", "--no-cache").out


def test_fixes_with_a_warm_cache(run: Command, project: Path, linted: list[str]) -> None:
    run("check")
    linted.clear()
    diff = run("check", "--diff")
    assert linted == ["bad.md"]  # the other has nothing to fix
    assert diff.out == run("check", "--diff", "--no-cache").out
    assert "-tags: ['Ai']" in diff.out
    fixed = run("check", "--fix")
    assert "Fixed 1 finding." in fixed.out
    assert "tags: ['AI']" in (project / "bad.md").read_text("utf-8")
    assert "FM015" not in run("check").out


def test_options_and_places(
    run: Command, project: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    def stores(folder: Path) -> list[Path]:
        return list(folder.glob("*.cache"))

    run("check", "--no-cache")
    assert not stores(own_cache)
    run("check", "--cache-dir", "mine")
    assert stores(project / "mine")
    assert not stores(own_cache)
    run("check")
    assert stores(own_cache)
    monkeypatch.delenv("AINEWSLINT_CACHE_DIR")
    run("check")
    folder = project / ".ainewslint_cache"
    assert stores(folder)
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d1727")
    assert (folder / ".gitignore").read_text() == "*\n"
    (project / "deep/er").mkdir(parents=True)
    monkeypatch.chdir(project / "deep/er")
    shutil.move(project / "bad.md", "bad.md")
    (project / ".git").mkdir()
    shutil.rmtree(folder)
    run("check")
    assert stores(folder)  # of the repository
    (project / "deep/ainewslint.toml").write_text("", "utf-8")
    run("check")
    assert stores(project / "deep/.ainewslint_cache")  # of the configuration


def test_unreadable_files(run: Command, project: Path, linted: list[str]) -> None:
    (project / "gbk.md").write_bytes("# 标题\n".encode("gbk"))
    (project / "lost.md").symlink_to("nowhere.md")
    cold = run("check")
    linted.clear()
    warm = run("check")
    assert (warm.code, warm.out, warm.err) == (cold.code, cold.out, cold.err)
    assert linted == ["lost.md"]

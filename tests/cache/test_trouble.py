"""Whatever befalls the cache, the findings are right and the run says nothing of it."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ainewslint.cache
from ainewslint.cache import store as store_module
from ainewslint.cache.store import Store
from tests.cache.conftest import GOOD
from tests.conftest import Command


def the_store(folder: Path) -> Path:
    (file,) = folder.glob("*.cache")
    return file


def test_damage_of_any_kind(
    run: Command, project: Path, own_cache: Path, linted: list[str]
) -> None:
    cold = run("check")
    file = the_store(own_cache)
    whole = file.read_bytes()
    damaged = [whole[:size] for size in range(0, len(whole), 97)]
    damaged += [
        whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in range(0, len(whole), 29)
    ]
    damaged += [b"\0" * len(whole), whole + b"more", b"SQLite format 3\0"]
    for data in damaged:
        file.write_bytes(data)
        assert (warm := run("check")).out == cold.out
        assert not warm.err
        linted.clear()
        run("check")
        assert not linted  # it was written anew


def test_a_folder_that_cannot_be_written(run: Command, project: Path, linted: list[str]) -> None:
    (project / "file").write_bytes(b"")
    cache = ["--cache-dir", "file/cache"]
    outcome = run("check", *cache)
    assert outcome.code == 1
    assert not outcome.err
    run("check", *cache)
    assert linted == ["bad.md", "good.md"] * 2
    verbose = run("check", *cache, "--verbose")
    assert verbose.code == 1
    assert "nothing was cached" in verbose.err
    assert "ot a directory" in verbose.err


def test_a_read_only_cache_is_still_read(
    run: Command, project: Path, linted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check")

    def refused(*_arguments: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("ainewslint.cache.store.Writer.__init__", refused)
    (project / "good.md").write_text(GOOD + "More.\n", "utf-8")
    linted.clear()
    warm = run("check")
    assert linted == ["good.md"]
    assert (warm.out, warm.err) == (run("check", "--no-cache").out, "")


@pytest.mark.parametrize("room", [0, 100, 700])
def test_a_full_disk(
    run: Command, project: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    class Full(io.FileIO):
        def write(self, data: Any) -> int:
            if self.tell() + len(data) > room:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    def opened(path: str, mode: str, *more: int) -> io.IOBase:
        return Full(path, mode) if "x" in mode else open(path, mode, *more)

    expected = run("check", "--no-cache")
    monkeypatch.setattr(store_module, "open", opened, raising=False)
    outcome = run("check")
    assert (outcome.code, outcome.out, outcome.err) == (expected.code, expected.out, "")
    assert not list(own_cache.glob("*.cache"))
    assert not list(own_cache.glob("*.tmp"))
    assert "No space left" in run("check", "--verbose").err


def test_runs_at_the_same_time(project: Path, own_cache: Path, run: Command) -> None:
    names = [f"article-{number:02}.md" for number in range(30)]
    for number, name in enumerate(names):
        (project / name).write_text(GOOD + f"A dangling mark [{number}].\n", "utf-8")
    parts = [names[:20], names[10:], names, ["bad.md", "good.md", *names[::2]]]
    command = [sys.executable, "-m", "ainewslint", "check", "--jobs", "1"]
    runs = [
        subprocess.Popen([*command, *part], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for part in parts
    ]
    said = [one.communicate() for one in runs]
    for (out, err), part in zip(said, parts, strict=True):
        assert not err
        assert out.decode() == run("check", "--no-cache", *part).out
    assert not list(own_cache.glob("*.tmp"))
    store = Store(str(the_store(own_cache)))
    assert len(store) >= 20
    assert all((row := store.row(key)) and store.record(row) for key in store)
    store.close()
    assert run("check").out == run("check", "--no-cache").out


def test_files_gone_are_left_out_once_a_day(
    run: Command, project: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> set[str]:
        store = Store(str(the_store(own_cache)))
        store.close()
        return set(store)

    run("check")
    (project / "bad.md").unlink()
    (project / "new.md").write_text(GOOD, "utf-8")
    run("check")
    assert kept() == {"bad.md", "good.md", "new.md"}
    monkeypatch.setattr(ainewslint.cache, "_DAY", 0)
    (project / "newer.md").write_text(GOOD, "utf-8")
    run("check")
    assert kept() == {"good.md", "new.md", "newer.md"}


def test_stores_of_other_settings_do_not_pile_up(
    run: Command, project: Path, own_cache: Path
) -> None:
    for number in range(1, 13):
        run("check", "--select", f"FM{number:03}")
    assert len(list(own_cache.glob("*.cache"))) == ainewslint.cache._KEPT + 1


def test_what_killed_runs_left_is_removed(run: Command, project: Path, own_cache: Path) -> None:
    old, young = own_cache / "a.cache.1.tmp", own_cache / "a.cache.2.tmp"
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (1e9, 1e9))
    run("check")
    assert not old.exists()
    assert young.exists()


def test_rules_that_change_during_a_run(
    run: Command, project: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ainewslint.cache import identity

    monkeypatch.setattr(identity, "installation", lambda: ("then",))
    monkeypatch.setattr(identity.installation, "__wrapped__", lambda: ("now",), raising=False)
    outcome = run("check", "--verbose")
    assert "changed during the run" in outcome.err
    assert not list(own_cache.glob("*.cache"))

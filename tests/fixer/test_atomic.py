"""A file is at every moment the old one or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ainewslint.atomic import ChangedOnDiskError, replacing, write_atomic


def test_replaces_content_and_keeps_the_mode(tmp_path: Path) -> None:
    file = tmp_path / "文章.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_atomic(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o7777 == 0o640
    assert os.listdir(tmp_path) == ["文章.md"]


def test_writes_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.md"
    target.write_bytes(b"old")
    link = tmp_path / "b.md"
    link.symlink_to("real/a.md")
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_leaves_a_file_alone_that_somebody_else_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDiskError):
        write_atomic(file, b"ours", expected=b"read before")
    assert file.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["a.md"]


def test_raises_for_a_missing_file_and_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "none.md", b"")
    with pytest.raises(OSError, match="not a regular file"):
        write_atomic(tmp_path, b"")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anything")
def test_respects_a_read_only_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        write_atomic(file, b"new")


def test_a_failing_replace_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")

    def fail(*_args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(file, b"new")
    assert os.listdir(tmp_path) == ["a.md"]
    assert file.read_bytes() == b"old"


WRITER = """
import sys
from pathlib import Path
from ainewslint.atomic import write_atomic
print(flush=True)
while True:
    for file in sorted(Path(sys.argv[1]).glob("*.md")):
        old = file.read_bytes()
        write_atomic(file, (b"b" if old[:1] == b"a" else b"a") * 100_000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_survives_kill_at_any_moment(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_bytes(b"a" * 100_000)
    for delay in (0.0, 0.02, 0.05, 0.1):
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it writes from now on
            time.sleep(delay)
            process.kill()
        for file in tmp_path.glob("*.md"):
            content = file.read_bytes()
            assert content in (b"a" * 100_000, b"b" * 100_000)


def test_a_file_that_is_not_there_gets_the_usual_mode(tmp_path: Path) -> None:
    plain, made = tmp_path / "plain", tmp_path / "made"
    plain.write_bytes(b"")
    with replacing(made) as file:
        file.write(b"new")
        assert not made.exists()
    assert made.read_bytes() == b"new"
    assert made.stat().st_mode == plain.stat().st_mode
    assert sorted(one.name for one in tmp_path.iterdir()) == ["made", "plain"]


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(file) as new:
        new.write(b"%d" % (1 / 0))
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]

"""A project to lint twice, and a witness of what was linted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ainewslint.runner import Runner

BAD = (
    "---\ntitle: 三月的新模型\ndate: 2025-03-01\ntags: ['Ai']\n---\n\n"
    "这里有一个断掉的脚注[3]，读者找不到来源。\n\n![曲线](curve.png)\n"
)
GOOD = "---\ntitle: A quiet month\ndate: 2025-04-01\ntags: [AI]\n---\n\nNothing came out.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two articles."""
    (tmp_path / "bad.md").write_text(BAD, "utf-8")
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    age(tmp_path / "bad.md", tmp_path / "good.md")
    return tmp_path


def age(*files: Path) -> None:
    """Make files look written an hour ago, for all but their inode's change time."""
    for file in files:
        status = file.stat()
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 3600 * 10**9))


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were linted anew, in this process."""
    names: list[str] = []
    check = Runner.check_and_keep

    def watched(self: Runner, path: str) -> object:
        names.append(os.path.basename(path))
        return check(self, path)

    monkeypatch.setattr(Runner, "check_and_keep", watched)
    return names


Fresh = Callable[..., str]


@pytest.fixture
def fresh(project: Path) -> Fresh:
    """Runs `check` in a process of its own, since rules are loaded once a process."""

    def call(*arguments: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ainewslint", "check", "--output-format", "jsonl", *arguments],
            cwd=project,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode < 2, done.stderr
        assert not done.stderr, done.stderr
        return done.stdout

    return call

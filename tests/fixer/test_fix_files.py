"""`check --fix` and the files it writes: links, modes, disks without room, refused fixes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ainewslint import runner

resource = pytest.importorskip("resource")  # not on Windows
Command = Callable[..., Any]  # of the fixture `run`

OLD = "# 周报\n\n新接口由\n`stream()`\n，逐字返回结果。\n"
NEW = "# 周报\n\n新接口由\n`stream()`，逐字返回结果。\n"
FIX = ("--fix", "--isolated", "--select", "TX012")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(OLD, "utf-8", newline="")
    return path


def test_a_symbolic_link_stays_one(run: Command, article: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to("a.md")
    outcome = run("check", "link.md", *FIX)
    assert (outcome.code, outcome.err) == (0, "")
    assert link.is_symlink()
    assert article.read_text("utf-8") == NEW


def test_a_hard_link_is_parted(run: Command, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "backup" / "a.md"
    other.parent.mkdir()
    os.link(article, other)
    assert run("check", "a.md", *FIX).code == 0
    assert (article.read_text("utf-8"), other.read_text("utf-8")) == (NEW, OLD)


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_the_mode_is_kept(run: Command, article: Path, mode: int) -> None:
    article.chmod(mode)
    run("check", "a.md", *FIX)
    assert article.read_text("utf-8") == NEW
    assert article.stat().st_mode & 0o7777 == mode


def test_a_read_only_file_is_left_alone(
    run: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.chmod(0o444)
    if os.geteuid() == 0:  # root may write anything, so let it be told otherwise
        monkeypatch.setattr(os, "access", lambda *_arguments: False)
    outcome = run("check", "a.md", *FIX, "--output-format", "concise")
    assert outcome.code == 2
    assert outcome.err == "ainewslint: a.md: fixes not written: permission denied\n"
    assert "a.md:5:1" in outcome.out, "what was not fixed is still a finding"
    assert "Fixed" not in outcome.out
    assert article.read_text("utf-8") == OLD


def test_a_file_changed_meanwhile_is_left_alone(
    run: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_data = runner.Runner.check_data

    def meddling(self: Any, *arguments: Any, **more: Any) -> Any:
        article.write_text("theirs", "utf-8")  # after it was read, before it is written
        return check_data(self, *arguments, **more)

    monkeypatch.setattr(runner.Runner, "check_data", meddling)
    outcome = run("check", "a.md", *FIX)
    assert outcome.code == 2
    assert outcome.err == "ainewslint: a.md: fixes not written: changed on disk since it was read\n"
    assert article.read_text("utf-8") == "theirs"


def test_a_full_disk_leaves_the_old_file(article: Path) -> None:
    article.write_text(OLD + "正文。" * 20_000, "utf-8", newline="")
    before = article.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "ainewslint", "check", "a.md", *FIX, "--no-cache"],
        cwd=article.parent,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 2
    assert done.stderr == "ainewslint: a.md: fixes not written: file too large\n"
    assert article.read_bytes() == before
    assert os.listdir(article.parent) == ["a.md"]


PACK = """\
title: House words
rules:
  - code: HS001
    name: house-word
    kind: pattern
    severity: warning
    message: "found {match}"
    description: Reports a word.
    why: Because.
    fix: {replacement: "---", applicability: safe}
    entries:
      - title: words
        patterns: [foo]
        examples: {fail: [foo], pass: [bar]}
"""


def test_a_refused_fix_leaves_the_finding_and_does_not_fail_the_run(
    run: Command, tmp_path: Path
) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    (tmp_path / "ainewslint.toml").write_text('[packs]\npaths = ["pack.yaml"]\n', "utf-8")
    article = tmp_path / "a.md"
    text = "foo\ntitle: 周报\n---\n\n正文。\n"
    article.write_text(text, "utf-8")
    words = ("check", "a.md", "--fix", "--select", "HS001", "--output-format", "concise")
    outcome = run(*words)
    assert article.read_text("utf-8") == text
    assert outcome.code == 1
    assert outcome.err == (
        "ainewslint: a.md:1: the fix of HS001 was not applied: "
        "it would make or unmake the front matter\n"
    )
    assert "a.md:1:1" in outcome.out
    assert "NL005" not in outcome.out
    assert run(*words, "--fail-on", "never").code == 0
    assert run(*words, "--quiet").err == ""

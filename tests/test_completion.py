"""Shell completion as the shells ask for it, and in a real bash."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src"


def ask(folder: Path, words: str, shell: str = "bash") -> list[str]:
    """What the command answers a shell for the last of these words."""
    given = words.split(" ")
    environment = {
        **os.environ, "PYTHONPATH": str(SRC), "_AINEWSLINT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words, "COMP_CWORD": given[-1] if shell == "fish" else str(len(given) - 1),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "ainewslint"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stderr
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ainewslint ch", ["plain,check"]),
        ("ainewslint check --since", ["plain,--since"]),
        ("ainewslint check --output-format s", ["plain,sarif"]),
        ("ainewslint check --select CI001,FM01", [f"plain,CI001,FM01{n}" for n in range(10)]),
        ("ainewslint check --ignore flatt", ["plain,flattened-citation"]),
        ("ainewslint check --select AL", ["plain,ALL"]),
        ("ainewslint rule flatt", ["plain,flattened-citation"]),
        ("ainewslint rule ZZ", []),
    ],
)
def test_answers(tmp_path: Path, words: str, expected: list[str]) -> None:
    assert ask(tmp_path, words) == expected


def test_groups_and_what_was_named(tmp_path: Path) -> None:
    answers = ask(tmp_path, "ainewslint check --select CI001,CI")
    assert "plain,CI001,CI" in answers
    assert "plain,CI001,CI001" not in answers


def test_a_broken_configuration_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "ainewslint.toml").write_text("what = [", "utf-8")
    assert ask(tmp_path, "ainewslint rule FM00") == [f"plain,FM00{n}" for n in range(1, 10)]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_show_what_a_rule_is(tmp_path: Path, shell: str) -> None:
    text = "\n".join(ask(tmp_path, "ainewslint rule CI001", shell))
    assert "CI001" in text
    assert "flattened-citation" in text


def test_in_bash(tmp_path: Path) -> None:
    """As the README has it: the script in a shell's start file, then the Tab key."""
    (tmp_path / "周报.md").write_text("# x\n", "utf-8")
    command = tmp_path / "bin/ainewslint"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ainewslint "$@"\n', "utf-8"
    )
    command.chmod(0o755)
    script = """
    eval "$(_AINEWSLINT_COMPLETE=bash_source ainewslint)"
    tab() { COMPREPLY=(); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ainewslint_completion "$1"; echo "${COMPREPLY[*]}"; }
    complete -p ainewslint
    tab ainewslint chec
    tab ainewslint check --select TX01
    compopt() { local IFS=' '; echo "compopt $*"; }
    tab ainewslint check 周
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SRC), "PATH": f"{command.parent}:{os.environ['PATH']}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert "_ainewslint_completion ainewslint" in lines[0]
    assert lines[1] == "check"
    assert lines[2] == "TX010 TX011 TX012"
    assert "compopt -o default" in lines  # bash goes on with files

"""The hooks, run by the real pre-commit in a repository of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BAD = "---\ntitle: A\ndate: 2025-01-01\ntags: [Ai]\n---\n\nTwo labs published their models this week.\n"


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("hooks") / "ainewslint"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "node_modules", "__pycache__", "*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, folder, ignore=ignored)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


def test_check_and_fix(
    hooks: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (tmp_path / "a.md").write_text(BAD, "utf-8")
    for number in range(9):  # as many as pre-commit would share out among processes
        text = BAD.replace("Ai", "AI").replace("title: A", f"title: A{number}")
        (tmp_path / f"b{number}.md").write_text(text.replace("Two", f"{number + 12}"), "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    home = str(tmp_path_factory.mktemp("pre-commit-home"))
    environment = {**os.environ, "PRE_COMMIT_HOME": home, "LANG": "C.UTF-8"}
    environment.pop("PYTHONPATH", None)

    def run(hook: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook, "--all-files"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    checked = run("ainewslint")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "FM015" in checked.stdout
    assert "in 10 files." in checked.stdout  # one run of the tool, one total
    fixed = run("ainewslint-fix")
    assert "files were modified by this hook" in fixed.stdout
    assert "tags: [AI]" in (tmp_path / "a.md").read_text("utf-8")
    assert run("ainewslint").returncode == 0

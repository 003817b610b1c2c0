"""The GitHub Action and the CI snippets: their shell parts, run with a fake `pip`."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ainewslint import __version__
from tests.conftest import Command

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEP = ACTION["runs"]["steps"][-1]
FAULT = "混进了【7†source】这样的记号。\n"


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder for PATH: `python` and `pip` that note what they are to install."""
    folder = tmp_path / "bin"
    folder.mkdir()
    real, noted = shlex.quote(sys.executable), shlex.quote(str(tmp_path / "installed"))
    scripts = {
        "python": f'case "$1 $2" in "-m pip") echo "$@" >>{noted};; *) exec {real} "$@";; esac',
        "pip": f'echo "$@" >>{noted}',
        "ainewslint": f'exec {real} -m ainewslint "$@"',
    }
    for name, body in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


def environment(tools: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return {
        **kept, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"), **more,
    }  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my site"
    folder.mkdir()
    (folder / "a b.md").write_text(FAULT, "utf-8")
    (folder / "-x.md").write_text(FAULT, "utf-8")
    return folder


class Ran:
    """What a run of the action printed and left."""

    def __init__(self, tools: Path, site: Path, github: dict[str, str], inputs: dict[str, str]):
        values = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | inputs
        context = {"github.action_path": str(ROOT)}
        context |= {f"inputs.{name}": value for name, value in values.items()}

        def filled(text: str) -> str:
            return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: context[match[1]], text)

        given = {name: filled(value) for name, value in STEP["env"].items()}
        self.summary, self.output = site.parent / "summary", site.parent / "output"
        github = {
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output),
            "GITHUB_WORKSPACE": str(site), **github,
        }  # fmt: skip
        self.done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"]],
            cwd=site / filled(STEP["working-directory"]),
            env=environment(tools, **github, **given),
            capture_output=True,
            text=True,
            check=False,
        )
        self.code, self.out = self.done.returncode, self.done.stdout

    def files(self) -> set[str]:
        return set(re.findall(r"file=([^,]*),", self.out))


def test_the_action_is_well_formed() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert STEP["shell"] == "bash"
    # No input is ever part of a script's text.
    assert "${{" not in STEP["run"]
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all(one["description"] for one in ACTION["inputs"].values())


def test_the_action_annotates(tools: Path, site: Path, tmp_path: Path) -> None:
    ran = Ran(tools, site, {}, {"args": "--select AI001"})
    assert ran.code == 1, ran.done.stderr
    assert ran.files() == {"a b.md", "-x.md"}
    assert ran.output.read_text() == "exit-code=1\n"
    assert "Found 2 errors in 2 files." in ran.summary.read_text("utf-8")
    installed = (tmp_path / "installed").read_text().split()
    assert installed[-1] == str(ROOT)
    again = Ran(tools, site, {}, {"args": "--select FM015", "version": "0.1.0"})
    assert again.code == 0
    assert (tmp_path / "installed").read_text().split()[-1] == "ainewslint==0.1.0"


def test_the_summary_of_a_run_that_could_not_be_done(tools: Path, site: Path) -> None:
    ran = Ran(tools, site, {}, {"args": "--select XY999"})
    assert ran.code == 2
    assert (
        ran.summary.read_text("utf-8") == "**ainewslint**: it could not run, the log says why\n\n"
    )


def test_inputs_are_never_shell(tools: Path, site: Path) -> None:
    paths = "a b.md\n$(touch pwned)\n`touch pwned`; touch pwned"
    ran = Ran(tools, site, {}, {"paths": paths})
    assert ran.code == 2
    assert "no such file" in ran.done.stderr
    ran = Ran(tools, site, {}, {"args": "--exclude '$(touch pwned)' --select AI001 -q"})
    assert ran.code == 1
    assert Ran(tools, site, {}, {"args": "--select 'AI001"}).code == 2
    assert Ran(tools, site, {}, {"since": "--output=pwned"}).code == 2
    assert not list(site.rglob("pwned"))
    named = Ran(tools, site, {}, {"paths": "a b.md\n-x.md\n", "args": "--select AI001"})
    assert named.files() == {"a b.md", "-x.md"}


def test_working_directory(tools: Path, site: Path) -> None:
    (site / "blog").mkdir()
    (site / "blog/c.md").write_text(FAULT, "utf-8")
    ran = Ran(tools, site, {}, {"working-directory": "blog", "args": "--select AI001"})
    assert ran.files() == {"blog/c.md"}  # as the repository has it


def test_a_pull_request(tools: Path, site: Path, tmp_path: Path) -> None:
    """As actions/checkout leaves it: one commit, the pull request merged into its base."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    site.rename(origin)
    git(origin, "init", "-q", "-b", "main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "x")
    git(origin, "switch", "-qc", "draft")
    (origin / "new.md").write_text("# 新\n\n" + FAULT, "utf-8")
    (origin / "a b.md").write_text(FAULT + "\n又一段。\n", "utf-8")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "x")
    git(origin, "switch", "-q", "main")
    (origin / "-x.md").write_text(FAULT * 2, "utf-8")
    git(origin, "commit", "-qam", "x")
    git(origin, "switch", "-qc", "merge")
    git(origin, "merge", "-q", "-m", "x", "draft")
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=merge", origin.as_uri(), str(clone))
    github = {"GITHUB_BASE_REF": "main"}
    inputs = {"since": "auto", "args": "--select AI001"}
    assert Ran(tools, clone, github, inputs).files() == {"new.md", "a b.md"}
    lines = Ran(tools, clone, github, {**inputs, "changed-lines": "true"})
    assert lines.files() == {"new.md"}
    assert lines.code == 1
    pushed = Ran(tools, clone, {}, inputs)  # not a pull request: everything
    assert pushed.files() == {"new.md", "a b.md", "-x.md"}


def test_gitlab_snippet(run: Command, tools: Path, site: Path, tmp_path: Path) -> None:
    snippet = yaml.safe_load(run("init", "--ci", "gitlab").out)["ainewslint"]
    report = snippet["artifacts"]["reports"]["codequality"]
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(snippet["script"])],
        cwd=site,
        env=environment(tools, CI_PROJECT_DIR=str(site)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "AI001" in done.stdout
    assert f"ainewslint=={__version__}" in (tmp_path / "installed").read_text()
    rules = json.loads((ROOT / "tests/data/schemas/gitlab-code-quality.schema.json").read_text())
    issues = json.loads((site / report).read_text("utf-8"))
    jsonschema.Draft202012Validator(rules).validate(issues)
    assert {one["location"]["path"] for one in issues} == {"a b.md", "-x.md"}


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_init_writes(run: Command, tmp_path: Path) -> None:
    assert run("init", "--pre-commit", "--ci", "github", "--write").code == 0
    assert load(tmp_path / ".pre-commit-config.yaml")["repos"][0]["hooks"] == [{"id": "ainewslint"}]
    workflow = load(tmp_path / ".github/workflows/ainewslint.yml")
    step = workflow["jobs"]["lint"]["steps"][-1]
    assert step["uses"] == f"ainewslint/ainewslint@v{__version__}"
    assert set(step["with"]) <= set(ACTION["inputs"])
    printed = run("init", "--ci", "github").out
    assert load(tmp_path / ".github/workflows/ainewslint.yml") == yaml.safe_load(printed)
    assert run("init", "--ci", "github", "--write").code == 2
    assert run("init", "--ci", "github", "--write", "--force").code == 0
    # Files that others share are not overwritten even then.
    refused = run("init", "--pre-commit", "--write", "--force")
    assert refused.code == 2
    assert "is there already" in refused.err
    assert run("init", "--ci", "gitlab", "--write").code == 0
    assert "ainewslint" in load(tmp_path / ".gitlab-ci.yml")
    assert run("init", "--ci", "gitlab", "--write", "--force").code == 2


def test_init_in_chinese(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "已写入 ainewslint.toml" in run("init").out
    assert "已经存在" in run("init").err

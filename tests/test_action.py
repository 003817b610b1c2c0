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
        "python": f"""case "$1 $2 $*" in
            "-m pip "*==9.9) echo "no version 9.9" >&2; exit 1;;
            "-m pip "*) echo "$@" >>{noted};;
            *) exec {real} "$@";;
        esac""",
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


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        (
            {"args": "--select 'AI001"},
            "args cannot be read as a shell would: no closing quotation: --select 'AI001",
        ),
        ({"version": "9.9"}, "ainewslint==9.9 could not be installed, pip says above why"),
    ],
)
def test_a_set_up_that_fails(tools: Path, site: Path, inputs: dict[str, str], reason: str) -> None:
    """Its exit code is not that of findings, and outputs and summary are there as ever."""
    ran = Ran(tools, site, {}, inputs)
    assert ran.code == 2
    assert ran.done.stderr.splitlines()[-1] == f"ainewslint: {reason}"
    assert "Traceback" not in ran.done.stderr
    assert ran.output.read_text() == "exit-code=2\n"
    assert ran.summary.read_text("utf-8") == f"**ainewslint**: {reason}\n\n"


class PullRequest:
    """A repository whose base moved on after the pull request was merged for trial."""

    def __init__(self, origin: Path, behind: int = 0) -> None:
        self.origin = origin
        git(origin, "init", "-q", "-b", "main")
        git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.commit("a b.md", FAULT)
        git(origin, "switch", "-qc", "draft")
        self.commit("a b.md", FAULT + "\n又一段。\n")
        self.head = self.commit("new.md", "# 新\n\n" + FAULT)
        git(origin, "switch", "-q", "main")
        self.commit("-x.md", FAULT * 2)
        git(origin, "switch", "-qc", "merge")
        git(origin, "merge", "-q", "-m", "x", "draft")
        self.merge = self._tip()
        git(origin, "switch", "-q", "main")
        for number in range(1 + behind):
            self.commit("later.md", FAULT * (number + 1))

    def commit(self, name: str, text: str) -> str:
        (self.origin / name).write_text(text, "utf-8")
        git(self.origin, "add", "-A")
        git(self.origin, "commit", "-qm", "x")
        return self._tip()

    def _tip(self) -> str:
        return git_says(self.origin, "rev-parse", "HEAD")

    def checkout(self, folder: Path, commit: str, *, depth: int = 0) -> Path:
        """As actions/checkout leaves it: a commit without a branch; depth 0 is everything."""
        folder.mkdir()
        git(folder, "init", "-q")
        git(folder, "remote", "add", "origin", self.origin.as_uri())
        refs = [f"{commit}:refs/remotes/pull/1/merge"]
        if depth:
            refs = [f"--depth={depth}", *refs]
        else:
            refs.append("+refs/heads/*:refs/remotes/origin/*")
        git(folder, "fetch", "-q", "--no-tags", "origin", *refs)
        git(folder, "checkout", "-q", commit)
        return folder


def git_says(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    (tmp_path / "origin").mkdir()
    return tmp_path / "origin"


AUTO = {"since": "auto", "args": "--select AI001"}


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize("trial", [True, False])
def test_a_pull_request(
    tools: Path, origin: Path, tmp_path: Path, depth: int, *, trial: bool
) -> None:
    """Its own files, whatever was checked out: GitHub's trial merge, or its last commit."""
    request = PullRequest(origin)
    checked_out = request.merge if trial else request.head
    clone = request.checkout(tmp_path / "clone", checked_out, depth=depth)
    # With `ref: …head.sha` the variables still name the merge.
    github = {
        "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/1/merge", "GITHUB_SHA": request.merge,
    }  # fmt: skip
    before = git_says(clone, "rev-list", "--count", "--all", "HEAD")
    ran = Ran(tools, clone, github, AUTO)
    assert ran.files() == {"new.md", "a b.md"}, ran.done.stderr
    lines = Ran(tools, clone, github, {**AUTO, "changed-lines": "true"})
    assert lines.files() == {"new.md"}
    assert lines.code == 1
    shallow = git_says(clone, "rev-parse", "--is-shallow-repository")
    if not depth:
        assert shallow == "false"
    # No history that was there is lost.
    assert int(git_says(clone, "rev-list", "--count", "--all", "HEAD")) >= int(before)
    pushed = Ran(tools, clone, {}, AUTO)  # not a pull request: everything
    assert {"new.md", "a b.md"} <= pushed.files()
    assert ("-x.md" in pushed.files()) == trial


def test_a_base_that_is_far_ahead(tools: Path, origin: Path, tmp_path: Path) -> None:
    """Fetched step by step, until the commit is there at which they parted."""
    request = PullRequest(origin, behind=60)
    clone = request.checkout(tmp_path / "clone", request.head, depth=1)
    ran = Ran(tools, clone, {"GITHUB_BASE_REF": "main"}, AUTO)
    assert ran.files() == {"new.md", "a b.md"}, ran.done.stderr


def test_a_base_that_cannot_be_compared(tools: Path, origin: Path, tmp_path: Path) -> None:
    request = PullRequest(origin)
    git(origin, "switch", "-q", "--orphan", "other")
    request.commit("other.md", FAULT)
    clone = request.checkout(tmp_path / "clone", request.head, depth=1)
    apart = Ran(tools, clone, {"GITHUB_BASE_REF": "other"}, AUTO)
    assert apart.code == 2
    assert "give actions/checkout fetch-depth: 0" in apart.summary.read_text("utf-8")
    gone = Ran(tools, clone, {"GITHUB_BASE_REF": "gone"}, AUTO)
    assert gone.code == 2
    assert gone.done.stderr.endswith("gone cannot be fetched, git says above why\n")
    assert gone.output.read_text() == "exit-code=2\n" * 2


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

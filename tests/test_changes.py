"""--since and --changed-lines, in repositories of their own."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.changes import Changes, ChangesError, Lines, changed_lines
from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.report import Entry, make_entry
from ainewslint.source.text import SourceText
from tests.conftest import Command

SELECT = ("--select", "AI001,NL004", "--output-format", "jsonl")
FAULT = "混进了【7†source】这样的记号。"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c",
               "protocol.file.allow=always", *arguments]  # fmt: skip
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty")


def article(*faulty: int, lines: int = 9) -> str:
    return "".join((FAULT if n in faulty else f"第{n}行。") + "\n" for n in range(1, lines + 1))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "posts").mkdir()
    for name in ("old.md", "旧 文.md", 'odd "\t\n name.md', "-dash.md"):
        (tmp_path / "posts" / name).write_text(article(2, 8), "utf-8")
    commit(tmp_path)
    return tmp_path


def found(run: Command, *options: str) -> set[tuple[str, int]]:
    outcome = run("check", *SELECT, *options)
    assert outcome.code in (0, 1), outcome.err
    lines = map(json.loads, outcome.out.splitlines())
    return {(Path(one["path"]).name, one["line"]) for one in lines}


def test_nothing_changed(run: Command, repo: Path) -> None:
    outcome = run("check", *SELECT, "--since", "HEAD")
    assert (outcome.code, outcome.out) == (0, "")
    assert "no article changed since HEAD" in outcome.err
    empty = run("check", "--since", "HEAD", "--output-format", "json")
    assert json.loads(empty.out)["summary"]["files"] == 0


def test_committed_staged_unstaged_and_untracked(run: Command, repo: Path) -> None:
    posts = repo / "posts"
    for name in ("a.md", "b.md", "c.md"):
        (posts / name).write_text(article(1), "utf-8")
    git(repo, "add", "posts/a.md")
    git(repo, "commit", "-qm", "x")
    git(repo, "add", "posts/b.md")
    (posts / "old.md").write_text(article(2, 5, 8), "utf-8")
    assert found(run, "--since", "HEAD~1") == {
        ("a.md", 1), ("b.md", 1), ("c.md", 1), ("old.md", 2), ("old.md", 5), ("old.md", 8),
    }  # fmt: skip
    assert found(run, "--since", "HEAD", "--changed-lines") == {
        ("b.md", 1), ("c.md", 1), ("old.md", 5),
    }  # fmt: skip
    assert found(run, "--since", "HEAD", "posts/c.md") == {("c.md", 1)}


def test_names(run: Command, repo: Path) -> None:
    for file in sorted((repo / "posts").iterdir()):
        file.write_text(article(2, 4, 8), "utf-8")
    expected = {(file.name, 4) for file in (repo / "posts").iterdir()}
    assert found(run, "--since", "HEAD", "--changed-lines") == expected
    git(repo, "config", "core.quotePath", "true")
    git(repo, "config", "diff.noprefix", "true")
    git(repo, "config", "diff.mnemonicPrefix", "true")
    git(repo, "config", "color.ui", "always")
    git(repo, "config", "diff.external", "false")
    git(repo, "config", "diff.relative", "true")
    git(repo, "config", "diff.interHunkContext", "9")
    assert found(run, "--since", "HEAD", "--changed-lines") == expected


def test_from_a_folder_below(run: Command, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "posts/old.md").write_text(article(4), "utf-8")
    (repo / "top.md").write_text(article(1), "utf-8")
    monkeypatch.chdir(repo / "posts")
    assert found(run, "--since", "HEAD") == {("old.md", 4)}
    assert found(run, "--since", "HEAD", "..") == {("old.md", 4), ("top.md", 1)}


def test_renamed_and_deleted(run: Command, repo: Path) -> None:
    git(repo, "mv", "posts/old.md", "posts/new.md")
    text = (repo / "posts/new.md").read_text("utf-8")
    (repo / "posts/new.md").write_text(text.replace("第5行。", FAULT), "utf-8")
    (repo / "posts/-dash.md").unlink()
    git(repo, "mv", "posts/旧 文.md", "posts/同.md")
    assert found(run, "--since", "HEAD", "--changed-lines") == {("new.md", 5)}
    assert {name for name, _line in found(run, "--since", "HEAD")} == {"new.md", "同.md"}


def test_since_the_branch_left(run: Command, repo: Path) -> None:
    git(repo, "switch", "-qc", "draft")
    (repo / "posts/mine.md").write_text(article(1), "utf-8")
    commit(repo)
    git(repo, "switch", "-q", "main")
    (repo / "posts/old.md").write_text(article(1), "utf-8")
    commit(repo)
    git(repo, "switch", "-q", "draft")
    assert found(run, "--since", "main") == {("mine.md", 1)}


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends(run: Command, repo: Path, end: str) -> None:
    file = repo / "posts/ends.md"
    file.write_bytes(article(2, 8).replace("\n", end).encode())
    commit(repo)
    file.write_bytes(article(2, 4, 8).replace("\n", end).removesuffix(end).encode())
    assert ("ends.md", 4) in found(run, "--since", "HEAD", "--changed-lines")
    assert ("ends.md", 2) not in found(run, "--since", "HEAD", "--changed-lines")


def test_lone_carriage_returns_are_counted_by_nobody(run: Command, repo: Path) -> None:
    file = repo / "posts/mac.md"
    file.write_bytes(article(2).replace("\n", "\r").encode())
    commit(repo)
    file.write_bytes(article(2, 5).replace("\n", "\r").encode())
    assert found(run, "--since", "HEAD", "--changed-lines") == {("mac.md", 2), ("mac.md", 5)}


def test_content_that_looks_like_a_patch(run: Command, repo: Path) -> None:
    file = repo / "posts/patch.md"
    file.write_text("x\n" + article(lines=5), "utf-8")
    commit(repo)
    file.write_text(f"+++ b/posts/old.md\n@@ -1 +1,9 @@\n-- {FAULT}\n++ b\n" + article(5, lines=5))
    assert found(run, "--since", "HEAD", "--changed-lines") == {("patch.md", 3), ("patch.md", 9)}


def test_a_span_over_several_lines() -> None:
    lines = Lines((3, 10), (4, 10))
    assert [n for n in range(1, 13) if lines.touch(n, n)] == [3, 4, 10]
    assert lines.touch(1, 3)
    assert lines.touch(1, 20)
    assert not lines.touch(5, 9)
    assert not Lines((), ()).touch(1, 99)


def test_a_span_that_ends_with_its_line(repo: Path) -> None:
    """Up to the first column of the next line: no character of that is in it."""
    file = repo / "posts/old.md"
    file.write_text(article(2, 8).replace("第5行", "新的"), "utf-8")
    changed = Changes("HEAD", str(repo), with_lines=True).is_changed(str(file))
    text = file.read_text("utf-8")
    source = SourceText(text, str(file))
    starts = [*source.line_starts]

    def entry(start: int, end: int) -> Entry:
        found = Diagnostic("XX001", "x", Severity.INFO, "m", Span(start, end))
        return make_entry(found, source, str(file))

    assert not changed(entry(starts[3], starts[4]))
    assert changed(entry(starts[3], starts[4] + 1))
    assert changed(entry(starts[4], starts[5]))
    assert not changed(entry(starts[5], starts[6]))


@pytest.mark.parametrize("rev", ["", "--output=x", "-p", "no-such", "HEAD~99", "a b", "HEAD:posts"])
def test_bad_revisions(run: Command, repo: Path, rev: str) -> None:
    outcome = run("check", f"--since={rev}")
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1
    assert not (repo / "x").exists()


def test_no_repository(run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text(article(1), "utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    outcome = run("check", "--since", "HEAD")
    assert outcome.code == 2
    assert outcome.err.startswith(
        "ainewslint: --since needs a git repository: not a git repository"
    )
    assert len(outcome.err.splitlines()) == 1
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = run("check", "--since", "HEAD")
    assert outcome.code == 2
    assert "git cannot be run: no such file" in outcome.err


def test_no_commit_yet(run: Command, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.md").write_text(article(1), "utf-8")
    assert "no such revision" in run("check", "--since", "HEAD").err


def test_another_repository(
    run: Command, repo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "a.md"
    other.write_text(article(1), "utf-8")
    outcome = run("check", "--since", "HEAD", other)
    assert outcome.code == 2
    assert "is not in the repository" in outcome.err


def test_in_a_hook(run: Command, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hooks run with GIT_DIR and GIT_INDEX_FILE set, by which git mistakes a folder for the top."""
    (repo / "posts/old.md").write_text(article(2, 4), "utf-8")
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/no-such-index")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(repo / "posts")
    assert found(run, "--since", "HEAD", "--changed-lines") == {("old.md", 4)}


def test_a_work_tree_named_by_the_environment(
    run: Command, repo: Path, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """As in a home folder kept in a bare repository: only the environment knows it."""
    elsewhere = tmp_path_factory.mktemp("bare") / "repo.git"
    (repo / ".git").rename(elsewhere)
    (repo / "posts/old.md").write_text(article(2, 4), "utf-8")
    monkeypatch.setenv("GIT_DIR", str(elsewhere))
    monkeypatch.setenv("GIT_WORK_TREE", str(repo))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.parent))
    assert found(run, "--since", "HEAD", "--changed-lines") == {("old.md", 4)}


def test_repositories_inside(
    run: Command, repo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Git says only that something in them changed, so all of it counts."""
    theme = tmp_path_factory.mktemp("theme")
    git(theme, "init", "-q")
    (theme / "t.md").write_text(article(1), "utf-8")
    commit(theme)
    git(repo, "submodule", "--quiet", "add", str(theme), "sub")
    commit(repo)
    assert found(run, "--since", "HEAD", "--changed-lines") == set()
    (repo / "sub/t.md").write_text(article(1, 3), "utf-8")
    assert found(run, "--since", "HEAD", "--changed-lines") == {("t.md", 1), ("t.md", 3)}
    git(repo, "config", "diff.submodule", "log")
    git(repo, "config", "diff.ignoreSubmodules", "all")
    assert found(run, "--since", "HEAD") == {("t.md", 1), ("t.md", 3)}
    nested = repo / "nested"
    nested.mkdir()
    git(nested, "init", "-q")
    (nested / "n.md").write_text(article(1), "utf-8")
    commit(nested)
    assert ("n.md", 1) in found(run, "--since", "HEAD")


def test_a_conflict(run: Command, repo: Path) -> None:
    git(repo, "switch", "-qc", "other")
    (repo / "posts/old.md").write_text(article(2, 3, 8), "utf-8")
    commit(repo)
    git(repo, "switch", "-q", "main")
    (repo / "posts/old.md").write_text(article(2, 8).replace("第3行", "行"), "utf-8")
    commit(repo)
    subprocess.run(["git", "merge", "-q", "other"], cwd=repo, check=False, capture_output=True)
    assert "<<<<<<<" in (repo / "posts/old.md").read_text("utf-8")
    lines = {line for _name, line in found(run, "--since", "HEAD", "--changed-lines")}
    assert lines == {6}  # between the marks: the other side's


def test_with_a_baseline(run: Command, repo: Path) -> None:
    assert run("check", "--select", "AI001", "--write-baseline").code == 0
    (repo / "posts/old.md").write_text(article(2, 4, 8).replace("第5行", FAULT), "utf-8")
    outcome = run("check", *SELECT, "--since", "HEAD", "--changed-lines")
    assert [json.loads(line)["line"] for line in outcome.out.splitlines()] == [4, 5]


def test_symbolic_links(run: Command, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("link") / "repo"
    link.symlink_to(repo)
    (repo / "posts/old.md").write_text(article(4), "utf-8")
    assert found(run, "--since", "HEAD", "--changed-lines", f"{link}/posts") == {("old.md", 4)}


def test_names_in_patches() -> None:
    patch = (
        b'diff --git "a/\\346\\227\\247.md" "b/x"\n--- /dev/null\n+++ "b/a\\t\\"\\\\\\346\\227\\247.md"\n'
        b"@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n"
        b"diff --git a/b c b/b c\n--- a/b c\t\n+++ b/b c\t\n@@ -3 +5 @@ x\n-a\n+b\n@@ -9,2 +10,0 @@\n-a\n-b\n"
    )
    assert changed_lines(patch) == {
        'a\t"\\旧.md'.encode(): Lines((1,), (2,)), b"b c": Lines((5,), (5,)),
    }  # fmt: skip


edits = st.lists(
    st.tuples(st.sampled_from(["add", "cut", "change"]), st.integers(0, 30)), max_size=8
)


@settings(max_examples=30)
@given(edits=edits, ends=st.booleans())
def test_any_edit(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]], ends: bool
) -> None:
    """Lines that are new in themselves are changed; without them nothing is."""
    folder = tmp_path_factory.mktemp("edits")
    git(folder, "init", "-q")
    lines = [f"第{n}行。" for n in range(25)]
    file = folder / "a.md"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    commit(folder)
    for count, (kind, wanted) in enumerate(edits):
        at = min(wanted, len(lines) - 1)
        if kind == "add":
            lines.insert(at, f"new {count}")
        elif kind == "cut" and len(lines) > 1:
            del lines[at]
        else:
            lines[at] = f"new {count}"
    file.write_text("\n".join(lines) + ("\n" if ends else ""), "utf-8")
    changes = Changes("HEAD", str(folder), with_lines=True)
    changed = changes.lines(str(file))
    fresh = {n for n, line in enumerate(lines, 1) if line.startswith("new")}
    if not changes.has(str(file)):
        assert not fresh
        return
    assert changed is not None
    touched = {n for n in range(1, len(lines) + 1) if changed.touch(n, n)}
    assert touched == fresh if ends else touched == fresh | {len(lines)}


def test_environment_is_left_alone(repo: Path) -> None:
    before = dict(os.environ)
    Changes("HEAD", str(repo))
    assert dict(os.environ) == before
    with pytest.raises(ChangesError):
        Changes("HEAD", str(repo)).has(str(repo.parent / "x.md"))

"""What changed since a revision, through git: files, and lines in them.

"Since REV" means since the point where the work in hand left REV (the merge base), committed or
not, untracked files included: what a pull request against REV would show, plus what is not
committed yet.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_right
from collections.abc import Callable, Sequence

from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.report import Entry, FileReport, Place

# Names the repository of a hook's caller, which need not be the one of the working folder.
_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
)  # fmt: skip
_PLAIN = (
    "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--find-renames",
    "--ignore-submodules=none", "--submodule=short",
)  # fmt: skip
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS = {
    b"a": b"\a",
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"v": b"\v",
    b"f": b"\f",
    b"r": b"\r",
}
_LONE_CR = re.compile(rb"\r(?!\n)")


class ChangesError(ValueError):
    """Git cannot say what changed; the message is one line."""


@record(frozen=True)
class Lines:
    """Line ranges of a file, sorted: `starts[i]` to `ends[i]`, both counted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def touch(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` is among them."""
        index = bisect_right(self.starts, last) - 1
        return index >= 0 and self.ends[index] >= first


class Changes:
    """The files that changed since a revision in the repository of a folder."""

    def __init__(self, since: str, folder: str = ".", *, with_lines: bool = False) -> None:
        """Asks git. Raises ChangesError."""
        if not since or since.startswith("-") or "\0" in since:
            raise ChangesError(_("--since {rev!r}: not a revision").format(rev=since))
        self._environment = _without_hook_variables(folder)
        self.top = self._top(folder)
        self._base = self._revision(since)
        self._folders: dict[str, str] = {}
        listed = self._git(
            "diff", "--name-only", "-z", "--diff-filter=d", *_PLAIN, self._base, "--"
        )
        others = self._git("ls-files", "--others", "--exclude-standard", "--full-name", "-z")
        self._untracked = frozenset(_paths(others))
        self._files = frozenset(_paths(listed)) | self._untracked
        self._lines = changed_lines(self._patch()) if with_lines else {}

    def has(self, path: str) -> bool:
        """Whether a file changed. Raises ChangesError for one outside the repository."""
        name = self._name(path)
        if name in self._files:
            return True
        # Of a repository inside this one, git says only that something in it changed.
        parts = name.split(b"/")
        above = [b"/".join(parts[:count]) for count in range(1, len(parts))]
        return any(one in self._files or one + b"/" in self._untracked for one in above)

    def lines(self, path: str) -> Lines | None:
        """The changed lines of a changed file, asked for at the start; None for all of them."""
        name = self._name(path)
        if name not in self._files or name in self._untracked:
            return None
        try:
            with open(path, "rb") as stream:
                if _LONE_CR.search(stream.read()):  # git does not count such lines as we do
                    return None
        except OSError:
            return None
        return self._lines.get(name, Lines((), ()))

    def on_changed_lines(self, report: FileReport) -> FileReport:
        """The report with those entries only whose span touches a changed line."""
        if report.entries:
            report.entries = list(filter(self.is_changed(report.path), report.entries))
        return report

    def is_changed(self, path: str) -> Callable[[Entry], bool]:
        """Whether an entry of a file touches a changed line."""
        lines = self.lines(path)
        if lines is None:
            return lambda _entry: True
        return lambda entry: lines.touch(*_extent(entry.place))

    def _name(self, path: str) -> bytes:
        """A path as git lists it: from the top of the repository, with `/`."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        whole = os.path.join(self._folders[folder], name)
        if not whole.startswith(self.top.rstrip(os.sep) + os.sep):
            raise ChangesError(
                _("--since: {path} is not in the repository {top}").format(path=path, top=self.top)
            )
        return os.fsencode(os.path.relpath(whole, self.top).replace(os.sep, "/"))

    def _top(self, folder: str) -> str:
        found = _run(["rev-parse", "--show-toplevel"], folder, self._environment)
        if found.returncode or not found.stdout.strip():
            raise ChangesError(
                _("--since needs a git repository: {reason}").format(reason=_reason(found))
            )
        return os.path.realpath(os.fsdecode(found.stdout.removesuffix(b"\n")))

    def _revision(self, since: str) -> str:
        commit = f"{since}^{{commit}}"
        found = _run(["rev-parse", "--verify", "--quiet", commit], self.top, self._environment)
        if found.returncode:
            raise ChangesError(
                _(
                    "--since {rev}: no such revision here (a shallow clone has only the last "
                    "commits: fetch more)"
                ).format(rev=since)
            )
        revision = found.stdout.decode().strip()
        base = _run(["merge-base", revision, "HEAD"], self.top, self._environment)
        return base.stdout.decode().strip() or revision  # no common commit: compare with REV

    def _patch(self) -> bytes:
        return self._git(
            "diff", "--unified=0", "--inter-hunk-context=0", "--text", "--dst-prefix=b/",
            *_PLAIN, self._base, "--",
        )  # fmt: skip

    def _git(self, *arguments: str) -> bytes:
        done = _run(arguments, self.top, self._environment)
        if done.returncode:
            raise ChangesError(_("git failed: {reason}").format(reason=_reason(done)))
        return done.stdout


def changed_lines(patch: bytes) -> dict[bytes, Lines]:
    """File -> its added and changed lines, from `git diff --unified=0 --dst-prefix=b/`."""
    found: dict[bytes, list[tuple[int, int]]] = {}
    ranges: list[tuple[int, int]] = []
    skip = 0  # lines of a hunk's content, which may look like anything
    for line in patch.split(b"\n"):
        if skip:
            skip -= not line.startswith(b"\\")  # "\ No newline at end of file" is not counted
        elif line.startswith(b"+++ "):
            ranges = found.setdefault(_unquoted(line[4:]).removeprefix(b"b/"), [])
        elif hunk := _HUNK.match(line):
            removed, added = (int(hunk[n]) if hunk[n] else 1 for n in (1, 3))
            skip = removed + added
            if added:
                ranges.append((int(hunk[2]), int(hunk[2]) + added - 1))
    return {
        name: Lines(tuple(start for start, _end in pairs), tuple(end for _start, end in pairs))
        for name, pairs in found.items()
    }


def _unquoted(name: bytes) -> bytes:
    """A file name in a patch: quoted as in C where it has odd characters, else up to a tab."""
    if not name.startswith(b'"'):
        return name.split(b"\t")[0]

    def char(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8)]) if len(code) == 3 else _LETTERS.get(code, code)

    return _ESCAPE.sub(char, name[1 : name.rindex(b'"')])


def _extent(place: Place) -> tuple[int, int]:
    """The first and the last line that a place has a character of."""
    ends_before = place.end_column == 1 and place.end_line > place.line
    return place.line, place.end_line - 1 if ends_before else place.end_line


def _paths(listed: bytes) -> list[bytes]:
    return [one for one in listed.split(b"\0") if one]


def _without_hook_variables(folder: str) -> dict[str, str]:
    """The environment for git: a hook's is not used unless the folder is no repository by itself.

    With GIT_DIR set, git takes the working folder for the top of the work tree.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    kept["LC_ALL"] = "C"
    if "GIT_DIR" in os.environ and _run(["rev-parse", "--git-dir"], folder, kept).returncode:
        return {**os.environ, "LC_ALL": "C"}
    return kept


def _run(
    arguments: Sequence[str], folder: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-c", "core.quotePath=false", "--no-optional-locks", *arguments]
    try:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ChangesError(_("git cannot be run: {reason}").format(reason=reason)) from None


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return (lines[0] if lines else f"exit {done.returncode}").removeprefix("fatal: ")

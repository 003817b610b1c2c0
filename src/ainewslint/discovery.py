"""Which files a run looks at."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ainewslint.records import record

SUFFIXES = (".md", ".markdown")
SKIPPED = frozenset({"node_modules", "public", "_site", "themes"})
SKIPPED_PATHS = ("resources/_gen",)


class NoSuchPathError(ValueError):
    """A path named by the user that does not exist or holds no article."""


@record(frozen=True)
class Discovery:
    """How to search: `exclude` gitignore patterns, `force_exclude` also for named files."""

    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    use_ignore_files: bool = True

    def files(self, paths: Sequence[str]) -> list[str]:
        """The articles that the paths name, sorted, each once. Raises NoSuchPathError."""
        found: dict[str, None] = {}
        for path in paths:
            if os.path.isdir(path) and not path.lower().endswith(SUFFIXES):
                found.update(dict.fromkeys(self._search(path)))
            elif os.path.isdir(path):
                inside = dict.fromkeys(self._search(path))
                found.update(inside or {path: None})  # a folder named x.md is reported, not lost
            elif os.path.lexists(path):
                if not (self.force_exclude and self._is_excluded(Path(path))):
                    found[path] = None
            else:
                raise NoSuchPathError(path)
        return sorted(dict.fromkeys(os.path.normpath(one) for one in found), key=_sort_key)

    def _is_excluded(self, file: Path) -> bool:
        relative = _from_here(file)
        parts = relative.split("/")[:-1]
        if any(
            part in SKIPPED or (part.startswith(".") and part not in (".", "..")) for part in parts
        ):
            return True
        return bool(self.exclude) and bool(_spec(self.exclude).match_file(relative))

    def _search(self, root: str) -> Iterator[str]:
        """The articles under a folder; a folder is entered once, and never out of the root."""
        real_root = os.path.realpath(root)
        seen = {real_root}
        ignores = _ignores_above(real_root) if self.use_ignore_files else []
        stack: list[tuple[str, list[tuple[str, Any]]]] = [(root, ignores)]
        while stack:
            folder, ignores = stack.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda one: one.name)
            except OSError:
                continue
            if self.use_ignore_files and any(one.name == ".gitignore" for one in entries):
                ignores = [*ignores, *_read_ignore(folder)]
            for entry in entries:
                if entry.is_symlink() and not self._follows(entry, real_root, seen):
                    continue
                if _is_folder(entry):
                    if not self._skips(entry, ignores, folder=True):
                        stack.append((entry.path, ignores))
                elif entry.name.lower().endswith(SUFFIXES) and not self._skips(
                    entry, ignores, folder=False
                ):
                    yield entry.path

    def _follows(self, link: os.DirEntry[str], real_root: str, seen: set[str]) -> bool:
        """Whether to follow a symbolic link: a file anywhere, a folder inside the root, once."""
        target = os.path.realpath(link.path)
        if not os.path.isdir(target):
            return True
        inside = target == real_root or target.startswith(real_root + os.sep)
        if not inside or target in seen or _contains(target, link.path):
            return False
        seen.add(target)
        return True

    def _skips(self, entry: os.DirEntry[str], ignores: list[tuple[str, Any]], folder: bool) -> bool:
        if folder and (entry.name.startswith(".") or entry.name in SKIPPED):
            return True
        tail = "/" if folder else ""
        path = os.path.abspath(entry.path)
        if folder and _posix(path).endswith(SKIPPED_PATHS):
            return True
        if self.exclude and _spec(self.exclude).match_file(_from_here(Path(path)) + tail):
            return True
        verdict = False
        for base, spec in ignores:
            relative = _posix(os.path.relpath(path, base)) + tail
            result = spec.check_file(relative)
            if result.include is not None:
                verdict = result.include
        return verdict


def _contains(folder: str, path: str) -> bool:
    return os.path.realpath(os.path.dirname(path)).startswith(folder + os.sep) or folder == (
        os.path.realpath(os.path.dirname(path))
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _posix(path: str) -> str:
    return path.replace(os.sep, "/")


def _from_here(path: Path) -> str:
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _sort_key(path: str) -> list[str]:
    return _posix(path).split("/")


def _ignores_above(root: str) -> list[tuple[str, Any]]:
    """The .gitignore files from the repository's top down to the folder above the root."""
    chain = []
    folder = Path(root)
    for candidate in (folder, *folder.parents):
        chain.append(candidate)
        if (candidate / ".git").exists():
            above = [one for one in reversed(chain) if one != folder]
            return [found for one in above for found in _read_ignore(str(one))]
    return []


def _read_ignore(folder: str) -> list[tuple[str, Any]]:
    file = Path(folder) / ".gitignore"
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(os.path.abspath(folder), _lines_spec(lines))]


def _lines_spec(lines: Iterable[str]) -> Any:
    from pathspec import GitIgnoreSpec  # costs 50 ms to import

    return GitIgnoreSpec.from_lines(lines)


@functools.cache
def _spec(patterns: tuple[str, ...]) -> Any:
    return _lines_spec(patterns)


def display_path(path: str) -> str:
    """A path as reports show it: relative to the working folder where it lies in it, with `/`.

    An address (`s3://bucket/a.md`) is shown as it is.
    """
    if "://" in path:
        return path
    try:
        absolute = os.path.abspath(path)
        here = os.getcwd().rstrip(os.sep) + os.sep
        if absolute.startswith(here):
            return _posix(absolute[len(here) :])
    except (OSError, ValueError):
        pass
    return _posix(path)

"""`ainewslint check --watch`: lints again what changes, until it is stopped.

Files are looked at by their time and size a few times a second, which works on every file system,
network mounts and containers included; on a large site the pauses grow with what a look costs.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, fields
from pathlib import Path
from typing import Any, NoReturn, Protocol

from ainewslint.cli.common import EXIT_OK, RunError
from ainewslint.config import CONFIG_NAMES, ConfigError, SettingsResolver
from ainewslint.discovery import display_path
from ainewslint.messages import _, ngettext
from ainewslint.records import record
from ainewslint.remembered import forget_files
from ainewslint.report import FileReport, Summary

_PAUSE = 0.3  # seconds between two looks
_PAUSE_PER_LOOK = 5  # times what a look costs: at most a sixth of one processor
_SEARCH_EVERY = 20  # looks; a new article in a folder that held none shows only in a search
_NAMED = 5  # files named in the line that says what changed
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
# What is written once for a whole run, or read from standard input, has no place in a watch.
_EXCLUDED = ("output_file", "write_baseline")

Stamp = tuple[int, int, int] | None  # time of change, size, inode; None: not there


class Run(Protocol):
    """One run of `check`, made anew for every round."""

    resolver: SettingsResolver
    filters: list[Callable[[FileReport], FileReport]]

    def find(self) -> list[str]:
        """The articles that the command names."""

    def run(self, files: Sequence[str] | None = None) -> int:
        """Lint and report all articles, or these."""


def watch(make: Callable[[], Run], paths: Sequence[str], options: dict[str, Any]) -> int:
    """Lint, then lint again whatever changes; 0 when stopped by Ctrl-C. Raises RunError.

    `make` makes a run with the configuration as it is. Everything that is not a finding goes to
    standard error.
    """
    for name in _EXCLUDED:
        if options.get(name):
            option = "--" + name.replace("_", "-")
            raise RunError(f"{option} and --watch exclude each other: run once to write a file")
    if "-" in paths:
        raise RunError("standard input cannot be watched")
    try:
        _Watch(make, paths, options.get("config")).run()
    except KeyboardInterrupt:
        return EXIT_OK


@record
class _Seen:
    """What the files were like at one look."""

    articles: dict[str, Stamp] = field(default_factory=dict)
    folders: dict[str, Stamp] = field(default_factory=dict)
    settings: dict[str, Stamp] = field(default_factory=dict)

    def again(self) -> _Seen:
        """The same files now."""
        return _Seen(_look(self.articles), _look(self.folders), _look(self.settings))


class _Watch:
    def __init__(self, make: Callable[[], Run], paths: Sequence[str], config: str | None) -> None:
        self.make = make
        self.roots = {os.path.normpath(one) for one in paths}
        self.config = config
        self.summaries: dict[str, Summary] = {}
        self.fixed: set[str] = set()
        self.seen = _Seen()
        self.current: Run = make()

    def run(self) -> NoReturn:
        files = self.current.find()
        self.seen = self._look_at(files)
        self._lint(self.current, files)
        count = len(files)
        words = ngettext("Watching {n} article; Ctrl-C ends it.", "Watching {n} articles; Ctrl-C ends it.", count)  # fmt: skip
        _say(words.format(n=count))
        looks, cost = 0, 0.0
        while True:
            time.sleep(max(_PAUSE, _PAUSE_PER_LOOK * cost))
            looks += 1
            start = time.perf_counter()
            now = self._now(self.seen, search=looks % _SEARCH_EVERY == 0)
            cost = time.perf_counter() - start
            if now.articles != self.seen.articles or now.settings != self.seen.settings:
                self._round(self._settled(now))
            else:
                self.seen = now

    def _now(self, before: _Seen, *, search: bool = False) -> _Seen:
        """The files now; searched for again where a folder changed."""
        now = before.again()
        if search or now.folders != before.folders or now.settings != before.settings:
            try:
                return self._look_at(self.current.find())
            except RunError:  # a path that was named is gone, for now
                return self._look_at(list(now.articles))
        return now

    def _settled(self, now: _Seen) -> _Seen:
        """The files when nothing has changed for a moment: an editor saves in several steps."""
        while True:
            time.sleep(_PAUSE / 2)
            later = self._now(now)
            if later == now:
                return now
            now = later

    def _round(self, now: _Seen) -> None:
        """Lint what is not as it was."""
        before, self.seen = self.seen, now
        changed = [path for path, stamp in now.articles.items() if stamp and stamp != before.articles.get(path)]  # fmt: skip
        gone = [
            path for path, stamp in before.articles.items() if stamp and not now.articles.get(path)
        ]
        for path in gone:
            self.summaries.pop(os.path.abspath(path), None)
        settings = before.settings
        reread = sorted(one for one, stamp in now.settings.items() if stamp != settings.get(one))
        if not (changed or gone or reread):
            return
        _clear()
        if reread:
            forget_files()
            self.summaries.clear()
            changed = [path for path, stamp in now.articles.items() if stamp]
            _say(_("{time} configuration changed, everything is checked again: {files}").format(
                time=_clock(), files=_names(reread)))  # fmt: skip
        if gone:
            _say(_("{time} gone: {files}").format(time=_clock(), files=_names(gone)))
        if changed and not reread:
            _say(_("{time} changed: {files}").format(time=_clock(), files=_names(changed)))
        try:
            self.current = self.make()
            if reread:  # the new settings may be made of other files
                fresh = self._look_at(list(now.articles))
                settings = {**fresh.settings, **now.settings}
                self.seen = _Seen(now.articles, fresh.folders, settings)
            if changed:
                self._lint(self.current, changed)
        except (ConfigError, RunError) as error:
            _say(f"ainewslint: {error}")
            return
        if len(self.summaries) != len(changed):
            self._say_total()

    def _lint(self, run: Run, files: list[str]) -> None:
        run.filters.append(self._record)
        run.run(files)
        sys.stdout.flush()
        # What a fix wrote is linted as it is now: it need not be seen as a change.
        for path in self.seen.articles:
            if os.path.abspath(path) in self.fixed:
                self.seen.articles[path] = _stamp(path)
        self.fixed.clear()

    def _record(self, report: FileReport) -> FileReport:
        path = os.path.abspath(report.path)
        self.summaries[path] = summary = Summary()
        summary.add(report)
        summary.fixed = 0  # said when it was done
        if report.fixed:
            self.fixed.add(path)
        return report

    def _say_total(self) -> None:
        from ainewslint.reporters.base import summary_line

        total = Summary()
        for one in self.summaries.values():
            for name in (part.name for part in fields(Summary)):
                setattr(total, name, getattr(total, name) + getattr(one, name))
        _say(_("All articles: {summary}").format(summary=summary_line(total)))

    # --- what is looked at ------------------------------------------------------------------

    def _look_at(self, files: Sequence[str]) -> _Seen:
        folders = set(self._folders(files))
        settings = self._settings_of(folders)
        beside = {os.path.dirname(one) for one in settings if _is_named(one)}
        return _Seen(_look(files), _look(folders | beside), _look(settings))

    def _folders(self, files: Iterable[str]) -> Iterator[str]:
        """The folders of files, up to the paths the command names."""
        seen: set[str] = set()
        for folder in [*map(os.path.dirname, files), *filter(os.path.isdir, self.roots)]:
            at = folder or "."
            while at not in seen:
                seen.add(at)
                yield at
                if at in self.roots:
                    break
                at = os.path.dirname(at) or "."

    def _settings_of(self, folders: Iterable[str]) -> set[str]:
        """The files that settings for these folders are, or could be, made of."""
        from glob import glob

        found = {self.config} if self.config else set()
        resolver = self.current.resolver
        above: set[Path] = set()
        for folder in folders:
            absolute = Path(folder).absolute()
            above |= {absolute, *absolute.parents}
            try:
                for pattern in resolver.for_path(folder).made_of:
                    found |= {pattern, *glob(pattern, recursive=True)}
            except ConfigError as error:
                found |= {str(error.file)} if error.file else set()
        if not self.config and not resolver.isolated:
            found |= {str(one / name) for one in above for name in CONFIG_NAMES}
        return found


def _is_named(path: str) -> bool:
    """Whether a file is one that a configuration names, such as a pack."""
    return os.path.basename(path) not in CONFIG_NAMES


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _look(paths: Iterable[str]) -> dict[str, Stamp]:
    return {path: _stamp(path) for path in paths}


def _names(paths: Sequence[str]) -> str:
    shown = ", ".join(display_path(one) for one in paths[:_NAMED])
    more = len(paths) - _NAMED
    return shown if more <= 0 else _("{files} and {n} more").format(files=shown, n=more)


def _clock() -> str:
    return time.strftime("[%H:%M:%S]")


def _clear() -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

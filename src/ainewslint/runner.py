"""Runs the linter over files: reads, lints, fixes, and reports in order of path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice

from ainewslint.config import Settings, SettingsResolver
from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.discovery import display_path
from ainewslint.engine import Linted, Linter
from ainewslint.messages import activate, language
from ainewslint.report import FileReport, make_entry
from ainewslint.rules.linter.nl006_unreadable_file import UnreadableFile
from ainewslint.run_options import RunOptions
from ainewslint.source.article import Article
from ainewslint.source.text import DecodingError, SourceText

_PARALLEL_FROM = 24  # files; below, starting workers costs more than they save
_CHUNK = 16
_REMEMBERED = (
    ("ainewslint.config", "_registry"),
    ("ainewslint.packs.loader", "load_pack"),
    ("ainewslint.schema.load", "_load"),
    ("ainewslint.claims.article", "names_for"),
    ("ainewslint.local_targets", "_nearest_site"),
)


class Runner:
    """Lints files with the settings that hold for each."""

    def __init__(self, resolver: SettingsResolver, options: RunOptions | None = None) -> None:
        self.resolver = resolver
        self.options = options or RunOptions()
        self._linters: dict[int, tuple[Settings, Linter]] = {}

    def linter(self, path: str) -> Linter:
        """The linter for a path. Raises ConfigError."""
        settings = self.resolver.for_path(path)
        found = self._linters.get(id(settings))
        if found is None:
            found = self._linters[id(settings)] = (settings, Linter(settings, self.options.now))
        return found[1]

    def run(self, files: Sequence[str]) -> Iterator[FileReport]:
        """A report per file, in the order given, as soon as it and those before are done."""
        jobs = self.options.jobs or _processors()
        if jobs < 2 or len(files) < _PARALLEL_FROM:
            yield from map(self.check_file, files)
        else:
            yield from self._run_parallel(files, min(jobs, len(files)))

    def check_file(self, path: str) -> FileReport:
        """Lint one file, whatever is wrong with it. Raises ConfigError only."""
        try:
            with open(path, "rb") as stream:
                data = stream.read()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            return self._unreadable(path, UnreadableFile.failed(_reason(error)), b"")
        return self.check_data(data, path, write=True)

    def check_data(self, data: bytes, path: str, *, write: bool = False) -> FileReport:
        """Lint a file's bytes under a path's settings; fixes are written only with `write`."""
        linter = self.linter(path)
        try:
            source = SourceText.decode(data, path)
        except DecodingError as error:
            span = _replacement_span(data, error.offset)
            found = UnreadableFile.not_utf8(span, error.byte, error.offset)
            return self._unreadable(path, found, data)
        return self._report(source, linter, write=write)

    def _report(self, source: SourceText, linter: Linter, *, write: bool) -> FileReport:
        original, linted = source, linter.lint(Article(source))
        report = FileReport(display_path(source.path))
        if self.options.fixes:
            from ainewslint.fixing import fix_source

            source, linted = fix_source(source, linted, linter, self.options, report)
            if self.options.fix and not self.options.diff and write:
                self._write(source, original, report)
        self._fill(report, linted, source)
        return report

    def _write(self, fixed: SourceText, original: SourceText, report: FileReport) -> None:
        if fixed.text == original.text:
            return
        from ainewslint.atomic import write_atomic

        old, new = original.text.encode("utf-8"), fixed.text.encode("utf-8")
        try:
            write_atomic(original.path, new, expected=old)
        except OSError as error:
            report.failures.append(f"{report.path}: fixes not written: {_reason(error)}")
            report.fixed.clear()

    def _fill(self, report: FileReport, linted: Linted, source: SourceText) -> None:
        report.entries.extend(make_entry(one, source, report.path) for one in linted.diagnostics)
        if self.options.raw:
            report.diagnostics = linted.diagnostics
        report.suppressed = linted.suppressed
        report.facts = linted.facts
        report.crashes.extend(linted.crashes)

    def _unreadable(self, path: str, found: Diagnostic, data: bytes) -> FileReport:
        report = FileReport(display_path(path))
        linter = self.linter(path)
        if found.code not in linter.codes or found.code in linter.settings.ignored_for(path):
            return report
        source = SourceText(data.decode("utf-8", errors="replace"), path)
        report.entries.append(make_entry(found, source, report.path))
        return report

    def _run_parallel(self, files: Sequence[str], jobs: int) -> Iterator[FileReport]:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_all_start_methods, get_context

        self.linter(files[0])  # imports and compiles before the workers are forked
        method = "fork" if "fork" in get_all_start_methods() and os.name == "posix" else "spawn"
        start = (self.resolver, self.options, language())
        with ProcessPoolExecutor(
            jobs, mp_context=get_context(method), initializer=_start_worker, initargs=start
        ) as pool:
            chunks = iter([files[i : i + _CHUNK] for i in range(0, len(files), _CHUNK)])
            # A few chunks ahead of the reporter: memory stays flat however many files there are.
            pending = [pool.submit(_check_chunk, chunk) for chunk in islice(chunks, jobs * 4)]
            while pending:
                done = pending.pop(0).result()
                pending.extend(pool.submit(_check_chunk, chunk) for chunk in islice(chunks, 1))
                yield from done


_worker: Runner | None = None


def _start_worker(resolver: SettingsResolver, options: RunOptions, spoken: str) -> None:
    import signal

    global _worker  # noqa: PLW0603 - one runner per worker process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer, once
    activate(spoken)
    _worker = Runner(resolver, options)


def _check_chunk(files: Sequence[str]) -> list[FileReport]:
    assert _worker is not None
    return [_worker.check_file(path) for path in files]


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _replacement_span(data: bytes, offset: int) -> Span:
    """The replacement character of the first bad byte, in the text decoded with replacements."""
    start = len(data[:offset].decode("utf-8"))
    return Span(start, start + 1)


def join_corpus(linter: Linter, reports: Sequence[FileReport]) -> list[tuple[str, Diagnostic]]:
    """(path, diagnostic) pairs of the rules that look across articles."""
    found: list[tuple[str, Diagnostic]] = []
    for rule in linter.corpus:
        facts = {one.path: one.facts[rule.code] for one in reports if rule.code in one.facts}
        found.extend(rule.join(facts))
    return found


def forget_files() -> None:
    """Forget what was read of packs, schemas and knowledge files: for a process that lives on.

    Configuration files and articles are never remembered, or only with their time of change.
    """
    import sys

    for module, name in _REMEMBERED:
        if module in sys.modules:
            getattr(sys.modules[module], name).cache_clear()

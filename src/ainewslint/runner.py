"""Runs the linter over files: reads, lints, fixes, and reports in order of path."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from ainewslint.cache import SAFE, UNSAFE, Cache, Made, Stamp, make
from ainewslint.cache.codec import pack, pack_written, packable, plain, unpack
from ainewslint.cache.store import Record
from ainewslint.config import Settings, SettingsResolver
from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.discovery import display_path
from ainewslint.messages import activate, language
from ainewslint.outside import Outside
from ainewslint.report import FileReport, make_entry
from ainewslint.run_options import RunOptions
from ainewslint.source.text import DecodingError, SourceText
from ainewslint.workers import processors, worker_context

if TYPE_CHECKING:
    from ainewslint.engine import Linted, Linter

_PARALLEL_FROM = 24  # files; below, starting workers costs more than they save
_CHUNK = 16


class Runner:
    """Lints files with the settings that hold for each; with a `cache`, those it does not know.

    `keeps` says whether reports are made ready for a cache (a worker has none of its own).
    """

    def __init__(
        self,
        resolver: SettingsResolver,
        options: RunOptions | None = None,
        cache: Cache | None = None,
        *,
        keeps: bool = False,
    ) -> None:
        self.resolver = resolver
        self.options = options or RunOptions()
        self.cache = cache
        self.keeps = keeps or cache is not None
        self._linters: dict[int, tuple[Settings, Linter]] = {}
        self._settings: dict[str, Settings] = {}

    def settings(self, path: str) -> Settings:
        """The settings for a file, looked for once a folder. Raises ConfigError."""
        folder = path.rpartition(os.sep)[0]
        found = self._settings.get(folder)
        if found is None:
            found = self._settings[folder] = self.resolver.for_path(path)
        return found

    def linter(self, path: str) -> Linter:
        """The linter for a path. Raises ConfigError."""
        settings = self.settings(path)
        found = self._linters.get(id(settings))
        if found is None:
            from ainewslint.engine import Linter

            linter = Linter(settings, self.options.now, self.options.link_outcomes)
            found = self._linters[id(settings)] = (settings, linter)
        return found[1]

    def run(self, files: Sequence[str]) -> Iterator[FileReport]:
        """A report per file, in the order given.

        As soon as it and those before are done, where no rule looks across articles.
        """
        reports = self._reports(files)
        if len(files) < 2 or self.options.diff:  # --diff shows texts that no file holds yet
            return reports
        return self._joined(reports)

    def _joined(self, reports: Iterator[FileReport]) -> Iterator[FileReport]:
        for report in reports:
            if report.has_facts():
                from ainewslint.joining import joined

                rest = chain([report], reports)
                yield from joined(rest, self.settings, raw=self.options.raw)
                return
            yield report

    def _reports(self, files: Sequence[str]) -> Iterator[FileReport]:
        if self.cache is None:
            yield from (report for report, _made in self._lint(files))
            return
        try:
            yield from self._run_cached(files, self.cache)
        finally:
            self.cache.save()

    def _run_cached(self, files: Sequence[str], cache: Cache) -> Iterator[FileReport]:
        wanted = SAFE | UNSAFE if self.options.unsafe_fixes else SAFE
        fixing = wanted if self.options.fixes else 0
        unknown = [path for path in files if not cache.holds(path, self.settings(path), fixing)]
        left = set(unknown)
        fresh = self._lint(unknown)
        for path in files:
            report = made = None
            if path not in left:
                report = cache.report(
                    path, self.settings(path), display_path(path), self.options.rendering
                )
                if report is None:  # the store was damaged
                    report, made = self.check_and_keep(path)
            else:
                report, made = next(fresh)
            if made is not None:
                cache.add(path, self.settings(path), made)
                report = _received(path, made, self.options)[0]  # with its text
            yield report

    def _lint(self, files: Sequence[str]) -> Iterator[tuple[FileReport, Made | None]]:
        jobs = self.options.jobs or processors()
        if jobs < 2 or len(files) < _PARALLEL_FROM:
            yield from map(self.check_and_keep, files)
        else:
            yield from self._lint_parallel(files, min(jobs, len(files)))

    def check_file(self, path: str) -> FileReport:
        """Lint one file, whatever is wrong with it. Raises ConfigError only."""
        return self.check_and_keep(path)[0]

    def check_and_keep(self, path: str) -> tuple[FileReport, Made | None]:
        """A file's report, and the same for the cache where it is to be kept."""
        now = time.time_ns()
        try:
            with open(path, "rb") as stream:
                stamp = Stamp.of(os.fstat(stream.fileno()), now)
                data = stream.read()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            from ainewslint.rules.linter.nl006_unreadable_file import UnreadableFile

            return self._unreadable(path, UnreadableFile.failed(_reason(error)), b""), None
        report = self.check_data(data, path, write=True)
        gc.collect(0)  # what cycles are left are young: the rest is not looked at
        return report, self._made(report, stamp, data)

    def _made(self, report: FileReport, stamp: Stamp, data: bytes) -> Made | None:
        if not self.keeps:
            return None
        return make(report, stamp.with_content(data), self.options.rendering)

    def check_data(self, data: bytes, path: str, *, write: bool = False) -> FileReport:
        """Lint a file's bytes under a path's settings; fixes are written only with `write`."""
        linter = self.linter(path)
        try:
            source = SourceText.decode(data, path)
        except DecodingError as error:
            from ainewslint.rules.linter.nl006_unreadable_file import UnreadableFile

            span = _replacement_span(data, error.offset)
            found = UnreadableFile.not_utf8(span, error.byte, error.offset)
            report = self._unreadable(path, found, data)
            report.outside = Outside()
            return report
        return self._report(source, linter, write=write)

    def _report(self, source: SourceText, linter: Linter, *, write: bool) -> FileReport:
        from ainewslint.source.article import Article

        article = Article(source)
        linted = linter.lint(article)
        article.forget()
        report = FileReport(display_path(source.path))
        if self.options.fixes:
            from ainewslint.fixing import fix_source

            fixed, remaining = fix_source(source, linted, linter, self.options, report)
            writes = self.options.fix and not self.options.diff and write
            if not writes or self._write(fixed, source, report):
                source, linted = fixed, remaining
        self._fill(report, linted, source)
        return report

    def _write(self, fixed: SourceText, original: SourceText, report: FileReport) -> bool:
        """Write what fixes led to; False where the file stays as it was."""
        if fixed.text == original.text:
            return True
        from ainewslint.atomic import write_atomic

        old, new = original.text.encode("utf-8"), fixed.text.encode("utf-8")
        try:
            write_atomic(original.path, new, expected=old)
        except OSError as error:
            report.failures.append(f"{report.path}: fixes not written: {_reason(error)}")
            report.fixed.clear()
            return False
        return True

    def _fill(self, report: FileReport, linted: Linted, source: SourceText) -> None:
        report.entries.extend(make_entry(one, source, report.path) for one in linted.diagnostics)
        if self.options.raw:
            report.diagnostics = linted.diagnostics
        report.suppressed = linted.suppressed
        report.facts = plain(linted.facts)
        report.outside = linted.outside
        report.crashes.extend(linted.crashes)

    def _unreadable(self, path: str, found: Diagnostic, data: bytes) -> FileReport:
        report = FileReport(display_path(path))
        linter = self.linter(path)
        if found.code not in linter.codes or found.code in linter.settings.ignored_for(path):
            return report
        source = SourceText(data.decode("utf-8", errors="replace"), path)
        report.entries.append(make_entry(found, source, report.path))
        return report

    def _lint_parallel(
        self, files: Sequence[str], jobs: int
    ) -> Iterator[tuple[FileReport, Made | None]]:
        from concurrent.futures import ProcessPoolExecutor

        self.linter(files[0])  # imports and compiles before the workers are forked
        start = (self.resolver, self.options, language(), self.keeps)
        with ProcessPoolExecutor(
            jobs, mp_context=worker_context(), initializer=_start_worker, initargs=start
        ) as pool:
            chunks = iter([files[i : i + _CHUNK] for i in range(0, len(files), _CHUNK)])
            # A few chunks ahead of the reporter: memory stays flat however many files there are.
            pending = [(one, pool.submit(_check_chunk, one)) for one in islice(chunks, jobs * 4)]
            while pending:
                chunk, future = pending.pop(0)
                sent = future.result()
                pending.extend((one, pool.submit(_check_chunk, one)) for one in islice(chunks, 1))
                for path, one in zip(chunk, sent, strict=True):
                    yield _received(path, one, self.options)


# What a worker sends: a report for the cache, a packed one, or one that is more than findings.
_Sent = Made | Record | FileReport
_worker: Runner | None = None


def _start_worker(
    resolver: SettingsResolver, options: RunOptions, spoken: str, keeps: bool
) -> None:
    import signal

    global _worker  # noqa: PLW0603 - one runner per worker process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer, once
    activate(spoken)
    gc.freeze()  # what the rules hold stays: no collection need look at it again
    _worker = Runner(resolver, options, keeps=keeps)


def _check_chunk(files: Sequence[str]) -> list[_Sent]:
    assert _worker is not None
    return [_sent(*_worker.check_and_keep(path), _worker.options) for path in files]


def _sent(report: FileReport, made: Made | None, options: RunOptions) -> _Sent:
    if made is None and packable(report):
        return Record(pack(report), written=pack_written(report, options.rendering))
    return made or report


def _received(path: str, sent: _Sent, options: RunOptions) -> tuple[FileReport, Made | None]:
    if isinstance(sent, FileReport):
        return sent, None
    record, made = (sent, None) if isinstance(sent, Record) else (sent.record, sent)
    shown = display_path(path)
    return unpack(record.findings, record.written, shown, options.rendering), made


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _replacement_span(data: bytes, offset: int) -> Span:
    """The replacement character of the first bad byte, in the text decoded with replacements."""
    start = len(data[:offset].decode("utf-8"))
    return Span(start, start + 1)

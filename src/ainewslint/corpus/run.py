"""One run over a corpus: parts, engine, results, join."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ainewslint.cache.identity import identity_of
from ainewslint.config import Settings, SettingsResolver
from ainewslint.corpus.gather import Gathered, gather
from ainewslint.corpus.inputs import Part
from ainewslint.corpus.local import Done, LocalEngine
from ainewslint.corpus.results import ParquetResults, Results, TemporaryResults
from ainewslint.corpus.texts import Texts
from ainewslint.corpus.work import Checked
from ainewslint.messages import language
from ainewslint.records import record
from ainewslint.runner import Runner

ENGINES = ("local", "daft")


class CorpusResolver(SettingsResolver):
    """Settings with all rules across articles on, those that are off in `check` too."""

    def _read(self, file: Path | None) -> Settings:
        settings = super()._read(file)
        return replace(settings, extend_select=(*settings.extend_select, "CX"))


class Engine(Protocol):
    """Checks parts somewhere."""

    def check(self, parts: Sequence[Part], done: Done) -> None:
        """Check parts, and hand on each with its results."""


@record(frozen=True)
class CorpusRun:
    """What to run. `output` is the folder for Parquet files; `rows` keeps all rows in memory."""

    resolver: SettingsResolver
    parts: Sequence[Part]
    engine: str = "local"
    jobs: int | None = None
    output: Path | None = None
    rows: bool = False

    def run(self) -> Gathered:
        """Check what was not checked before, and put everything together.

        Raises ConfigError, KnowledgeError and InputError.
        """
        results = self._results()
        waiting = [part for part in self.parts if not results.has(part)]
        total = sum(part.size for part in self.parts)
        progress = _Progress(total, total - sum(part.size for part in waiting))

        def done(part: Part, checked: list[Checked]) -> None:
            results.add(part, checked)
            progress.add(part.size)

        make_engine(self.engine, self.resolver, self.jobs).check(waiting, done)
        progress.say_joining()
        with Texts() as texts:
            known = functools.partial(_known, results, self.parts, texts)
            gathered = gather(known, Runner(self.resolver).settings, texts, rows=self.rows)
        results.add_across(gathered.across)
        progress.close()
        return gathered

    def _results(self) -> Results:
        if self.output is None:
            return TemporaryResults()
        return ParquetResults(self.output, self.parts, self._salt)

    def _salt(self, part: Part) -> str:
        """What a part's results depend on besides its articles."""
        settings = {id(one): one for one in map(self.resolver.for_path, part.folders())}
        return " ".join(sorted(identity_of(one, language()) for one in settings.values()))


def make_engine(name: str, resolver: SettingsResolver, jobs: int | None) -> Engine:
    """The engine of a name. Raises InputError where what it needs is not installed."""
    if name == "daft":
        from ainewslint.corpus.daft_engine import DaftEngine

        return DaftEngine(resolver, jobs)
    return LocalEngine(resolver, jobs)


def _known(results: Results, parts: Sequence[Part], texts: Texts) -> Iterator[Checked]:
    """All results; on the way, which article is in which part."""
    left = iter(parts)
    part, count = next(left, None), 0
    for one in results.all():
        while part is not None and count >= part.size:
            part, count = next(left, None), 0
        if part is not None:
            texts.know(part, [one.path])
            count += 1
        yield one


class _Progress:
    """How far a run is, on standard error where that is a terminal."""

    def __init__(self, total: int, done: int) -> None:
        self.total, self.done, self.before = total, done, done
        self.begun = time.monotonic()
        self.shows = sys.stderr.isatty()
        self._show()

    def add(self, count: int) -> None:
        self.done += count
        self._show()

    def _show(self) -> None:
        if not self.shows:
            return
        rate = (self.done - self.before) / max(0.001, time.monotonic() - self.begun)
        left = f", {(self.total - self.done) / rate:.0f} s left" if rate and self.done else ""
        self._write(f"{self.done} of {self.total} articles{left}")

    def say_joining(self) -> None:
        if self.shows:
            self._write("comparing articles")

    def close(self) -> None:
        if self.shows:
            self._write("")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

"""Puts what rules say across articles among what they said of each.

The facts of all articles must be there before any such finding is known. Until then reports wait
in a temporary file, so that memory grows by the facts alone.
"""

from __future__ import annotations

import pickle
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import IO, Any

from ainewslint.config import Settings
from ainewslint.diagnostics import Diagnostic, Related
from ainewslint.records import record
from ainewslint.report import Entry, FileReport, Place, PlacedRelated, make_entry, place_of
from ainewslint.rules.base import CorpusRule, Reread
from ainewslint.rules.linter.nl001_unused_suppression import UnusedSuppression
from ainewslint.rules.linter.nl005_rule_crashed import RuleCrashed
from ainewslint.source.article import Article
from ainewslint.source.text import DecodingError, SourceText
from ainewslint.suppressions import Suppressions

_IN_MEMORY = 4_000_000  # bytes of waiting reports before they go to disk
_KEPT = 64  # articles read again that are kept at hand

Facts = dict[str, dict[str, Any]]  # code -> path -> fact


def joined(
    reports: Iterable[FileReport],
    settings_of: Callable[[str], Settings],
    *,
    raw: bool = False,
    reread: Reread | None = None,
) -> Iterator[FileReport]:
    """The reports with the findings across articles in them, in the order they came.

    Reports are handed on at once until the first one with facts. `raw` keeps the diagnostics
    themselves too; `reread` gives an article by its path, by default from disk.
    """
    facts: Facts = {}
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        for report in reports:
            if facts or report.has_facts():
                _take(facts, report)
                pickle.dump(report, spool, pickle.HIGHEST_PROTOCOL)
            else:
                yield report
        if facts:
            spool.seek(0)
            join = Join(settings_of, reread or read_article)
            join.run(facts)
            for report in _unspooled(spool):
                yield join.completed(report, raw=raw)


def _take(facts: Facts, report: FileReport) -> None:
    for code, fact in report.facts.items():
        facts.setdefault(code, {})[report.path] = fact
    report.facts = {}


def _unspooled(spool: IO[bytes]) -> Iterator[FileReport]:
    """The reports of a temporary file that nobody else can open."""
    while True:
        try:
            yield pickle.load(spool)
        except EOFError:
            return


def read_article(path: str) -> Article | None:
    """The article at a path as it is now; None where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return Article(SourceText.decode(stream.read(), path))
    except (OSError, ValueError, DecodingError):
        return None


@record
class Join:
    """The findings across articles of one run."""

    settings_of: Callable[[str], Settings]
    reread: Reread
    found: dict[str, list[Diagnostic]] = field(default_factory=dict)
    rules: dict[str, CorpusRule] = field(default_factory=dict)  # by code, once it was joined
    crashes: dict[str, list[str]] = field(default_factory=dict)  # by path
    # By path, the comments for all rules that silence a finding across articles, if nothing else.
    used: dict[str, set[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reread = lru_cache(maxsize=_KEPT)(self.reread)

    def run(self, facts: Mapping[str, Mapping[str, Any]]) -> None:
        """Join the facts, code -> path -> fact, a rule at a time."""
        for code, by_path in sorted(facts.items()):
            first = next(iter(by_path))
            settings = self.settings_of(first)
            rule = settings.registry.rule(code)(settings.rule_options(code))
            assert isinstance(rule, CorpusRule)
            self.rules[code] = rule
            self._join(rule, by_path, first)

    def _join(self, rule: CorpusRule, facts: Mapping[str, Any], first: str) -> None:
        found: list[tuple[str, Diagnostic]] = []
        try:
            found.extend(rule.join(facts, self.reread))
        except Exception as error:  # a rule's bug must not hide what the others found
            self.crashes.setdefault(first, []).append(f"{rule.code}\n{traceback.format_exc()}")
            found = [(first, RuleCrashed.of(rule.code, error))]
        for path, diagnostic in found:
            self.found.setdefault(path, []).append(diagnostic)

    def completed(self, report: FileReport, *, raw: bool = False) -> FileReport:
        """A report with the findings of its article that its settings and comments let stand."""
        report.crashes.extend(self.crashes.get(report.path, ()))
        found = self.found.get(report.path)
        if not found:
            return report
        article = self.reread(report.path)
        if article is None:
            report.failures.append(f"{report.path}: is no longer there to be compared with others")
            return report
        kept = self._kept(report, found, article)
        report.entries.extend(self._entry(one, article, report.path) for one in kept)
        report.entries.sort(key=lambda one: (one.place, one.code, one.message))
        if raw:
            report.diagnostics.extend(kept)
            report.diagnostics.sort(key=lambda one: (one.span, one.code, one.message))
        return report

    def _kept(
        self, report: FileReport, found: list[Diagnostic], article: Article
    ) -> list[Diagnostic]:
        # Only articles that a rule is on for have facts of it, so none is to be left out here.
        severities = self.settings_of(report.path).severities
        suppressions = Suppressions(article)
        kept = []
        for one in found:
            if suppressions.silenced(one):
                report.suppressed += 1
                continue
            changed = severities.get(one.code)
            kept.append(one if changed is None else replace(one, severity=changed))
        self._forgive(report, suppressions, article.source)
        return kept

    def _forgive(self, report: FileReport, suppressions: Suppressions, source: SourceText) -> None:
        """Take back that a comment for all rules silences nothing, where it did so just now."""
        spans = {one.span for one in suppressions.all if "ALL" in one.used}
        if not spans:
            return
        places = self.used[report.path] = {place_of(source, span) for span in spans}
        code = UnusedSuppression.code
        report.entries[:] = [
            one for one in report.entries if one.code != code or one.place not in places
        ]
        report.diagnostics[:] = [
            one for one in report.diagnostics if one.code != code or one.span not in spans
        ]

    def _entry(self, one: Diagnostic, article: Article, path: str) -> Entry:
        here = replace(one, related=tuple(each for each in one.related if each.path is None))
        elsewhere = tuple(self._placed(each) for each in one.related if each.path is not None)
        entry = make_entry(here, article.source, path)
        return replace(entry, related=entry.related + elsewhere)

    def _placed(self, related: Related) -> PlacedRelated:
        assert related.path is not None
        other = self.reread(related.path)
        line, column = other.source.position(related.span.start) if other else (1, 1)
        return PlacedRelated(related.path, line, column, related.message)

"""The figures of the overview: by severity, rule, folder, tag, author and date; worst articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from ainewslint.diagnostics import Severity
from ainewslint.html_report.data import ArticleInfo, ReportData
from ainewslint.records import record
from ainewslint.report import Entry

_DAYS, _MONTHS = 45, 48  # the longest axis of days, of months


@record(slots=True)
class Tally:
    """Findings of one rule, folder, tag, author or stretch of time.

    `articles` are those looked at (for a rule: those that have it).
    """

    key: str
    label: str = ""
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0
    articles: int = 0
    seen: set[str] = field(default_factory=set, repr=False)

    @property
    def findings(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos

    @property
    def mean(self) -> float:
        """Findings an article."""
        return self.findings / self.articles if self.articles else 0.0

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Severity and count, the worst first."""
        return (("error", self.errors), ("warning", self.warnings), ("info", self.infos))

    def add(self, entry: Entry) -> None:
        """Count an entry in."""
        if entry.severity is Severity.ERROR:
            self.errors += 1
        elif entry.severity is Severity.WARNING:
            self.warnings += 1
        else:
            self.infos += 1
        if entry.fix is not None and entry.fix.applicability == "safe":
            self.fixable += 1
        self.seen.add(entry.path)


@record(frozen=True)
class Counts:
    """Every figure, the biggest first; `dates` in order of time and without gaps."""

    rules: list[Tally]
    folders: list[Tally]
    tags: list[Tally]
    authors: list[Tally]
    dates: list[Tally]
    undated: int
    worst: list[Tally]
    clean: int


def count(data: ReportData, articles: Mapping[str, ArticleInfo]) -> Counts:
    """Count a report's findings; `articles` has every path of the entries."""
    rules: dict[str, Tally] = {}
    paths: dict[str, Tally] = {}
    for one in data.entries:
        if one.code not in rules:
            rules[one.code] = Tally(one.code, one.name)
        if one.path not in paths:
            paths[one.path] = Tally(one.path, articles[one.path].title)
        rules[one.code].add(one)
        paths[one.path].add(one)
    for tally in rules.values():
        tally.articles = len(tally.seen)
    infos = list(articles.values())
    return Counts(
        rules=_biggest(rules.values()),
        folders=_grouped(infos, paths, lambda one: (one.folder,)),
        tags=_grouped(infos, paths, lambda one: tuple(dict.fromkeys(one.tags))),
        authors=_grouped(infos, paths, lambda one: (one.author,)),
        dates=_dates(infos, paths),
        undated=sum(not one.date for one in infos),
        worst=sorted(paths.values(), key=lambda one: (-one.errors, -one.warnings, -one.infos, one.key)),
        clean=max(0, data.summary.files - len(paths)),
    )  # fmt: skip


def _biggest(tallies: Iterable[Tally]) -> list[Tally]:
    return sorted(tallies, key=lambda one: (-one.findings, -one.articles, one.key))


def _grouped(
    articles: Sequence[ArticleInfo],
    paths: Mapping[str, Tally],
    keys: Callable[[ArticleInfo], Iterable[str]],
) -> list[Tally]:
    """Articles and their findings by the keys of each; an empty key is none."""
    groups: dict[str, Tally] = {}
    for article in articles:
        for key in keys(article):
            if key:
                _add(groups.setdefault(key, Tally(key)), paths.get(article.path))
    return _biggest(groups.values())


def _add(group: Tally, found: Tally | None) -> None:
    """Count an article in, and what was found in it."""
    group.articles += 1
    if found is not None:
        group.errors += found.errors
        group.warnings += found.warnings
        group.infos += found.infos
        group.fixable += found.fixable


def _dates(articles: Sequence[ArticleInfo], paths: Mapping[str, Tally]) -> list[Tally]:
    """By day, month or year, whichever makes an axis that can be read; keys are prefixes of dates."""
    dates = sorted(one.date for one in articles if one.date)
    if not dates:
        return []
    length, keys = _axis(dates)
    groups = {key: Tally(key) for key in keys}
    for article in articles:
        if len(article.date) >= length:
            _add(groups[article.date[:length]], paths.get(article.path))
    return list(groups.values())


def _axis(dates: Sequence[str]) -> tuple[int, list[str]]:
    """The length of the prefix, and every one between the first and the last date."""
    months = sorted({date[:7] for date in dates if len(date) >= 7})
    if not months:
        return 4, _years(dates)
    span = _months(months[0], months[-1])
    if len(span) > _MONTHS:
        return 4, _years(dates)
    days = sorted(date for date in dates if len(date) == 10)
    if len(span) <= 2 and len(days) == len(dates):
        first, last = dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[-1])
        if (last - first).days < _DAYS:
            between = range((last - first).days + 1)
            return 10, [(first + dt.timedelta(days=day)).isoformat() for day in between]
    return 7, span


def _months(first: str, last: str) -> list[str]:
    """Every month from one to another, both included."""
    start = int(first[:4]) * 12 + int(first[5:7]) - 1
    end = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def _years(dates: Sequence[str]) -> list[str]:
    return [f"{year:04d}" for year in range(int(dates[0][:4]), int(dates[-1][:4]) + 1)]

"""What the HTML report is made from: findings, and whatever else is known of the articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Literal

from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.report import Entry, Summary

_PATH_DATE = regex(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)(?P<s>[-_./])(?P<m>0[1-9]|1[0-2])(?:(?P=s)(?P<d>[0-3]\d))?"
    r"|(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>[0-3]\d))(?!\d)",
    re.ASCII,
)


@record(frozen=True, slots=True)
class ArticleInfo:
    """An article that was looked at. `date` is an ISO day, month or year, empty if not known."""

    path: str
    title: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""

    @property
    def folder(self) -> str:
        """The folder of the article, `.` at the top."""
        return self.path.rpartition("/")[0] or "."


@record(frozen=True, slots=True)
class Member:
    """An article of a cluster; `similarity` is to the first of the cluster, 0 to 1.

    `text` is its prose or the beginning of it, for the comparison side by side.
    """

    path: str
    title: str = ""
    date: str = ""
    similarity: float = 1.0
    text: str = ""


@record(frozen=True, slots=True)
class Cluster:
    """Articles with the same body, or nearly: the oldest first."""

    kind: Literal["exact", "near"]
    members: tuple[Member, ...]


@record(frozen=True, slots=True)
class Cited:
    """A domain or a reference, how often it is cited and in how many articles."""

    name: str
    count: int
    articles: int
    url: str = ""


@record(frozen=True, slots=True)
class RunCounts:
    """One run over the same articles; `moment` is its ISO date or date and time."""

    moment: str
    files: int
    errors: int
    warnings: int
    infos: int

    @property
    def findings(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos


@record(frozen=True, slots=True)
class Trend:
    """Earlier runs, oldest first and without this one, and what changed since the last of them.

    `rules` has the findings of the last earlier run by code; `new` and `gone` count findings
    that only one of the two runs has, None where nobody compared them.
    """

    runs: tuple[RunCounts, ...]
    rules: Mapping[str, int] = field(default_factory=dict)
    new: int | None = None
    gone: int | None = None


@record(frozen=True, slots=True)
class Figure:
    """One of several numbers that contradict each other, and the sentence that gives it."""

    path: str
    line: int
    value: str
    sentence: str = ""
    date: str = ""


@record(frozen=True, slots=True)
class Contradiction:
    """Different numbers for one thing: `subject` is the model, `measure` the benchmark in words."""

    subject: str
    measure: str
    figures: tuple[Figure, ...]


@record(frozen=True, slots=True)
class TagVariants:
    """How a tag is written, with the articles of each spelling, and the one to keep."""

    suggested: str
    spellings: Mapping[str, int]


@record
class ReportData:
    """All a report shows. What is None was not looked at, and its part is left out.

    `claims` are rows with the columns of `ainewslint.claims.ledger`.
    """

    summary: Summary
    entries: Sequence[Entry]
    articles: Sequence[ArticleInfo] = ()
    title: str = ""
    version: str = ""
    made: dt.datetime | None = None
    claims: Sequence[Mapping[str, Any]] | None = None
    clusters: Sequence[Cluster] | None = None
    domains: Sequence[Cited] | None = None
    references: Sequence[Cited] | None = None
    contradictions: Sequence[Contradiction] = ()
    tag_variants: Sequence[TagVariants] = ()
    failures: Sequence[tuple[str, str]] = ()  # path and reason of what could not be read
    trend: Trend | None = None


def path_date(path: str) -> str:
    """The date in an article's path, as Jekyll and Hugo sites write it; empty where none is.

    `posts/2025-03-10-a.md`, `2025/03/10/a.md`, `daily/20250310.md`, `2025-03/a.md`; the last of
    several, because the file's name says more than its folder's.
    """
    last = ""
    for found in _PATH_DATE.finditer(path):
        year, month = found["y"] or found["cy"], found["m"] or found["cm"]
        last = f"{year}-{month}"
        if day := found["d"] or found["cd"]:
            try:
                last = dt.date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                last = ""
    return last

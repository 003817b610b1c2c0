"""What a run over a corpus knows: plain data, for the summary, the store and the report.

Everything here is made of text, numbers, lists and mappings, so that it goes to JSON as it is
(`to_json`). Paths are as reports show them; lines and columns are 1-based and count code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any

from ainewslint.records import record

VERSION = 1


@record(frozen=True, slots=True)
class Reference:
    """A page that an article cites: a link's address with the words of its label."""

    url: str
    text: str
    line: int


@record(frozen=True, slots=True)
class ArticleInfo:
    """One article. `date` is `YYYY-MM-DD`, None where it has none; `characters` of its body."""

    path: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    characters: int = 0
    references: tuple[Reference, ...] = ()

    @property
    def folder(self) -> str:
        """The folder the article lies in; `.` for the working folder."""
        return self.path.rpartition("/")[0] or "."


@record(frozen=True, slots=True)
class Failure:
    """An article that could not be read or linted, and why."""

    path: str
    reason: str


@record(frozen=True, slots=True)
class Member:
    """An article of a cluster. `excerpt` is the beginning of its body as written."""

    path: str
    title: str | None
    date: str | None
    excerpt: str
    similarity: float  # to the oldest: Jaccard index of their shingles; 1.0 for an exact copy


@record(frozen=True, slots=True)
class Cluster:
    """Articles with one text, oldest first. `exact`: all are the same but for layout."""

    exact: bool
    members: tuple[Member, ...]


@record(frozen=True, slots=True)
class Figure:
    """One of the numbers that contradict each other, and where it stands."""

    path: str
    line: int
    column: int
    value: str  # as written
    number: float
    date: str | None  # of the article
    sentence: str


@record(frozen=True, slots=True)
class Contradiction:
    """Different numbers that articles give one model on one benchmark, by number."""

    model: str
    benchmark: str
    variant: str | None
    metric: str | None
    figures: tuple[Figure, ...]


@record(frozen=True, slots=True)
class TagVariants:
    """The ways a tag is written, with the articles of each, and the one to keep."""

    suggested: str
    spellings: Mapping[str, int]


@record(frozen=True, slots=True)
class Domain:
    """A site that articles link to: in how many of them, and how often in all."""

    host: str
    articles: int
    links: int


@record(frozen=True, slots=True)
class RunSummary:
    """A run as the store remembers it. `at` is ISO 8601 in UTC; `rules` counts by code."""

    at: str
    articles: int
    errors: int
    warnings: int
    infos: int
    claims: int
    rules: Mapping[str, int] = field(default_factory=dict)


@record
class CorpusData:
    """All of it.

    `findings` are the diagnostics of the JSON report (`Entry.to_json`), in order of path and
    position; `claims` rows with the keys of `claims.ledger.COLUMNS`; `runs` the earlier runs of
    the store and this one, oldest first.
    """

    at: str
    language: str
    articles: list[ArticleInfo] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    tags: list[TagVariants] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    runs: list[RunSummary] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The data as JSON has it."""
        return {"version": VERSION, **asdict(self)}

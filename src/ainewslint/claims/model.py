"""What a claim is: a number, what it measures, of what, and who says so."""

from __future__ import annotations

import enum
from dataclasses import field

from ainewslint.diagnostics import Span
from ainewslint.records import record


class Kind(enum.StrEnum):
    """Whether a claim names a benchmark (or a benchmark's metric) or only a measured quality."""

    BENCHMARK = "benchmark"
    PERFORMANCE = "performance"


class Grade(enum.StrEnum):
    """How well a claim is sourced, best first."""

    LINK = "link"  # a link in the sentence, its block or the section's heading
    CITATION = "citation"  # a citation or footnote that resolves
    ATTRIBUTION = "attribution"  # in words: according to …, 据……
    SECTION = "section"  # a link elsewhere in the section's own blocks
    NONE = "none"


class Unit(enum.StrEnum):
    """What a value counts."""

    PERCENT = "percent"
    POINTS = "points"  # percentage points, 百分点
    TIMES = "times"  # 3 倍, 3x
    SCORE = "score"  # points on a scale, 分
    RATIO = "ratio"  # 4.8/5
    TIME = "time"
    RATE = "rate"  # per second: tokens, frames, requests
    COMPUTE = "compute"  # TOPS, TFLOPS, GB/s
    ELO = "elo"
    RANK = "rank"
    NUMBER = "number"  # a bare figure such as an F1 of 0.86


class Bound(enum.StrEnum):
    """How a value is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Change(enum.StrEnum):
    """How a comparison is made."""

    RELATIVE = "relative"  # by 20 %, of the old value
    POINTS = "points"  # by 20 percentage points
    TIMES = "times"  # 3 times
    TO = "to"  # the new value is given, not the difference
    FROM = "from"  # the old value of a change


@record(frozen=True, slots=True)
class Value:
    """A number with its unit; `high` is the upper end of a range. `span` covers both exactly."""

    text: str
    number: float
    unit: Unit
    unit_text: str
    span: Span
    high: float | None = None
    scale: float | None = None  # the 5 of 4.8/5
    bound: Bound = Bound.EXACT


@record(frozen=True, slots=True)
class Subject:
    """What is measured. `id` is the model's in the knowledge files, None for anything else."""

    name: str
    span: Span
    id: str | None = None


@record(frozen=True, slots=True)
class Benchmark:
    """What it is measured on. `id` is None for a benchmark the knowledge files do not have."""

    name: str
    span: Span
    id: str | None = None
    variant: str | None = None


@record(frozen=True, slots=True)
class Comparison:
    """Against what: a baseline in words, or a value before and after."""

    change: Change
    rises: bool | None = None
    start: Value | None = None
    end: Value | None = None
    baseline: Subject | None = None


@record(frozen=True, slots=True)
class Source:
    """Who says so. `vague` marks an attribution that names nobody (研究表明, experts say)."""

    grade: Grade
    text: str = ""
    span: Span | None = None
    url: str | None = None
    vague: bool = False


@record(frozen=True, slots=True)
class Claim:
    """One number about one thing.

    `higher_is_better` is None where the metric does not say. `sentence` is the sentence (for a
    table, the row) that makes the claim, `block` its paragraph, list item, cell or caption.
    """

    kind: Kind
    value: Value
    source: Source
    sentence: Span
    block: Span
    subject: Subject | None = None
    sure_subject: bool = False
    benchmark: Benchmark | None = None
    metric: str | None = None
    higher_is_better: bool | None = None
    comparison: Comparison | None = None
    date: str | None = None
    context: str = field(default="", compare=False, repr=False)
    in_table: bool = False

    @property
    def span(self) -> Span:
        """The number with its unit."""
        return self.value.span

"""What the knowledge files hold: benchmarks, models, vendors, published results."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from ainewslint.patterns import regex

_DATE = regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """A day, month or year as the source gives it (`2024-12-20`, `2025-04`); empty if unknown."""

    __slots__ = ()

    @property
    def first(self) -> datetime.date:
        """The first day it can mean. Raises ValueError for an unknown or impossible date."""
        year, month, day = self._parts()
        return datetime.date(year, month or 1, day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day it can mean. Raises ValueError for an unknown or impossible date."""
        year, month, day = self._parts()
        if day:
            return datetime.date(year, month, day)
        following = datetime.date(year, month or 12, 28) + datetime.timedelta(days=4)
        return following - datetime.timedelta(days=following.day)

    def _parts(self) -> tuple[int, int, int]:
        match = _DATE.fullmatch(self)
        if match is None:
            raise ValueError(f"not a date: {str(self)!r}")
        return int(match[1]), int(match[2] or 0), int(match[3] or 0)


class Benchmark(NamedTuple):
    """A benchmark, leaderboard, metric or exam.

    `low` and `high` bound what can be scored, in `unit` (`%`, `points`, `Elo`, empty for a bare
    number); None where there is no bound. `variants` are its parts and settings (Diamond, Lite).
    `part_of` is the id of the wider benchmark: a score on MATH-500 counts as one on MATH.
    """

    id: str
    name: str
    kind: str
    part_of: str
    aliases: tuple[str, ...]
    variants: tuple[str, ...]
    metric: str
    unit: str
    low: float | None
    high: float | None
    higher_is_better: bool
    paper: str

    def in_range(self, value: float) -> bool:
        """Whether `value`, in the benchmark's unit, can be a score."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Model(NamedTuple):
    """A model, a family of models (`kind` "family") or a product or brand (`kind` "product").

    `name` is the canonical spelling and identifies it. `family` is the name of what it belongs to:
    a dated snapshot to its model, a size to its version, a version to its brand. `announced` and
    `released` are kept apart: o3 was announced in December 2024 and released in April 2025.
    """

    name: str
    kind: str
    vendor: str
    family: str
    aliases: tuple[str, ...]
    announced: PartialDate
    released: PartialDate


class Vendor(NamedTuple):
    """A maker of models; `names` begins with the one to print."""

    id: str
    names: tuple[str, ...]


class Result(NamedTuple):
    """A published score, in the unit of its benchmark, with the page that publishes it.

    `known` is when it could first be read: the date of the source, or the model's announcement.
    """

    model: Model
    benchmark: Benchmark
    variant: str
    value: float
    unit: str
    method: str
    known: PartialDate
    source: str


class ModelMention(NamedTuple):
    """A model named in a text: `text[start:end]`, half-open code-point offsets.

    `exact_spelling`: written as its vendor or the data files write it. `extra` is what follows at
    once and makes it another, unlisted model or a mere comparison (`-audio`, ` 14B`, `-like`).
    `identifier`: part of a path, handle or tag (`#Gemini`, `r/ClaudeAI`) or a quoted argument of
    code, not spelled as prose.
    """

    start: int
    end: int
    model: Model
    exact_spelling: bool
    extra: str = ""
    written: str = ""
    identifier: bool = False


class BenchmarkMention(NamedTuple):
    """A benchmark named in a text, with the variant if the text names one (else empty)."""

    start: int
    end: int
    benchmark: Benchmark
    variant: str

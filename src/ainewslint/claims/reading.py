"""A sentence with the names in it, a number's clause, and what a number is read as."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from ainewslint.claims.clauses import IN_BRACKETS, Noun, clause_after, clause_before, nouns
from ainewslint.claims.numbers import Number
from ainewslint.claims.vocabulary import METRICS, Metric
from ainewslint.patterns import regex

_Place = TypeVar("_Place", bound=tuple[Any, ...])


def within(places: Sequence[_Place], start: int, end: int) -> Sequence[_Place]:
    """Of places in order, each a tuple that begins with its start, those that begin in a stretch."""
    return places[bisect_left(places, (start,)) : bisect_left(places, (end,))]


class Mention(NamedTuple):
    """A benchmark or a model named in a text; offsets are the text's own."""

    start: int
    end: int
    name: str
    id: str | None = None
    variant: str | None = None


class Reading(NamedTuple):
    """What a number was read as; with neither metric nor benchmark it is no claim."""

    metric: Metric | None = None
    benchmark: Mention | None = None
    changes: bool = False
    rises: bool | None = None
    reached: bool = False  # the value after the change, not the difference
    origin: bool = False  # the value before the change


class Sentence(NamedTuple):
    """A sentence of a text with the names in it."""

    text: str
    start: int
    end: int
    benchmarks: Sequence[Mention]
    models: Sequence[Mention]
    labelled: bool = False  # a table cell behind its labels
    supposed: int = -1  # where it begins to suppose (if …, 如果……), -1 for nowhere


METRIC = {metric.id: metric for metric in METRICS}
_AFTER_GLUE = regex(r"\s?(?:以上|左右|以内|多|以下)?\s?(?:的|in |of |on |for )?")
ON = regex(
    r"\s?(?:accuracy |scores? |pass@1 |performance |points? )?(?:on|in|at"
    r"|for) (?:the )?(?:OpenAI's |original )?"
)
_OTHER_CLAUSE = regex(r"\s?(?:and|while|but|when|as|than)\b")


def nearest_before(clause: str, reach: int) -> Noun | None:
    """The last noun of a clause, within the last `reach` characters."""
    found = nouns(clause[-reach:])
    return found[-1] if found else None


def first_after(clause: str, reach: int) -> Noun | None:
    """The first noun of a clause, beginning within `reach` characters, in Latin script thrice."""
    if _OTHER_CLAUSE.match(clause):
        return None
    glue = _AFTER_GLUE.match(clause)
    at = glue.end() if glue else 0
    if clause[at : at + 6].isascii():
        reach *= 3
    return next((noun for noun in nouns(clause) if noun.start <= at + reach), None)


class Clause:
    """One number in its sentence, with its clause on both sides."""

    def __init__(self, sentence: Sentence, number: Number) -> None:
        self.sentence = sentence
        self.number = number
        self.left = clause_before(sentence.text, sentence.start, number.start)
        ahead = max(sentence.start, number.start - 16)
        self.looked_through = IN_BRACKETS.search(sentence.text[ahead : number.start]) is not None
        self.right = clause_after(sentence.text, number.end, sentence.end)

    def benchmark(self, before_only: bool = False) -> Mention | None:
        """The benchmark the number is of: the last before it, else the next close behind."""
        start, end = self.number.start, self.number.end
        before = [one for one in self.sentence.benchmarks if one.end <= start]
        behind = [one for one in self.sentence.benchmarks if one.start >= end]
        if behind and not before_only:
            # "74.9 % on BrowseComp", whatever was named before
            on = ON.fullmatch(self.sentence.text, end, behind[0].start) is not None
            if on or (not before and behind[0].start - end <= 40):
                return behind[0]
        return before[-1] if before else None

    def claim(self, metric: Metric | None) -> Reading:
        """The number is a value of a metric, on the benchmark if there is one."""
        return Reading(metric, self.benchmark())

    def change(self, metric: Metric | None, rises: bool | None, reached: bool = False) -> Reading:
        """The number is a change of a metric, or with `reached` what it changed to."""
        return Reading(metric, self.benchmark(), True, rises, reached)

"""A number's clause, and the nouns in it that say what is measured."""

from __future__ import annotations

import functools
from typing import NamedTuple

from ainewslint.claims.buckets import Buckets
from ainewslint.claims.vocabulary import BUSINESS, METRICS, Metric
from ainewslint.patterns import regex


class Noun(NamedTuple):
    """A word that says what is measured; `metric` is None for business and everyday things."""

    start: int
    end: int
    metric: Metric | None


_BREAKS = "，,；;。！？!?（）()\n|—"
_OPENING, _CLOSING = "（(", "）)"
_ENDS = "。！？\n"
_LEFT, _RIGHT = 64, 40
# Between a bracket and the number in it: （通常能达到 99%）.
IN_BRACKETS = regex(
    r"[（(](?:通常|一般|可以?|能够?|达到?|至|约|近|超过?|高达|最[高多大]|平均|\s)*$"
)


@functools.cache
def _vocabulary() -> Buckets:
    metrics = ((str(index), metric.words) for index, metric in enumerate(METRICS))
    return Buckets([("b", BUSINESS), *metrics])


def nouns(text: str) -> list[Noun]:
    """The nouns of a stretch of text, in order."""
    return [
        Noun(hit.start, hit.end, None if hit.key == "b" else METRICS[int(hit.key)])
        for hit in _vocabulary().find(text)
    ]


def clause_before(text: str, start: int, at: int, width: int = _LEFT) -> str:
    """The clause in front of a number; a parenthesis right before it is looked through."""
    begin = max(start, at - width)
    window = text[begin:at]
    bracket = IN_BRACKETS.search(window)
    if bracket is not None:
        window = window[: bracket.start()]
    if window.rstrip(" *").endswith("\n"):  # a figure in bold on a line of its own
        window = window[: window.rindex("\n")] + " "
    kept, index = len(window), len(window) - 1
    rest = ""  # what stands behind a parenthesis that is looked past
    while index >= 0:
        char = window[index]
        if char in _CLOSING:
            opening = max(window.rfind(one, 0, index) for one in _OPENING)
            if opening > 0 and not any(one in _ENDS for one in window[opening:index]):
                rest, kept, index = window[index + 1 : kept] + rest, opening, opening - 1
                continue
        if char in _BREAKS and not _inside_number(window, index):
            return window[index + 1 : kept] + rest
        index -= 1
    return window[:kept] + rest


def clause_after(text: str, at: int, end: int, width: int = _RIGHT) -> str:
    """The rest of the clause behind a number."""
    window = text[at : min(end, at + width)]
    if window.startswith("\n"):
        window = " " + window[1:]
    for index, char in enumerate(window):
        if char in "、" or (char in _BREAKS and not _inside_number(window, index)):
            return window[:index]
    return window


def _inside_number(text: str, index: int) -> bool:
    return (
        text[index] == ","
        and text[index - 1 : index].isdigit()
        and text[index + 1 : index + 2].isdigit()
    )

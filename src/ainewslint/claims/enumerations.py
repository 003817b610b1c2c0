"""Numbers that say what they measure only through a neighbour: 18 倍、日常 4 倍的加速."""

from __future__ import annotations

from collections.abc import Sequence

from ainewslint.claims.clauses import nouns
from ainewslint.claims.numbers import Number
from ainewslint.claims.reading import Reading, Sentence
from ainewslint.patterns import regex

# From a number to the one that says what both are: the list goes on.
_ON = regex(r"\s?(?:、|和|与|及|或|以及|and|or|vs\.?|&|/)\s?[^\d，,。；;（()）]{0,10}")
# From the number that says it to the next: the same again, or what it is compared with.
_AGAIN = regex(r"\s?(?:、|和|与|及|以及|and|&|/)\s?(?:约|仅)?")
_AGAINST = regex(
    r"[^\d。；;，,]{0,30}?(?:\bvs\.?|\bversus|\bagainst|\bcompared (?:to|with)|[（(]原[来先]?为?"
    r"|此前为?|之前为?|\bup from|\bdown from)[^\d。；;，,]{0,24}"
    r"|[^\d。；;，,]{0,30}?[，,]\s?(?:up|down|compared|versus|vs\.?|against|from)\b[^\d。；;，,]{0,24}"
)
_FROM = regex(r"(?:从|由|自|\bfrom)[^\d，,。；;]{0,8}$")
_TO = regex(r"[^，,；;。\d]{0,12}?(?:至|到|为|\bto|→|->|⟶)\s?(?:了|约|about |around |nearly )?")


def spread(
    sentence: Sentence, numbers: Sequence[Number], readings: Sequence[Reading | None]
) -> list[tuple[Reading | None, bool]]:
    """Hands readings on to the numbers beside them that have none of their own.

    True marks a reading that a neighbour gave.
    """
    found = [(reading, False) for reading in readings]
    text = sentence.text
    for index in range(len(numbers) - 2, -1, -1):
        this, that = numbers[index], numbers[index + 1]
        reading = found[index + 1][0]
        if found[index][0] is None and _tells(reading) and this.unit is that.unit:
            if _ON.fullmatch(text, this.end, that.start) and _says_nothing(text, this, that):
                found[index] = reading, True
    for index in range(1, len(numbers)):
        this, that = numbers[index], numbers[index - 1]
        reading = found[index - 1][0]
        if found[index][0] is not None or not _tells(reading) or this.unit is not that.unit:
            continue
        assert reading is not None
        if not _says_nothing(text, that, this):
            continue
        if _FROM.search(text, max(0, that.start - 12), that.start):
            if _TO.fullmatch(text, that.end, this.start):
                found[index] = reading._replace(changes=True, reached=True), True
        elif any(one.fullmatch(text, that.end, this.start) for one in (_AGAIN, _AGAINST)):
            found[index] = reading._replace(origin=False), True
    return found


def _tells(reading: Reading | None) -> bool:
    """Whether a reading is a claim."""
    return reading is not None and (reading.metric is not None or reading.benchmark is not None)


def _says_nothing(text: str, first: Number, second: Number) -> bool:
    """Whether nothing between two numbers says what the second is of."""
    return not nouns(text[first.end : second.start])

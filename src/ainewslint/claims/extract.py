"""Claims of one passage of text, as offsets into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ainewslint.claims.classify import Mention, Reading, Sentence, read_number
from ainewslint.claims.model import Unit
from ainewslint.claims.numbers import Number, scan_numbers
from ainewslint.claims.subjects import Owner, find_owner


class Draft(NamedTuple):
    """A claim before its source is known."""

    number: Number
    reading: Reading
    owner: Owner
    sentence: Sentence
    before: Number | None = None  # the value before a change to `number`


def _unnamed_numbers(sentence: Sentence) -> Iterator[Number]:
    """The numbers outside names: not the 2024 of AIME 2024 nor the 4 of Claude 4."""
    at = sentence.start
    for mention in sorted({*sentence.benchmarks, *sentence.models}):
        if mention.start > at:
            yield from scan_numbers(sentence.text, at, mention.start)
        at = max(at, mention.end)
    yield from scan_numbers(sentence.text, at, sentence.end)


def read_sentence(
    text: str, start: int, end: int, benchmarks: Sequence[Mention], models: Sequence[Mention]
) -> list[Draft]:
    """The claims of `text[start:end]`; mentions are those of the whole text."""
    sentence = Sentence(
        text,
        start,
        end,
        [one for one in benchmarks if start <= one.start < end],
        [one for one in models if start <= one.start < end],
    )
    numbers = list(_unnamed_numbers(sentence))
    drafts = []
    for index, number in enumerate(numbers):
        reading = read_number(sentence, number)
        if reading is None:
            continue
        before = numbers[index - 1] if reading.reached and index else None
        if before is not None and not _leads_to(text, before, number):
            before = None
        owner = find_owner(text, start, end, number.start, number.end, models)
        drafts.append(Draft(number, reading, owner, sentence, before))
    return drafts


def _leads_to(text: str, before: Number, number: Number) -> bool:
    """Whether two numbers are a "from … to …"."""
    same = before.unit is number.unit or before.unit is Unit.NUMBER
    lead = text[max(0, before.start - 8) : before.start]
    return same and any(word in lead for word in ("从", "由", "from"))

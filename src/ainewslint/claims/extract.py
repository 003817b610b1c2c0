"""Claims of one passage of text, as offsets into it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ainewslint.claims.classify import read_number
from ainewslint.claims.enumerations import spread
from ainewslint.claims.hedges import supposition
from ainewslint.claims.model import Unit
from ainewslint.claims.numbers import Number, scan_numbers, scan_ranks
from ainewslint.claims.reading import Mention, Reading, Sentence, within
from ainewslint.claims.subjects import Owner, find_owner, named_together
from ainewslint.patterns import regex

_EARLIER = 12  # mentions
_BOARD = regex(r"榜|排名|位列|位居|登顶|[Ll]eaderboard|[Rr]ank|[Aa]rena|竞技场")
_PLACED = regex(r"(?:排名|位列|位居|名列|列)\S{0,4}$|\branks? $|\branked $")


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
    named = [*sentence.benchmarks, *sentence.models]
    for mention in sorted(named, key=lambda one: one.start):
        if mention.start > at:
            yield from scan_numbers(sentence.text, at, mention.start)
        at = max(at, mention.end)
    yield from scan_numbers(sentence.text, at, sentence.end)


def read_sentence(
    text: str,
    start: int,
    end: int,
    benchmarks: Sequence[Mention],
    models: Sequence[Mention],
    labelled: bool = False,
) -> list[Draft]:
    """The claims of `text[start:end]`; mentions are those of the whole text, in order.

    `labelled` says that the text is a table cell behind its labels.
    """
    sentence = Sentence(
        text,
        start,
        end,
        within(benchmarks, start, end),
        within(models, start, end),
        labelled,
        supposition(text, start, end),
    )
    # of the models named before the sentence the last few are enough to find a subject
    first = bisect_left(models, (start,))
    models = models[max(0, first - _EARLIER) : bisect_left(models, (end,))]
    drafts: list[Draft] = []
    numbers = list(_unnamed_numbers(sentence))
    readings = spread(sentence, numbers, [read_number(sentence, one) for one in numbers])
    for index, (number, (reading, handed_on)) in enumerate(zip(numbers, readings, strict=True)):
        if reading is None or (reading.metric is None and reading.benchmark is None):
            continue
        owner = find_owner(text, start, end, number.start, number.end, models, sentence.benchmarks)
        if handed_on:
            owner = owner._replace(sure=False)
        before = numbers[index - 1] if reading.reached and index else None
        if before is not None and _leads_to(text, before, number):
            if drafts and drafts[-1].number is before:
                drafts.pop()
            # "coverage from 10 % to 80 %": the first is of what the second is of
            origin = reading._replace(changes=True, reached=False, origin=True)
            drafts.append(Draft(before, origin, owner, sentence))
        else:
            before = None
        drafts.append(Draft(number, reading, owner, sentence, before))
    drafts = _respectively(sentence, drafts)
    drafts.extend(_ranks(sentence, models))
    return drafts


def _respectively(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Deals benchmarks or models out in order: 在 A 和 B 上分别达到 86% 和 92%."""
    text = sentence.text
    at = max(
        text.find("分别", sentence.start, sentence.end),
        text.find("respectively", sentence.start, sentence.end),
    )
    if at < 0 or len(drafts) < 2:
        return drafts
    first = drafts[0].number.start
    boards = [one for one in sentence.benchmarks if one.end <= first]
    if len(boards) == len(drafts):
        return [
            draft._replace(reading=draft.reading._replace(benchmark=board))
            for draft, board in zip(drafts, boards, strict=True)
        ]
    models = named_together(text, [one for one in sentence.models if one.end <= first])
    if len(models) == len(drafts):
        return [
            draft._replace(owner=Owner(model, True))
            for draft, model in zip(drafts, models, strict=True)
        ]
    return drafts


def _ranks(sentence: Sentence, models: Sequence[Mention]) -> Iterator[Draft]:
    """Places on a named leaderboard."""
    text, start, end = sentence.text, sentence.start, sentence.end
    if not sentence.benchmarks or not _BOARD.search(text, start, end):
        return
    for number in scan_ranks(text, start, end):
        board = _nearest(sentence.benchmarks, number)
        if board is None:
            continue
        owner = find_owner(text, start, end, number.start, number.end, models)
        placed = _PLACED.search(text, max(start, number.start - 14), number.start) is not None
        if owner.mention is not None or (placed and board.id is not None):
            yield Draft(number, Reading(None, board), owner, sentence)


def _nearest(boards: Sequence[Mention], number: Number) -> Mention | None:
    """The board a place is on: the last before it, or one close behind."""
    before = [one for one in boards if one.end <= number.start]
    if before:
        return before[-1]
    return next((one for one in boards if 0 <= one.start - number.end <= 30), None)


def _leads_to(text: str, before: Number, number: Number) -> bool:
    """Whether two numbers are a "from … to …"."""
    same = before.unit is number.unit or before.unit is Unit.NUMBER
    lead = text[max(0, before.start - 8) : before.start]
    return same and any(word in lead for word in ("从", "由", "from"))

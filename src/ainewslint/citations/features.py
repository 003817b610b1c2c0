"""What speaks for and against a bare number being a flattened citation.

Every feature is readable in the text; `flattened.json` holds their weights and how often each
Chinese character is followed by a number (`scripts/train_citations.py` makes both).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ainewslint.citations.candidates import CLOSING, Candidate, Shape
from ainewslint.citations.ids import splits
from ainewslint.citations.words import (
    FORMULA,
    LATIN_NAME,
    LATIN_WORD,
    MAY_TAKE_NUMBER,
    RANGE,
    TAKES_NUMBER,
    WELL_KNOWN,
)
from ainewslint.source.nodes import Cell, ListItem
from ainewslint.source.prose import OBJECT, is_cjk

FEATURES = (
    "bias",
    "ends sentence",
    "ends clause",
    "ends paragraph",
    "ends item",
    "ends cell",
    "before a colon",
    "number seldom follows",
    "number often follows",
    "takes a number",
    "may take a number",
    "clause length",
    "long clause",
    "long sentence",
    "behind a bracket",
    "behind code",
    "behind a sign",
    "behind Latin",
    "several ids",
    "one digit",
    "three digits or more",
    "well-known number",
    "blank before",
    "line end before",
    "numbered elsewhere",
    "neighbour elsewhere",
    "bare elsewhere",
    "Latin word",
    "numbers in the clause",
)
DOCUMENT_FEATURES = (
    "likely others",
    "other values",
    "unlikely others",
    "share of likely",
    "tokens",
)
INDEX = {name: index for index, name in enumerate(FEATURES)}

# log10 of how often a number follows a character; this is about the mean.
USUAL = -2.5
_CLAUSE_END = re.compile(r"[，。；：！？,:;!?\n|]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_DIGIT = re.compile(r"\d")
_LEADING = re.compile(r"[ ]?(\d{1,8})")
_LONGEST_LOOK = 120
Rates = Mapping[str, float]


def fill(candidates: Sequence[Candidate], text: str, rates: Rates) -> None:
    """Fill in the features; `text` is the article's prose, for what stands elsewhere."""
    words = [_word(one) for one in candidates]
    elsewhere = _Elsewhere(text, {word for word in words if word}, candidates)
    for one, word in zip(candidates, words, strict=True):
        one.features = _features(one, rates)
        values = elsewhere.fixed.get(word, frozenset())
        one.features[INDEX["numbered elsewhere"]] = float(bool(values))
        one.features[INDEX["neighbour elsewhere"]] = float(
            bool(elsewhere.all.get(word, frozenset()) & _neighbours(one.digits))
        )
        bare = word in elsewhere.bare
        one.features[INDEX["bare elsewhere"]] = float(bare)
        latin = word.isascii() and bare and len(word) > 2 and not values
        one.features[INDEX["Latin word"]] = float(latin)


def _features(one: Candidate, rates: Rates) -> list[float]:
    before, after, digits = one.before, one.after, one.digits
    if one.shape is Shape.BEHIND_STOP:
        before = before.rstrip("。！？ ")
    last = before[-1:]
    window = before[-_LONGEST_LOOK:]
    clause = _tail(_CLAUSE_END, window)
    length = len(clause.strip())
    takes = (
        bool(TAKES_NUMBER.search(window))
        or bool(FORMULA.search(window[-12:]))
        or bool(RANGE.search(window[-3:]))
    )
    latin = last.isascii() and last.isalpha()
    rate = rates.get(last, USUAL) if is_cjk(last) and last not in CLOSING else USUAL
    readings = splits(digits)
    ends = _ends(one)
    return [
        1.0,
        float(one.ends_sentence or one.shape is Shape.BEHIND_STOP),
        float(bool(after) and after in "，、,;)）"),
        float(ends == "paragraph"),
        float(ends == "item"),
        float(ends == "cell"),
        float(bool(after) and after in "：:"),
        max(0.0, USUAL - rate),
        max(0.0, rate - USUAL),
        float(takes),
        float(not takes and bool(MAY_TAKE_NUMBER.search(window))),
        math.log2(min(length, 60) + 1) / 4,
        float(length >= 10),
        float(len(_tail(_SENTENCE_END, window)) >= 30),
        float(last in CLOSING),
        float(last == OBJECT),
        float(bool(last) and last in "%％‰℃"),
        float(latin) + float(latin and bool(LATIN_NAME.search(window))),
        float(len(readings[0]) > 1),
        float(len(digits) == 1),
        float(len(digits) > 2),
        float(digits in WELL_KNOWN),
        float(one.spaced),
        float(one.broken),
        0.0,
        0.0,
        0.0,
        0.0,
        float(bool(_DIGIT.search(clause))),
    ]


def _ends(one: Candidate) -> str:
    """What ends with the candidate without punctuation: "cell", "item", "paragraph" or ""."""
    if one.shape is Shape.BEHIND_STOP or one.after not in ("", "\n"):
        return ""
    if isinstance(one.block.node, Cell):
        return "cell"
    inside = one.block.containers
    return "item" if inside and isinstance(inside[-1], ListItem) and not one.after else "paragraph"


def _tail(end: re.Pattern[str], window: str) -> str:
    """What follows the last match that is not at the very end."""
    at = 0
    for match in end.finditer(window, 0, max(0, len(window) - 1)):
        at = match.end()
    return window[at:]


def _word(one: Candidate) -> str:
    """The characters before a number that would name what it counts; "" behind a bracket."""
    before = one.before
    if (
        one.shape is Shape.BEHIND_STOP
        or not before
        or before[-1] in CLOSING
        or before[-1] == OBJECT
    ):
        return ""
    if is_cjk(before[-1]):
        return before[-2:] if len(before) > 1 and is_cjk(before[-2]) else before[-1]
    latin = LATIN_WORD.search(before[-24:])
    return latin.group() if latin else ""


def _neighbours(digits: str) -> frozenset[str]:
    value = int(digits)
    return frozenset((str(value - 1), str(value + 1)))


class _Elsewhere:
    """Where the words before candidates stand in the rest of the article.

    `fixed` are the numbers behind a word where a citation could not stand, `all` those anywhere,
    `bare` the words that stand without a number too.
    """

    def __init__(self, text: str, words: set[str], candidates: Sequence[Candidate]) -> None:
        self.fixed: dict[str, frozenset[str]] = {}
        self.all: dict[str, frozenset[str]] = {}
        self.bare: set[str] = set()
        loose = Counter((_word(one), one.digits) for one in candidates)
        for word in words:
            numbers: Counter[str] = Counter()
            at = text.find(word)
            looks = 0
            while at >= 0 and looks < 400:
                looks += 1
                match = _LEADING.match(text, at + len(word))
                if match:
                    numbers[match[1]] += 1
                else:
                    self.bare.add(word)
                at = text.find(word, at + len(word))
            self.all[word] = frozenset(numbers)
            self.fixed[word] = frozenset(
                digits for digits, count in numbers.items() if count > loose[word, digits]
            )

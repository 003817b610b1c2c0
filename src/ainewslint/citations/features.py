"""What speaks for and against a bare number being a flattened citation.

Every feature is readable in the text; `flattened.json` holds their weights and how often each
Chinese character is followed by a number (`scripts/train_citations.py` makes both).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ainewslint.citations.candidates import CLOSING, Candidate, Shape
from ainewslint.citations.follows import Follows
from ainewslint.citations.ids import LARGEST_ID, splits
from ainewslint.citations.words import (
    CANNOT_END,
    FORMULA,
    LATIN_NAME,
    LATIN_WORD,
    MAY_TAKE_NUMBER,
    RANGE,
    TAKES_NUMBER,
    WELL_KNOWN,
)
from ainewslint.patterns import regex
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
    "seldom ends a clause",
    "often ends a clause",
    "cannot end a clause",
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
    "sources needed",
    "short clause",
    "numbers in a row",
    "behind few letters",
    "other numbers behind it",
    "reads as a label",
)
DOCUMENT_FEATURES = (
    "likely others",
    "other values",
    "unlikely others",
    "share of likely",
    "other bare numbers",
    "beyond the others",
    "tokens",
)
INDEX = {name: index for index, name in enumerate(FEATURES)}

_CLAUSE_END = regex(r"[，。；：！？,:;!?\n|]")
_SENTENCE_END = regex(r"[。！？\n]")
_DIGIT = regex(r"\d")
_NUMBER = regex(r"\d{1,8}")
_LONGEST_LOOK = 80
_LONGEST_WORD = 16  # of those that ask for a number, with brackets and quotes behind
_SHORT = 5
# A short clause before or behind that ends in a number too: "鸡蛋2，白糖35，"
_ROW_BEFORE = regex(r"\d[，、；,;][ ]?\Z")
_ROW_AFTER = regex(r"[，、；,;。][ ]?[^\d，。；：！？,;:!?\n]{1,8}\d{1,6}(?=[，、；。,;]|\Z)")
_ROW_LONGEST = 8
# "维生素B", "CO", "A": what a name has before its number.
_FEW_LETTERS = regex(r"(?<![A-Za-z])[A-Za-z]{1,2}\Z")


def fill(candidates: Sequence[Candidate], text: str, follows: Follows) -> None:
    """Fill in the features; `text` is the article's prose, for what stands elsewhere."""
    fill_near(candidates, follows)
    fill_elsewhere(candidates, text)


def fill_near(candidates: Sequence[Candidate], follows: Follows) -> None:
    """Fill in what each candidate's own clause says."""
    for one in candidates:
        one.features = _features(one, follows)


def fill_elsewhere(candidates: Sequence[Candidate], text: str) -> None:
    """Fill in what the rest of the article says of the words before the candidates."""
    words = [_word(one) for one in candidates]
    elsewhere = _Elsewhere(text, {word for word in words if word}, candidates)
    for one, word in zip(candidates, words, strict=True):
        values = elsewhere.fixed.get(word, frozenset())
        every = elsewhere.all.get(word, frozenset())
        bare = word in elsewhere.bare
        latin = word.isascii() and bare and len(word) > 2 and not values
        for name, holds in (
            ("numbered elsewhere", values),
            ("neighbour elsewhere", every & _neighbours(one.digits)),
            ("other numbers behind it", every - values - {one.digits}),
            ("bare elsewhere", bare),
            ("Latin word", latin),
        ):
            one.features[INDEX[name]] = float(bool(holds))


def _features(one: Candidate, follows: Follows) -> list[float]:
    before, after, digits = one.before, one.after, one.digits
    closed = one.shape is Shape.BEHIND_STOP  # no word asks for a number behind a full stop
    if closed:
        before = before.rstrip("。！？ ")
    last = before[-1:]
    window = before[-_LONGEST_LOOK:]
    clause = _tail(_CLAUSE_END, window)
    length = len(clause.strip())
    asking = "" if closed else window[-_LONGEST_WORD:]
    may_take = bool(MAY_TAKE_NUMBER.search(asking))
    takes = (
        bool(TAKES_NUMBER.search(asking))
        or bool(FORMULA.search(asking[-12:]))
        or bool(RANGE.search(asking[-3:]))
    )
    latin = last.isascii() and last.isalpha()
    word = before[-2:] if is_cjk(last) and last not in CLOSING else ""
    number, end = follows.number(word), follows.end(word)
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
        max(0.0, -number),
        max(0.0, number),
        max(0.0, -end),
        max(0.0, end),
        float(bool(CANNOT_END.search(asking[-6:]))),
        float(takes),
        float(not takes and may_take),
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
        math.log2(sources_needed(digits)) / 3,
        float(length <= _SHORT),
        float(length <= _ROW_LONGEST and _in_a_row(one, window, clause)),
        float(latin and bool(_FEW_LETTERS.search(window[-4:]))),
        0.0,
        float(len(digits) == 1 and (takes or may_take)),
    ]


def sources_needed(digits: str) -> int:
    """The length of the shortest list that digits can be sources of."""
    return min((reading[-1] for reading in splits(digits)), default=LARGEST_ID)


def is_asked_for(one: Candidate) -> bool:
    """Whether the word before it asks for a number."""
    if one.shape is Shape.BEHIND_STOP:
        return False
    return TAKES_NUMBER.search(one.before[-_LONGEST_WORD:]) is not None


def is_bare(one: Candidate) -> bool:
    """Whether it is a number that no source can have, where nothing announces a number."""
    return not one.possible and not is_asked_for(one)


def _in_a_row(one: Candidate, window: str, clause: str) -> bool:
    before = window[: len(window) - len(clause)]
    if _ROW_BEFORE.search(before[-3:]):
        return True
    return _ROW_AFTER.match(one.block.text, one.end, one.end + 24) is not None


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
        loose = Counter((_word(one), one.digits) for one in candidates)
        numbers: dict[str, Counter[str]] = {word: Counter() for word in words}
        lasts = {word[-1] for word in words}
        for match in _NUMBER.finditer(text, 1):
            end = match.start()
            end -= text[end - 1] == " "
            if text[end - 1] in lasts:
                for word in _words_before(text, end) & words:
                    numbers[word][match.group()] += 1
        self.all = {word: frozenset(counts) for word, counts in numbers.items()}
        self.fixed = {
            word: frozenset(n for n, count in counts.items() if count > loose[word, n])
            for word, counts in numbers.items()
        }
        self.bare = {word for word in words if text.count(word) > numbers[word].total()}


def _words_before(text: str, end: int) -> set[str]:
    if is_cjk(text[end - 1]):
        return {text[end - 1 : end], text[max(0, end - 2) : end]}
    latin = LATIN_WORD.search(text[max(0, end - 24) : end])
    return {latin.group()} if latin else set()

"""Bare numbers where a citation mark could have stood: the candidates for flattened citations.

An assistant's superscripts lose their brackets in four shapes: glued to a Chinese clause
("交互13。"), behind its full stop ("交互。13"), glued to an English word or its full stop
("rise.3 Next"), and as links whose text is nothing but the number ("交互[13](https://…)。").
"""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import pairwise

from ainewslint.citations.ids import splits
from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.nodes import Heading, Link, LinkKind
from ainewslint.source.prose import OBJECT, ProseBlock, is_cjk

CLOSING = frozenset('）)】」』》〉”"’')
_SIGNS = frozenset("%％‰℃")
# A number and what may stand behind a citation; what stands before it is looked at afterwards.
_NUMBER = regex(r"[1-9]\d{0,7}(?=[。！？；，、：,.;:!?)）\s]|\Z)")
# The same in the source, where markup may stand between; `after` is what tells.
_SOURCE_NUMBER = regex(r"[1-9]\d{0,7}(?P<after>[*_]{0,2}[。！？；]|\]\(|[.,;!?]?(?=\s|\Z))")
_STOPS = ("。", "！", "？", "；")
_NEVER_BEFORE = frozenset("0123456789.-+*/=_,，、：:；;#@$¥￥<>~×÷^|&\\(（[【「『《“。！？!?\n ")
_CHINESE = regex(
    r"[。！？；，、](?!\d[A-Za-z])|[,;!?：:](?![ ]?[\dNMnm])|[ ]?\Z|\n|[）)](?:[。；，]|\Z)"
)
_BLOCK_END = regex(r"[ ]?\Z|\n")
# Glued to a word or a bracket, with the full stop or comma behind it: "in winter13."
_GLUED = regex(r"(?:(?<=[a-z]{3})|(?<=[a-z][)”’\"]))\d{1,6}[.,;?!](?:\s|\Z)")
# The same at the end of an item or a line: "in winter13"
_GLUED_LAST = regex(r"(?<=[a-z]{3})\d{1,6}[ ]?(?:\Z|\n)")
# Glued to the full stop, where a sentence begins behind it: "in winter.13 The"
_AFTER_STOP = regex(
    r"(?:(?<=[A-Za-z]{2}[.!?])|(?<=[)”’\"][.!?])|(?<=[.!?][”’\"])|(?<=[a-z]{3}[.!?] ))\d{1,5}"
    r"(?:[ ]+[A-Z“\"‘]|[ ]?\Z|\n)"
)
_CJK = regex(r"[\u3400-\u9fff]")
# The same behind a comma, where the sentence goes on: "in winter,13 and"
_AFTER_COMMA = regex(r"(?<=[a-z]{3}[,;])\d{1,4}[ ]+[a-z]")
_YEAR = regex(r"(?:19|20)\d\d")
# What numbers a list written in one line: "1、", "2。", "3." at the start or behind a blank.
_HEAD = regex(
    r"(?:^|(?<=[\s：:；;，,。！？（(“]))(?P<digits>[1-9]\d?)[ ]?(?P<mark>[、。.．)），])?"
)
_SHORTEST, _SHORT_HEAD = 8, 3
_NEAR, _LONGEST_TITLE, _LOOK_BACK = 80, 40, 200
_FEWEST_PAGES, _RISING = 4, 0.8
# "(a) 2": an answer behind its label
_LABEL = regex(r"(?:\A|[，、；。：,;:\s])[(（【\[]\w{1,3}[)）】\]][ ]?\Z")
_SHORT = regex(r"[1-9]\d?")


class Shape(enum.Enum):
    """Where a candidate stands."""

    CHINESE = "glued to Chinese text"
    BEHIND_STOP = "behind a Chinese full stop"
    GLUED = "glued to an English word"
    AFTER_STOP = "behind an English full stop"
    LINKED = "a link's whole text"


@record(slots=True)
class Candidate:
    """A number that may be a flattened citation; `start` and `end` are prose offsets."""

    block: ProseBlock
    start: int
    end: int
    digits: str
    shape: Shape
    after: str  # the character behind it, "" at the block's end
    spaced: bool = False  # a blank before it, written in the line
    broken: bool = False  # a line end before it
    possible: bool = True  # whether its digits can be sources' numbers
    features: list[float] = field(default_factory=list)
    local: float = 0.0  # probability from its own surroundings
    score: float = 0.0  # probability with what the rest of the article says

    @property
    def span(self) -> Span:
        """Its source."""
        return self.block.span(self.start, self.end)

    @property
    def before(self) -> str:
        """The prose not far before it, blanks right before it left out."""
        return self.block.text[max(0, self.start - _LOOK_BACK) : self.start].rstrip(" \n")

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.after in ("。", "！", "？", "；", "!", "?")


def may_hold(text: str, start: int) -> bool:
    """Whether an article's source can hold any: cheap, without parsing.

    Asks for a number at the end of a Chinese sentence, or behind one; or for two English ones,
    or three links. Numbers that only end a clause or a table cell are not believed alone.
    """
    english = links = ends = 0
    for match in _SOURCE_NUMBER.finditer(text, start):
        at, after = match.start(), match["after"]
        before = text[at - 1 : at]
        if before.isdigit():
            continue
        if after[-1:] in _STOPS:
            before = text[max(0, at - 12) : at].rstrip()[-1:]
            if before not in _NEVER_BEFORE or before in "*_":
                return True
        elif before in ("。", "！", "？"):
            return True
        elif after == "](":
            links += before == "["
        elif before.isascii():
            two = text[at - 2 : at - 1]
            english += before.islower() or (before in '.!?,;)"' and (two.isalpha() or two in ')”"'))
        else:
            english += before in CLOSING
            ends += is_cjk(before)
        if english > 1 or links > 2 or ends > 2:
            return True
    return False


def find_candidates(blocks: Iterable[ProseBlock]) -> list[Candidate]:
    """The candidates of an article's prose, in order."""
    found: list[Candidate] = []
    for block in blocks:  # most have no such number
        if block.runs or _NUMBER.search(block.text, 1):
            found += _in_block(block)
    pages = _page_numbers(found)
    if pages:
        found = [one for one in found if id(one) not in pages]
    links = [one for one in found if one.shape is Shape.LINKED]
    # Such links also number pages and chapters; glued to several clauses they are citations.
    if len(links) >= 3 and len({one.digits for one in links}) >= 2:
        return found
    return [one for one in found if one.shape is not Shape.LINKED]


def _page_numbers(found: list[Candidate]) -> set[int]:
    """The ids of those that are a table of contents' page numbers: ever greater, at line ends."""
    last = [one for one in found if one.spaced and one.after in ("", "\n")]
    if len(last) < _FEWEST_PAGES:
        return set()
    rising = sum(int(a.digits) <= int(b.digits) for a, b in pairwise(last))
    return {id(one) for one in last} if rising >= _RISING * (len(last) - 1) else set()


def _in_block(block: ProseBlock) -> Iterator[Candidate]:
    text = block.text
    found: list[tuple[int, int, Shape]] = []
    for match in _NUMBER.finditer(text, 1):
        start, end = match.span()
        shape = _shape(text, start, end)
        if shape is not None:
            found.append((start, end, shape))
    if not (found or block.runs) or len(text) < _SHORTEST or isinstance(block.node, Heading):
        return
    if found:
        yield from _unmarked(block, found)
    if block.runs:
        yield from _linked(block)


def _unmarked(block: ProseBlock, found: list[tuple[int, int, Shape]]) -> Iterator[Candidate]:
    """The numbers that head no list and stand in no link."""
    text = block.text
    heads = _heads(text) | {run.start for run in block.runs}
    links = sorted((run.start, run.end) for run in block.runs if isinstance(run.node, Link))
    for start, end, shape in found:
        digits = text[start:end]
        possible = bool(splits(digits))
        if start in heads or _YEAR.fullmatch(digits) or not (possible or shape is Shape.CHINESE):
            continue
        index = bisect_right(links, (start, len(text) + 1)) - 1
        if index < 0 or start >= links[index][1]:
            one = _candidate(block, shape, start, end, digits)
            one.possible = possible
            yield one


def _shape(text: str, start: int, end: int) -> Shape | None:
    """How a number stands to the text before it; None where no citation stands so."""
    before = text[start - 1] if start else ""
    if before in ("。", "！", "？"):
        return Shape.BEHIND_STOP if _BLOCK_END.match(text, end) else None
    if (before.isascii() and before not in "% ") or before in CLOSING:
        if _GLUED.match(text, start):
            return Shape.GLUED
        if _GLUED_LAST.match(text, start) and not _CJK.search(text, max(0, start - _NEAR), start):
            return Shape.GLUED
        if _AFTER_STOP.match(text, start) or _AFTER_COMMA.match(text, start):
            return Shape.AFTER_STOP
    last = text[start - 2] if before == " " and start > 1 else before
    if before == " " and last in ".!?" and _AFTER_STOP.match(text, start):
        return Shape.AFTER_STOP
    if not last or last in _NEVER_BEFORE or not _CHINESE.match(text, end):
        return None
    if last in CLOSING:
        return None if _LABEL.search(text, max(0, start - 8), start) else Shape.CHINESE
    if not (last in _SIGNS or last == OBJECT or is_cjk(last) or last.isalpha()):
        return None
    nearest = max(0, start - _LONGEST_TITLE)
    if text.rfind("《", nearest, start) > text.rfind("》", nearest, start):
        return None  # in the title of a work: "《流体力学2：黏性》"
    sign = start - (before == " ") - 1
    if last in _SIGNS and not text[max(0, sign - 1) : sign].isdigit():
        return None  # "x%4": an operation
    return Shape.CHINESE


def _candidate(block: ProseBlock, shape: Shape, start: int, end: int, digits: str) -> Candidate:
    blank = block.text[start - 1] == " "
    index = bisect_left(block.breaks, start - blank)
    broken = index < len(block.breaks) and block.breaks[index] <= start
    return Candidate(
        block,
        start,
        end,
        digits,
        shape,
        block.text[end : end + 1],
        spaced=blank and not broken,
        broken=broken,
    )


def _heads(text: str) -> frozenset[int]:
    """Where the numbers of a list written in one line stand: 1, 2, 3 with the same mark."""
    heads: list[tuple[int, int]] = []  # number, offset
    for match in _HEAD.finditer(text):
        heads.append((int(match["digits"]), match.start("digits")))
    if not heads or heads[0][0] != 1:
        return frozenset()
    wanted, found = 1, []
    for number, offset in heads:
        if number == wanted:
            found.append(offset)
            wanted += 1
    return frozenset(found) if len(found) >= _SHORT_HEAD - 1 else frozenset()


def _linked(block: ProseBlock) -> Iterator[Candidate]:
    """Links that are digits and nothing else, glued to a clause, alone or one to the other."""
    text = block.text
    glued_at = -1
    for run in block.runs:
        node, start, end = run.node, run.start, run.end
        digits = text[start:end]
        if not isinstance(node, Link) or node.kind is not LinkKind.INLINE:
            continue
        if not _SHORT.fullmatch(digits) or start == 0:
            continue
        last, after = text[start - 1], text[end : end + 1]
        glued = start == glued_at or is_cjk(last) or last in CLOSING or last in _SIGNS
        follows = (
            after.isdecimal() or not after or after in "。！？；，、,;.!?：:\n" or is_cjk(after)
        )
        if glued and follows and last not in "第。，、；：":
            glued_at = end
            yield Candidate(block, start, end, digits, Shape.LINKED, after)

"""Bare numbers where a citation mark could have stood: the candidates for flattened citations.

An assistant's superscripts lose their brackets in four shapes: glued to a Chinese clause
("交互13。"), behind its full stop ("交互。13"), glued to an English word or its full stop
("rise.3 Next"), and as links whose text is nothing but the number ("交互[13](https://…)。").
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ainewslint.citations.ids import splits
from ainewslint.diagnostics import Span
from ainewslint.source.nodes import Heading, Link, LinkKind
from ainewslint.source.prose import OBJECT, ProseBlock, is_cjk

CLOSING = frozenset('）)】」』》〉”"’')
_SIGNS = frozenset("%％‰℃")
_CHINESE = re.compile(
    r"(?<=[^\s\d.\-+*/=_,，、：:；;#@$¥￥<>~×÷^|&\\(（\[【「『《“。！？!?])"
    r"[ ]?(?P<digits>[1-9]\d{0,7})(?=[。！？；，、](?![0-9A-Za-z])|[,;!?：:](?![ ]?\d)|[ ]?\Z|\n|[）)](?:[。；，]|\Z))"
)
_BEHIND_STOP = re.compile(r"(?<=[。！？])(?P<digits>[1-9]\d{0,5})(?=[ ]?\Z|\n)")
# Glued to a word or a bracket, with the full stop or comma behind it: "in winter13."
_GLUED = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=[a-z][)”’\"]))(?P<digits>[1-9]\d{0,5})(?=[.,;?!](?:\s|\Z))"
)
# Glued to the full stop, where a sentence begins behind it: "in winter.13 The"
_AFTER_STOP = re.compile(
    r"(?:(?<=[A-Za-z]{2}[.!?])|(?<=[)”’\"][.!?])|(?<=[.!?][”’\"]))(?P<digits>[1-9]\d{0,4})"
    r"(?=[ ]+[A-Z“\"‘]|[ ]?\Z|\n)"
)
# The same behind a comma, where the sentence goes on: "in winter,13 and"
_AFTER_COMMA = re.compile(r"(?<=[a-z]{3}[,;])(?P<digits>[1-9]\d{0,3})(?=[ ]+[a-z])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"[1-9]")
# What numbers a list written in one line: "1、", "2。", "3." at the start or behind a blank.
_HEAD = re.compile(
    r"(?:^|(?<=[\s：:；;，,。！？（(“]))(?P<digits>[1-9]\d?)[ ]?(?P<mark>[、。.．)），])?"
)
_SHORT_HEAD = 3
_SHORT = re.compile(r"[1-9]\d?")


class Shape(enum.Enum):
    """Where a candidate stands."""

    CHINESE = "glued to Chinese text"
    BEHIND_STOP = "behind a Chinese full stop"
    GLUED = "glued to an English word"
    AFTER_STOP = "behind an English full stop"
    LINKED = "a link's whole text"


@dataclass(slots=True)
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
    features: list[float] = field(default_factory=list)
    local: float = 0.0  # probability from its own surroundings
    score: float = 0.0  # probability with what the rest of the article says

    @property
    def span(self) -> Span:
        """Its source."""
        return self.block.span(self.start, self.end)

    @property
    def before(self) -> str:
        """The prose before it, blanks right before it left out."""
        return self.block.text[: self.start].rstrip(" \n")

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.after in ("。", "！", "？", "!", "?")


def find_candidates(blocks: Iterable[ProseBlock]) -> list[Candidate]:
    """The candidates of an article's prose, in order."""
    found = [one for block in blocks for one in _in_block(block)]
    links = [one for one in found if one.shape is Shape.LINKED]
    # Such links also number pages and chapters; glued to several clauses they are citations.
    if len(links) >= 3 and len({one.digits for one in links}) >= 2:
        return found
    return [one for one in found if one.shape is not Shape.LINKED]


def _in_block(block: ProseBlock) -> Iterator[Candidate]:
    text = block.text
    if len(text) < 8 or isinstance(block.node, Heading) or not _DIGIT.search(text):
        return
    heads = _heads(text)
    linked = [run for run in block.runs if isinstance(run.node, Link)]
    bold_starts = {run.start for run in block.runs}
    for shape, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("digits")
            digits = match["digits"]
            if not splits(digits) or _YEAR.fullmatch(digits) or start in heads:
                continue
            if start in bold_starts or any(run.start <= start < run.end for run in linked):
                continue
            last = text[match.start() - 1]
            if shape is Shape.CHINESE and not (
                last in CLOSING
                or last in _SIGNS
                or last == OBJECT
                or is_cjk(last)
                or last.isalpha()
            ):
                continue
            yield _candidate(block, shape, start, end, digits, match.start())
    if linked:
        yield from _linked(block)


_PATTERNS = (
    (Shape.CHINESE, _CHINESE),
    (Shape.BEHIND_STOP, _BEHIND_STOP),
    (Shape.GLUED, _GLUED),
    (Shape.AFTER_STOP, _AFTER_STOP),
    (Shape.AFTER_STOP, _AFTER_COMMA),
)


def _candidate(
    block: ProseBlock, shape: Shape, start: int, end: int, digits: str, at: int
) -> Candidate:
    index = bisect_left(block.breaks, at)
    broken = index < len(block.breaks) and block.breaks[index] <= start
    return Candidate(
        block,
        start,
        end,
        digits,
        shape,
        block.text[end : end + 1],
        spaced=start > at and not broken,
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

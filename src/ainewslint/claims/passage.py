"""A block's text with its code spans spelt out: digests write `GPQA` and `87.7%` in backticks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.nodes import CodeSpan, Link
from ainewslint.source.prose import ProseBlock

# Code that is a name or a figure, not code.
_WORDS = regex(r"[\w][\w .+\-–~/%％·@]{0,48}")

_LONGEST = 800  # characters that are read as one sentence


class _Piece(NamedTuple):
    """Text from `start` on is the prose from `prose` on, or the source of a code span."""

    start: int
    prose: int
    source: int | None


class Passage:
    """The text of a prose block as claims are read in it; offsets are the text's own."""

    def __init__(self, block: ProseBlock) -> None:
        self.block = block
        self.text = block.text
        self._pieces: list[_Piece] = []
        if not block.holes:
            return
        spelt = [
            (hole.start, hole.node)
            for hole in block.holes
            if isinstance(hole.node, CodeSpan) and _WORDS.fullmatch(hole.node.text)
        ]
        if spelt:
            self._spell_out(spelt)

    def _spell_out(self, holes: list[tuple[int, CodeSpan]]) -> None:
        parts: list[str] = []
        length = at = 0
        prose, source = self.block.text, self.block.document.source.text
        for start, node in holes:
            self._pieces.append(_Piece(length, at, None))
            parts.append(prose[at:start])
            length += start - at
            place = source.find(node.text, node.span.start, node.span.end)
            if place < 0:  # a line end inside it
                parts.append("\ufffc")
                self._pieces.append(_Piece(length, start, None))
                length += 1
            else:
                parts.append(node.text)
                self._pieces.append(_Piece(length, start, place))
                length += len(node.text)
            at = start + 1
        self._pieces.append(_Piece(length, at, None))
        parts.append(prose[at:])
        self.text = "".join(parts)
        self._starts = [piece.start for piece in self._pieces]
        self._proses = [piece.prose for piece in self._pieces]

    def span(self, start: int, end: int) -> Span:
        """The source of text[start:end], from its first character to its last."""
        if not self._pieces:
            return self.block.span(start, end)
        if end <= start:
            return Span(self._source(start).start, self._source(start).start)
        return Span(self._source(start).start, self._source(end - 1).end)

    def _source(self, offset: int) -> Span:
        """The source of one character."""
        piece = self._pieces[bisect_right(self._starts, offset) - 1]
        if piece.source is not None:
            return Span(
                piece.source + offset - piece.start, piece.source + offset - piece.start + 1
            )
        prose = piece.prose + offset - piece.start
        return self.block.span(prose, prose + 1)

    def is_code(self, offset: int) -> bool:
        """Whether a character of the text is a code span's."""
        if not self._pieces:
            return False
        return self._pieces[bisect_right(self._starts, offset) - 1].source is not None

    def prose_to_text(self, prose: int) -> int:
        """The offset in the text of a prose offset."""
        if not self._pieces:
            return prose
        piece = self._pieces[max(0, bisect_right(self._proses, prose) - 1)]
        return piece.start if piece.source is not None else piece.start + prose - piece.prose

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences as offsets, without the blanks behind them; endless ones are cut."""
        found = []
        for sentence in self.block.sentences:
            start, end = self.prose_to_text(sentence.start), self.prose_to_text(sentence.end)
            while end > start and self.text[end - 1].isspace():
                end -= 1
            while end - start > _LONGEST:
                cut = max(
                    self.text.rfind(mark, start + 1, start + _LONGEST) for mark in "，；,;|\n "
                )
                cut = cut + 1 if cut > start else start + _LONGEST
                found.append((start, cut))
                start = cut
            if end > start:
                found.append((start, end))
        return found

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that a character of the text is in."""
        index = bisect_right(self.sentences, offset, key=lambda one: one[1])
        return self.sentences[min(index, len(self.sentences) - 1)]

    @cached_property
    def _links(self) -> list[Span]:
        """The source of the block's links, in order; none lies in another."""
        found: list[Span] = []
        for run in self.block.runs:
            span = run.node.span
            if isinstance(run.node, Link) and (not found or span.start >= found[-1].end):
                found.append(span)
        return found

    def is_linked(self, start: int, end: int) -> bool:
        """Whether text[start:end] is in a link's text or has a link in it."""
        span = self.span(start, end)
        index = bisect_left(self._links, (span.end,)) - 1
        return index >= 0 and self._links[index].end > span.start

"""The text a reader reads, a block at a time, every character mapped to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.source.nodes import (
    BareUrl,
    CodeSpan,
    FootnoteRef,
    HardBreak,
    Html,
    Image,
    Link,
    LinkKind,
    Math,
    Node,
    Parent,
    Shortcode,
    SoftBreak,
    Text,
    TextBlock,
)
from ainewslint.source.sentences import sentence_ends

if TYPE_CHECKING:
    from ainewslint.source.document import Document, Section

# Stands for what is not running text: code, maths, an image, a URL, a shortcode, a note's mark.
OBJECT = "\ufffc"
_MASKED = (CodeSpan, Math, Image, BareUrl, Shortcode, FootnoteRef)


class Segment(NamedTuple):
    """Prose from `start` on comes from the source at `source`; a `unit` is one whole, however
    many characters it has on either side (an escape, a hole, a joined line end)."""

    start: int
    source: int
    source_end: int
    unit: bool


class Range(NamedTuple):
    """A node's place in the prose."""

    start: int
    end: int
    node: Node


@dataclass(slots=True)
class Sentence:
    """A sentence with the blanks behind it; `start` and `end` are prose offsets."""

    block: ProseBlock
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Its source."""
        return self.block.span(self.start, self.end)


@dataclass(eq=False)
class ProseBlock:
    """The prose of a paragraph, heading or table cell.

    Code spans, maths, images, URLs, shortcodes and footnote marks are one U+FFFC each, in
    `holes`. `runs` are emphasis, links and the like. A line end inside the block is nothing
    between two CJK characters, else a space; `breaks` are the offsets where one was.
    """

    node: TextBlock
    document: Document
    text: str
    segments: list[Segment]
    holes: list[Range] = field(default_factory=list)
    runs: list[Range] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def containers(self) -> tuple[Node, ...]:
        """The nodes around the block, outermost first."""
        return tuple(reversed(self.document.ancestors(self.node)))

    @cached_property
    def section(self) -> Section | None:
        """The section the block stands in."""
        return self.document.section(self.node)

    def source_offset(self, offset: int) -> int:
        """The source offset of the prose character at `offset`; the block's end for its length."""
        if not self.segments:
            return self.node.content_span.start
        if offset >= len(self.text):
            return self.segments[-1].source_end
        segment = self.segments[bisect_right(self._starts, max(0, offset)) - 1]
        return segment.source if segment.unit else segment.source + offset - segment.start

    def span(self, start: int, end: int) -> Span:
        """The source of prose[start:end], from its first character to its last."""
        first = self.source_offset(start)
        if end <= start:
            return Span(first, first)
        last = self.segments[bisect_right(self._starts, end - 1) - 1]
        stop = last.source_end if last.unit else last.source + end - last.start
        return Span(first, max(first, stop))

    @cached_property
    def _sources(self) -> list[int]:
        return [segment.source for segment in self.segments]

    def prose_offset(self, source_offset: int) -> int | None:
        """The prose offset of a source character; None where it is markup or elsewhere."""
        index = bisect_right(self._sources, source_offset) - 1
        if index < 0:
            return None
        segment = self.segments[index]
        if source_offset >= segment.source_end:
            return None
        return segment.start + (0 if segment.unit else source_offset - segment.source)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences; together they are the whole text."""
        found, start = [], 0
        for end in sentence_ends(self.text):
            found.append(Sentence(self, start, end))
            start = end
        return found

    def hole_at(self, offset: int) -> Node | None:
        """The node that a U+FFFC stands for."""
        index = bisect_right(self._hole_starts, offset) - 1
        if index >= 0 and self.holes[index].start == offset:
            return self.holes[index].node
        return None

    @cached_property
    def _hole_starts(self) -> list[int]:
        return [hole.start for hole in self.holes]


def read_prose(document: Document) -> list[ProseBlock]:
    """The prose of every text block of a document, in order."""
    return [
        _Reader(block, document).read() for block in document.blocks if isinstance(block, TextBlock)
    ]


class _Reader:
    """Collects one block's prose."""

    def __init__(self, node: TextBlock, document: Document) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.block = ProseBlock(node, document, "", [])
        self.waiting: SoftBreak | None = None

    def read(self) -> ProseBlock:
        # A stack of (node, None) to enter and (node, start) to leave; nothing recurses.
        stack: list[tuple[Node, int | None]] = [
            (node, None) for node in reversed(self.block.node.children)
        ]
        while stack:
            node, start = stack.pop()
            if start is not None:
                self.block.runs.append(Range(start, self.length, node))
            elif isinstance(node, Text):
                self._text(node)
            elif isinstance(node, SoftBreak):
                self.waiting = node
            elif isinstance(node, _MASKED) or _is_autolink(node):
                self._hole(node)
            elif isinstance(node, HardBreak) or _is_line_break(node):
                self._unit("\n", node.span)
            elif isinstance(node, Parent):
                self._join(_first_char(node))
                stack.append((node, self.length))
                stack.extend((child, None) for child in reversed(node.children))
        self.block.text = "".join(self.parts)
        self.block.runs.sort(key=lambda run: (run.start, -run.end))
        return self.block

    def _text(self, node: Text) -> None:
        if not node.text:
            return
        self._join(node.text[0])
        at = self.length
        for piece in node.pieces:
            verbatim = piece.length == piece.end - piece.start
            self.block.segments.append(Segment(at, piece.start, piece.end, not verbatim))
            at += piece.length
        self.parts.append(node.text)
        self.length += len(node.text)

    def _hole(self, node: Node) -> None:
        self._join(OBJECT)
        self.block.holes.append(Range(self.length, self.length + 1, node))
        self._unit(OBJECT, node.span)

    def _unit(self, text: str, span: Span) -> None:
        self.waiting = None
        self.block.segments.append(Segment(self.length, span.start, span.end, unit=True))
        self.parts.append(text)
        self.length += len(text)

    def _join(self, following: str) -> None:
        """Put in what a waiting line end is: a space, unless CJK text goes on behind it."""
        if self.waiting is None:
            return
        span, self.waiting = self.waiting.span, None
        before = self.parts[-1][-1] if self.parts else ""
        self.block.breaks.append(self.length)
        if not (is_cjk(before) and is_cjk(following)):
            self._unit(" ", span)


def _first_char(node: Parent) -> str:
    """The first character a reader sees of a node."""
    inner: list[Node] = node.children
    while inner:
        first = inner[0]
        if isinstance(first, Text):
            return first.text[:1]
        if not isinstance(first, Parent):
            return OBJECT
        inner = first.children
    return ""


def _is_autolink(node: Node) -> bool:
    return isinstance(node, Link) and node.kind is LinkKind.AUTOLINK


def _is_line_break(node: Node) -> bool:
    return isinstance(node, Html) and node.text[:3].lower() == "<br"


def is_cjk(char: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean text or full-width punctuation."""
    return bool(char) and (
        "\u2e80" <= char <= "\ua4cf"
        or "\uac00" <= char <= "\ud7af"
        or "\uf900" <= char <= "\ufaff"
        or "\ufe30" <= char <= "\ufe4f"
        or "\uff00" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
        or char in "“”‘’—…·"
    )


def prose_of(nodes: list[Node]) -> Iterator[str]:
    """The text of nodes without places, code and alternative texts included."""
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, (Text, CodeSpan, BareUrl)):
            yield node.text
        elif isinstance(node, Image):
            yield node.alt
        elif isinstance(node, (SoftBreak, HardBreak)):
            yield " "
        else:
            stack.extend(reversed(node.inner))

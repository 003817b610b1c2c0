"""The text a reader reads, a block at a time, every character mapped to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.source.nodes import (
    BareUrl,
    CodeSpan,
    Emphasis,
    HardBreak,
    Html,
    Image,
    Link,
    LinkKind,
    Node,
    Parent,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    TextBlock,
)
from ainewslint.source.sentences import sentence_ends

if TYPE_CHECKING:
    from ainewslint.source.document import Document, Section

# Stands for what is not running text: code, maths, an image, a URL, a shortcode, a note's mark.
OBJECT = "\ufffc"
_ENTERED = frozenset((Strong, Emphasis, Strikethrough, Link))


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


_new = tuple.__new__  # named tuples are made twice as quickly


class Sentence:
    """A sentence with the blanks behind it; `start` and `end` are prose offsets."""

    __slots__ = ("block", "end", "start")

    def __init__(self, block: ProseBlock, start: int, end: int) -> None:
        self.block = block
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        """The sentence."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Its source."""
        return self.block.span(self.start, self.end)


class ProseBlock:
    """The prose of a paragraph, heading or table cell.

    Code spans, maths, images, URLs, shortcodes and footnote marks are one U+FFFC each, in
    `holes`. `runs` are emphasis, links and the like, by start and the outer first. A line end
    inside the block is nothing between two CJK characters, else a space; `breaks` are the offsets
    where one was. HTML tags are nothing, but `<br>` is a line end.
    """

    __slots__ = (
        "_sentences",
        "_sources",
        "_starts",
        "breaks",
        "document",
        "holes",
        "node",
        "runs",
        "segments",
        "text",
    )

    def __init__(self, node: TextBlock, document: Document) -> None:
        self.node = node
        self.document = document
        self.text = ""
        self.segments: list[Segment] = []
        self.holes: list[Range] = []
        self.runs: list[Range] = []
        self.breaks: list[int] = []
        self._starts: list[int] | None = None
        self._sources: list[int] | None = None
        self._sentences: list[Sentence] | None = None

    def forget(self) -> None:
        """Let go of the sentences, which point at the block."""
        self._sentences = None

    @property
    def containers(self) -> tuple[Node, ...]:
        """The nodes around the block, outermost first."""
        return tuple(reversed(self.document.ancestors(self.node)))

    @property
    def section(self) -> Section | None:
        """The section the block stands in."""
        return self.document.section(self.node)

    def _segment(self, offset: int) -> Segment:
        """The segment that a prose character is in."""
        if self._starts is None:
            self._starts = [segment[0] for segment in self.segments]
        return self.segments[bisect_right(self._starts, offset) - 1]

    def source_offset(self, offset: int) -> int:
        """The source offset of the prose character at `offset`; the block's end for its length."""
        if not self.segments:
            return self.node.content_span.start
        if offset >= len(self.text):
            return self.segments[-1].source_end
        segment = self._segment(max(0, offset))
        return segment.source if segment.unit else segment.source + offset - segment.start

    def span(self, start: int, end: int) -> Span:
        """The source of prose[start:end], from its first character to its last."""
        first = self.source_offset(start)
        if end <= start or not self.segments:
            return Span(first, first)
        last = self._segment(end - 1)
        stop = last.source_end if last.unit else last.source + end - last.start
        return Span(first, max(first, min(stop, last.source_end)))

    def prose_offset(self, source_offset: int) -> int | None:
        """The prose offset of a source character; None where it is markup or elsewhere."""
        if self._sources is None:
            self._sources = [segment[1] for segment in self.segments]
        index = bisect_right(self._sources, source_offset) - 1
        if index < 0:
            return None
        segment = self.segments[index]
        if source_offset >= segment.source_end:
            return None
        return segment.start + (0 if segment.unit else source_offset - segment.source)

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences; together they are the whole text."""
        if self._sentences is None:
            start = 0
            self._sentences = []
            for end in sentence_ends(self.text):
                self._sentences.append(Sentence(self, start, end))
                start = end
        return self._sentences

    def hole_at(self, offset: int) -> Node | None:
        """The node that a U+FFFC stands for."""
        index = bisect_left(self.holes, offset, key=_start)
        if index < len(self.holes) and self.holes[index].start == offset:
            return self.holes[index].node
        return None


def _start(place: Range) -> int:
    return place.start


def read_prose(document: Document) -> list[ProseBlock]:
    """The prose of every text block of a document, in order."""
    found = []
    for node in document.of(TextBlock):
        block = ProseBlock(node, document)
        children = node.children
        if len(children) == 1 and type(children[0]) is Text and not children[0].escapes:
            text = children[0].text  # one run of text: nothing to join
            start, end = children[0].span
            block.text = text
            block.segments.append(_new(Segment, (0, start, end, False)))
        elif children:
            _Reader(block).read(children)
        found.append(block)
    return found


class _Reader:
    """Collects one block's prose."""

    def __init__(self, block: ProseBlock) -> None:
        self.block = block
        self.parts: list[str] = []
        self.length = 0
        self.waiting: SoftBreak | None = None

    def read(self, nodes: list[Node]) -> None:
        """Read the nodes; nothing recurses."""
        block = self.block
        # Nodes to enter, and (start, node) of those to leave.
        stack: list[Any] = [*reversed(nodes)]
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind is Text:
                self._text(node)
            elif kind is tuple:
                block.runs.append(_new(Range, (node[0], self.length, node[1])))
            elif kind is SoftBreak:
                self.waiting = node
            elif kind in _ENTERED and not _is_autolink(node):
                if self.waiting is not None:
                    self._join(_first_char(node))
                stack.append((self.length, node))
                stack.extend(reversed(node.children))
            else:
                self._other(node)
        block.text = "".join(self.parts)
        if len(block.runs) > 1:
            block.runs.sort(key=lambda run: (run[0], -run[1]))

    def _other(self, node: Node) -> None:
        """A hard break, an HTML tag or a hole."""
        if isinstance(node, Html):
            if node.text[:3].lower() == "<br":
                self._unit("\n", node.span)
        elif isinstance(node, HardBreak):
            self._unit("\n", node.span)
        else:
            if self.waiting is not None:
                self._join(OBJECT)
            self.block.holes.append(Range(self.length, self.length + 1, node))
            self._unit(OBJECT, node.span)

    def _text(self, node: Text) -> None:
        text = node.text
        if self.waiting is not None:
            self._join(text[0])
        at = self.length
        if node.escapes:
            for piece in node.pieces:
                verbatim = piece.length == piece.end - piece.start
                self.block.segments.append(Segment(at, piece.start, piece.end, not verbatim))
                at += piece.length
        else:
            start, end = node.span
            self.block.segments.append(_new(Segment, (at, start, end, False)))
        self.parts.append(text)
        self.length += len(text)

    def _unit(self, text: str, span: Span) -> None:
        self.waiting = None
        self.block.segments.append(Segment(self.length, span.start, span.end, True))
        self.parts.append(text)
        self.length += len(text)

    def _join(self, following: str) -> None:
        """Put in what the waiting line end is: a space, unless CJK text goes on behind it."""
        assert self.waiting is not None
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

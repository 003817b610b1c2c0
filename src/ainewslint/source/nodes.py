"""Document nodes: what a Markdown body is made of, with exact spans.

Independent of the parser that fills them; rules see these types only. Every span is in
code-point offsets of the original text (front matter included).

A block's span runs from its first character (behind indentation and the markers of the
containers around it, before its own marker) to the end of its last line, line end excluded; a
container's ends with its last block. An inline node's span covers its markup too.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Literal, NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.records import record

# The default of spans that every parser fills.
NOWHERE = Span(0, 0)


@record(slots=True, eq=False)
class Node:
    """A node and the source it covers."""

    span: Span

    @property
    def inner(self) -> list[Node]:
        """The nodes inside this one, in document order."""
        return []

    def walk(self) -> Iterator[Node]:
        """This node and all inside it, depth first, without recursion."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.inner))


@record(slots=True, eq=False)
class Parent(Node):
    """A node that holds others."""

    children: list[Node] = field(default_factory=list)

    @property
    def inner(self) -> list[Node]:
        """The nodes inside this one."""
        return self.children


# --- inline ---------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A run of a text node: `length` characters of `text` come from `start..end`.

    `length != end - start` only for an escape or entity (`\\*`, `&amp;`), which is one unit.
    """

    length: int
    start: int
    end: int


@record(slots=True, eq=False)
class Text(Node):
    """Characters as a reader sees them, escapes and entities resolved.

    `escapes` are the pieces of a text that is not one verbatim run of the source, else empty.
    """

    text: str = ""
    escapes: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Where the characters come from."""
        return self.escapes or (Piece(len(self.text), *self.span),)


class SoftBreak(Node):
    """A line end inside a paragraph, rendered as a space.

    The span is all between the text of the two lines: blanks, line end, container markers.
    """

    __slots__ = ()


class HardBreak(Node):
    """A line end that is rendered as one (two spaces or a backslash before it).

    The span is all between the text of the two lines, a backslash included.
    """

    __slots__ = ()


@record(slots=True, eq=False)
class CodeSpan(Node):
    """`code` in a line; `text` without the backticks."""

    text: str = ""


class Emphasis(Parent):
    """*emphasis*; the span includes the markers."""

    __slots__ = ()


class Strong(Parent):
    """**strong**; the span includes the markers."""

    __slots__ = ()


class Strikethrough(Parent):
    """~~struck out~~; the span includes the markers."""

    __slots__ = ()


class LinkKind(enum.StrEnum):
    """How a link or image is written."""

    INLINE = "inline"  # [text](destination)
    REFERENCE = "reference"  # [text][label]
    COLLAPSED = "collapsed"  # [label][]
    SHORTCUT = "shortcut"  # [label]
    AUTOLINK = "autolink"  # <https://…>


@record(slots=True, eq=False)
class Link(Parent):
    """A link. `url` is resolved (escapes, entities, definition) but not percent-encoded.

    `text_span` is what lies between the first brackets; `destination_span` the destination as
    written, None for the reference kinds; `label_span` the label of those, without brackets.
    """

    url: str = ""
    kind: LinkKind = LinkKind.INLINE
    text_span: Span = NOWHERE
    destination_span: Span | None = None
    label_span: Span | None = None
    label: str | None = None
    title: str | None = None


@record(slots=True, eq=False)
class Image(Node):
    """An image. `alt` is its text content, `alt_span` the source of it."""

    url: str = ""
    kind: LinkKind = LinkKind.INLINE
    alt: str = ""
    alt_span: Span = NOWHERE
    destination_span: Span | None = None
    label_span: Span | None = None
    label: str | None = None
    title: str | None = None


@record(slots=True, eq=False)
class BareUrl(Node):
    """A URL in running text that GFM makes a link; `text` as written."""

    text: str = ""
    url: str = ""


@record(slots=True, eq=False)
class FootnoteRef(Node):
    """`[^label]`; an inline note `^[…]` has the label None and its content as children."""

    label: str | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def inner(self) -> list[Node]:
        """The content of an inline note."""
        return self.children


@record(slots=True, eq=False)
class Html(Node):
    """Raw HTML: one tag or comment in a line (`inline`), or a block."""

    text: str = ""
    inline: bool = False


@record(slots=True, eq=False)
class Math(Node):
    """`$…$` (`display` False) or `$$…$$`; `text` without the dollars."""

    text: str = ""
    display: bool = False


@record(slots=True, eq=False)
class Shortcode(Node):
    """`{{< … >}}`, `{{% … %}}`, `{% … %}` or `{{ … }}`: opaque, `text` as written."""

    text: str = ""


# --- blocks ---------------------------------------------------------------------------------


class Content(NamedTuple):
    """The text of a block as the inline parser reads it, and where it comes from.

    `text` has container markers and indentation removed and `\\n` for every line end. Its
    characters from `starts[i]` on come from `sources[i]` on, up to the next start.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]


NO_CONTENT = Content("", (0,), (0,))


@record(slots=True, eq=False)
class TextBlock(Node):
    """A block that holds running text. Its `children` are parsed when first asked for.

    `content` is what the parser reads and `parse` how; rules need neither.
    """

    content: Content = NO_CONTENT
    parse: Callable[[Content], list[Node]] | None = None
    _children: list[Node] | None = None

    @property
    def content_span(self) -> Span:
        """From the first character of the text to the last, markers around it left out."""
        text, starts, sources = self.content
        return Span(sources[0], sources[-1] + len(text) - starts[-1])

    @property
    def markup(self) -> str:
        """The text with its inline markup, lines joined by `\\n`, container markers left out."""
        return self.content[0]

    @property
    def children(self) -> list[Node]:
        """The inline nodes."""
        if self._children is None:
            self._children = [] if self.parse is None else self.parse(self.content)
        return self._children

    @property
    def inner(self) -> list[Node]:
        """The inline nodes."""
        return self.children


@record(slots=True, eq=False)
class Heading(TextBlock):
    """A heading; `content_span` is its text without markers."""

    level: int = 1
    setext: bool = False


@record(slots=True, eq=False)
class Paragraph(TextBlock):
    """A paragraph."""


@record(slots=True, eq=False)
class Cell(TextBlock):
    """A table cell; `column` counts from 0. The span is all between its pipes."""

    column: int = 0
    header: bool = False


@record(slots=True, eq=False)
class Row(Parent):
    """A table row; its children are cells."""


@record(slots=True, eq=False)
class Table(Parent):
    """A GFM table; the first row is the header."""

    alignments: tuple[Literal["left", "center", "right"] | None, ...] = ()


class BlockQuote(Parent):
    """`> …`."""

    __slots__ = ()


@record(slots=True, eq=False)
class ListItem(Parent):
    """A list item; `marker_span` covers `-` or `3.`, `number` is an ordered item's own."""

    marker_span: Span = NOWHERE
    number: int | None = None


@record(slots=True, eq=False)
class List(Parent):
    """A list; its children are items."""

    ordered: bool = False
    start: int = 1
    tight: bool = True


@record(slots=True, eq=False)
class Code(Node):
    """A code block. `text` is its content; `fence` the fence, empty for an indented block.

    `closed` is False for a fence that runs to the end of its container.
    """

    text: str = ""
    content_span: Span = NOWHERE
    fence: str = ""
    info: str = ""
    closed: bool = True


class ThematicBreak(Node):
    """`---`."""

    __slots__ = ()


@record(slots=True, eq=False)
class Definition(Node):
    """`[label]: destination "title"`."""

    label: str = ""
    label_span: Span = NOWHERE
    url: str = ""
    destination_span: Span = NOWHERE
    title: str | None = None
    duplicate: bool = False


@record(slots=True, eq=False)
class FootnoteDef(Parent):
    """`[^label]: …`."""

    label: str = ""
    label_span: Span = NOWHERE


# Blocks that hold blocks.
BLOCK_PARENTS: tuple[type[Node], ...] = (BlockQuote, List, ListItem, Table, Row, FootnoteDef)
# Types that only blocks have: to find them no text needs parsing. Html and Math are both.
BLOCK_TYPES: frozenset[type[Node]] = frozenset(
    (*BLOCK_PARENTS, TextBlock, Heading, Paragraph, Cell, Code, ThematicBreak, Definition)
)

"""The block phase: markdown-it-py's, quicker, with the place of every block.

`BlockState` keeps what markdown-it-py's own rules expect, so its rules for lists, quotes, fences
and HTML run unchanged; rules are chosen by a line's first character instead of trying each, and
the others are in `block_rules`. Every leaf becomes a node where it is found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any, ClassVar, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS as TRIM
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token

from ainewslint.diagnostics import Span
from ainewslint.source.nodes import Content, Definition, Node

# Containers deeper than this are not entered: their text is in no node. markdown-it-py stops at
# 20 levels in this mode and a list takes two, so that a mind map exported as a list of ten levels
# would lose text; its other modes stop at 100, too.
MAX_BLOCK_NESTING = 100


InlineReader = Callable[[Content], list[Node]]


class BlockToken(Token):
    """markdown-it-py's token, made without its 13 fields: most are never set."""

    attrs: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]
    map = None
    children = None
    content = ""
    markup = ""
    info = ""
    meta: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]
    block = True
    hidden = False
    node: Node | None = None
    at = 0

    def __init__(self, ttype: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type = ttype
        self.nesting = nesting
        self.level = level


class BlockState(StateBlock):
    """The lines of a body and what has been found in them.

    `base` is where `src` begins in the file; `breaks` are the offsets in `src` behind each line
    end that is `\\r\\n` there.
    """

    tokens: list[BlockToken]  # type: ignore[assignment]

    def __init__(
        self,
        src: str,
        md: MarkdownIt,
        base: int,
        breaks: list[int],
        read_inline: InlineReader,
        definitions: dict[str, Definition],
    ) -> None:
        self.src = src
        self.md = md
        self.read_inline = read_inline
        self.env: dict[str, Any] = {}
        self.tokens = []
        self.base = base
        self.breaks = breaks
        self.definitions = definitions
        self.cut = (0, 0, 0)
        self.blkIndent = self.line = self.level = 0
        self.ddIndent = self.listIndent = -1
        self.tight = False
        self.parentType = "root"
        self._code_enabled = True
        self._mark_lines()

    def _mark_lines(self) -> None:
        """Where each line begins and ends, and how far it is indented."""
        starts: list[int] = []
        ends: list[int] = []
        shifts: list[int] = []
        indents: list[int] = []
        at = 0
        lines = self.src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()  # no line, or as upstream one of blanks only
        for line in lines:
            shift = indent = 0
            if line and line[0] in " \t":
                head = line[: len(line) - len(line.lstrip(" \t"))]
                shift = indent = len(head)
                if "\t" in head:
                    indent = len(head.expandtabs(4))
            starts.append(at)
            shifts.append(shift)
            indents.append(indent)
            at += len(line)
            ends.append(at)
            at += 1
        self.lineMax = len(starts)
        starts.append(len(self.src))
        ends.append(len(self.src))
        shifts.append(0)
        indents.append(0)
        self.bMarks = starts
        self.eMarks = ends
        self.tShift = shifts
        self.sCount = indents
        self.bsCount = [0] * len(starts)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> BlockToken:
        """A new token; an item's knows where its marker is."""
        if nesting < 0:
            self.level -= 1
        token = BlockToken(ttype, nesting, self.level)
        if nesting > 0:
            self.level += 1
            if ttype == "list_item_open":
                token.at = self.bMarks[self.line] + self.tShift[self.line]
        self.tokens.append(token)
        return token

    def leaf(self, node: Node) -> None:
        """Add a block that needs no closing."""
        token = BlockToken("leaf", 0, self.level)
        token.node = node
        self.tokens.append(token)

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        """Upstream's; `cut` tells what the last call cut out: first line, last line, indent."""
        self.cut = (begin, end, indent)
        if not indent and begin < end:
            last = self.eMarks[end - 1] + (1 if keepLastLF else 0)
            if not self.level:
                return self.src[self.bMarks[begin] : last]
        return super().getLines(begin, end, indent, keepLastLF)

    def behind_indent(self, line: int, columns: int) -> int:
        """Where a line's text begins behind so many columns; at a tab that reaches beyond."""
        pos = self.bMarks[line]
        stop = min(pos + self.tShift[line], self.eMarks[line])
        column = 0
        while pos < stop and column < columns:
            width = 4 - (column + self.bsCount[line]) % 4 if self.src[pos] == "\t" else 1
            if column + width > columns:
                break
            column += width
            pos += 1
        return pos

    def source(self, offset: int) -> int:
        """The offset in the file of one in `src`."""
        if self.breaks:
            return offset + self.base + bisect_right(self.breaks, offset)
        return offset + self.base

    def span(self, start: int, end: int) -> Span:
        """The span in the file of a range of `src`."""
        return Span(self.source(start), self.source(end))

    def text(self, begin: int, end: int) -> Content:
        """The running text of whole lines, trimmed as markdown-it-py trims it."""
        first = self.bMarks[begin] + self.tShift[begin]
        if end - begin == 1 or not (self.level or self.breaks):
            return self.line_text(first, self.eMarks[end - 1])
        parts = [self.src[first : self.eMarks[begin]]]
        starts, sources = [0], [first]
        at = len(parts[0]) + 1
        for line in range(begin + 1, end):
            part = self._indented(line)
            starts.append(at + len(part) - len(part.lstrip(" \t")))
            sources.append(self.bMarks[line] + self.tShift[line])
            parts.append(part)
            at += len(part) + 1
        return self.trimmed("\n".join(parts), starts, sources)

    def _indented(self, line: int) -> str:
        """A line without its container's indentation."""
        start, shift = self.bMarks[line], self.tShift[line]
        if not self.blkIndent:
            return self.src[start : self.eMarks[line]]
        if "\t" not in self.src[start : start + shift]:
            return self.src[start + min(shift, self.blkIndent) : self.eMarks[line]]
        return super().getLines(line, line + 1, self.blkIndent, False)

    def line_text(self, start: int, end: int) -> Content:
        """The running text of a range without line ends, or of one without containers."""
        text = self.src[start:end]
        if text and (text[0] in TRIM or text[-1] in TRIM):
            return self.trimmed(text, [0], [start])
        return Content(text, (0,), (self.source(start),))

    def trimmed(self, text: str, starts: list[int], sources: list[int]) -> Content:
        """The content without blanks around it; `sources` are offsets into `src`."""
        stripped = text.lstrip(TRIM)
        lead = len(text) - len(stripped)
        stripped = stripped.rstrip(TRIM)
        first = bisect_right(starts, lead) - 1
        last = max(first + 1, bisect_left(starts, lead + len(stripped)))
        starts = [start - lead for start in starts[first:last]]
        sources = [self.source(source) for source in sources[first:last]]
        if starts[0] < 0:
            sources[0] -= starts[0]
            starts[0] = 0
        return Content(stripped, tuple(starts), tuple(sources))

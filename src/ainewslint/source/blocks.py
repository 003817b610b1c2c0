"""The lines of a body while its blocks are found, and how they become nodes.

`BlockState` keeps what markdown-it-py's own block rules expect, so that its rules for fences,
HTML, indented code and definitions run unchanged, and adds where everything is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS as TRIM
from markdown_it.rules_block.state_block import StateBlock

from ainewslint.diagnostics import Span
from ainewslint.source.nodes import Content, Definition, FootnoteDef, Node

# Containers deeper than this are not entered: their text is in no node. markdown-it-py stops at
# 20 levels in this mode and a list takes two, so that a mind map exported as a list of ten levels
# would lose text; its other modes stop at 100, too.
MAX_BLOCK_NESTING = 100

InlineReader = Callable[[Content], list[Node]]

_new = tuple.__new__  # named tuples are made twice as quickly


class BlockState(StateBlock):
    """The lines of a body and what has been found in them.

    `base` is where `src` begins in the file; `breaks` are the offsets in `src` behind each line
    end that is `\\r\\n` there. `nodes` are the children of the block being read.
    """

    def __init__(
        self,
        src: str,
        md: MarkdownIt,
        base: int,
        breaks: list[int],
        read_inline: InlineReader,
        definitions: dict[str, Definition],
        footnotes: dict[str, FootnoteDef],
    ) -> None:
        self.src = src
        self.md = md
        self.base = base
        self.breaks = breaks
        self.read_inline = read_inline
        self.definitions = definitions
        self.footnotes = footnotes
        self.nodes: list[Node] = []
        self.env: dict[str, Any] = {}
        self.tokens = []
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
            starts.append(at)
            shift = indent = 0
            if line and line[0] in " \t":
                head = line[: len(line) - len(line.lstrip(" \t"))]
                shift = indent = len(head)
                if "\t" in head:
                    indent = len(head.expandtabs(4))
            shifts.append(shift)
            indents.append(indent)
            at += len(line)
            ends.append(at)
            at += 1
        self.lineMax = len(starts)
        length = len(self.src)
        self.bMarks = [*starts, length]
        self.eMarks = [*ends, length]
        self.tShift = [*shifts, 0]
        self.sCount = [*indents, 0]
        self.bsCount = [0] * len(self.bMarks)

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        """Upstream's; `cut` tells what the last call cut out: first line, last line, indent."""
        self.cut = (begin, end, indent)
        if begin >= end:
            return ""
        if not (indent or self.level):
            last = self.eMarks[end - 1] + (1 if keepLastLF else 0)
            return self.src[self.bMarks[begin] : last]
        lines = [self._indented(line, indent) for line in range(begin, end)]
        if keepLastLF and self.eMarks[end - 1] < len(self.src):
            lines.append("")
        return "\n".join(lines)

    def _indented(self, line: int, indent: int) -> str:
        """A line without so many columns of indentation."""
        start, shift = self.bMarks[line], self.tShift[line]
        if not indent:
            return self.src[start : self.eMarks[line]]
        if "\t" not in self.src[start : start + shift]:
            return self.src[start + min(shift, indent) : self.eMarks[line]]
        return super().getLines(line, line + 1, indent, False)

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
        base = self.base
        if self.breaks:
            return Span(self.source(start), self.source(end))
        return _new(Span, (start + base, end + base))

    def text(self, begin: int, end: int) -> Content:
        """The running text of whole lines, trimmed as markdown-it-py trims it."""
        first = self.bMarks[begin] + self.tShift[begin]
        if end - begin == 1 or not (self.level or self.breaks):
            return self.line_text(first, self.eMarks[end - 1])
        parts = [self.src[first : self.eMarks[begin]]]
        starts, sources = [0], [first]
        at = len(parts[0]) + 1
        for line in range(begin + 1, end):
            part = self._indented(line, self.blkIndent)
            starts.append(at + len(part) - len(part.lstrip(" \t")))
            sources.append(self.bMarks[line] + self.tShift[line])
            parts.append(part)
            at += len(part) + 1
        return self.trimmed("\n".join(parts), starts, sources)

    def line_text(self, start: int, end: int) -> Content:
        """The running text of a range without line ends, or of one without containers."""
        text = self.src[start:end]
        if text and (text[0] in TRIM or text[-1] in TRIM):
            return self.trimmed(text, [0], [start])
        return _new(Content, (text, (0,), (self.source(start),)))

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

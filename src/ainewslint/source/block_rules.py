"""Which block begins at a line: rules are chosen by its first character.

The rules for lists, quotes, fences, `***`, HTML and `$$` are markdown-it-py's; paragraphs,
headings, definitions and footnotes are read here, tables in `tables`, to keep their places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it.helpers import parseLinkDestination
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import blockquote, code, fence, hr, html_block, list_block
from markdown_it.rules_block.reference import reference as upstream_reference
from markdown_it.rules_block.state_block import StateBlock
from mdit_py_plugins.dollarmath.index import math_block_dollar

from ainewslint.diagnostics import Span
from ainewslint.source.blocks import MAX_BLOCK_NESTING, BlockState, BlockToken
from ainewslint.source.nodes import Code, Definition, Heading, Html, Math, Paragraph, ThematicBreak
from ainewslint.source.tables import table

BlockRule = Callable[[Any, int, int, bool], bool]

_FILLER = BlockToken("filler", 0, -1)


def heading(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`# …`."""
    src = state.src
    start = pos = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[line]
    while pos < stop and src[pos] == "#":
        pos += 1
    level = pos - start
    if level > 6 or (pos < stop and src[pos] not in " \t"):
        return False
    if silent:
        return True
    text = src[pos:stop].rstrip(" \t")
    bare = text.rstrip("#")
    if bare[-1:] in (" ", "\t"):
        text = bare
    content = state.line_text(pos, pos + len(text))
    state.line = line + 1
    state.leaf(Heading(state.span(start, stop), content, state.read_inline, level=level))
    return True


def paragraph(state: BlockState, line: int, end: int) -> None:
    """The text from a line on: a paragraph, or a heading where it is underlined."""
    parser = state.md.block
    assert isinstance(parser, BlockParser)
    src, starts, stops = state.src, state.bMarks, state.eMarks
    shifts, indents, blk_indent = state.tShift, state.sCount, state.blkIndent
    parent_type, state.parentType = state.parentType, "paragraph"
    at = line + 1
    level = 0
    while at < state.lineMax:
        pos = starts[at] + shifts[at]
        if pos >= stops[at]:
            break
        indent = indents[at] - blk_indent
        if indent <= 3:  # else a continuation, whatever it looks like
            first = src[pos]
            if first in "-=" and indent >= 0 and at < end:
                rest = src[pos : stops[at]].lstrip(first)
                if not rest.strip(" \t"):
                    level = 1 if first == "=" else 2
                    break
            # A line below zero was taken into a quote as a continuation.
            if indents[at] >= 0 and parser.interrupts(state, at, end, "paragraph"):
                break
        at += 1
    state.parentType = parent_type
    content = state.text(line, at)
    start = starts[line] + shifts[line]
    state.line = at + 1 if level else at
    span = state.span(start, stops[state.line - 1])
    if level:
        state.leaf(Heading(span, content, state.read_inline, level=level, setext=True))
        return
    token = BlockToken("paragraph_open", 1, state.level)
    token.node = Paragraph(span, content, state.read_inline)
    # Upstream's list rule expects three tokens, and marks the first where the list is tight.
    state.tokens += (token, _FILLER, _FILLER)


def definition(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`[label]: destination "title"`, found by markdown-it-py's rule."""
    start = state.bMarks[line] + state.tShift[line]
    if not upstream_reference(state, line, end, silent):
        return False
    src = state.src
    pos = start + 1
    while src[pos] != "]":
        pos += 2 if src[pos] == "\\" else 1
    label_end = pos
    pos += 2
    at = line + src.count("\n", start, pos)
    while True:
        while src[pos : pos + 1] in (" ", "\t"):
            pos += 1
        if pos < state.eMarks[at]:
            break
        at += 1
        pos = state.bMarks[at] + state.tShift[at]
    found = parseLinkDestination(src, pos, state.eMarks[at])
    bracket = 1 if src[pos] == "<" else 0
    references = state.env["references"]
    duplicates = state.env.get("duplicate_refs", ())
    duplicate = len(references) == len(state.definitions)
    label = duplicates[-1]["label"] if duplicate else next(reversed(references))
    title = (duplicates[-1] if duplicate else references[label])["title"]
    node = Definition(
        state.span(start, state.eMarks[state.line - 1]),
        label=src[start + 1 : label_end],
        label_span=state.span(start + 1, label_end),
        url=found.str,
        destination_span=state.span(pos + bracket, found.pos - bracket),
        title=title or None,
        duplicate=duplicate,
    )
    state.definitions.setdefault(label, node)
    state.leaf(node)
    return True


def footnote(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`[^label]: …`, the rule of mdit-py-plugins."""
    src = state.src
    start = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[line]
    if not src.startswith("[^", start) or start + 4 > stop:
        return False
    close = src.find("]", start + 2, stop)
    if close <= start + 2 or src.find(" ", start + 2, close) >= 0:
        return False
    pos = close + 1
    if pos >= stop or src[pos] != ":":
        return False
    if silent:
        return True
    pos += 1
    token = state.push("footnote_reference_open", "", 1)
    token.at = start
    token.info = src[start + 2 : close]
    saved = state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType
    initial = offset = state.sCount[line] + pos - start
    state.bMarks[line] = pos
    while pos < stop and src[pos] in " \t":
        offset += 4 - offset % 4 if src[pos] == "\t" else 1
        pos += 1
    state.tShift[line] = pos - state.bMarks[line]
    state.sCount[line] = offset - initial
    state.blkIndent += 4
    state.parentType = "footnote"
    if state.sCount[line] < state.blkIndent:
        state.sCount[line] += state.blkIndent
    state.md.block.tokenize(state, line, end)
    state.blkIndent -= 4
    state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType = saved
    token.map = [line, state.line]  # type: ignore[assignment]
    state.push("footnote_reference_close", "", -1)
    return True


_math_block = math_block_dollar(allow_labels=False, allow_blank_lines=False)
_LISTS: dict[str, tuple[BlockRule, ...]] = dict.fromkeys("0123456789", (list_block,))
_FENCES: dict[str, tuple[BlockRule, ...]] = {
    "`": (fence,),
    "~": (fence,),
    ">": (blockquote,),
    "*": (hr,),
    "-": (hr,),
    "_": (hr,),
}
_INTERRUPT_QUOTE: dict[str, tuple[BlockRule, ...]] = {
    **_FENCES,
    **_LISTS,
    "*": (hr, list_block),
    "-": (hr, list_block),
    "+": (list_block,),
    "<": (html_block,),
    "#": (heading,),
}
_INTERRUPT: dict[str, dict[str, tuple[BlockRule, ...]]] = {
    "list": _FENCES,
    "blockquote": _INTERRUPT_QUOTE,
    "paragraph": {**_INTERRUPT_QUOTE, "[": (footnote,)},
}
_INTERRUPT["reference"] = _INTERRUPT["paragraph"]
_BEGIN: dict[str, tuple[BlockRule, ...]] = {
    **_INTERRUPT_QUOTE,
    "[": (footnote, definition),
    "$": (_math_block,),
}


class _Chains:
    """Upstream's rules ask for the chain of rules that may end their block: here one."""

    def __init__(self, parser: BlockParser) -> None:
        self._chains: dict[str, list[BlockRule]] = {
            name: [self._rule(parser, name)] for name in _INTERRUPT
        }

    @staticmethod
    def _rule(parser: BlockParser, chain: str) -> BlockRule:
        return lambda state, line, end, _silent: parser.interrupts(state, line, end, chain)

    def getRules(self, chain: str) -> list[BlockRule]:  # noqa: N802 - upstream's name
        """The one rule of a chain."""
        return self._chains[chain]


class BlockParser(ParserBlock):
    """markdown-it-py's block parser with a table of rules by first character."""

    def __init__(self) -> None:
        self.ruler = _Chains(self)  # type: ignore[assignment]

    def interrupts(self, state: BlockState, line: int, end: int, chain: str) -> bool:
        """Whether another block begins at a line inside one of the kind `chain` names."""
        if state.sCount[line] - state.blkIndent > 3:
            return False
        pos = state.bMarks[line] + state.tShift[line]
        if pos >= state.eMarks[line]:
            return False
        if (
            chain in ("paragraph", "reference")
            and _above_dashes(state, line, end)
            and table(state, line, end, True)
        ):
            return True
        for rule in _INTERRUPT[chain].get(state.src[pos], ()):
            if rule(state, line, end, True):
                return True
        return False

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Find the blocks of a range of lines."""
        assert isinstance(state, BlockState)
        line, end = startLine, endLine
        starts, stops, shifts = state.bMarks, state.eMarks, state.tShift
        blank_before = False
        while line < end:
            while line < state.lineMax and starts[line] + shifts[line] >= stops[line]:
                line += 1
            state.line = line
            if line >= end or state.sCount[line] < state.blkIndent:
                break
            if state.level >= MAX_BLOCK_NESTING:
                state.line = end
                break
            self._block(state, line, end)
            state.tight = not blank_before
            line = state.line
            if line - 1 < end and state.isEmpty(line - 1):
                blank_before = True
            if line < end and state.isEmpty(line):
                blank_before = True
                line += 1
                state.line = line

    def _block(self, state: BlockState, line: int, end: int) -> None:
        """Find the block that begins at a line."""
        start = state.bMarks[line] + state.tShift[line]
        if state.sCount[line] - state.blkIndent > 3:
            code(state, line, end, False)
            _finish(state, state.tokens[-1], start)
            return
        if _above_dashes(state, line, end) and table(state, line, end, False):
            return
        count = len(state.tokens)
        for rule in _BEGIN.get(state.src[start], ()):
            if rule(state, line, end, False):
                if len(state.tokens) > count:
                    _finish(state, state.tokens[count], start)
                return
        paragraph(state, line, end)


def _above_dashes(state: BlockState, line: int, end: int) -> bool:
    """Whether the next line may be the row of dashes of a table."""
    line += 1
    if line >= end:
        return False
    pos = state.bMarks[line] + state.tShift[line]
    return pos < state.eMarks[line] and state.src[pos] in "|:-"


def _finish(state: BlockState, token: BlockToken, start: int) -> None:
    """Make the node of a leaf that one of upstream's rules has found; place a container."""
    make = _LEAVES.get(token.type)
    if make is None:
        token.at = token.at or start
        return
    token.node = make(state, token, state.span(start, state.eMarks[state.line - 1]))


def _make_code(state: BlockState, token: BlockToken, span: Span) -> Code:
    begin, end, indent = state.cut
    fenced = token.type == "fence"
    if begin < end:
        content = state.span(state.behind_indent(begin, indent), state.eMarks[end - 1])
        if not fenced:
            span = Span(content.start, span.end)
    else:
        content = Span(span.end, span.end)
        if fenced and state.line > begin:  # ``` and ``` with nothing between them
            content = state.span(state.bMarks[begin], state.bMarks[begin])
    return Code(
        span,
        text=token.content,
        content_span=content,
        fence=token.markup,
        info=token.info.strip(),
        closed=not fenced or state.line > end,
    )


_LEAVES: dict[str, Callable[[BlockState, BlockToken, Span], Any]] = {
    "fence": _make_code,
    "code_block": _make_code,
    "hr": lambda _state, _token, span: ThematicBreak(span),
    "html_block": lambda _state, token, span: Html(span, text=token.content),
    "math_block": lambda _state, token, span: Math(span, text=token.content, display=True),
}

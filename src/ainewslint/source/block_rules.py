"""Which block begins at a line: rules are chosen by its first character.

The rules for fences, indented code, HTML, `$$` and definitions are markdown-it-py's; the others
are read here and in `containers` and `tables`, with their places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it.helpers import parseLinkDestination
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import code, fence, html_block
from markdown_it.rules_block.reference import reference as upstream_reference
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.blocks import MAX_BLOCK_NESTING, BlockState
from ainewslint.source.containers import blockquote, footnote, list_block
from ainewslint.source.nodes import Code, Definition, Heading, Html, Math, Paragraph, ThematicBreak
from ainewslint.source.tables import table

BlockRule = Callable[[Any, int, int, bool], bool]

_RULE = regex(r"([-_*])[ \t]*(?:\1[ \t]*){2,}")


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
    state.nodes.append(Heading(state.span(start, stop), content, state.read_inline, level=level))
    return True


def paragraph(state: BlockState, line: int, end: int) -> None:
    """The text from a line on: a paragraph, or a heading where it is underlined."""
    parser = state.md.block
    assert isinstance(parser, BlockParser)
    src, starts, stops = state.src, state.bMarks, state.eMarks
    shifts, indents, indent = state.tShift, state.sCount, state.blkIndent
    parent_type, state.parentType = state.parentType, "paragraph"
    at = line + 1
    level = 0
    while at < state.lineMax:
        pos = starts[at] + shifts[at]
        if pos >= stops[at]:
            break
        if indents[at] - indent <= 3:  # else a continuation, whatever it looks like
            first = src[pos]
            if first in "-=" and indents[at] >= indent and at < end:
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
    state.line = at + 1 if level else at
    span = state.span(starts[line] + shifts[line], stops[state.line - 1])
    if level:
        node = Heading(span, content, state.read_inline, level=level, setext=True)
        state.nodes.append(node)
    else:
        state.nodes.append(Paragraph(span, content, state.read_inline))


def rule(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`***`, `- - -` or `___`."""
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if not _RULE.fullmatch(state.src, start, stop):
        return False
    if not silent:
        state.line = line + 1
        state.nodes.append(ThematicBreak(state.span(start, stop)))
    return True


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
    state.nodes.append(node)
    return True


_math_block = math_block_dollar(allow_labels=False, allow_blank_lines=False)
_LISTS: dict[str, tuple[BlockRule, ...]] = dict.fromkeys("0123456789", (list_block,))
_FENCES: dict[str, tuple[BlockRule, ...]] = {
    "`": (fence,),
    "~": (fence,),
    ">": (blockquote,),
    "*": (rule,),
    "-": (rule,),
    "_": (rule,),
}
_INTERRUPT_QUOTE: dict[str, tuple[BlockRule, ...]] = {
    **_FENCES,
    **_LISTS,
    "*": (rule, list_block),
    "-": (rule, list_block),
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
        for begins in _INTERRUPT[chain].get(state.src[pos], ()):
            if begins(state, line, end, True):
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
        """Read the block that begins at a line."""
        start = state.bMarks[line] + state.tShift[line]
        if state.sCount[line] - state.blkIndent > 3:
            code(state, line, end, False)
            _add_leaf(state, start)
            return
        if _above_dashes(state, line, end) and table(state, line, end, False):
            return
        for begin in _BEGIN.get(state.src[start], ()):
            if begin(state, line, end, False):
                if state.tokens:
                    _add_leaf(state, start)
                return
        paragraph(state, line, end)


def _above_dashes(state: BlockState, line: int, end: int) -> bool:
    """Whether the next line may be the row of dashes of a table."""
    line += 1
    if line >= end:
        return False
    pos = state.bMarks[line] + state.tShift[line]
    return pos < state.eMarks[line] and state.src[pos] in "|:-"


def _add_leaf(state: BlockState, start: int) -> None:
    """Make the node of the leaf for which one of upstream's rules has left a token."""
    token = state.tokens.pop()
    span = state.span(start, state.eMarks[state.line - 1])
    if token.type in ("fence", "code_block"):
        state.nodes.append(_make_code(state, token, span))
    elif token.type == "html_block":
        state.nodes.append(Html(span, text=token.content))
    else:
        state.nodes.append(Math(span, text=token.content, display=True))


def _make_code(state: BlockState, token: Token, span: Span) -> Code:
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

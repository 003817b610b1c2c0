"""Quotes, lists and footnotes: blocks that hold blocks.

The rules of markdown-it-py and of its footnote plugin: each sets the marks of the lines in it as
if its own markers were not there, has the blocks in it read, and puts the marks back.
"""

from __future__ import annotations

import re

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.blocks import BlockState
from ainewslint.source.nodes import BlockQuote, FootnoteDef, List, ListItem, Node, Parent

_MARKER = regex(r"(?:[-+*]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")

_Marks = tuple[int, int, int, int]


def _read_inside(state: BlockState, node: Parent, line: int, end: int, levels: int) -> None:
    """Read the blocks of a range of lines into a container."""
    outside, state.nodes = state.nodes, node.children
    state.level += levels
    state.md.block.tokenize(state, line, end)
    state.level -= levels
    state.nodes = outside
    _close(node)


def _close(node: Parent) -> None:
    """Let a container end where its last block does."""
    if node.children:
        start, end = node.span
        last = node.children[-1].span.end
        if last > end:
            node.span = Span(start, last)


def blockquote(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`> …`; lines that go on with a paragraph need no marker."""
    if silent:
        return True
    start = state.bMarks[line] + state.tShift[line]
    line_max, parent_type, indent = state.lineMax, state.parentType, state.blkIndent
    state.parentType = "blockquote"
    saved = [_quote_line(state, line)]
    at = line + 1
    while at < end:
        pos = state.bMarks[at] + state.tShift[at]
        if pos >= state.eMarks[at]:
            break
        if state.src[pos] == ">" and state.sCount[at] >= indent:
            saved.append(_quote_line(state, at))
        elif state.isEmpty(at - 1):
            break
        elif state.md.block.interrupts(state, at, end, "blockquote"):  # type: ignore[attr-defined]
            state.lineMax = at  # a paragraph in the quote must not go on here
            if indent:
                saved.append(_marks(state, at))
                state.sCount[at] -= indent
            break
        else:
            saved.append(_marks(state, at))
            state.sCount[at] = -1  # goes on with a paragraph
        at += 1
    state.blkIndent = 0
    node = BlockQuote(state.span(start, start + 1))
    state.nodes.append(node)
    _read_inside(state, node, line, at, 1)
    state.lineMax, state.parentType, state.blkIndent = line_max, parent_type, indent
    for offset, marks in enumerate(saved):
        _set_marks(state, line + offset, marks)
    return True


def _marks(state: BlockState, line: int) -> _Marks:
    return state.bMarks[line], state.bsCount[line], state.sCount[line], state.tShift[line]


def _set_marks(state: BlockState, line: int, marks: _Marks) -> None:
    state.bMarks[line], state.bsCount[line], state.sCount[line], state.tShift[line] = marks


def _quote_line(state: BlockState, line: int) -> _Marks:
    """Set a line's marks behind its `>`; the marks before."""
    src = state.src
    saved = _marks(state, line)
    pos = state.bMarks[line] + state.tShift[line] + 1
    stop = state.eMarks[line]
    tabs = state.bsCount[line]
    initial = offset = state.sCount[line] + 1
    second = src[pos : pos + 1]
    # One blank belongs to the marker; of a tab only one column, so that the rest indents.
    if second == " " or (second == "\t" and (tabs + offset) % 4 == 3):
        pos += 1
        initial += 1
        offset += 1
    elif second == "\t":
        tabs += 1
    state.bMarks[line] = pos
    while pos < stop and src[pos] in " \t":
        offset += 4 - (offset + tabs) % 4 if src[pos] == "\t" else 1
        pos += 1
    state.bsCount[line] = state.sCount[line] + 1 + (second in (" ", "\t"))
    state.sCount[line] = offset - initial
    state.tShift[line] = pos - state.bMarks[line]
    return saved


def list_block(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """Items that begin with the same kind of marker."""
    indent = state.sCount[line]
    if 0 <= state.listIndent <= indent - 4 and indent < state.blkIndent:
        return False  # goes on with the paragraph of the item above
    marker = _marker(state, line)
    if marker is None:
        return False
    number = marker.group(1)
    if silent:
        if state.parentType != "paragraph" or indent < state.blkIndent:
            return True
        # In the middle of a paragraph only an item with text begins a list, and only at 1.
        filled = state.src[marker.end() : state.eMarks[line]].strip(" \t")
        return bool(filled) and (number is None or int(number) == 1)
    start = marker.start()
    ordered = number is not None
    node = List(state.span(start, start), ordered=ordered, start=int(number) if ordered else 1)
    state.nodes.append(node)
    parent_type, state.parentType = state.parentType, "list"
    node.tight = _read_items(state, node.children, line, end, marker)
    state.parentType = parent_type
    _close(node)
    return True


def _marker(state: BlockState, line: int) -> re.Match[str] | None:
    start = state.bMarks[line] + state.tShift[line]
    return _MARKER.match(state.src, start, state.eMarks[line])


def _read_items(
    state: BlockState, items: list[Node], line: int, end: int, marker: re.Match[str]
) -> bool:
    """Read a list's items; whether no blank line stands between them."""
    kind = state.src[marker.end() - 1]
    tight = True
    blank_end = False
    while True:
        tight_inside = _read_item(state, items, line, end, marker)
        if not tight_inside or blank_end:
            tight = False
        blank_end = state.line - line > 1 and state.isEmpty(state.line - 1)
        line = state.line
        if line >= end or not 0 <= state.sCount[line] - state.blkIndent <= 3:
            return tight
        if state.md.block.interrupts(state, line, end, "list"):  # type: ignore[attr-defined]
            return tight
        following = _marker(state, line)
        if following is None or state.src[following.end() - 1] != kind:
            return tight
        marker = following


def _read_item(
    state: BlockState, items: list[Node], line: int, end: int, marker: re.Match[str]
) -> bool:
    """Read one item; whether no blank line stands in it."""
    src = state.src
    pos, stop = marker.end(), state.eMarks[line]
    initial = offset = state.sCount[line] + pos - marker.start()
    while pos < stop and src[pos] in " \t":
        offset += 4 - (offset + state.bsCount[line]) % 4 if src[pos] == "\t" else 1
        pos += 1
    # Text more than four columns behind the marker is indented code.
    behind = offset - initial
    indent = initial + (behind if pos < stop and behind <= 4 else 1)
    number = marker.group(1)
    span = state.span(marker.start(), marker.end())
    node = ListItem(span, marker_span=span, number=None if number is None else int(number))
    items.append(node)
    tight, shift, count = state.tight, state.tShift[line], state.sCount[line]
    list_indent, block_indent = state.listIndent, state.blkIndent
    state.listIndent, state.blkIndent, state.tight = block_indent, indent, True
    state.tShift[line] = pos - state.bMarks[line]
    state.sCount[line] = offset
    if pos >= stop and state.isEmpty(line + 1):
        state.line = min(line + 2, end)  # an empty item ends at the blank line
    else:
        _read_inside(state, node, line, end, 2)
    tight_inside = state.tight
    state.listIndent, state.blkIndent, state.tight = list_indent, block_indent, tight
    state.tShift[line], state.sCount[line] = shift, count
    return tight_inside


def footnote(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """`[^label]: …`."""
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
    label = src[start + 2 : close]
    node = FootnoteDef(state.span(start, pos), label=label, label_span=state.span(start + 2, close))
    state.nodes.append(node)
    state.footnotes[label] = node
    saved, parent_type = _marks(state, line), state.parentType
    initial = offset = state.sCount[line] + pos - start
    state.bMarks[line] = pos
    while pos < stop and src[pos] in " \t":
        offset += 4 - offset % 4 if src[pos] == "\t" else 1
        pos += 1
    state.tShift[line] = pos - state.bMarks[line]
    state.blkIndent += 4
    state.parentType = "footnote"
    indent = offset - initial
    state.sCount[line] = indent if indent >= state.blkIndent else indent + state.blkIndent
    _read_inside(state, node, line, end, 1)
    state.blkIndent -= 4
    state.parentType = parent_type
    _set_marks(state, line, saved)
    return True

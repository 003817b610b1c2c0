"""GFM tables: markdown-it-py's rule, with the place of every cell."""

from __future__ import annotations

from typing import Literal

from markdown_it.common.utils import MD_TRIM_CHARS as TRIM
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.blocks import BlockState
from ainewslint.source.nodes import Cell, Content, Node, Row, Table

Alignment = Literal["left", "center", "right"] | None

_DELIMITER_ROW = regex(r"[|:-][|: \t-]+")
_DELIMITER = regex(r":?-+:?")
_PIPE = regex(r"(?<!\\)\|")


def table(state: BlockState, line: int, end: int, silent: bool) -> bool:
    """A header row, a row of dashes, and the rows up to a blank line or another block."""
    alignments = _alignments(state, line + 1, end)
    if alignments is None or state.is_code_block(line):
        return False
    row = _row(state, line)
    if row is None or len(row) != len(alignments):
        return False
    if silent:
        return True
    start = state.bMarks[line] + state.tShift[line]
    rows: list[Node] = [_make_row(state, line, row, len(row), header=True)]
    last = _add_rows(state, line + 2, end, rows, len(row))
    state.line = last
    span = state.span(start, state.eMarks[last - 1])
    state.nodes.append(Table(span, rows, tuple(alignments)))
    return True


def _alignments(state: BlockState, line: int, end: int) -> list[Alignment] | None:
    """The columns' alignments when the line is a row of dashes, else None."""
    if line >= end or not 0 <= state.sCount[line] - state.blkIndent < 4:
        return None
    start = state.bMarks[line] + state.tShift[line]
    text = state.src[start : state.eMarks[line]]
    if not _DELIMITER_ROW.fullmatch(text) or (text[0] == "-" and text[1] in " \t"):
        return None
    cells = [cell.strip(" \t") for cell in text.split("|")]
    if not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    found: list[Alignment] = []
    for cell in cells:
        if not _DELIMITER.fullmatch(cell):
            return None
        if cell[-1] == ":":
            found.append("center" if cell[0] == ":" else "right")
        else:
            found.append("left" if cell[0] == ":" else None)
    return found or None


def _row(state: BlockState, line: int) -> list[tuple[int, str]] | None:
    """The cells as written, each with its offset; None for a line without a pipe."""
    start = state.bMarks[line] + state.tShift[line]
    text = state.src[start : state.eMarks[line]]
    if "|" not in text:
        return None
    stripped = text.lstrip(TRIM)
    at = start + len(text) - len(stripped)
    stripped = stripped.rstrip(TRIM)
    cells = []
    for cell in _PIPE.split(stripped) if "\\|" in stripped else stripped.split("|"):
        cells.append((at, cell))
        at += len(cell) + 1
    if not cells[0][1]:
        cells.pop(0)
    if cells and not cells[-1][1]:
        cells.pop()
    return cells


def _add_rows(state: BlockState, line: int, end: int, rows: list[Node], columns: int) -> int:
    """Append the rows from a line on; the line behind them."""
    missing = 0
    while line < end and state.sCount[line] >= state.blkIndent:
        if state.md.block.interrupts(state, line, end, "blockquote"):  # type: ignore[attr-defined]
            break
        start = state.bMarks[line] + state.tShift[line]
        text = state.src[start : state.eMarks[line]].strip(TRIM)
        if not text or state.is_code_block(line):
            break
        row = _row(state, line)
        if row is None:
            lead = state.src.index(text, start)
            row = [(lead, text)]
        missing += columns - len(row)  # negative where cells are too many, as upstream
        if missing > MAX_AUTOCOMPLETED_CELLS:
            break
        rows.append(_make_row(state, line, row, columns))
        line += 1
    return line


def _make_row(
    state: BlockState, line: int, row: list[tuple[int, str]], columns: int, header: bool = False
) -> Row:
    cells: list[Node] = []
    for column, (at, text) in enumerate(row[:columns]):
        if "\\|" in text:
            content = _unescaped(state, at, text)
        else:
            content = state.line_text(at, at + len(text))
        span = state.span(at, at + len(text))
        cells.append(_make_cell(state, span, content, column, header))
    stop = state.eMarks[line]
    for column in range(len(row), columns):
        content = state.line_text(stop, stop)
        cells.append(_make_cell(state, state.span(stop, stop), content, column, header))
    return Row(state.span(state.bMarks[line] + state.tShift[line], stop), cells)


def _make_cell(state: BlockState, span: Span, content: Content, column: int, header: bool) -> Cell:
    return Cell(span, content, state.read_inline, column=column, header=header)


def _unescaped(state: BlockState, at: int, text: str) -> Content:
    """A cell's content with `\\|` read as a pipe."""
    parts = text.split("\\|")
    starts, sources = [0], [at]
    length = len(parts[0])
    source = at + length + 1
    for part in parts[1:]:
        starts.append(length)
        sources.append(source)
        length += len(part) + 1
        source += len(part) + 2
    return state.trimmed("|".join(parts), starts, sources)

"""The knowledge files: comma-separated tables, recognised by their columns.

A line that begins with `#` is a comment. Lists in a cell are parted by `;`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class KnowledgeError(Exception):
    """A knowledge file that cannot be used: `file`, `line` (1-based) and what to do about it."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


class Shape(NamedTuple):
    """One kind of table: its columns, those that must be filled, those that identify a row."""

    name: str
    mark: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]


_SCORE = ("metric", "unit", "min", "max", "better", "paper")
_SENSE = ("weak", "near", "not_near", "not_in")
# A table is told by the column in `mark`; the order matters, for a result names a model too.
SHAPES = (
    Shape(
        "results",
        "value",
        ("model", "benchmark", "variant", "value", "unit", "method", "known", "source"),
        ("model", "benchmark", "value", "source"),
        ("model", "benchmark", "variant", "value", "unit", "method", "source"),
    ),
    Shape("spellings", "written", ("written", "right"), ("written",), ("written",)),
    Shape(
        "benchmarks",
        "id",
        ("id", "name", "kind", "part_of", "aliases", *_SENSE, "variants", *_SCORE),
        ("id", "name"),
        ("id",),
    ),
    Shape(
        "models",
        "model",
        ("model", "kind", "vendor", "family", "aliases", *_SENSE, "announced", "released"),
        ("model", "vendor"),
        ("model",),
    ),
    Shape("vendors", "vendor", ("vendor", "name", "aliases"), ("vendor", "name"), ("vendor",)),
)
SHAPE_BY_NAME = {shape.name: shape for shape in SHAPES}


class Row(NamedTuple):
    """One row with its cells in the order of its shape's columns, and where it stands."""

    cells: list[str]
    file: Path
    line: int


def read_table(
    path: Path, only: tuple[str, ...] = (), shipped: bool = False
) -> tuple[Shape, list[Row]]:
    """Reads one file, or of it the lines that contain one of `only` (line numbers are then lost).

    Cells lose the spaces around them, except in a `shipped` file, which has none.

    Raises KnowledgeError for a file that is no table of ours or a row with an empty cell that must
    be filled; the cells are not checked otherwise.
    """
    text = _text(path)
    if only:
        head, *body = text.splitlines()
        text = "\n".join([head, *(line for line in body if any(part in line for part in only))])
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        read = [(cells, lines.line_num) for cells in lines if cells and cells[0][:1] != "#"]
    except csv.Error as error:
        raise KnowledgeError(path, lines.line_num, f"cannot be read as a table: {error}") from None
    if not read:
        raise KnowledgeError(path, 1, "is empty; the first line must name the columns")
    header = [cell.strip() for cell in read[0][0]]
    shape, order = _shape(header, path, read[0][1])
    rows = [Row(cells, path, line) for cells, line in read[1:]]
    width = len(header)
    for row in rows:
        if len(row.cells) != width:
            raise KnowledgeError(path, row.line, _wrong_count(len(row.cells), width))
    if not shipped:
        rows = [_ordered(row, order) for row in rows]
    for at in (shape.columns.index(column) for column in shape.required):
        for row in rows:
            if not row.cells[at]:
                message = f"the cell {shape.columns[at]!r} is empty; fill it in"
                raise KnowledgeError(path, row.line, message)
    return shape, rows


def _ordered(row: Row, order: list[int]) -> Row:
    return row._replace(cells=[row.cells[at].strip() if at >= 0 else "" for at in order])


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(path, 1, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(path, line, "is not UTF-8; save the file as UTF-8") from None


def _wrong_count(found: int, expected: int) -> str:
    return (
        f"has {found} cells where the header has {expected}; "
        "quote a cell that contains a comma, and keep the commas of empty cells"
    )


def _shape(header: list[str], path: Path, line: int) -> tuple[Shape, list[int]]:
    """The table's shape, and for each of its columns where it is in the file (-1 if missing)."""
    for shape in SHAPES:
        if shape.mark in header:
            break
    else:
        marks = ", ".join(f"{shape.mark} ({shape.name})" for shape in SHAPES)
        raise KnowledgeError(path, line, f"no known table; the header needs one of: {marks}")
    for column in header:
        if column not in shape.columns:
            known = ", ".join(shape.columns)
            message = f"unknown column {column!r} in a table of {shape.name}; it has: {known}"
            raise KnowledgeError(path, line, message)
    for column in shape.required:
        if column not in header:
            raise KnowledgeError(path, line, f"a table of {shape.name} needs the column {column!r}")
    return shape, [header.index(name) if name in header else -1 for name in shape.columns]


def split(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    if not cell:
        return ()
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def _union(before: str, now: str) -> str:
    return ";".join(dict.fromkeys((*split(before), *split(now))))


def merge(shape: Shape, ours: Iterable[Row], rows: Iterable[Row]) -> list[Row]:
    """Rows over rows: a row with the same key fills in or replaces cells, lists of names grow.

    A spelling is replaced whole, for its empty cell has a meaning.
    """
    at = [shape.columns.index(column) for column in shape.key]
    merged = {tuple(row.cells[i] for i in at): row for row in ours}
    grows = {i for i, column in enumerate(shape.columns) if column in ("aliases", "variants")}
    for row in rows:
        key = tuple(row.cells[i] for i in at)
        old = merged.get(key)
        if old is None or shape.name == "spellings":
            merged[key] = row
            continue
        cells = [
            _union(before, now) if i in grows else now or before
            for i, (before, now) in enumerate(zip(old.cells, row.cells, strict=True))
        ]
        merged[key] = Row(cells, row.file, row.line)
    return list(merged.values())

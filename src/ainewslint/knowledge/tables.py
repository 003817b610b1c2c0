"""The knowledge files: comma-separated tables, recognised by their columns, read with the line of each row.

A line that begins with `#` is a comment. Lists in a cell are parted by `;`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class KnowledgeError(Exception):
    """A knowledge file that cannot be used: `file`, `line` (1-based) and what to do about it."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


class Shape(NamedTuple):
    """One kind of table: its columns in order, those that must be filled, those that identify a row."""

    name: str
    mark: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]


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
        ("id", "name", "kind", "part_of", "aliases", *_SENSE, "variants")
        + ("metric", "unit", "min", "max", "better", "paper"),
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


def read_table(path: Path) -> tuple[Shape, list[Row]]:
    """Reads one file. Raises KnowledgeError for a file that is no table of ours; cells are not checked."""
    text = _text(path)
    lines = csv.reader(io.StringIO(text, newline=""))
    rows: list[Row] = []
    header: list[str] | None = None
    shape, order = SHAPES[0], None
    try:
        for cells in lines:
            if not cells or cells[0].startswith("#"):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                shape, order = _shape(header, path, lines.line_num)
                continue
            if len(cells) != len(header):
                raise KnowledgeError(path, lines.line_num, _wrong_count(len(cells), len(header)))
            if order is not None:
                cells = [cells[at] if at >= 0 else "" for at in order]  # noqa: PLW2901
            rows.append(Row(cells, path, lines.line_num))
    except csv.Error as error:
        raise KnowledgeError(path, lines.line_num, f"cannot be read as a table: {error}") from None
    if header is None:
        raise KnowledgeError(path, 1, "is empty; the first line must name the columns")
    return shape, rows


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


def _shape(header: list[str], path: Path, line: int) -> tuple[Shape, list[int] | None]:
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
    if tuple(header) == shape.columns:
        return shape, None
    return shape, [header.index(name) if name in header else -1 for name in shape.columns]


def split(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    if not cell:
        return ()
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def key_of_row(shape: Shape, cells: list[str]) -> tuple[str, ...]:
    """What identifies a row in its table."""
    return tuple(cells[shape.columns.index(column)] for column in shape.key)


def merge(
    shape: Shape, ours: Mapping[tuple[str, ...], Row], rows: Iterable[Row]
) -> dict[tuple[str, ...], Row]:
    """Rows over rows: a row with the same key fills in or replaces cells, lists of names grow."""
    merged = dict(ours)
    grows = {at for at, column in enumerate(shape.columns) if column in ("aliases", "variants")}
    for row in rows:
        key = key_of_row(shape, row.cells)
        old = merged.get(key)
        if old is None:
            merged[key] = row
            continue
        cells = [
            f"{before};{now}" if at in grows and before and now else now or before
            for at, (before, now) in enumerate(zip(old.cells, row.cells, strict=True))
        ]
        merged[key] = Row(cells, row.file, row.line)
    return merged

"""Strict checks of knowledge files, for the command that checks them; no lint run needs this.

Cells are checked by pydantic models, one per kind of table; what spans rows (unknown names,
doubles, ranges) is checked against the shipped knowledge with the files merged over it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ainewslint.knowledge import rows
from ainewslint.knowledge.names import key_of
from ainewslint.knowledge.records import Benchmark, Model, PartialDate
from ainewslint.knowledge.store import DATA, Knowledge, csv_files, default, unknown
from ainewslint.knowledge.tables import KnowledgeError, Row, Shape, read_table
from ainewslint.patterns import regex


class Problem(NamedTuple):
    """What is wrong in a knowledge file and what to do about it; `line` is 1-based."""

    file: Path
    line: int
    message: str


_URL = regex(r"https?://[^\s/.]+\.[^\s]+")


def _date(cell: str) -> str:
    if cell:
        try:
            first = PartialDate(cell).first
        except ValueError:
            raise ValueError("write a date as 2024-12-20, 2024-12 or 2024") from None
        if not 1950 <= first.year <= datetime.date.today().year + 1:
            raise ValueError("the year cannot be right; correct it")
    return cell


def _url(cell: str) -> str:
    if cell and not _URL.fullmatch(cell):
        raise ValueError("is no web address; give the page's full https:// address")
    return cell


def _list(cell: str) -> str:
    items = [item.strip() for item in cell.split(";")] if cell else []
    if "" in items:
        raise ValueError("has an empty item; remove the extra ;")
    doubled = {item for item in items if items.count(item) > 1}
    if doubled:
        raise ValueError(f"names {sorted(doubled)[0]!r} twice; remove one")
    return cell


def _number(cell: str) -> str:
    if cell:
        try:
            float(cell)
        except ValueError:
            raise ValueError("is no number; write it with a point and without unit") from None
    return cell


_Filled = Annotated[str, Field(min_length=1)]
_Date = Annotated[str, AfterValidator(_date)]
_Url = Annotated[str, AfterValidator(_url)]
_List = Annotated[str, AfterValidator(_list)]
_Number = Annotated[str, AfterValidator(_number)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Named(_Strict):
    aliases: _List
    weak: _List
    near: _List
    not_near: _List
    not_in: _List


class _BenchmarkRow(_Named):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.+-]*$")]
    name: _Filled
    kind: Literal["", "benchmark", "leaderboard", "metric", "exam"]
    part_of: str
    variants: _List
    metric: str
    unit: str
    min: _Number
    max: _Number
    better: Literal["", "higher", "lower"]
    paper: _Url


class _ModelRow(_Named):
    model: _Filled
    kind: Literal["", "model", "family", "product"]
    vendor: _Filled
    family: str
    announced: _Date
    released: _Date


class _ResultRow(_Strict):
    model: _Filled
    benchmark: _Filled
    variant: str
    value: Annotated[str, Field(min_length=1), AfterValidator(_number)]
    unit: str
    method: str
    known: _Date
    source: Annotated[str, Field(min_length=1), AfterValidator(_url)]


class _VendorRow(_Strict):
    vendor: _Filled
    name: _Filled
    aliases: _List


class _SpellingRow(_Strict):
    written: _Filled
    right: str


_ROWS: dict[str, type[_Strict]] = {
    "benchmarks": _BenchmarkRow,
    "models": _ModelRow,
    "results": _ResultRow,
    "vendors": _VendorRow,
    "spellings": _SpellingRow,
}


def validate(paths: Iterable[Path | str] = ()) -> list[Problem]:
    """Every problem in the user's files (without any, in the shipped ones), by file and line."""
    files = list(csv_files(paths)) or sorted(DATA.glob("*.csv"))
    problems: list[Problem] = []
    read: list[tuple[Shape, list[Row]]] = []
    for file in files:
        try:
            shape, table = read_table(file)
        except KnowledgeError as error:
            problems.append(Problem(error.file, error.line, error.message))
            continue
        problems.extend(_cells(shape, table))
        problems.extend(_doubles(shape, table))
        read.append((shape, table))
    if not problems:
        problems.extend(_across(files, read))
    return sorted(problems, key=lambda problem: (str(problem.file), problem.line))


def _cells(shape: Shape, table: list[Row]) -> Iterator[Problem]:
    form = _ROWS[shape.name]
    for row in table:
        try:
            form.model_validate(dict(zip(shape.columns, row.cells, strict=True)))
        except ValidationError as error:
            for one in error.errors():
                yield Problem(row.file, row.line, _in_words(one))


def _in_words(error: Any) -> str:
    column, found = error["loc"][0], error["input"]
    kind = error["type"]
    if kind == "literal_error":
        return f"{column} is {found!r}; write {error['ctx']['expected']} or leave it empty"
    if kind == "string_pattern_mismatch":
        return f"{column} is {found!r}; use small letters, digits and hyphens"
    if kind == "string_too_short":
        return f"the cell {column!r} is empty; fill it in"
    return f"{column} {found!r}: {error['msg'].removeprefix('Value error, ')}"


def _doubles(shape: Shape, table: list[Row]) -> Iterator[Problem]:
    at = [shape.columns.index(column) for column in shape.key]
    seen: dict[tuple[str, ...], int] = {}
    for row in table:
        key = tuple(row.cells[i] for i in at)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            message = f"the same {', '.join(shape.key)} as in line {first}; remove one of the two"
            yield Problem(row.file, row.line, message)


def _across(files: list[Path], read: list[tuple[Shape, list[Row]]]) -> Iterator[Problem]:
    try:
        knowledge = default().extended(files)
    except KnowledgeError as error:
        yield Problem(error.file, error.line, error.message)
        return
    for shape, table in read:
        if shape.name == "results":
            for row in table:
                yield from _result(row, knowledge)
        elif shape.name == "models":
            for row in table:
                yield from _model(row, knowledge)
        elif shape.name == "benchmarks":
            for row in table:
                yield from _benchmark(row, knowledge)
    places = {(row.file, row.line) for _, table in read for row in table}
    yield from _same_names(knowledge, places)


def _result(row: Row, knowledge: Knowledge) -> Iterator[Problem]:
    name, id_, variant, value, unit, *_ = row.cells
    benchmark = knowledge.benchmarks.get(id_)
    if name not in knowledge.models:
        yield Problem(row.file, row.line, unknown("model", name))
    if benchmark is None:
        yield Problem(row.file, row.line, unknown("benchmark", id_))
        return
    if unit in ("", benchmark.unit) and not benchmark.in_range(float(value)):
        low, high = _bound(benchmark.low), _bound(benchmark.high)
        message = f"{value} is outside what {benchmark.name} can score ({low} to {high}); "
        yield Problem(row.file, row.line, message + "correct the value or name its own unit")
    if variant and variant not in benchmark.variants:
        known = ", ".join(benchmark.variants) or "none"
        message = f"{benchmark.name} has no variant {variant!r} (it has: {known}); "
        yield Problem(row.file, row.line, message + "correct it or add it to the benchmark")


def _bound(bound: float | None) -> str:
    return "any" if bound is None else f"{bound:g}"


def _model(row: Row, knowledge: Knowledge) -> Iterator[Problem]:
    model = rows.model(row)
    if model.family and model.family not in knowledge.models:
        message = f"unknown family {model.family!r}; add it as a row of its own or correct its name"
        yield Problem(row.file, row.line, message)
    if model.announced and model.released and model.released.last < model.announced.first:
        message = f"released {model.released}, before it was announced {model.announced}; "
        message += "correct one"
        yield Problem(row.file, row.line, message)
    seen = {model.name}
    parent = knowledge.models.get(model.family)
    while parent is not None:
        if parent.name in seen:
            message = f"{model.name!r} belongs to itself; correct the family"
            yield Problem(row.file, row.line, message)
            return
        seen.add(parent.name)
        parent = knowledge.models.get(parent.family)


def _benchmark(row: Row, knowledge: Knowledge) -> Iterator[Problem]:
    benchmark = rows.benchmark(row)
    if benchmark.part_of and benchmark.part_of not in knowledge.benchmarks:
        message = f"unknown benchmark {benchmark.part_of!r} in part_of; correct its id"
        yield Problem(row.file, row.line, message)
    if None not in (low := benchmark.low, high := benchmark.high) and low >= high:  # type: ignore[operator]
        yield Problem(row.file, row.line, f"min {low:g} is not below max {high:g}; correct one")


def _same_names(knowledge: Knowledge, theirs: set[tuple[Path, int]]) -> Iterator[Problem]:
    """Two records that one spelling would mean: nobody could tell which is named."""
    owners: dict[str, tuple[Model | Benchmark, Row]] = {}
    tables: tuple[tuple[str, Any], ...] = (
        ("models", knowledge.models),
        ("benchmarks", knowledge.benchmarks),
    )
    for table, records in tables:
        for row in knowledge.table(table):
            record = records[row.cells[0]]
            for name in rows.names(table, record, row):
                if name.sense.record is None or name.text in name.sense.weak:
                    continue
                owner, first = owners.setdefault(key_of(name.text), (record, row))
                if owner is record:
                    continue
                mine = [one for one in (row, first) if (one.file, one.line) in theirs]
                if mine:
                    at = mine[0]
                    other = owner if at is row else record
                    message = f"{name.text!r} is also a name of {other.name}; remove one of the two"
                    yield Problem(at.file, at.line, message)


__all__ = ["Problem", "validate"]

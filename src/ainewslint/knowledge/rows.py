"""Rows of the tables made into records and into the names to look for."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.knowledge.lexicon import Name, Sense
from ainewslint.knowledge.records import Benchmark, Model, PartialDate, Vendor
from ainewslint.knowledge.tables import SHAPE_BY_NAME, KnowledgeError, Row, split

_BENCHMARK = SHAPE_BY_NAME["benchmarks"].columns
_ALIASES, _VARIANTS = _BENCHMARK.index("aliases"), _BENCHMARK.index("variants")
_WEAK = {name: SHAPE_BY_NAME[name].columns.index("weak") for name in ("models", "benchmarks")}

_NAME = {"models": 0, "benchmarks": 1}

DECOY = Sense(None, frozenset(), (), ())


def model(row: Row) -> Model:
    """The model of a row."""
    name, kind, vendor, family, aliases, _, _, _, _, announced, released = row.cells
    return Model(
        name,
        kind or "model",
        vendor,
        family,
        split(aliases),
        PartialDate(announced),
        PartialDate(released),
    )


def benchmark(row: Row) -> Benchmark:
    """The benchmark of a row. Raises KnowledgeError for a bound that is not a number."""
    id_, name, kind, part_of, aliases, _, _, _, _, variants, metric, unit = row.cells[:12]
    low, high, better, paper = row.cells[12:]
    return Benchmark(
        id_,
        name,
        kind or "benchmark",
        part_of,
        tuple(alias.partition("=")[0] for alias in split(aliases)),
        tuple(variant.partition("=")[0] for variant in split(variants)),
        metric,
        unit,
        number(row, low, "min") if low else None,
        number(row, high, "max") if high else None,
        better != "lower",
        paper,
    )


def vendor(row: Row) -> Vendor:
    """The vendor of a row."""
    return Vendor(row.cells[0], (row.cells[1], *split(row.cells[2])))


def spellings(table: str, row: Row) -> str:
    """Everything a text may begin the row's names with, parted by `;`."""
    cells, at = row.cells, _WEAK[table]
    return f"{cells[_NAME[table]]};{cells[at - 1]};{cells[at]};{cells[at + 3]}".replace("\n", " ")


def number(row: Row, cell: str, column: str) -> float:
    """The number in a cell. Raises KnowledgeError where there is none."""
    try:
        return float(cell)
    except ValueError:
        message = f"{column} {cell!r} is not a number; write it with a point and without its unit"
        raise KnowledgeError(row.file, row.line, message) from None


def names(table: str, record: Model | Benchmark, row: Row) -> Iterator[Name]:
    """Every spelling of a record with what it takes to believe it, and the decoys of its row."""
    at = _WEAK[table]
    weak, near, not_near, not_in = row.cells[at : at + 4]
    forms = frozenset(split(weak)) if weak else frozenset()
    sense = Sense(record, forms, split(near), split(not_near))
    if isinstance(record, Model):
        for text in {record.name, *record.aliases, *forms}:
            yield Name(text, sense, "")
    else:
        yield from _with_variants(record, sense, row)
    for decoy in split(not_in):
        yield Name(decoy, DECOY, "")


def _with_variants(record: Benchmark, sense: Sense, row: Row) -> Iterator[Name]:
    plain = {record.name, *sense.weak}
    for alias in split(row.cells[_ALIASES]):
        text, _, variant = alias.partition("=")
        if variant:
            yield Name(text, sense, variant)
        else:
            plain.add(text)
    for text in plain:
        yield Name(text, sense, "")
    for item in split(row.cells[_VARIANTS]):
        variant, _, others = item.partition("=")
        for written in (variant, *(others.split("|") if others else ())):
            for text in plain:
                yield Name(f"{text} {written}", sense, variant)

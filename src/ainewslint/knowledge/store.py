"""The knowledge base: the shipped files, the user's merged over them, and what to ask of both."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ainewslint.knowledge import rows
from ainewslint.knowledge.evidence import Judge
from ainewslint.knowledge.lexicon import Lexicon, Name
from ainewslint.knowledge.matching import Matcher
from ainewslint.knowledge.names import key_of
from ainewslint.knowledge.records import (
    Benchmark,
    BenchmarkMention,
    Model,
    ModelMention,
    PartialDate,
    Result,
    Vendor,
)
from ainewslint.knowledge.spelling import suggest
from ainewslint.knowledge.tables import (
    SHAPE_BY_NAME,
    KnowledgeError,
    Row,
    merge,
    read_table,
)

DATA = Path(__file__).resolve().parent / "data"

_Record = TypeVar("_Record")


class _Records(Mapping[str, _Record]):
    """Records by name or id, each made when first asked for."""

    def __init__(self, read: Iterable[Row], make: Callable[[Row], _Record]) -> None:
        self._rows = {row.cells[0]: row for row in read}
        self._make = make
        self._made: dict[str, _Record] = {}

    def __getitem__(self, key: str) -> _Record:
        record = self._made.get(key)
        if record is None:
            record = self._made[key] = self._make(self._rows[key])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Knowledge:
    """Benchmarks, models and published results; find them in texts, ask who published what.

    Files are read when first needed and once. Queries take records or any spelling of a name.
    """

    def __init__(self, tables: Mapping[str, list[Row]] | None = None) -> None:
        self._tables: dict[str, list[Row]] = dict(tables or {})
        self._on_benchmark: dict[str, list[Result]] = {}

    def extended(self, paths: Iterable[Path | str]) -> Knowledge:
        """This knowledge with the user's files (`*.csv`, or folders of them) merged over it.

        Raises KnowledgeError, with file and line, for a file that cannot be used.
        """
        tables = {name: self.table(name) for name in SHAPE_BY_NAME}
        for path in csv_files(paths):
            shape, read = read_table(path)
            tables[shape.name] = merge(shape, tables[shape.name], read)
        knowledge = Knowledge(tables)
        # an error shows where the file is read, not in a rule
        for name, make in (("benchmarks", rows.benchmark), ("results", knowledge._result)):
            for row in tables[name]:
                if row.file.parent != DATA:
                    make(row)
        return knowledge

    def table(self, name: str) -> list[Row]:
        """The rows of one table: "models", "benchmarks", "results", "vendors" or "spellings"."""
        known = self._tables.get(name)
        if known is None:
            known = self._tables[name] = read_table(DATA / f"{name}.csv", shipped=True)[1]
        return known

    @functools.cached_property
    def models(self) -> Mapping[str, Model]:
        """Every model by its canonical name."""
        return _Records(self.table("models"), rows.model)

    @functools.cached_property
    def benchmarks(self) -> Mapping[str, Benchmark]:
        """Every benchmark by its id."""
        return _Records(self.table("benchmarks"), rows.benchmark)

    @functools.cached_property
    def vendors(self) -> Mapping[str, Vendor]:
        """Every vendor by its id."""
        return _Records(self.table("vendors"), rows.vendor)

    def results(self) -> list[Result]:
        """Every published result."""
        return [self._result(row) for row in self.table("results")]

    # --- names in texts

    @functools.cached_property
    def _matcher(self) -> Matcher:
        entries = [
            *(("models", row) for row in self.table("models")),
            *(("benchmarks", row) for row in self.table("benchmarks")),
        ]

        def expand(numbers: Iterable[int]) -> Iterator[Name]:
            for number in dict.fromkeys(numbers):
                name, row = entries[number]
                records = self.models if name == "models" else self.benchmarks
                yield from rows.names(name, records[row.cells[0]], row)

        cells = [rows.spellings(name, row) for name, row in entries]
        return Matcher(Lexicon(cells, expand), Judge(self.vendors.values()))

    def find_models(self, text: str) -> list[ModelMention]:
        """The models that `text` (prose, no markup) names, in order; names never overlap."""
        return self._matcher.scan(text).models

    def find_benchmarks(self, text: str) -> list[BenchmarkMention]:
        """The benchmarks and metrics that `text` names, in order; names never overlap."""
        return self._matcher.scan(text).benchmarks

    def suggest_spelling(self, mention: ModelMention) -> str | None:
        """The canonical spelling where the written one is known to be wrong, else None."""
        return suggest(mention, self._spelling_table)

    @functools.cached_property
    def _spelling_table(self) -> Mapping[str, str]:
        return {row.cells[0]: row.cells[1] for row in self.table("spellings")}

    # --- questions

    def model(self, name: str) -> Model | None:
        """The model of this name, in any spelling."""
        return self.models.get(name) or self._model_keys.get(key_of(name))

    def benchmark(self, name: str) -> Benchmark | None:
        """The benchmark of this id or name, in any spelling (`GPQA Diamond` is GPQA)."""
        return self.benchmarks.get(name) or self._benchmark_keys.get(key_of(name))

    @functools.cached_property
    def _model_keys(self) -> Mapping[str, Model]:
        keys: dict[str, Model] = {}
        for model in self.models.values():
            for name in (model.name, *model.aliases):
                keys.setdefault(key_of(name), model)
        return keys

    @functools.cached_property
    def _benchmark_keys(self) -> Mapping[str, Benchmark]:
        keys: dict[str, Benchmark] = {}
        for row in self.table("benchmarks"):
            benchmark = self.benchmarks[row.cells[0]]
            for name in rows.names("benchmarks", benchmark, row):
                if name.sense.record is not None:
                    keys.setdefault(key_of(name.text), benchmark)
        return keys

    def announced(self, model: Model | str) -> PartialDate | None:
        """When the model was announced, which can be months before its release; None if unknown."""
        record = self._model_of(model)
        return (record.announced or None) if record else None

    def published(self, model: Model | str, benchmark: Benchmark | str) -> list[Result]:
        """Every published result of the model on the benchmark, whatever the variant and method.

        Counts the results of what belongs to the model (dated snapshots, sizes) and of the model
        that it is a snapshot of; a product or brand has none of its own.
        """
        record, board = self._model_of(model), self._benchmark_of(benchmark)
        if record is None or board is None or record.kind == "product":
            return []
        names = self._relatives(record)
        return [result for result in self._results_on(board) if result.model.name in names]

    def owners_of(
        self,
        benchmark: Benchmark | str,
        value: float,
        by_date: datetime.date | str,
        tolerance: float = 0.051,
    ) -> list[Result]:
        """The results that are this number and were known by the date, the earliest first.

        `tolerance` is in the benchmark's unit; the default forgives the rounding of one decimal.
        A model announced later cannot own the number. Raises ValueError for a `by_date` that is
        no ISO date.
        """
        board = self._benchmark_of(benchmark)
        if board is None:
            return []
        day = datetime.date.fromisoformat(by_date) if isinstance(by_date, str) else by_date
        owners = [
            result
            for result in self._results_on(board)
            if abs(result.value - value) <= tolerance and result.known and result.known.first <= day
        ]
        return sorted(owners, key=lambda result: (result.known, result.model.name))

    def _model_of(self, model: Model | str) -> Model | None:
        return model if isinstance(model, Model) else self.model(model)

    def _benchmark_of(self, benchmark: Benchmark | str) -> Benchmark | None:
        return benchmark if isinstance(benchmark, Benchmark) else self.benchmark(benchmark)

    def _relatives(self, model: Model) -> set[str]:
        """The model, all that belongs to it, and the models that it belongs to."""
        names = {model.name}
        waiting = [model.name]
        while waiting:
            fresh = set(self._members.get(waiting.pop(), ())) - names
            names |= fresh
            waiting.extend(fresh)
        parent = self.models.get(model.family)
        while parent is not None and parent.kind == "model" and parent.name not in names:
            names.add(parent.name)
            parent = self.models.get(parent.family)
        return names

    @functools.cached_property
    def _members(self) -> Mapping[str, list[str]]:
        return _by_parent(self.table("models"), 3)

    @functools.cached_property
    def _parts(self) -> Mapping[str, list[str]]:
        return _by_parent(self.table("benchmarks"), 3)

    def _results_on(self, benchmark: Benchmark) -> Sequence[Result]:
        known = self._on_benchmark.get(benchmark.id)
        if known is None:
            ids = {benchmark.id, *self._parts.get(benchmark.id, ())}
            read = self._tables.get("results")
            if read is None:  # a few lines of the shipped file are all that is needed
                lines = tuple(f",{id_}," for id_ in ids)
                read = read_table(DATA / "results.csv", lines, shipped=True)[1]
            known = [self._result(row) for row in read if row.cells[1] in ids]
            self._on_benchmark[benchmark.id] = known
        return known

    def _result(self, row: Row) -> Result:
        name, id_, variant, value, unit, method, known, source = row.cells
        model, benchmark = self.models.get(name), self.benchmarks.get(id_)
        if model is None:
            raise KnowledgeError(row.file, row.line, unknown("model", name))
        if benchmark is None:
            raise KnowledgeError(row.file, row.line, unknown("benchmark", id_))
        return Result(
            model,
            benchmark,
            variant,
            rows.number(row, value, "value"),
            unit or benchmark.unit,
            method,
            PartialDate(known or model.announced or model.released),
            source,
        )


def unknown(kind: str, name: str) -> str:
    """The message for a result about a model or benchmark that no file has."""
    column = "its name" if kind == "model" else "its id"
    return f"unknown {kind} {name!r}; add it to a table of {kind}s or correct {column}"


def csv_files(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The files themselves, and the `*.csv` of folders in order of name."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from sorted(path.glob("*.csv"))
        else:
            yield path


def _by_parent(read: Iterable[Row], column: int) -> dict[str, list[str]]:
    """The first cells of the rows, by what the cell in `column` says they belong to."""
    members: dict[str, list[str]] = {}
    for row in read:
        if parent := row.cells[column]:
            members.setdefault(parent, []).append(row.cells[0])
    return members


@functools.cache
def default() -> Knowledge:
    """The knowledge that ships with the package."""
    return Knowledge()

"""Linting a table of articles: pandas, polars, PyArrow or daft in, the same kind out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ainewslint.config import Settings, SettingsResolver
from ainewslint.corpus.inputs import Part, Row, table_row
from ainewslint.corpus.local import LocalEngine
from ainewslint.corpus.work import Checked
from ainewslint.records import record
from ainewslint.rules.linter.nl006_unreadable_file import UnreadableFile

TEXTS = ("path", "code", "name", "severity", "message", "help", "pointer", "url")
NUMBERS = ("line", "column", "end_line", "end_column")


@record(frozen=True, eq=False)
class _RowsPart(Part):
    articles: list[Row]
    size: int
    stamp: str = ""

    def rows(self) -> Iterator[Row]:
        return iter(self.articles)


def lint_frame(
    frame: Any,
    *,
    path_column: str = "path",
    text_column: str = "text",
    settings: Settings | None = None,
    jobs: int | None = None,
) -> Any:
    """The findings in a table of articles, a row each: see `ainewslint.lint_frame`."""
    resolver = SettingsResolver(fixed=None if settings is None else replace(settings))
    kind = type(frame).__module__.partition(".")[0]
    columns = (path_column, text_column)
    if kind == "daft":
        from ainewslint.corpus.daft_engine import lint_daft

        return lint_daft(frame, *columns, resolver, jobs)
    paths, texts = (_values(kind, frame, column) for column in columns)
    found = list(_findings(paths, texts, resolver, jobs))
    return _made(kind, {name: [row[name] for row in found] for name in (*TEXTS, *NUMBERS)})


def _values(kind: str, frame: Any, column: str) -> list[Any]:
    """A column as a list. Raises TypeError for what is no table we know, KeyError for none such."""
    if kind not in ("pandas", "polars", "pyarrow") or not hasattr(type(frame), "columns"):
        raise TypeError(
            f"a table of pandas, polars, pyarrow or daft is needed, not {type(frame).__name__}"
        )
    if kind == "polars" and not hasattr(frame, "get_column"):
        raise TypeError("a LazyFrame has no rows yet: call .collect() first")
    names = frame.column_names if kind == "pyarrow" else list(frame.columns)
    if column not in names:
        raise KeyError(f"no column {column!r}; there are {', '.join(map(str, names))}")
    method = {"pandas": "tolist", "polars": "to_list", "pyarrow": "to_pylist"}[kind]
    values: list[Any] = getattr(frame[column], method)()
    return values


def _findings(
    paths: list[Any], texts: list[Any], resolver: SettingsResolver, jobs: int | None
) -> Iterator[dict[str, Any]]:
    rows = [table_row(str(path), text) for path, text in zip(paths, texts, strict=True)]
    found: list[Checked] = []
    part = _RowsPart(rows, len(rows))
    LocalEngine(resolver, jobs).check([part], lambda _part, checked: found.extend(checked))
    for one in found:
        yield from findings_of(one)


def findings_of(checked: Checked) -> list[dict[str, Any]]:
    """An article's findings as rows; an article that could not be linted is one of NL006."""
    if checked.failure is not None and not checked.entries:
        row = dict.fromkeys((*TEXTS, *NUMBERS))
        rule = UnreadableFile
        row.update(path=checked.path, code=rule.code, name=rule.name, message=checked.failure)
        row["severity"] = rule.severity.label
        return [row]
    return [{name: one[name] for name in (*TEXTS, *NUMBERS)} for one in checked.entries]


def _made(kind: str, columns: dict[str, list[Any]]) -> Any:
    """A table of these columns, of the kind that came in."""
    if kind == "pandas":
        import pandas as pd

        table = pd.DataFrame(columns)
        return table.astype(dict.fromkeys(NUMBERS, "Int64"))
    if kind == "polars":
        import polars as pl

        types = {**dict.fromkeys(TEXTS, pl.String), **dict.fromkeys(NUMBERS, pl.Int64)}
        return pl.DataFrame(columns, schema=types)
    import pyarrow as pa

    types = {**dict.fromkeys(TEXTS, pa.string()), **dict.fromkeys(NUMBERS, pa.int64())}
    return pa.table(columns, schema=pa.schema(list(types.items())))

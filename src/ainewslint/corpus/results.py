"""Where results wait until all are there: a temporary file, or Parquet files that stay."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from ainewslint.atomic import replacing
from ainewslint.claims.ledger import COLUMNS
from ainewslint.corpus.inputs import InputError, Part
from ainewslint.corpus.work import Checked, info_of

FOLDERS = ("articles", "diagnostics", "claims")
ACROSS = "across.parquet"  # in diagnostics/: what was found across articles
_NUMBERS = {"number", "high", "scale"}
_INTEGERS = {"line", "column", "end_line", "end_column", "source_line"}
_TRUTHS = {"higher_is_better", "rises", "vague", "in_table"}
_FINDING = ("path", "code", "name", "severity", "message", "help", "pointer")
_PLACE = ("line", "column", "end_line", "end_column")
_INFO = ("title", "date", "author", "tags", "categories", "characters", "references")


class Results(Protocol):
    """Keeps the results of parts."""

    def has(self, part: Part) -> bool:
        """Whether a part's results are there from an earlier run."""

    def add(self, part: Part, results: list[Checked]) -> None:
        """Keep a part's results."""

    def all(self) -> Iterator[Checked]:
        """All results, in the order of the parts."""

    def add_across(self, entries: Sequence[dict[str, Any]]) -> None:
        """Keep the findings across articles."""


class TemporaryResults:
    """Results in a file that goes away with the run."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(8_000_000)  # noqa: SIM115 - as long as the run

    def has(self, _part: Part) -> bool:
        """Never."""
        return False

    def add(self, _part: Part, results: list[Checked]) -> None:
        """Write them behind the others."""
        for one in results:
            pickle.dump(one, self._file, pickle.HIGHEST_PROTOCOL)

    def all(self) -> Iterator[Checked]:
        """Read them back: the file is nobody else's."""
        self._file.seek(0)
        with contextlib.suppress(EOFError):
            while True:
                yield pickle.load(self._file)

    def add_across(self, _entries: Sequence[dict[str, Any]]) -> None:
        """Nothing to keep them for."""


class ParquetResults:
    """`articles/`, `diagnostics/` and `claims/` of a folder, a file a part.

    A part's file in `articles/` is written last, so it says that the part is whole. Files of parts
    that are no longer in the corpus, or were made under other settings, are removed.
    """

    def __init__(self, folder: Path, parts: Sequence[Part], salt_of: Callable[[Part], str]) -> None:
        if importlib.util.find_spec("pyarrow") is None:
            raise InputError(f"{folder}: writing it needs pyarrow: pip install ainewslint[corpus]")
        self.folder = folder
        self._names = {
            part: f"part-{number:05}-{part.digest(salt_of(part))}.parquet"
            for number, part in enumerate(parts)
        }
        try:
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
            self._remove_stale()
        except OSError as error:
            raise InputError(f"{folder}: {(error.strerror or str(error)).lower()}") from None

    def _remove_stale(self) -> None:
        wanted = set(self._names.values())
        for name in FOLDERS:
            for file in (self.folder / name).glob("part-*.parquet"):
                if file.name not in wanted:
                    file.unlink()

    def has(self, part: Part) -> bool:
        """Whether its file is there."""
        return (self.folder / "articles" / self._names[part]).is_file()

    def add(self, part: Part, results: list[Checked]) -> None:
        """Write its three files. Raises InputError where they cannot be written."""
        name = self._names[part]
        findings = [_finding(one) for checked in results for one in checked.entries]
        claims = [one for checked in results for one in checked.claims]
        self._write("diagnostics", name, findings)
        self._write("claims", name, claims)
        self._write("articles", name, [_article(one) for one in results])

    def add_across(self, entries: Sequence[dict[str, Any]]) -> None:
        """Write them to a file of their own."""
        self._write("diagnostics", ACROSS, [_finding(one) for one in entries])

    def _write(self, kind: str, name: str, rows: list[dict[str, Any]]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        target = self.folder / kind / name
        try:
            table = pa.Table.from_pylist(rows, schema=_schema(kind))
            with replacing(target) as file:
                parquet.write_table(table, file, compression="zstd")
        except OSError as error:
            raise InputError(f"{target}: {(error.strerror or str(error)).lower()}") from None

    def all(self) -> Iterator[Checked]:
        """Read all parts back."""
        for name in self._names.values():
            entries = self._grouped("diagnostics", name)
            claims = self._grouped("claims", name)
            for row in _rows(self.folder / "articles" / name):
                path = row["path"]
                yield _checked(row, entries.pop(path, []), claims.pop(path, []))

    def _grouped(self, kind: str, name: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in _rows(self.folder / kind / name):
            found.setdefault(row["path"], []).append(_entry(row) if kind == "diagnostics" else row)
        return found


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    with parquet.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=500):
            yield from batch.to_pylist()


def _schema(kind: str) -> Any:
    import pyarrow as pa

    text, integer = pa.string(), pa.int64()
    if kind == "articles":
        lists = dict.fromkeys(("tags", "categories"), pa.list_(text))
        numbers = dict.fromkeys(("characters", "suppressed"), integer)
        names = ("path", *_INFO, "suppressed", "facts", "failure")
        return pa.schema([(name, {**lists, **numbers}.get(name, text)) for name in names])
    if kind == "diagnostics":
        fields = [(name, text) for name in _FINDING] + [(name, integer) for name in _PLACE]
        return pa.schema([*fields, ("url", text), ("fix", text), ("related", text)])
    types = {
        **dict.fromkeys(_NUMBERS, pa.float64()),
        **dict.fromkeys(_INTEGERS, integer),
        **dict.fromkeys(_TRUTHS, pa.bool_()),
    }
    return pa.schema([(name, types.get(name, text)) for name in COLUMNS])


def _finding(entry: dict[str, Any]) -> dict[str, Any]:
    row = {name: entry[name] for name in (*_FINDING, *_PLACE, "url")}
    fix, related = entry["fix"], entry["related"]
    return {**row, "fix": _dump(fix) if fix else None, "related": _dump(related)}


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    fix = json.loads(row["fix"]) if row["fix"] else None
    return {**row, "fix": fix, "related": json.loads(row["related"])}


def _article(checked: Checked) -> dict[str, Any]:
    row: dict[str, Any] = {"path": checked.path, "failure": checked.failure}
    row.update(suppressed=checked.suppressed, facts=_dump(checked.facts))
    if checked.info is not None:
        info = checked.info
        row.update({name: getattr(info, name) for name in _INFO})
        row["references"] = _dump([asdict(one) for one in info.references])
    return row


def _checked(
    row: dict[str, Any], entries: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> Checked:
    info = None
    if row["references"] is not None:
        data = {name: row[name] for name in ("path", *_INFO)}
        info = info_of({**data, "references": json.loads(row["references"])})
    facts, failure = json.loads(row["facts"]), row["failure"]
    return Checked(row["path"], entries, claims, facts, info, row["suppressed"], failure)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The store: one SQLite file that remembers every run, for trends and for questions of your own.

Tables: `runs` (one row a run), `rule_counts` (findings of a run by code), `findings`, `claims`
(with the columns of `ainewslint claims`). A run is written in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from ainewslint.claims.ledger import COLUMNS
from ainewslint.corpus.data import RunSummary

_APPLICATION = 0x41494E4C  # "AINL", in the file's header
_VERSION = 1
_FINDING = (
    "path", "line", "column", "end_line", "end_column", "code", "name", "severity", "message",
)  # fmt: skip
_NUMBERS = {"line", "column", "end_line", "end_column", "source_line"}


class StoreError(ValueError):
    """A file that cannot be used as a store; the message is for the user."""


class Store:
    """A store, made where there is none. Raises StoreError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=30)
            self._prepare()
        except sqlite3.OperationalError as error:  # no space, no permission, locked
            raise StoreError(f"{path}: cannot be written: {error}") from None
        except sqlite3.Error as error:
            raise StoreError(f"{path}: is no store of ainewslint: {error}") from None

    def _prepare(self) -> None:
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if (application or tables) and application != _APPLICATION:
            raise StoreError(f"{self.path}: is another program's database")
        if version > _VERSION:
            raise StoreError(f"{self.path}: was written by a later version of ainewslint")
        if application != _APPLICATION:
            self._db.executescript(_schema())

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def runs(self) -> list[RunSummary]:
        """All runs, oldest first. Raises StoreError."""
        counts: dict[int, dict[str, int]] = {}
        columns = ("at", "articles", "errors", "warnings", "infos", "claims")
        try:
            for run, code, count in self._db.execute("SELECT run, code, count FROM rule_counts"):
                counts.setdefault(run, {})[code] = count
            rows = self._db.execute(f"SELECT id, {', '.join(columns)} FROM runs ORDER BY id")
            return [
                RunSummary(**dict(zip(columns, values, strict=True)), rules=counts.get(run, {}))
                for run, *values in rows
            ]
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: earlier runs cannot be read: {error}") from None

    def add(
        self,
        run: RunSummary,
        findings: Iterable[dict[str, Any]],
        claims: Iterable[dict[str, Any]],
    ) -> None:
        """Append a run, whole or not at all. Raises StoreError."""
        try:
            with self._db:
                numbers = (run.articles, run.errors, run.warnings, run.infos, run.claims)
                cursor = self._db.execute(
                    "INSERT INTO runs (at, articles, errors, warnings, infos, claims)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (run.at, *numbers),
                )
                number = cursor.lastrowid
                self._db.executemany(
                    "INSERT INTO rule_counts VALUES (?, ?, ?)",
                    [(number, code, count) for code, count in run.rules.items()],
                )
                self._insert("findings", _FINDING, number, findings)
                self._insert("claims", COLUMNS, number, claims)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: the run cannot be stored: {error}") from None

    def _insert(
        self, table: str, columns: tuple[str, ...], run: int | None, rows: Iterable[dict[str, Any]]
    ) -> None:
        marks = ", ".join("?" * (len(columns) + 1))
        self._db.executemany(
            f"INSERT INTO {table} VALUES ({marks})",
            ((run, *(row[column] for column in columns)) for row in rows),
        )


def _schema() -> str:
    def columns(names: tuple[str, ...]) -> str:
        return ", ".join(f'"{name}" {"INTEGER" if name in _NUMBERS else ""}' for name in names)

    return f"""
        BEGIN;
        CREATE TABLE runs (id INTEGER PRIMARY KEY, at TEXT, articles INTEGER, errors INTEGER,
            warnings INTEGER, infos INTEGER, claims INTEGER);
        CREATE TABLE rule_counts (run INTEGER REFERENCES runs, code TEXT, count INTEGER,
            PRIMARY KEY (run, code));
        CREATE TABLE findings (run INTEGER REFERENCES runs, {columns(_FINDING)});
        CREATE TABLE claims (run INTEGER REFERENCES runs, {columns(COLUMNS)});
        CREATE INDEX findings_by_run ON findings (run, code);
        CREATE INDEX claims_by_run ON claims (run);
        PRAGMA application_id = {_APPLICATION};
        PRAGMA user_version = {_VERSION};
        COMMIT;
    """

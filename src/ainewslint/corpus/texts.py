"""The articles of a corpus once more, for what facts are too small to hold."""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from pathlib import Path
from types import TracebackType

from ainewslint.corpus.inputs import FilesPart, InputError, Part
from ainewslint.discovery import display_path
from ainewslint.joining import read_article
from ainewslint.source.article import Article
from ainewslint.source.text import DecodingError, SourceText


class Texts:
    """Gives articles by path. Files are read where they lie; parts of tables and stores are put,
    once and as a whole, into a temporary file when the first of their articles is asked for.
    """

    def __init__(self) -> None:
        self._part_of: dict[str, Part] = {}
        self._held: set[Part] = set()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._store: sqlite3.Connection | None = None

    def __enter__(self) -> Texts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._store is not None:
            self._store.close()
        if self._folder is not None:
            self._folder.cleanup()

    def know(self, part: Part, paths: list[str]) -> None:
        """Remember which part has these articles."""
        if not isinstance(part, FilesPart):
            self._part_of.update(dict.fromkeys(paths, part))

    def article(self, path: str) -> Article | None:
        """The article at a path; None where it cannot be read."""
        part = self._part_of.get(path)
        if part is None:
            return read_article(path)
        if part not in self._held:
            self._hold(part)
        store = self._opened()
        row = store.execute("SELECT text FROM texts WHERE path = ?", (path,)).fetchone()
        if row is None:
            return None
        try:
            return Article(SourceText.decode(zlib.decompress(row[0]), path))
        except DecodingError:
            return None

    def _hold(self, part: Part) -> None:
        self._held.add(part)
        rows = (
            (display_path(row.path), zlib.compress(row.data, 1))
            for row in part.rows()
            if row.data is not None
        )
        with self._opened() as store:
            try:
                store.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", rows)
            except InputError:
                return  # gone meanwhile: the article cannot be read

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            self._folder = tempfile.TemporaryDirectory(prefix="ainewslint-")
            self._store = sqlite3.connect(Path(self._folder.name) / "texts.sqlite")
            self._store.execute("PRAGMA journal_mode = OFF")
            self._store.execute("PRAGMA synchronous = OFF")
            self._store.execute("CREATE TABLE texts (path TEXT PRIMARY KEY, text BLOB)")
        return self._store

"""Outcomes on disk, with an age by kind. Each is committed as it comes, so a killed run resumes.

An HTTP cache does not fit: it keeps what servers declare fresh, thus neither the failures nor most
of the 404s and 200s that a link check meets, and its lifetimes are the servers'.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from ainewslint.messages import _
from ainewslint.records import record

from .options import DAY, Ages
from .outcomes import Cause, Fragment, Kind, Outcome

KEEP = 90 * DAY  # for `cached_only`, which takes what there is
BUSY_SECONDS = 2.0  # other runs hold the lock for microseconds
OPEN_TRIES = 5
CLOCK_SLACK = 60.0  # another machine's clock may be ahead

_CREATE = """CREATE TABLE IF NOT EXISTS outcome_1 (
    url TEXT PRIMARY KEY, checked_at REAL NOT NULL, body TEXT NOT NULL) WITHOUT ROWID"""
_NOT_KEPT = frozenset({Cause.HOST_SKIPPED, Cause.NOT_CACHED, Cause.INTERNAL, Cause.OFFLINE})
_NOT_KEPT_KINDS = frozenset({Kind.REFUSED, Kind.BAD_URL})


@record(frozen=True, slots=True)
class Answer:
    """What the network said of one target: an outcome, and which anchors its page has.

    `archive_asked` tells a page without a copy in the archive from one not looked for there.
    """

    outcome: Outcome
    fragments: dict[str, Fragment] = field(default_factory=dict)
    archive_asked: bool = False


class OutcomeCache:
    """A small table in one SQLite file, shared by concurrent runs.

    Never raises: trouble with the file is told once through `note`, in one line, and the run goes
    on without it. A damaged file is moved aside and begun anew.
    """

    def __init__(self, path: Path, ages: Ages, note: Callable[[str], None]) -> None:
        self._path = path
        self._ages = ages
        self._note = note
        self._noted: set[str] = set()
        self._writable = True
        self._db: sqlite3.Connection | None = None
        with self._guarded("open"):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()

    def get(self, url: str, *, any_age: bool = False) -> Answer | None:
        """What is known of a target's URL, and still believed, or of any age."""
        row = None
        with self._guarded("read"):
            if self._db is not None:
                query = "SELECT body FROM outcome_1 WHERE url = ?"
                row = self._db.execute(query, (url,)).fetchone()
        answer = _decode(row[0]) if row else None
        if answer is None or any_age:
            return answer
        age = time.time() - answer.outcome.checked_at
        return answer if -CLOCK_SLACK <= age < self._age(answer.outcome.kind) else None

    def put(self, url: str, answer: Answer) -> None:
        """Keep an answer; it is on disk when this returns."""
        outcome = answer.outcome
        if outcome.cause in _NOT_KEPT or outcome.kind in _NOT_KEPT_KINDS or not self._writable:
            return
        with self._guarded("write"):
            if self._db is not None:
                self._db.execute(
                    "INSERT OR REPLACE INTO outcome_1 VALUES (?, ?, ?)",
                    (url, outcome.checked_at, _encode(answer)),
                )

    def close(self) -> None:
        """Drop what nobody will ask for, and close the file."""
        with self._guarded("write"):
            if self._db is not None and self._writable:
                old = time.time() - KEEP
                self._db.execute("DELETE FROM outcome_1 WHERE checked_at < ?", (old,))
        self._disconnect()

    def _age(self, kind: Kind) -> float:
        if kind in (Kind.OK, Kind.REDIRECT):
            return self._ages.ok
        return self._ages.dead if kind is Kind.DEAD else self._ages.unknown

    def _open(self) -> None:
        """Connect, create and probe; a damaged file is tried twice, then moved aside."""
        for attempt in range(OPEN_TRIES):
            try:
                self._connect()
                return
            except sqlite3.OperationalError as error:
                self._disconnect()
                # SQLite does not wait where two programs turn on WAL at once.
                if not _is_busy(error) or attempt == OPEN_TRIES - 1:
                    raise
                time.sleep(0.05 * (attempt + 1))
            except sqlite3.DatabaseError:
                self._disconnect()
                # The second try is for a run that has just been mending the same file.
                if attempt == 1:
                    self._move_aside()
                if attempt == OPEN_TRIES - 1:
                    raise

    def _connect(self) -> None:
        self._db = db = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL").fetchone()
        # With WAL a killed process loses nothing; only a power cut may cost the last outcomes.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(_CREATE)
        db.execute("SELECT checked_at, body FROM outcome_1 LIMIT 1").fetchone()

    def _disconnect(self) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _move_aside(self) -> None:
        os.replace(self._path, f"{self._path}.broken")
        for suffix in ("-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        self._say(_("link cache {path} was damaged; it is kept as .broken and begun anew"))

    @contextlib.contextmanager
    def _guarded(self, doing: str) -> Iterator[None]:
        """Turn every error of file and database into a note and a smaller service."""
        try:
            yield
        except sqlite3.OperationalError as error:
            self._cope(error, doing)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
        except OSError as error:
            self._give_up(error)

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        """After damage that shows only in the middle of a run."""
        self._disconnect()
        try:
            if _code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise error
            self._move_aside()
            self._open()
        except (sqlite3.Error, OSError) as failed:
            self._give_up(failed)

    def _cope(self, error: sqlite3.OperationalError, doing: str) -> None:
        if doing == "open":
            self._give_up(error)
        elif _is_busy(error):
            self._say(_("link cache {path} is locked by another program; some results are lost"))
            if self._db is not None:
                self._db.execute("PRAGMA busy_timeout = 0")
        elif _code(error) == sqlite3.SQLITE_FULL:
            self._writable = False
            self._say(_("link cache {path}: the disk is full; further results are not kept"))
        else:
            self._writable = False
            self._say(_("link cache {path} fails ({error}); further results are not kept"), error)

    def _give_up(self, error: Exception) -> None:
        self._disconnect()
        words = getattr(error, "strerror", None) or error
        self._say(_("link cache {path} is not usable ({error}); results are not kept"), words)

    def _say(self, what: str, error: object = "") -> None:
        if what not in self._noted:
            self._noted.add(what)
            self._note(what.format(path=self._path, error=error))


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where Python raised the error itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_busy(error: sqlite3.Error) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _encode(answer: Answer) -> str:
    outcome = answer.outcome
    body = {
        "kind": outcome.kind,
        "cause": outcome.cause,
        "detail": outcome.detail,
        "status": outcome.status,
        "final_url": outcome.final_url,
        "moved_to": outcome.moved_to,
        "redirects": outcome.redirects,
        "archive_url": outcome.archive_url,
        "checked_at": outcome.checked_at,
        "fragments": answer.fragments,
        "archive_asked": answer.archive_asked,
    }
    return json.dumps(body, ensure_ascii=True, separators=(",", ":"))


def _decode(text: Any) -> Answer | None:
    """Read a row back; None for anything that this version would not have written."""
    try:
        body = json.loads(text)
        outcome = Outcome(
            kind=Kind(body["kind"]),
            cause=Cause(body["cause"]),
            detail=_text(body["detail"]) or "",
            status=None if body["status"] is None else int(body["status"]),
            final_url=_text(body["final_url"]),
            moved_to=_text(body["moved_to"]),
            redirects=int(body["redirects"]),
            archive_url=_text(body["archive_url"]),
            checked_at=float(body["checked_at"]),
            from_cache=True,
        )
        fragments = {str(key): Fragment(value) for key, value in body["fragments"].items()}
        archive_asked = bool(body["archive_asked"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return Answer(outcome, fragments, archive_asked)


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("not text")
    return value


def with_archive(answer: Answer, archive_url: str | None) -> Answer:
    """The answer after the archive was asked, with the address of the copy if there is one."""
    outcome = replace(answer.outcome, archive_url=archive_url)
    return replace(answer, outcome=outcome, archive_asked=True)

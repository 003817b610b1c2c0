"""Reports of earlier runs, used again where nothing that they rest on has changed.

A folder holds a store per set of settings (see `identity`). A report is used when its file is
the same (by size, times and inode; by content where those leave a doubt), the time is within
the span in which its findings hold, and the local files that its links name are as they were.
Whatever goes wrong with the cache itself, the run goes on without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ainewslint.cache import codec
from ainewslint.cache.store import EVER, Record, Row, Store, Writer
from ainewslint.config import Settings
from ainewslint.messages import language
from ainewslint.outside import Outside, microseconds
from ainewslint.records import record
from ainewslint.report import FileReport

Render = Callable[[FileReport], str]

FOLDER = ".ainewslint_cache"
ENVIRONMENT = "AINEWSLINT_CACHE_DIR"
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is a cache made by ainewslint. See https://bford.info/cachedir/\n"
)
_SUFFIX = ".cache"
_GRAIN = 2_000_000_000  # ns: a file changed so shortly before it was read may change unseen
SAFE, UNSAFE = 1, 2
_KEPT = 8  # stores of other settings
_DAY = 24 * 3600


class Stamp(NamedTuple):
    """A file as it was just before it was read."""

    size: int
    modified: int  # -1 where a later change could go unseen: the content decides then
    changed: int
    inode: int
    digest: bytes = b""

    @classmethod
    def of(cls, status: os.stat_result, now: int) -> Stamp:
        """From its status, `now` nanoseconds since 1970 read before the status."""
        latest = max(status.st_mtime_ns, status.st_ctime_ns)
        modified = status.st_mtime_ns if latest + _GRAIN < now else -1
        return cls(status.st_size, modified, status.st_ctime_ns, status.st_ino)

    def with_content(self, data: bytes) -> Stamp:
        """With the digest of what was read."""
        return self._replace(digest=digest_of(data))


class Made(NamedTuple):
    """A report made anew, as a cache takes it in."""

    record: Record
    stamp: Stamp
    outside: Outside
    fixes: int  # kinds of fixes in it, SAFE and UNSAFE


def digest_of(data: bytes) -> bytes:
    """The digest of a file's content."""
    return hashlib.blake2b(data, digest_size=16).digest()


def make(report: FileReport, stamp: Stamp, rendering: Render | None) -> Made | None:
    """A report for the cache; None for one that must not be kept."""
    outside = report.outside
    if outside is None or not outside.lasting or not codec.packable(report):
        return None
    kinds = {one.fix.applicability for one in report.entries if one.fix is not None}
    fixes = SAFE * ("safe" in kinds) | UNSAFE * ("unsafe" in kinds)
    record = Record(
        codec.pack(report),
        codec.pack_targets(outside.targets),
        codec.pack_written(report, rendering),
    )
    return Made(record, stamp, outside, fixes)


def prepare(folder: str) -> None:
    """Make a cache folder that git and backups leave alone. Raises OSError."""
    os.makedirs(folder, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            with open(path, "w", encoding="ascii") as stream:
                stream.write(text)


@record
class _Shelf:
    """The store of some settings, and what this run adds to it."""

    settings: Settings
    store: Store
    writer: Writer | None = None


class Cache:
    """Reports of earlier runs in `folder`, for files named from `root`."""

    def __init__(self, folder: str, root: str, now: datetime | None = None) -> None:
        self.folder = folder
        self.root = os.path.abspath(root)
        self.now = microseconds(now or datetime.now(UTC))
        self.problem: str | None = None  # why nothing is kept, for --verbose
        self._shelves: dict[int, _Shelf] = {}
        self._refreshed: dict[tuple[int, str], Row] = {}
        self._inside = self.root.rstrip(os.sep) + os.sep
        try:
            here = os.path.relpath(os.getcwd(), self.root)
        except ValueError:  # on another drive
            here = ".."
        self._here = "" if here == "." else here.replace(os.sep, "/") + "/"

    def holds(self, path: str, settings: Settings, fixing: int = 0) -> bool:
        """Whether there is a report that still holds for a file. Raises ConfigError.

        `fixing` are the kinds of fixes (SAFE, UNSAFE) about to be made: no report has them.
        """
        shelf = self._shelf(settings)
        key = self.key(path)
        row = shelf.store.row(key)
        return (
            row is not None
            and row.since < self.now < row.until
            and not row.fixes & fixing
            and self._same_file(path, row, (id(settings), key))
            and (not row.targets or self._same_targets(path, row, shelf))
        )

    def _same_file(self, path: str, row: Row, key: tuple[int, str]) -> bool:
        now = time.time_ns()
        try:
            status = os.stat(path)
            if status.st_size != row.size:
                return False
            known = (row.modified, row.changed, row.inode)
            if (status.st_mtime_ns, status.st_ctime_ns, status.st_ino) == known:
                return True
            with open(path, "rb") as stream:
                if digest_of(stream.read()) != row.digest:
                    return False
        except (OSError, ValueError):
            return False
        stamp = Stamp.of(status, now)
        if stamp.modified != -1:
            self._refreshed[key] = row._replace(
                modified=stamp.modified, changed=stamp.changed, inode=stamp.inode
            )
        return True

    def _same_targets(self, path: str, row: Row, shelf: _Shelf) -> bool:
        from ainewslint.local_targets import LocalTargets

        record = shelf.store.record(row)
        if record is None:
            return False
        settings = shelf.settings
        roots = tuple((settings.root or Path.cwd()) / one for one in settings.roots)
        try:
            targets = codec.unpack_targets(record.targets)
        except ValueError:
            return False
        for (site, url, metadata), answer in targets.items():
            found = LocalTargets(path, site, roots, settings.root).missing(url, metadata=metadata)
            if ((found.path, found.near) if found else None) != answer:
                return False
        return True

    def report(
        self, path: str, settings: Settings, shown: str, rendering: Render | None
    ) -> FileReport | None:
        """The report of a file that is shown as `shown`; None where it cannot be read."""
        shelf = self._shelf(settings)
        key = self.key(path)
        row = shelf.store.row(key)
        record = row and shelf.store.record(row)
        if row is None or record is None:
            return None
        try:
            report = codec.unpack(record.findings, record.written, shown, rendering)
        except ValueError:
            return None
        if rendering is not None and report.written() is None:  # written in another way till now
            record = record._replace(written=codec.pack_written(report, rendering))
            row = self._refreshed.get((id(settings), key), row)
            self._writing(shelf, lambda writer: writer.add(key, row, record))
        return report

    def add(self, path: str, settings: Settings, made: Made) -> None:
        """Keep a report. Never raises."""
        stamp, outside = made.stamp, made.outside
        shelf, key = self._shelf(settings), self.key(path)
        row = Row(
            *stamp,
            EVER[0] if outside.since is None else outside.since,
            EVER[1] if outside.until is None else outside.until,
            fixes=made.fixes,
        )
        self._writing(shelf, lambda writer: writer.add(key, row, made.record))

    def save(self) -> None:
        """Write down what is new. Never raises."""
        for shelf in self._shelves.values():
            shelf.store.close()
            refreshed = {
                key: row for (of, key), row in self._refreshed.items() if of == id(shelf.settings)
            }
            if shelf.writer is not None or refreshed:
                self._writing(shelf, partial(self._finish, shelf, refreshed))
            else:
                self._touch(shelf)
            if shelf.writer is not None:
                shelf.writer.abandon()  # nothing is left of one that could not be finished
        self._shelves.clear()
        self._refreshed.clear()

    def _finish(self, shelf: _Shelf, refreshed: dict[str, Row], writer: Writer) -> None:
        if self._path_for(shelf.settings, fresh=True) != shelf.store.path:
            raise ValueError("rules, packs, schemas or knowledge changed during the run")
        store = Store(shelf.store.path)  # another run may have written since
        now = int(time.time())
        due = not 0 <= now - store.pruned < _DAY
        try:
            writer.take_over(store, self._is_there if due else lambda key: True, refreshed)
        finally:
            store.close()
        writer.finish(now if due else store.pruned)
        self._forget_others(shelf.store.path)

    def _writing(self, shelf: _Shelf, work: Callable[[Writer], None]) -> None:
        if self.problem is not None:
            return
        try:
            if shelf.writer is None:
                prepare(self.folder)
                shelf.writer = Writer(shelf.store.path)
            work(shelf.writer)
        except (OSError, ValueError) as error:
            self.problem = f"{self.folder}: {getattr(error, 'strerror', None) or error}"
            if shelf.writer is not None:
                shelf.writer.abandon()

    def _touch(self, shelf: _Shelf) -> None:
        """Mark a store as used, once a day."""
        with contextlib.suppress(OSError):
            if abs(time.time() - os.stat(shelf.store.path).st_mtime) > _DAY:
                os.utime(shelf.store.path)

    def _forget_others(self, used: str) -> None:
        """Remove the stores that were not used for longest."""
        entries = [
            (entry.stat().st_mtime_ns, entry.path)
            for entry in os.scandir(self.folder)
            if entry.name.endswith(_SUFFIX) and entry.path != used
        ]
        for _used, path in sorted(entries, reverse=True)[_KEPT:]:
            with contextlib.suppress(OSError):
                os.unlink(path)

    def _shelf(self, settings: Settings) -> _Shelf:
        shelf = self._shelves.get(id(settings))
        if shelf is None:
            store = Store(self._path_for(settings))
            shelf = self._shelves[id(settings)] = _Shelf(settings, store)
        return shelf

    def _path_for(self, settings: Settings, *, fresh: bool = False) -> str:
        from ainewslint.cache.identity import identity_of

        name = identity_of(settings, language(), fresh=fresh)
        return os.path.join(self.folder, name + _SUFFIX)

    def key(self, path: str) -> str:
        """A file's name in the stores: from the root, so that a project may be moved."""
        if path[:1] not in "/." and not (":" in path or "\\" in path) and self._here[:3] != "../":
            return self._here + path
        name = os.path.abspath(path)
        if name.startswith(self._inside):
            name = name[len(self._inside) :]
        return name.replace(os.sep, "/")

    def _is_there(self, key: str) -> bool:
        return os.path.lexists(os.path.join(self.root, key))

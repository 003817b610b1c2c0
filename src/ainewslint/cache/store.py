"""One file of packed records, found by key: the records, then the index, then a footer.

A store is never changed in place. A new one is written beside it and renamed over it, so a
reader sees one or the other, whole; what is cut off or altered does not fit its checksums and
counts as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

_MAGIC = b"ainewsl\x01"  # the last byte is the version of the format
_FOOTER = struct.Struct("<QQQq16s8s")  # offset of the index, its length, rows, pruned, digest
_ROW = struct.Struct("<qqqQ16sqqBQIIII")
_FOREVER = 2**63 - 1
_ABANDONED = 24 * 3600  # seconds after which another run's unfinished file is taken for dead


class Record(NamedTuple):
    """What is kept of a file: each part as bytes, empty for none."""

    findings: bytes
    targets: bytes = b""  # local files that the findings rest on
    written: bytes = b""  # the findings as a reporter wrote them


class Row(NamedTuple):
    """What the index says of a record: the file it is about, and where the record is."""

    size: int
    modified: int  # nanoseconds, as os.stat has them
    changed: int
    inode: int
    digest: bytes  # of the file's content, 16 bytes
    since: int  # the record holds between these moments, microseconds, exclusive
    until: int
    fixes: int  # what kinds of fixes the record has
    offset: int = 0
    findings: int = 0  # lengths of the record's parts
    targets: int = 0
    written: int = 0
    checksum: int = 0

    def packed(self) -> bytes:
        """As the index has it."""
        return _ROW.pack(*self)


EVER = (-_FOREVER, _FOREVER)


class Store:
    """The records of one file. Reading never raises: what cannot be read is not there."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.pruned = 0  # seconds since 1970 when records of files gone were last left out
        self.identity: tuple[int, int] | None = None
        self._numbers: dict[str, int] = {}
        self._rows = b""
        self._stream: IO[bytes] | None = None
        with contextlib.suppress(OSError, ValueError):
            self._load()

    def _load(self) -> None:
        stream = open(self.path, "rb", 1 << 16)  # noqa: SIM115 - kept open for the records
        try:
            index = self._read_index(stream)
            count = len(self._rows) // _ROW.size
            keys = index.decode("utf-8", "surrogateescape").split("\0") if count else []
            self._numbers = dict(zip(keys, range(count), strict=True))
            self._stream = stream
        except BaseException:
            stream.close()
            raise

    def _read_index(self, stream: IO[bytes]) -> bytes:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _FOOTER.size))
        footer = stream.read(_FOOTER.size)
        if len(footer) < _FOOTER.size:
            raise ValueError("cut off")
        offset, length, count, pruned, digest, magic = _FOOTER.unpack(footer)
        if magic != _MAGIC or offset + length + _FOOTER.size != size:
            raise ValueError("no store")
        stream.seek(offset)
        index = stream.read(length)
        if _digest(index, footer) != digest or count * _ROW.size > length:
            raise ValueError("altered")
        status = os.fstat(stream.fileno())
        self.identity = (status.st_ino, status.st_mtime_ns)
        self.pruned = pruned
        self._rows = index[length - count * _ROW.size :]
        return index[: length - count * _ROW.size]

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def row(self, key: str) -> Row | None:
        """What the index has for a key."""
        number = self._numbers.get(key)
        if number is None:
            return None
        return Row._make(_ROW.unpack_from(self._rows, number * _ROW.size))

    def record(self, row: Row) -> Record | None:
        """A record; None where it cannot be read or was altered."""
        if self._stream is None:
            return None
        try:
            self._stream.seek(row.offset)
            data = self._stream.read(row.findings + row.targets + row.written)
        except (OSError, ValueError):
            return None
        if zlib.crc32(data) != row.checksum:
            return None
        end = row.findings + row.targets
        return Record(data[: row.findings], data[row.findings : end], data[end:])

    def close(self) -> None:
        """Let go of the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class Writer:
    """A new store in the making. Every method may raise OSError."""

    def __init__(self, path: str) -> None:
        self.path = path
        folder = os.path.dirname(path)
        _sweep(folder)
        self.temporary = f"{path}.{os.getpid()}.{time.time_ns():x}.tmp"
        self._stream = open(self.temporary, "xb")  # noqa: SIM115 - finish and abandon close it
        self._offset = 0
        self.rows: dict[str, bytes] = {}

    def add(self, key: str, row: Row, record: Record) -> None:
        """A record; the row's offset, lengths and checksum are filled in."""
        data = b"".join(record)
        placed = row._replace(
            offset=self._offset,
            findings=len(record.findings),
            targets=len(record.targets),
            written=len(record.written),
            checksum=zlib.crc32(data),
        )
        self._stream.write(data)
        self._offset += len(data)
        self.rows[key] = placed.packed()

    def take_over(
        self, store: Store, keep: Callable[[str], bool], refreshed: dict[str, Row]
    ) -> None:
        """The records of a store that are not written anew; `refreshed` replaces their rows."""
        for key in store:
            row = store.row(key)
            if key in self.rows or row is None or not keep(key):
                continue
            record = store.record(row)
            if record is not None:
                new = refreshed.get(key)
                self.add(key, new if new and new.digest == row.digest else row, record)

    def finish(self, pruned: int) -> None:
        """Put the new store in the place of the old one."""
        keys = "\0".join(self.rows).encode("utf-8", "surrogateescape")
        index = keys + b"".join(self.rows.values())
        head = _FOOTER.pack(self._offset, len(index), len(self.rows), pruned, b"", _MAGIC)
        self._stream.write(index)
        self._stream.write(
            _FOOTER.pack(
                self._offset, len(index), len(self.rows), pruned, _digest(index, head), _MAGIC
            )
        )
        self._stream.close()
        os.replace(self.temporary, self.path)

    def abandon(self) -> None:
        """Leave no trace. Never raises."""
        with contextlib.suppress(OSError):
            self._stream.close()
        with contextlib.suppress(OSError):
            os.unlink(self.temporary)


def _digest(index: bytes, footer: bytes) -> bytes:
    """Of the index and of what the footer says of it."""
    numbers = _FOOTER.unpack(footer)[:4]
    return hashlib.blake2b(index + repr(numbers).encode(), digest_size=16).digest()


def _sweep(folder: str) -> None:
    """Remove what runs that were killed left behind."""
    now = time.time()
    for entry in os.scandir(folder):
        if entry.name.endswith(".tmp"):
            with contextlib.suppress(OSError):
                if abs(now - entry.stat().st_mtime) > _ABANDONED:
                    os.unlink(entry.path)

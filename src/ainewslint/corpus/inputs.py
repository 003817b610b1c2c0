"""Where the articles of a corpus come from: folders, Parquet tables, object storage.

They are cut into parts, each named by a digest of what is in it, so that a part that was done
before is known again.
"""

from __future__ import annotations

import abc
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from ainewslint.discovery import SUFFIXES, Discovery, NoSuchPathError
from ainewslint.records import record

PART = 500  # articles in a part of files
_TABLE = ".parquet"


class InputError(ValueError):
    """Articles that cannot be found or read as asked; the message is for the user."""


class Row(NamedTuple):
    """One article. Without `data` it is read from the disk, unless `failure` says why not."""

    path: str
    data: bytes | None = None
    failure: str | None = None


@record(frozen=True)
class Columns:
    """The columns of a table: `path` may be missing, then rows are called `file#number`."""

    path: str = "path"
    text: str = "text"


class Part(abc.ABC):
    """Some articles of a corpus. `stamp` changes whenever they may have changed."""

    size: int
    stamp: str

    @abc.abstractmethod
    def rows(self) -> Iterator[Row]:
        """The articles. Raises InputError."""

    def folders(self) -> set[str]:
        """The folders that may have settings of their own for some of its articles."""
        return {"."}

    def digest(self, salt: str) -> str:
        """A name for the part under some settings."""
        return hashlib.blake2b(f"{salt}\n{self.stamp}".encode(), digest_size=8).hexdigest()


@record(frozen=True, eq=False)
class FilesPart(Part):
    """Files of this machine; workers read them themselves."""

    paths: tuple[str, ...]
    size: int
    stamp: str

    def rows(self) -> Iterator[Row]:
        """The paths."""
        return map(Row, self.paths)

    def folders(self) -> set[str]:
        """Those the files are in."""
        return {os.path.dirname(path) or "." for path in self.paths}


@record(frozen=True, eq=False)
class ObjectsPart(Part):
    """Objects of a store, by their address without the scheme."""

    system: Any = field(repr=False)
    scheme: str
    paths: tuple[str, ...]
    size: int
    stamp: str

    def rows(self) -> Iterator[Row]:
        """The objects, each fetched when its turn comes."""
        for path in self.paths:
            shown = f"{self.scheme}://{path}"
            try:
                with self.system.open_input_stream(path) as stream:
                    yield Row(shown, stream.read())
            except OSError as error:
                yield Row(shown, failure=str(error).splitlines()[0])


@record(frozen=True, eq=False)
class TablePart(Part):
    """A row group of a Parquet file."""

    system: Any = field(repr=False)
    file: str
    shown: str
    group: int
    first: int  # number of its first row in the file
    columns: Columns
    size: int
    stamp: str

    def rows(self) -> Iterator[Row]:
        """Its rows; one without a text is a failure of that row."""
        import pyarrow as pa
        from pyarrow import parquet

        try:
            with self.system.open_input_file(self.file) as stream:
                table = parquet.ParquetFile(stream)
                names = [self.columns.text]
                if self.columns.path in table.schema_arrow.names:
                    names.append(self.columns.path)
                group = table.read_row_group(self.group, columns=names)
        except (OSError, pa.ArrowException) as error:
            raise InputError(f"{self.shown}: {str(error).splitlines()[0]}") from None
        named = names[-1] if len(names) > 1 else None
        number = self.first
        for batch in group.to_batches(max_chunksize=256):
            for one in batch.to_pylist():
                path = one[named] if named else None
                shown = f"{self.shown}#{number}" if path is None else str(path)
                yield table_row(shown, one[self.columns.text])
                number += 1


def table_row(path: str, text: Any) -> Row:
    """A table's row; what is not a text is a failure of the row."""
    if isinstance(text, str):
        return Row(path, text.encode("utf-8", "surrogatepass"))
    if isinstance(text, bytes):
        return Row(path, text)
    return Row(path, failure=f"{text!r} is not a text")


def find_parts(
    paths: Sequence[str],
    discovery: Discovery,
    columns: Columns,
    *,
    tables: bool = False,
    size: int = PART,
) -> list[Part]:
    """The parts that paths name; `tables`: folders hold Parquet files, not Markdown.

    Raises InputError and NoSuchPathError.
    """
    local = [path for path in paths if "://" not in path and not path.endswith(_TABLE)]
    parts: list[Part] = []
    if local and not tables:
        parts.extend(_files(discovery.files(local), size))
    for path in paths:
        if "://" in path or path.endswith(_TABLE) or tables:
            parts.extend(_stored(path, columns, tables=tables, size=size))
    return parts


def _files(files: Sequence[str], size: int) -> Iterator[FilesPart]:
    for at in range(0, len(files), size):
        chunk = tuple(files[at : at + size])
        yield FilesPart(chunk, len(chunk), "\n".join(map(_stamp, chunk)))


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return path
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _stored(path: str, columns: Columns, *, tables: bool, size: int) -> Iterator[Part]:
    """Parts of an address: tables, or Markdown objects."""
    system, inside, scheme = _system(path)
    tables = tables or inside.endswith(_TABLE)
    infos = _listing(system, inside, (_TABLE,) if tables else SUFFIXES)
    if not infos:
        raise NoSuchPathError(path)
    if tables:
        for info in infos:
            yield from _groups(system, info, scheme, columns)
        return
    for at in range(0, len(infos), size):
        chunk = infos[at : at + size]
        stamp = "\n".join(f"{one.path} {one.size} {one.mtime_ns}" for one in chunk)
        names = tuple(one.path for one in chunk)
        yield ObjectsPart(system, scheme, names, len(chunk), stamp)


def _system(path: str) -> tuple[Any, str, str]:
    """The file system of an address, the path in it and the scheme, empty for this machine."""
    try:
        import pyarrow as pa
        from pyarrow import fs
    except ImportError:
        raise InputError(
            f"{path}: reading it needs pyarrow: pip install ainewslint[corpus]"
        ) from None
    if "://" not in path:
        return fs.LocalFileSystem(), path, ""
    try:
        system, inside = fs.FileSystem.from_uri(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InputError(f"{path}: {str(error).splitlines()[0]}") from None
    return system, inside, path.partition("://")[0]


def _listing(system: Any, inside: str, suffixes: tuple[str, ...]) -> list[Any]:
    from pyarrow import fs

    try:
        (info,) = system.get_file_info([inside])
        if info.type == fs.FileType.File:
            return [info]
        if info.type == fs.FileType.NotFound:
            return []
        found = system.get_file_info(fs.FileSelector(inside, recursive=True))
    except OSError as error:
        raise InputError(f"{inside}: {str(error).splitlines()[0]}") from None
    named = [one for one in found if one.is_file and one.path.lower().endswith(suffixes)]
    return sorted(named, key=lambda one: one.path)


def _groups(system: Any, info: Any, scheme: str, columns: Columns) -> Iterator[TablePart]:
    import pyarrow as pa
    from pyarrow import parquet

    shown = f"{scheme}://{info.path}" if scheme else info.path
    try:
        with system.open_input_file(info.path) as stream:
            table = parquet.ParquetFile(stream)
            names, metadata = table.schema_arrow.names, table.metadata
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{shown}: {str(error).splitlines()[0]}") from None
    if columns.text not in names:
        known = ", ".join(names)
        raise InputError(f"{shown}: no column {columns.text!r} (--text-column); it has {known}")
    first = 0
    for group in range(metadata.num_row_groups):
        count = metadata.row_group(group).num_rows
        stamp = f"{shown} {info.size} {info.mtime_ns} {group} {columns}"
        yield TablePart(system, info.path, shown, group, first, columns, count, stamp)
        first += count

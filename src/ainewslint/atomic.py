"""Writing a file so that at every moment it is the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO


class ChangedOnDiskError(OSError):
    """The file is no longer the one that was read: somebody else wrote it meanwhile."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EBUSY, "changed on disk since it was read", path)


@contextlib.contextmanager
def replacing(path: str | Path, *, expected: bytes | None = None) -> Iterator[IO[bytes]]:
    """A new content for a file, there or not, that takes its place when the block ends well.

    An existing file keeps its mode and, where allowed, its owner; a new one gets what the umask
    leaves. A symbolic link is written through to its target and stays a link; a hard link is
    parted from the file's other names, which keep the old content as a copy would. The content
    goes to a hidden file in the target's folder, is forced to disk and renamed over the target; a
    process killed at any moment leaves the old file or the new one (and at worst the hidden one).

    With `expected`, the file is replaced only while it still holds those bytes, else
    ChangedOnDiskError. Raises OSError where the file cannot be written; a file without write
    permission is left alone although renaming over it would succeed.
    """
    target = Path(os.path.realpath(path))
    status = _status(target, path)
    hidden = target.with_name(f".{target.name[:64]}.{os.urandom(8).hex()}.ainewslint-tmp")
    try:
        with open(hidden, "xb") as file:
            if status is not None:
                os.chmod(hidden, stat.S_IRUSR | stat.S_IWUSR)  # nobody reads it before its time
            yield file
            if status is not None:
                _copy_ownership(file.fileno(), status)
            file.flush()
            os.fsync(file.fileno())
        if expected is not None and target.read_bytes() != expected:
            raise ChangedOnDiskError(str(path))
        os.replace(hidden, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(hidden)
        raise
    _sync_folder(target.parent)


def write_atomic(path: str | Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replace an existing file's content in one step, as `replacing` does. Raises OSError."""
    os.stat(path)  # what is not there is not made
    with replacing(path, expected=expected) as file:
        file.write(data)


def write_new_or_atomic(path: str | Path, data: bytes) -> None:
    """Write a file that may not be there yet, in one step. Raises OSError."""
    with replacing(path) as file:
        file.write(data)


def _status(target: Path, path: str | Path) -> os.stat_result | None:
    """What the file is like, None where there is none. Raises OSError for one not to be written."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return status


def _copy_ownership(handle: int, status: os.stat_result) -> None:
    """Give the new file the old one's owner, group and mode, in that order."""
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):  # only root may give a file away
            os.fchown(handle, status.st_uid, status.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Force the renaming itself to disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

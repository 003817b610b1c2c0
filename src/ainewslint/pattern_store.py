"""Compiled patterns kept from run to run, where Python keeps compiled modules.

Compiling what one article needs takes Python 50 ms; what it makes is a list of numbers, which loads in
one. The file lies in `__pycache__` beside this module's own and under the same rules
(`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`). The list's form is Python's own business (`re/_compiler.py`),
so a file of another Python or version is not used, and where that form is not as known here
patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import re
import sys
from array import array
from importlib.util import cache_from_source
from typing import Any
from zlib import crc32

Key = tuple[str, int]  # a pattern's text and flags
Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_LARGEST = 4 << 20  # bytes; past it, patterns of old sources have piled up
_PYTHON = f"{sys.implementation.name} {sys.version}"


class Store:
    """Compiled patterns of one file, read at once and written when the process ends."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._kept: dict[Key, Kept] = _read(path) if path else {}
        self._grown = False

    def compiled(self, pattern: str, flags: int) -> re.Pattern[str]:
        """What `re.compile` returns. Raises re.error for a mistake in the pattern."""
        key = (pattern, int(flags))
        kept = self._kept.get(key)
        if kept is not None:
            with contextlib.suppress(Exception):
                return _restored(pattern, kept)
        try:
            made = _made(*key)
            found = _restored(pattern, made)
        except re.error:
            raise
        except Exception:  # a Python whose compiler is another
            return re.compile(pattern, flags)
        self._kept[key] = made
        if not self._grown and self._path:
            self._grown = True
            atexit.register(self.write)
        return found

    def write(self) -> None:
        """Keep what was compiled; where the folder cannot be written, nothing is kept."""
        from ainewslint.atomic import replacing

        if self._path is None:
            return
        body = marshal.dumps((_PYTHON, {**_read(self._path), **self._kept}))
        if len(body) > _LARGEST:
            body = marshal.dumps((_PYTHON, self._kept))
        with contextlib.suppress(OSError), replacing(self._path) as file:
            file.write(crc32(body).to_bytes(4, "big") + body)


def default_path() -> str | None:
    """Where the file lies; None where Python is told to keep nothing, or cannot say."""
    if sys.dont_write_bytecode:
        return None
    with contextlib.suppress(NotImplementedError, ValueError):
        return cache_from_source(__file__).removesuffix(".pyc") + ".patterns"
    return None


def _read(path: str) -> dict[Key, Kept]:
    try:
        with open(path, "rb") as file:
            data = file.read()
        if crc32(data[4:]).to_bytes(4, "big") != data[:4]:
            return {}
        python, kept = marshal.loads(data[4:])
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if python == _PYTHON else {}


def _made(pattern: str, flags: int) -> Kept:
    """What the compiler makes of a pattern, as `re.compile` has it made."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed: Any = _parser.parse(pattern, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)


def _restored(pattern: str, kept: Kept) -> re.Pattern[str]:
    """The pattern; the C part checks the code. Raises for what it does not accept."""
    import _sre  # type: ignore[import-not-found]

    flags, code, groups, numbers, names = kept
    numbers_of: list[int] = array("I", code).tolist()
    found: re.Pattern[str] = _sre.compile(pattern, flags, numbers_of, groups, numbers, names)
    return found

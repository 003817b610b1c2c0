"""Data classes that cost little to define.

`dataclasses.dataclass` compiles six methods a class, half a millisecond in all, and a run on one
article defines more than a hundred classes. Here it compiles `__init__` alone; comparing, hashing and
printing are three functions that all records share. What says `frozen=True` is frozen for type
checkers, not at run time.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(cls=None, /, *, frozen=False, eq=True, **options):
        """A data class, with the arguments of `dataclasses.dataclass`."""

        def made(cls):
            if eq:
                _share(cls, "__eq__", _equal)
                _share(cls, "__hash__", _hash if frozen else None)
            _share(cls, "__repr__", _shown)
            return dataclasses.dataclass(eq=False, repr=False, **options)(cls)

        return made if cls is None else made(cls)


def _share(cls: type, name: str, function: Any) -> None:
    if name not in vars(cls):
        setattr(cls, name, function)


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, one.name) for one in dataclasses.fields(self) if one.compare)


def _equal(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _shown(self: Any) -> str:
    shown = (one.name for one in dataclasses.fields(self) if one.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"

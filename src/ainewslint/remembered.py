"""What a process remembers of the user's files, and forgets when they change."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_known: list[functools._lru_cache_wrapper[Any]] = []


def remembered(function: Callable[..., T]) -> functools._lru_cache_wrapper[T]:
    """`functools.cache` for what rests on files: packs, schemas, knowledge, the installation.

    Configuration files and articles are not remembered, or with their time of change.
    """
    cached = functools.cache(function)
    _known.append(cached)
    return cached


def forget_files() -> None:
    """Read files anew from now on: for a process that lives on."""
    for cached in _known:
        cached.cache_clear()

"""Regular expressions that are compiled when they are first used.

The modules that a run imports name hundreds of patterns, an article needs fewer than half of
them, and compiling is slow: a run on one article would spend a good part of its time on it.
"""

from __future__ import annotations

import re
from typing import Any, cast

from ainewslint.pattern_store import Store, default_path

_ATTRIBUTES = (
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
    "pattern", "flags", "groups", "groupindex",
)  # fmt: skip

_STORE = Store(default_path())


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, compiled at its first use: a mistake raises `re.error` then.

    For patterns of modules. What is built from data is compiled where the data is at hand.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    """Stands for a pattern; from the first use on its methods are that pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = _STORE.compiled(*self._arguments)
        vars(self).update({each: getattr(compiled, each) for each in _ATTRIBUTES})
        return getattr(compiled, name)

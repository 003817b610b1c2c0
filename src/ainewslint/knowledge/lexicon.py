"""The names to look for in a text, grouped by the word they begin with, keyed on demand.

Keying every name costs more than reading the tables, and an article names few of them: a group is
keyed when the first word of its names occurs.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import NamedTuple

from ainewslint.knowledge.names import key_of, leading_run
from ainewslint.knowledge.records import Benchmark, Model

_LETTERS = bytes(c if 97 <= c <= 122 else 32 for c in range(256))
_SHORT = re.compile(rb"[0-9]*[a-z](?:-?[a-z0-9])?")


class Sense(NamedTuple):
    """What a name can mean; `record` None is a decoy, a longer phrase that means something else."""

    record: Model | Benchmark | None
    weak: frozenset[str]
    near: tuple[str, ...]
    not_near: tuple[str, ...]


class Name(NamedTuple):
    """One spelling of a sense, with the benchmark variant it implies."""

    text: str
    sense: Sense
    variant: str


def lowered(text: str) -> bytes:
    """The text in lower case, one byte a character, `?` for any that is not ASCII: offsets hold."""
    return text.encode("ascii", "replace").lower()


def words_of(low: bytes) -> list[bytes]:
    """The runs of letters in a lowered text."""
    return low.translate(_LETTERS).split()


class Group:
    """The names that begin with one word, keyed when first asked for."""

    __slots__ = ("_keys", "_names", "_sorted", "needles")

    def __init__(self) -> None:
        self._names: list[Name] = []
        self._keys: dict[str, list[Name]] | None = None
        self._sorted: list[str] = []
        self.needles: set[bytes] = set()

    def add(self, name: Name) -> None:
        self._names.append(name)

    def at(self, key: str) -> list[Name]:
        """The names with exactly this key."""
        return self._keyed().get(key, [])

    def begins(self, key: str) -> bool:
        """Whether any name's key begins with `key`."""
        self._keyed()
        place = bisect.bisect_left(self._sorted, key)
        return place < len(self._sorted) and self._sorted[place].startswith(key)

    def _keyed(self) -> dict[str, list[Name]]:
        if self._keys is None:
            keys: dict[str, list[Name]] = {}
            for name in self._names:
                keys.setdefault(key_of(name.text), []).append(name)
            self._keys, self._sorted = keys, sorted(keys)
        return self._keys


class Lexicon:
    """All names, by first word (`words`) or by the Chinese characters they begin with (`chinese`)."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.words: dict[bytes, Group] = {}
        self.chinese: dict[str, Group] = {}
        for name in names:
            self._add(name)
        self._pattern: re.Pattern[str] | None = None

    def _add(self, name: Name) -> None:
        text = name.text
        if not text.isascii() and (run := leading_run(text.lstrip("0123456789"))):
            self.chinese.setdefault(run, Group()).add(name)
            return
        low = lowered(text)
        words = words_of(low)
        if not words:
            return
        self._under(words[0], low, name)
        # `Suno v3` may be written SunoV3, `C-Eval` CEval: the first words then are one.
        for count in range(2, min(4, len(words)) + 1):
            self._under(b"".join(words[:count]), low, name)

    def _under(self, word: bytes, low: bytes, name: Name) -> None:
        group = self.words.get(word)
        if group is None:
            group = self.words[word] = Group()
        group.add(name)
        if len(word) == 1 and (short := _SHORT.match(low)):
            group.needles.add(short[0])

    @property
    def chinese_pattern(self) -> re.Pattern[str]:
        """Finds the Chinese beginnings, the longest first."""
        if self._pattern is None:
            runs = sorted(self.chinese, key=lambda run: (-len(run), run))
            self._pattern = re.compile("|".join(map(re.escape, runs)) or "(?!)")
        return self._pattern

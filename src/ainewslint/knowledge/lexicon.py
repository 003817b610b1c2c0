"""The names to look for in a text, found by their first word and keyed on demand.

Keying every name costs more than reading the tables, and an article names few of them: the names
that begin with a word are keyed when that word first occurs in a text.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from ainewslint.knowledge.names import key_of, leading_run
from ainewslint.knowledge.records import Benchmark, Model

_SPACE = ord(" ")
_LETTERS = re.compile(rb"[a-z]+")
_CELLS = bytes(c if 97 <= c <= 122 or c in b"?;\n" else _SPACE for c in range(256))
_DIGITS = "0123456789."


class Sense(NamedTuple):
    """What a name can mean; `record` None is a decoy, a longer phrase that means something else.

    The forms in `weak` are ordinary words too: they need their exact case and evidence nearby.
    """

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


def places_of(low: bytes, words: Container[bytes]) -> dict[bytes, list[int]]:
    """Which of `words` occur as whole runs of letters in a lowered text, each with its places."""
    places: dict[bytes, list[int]] = {}
    for match in _LETTERS.finditer(low):
        word = match[0]
        if word in words:
            places.setdefault(word, []).append(match.start())
    return places


class Group:
    """The names that begin with one word."""

    __slots__ = ("_keys", "_sorted", "alone", "alone_forms", "before_digit", "from_digit")

    def __init__(self, word: str, names: Iterable[Name]) -> None:
        self._keys: dict[str, list[Name]] = {}
        self.alone = self.before_digit = self.from_digit = False
        self.alone_forms: set[str] = set()
        for name in names:
            key = key_of(name.text)
            bare = key.lstrip(_DIGITS)
            if not bare.startswith(word):
                continue
            self._keys.setdefault(key, []).append(name)
            self.from_digit |= bare != key
            rest = bare[len(word) : len(word) + 1]
            self.before_digit |= bool(rest) and not rest.isalpha()
            if not rest and name.text in name.sense.weak:
                self.alone_forms.add(name.text)
            elif not rest:
                self.alone = True
        self._sorted = sorted(self._keys)

    def at(self, key: str) -> Sequence[Name]:
        """The names with exactly this key."""
        return self._keys.get(key, ())

    def begins(self, key: str) -> bool:
        """Whether any name's key begins with `key`."""
        place = bisect.bisect_left(self._sorted, key)
        return place < len(self._sorted) and self._sorted[place].startswith(key)


class Lexicon:
    """All names, by the word or the Chinese characters they begin with.

    `cells` has the spellings of each entry, parted by `;`; `expand` makes the names of the entries
    with the given numbers.
    """

    def __init__(
        self, cells: Sequence[str], expand: Callable[[Iterable[int]], Iterable[Name]]
    ) -> None:
        self._expand = expand
        self._cells = cells
        self.words: dict[bytes, list[int]] = {}
        self._runs: dict[str, list[int]] = {}
        self._groups: dict[bytes | str, Group] = {}
        self._pattern: re.Pattern[str] | None = None
        self._index()

    def _index(self) -> None:
        index: defaultdict[bytes, list[int]] = defaultdict(list)
        lines = lowered("\n".join(self._cells)).translate(_CELLS).split(b"\n")
        for entry, line in enumerate(lines):
            if b"?" in line:  # a Chinese beginning, or an accent or dot within a name
                self._index_chinese(entry)
                line = re.sub(rb"(?:^|(?<=;)) *\?[^;]*", b"", line).replace(b"?", b" ")  # noqa: PLW2901
            for spelling in line.split(b";"):
                words = spelling.split(None, 2)
                if words:
                    index[words[0]].append(entry)
                    # `Suno v3` may be written SunoV3, `C-Eval` CEval: the first words then are one.
                    if len(words) > 1:
                        index[words[0] + words[1]].append(entry)
        self.words = dict(index)

    def _index_chinese(self, entry: int) -> None:
        for spelling in self._cells[entry].split(";"):
            if run := leading_run(spelling.lstrip(_DIGITS)):
                self._runs.setdefault(run, []).append(entry)

    def group(self, word: bytes) -> Group:
        """The names that begin with a word of `words`."""
        group = self._groups.get(word)
        if group is None:
            group = self._groups[word] = Group(word.decode(), self._expand(self.words[word]))
        return group

    def chinese_group(self, run: str) -> Group:
        """The names that begin with what `chinese_pattern` found."""
        group = self._groups.get(run)
        if group is None:
            group = self._groups[run] = Group(run, self._expand(self._runs[run]))
        return group

    @property
    def chinese_pattern(self) -> re.Pattern[str]:
        """Finds the Chinese beginnings of names, the longest first."""
        if self._pattern is None:
            runs = sorted(self._runs, key=lambda run: (-len(run), run))
            self._pattern = re.compile("|".join(map(re.escape, runs)) or "(?!)")
        return self._pattern

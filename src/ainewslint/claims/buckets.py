"""Many small patterns as one: each is tried only where its first character stands.

A regular expression with hundreds of alternatives tries them all at every place of a text. Here
the alternatives are sorted by the characters they can begin with, and compiled when such a
character is first met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Hit(NamedTuple):
    """Where one of the patterns matched, and its key."""

    start: int
    end: int
    key: str


class Buckets:
    """Patterns by first character. `\\b`, `\\w` and `\\s` mean ASCII.

    Understands what a list of words needs: literals, sets without ranges, groups, `?`, `*`, `+`,
    `{m,n}`, lookarounds. An alternative that begins with a Latin letter or a digit matches only
    where a word begins. Raises ValueError for what it does not understand.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, dict[str, list[str]]] = {}
        for key, pattern in patterns:
            for alternative in alternatives(pattern):
                for char in first_characters(alternative):
                    self._words.setdefault(char, {}).setdefault(key, []).append(alternative)
        self._compiled: dict[str, re.Pattern[str]] = {}
        latin = "".join(char for char in self._words if char.isascii())
        other = "".join(char for char in self._words if not char.isascii())
        self._starts = re.compile(
            f"[{re.escape(other)}]|(?<![A-Za-z0-9])[{re.escape(latin)}]", re.ASCII
        )

    def find(self, text: str) -> Iterator[Hit]:
        """The matches in a text, in order; they never overlap."""
        free = 0
        for start in self._starts.finditer(text):
            at = start.start()
            if at < free:
                continue
            match = self._bucket(start.group()).match(text, at)
            if match is not None:
                free = match.end()
                yield Hit(at, free, (match.lastgroup or " ")[1:])

    def _bucket(self, char: str) -> re.Pattern[str]:
        pattern = self._compiled.get(char)
        if pattern is None:
            groups = [f"(?P<k{key}>{'|'.join(words)})" for key, words in self._words[char].items()]
            pattern = self._compiled[char] = re.compile("|".join(groups), re.ASCII)
        return pattern


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern at its top level."""
    depth = start = 0
    for at, char in _signs(pattern, 0):
        if char == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
        depth += (char == "(") - (char == ")")
    yield pattern[start:]


def _signs(pattern: str, at: int) -> Iterator[tuple[int, str]]:
    """The characters from `at` on that are neither escaped nor in a set."""
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 1)
        else:
            yield at, char
        at += 1


def first_characters(pattern: str) -> set[str]:
    """The characters that a match of one alternative can begin with."""
    found: set[str] = set()
    at = 0
    while at < len(pattern):
        item, at = _item(pattern, at)
        if item is None:
            continue  # a condition on the place
        found |= item
        if pattern[at : at + 1] not in ("?", "*"):
            return found
        at += 1
    raise ValueError(f"a pattern that matches nothing: {pattern!r}")


def _item(pattern: str, at: int) -> tuple[set[str] | None, int]:
    """The first characters of the item at `at`, None for a lookaround or boundary; and its end."""
    char = pattern[at]
    if char == "\\":
        if pattern[at + 1] == "b":
            return None, at + 2
        raise ValueError(f"cannot tell the first character of {pattern!r}")
    if char == "[":
        end = pattern.index("]", at + 1)
        return set(pattern[at + 1 : end]), end + 1
    if char != "(":
        return {char}, at + 1
    end = _closing(pattern, at)
    if not pattern.startswith("(?:", at):
        return None, end + 1
    inside = pattern[at + 3 : end]
    return set().union(*(first_characters(one) for one in alternatives(inside))), end + 1


def _closing(pattern: str, at: int) -> int:
    depth = 0
    for place, char in _signs(pattern, at):
        depth += (char == "(") - (char == ")")
        if not depth:
            return place
    raise ValueError(f"a bracket is not closed: {pattern!r}")

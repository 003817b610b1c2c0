"""Fingerprints: what stays the same of a finding when the article around it is edited.

A digest is made of the path, the rule, the offending text and a few letters and digits on
either side. Lines, columns, messages (which follow the reader's language), blanks, punctuation
and markup are no part of it, so a finding keeps its digest while the text above and below, or
further away in the same paragraph, changes. Its first half knows the text with what stands
before, its second half the text with what stands after: a word changed beside a finding leaves
one of them as it was. Findings that are equal in all this are told apart by their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from ainewslint.patterns import regex
from ainewslint.report import Entry

# All of them fit into the shortest frame that a report keeps of a long line.
_TEXT = 200  # characters of the offending text
_LOOK = 100  # characters on either side in which to look for context
_CONTEXT = 16  # letters and digits of context on either side
_TELLING = 3  # of them tell a place; fewer, and both sides go into both halves
HALF = 8  # hexadecimal digits
# An address is taken whole, as all of the context: those of a blog's pictures begin and end alike.
_ADDRESS = regex(r"[!-~]{16,}")
_NO_WORD = regex(r"[\W_]+")
_INDEX = regex(r"/\d+(?=/|$)")


def digest(entry: Entry, path: str) -> str:
    """16 hexadecimal digits; equal for findings that only their place tells apart.

    `path` is the file as it is to be known: relative to what does not move with the checkout.
    """
    before, text, after = _surroundings(entry)
    pointer = _INDEX.sub("/*", entry.pointer or "")  # an item keeps its digest when it moves
    common = (path, entry.code, pointer, text)
    whole = f"{before}\0{after}"
    sides = (
        before if len(before) >= _TELLING else whole,
        after if len(after) >= _TELLING else whole,
    )
    return "".join(_hashed(*common, which, side) for which, side in zip("ba", sides, strict=True))


def fingerprints(entries: Iterable[Entry]) -> list[str]:
    """A fingerprint for each of a file's entries, none twice: its digest and `:2`, `:3` …"""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        one = digest(entry, entry.path)
        seen[one] += 1
        found.append(one if seen[one] == 1 else f"{one}:{seen[one]}")
    return found


def _hashed(*parts: str) -> str:
    packed = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(packed, digest_size=HALF // 2).hexdigest()


def _surroundings(entry: Entry) -> tuple[str, str, str]:
    """Context, offending text, context: of a span over several lines the first line's."""
    place, line = entry.place, entry.frame.text
    start = max(0, place.column - entry.frame.first)
    whole = place.end_line == place.line
    end = start + place.end_column - place.column if whole else len(line)
    text = line[start : min(end, start + _TEXT)]
    before = _words(line[max(0, start - _LOOK) : start])[-_CONTEXT:]
    after = ""
    if end <= start + _TEXT:
        after = _words(line[end : end + _LOOK])[:_CONTEXT]
    return before, " ".join(text.split()), after


def _words(text: str) -> str:
    return _NO_WORD.sub("", _ADDRESS.sub(_condensed, text))


def _condensed(run: re.Match[str]) -> str:
    return _hashed(run[0]) * (_CONTEXT // HALF) if "/" in run[0] else run[0]

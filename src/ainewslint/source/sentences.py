"""Where sentences end, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.patterns import regex

# A full-width stop ends a sentence wherever it stands, a half-width one only before a blank.
_STOP = regex(r"[。！？；…]+|[.!?;]+(?=[\s”’\"')\]）」』】]|\Z)|\n")
_CLOSING = regex(r"[”’\"')\]）」』】》*]*\s*")
_WORD = regex(r"[A-Za-z.]+\Z")
_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "vs",
        "fig",
        "figs",
        "eq",
        "no",
        "nos",
        "vol",
        "pp",
        "p",
        "ed",
        "eds",
        "al",
        "etc",
        "cf",
        "approx",
        "inc",
        "ltd",
        "co",
        "corp",
        "jr",
        "sr",
        "dept",
        "est",
        "u.s",
        "u.k",
        "u.n",
        "a.m",
        "p.m",
        "ph.d",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "sec",
        "ch",
        "ver",
        "v",
    ]
)
_LONGEST = 16  # characters to look back for an abbreviation


def sentence_ends(text: str) -> Iterator[int]:
    """The offsets behind each sentence, its closing quotes and the blanks after it."""
    at = 0
    for match in _STOP.finditer(text):
        if match.start() < at:
            continue
        if match.group() == "." and _abbreviates(text, match.start()):
            continue
        end = match.end()
        closing = _CLOSING.match(text, end)
        if closing:
            end = closing.end()
        if end > at:
            yield end
            at = end
    if at < len(text):
        yield len(text)


def _abbreviates(text: str, dot: int) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or an ordinal before text."""
    start = max(0, dot - _LONGEST)
    before = text[start:dot]
    word = _WORD.search(before)
    if word is None:
        # "1. First": a number alone at the start numbers what follows
        return before.strip().isdigit() and start == 0 and dot + 1 < len(text)
    found = word.group()
    if found.lower() in _ABBREVIATIONS:
        follows = text[dot + 1 : dot + 3].strip()
        # "etc. The": the next sentence may still begin here
        return not (found.lower() == "etc" and follows[:1].isupper())
    return len(found) == 1 and found.isupper() and dot + 1 < len(text)

"""An article's text as comparisons see it: without layout, as shingles and in its order."""

from __future__ import annotations

import base64
from operator import eq
from typing import NamedTuple

from ainewslint.patterns import regex
from ainewslint.source.article import Article

LEAST = 200  # characters; below, two texts may well be alike by chance
SHINGLE = 5  # characters
OPENING = 200  # characters
_FOUND = 0.4  # of the opening's shingles
PERMUTATIONS = 180
ROWS = 3  # values in a band: its 60 bands find 99.6 of 100 pairs with an index of 0.45
WORTH = 0.3  # the index from which two texts are worth comparing in their order
PASSAGE = 50  # characters
_SHARED = 0.3  # of a passage's shingles, for it to be in another text
ORDERED = 20_000  # characters of each text that are compared in their order
_SEED = 1
# Addresses differ from copy to copy (picture hosts) and say nothing that a reader reads.
_NO_TEXT = regex(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|https?://[^\s()<>\[\]\"']+|[^\w\]]+|[_\]]")


def digest_of(article: Article) -> str | None:
    """A digest of the text without blanks and line ends; None where it is too short to tell."""
    essence = "".join(article.body.split())
    if len(essence) < LEAST:
        return None
    import hashlib  # loads OpenSSL

    data = hashlib.blake2b(essence.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    return base64.b64encode(data).decode("ascii")


def essence_of(article: Article) -> str:
    """The letters and digits of the text in small letters: no layout, markup or addresses."""
    return _NO_TEXT.sub("", article.body.casefold())


def shingles(essence: str) -> frozenset[str]:
    """Its runs of five characters."""
    return frozenset(essence[at : at + SHINGLE] for at in range(len(essence) - SHINGLE + 1))


class Shingled(NamedTuple):
    """A text, its shingles, and those of its opening."""

    essence: str
    all: frozenset[str]
    opening: frozenset[str]

    @classmethod
    def of(cls, essence: str) -> Shingled:
        """An essence with its shingles."""
        return cls(essence, shingles(essence), shingles(essence[:OPENING]))


def likeness(one: Shingled, other: Shingled) -> float:
    """The Jaccard index of two texts: how much of both is in either.

    0 where the opening of neither is in the other: then what they share is what both end with, a
    list of further reading or an advertisement, and what they are about is not.
    """
    if not _begins_in(one, other) and not _begins_in(other, one):
        return 0.0
    common = len(one.all & other.all)
    return common / (len(one.all) + len(other.all) - common)


def passages(one: Shingled, other: Shingled) -> float:
    """The share of each text's passages that are in the other, of that which has fewer there.

    Changed words are all over a text, and leave something of every passage; what two articles on
    one template differ in are whole passages.
    """
    return min(_passages_in(one.essence, other), _passages_in(other.essence, one))


def _passages_in(essence: str, other: Shingled) -> float:
    found, end = 0, len(essence) - SHINGLE + 1
    for start in range(0, end, PASSAGE):
        here = range(start, min(start + PASSAGE, end))
        shared = sum(essence[at : at + SHINGLE] in other.all for at in here)
        found += len(here) if shared >= _SHARED * len(here) else 0
    return found / end


def likeness_in_order(one: str, other: str, least: float) -> float:
    """The share of the longer text that is in the other in the same order; 0 below `least`.

    Needs rapidfuzz. Of long texts the beginnings stand for the whole: no pair costs over 0.1 s.
    """
    from rapidfuzz.distance import LCSseq

    share = min(len(one), len(other)) / max(len(one), len(other))
    if share < least:
        return 0.0
    found = LCSseq.normalized_similarity(one[:ORDERED], other[:ORDERED], score_cutoff=least)
    return min(share, float(found))


def _begins_in(one: Shingled, other: Shingled) -> bool:
    return len(one.opening & other.all) > _FOUND * len(one.opening)


def signature(essence: str) -> str:
    """The MinHash values of a text, the lowest byte of each, in Base64. Needs rensa.

    A byte is enough: one in 256 is equal by chance, and what signatures promise is checked on the
    texts themselves.
    """
    from rensa import RMinHash

    sketch = RMinHash(PERMUTATIONS, _SEED)
    sketch.update([essence[at : at + SHINGLE] for at in range(len(essence) - SHINGLE + 1)])
    return base64.b64encode(bytes(value & 0xFF for value in sketch.digest())).decode("ascii")


def values_of(signed: str) -> bytes:
    """The MinHash values of a signature."""
    return base64.b64decode(signed)


def bands(values: bytes) -> list[int]:
    """The bands of a signature, each with its number in it: what is equal here may be alike."""
    return [
        at << 24 | int.from_bytes(values[at : at + ROWS], "big")
        for at in range(0, len(values), ROWS)
    ]


def estimate(one: bytes, other: bytes) -> float:
    """About the Jaccard index of two texts by their MinHash values, give or take 0.04."""
    same: int = sum(map(eq, one, other))
    return same / len(one)


def can_compare() -> bool:
    """Whether rensa, which makes the signatures, and rapidfuzz, which compares, are installed."""
    import importlib.util

    return all(importlib.util.find_spec(name) is not None for name in ("rensa", "rapidfuzz"))

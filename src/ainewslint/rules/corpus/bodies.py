"""An article's text as comparisons see it: without layout, and as character shingles."""

from __future__ import annotations

import base64
from typing import NamedTuple

from ainewslint.patterns import regex
from ainewslint.source.article import Article

LEAST = 200  # characters; below, two texts may well be alike by chance
SHINGLE = 5  # characters
OPENING = 200  # characters
_FOUND = 0.4  # of the opening's shingles
PERMUTATIONS = 125
BANDS = 25  # of 5 values: finds 99 of 100 pairs with a Jaccard index of 0.7, 1 of 16 with 0.3
_SEED = 1
# Addresses differ from copy to copy (picture hosts) and say nothing that a reader reads.
_NO_TEXT = regex(r"https?://[^\s()<>\[\]\"']+|[\W_]+")


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
    """A text's shingles, and those of its opening."""

    all: frozenset[str]
    opening: frozenset[str]

    @classmethod
    def of(cls, essence: str) -> Shingled:
        """Those of an essence."""
        return cls(shingles(essence), shingles(essence[:OPENING]))


def likeness(one: Shingled, other: Shingled) -> float:
    """The Jaccard index of two texts: how much of both is in either.

    0 where the opening of neither is in the other: then what they share is what both end with, a
    list of further reading or an advertisement, and what they are about is not.
    """
    if not _begins_in(one, other) and not _begins_in(other, one):
        return 0.0
    common = len(one.all & other.all)
    return common / (len(one.all) + len(other.all) - common)


def _begins_in(one: Shingled, other: Shingled) -> bool:
    return len(one.opening & other.all) > _FOUND * len(one.opening)


def signature(essence: str) -> str:
    """The MinHash bands of a text, 4 bytes a band, in Base64. Raises ImportError without rensa.

    A band is kept as the CRC of its values: what two bands of one CRC promise is checked on the
    texts themselves.
    """
    import zlib
    from array import array

    from rensa import RMinHash

    sketch = RMinHash(PERMUTATIONS, _SEED)
    sketch.update([essence[at : at + SHINGLE] for at in range(len(essence) - SHINGLE + 1)])
    values = array("I", sketch.digest()).tobytes()
    width = len(values) // BANDS
    keys = (zlib.crc32(values[at : at + width]) for at in range(0, len(values), width))
    return base64.b64encode(b"".join(key.to_bytes(4, "big") for key in keys)).decode("ascii")


def bands(signed: str) -> list[tuple[int, bytes]]:
    """The bands of a signature, each with its number: what is equal here may be alike."""
    data = base64.b64decode(signed)
    return [(at, data[at : at + 4]) for at in range(0, len(data), 4)]


def can_sign() -> bool:
    """Whether rensa is installed, which makes the signatures."""
    import importlib.util

    return importlib.util.find_spec("rensa") is not None

"""Kinds of characters that matter to Chinese typography."""

from __future__ import annotations

import unicodedata

# No line begins with these: they belong to what stands before them.
CLOSING = frozenset("，。、；：？！）】》」』〉〗〕”’…")
OPENING = frozenset("（【《「『〈〖〔“‘")
_OTHER_FULL_WIDTH = frozenset("—·～％￥　")
FULL_WIDTH = CLOSING | OPENING | _OTHER_FULL_WIDTH
SENTENCE_END = frozenset("。！？!?；;")


def is_cjk(character: str) -> bool:
    """Whether a character is written without spaces around it: Han with its extensions and
    compatibility forms, kana, 々〆〇. `source.prose.is_cjk` is wider: Korean and punctuation."""
    return character >= "\u3005" and (
        "\u4e00" <= character <= "\u9fff"
        or character <= "\u3007"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_han(character: str) -> bool:
    """Whether it is a Chinese character of the Basic Multilingual Plane."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
    )


def has_cjk(text: str) -> bool:
    """Whether a text holds any Chinese or Japanese character."""
    return not text.isascii() and any(map(is_cjk, text))


def is_full_width(character: str) -> bool:
    """Whether it fills a square, so that no space belongs beside it: Han or its punctuation."""
    return is_cjk(character) or character in FULL_WIDTH


def is_punctuation(character: str) -> bool:
    """What CommonMark's flanking rules take for punctuation: categories P and S."""
    return unicodedata.category(character)[0] in "PS"


def is_left_flanking(before: str, after: str) -> bool:
    """Whether a run of `*` between two characters can open emphasis (CommonMark 6.2).

    An empty string or a line end stands for the beginning or end of the text.
    """
    if not after or after.isspace():
        return False
    if not is_punctuation(after):
        return True
    return not before or before.isspace() or is_punctuation(before)


def is_right_flanking(before: str, after: str) -> bool:
    """Whether a run of `*` between two characters can close emphasis (CommonMark 6.2)."""
    return is_left_flanking(after, before)

"""Heading anchors as sites make them: the pure functions from text to slug.

Styles and their sources: GitHub's `TocFilter` (lower case, everything but word characters, hyphens
and spaces dropped, `-1` for repeats); Hugo's Goldmark `autoHeadingIDType` github and github-ascii
(the same over the heading's raw text, `heading` for nothing left); kramdown, with the GFM parser
that Jekyll uses by default and without (ASCII from the first letter on, `section` for nothing
left); CSDN's editors: Markdown (`\\w` and blanks of the raw text, then `_` and the line number it
had) and rich text (the heading's text itself).
"""

from __future__ import annotations

import unicodedata

from ainewslint.patterns import regex

STYLES = ("github", "hugo", "jekyll", "csdn")

_NOT_ASCII_ALNUM = regex(r"[^A-Za-z0-9]+")
_NOT_WORD = regex(r"[^\w\- \t]+")
# Where combining marks live: Latin to Thai and Tibetan, their later blocks, kana voicing.
_MARK = regex(r"[\u0300-\u1dff\u20d0-\u20ff\u302a-\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f]")
_NOT_KRAMDOWN = regex(r"[^a-zA-Z0-9 -]+")
_NOT_LETTER_FIRST = regex(r"^[^a-zA-Z]+")
_EXPLICIT_ID = regex(r"\s*\{:?\s*#([^\s{}]+)[^{}]*\}\s*\Z")
_LETTERS_ONLY = regex(r"[\W_]+")


def github_slug(text: str, *, marks: bool = True) -> str:
    """GitHub's anchor of a heading's text, before numbering of repeats.

    `marks` keeps combining marks and variation selectors, as GitHub does; tools that write
    tables of contents often drop them.
    """
    if marks and has_marks(text):
        kept = "".join(
            char
            for char in text.lower()
            if char.isalnum() or char in "_- \t" or unicodedata.category(char)[0] == "M"
        )
    else:
        kept = _NOT_WORD.sub("", text.lower())
    return kept.replace(" ", "-").replace("\t", "-")


def has_marks(text: str) -> bool:
    """Whether a text may hold combining marks or variation selectors."""
    return _MARK.search(text) is not None


def strict_slug(text: str) -> str:
    """Goldmark's: letters and decimal digits only, no marks, `½` or `①`."""
    kept = []
    for char in text.lower():
        if char in " \t":
            kept.append("-")
        elif char in "_-" or char.isalpha() or char.isdecimal():
            kept.append(char)
    return "".join(kept) or "heading"


def ascii_slug(text: str) -> str:
    """Goldmark's with `github-ascii`: accents removed, other non-ASCII dropped."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii")
    return strict_slug(plain)


def kramdown_slug(text: str) -> str:
    """kramdown's own anchor, without the GFM parser."""
    slug = _NOT_KRAMDOWN.sub("", _NOT_LETTER_FIRST.sub("", text))
    return slug.replace(" ", "-").lower() or "section"


def csdn_key(text: str) -> str:
    """What CSDN's Markdown anchor keeps of a heading, apart from case: ASCII letters and digits.

    Blanks and `_` are left out, since they change when a page is copied.
    """
    return _NOT_ASCII_ALNUM.sub("", text)


def letters_of(text: str) -> str:
    """What all styles have in common: letters and digits, case folded."""
    return _LETTERS_ONLY.sub("", unicodedata.normalize("NFKC", text)).casefold()


def explicit_id(raw: str) -> tuple[str, str]:
    """A heading's text without `{#id}` or `{: #id}`, and that id, empty where there is none."""
    if raw.endswith("}"):
        match = _EXPLICIT_ID.search(raw[-200:])
        if match:
            return raw[: len(raw) - len(match[0])], match[1]
    return raw, ""

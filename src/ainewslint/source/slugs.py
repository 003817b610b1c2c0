"""Heading anchors as sites make them, and which anchors an article has.

Styles and their sources: GitHub's `TocFilter` (lower case, everything but word characters, hyphens
and spaces dropped, `-1` for repeats); Hugo's Goldmark `autoHeadingIDType` github and github-ascii
(the same over the heading's raw text, `heading` for nothing left); kramdown, with the GFM parser
that Jekyll uses by default and without (ASCII from the first letter on, `section` for nothing
left); CSDN's editors: Markdown (`\\w` and blanks of the raw text, then `_` and the line number it
had) and rich text (the heading's text itself).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

STYLES = ("github", "hugo", "jekyll", "csdn")

_NOT_ASCII_ALNUM = re.compile(r"[^A-Za-z0-9]+")
_NOT_KRAMDOWN = re.compile(r"[^a-zA-Z0-9 -]+")
_NOT_LETTER_FIRST = re.compile(r"^[^a-zA-Z]+")
_LINE_NUMBER = re.compile(r"_\d{1,6}\Z")
_EXPLICIT_ID = re.compile(r"\s*\{:?\s*#([^\s{}]+)[^{}]*\}\s*\Z")
_LETTERS_ONLY = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^<>]{0,200}>")


def github_slug(text: str, *, marks: bool = True) -> str:
    """GitHub's anchor of a heading's text, before numbering of repeats.

    `marks` keeps combining marks and variation selectors, as GitHub does; tools that write
    tables of contents often drop them.
    """
    if text.isascii():
        return "".join(
            char if char.isalnum() or char in "_-" else "-" if char in " \t" else ""
            for char in text.lower()
        )
    kept = []
    for char in text.lower():
        if char.isalnum() or char in "_-":
            kept.append(char)
        elif char in " \t":
            kept.append("-")
        elif marks and unicodedata.category(char)[0] == "M":
            kept.append(char)
    return "".join(kept)


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


class Anchors:
    """The anchors of an article's headings and elements, under some slug styles.

    `headings` are (rendered text, raw text) pairs in order of the article; `ids` the ids and names
    written in HTML and attribute lists.
    """

    def __init__(
        self, headings: Iterable[tuple[str, str]], ids: Iterable[str], styles: Iterable[str]
    ) -> None:
        self.styles = frozenset(styles)
        self._exact: set[str] = set(ids)
        self._folded: set[str] = {one.lower() for one in self._exact}
        self._csdn: set[str] = set()
        self._rich: set[str] = set()
        pairs = list(headings)
        if self.styles & {"github", "hugo", "jekyll"}:
            self._number(pairs, github_slug)
            self._number(pairs, lambda text: github_slug(text, marks=False))
        if "hugo" in self.styles:
            self._number(pairs, strict_slug)
            self._number(pairs, ascii_slug)
        if "jekyll" in self.styles:
            self._number(pairs, kramdown_slug)
        if "csdn" in self.styles:
            self._add_csdn(pairs)

    def has(self, anchor: str) -> bool:
        """Whether a decoded fragment leads somewhere."""
        if anchor in self._exact:
            return True
        if "github" in self.styles and anchor.lower() in self._folded:
            return True  # GitHub looks fragments up without case
        return "csdn" in self.styles and self._has_csdn(anchor)

    def _has_csdn(self, anchor: str) -> bool:
        number = _LINE_NUMBER.search(anchor)
        if number and csdn_key(anchor[: number.start()]) in self._csdn:
            return True
        return letters_of(anchor) in self._rich

    def _number(self, pairs: list[tuple[str, str]], slug_of: Callable[[str], str]) -> None:
        """Add slugs of rendered and of raw text, repeats numbered from 1."""
        for which in (0, 1):
            seen: dict[str, int] = {}
            for pair in pairs:
                base = slug = slug_of(pair[which])
                count = seen.get(base, 0)
                while slug in seen:
                    count += 1
                    slug = f"{base}-{count}"
                seen[base] = count
                seen.setdefault(slug, 0)
            self._exact.update(seen)
            self._folded.update(seen)

    def _add_csdn(self, pairs: list[tuple[str, str]]) -> None:
        for rendered, raw in pairs:
            self._csdn.update((csdn_key(rendered), csdn_key(raw), csdn_key(_TAG.sub("", raw))))
            self._rich.add(letters_of(rendered))
        self._rich.discard("")

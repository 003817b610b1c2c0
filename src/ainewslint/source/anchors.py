"""Which fragments lead somewhere in an article: of headings, of HTML, of attribute lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ainewslint.patterns import regex
from ainewslint.source.article import Article
from ainewslint.source.document import Document
from ainewslint.source.nodes import CodeSpan, Heading, Html, Image, Math, Node, Shortcode, Text
from ainewslint.source.slugs import (
    ascii_slug,
    csdn_key,
    explicit_id,
    github_slug,
    has_marks,
    kramdown_slug,
    letters_of,
    strict_slug,
)

_ID = regex(
    r"""\b(?:id|name)\s*=\s*(?:"([^"]{0,300})"|'([^']{0,300})'|([^\s"'<>=`]{1,300}))""",
    re.IGNORECASE,
)
_ATTRIBUTE_LIST = regex(r"\{:?\s{0,8}#([^\s{}]{1,200})")
_HTML_HEADING = regex(r"<h[1-6]\b[^<>]{0,300}>(.{0,500}?)</h[1-6]>", re.IGNORECASE | re.DOTALL)
_TAG = regex(r"<[^<>]{0,200}>")
_MARKUP = regex(r"[*_`\[<&\\$~!{:]")
_WORD = regex(r"""[^\s"'<>{}%=]+""")
_LINE_NUMBER = regex(r"_\d{1,6}\Z")
_FOOTNOTE = regex(r"(?:user-content-)?fn(?:ref)?[-:]?.{0,80}")
# Fragments that the browser or a script answers, whatever the article holds.
_ALWAYS = ("", "top", "_top")
_SCRIPTED = ("/", "!", ":~:")
# Includes may bring headings that are not in the file.
_INCLUDES = ("include", "readfile", "partial", "embed", "import", "remote")


class Place(NamedTuple):
    """A heading as its anchor is made: the text a reader sees, the text as written, its own id."""

    text: str
    raw: str
    id: str = ""


class Anchors:
    """The anchors of an article under some slug styles ("github", "hugo", "jekyll", "csdn").

    Where a style leaves room (which marks count, with repeats or without), every reading is taken:
    what is reported missing is missing under all of them.
    """

    def __init__(self, places: list[Place], ids: Iterable[str], styles: Iterable[str]) -> None:
        self.places = places
        self.styles = frozenset(styles)
        self._exact: set[str] = {*ids, *(place.id for place in places if place.id)}
        self._csdn: set[str] = set()
        self._rich: set[str] = set()
        self._slugs = self._number(github_slug)
        if any(has_marks(place.raw) for place in places):
            self._number(lambda text: github_slug(text, marks=False))
        if "hugo" in self.styles:
            self._slugs = self._number(strict_slug)
            self._number(ascii_slug)
        if "jekyll" in self.styles:
            self._number(kramdown_slug)
        if "csdn" in self.styles:
            self._add_csdn()
        # GitHub looks fragments up without case, Hugo and Jekyll sites do not.
        self._folded = {one.lower() for one in self._exact} if "github" in self.styles else set()
        self._by_letters: dict[str, list[int]] | None = None

    def has(self, anchor: str) -> bool:
        """Whether a decoded fragment leads somewhere."""
        if anchor in self._exact or anchor.lower() in self._folded:
            return True
        anchor = anchor.removeprefix("user-content-")
        return anchor in self._exact or ("csdn" in self.styles and self._has_csdn(anchor))

    def slug_of(self, *texts: str) -> str | None:
        """The anchor of the one heading that has one of these texts; None for none or several.

        The texts are tried in order, by their letters and digits alone.
        """
        if self._by_letters is None:
            self._by_letters = {}
            for index, place in enumerate(self.places):
                self._by_letters.setdefault(letters_of(place.text), []).append(index)
        for text in texts:
            key = letters_of(text)
            found = self._by_letters.get(key, []) if key else []
            if found:
                index = found[0]
                return (self.places[index].id or self._slugs[index]) if len(found) == 1 else None
        return None

    def _has_csdn(self, anchor: str) -> bool:
        number = _LINE_NUMBER.search(anchor)
        if number and csdn_key(anchor[: number.start()]) in self._csdn:
            return True
        return letters_of(anchor) in self._rich

    def _number(self, slug_of: Callable[[str], str]) -> list[str]:
        """Add the slugs, repeats numbered from 1; of rendered texts (returned) and of raw ones."""
        rendered: list[str] = []
        differ = any(place.raw != place.text for place in self.places)
        for raw in (False, True) if differ else (False,):
            seen: dict[str, int] = {}
            for place in self.places:
                base = slug = slug_of(place.raw if raw else place.text)
                count = seen.get(base, 0)
                while slug in seen:
                    count += 1
                    slug = f"{base}-{count}"
                seen[base] = count
                seen.setdefault(slug, 0)
                if not raw:
                    rendered.append(slug)
            self._exact.update(seen)
        return rendered

    def _add_csdn(self) -> None:
        for text, raw, _ in self.places:
            self._csdn.update((csdn_key(text), csdn_key(raw), csdn_key(_TAG.sub("", raw))))
            self._rich.add(letters_of(text))
        self._rich.discard("")


def anchors_of(article: Article, styles: Iterable[str]) -> Anchors:
    """The anchors of an article."""
    return Anchors(list(_places(article)), _ids(article), styles)


class Elsewhere:
    """Fragments that may lead somewhere although the article's headings and ids do not tell."""

    def __init__(self, document: Document) -> None:
        self.footnotes = bool(document.footnotes)
        codes = [node.text for node in document.of(Shortcode)]
        self.included = any(word in code for code in codes for word in _INCLUDES)
        self.words = {word for code in codes for word in _WORD.findall(code)}

    def has(self, anchor: str) -> bool:
        """Whether a browser, a script, a renderer or a shortcode may make this anchor."""
        return (
            self.included
            or anchor in _ALWAYS
            or anchor.startswith(_SCRIPTED)
            or (self.footnotes and _FOOTNOTE.fullmatch(anchor) is not None)
            or anchor in self.words
        )


def _places(article: Article) -> Iterator[Place]:
    found: list[tuple[int, Place]] = []
    for heading in article.document.of(Heading):
        raw, own = explicit_id(heading.content.text.strip())
        text = raw
        if _MARKUP.search(raw):
            text, _ = explicit_id(heading_text(heading))
        found.append((heading.span.start, Place(text.strip(), raw, own)))
    for html in article.document.of(Html):
        if "<h" in html.text or "<H" in html.text:
            for match in _HTML_HEADING.finditer(html.text):
                text = _TAG.sub("", match[1]).strip()
                found.append((html.span.start + match.start(), Place(text, text)))
    found.sort(key=lambda one: one[0])
    return (place for _, place in found)


def heading_text(heading: Heading) -> str:
    """What a reader sees of a heading, code and formulas included, images left out."""
    parts: list[str] = []
    stack: list[Node] = heading.children[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, (Text, CodeSpan, Math)):
            parts.append(node.text)
        elif not isinstance(node, Image):
            stack.extend(reversed(node.inner))
    return "".join(parts)


def _ids(article: Article) -> Iterator[str]:
    for html in article.document.of(Html):
        if "=" in html.text:
            for match in _ID.finditer(html.text):
                yield match[match.lastindex or 0]
    text = article.source.text
    if "{#" in text or "{: " in text or "{:#" in text:
        for match in _ATTRIBUTE_LIST.finditer(text, article.body_start):
            yield match[1]

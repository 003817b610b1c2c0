"""Where a claim's source is: sentence, block, citation, words, section."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ainewslint.claims.attribution import Attributions
from ainewslint.claims.model import Grade, Source
from ainewslint.claims.passage import Passage
from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.article import Article
from ainewslint.source.document import Section
from ainewslint.source.nodes import (
    BareUrl,
    BlockQuote,
    FootnoteDef,
    FootnoteRef,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Table,
)
from ainewslint.source.prose import ProseBlock

_ANCHOR = regex(r"<a\s[^<>]{0,300}?href\s*=\s*[\"']?(https?://[^\"'\s<>]+)", re.IGNORECASE)
_ADDRESS = regex(r"https?://[A-Za-z0-9][^\s<>\"'（）()【】，。；、]{3,}")
# A line whose address is for the text above it.
_POINTING = regex(
    r"\W{0,4}(?:相关|参考|项目|论文|官方|详细|更多|开源|代码|体验|官网|报道)*(?:链接|来源"
    r"|地址|出处|参考|详[见情]|官网|主页)|\W{0,4}(?:Link|Source|Via|See|Read more)\b",
    re.IGNORECASE,
)
_CAPTION = regex(
    r"\W{0,4}(?:(?:数据)?来源|出处|注|表|图|参考|Table|Figure|Source|Note|Data)", re.IGNORECASE
)
_NO_SOURCE = ("#", "mailto:", "javascript:", "tel:", "data:")
_PICTURE = regex(  # also one that a proxy is asked for
    r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|mp4|mov)(?:[?#&!@].*)?$", re.IGNORECASE
)


def _is_source(url: str) -> bool:
    """Whether a link leads to something to read: not to a place in the page or a picture."""
    return not url.startswith(_NO_SOURCE) and _PICTURE.search(url) is None


class SourceFinder:
    """Finds the sources of one article's claims; its links are collected once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.document = article.document
        self._untold: set[int] = set()  # plain addresses that speak for their own block only
        self._attributed: tuple[Passage, Attributions] | None = None
        self._sections: dict[tuple[Section, bool], Source | None] = {}

    @cached_property
    def links(self) -> list[tuple[int, int, str]]:
        """(start, end, URL) of every link outside reference lists, in order."""
        found = [*self._prose_links(), *self._html_links()]
        references = self.article.references
        if references.lists:
            found = [one for one in found if not references.is_listed(one[0])]
        return sorted(found)

    def _prose_links(self) -> Iterator[tuple[int, int, str]]:
        for block in self.article.prose:
            for run in block.runs:
                if isinstance(run.node, Link) and _is_source(run.node.url):
                    yield run.node.span.start, run.node.span.end, run.node.url
            if "://" in block.text:  # an address that is no link is one to the reader
                told = _POINTING.match(block.text) is not None
                for match in _ADDRESS.finditer(block.text):
                    span = block.span(*match.span())
                    if not told:
                        self._untold.add(span.start)
                    yield (*span, match.group())
            for hole in block.holes:
                if isinstance(hole.node, BareUrl | Link) and _is_source(hole.node.url):
                    yield hole.node.span.start, hole.node.span.end, hole.node.url

    def _html_links(self) -> Iterator[tuple[int, int, str]]:
        text = self.article.source.text
        if "<a" in text or "<A" in text:
            for match in _ANCHOR.finditer(text, self.article.body_start):
                if _is_source(match[1]):
                    yield match.start(), match.end(), match[1]

    @cached_property
    def citations(self) -> list[tuple[int, int, str]]:
        """(start, end, text) of every citation and note mark that resolves, in order."""
        found = []
        for citation in self.article.references.citations:
            if citation.resolves:
                found.append((citation.span.start, citation.span.end, ""))
        if self.document.footnotes:
            for node in self.document.of(FootnoteRef):
                if node.label in self.document.footnotes:
                    found.append((node.span.start, node.span.end, ""))
        return sorted(found)

    def _first(
        self, places: list[tuple[int, int, str]], span: Span, wide: bool = False
    ) -> Source | None:
        index = bisect_left(places, (span.start, 0, ""))
        if wide:
            while index < len(places) and places[index][0] in self._untold:
                index += 1
        if index >= len(places) or places[index][0] >= span.end:
            return None
        start, end, url = places[index]
        grade = Grade.LINK if places is self.links else Grade.CITATION
        place = Span(start, end)
        return Source(grade, self.article.source.slice(place), place, url or None)

    def find(self, passage: Passage, start: int, end: int) -> Source:
        """The source of a statement at `start..end` of a passage: the best there is."""
        sentence, unit = passage.span(start, end), self.unit(passage.block)
        linked = self._first(self.links, sentence) or self._first(self.links, unit)
        if linked is not None:
            return linked
        cited = self._first(self.citations, sentence) or self._first(self.citations, unit)
        if cited is not None:
            return cited
        said = self._attributions(passage).of(start, end)
        if said is not None and not said.vague:
            words = passage.text[said.start : said.end]
            return Source(Grade.ATTRIBUTION, words, passage.span(said.start, said.end))
        section = self._section(passage.block)
        if section is not None:
            return replace(section, grade=Grade.SECTION)
        if said is not None:
            words = passage.text[said.start : said.end]
            return Source(Grade.NONE, words, passage.span(said.start, said.end), vague=True)
        return Source(Grade.NONE)

    def is_linked(self, block: ProseBlock) -> bool:
        """Whether a link, note or citation in the scope of a block can be its source."""
        unit = self.unit(block)
        found = self._first(self.links, unit) or self._first(self.citations, unit)
        return found is not None or self._section(block) is not None

    def _attributions(self, passage: Passage) -> Attributions:
        if self._attributed is None or self._attributed[0] is not passage:
            self._attributed = passage, Attributions(passage.text)
        return self._attributed[1]

    def unit(self, block: ProseBlock) -> Span:
        """Where a block's source may stand: its list item, quote or note, a table with captions."""
        for node in block.containers:
            if isinstance(node, ListItem | BlockQuote | FootnoteDef):
                return node.span
            if isinstance(node, Table):
                return self._with_captions(node, block.section)
        return block.node.span

    def _with_captions(self, table: Table, section: Section | None) -> Span:
        blocks: list[Node] = section.blocks if section is not None else []
        if table not in blocks:
            return table.span
        index = blocks.index(table)
        start, end = table.span
        before = blocks[index - 1] if index else None
        if isinstance(before, Paragraph):
            text = self.article.source.slice(before.content_span)
            if _CAPTION.match(text) or text.rstrip().endswith((":", "：")):
                start = before.span.start
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(after, Paragraph) and _CAPTION.match(
            self.article.source.slice(after.content_span)
        ):
            end = after.span.end
        return Span(start, end)

    def _section(self, block: ProseBlock) -> Source | None:
        """A link in the nearest heading or in the blocks right under it."""
        section = block.section
        if section is None:
            return None
        key = section, any(isinstance(node, ListItem) for node in block.containers)
        if key not in self._sections:
            self._sections[key] = self._in_section(*key)
        return self._sections[key]

    def _in_section(self, section: Section, listed: bool) -> Source | None:
        """The first link of a section, for a list item the first outside of lists.

        What another list item links to is that item's: a digest's items are stories of their own.
        """
        if not listed:
            return self._first(self.links, section.span, wide=True)
        places = [section.heading] if section.heading is not None else []
        for node in (*places, *(one for one in section.blocks if not isinstance(one, List))):
            found = self._first(self.links, node.span, wide=True)
            if found is not None:
                return found
        return None

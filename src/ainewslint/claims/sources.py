"""Where a claim comes from: the nearest source a reader can follow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ainewslint.claims.attribution import find_attribution
from ainewslint.claims.model import Grade, Source
from ainewslint.source.article import Article
from ainewslint.source.document import Section
from ainewslint.source.nodes import (
    BareUrl,
    FootnoteRef,
    Image,
    Link,
    ListItem,
    Node,
    Table,
    TextBlock,
)
from ainewslint.source.prose import ProseBlock


class Sources:
    """Finds the sources of an article's claims: sentence, block, citation, words, section."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._links: dict[Node, Source | None] = {}
        self._sections: dict[int, Source | None] = {}

    def of(self, block: ProseBlock, start: int, end: int) -> Source:
        """The best source of a claim in prose[start:end] of a block."""
        return (
            self._linked(block)
            or self._cited(block)
            or self._said(block, start, end)
            or self._in_section(block)
            or Source(Grade.NONE)
        )

    def _linked(self, block: ProseBlock) -> Source | None:
        """A link in the block, in the list item it belongs to, or in its table."""
        holder: Node = block.node
        for node in block.containers:
            if isinstance(node, (ListItem, Table)):
                holder = node
                break
        if holder not in self._links:
            self._links[holder] = _first_link(_text_blocks(holder))
        return self._links[holder]

    @cached_property
    def _citing(self) -> dict[int, Source]:
        """Block's offset -> the citation in it that resolves."""
        found: dict[int, Source] = {}
        for one in self.article.references.citations:
            if one.resolves:
                text = self.article.source.slice(one.span)
                found.setdefault(one.block.node.span.start, Source(Grade.CITATION, text, one.span))
        return found

    def _cited(self, block: ProseBlock) -> Source | None:
        found = self._citing.get(block.node.span.start)
        if found is None:
            for hole in block.holes:
                if isinstance(hole.node, FootnoteRef):
                    return Source(Grade.CITATION, "", hole.node.span)
        return found

    def _said(self, block: ProseBlock, start: int, end: int) -> Source | None:
        """An attribution in words, in the sentence or the one before."""
        found = find_attribution(block.text, start, end)
        if found is None or found.vague:
            before = max((one.start for one in block.sentences if one.end <= start), default=start)
            found = find_attribution(block.text, before, start) or found
        if found is None:
            return None
        span = block.span(found.start, found.end)
        words = block.text[found.start : found.end]
        return Source(Grade.ATTRIBUTION, words, span, vague=found.vague)

    def _in_section(self, block: ProseBlock) -> Source | None:
        """A link in the heading above, or in the heading's own blocks."""
        section = block.section
        if section is None:
            return None
        key = id(section)
        if key not in self._sections:
            self._sections[key] = _section_link(section)
        return self._sections[key]


def _section_link(section: Section) -> Source | None:
    blocks: list[TextBlock] = [section.heading] if section.heading else []
    for node in section.blocks:
        blocks.extend(_text_blocks(node))
    found = _first_link(blocks)
    return found and Source(Grade.SECTION, found.text, found.span, found.url)


def _text_blocks(node: Node) -> Iterable[TextBlock]:
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, TextBlock):
            yield one
        else:
            stack.extend(reversed(one.inner))


def _first_link(blocks: Iterable[TextBlock]) -> Source | None:
    """The first link to another page."""
    for block in blocks:
        stack = block.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, (Link, BareUrl)) and node.url.startswith(("http", "//", "www.")):
                if not _shows_image_only(node):
                    return Source(Grade.LINK, node.url, node.span, node.url)
            stack.extend(reversed(node.inner))
    return None


def _shows_image_only(node: Node) -> bool:
    """Whether a link is a picture to enlarge, not a source."""
    return bool(node.inner) and all(isinstance(one, Image) for one in node.inner)

"""The body as JSON, for body schemas, editors and `ainewslint` users.

```
{"title": the first level-1 heading's text or null,
 "words": of the whole body,
 "depth": the deepest heading level, 0 without headings,
 "blocks": kinds of the blocks before the first heading,
 "sections": [{"heading", "level", "words", "blocks", "links", "images", "code", "tables",
               "sections": [nested]}],
 "links": [{"text", "url", "kind"}], "images": [{"alt", "url"}],
 "references": [{"heading", "kind", "entries": [{"number", "text", "url"}]}]}
```

`words` counts each Han character as a word and each Latin word or number as one; code is not
counted. `blocks` are "paragraph", "list", "table", "code", "quote", "html", "math", "rule",
"definition", "footnote". A section's `words` and counts are of its own blocks, without its
subsections. Every JSON pointer has a span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.document import Document, Section
from ainewslint.source.nodes import (
    BareUrl,
    BlockQuote,
    Code,
    Definition,
    FootnoteDef,
    Heading,
    Html,
    Image,
    Link,
    List,
    Math,
    Node,
    Paragraph,
    Table,
    TextBlock,
    ThematicBreak,
)
from ainewslint.source.prose import OBJECT, prose_of

if TYPE_CHECKING:
    from ainewslint.source.article import Article

_KINDS: dict[type[Node], str] = {
    Paragraph: "paragraph",
    List: "list",
    Table: "table",
    Code: "code",
    BlockQuote: "quote",
    Html: "html",
    Math: "math",
    ThematicBreak: "rule",
    Definition: "definition",
    FootnoteDef: "footnote",
}
# A Han character, or a run of letters and digits with what joins them inside a word.
# Compiled when first asked for: its sets of characters are large.
_WORD = (
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_JOINED = regex(r"(?<=[A-Za-z0-9])['’.,-](?=[A-Za-z0-9])")


def count_words(text: str) -> int:
    """Words of a text: each Han character one, each Latin word or number one."""
    if text.isascii() and not text.strip():
        return 0
    return len(re.findall(_WORD, _JOINED.sub("", text)))


@record
class Outline:
    """The body as JSON, and where each part of it stands."""

    data: dict[str, Any]
    whole: Span
    spans: dict[str, Span] = field(default_factory=dict)

    def span(self, pointer: str) -> Span:
        """The source of a JSON pointer's value; of its nearest parent where it has none."""
        while pointer:
            if pointer in self.spans:
                return self.spans[pointer]
            pointer = pointer.rpartition("/")[0]
        return self.whole


def make_outline(article: Article, keys: Container[str] | None = None) -> Outline:
    """The outline of an article's body; with `keys`, no more of it than these keys, at any depth."""
    return _Builder(article, keys).build()


class _Builder:
    def __init__(self, article: Article, keys: Container[str] | None) -> None:
        self.article = article
        self.keys = keys
        self.document: Document = article.document
        self.spans: dict[str, Span] = {}

    @cached_property
    def prose(self) -> dict[Node, str]:
        return {block.node: block.text for block in self.article.prose}

    def _made(self, makers: dict[str, Callable[[], Any]]) -> dict[str, Any]:
        keys = self.keys
        return {key: make() for key, make in makers.items() if keys is None or key in keys}

    def build(self) -> Outline:
        document = self.document
        sections = document.sections
        lead = next((one for one in sections if one.heading is None), None)
        data = self._made(
            {
                "title": self._title,
                "words": lambda: self._words(self.prose),
                "depth": lambda: max((one.level for one in document.of(Heading)), default=0),
                "blocks": lambda: [_kind(block) for block in lead.blocks] if lead else [],
                "sections": self._sections,
                "links": self._links,
                "images": self._images,
                "references": self._references,
            }
        )
        return Outline(data, Span(document.span.start, document.span.start), self.spans)

    def _title(self) -> str | None:
        title = next((one for one in self.document.of(Heading) if one.level == 1), None)
        if title is None:
            return None
        self.spans["/title"] = title.content_span
        return self._heading(title)

    def _words(self, nodes: Iterable[Node]) -> int:
        prose = self.prose
        return sum(count_words(prose[node].replace(OBJECT, " ")) for node in nodes if node in prose)

    def _heading(self, heading: Heading) -> str:
        return "".join(prose_of(heading.children)).strip()

    def _sections(self) -> list[dict[str, Any]]:
        top = [one for one in self.document.sections if one.heading and one.parent is None]
        found: list[dict[str, Any]] = []
        stack = [(section, found, "/sections") for section in reversed(top)]
        while stack:
            section, siblings, base = stack.pop()
            pointer = f"{base}/{len(siblings)}"
            data = self._section(section, pointer)
            siblings.append(data)
            inner = f"{pointer}/sections"
            stack.extend((one, data["sections"], inner) for one in reversed(section.subsections))
        return found

    def _section(self, section: Section, pointer: str) -> dict[str, Any]:
        heading = section.heading
        assert heading is not None
        for key in ("", "/heading", "/level"):
            self.spans[pointer + key] = heading.content_span
        for index, block in enumerate(section.blocks):
            self.spans[f"{pointer}/blocks/{index}"] = block.span
        nodes = cache(lambda: [one for block in section.blocks for one in _blocks_in(block)])
        inner: list[dict[str, Any]] = []
        return self._made(
            {
                "heading": lambda: self._heading(heading),
                "level": lambda: heading.level,
                "words": lambda: self._words(nodes()),
                "blocks": lambda: [_kind(block) for block in section.blocks],
                "links": lambda: _count(_inline(nodes()), Link, BareUrl),
                "images": lambda: _count(_inline(nodes()), Image),
                "code": lambda: _count(nodes(), Code),
                "tables": lambda: _count(nodes(), Table),
                "sections": lambda: inner,
            }
        )

    def _links(self) -> list[dict[str, Any]]:
        found = []
        for index, node in enumerate(self.document.of(Link, BareUrl)):
            self.spans[f"/links/{index}"] = node.span
            if isinstance(node, Link):
                text, kind = "".join(prose_of(node.children)), node.kind.value
            else:
                text, kind = node.text, "bare"
            found.append({"text": text, "url": node.url, "kind": kind})
        return found

    def _images(self) -> list[dict[str, Any]]:
        found = []
        for index, node in enumerate(self.document.of(Image)):
            self.spans[f"/images/{index}"] = node.span
            found.append({"alt": node.alt, "url": node.url})
        return found

    def _references(self) -> list[dict[str, Any]]:
        found = []
        for index, one in enumerate(self.article.references.lists):
            pointer = f"/references/{index}"
            self.spans[pointer] = one.span
            entries = []
            for at, entry in enumerate(one.entries):
                self.spans[f"{pointer}/entries/{at}"] = entry.span
                entries.append({"number": entry.number, "text": entry.text, "url": entry.url})
            found.append({"heading": one.title, "kind": one.kind.value, "entries": entries})
        return found


def _kind(block: Node) -> str:
    return _KINDS.get(type(block), type(block).__name__.lower())


def _count(nodes: Iterable[Node], *kinds: type[Node]) -> int:
    return sum(isinstance(node, kinds) for node in nodes)


def _inline(nodes: Iterable[Node]) -> Iterator[Node]:
    for block in nodes:
        if isinstance(block, TextBlock):
            for child in block.children:
                yield from child.walk()


def _blocks_in(block: Node) -> Iterable[Node]:
    """A block and the blocks in it."""
    stack = [block]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, TextBlock):
            stack.extend(reversed(node.inner))

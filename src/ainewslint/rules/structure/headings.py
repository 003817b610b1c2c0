"""Headings as an author meant them."""

from __future__ import annotations

from ainewslint.source.document import Document
from ainewslint.source.nodes import Emphasis, Heading, Link, Node, Strikethrough, Strong, Text
from ainewslint.source.text import SourceText


def is_accidental(heading: Heading, source: SourceText) -> bool:
    """Whether a line of one `=` or `-` made a heading of the text above it.

    Formulas that were copied a symbol a line do; nobody underlines a title with one character.
    """
    if not heading.setext:
        return False
    text = source.text
    end = heading.span.end
    underline = text[max(heading.span.start, heading.content_span.end) : end].strip(" \t\r\n>")
    return len(underline) == 1


def top_headings(document: Document) -> list[Heading]:
    """The headings that divide the body: not in quotes or lists, nor made by accident."""
    return [
        node
        for node in document.children
        if isinstance(node, Heading) and not is_accidental(node, document.source)
    ]


_TRANSPARENT = (Strong, Emphasis, Strikethrough, Link)


def plain_text(nodes: list[Node]) -> str:
    """The text a reader sees of inline nodes, code and images left out."""
    parts: list[str] = []
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            parts.append(node.text)
        elif isinstance(node, _TRANSPARENT):
            stack.extend(reversed(node.children))
        else:
            parts.append(" ")
    return "".join(parts)

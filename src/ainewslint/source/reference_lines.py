"""The lines of a text block as a reader sees them, with the URLs behind their links."""

from __future__ import annotations

from ainewslint.records import record
from ainewslint.source.nodes import (
    BareUrl,
    CodeSpan,
    HardBreak,
    Image,
    Link,
    Node,
    SoftBreak,
    Text,
    TextBlock,
)


@record(slots=True)
class Line:
    """A line of a text block; `start` and `end` are source offsets."""

    start: int
    end: int
    text: str = ""
    urls: tuple[str, ...] = ()


def lines_of(block: Node) -> list[Line]:
    """A text block's lines, links resolved; none for any other node."""
    if not isinstance(block, TextBlock):
        return []
    line = Line(block.content_span.start, block.content_span.end)
    lines = [line]
    stack = list(reversed(block.children))
    while stack:
        node = stack.pop()
        if isinstance(node, SoftBreak | HardBreak):
            line.end = node.span.start
            line = Line(node.span.end, block.content_span.end)
            lines.append(line)
        elif isinstance(node, Text | CodeSpan):
            line.text += node.text
        elif isinstance(node, BareUrl):
            if "://" not in node.text:  # the others are read from the text
                line.urls += (node.url,)
            line.text += node.text
        elif isinstance(node, Link):
            if node.url and not node.url.startswith("#"):
                line.urls += (node.url,)
            stack.extend(reversed(node.inner))
        elif not isinstance(node, Image):
            stack.extend(reversed(node.inner))
    return [one for one in lines if one.text.strip() or one.urls]

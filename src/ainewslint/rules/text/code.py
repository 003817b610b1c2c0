"""Where the code of an article is, found without parsing more text than it takes."""

from __future__ import annotations

from bisect import bisect_right

from ainewslint.source.article import Article
from ainewslint.source.nodes import Code, CodeSpan, Node, TextBlock


class CodePlaces:
    """The code blocks and code spans of an article."""

    def __init__(self, article: Article) -> None:
        document = article.document
        found = [node.span for node in document.of(Code)]
        for block in document.blocks:
            if isinstance(block, TextBlock) and "`" in document.source.slice(block.span):
                stack: list[Node] = list(block.children)
                while stack:
                    node = stack.pop()
                    if isinstance(node, CodeSpan):
                        found.append(node.span)
                    stack.extend(node.inner)
        self.spans = sorted(found)
        self.starts = [span.start for span in self.spans]

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset is code."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.spans[index].end

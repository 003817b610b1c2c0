"""A Markdown body to a Document.

CommonMark with tables, strikethrough, footnotes, bare URLs, dollar math and the shortcodes of
Hugo and Liquid, as markdown-it-py reads them. The block phase runs once, here; a block's text is
parsed when somebody asks for its children. Reading never raises and takes time in proportion to
the text.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from ainewslint.diagnostics import Span
from ainewslint.source.block_rules import BlockParser
from ainewslint.source.blocks import BlockState, BlockToken
from ainewslint.source.document import Document
from ainewslint.source.inline import InlineParser
from ainewslint.source.nodes import (
    BlockQuote,
    Definition,
    FootnoteDef,
    List,
    ListItem,
    Node,
    Paragraph,
    Parent,
)
from ainewslint.source.text import SourceText


def parse_markdown(source: SourceText, body_start: int) -> Document:
    """The document of the text from `body_start` on."""
    text = source.text[body_start:] if body_start else source.text
    breaks: list[int] = []
    if "\r" in text:
        breaks = _breaks(text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    definitions: dict[str, Definition] = {}
    footnotes: dict[str, FootnoteDef] = {}
    read_inline = InlineParser(definitions, footnotes)
    state = BlockState(text, _markdown_it(), body_start, breaks, read_inline, definitions)
    state.md.block.tokenize(state, 0, state.lineMax)
    children = _build(state, footnotes)
    return Document(source, body_start, children, definitions, footnotes)


def _breaks(text: str) -> list[int]:
    """The offsets behind each `\\r\\n` once it is one character."""
    found: list[int] = []
    at = text.find("\r\n")
    while at >= 0:
        found.append(at + 1 - len(found))
        at = text.find("\r\n", at + 2)
    return found


@cache
def _markdown_it() -> MarkdownIt:
    md = MarkdownIt("commonmark")
    md.block = BlockParser()
    return md


def _build(state: BlockState, footnotes: dict[str, FootnoteDef]) -> list[Node]:
    """The tree of the blocks found; a container ends where its last block does."""
    top: list[Node] = []
    nodes = top
    around: list[tuple[list[Node], Parent]] = []
    for token in state.tokens:
        if token.node is not None:
            nodes.append(token.node)
            if not token.hidden and around and len(around) > 1 and type(token.node) is Paragraph:
                holder = around[-2][1]
                if type(holder) is List and type(around[-1][1]) is ListItem:
                    holder.tight = False
        elif token.nesting == 1:
            node = _container(state, token)
            nodes.append(node)
            if isinstance(node, FootnoteDef):
                footnotes[node.label] = node
            around.append((nodes, node))
            nodes = node.children
        elif token.nesting == -1:
            nodes, node = around.pop()
            if node.children:
                last = node.children[-1].span.end
                if last > node.span.end:
                    node.span = Span(node.span.start, last)
    return top


def _container(state: BlockState, token: BlockToken) -> Parent:
    """The node of a container, ending for now with its own marker."""
    kind, at = token.type, token.at
    if kind == "list_item_open":
        ordered = token.markup in ".)"
        marker = state.span(at, at + len(token.info) + 1)
        number = int(token.info) if ordered else None
        return ListItem(marker, marker_span=marker, number=number)
    if kind == "blockquote_open":
        return BlockQuote(state.span(at, at + 1))
    if kind == "footnote_reference_open":
        end = at + 2 + len(token.info)
        label = state.span(at + 2, end)
        return FootnoteDef(state.span(at, end + 2), label=token.info, label_span=label)
    start = token.attrs.get("start", 1)
    return List(state.span(at, at), ordered=kind == "ordered_list_open", start=int(start))

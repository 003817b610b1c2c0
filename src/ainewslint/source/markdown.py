"""A Markdown body to a Document.

CommonMark with tables, strikethrough, footnotes, bare URLs, dollar math and the shortcodes of
Hugo and Liquid, as markdown-it-py reads them. The block phase runs once, here; a block's text is
parsed when somebody asks for its children. Reading never raises and takes time in proportion to
the text.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from ainewslint.source.block_rules import BlockParser
from ainewslint.source.blocks import BlockState
from ainewslint.source.document import Document
from ainewslint.source.inline import InlineParser
from ainewslint.source.nodes import Definition, FootnoteDef
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
    md = _markdown_it()
    state = BlockState(text, md, body_start, breaks, read_inline, definitions, footnotes)
    md.block.tokenize(state, 0, state.lineMax)
    return Document(source, body_start, state.nodes, definitions, footnotes)


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

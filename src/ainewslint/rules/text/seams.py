"""Soft line breaks that show as a space where none belongs, and what joining them would do.

Editors' exports put every bold run, link and code span on a line of its own; the line end is
rendered as a space, also before a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.text.characters import CLOSING, OPENING, has_cjk
from ainewslint.source import nodes
from ainewslint.source.nodes import Node, Paragraph
from ainewslint.source.text import SourceText

# Half-width punctuation ends the line before only where nothing but text can follow: not
# `.5`, `...`, `!=`, `:smile:`, `::: note`.
_HALF_WIDTH = regex(r"[,;.!?)](?=[\s*_`\[]|\Z|[^\x00-\x7f])")
_LINE_START = regex(r"[\r\n][ \t>]*[，。、；：？！）】》」』〉〗〕”’（,;.!?):]")
# What a line of code or of a formula holds and a line of prose does not.
_CODE = regex(r"""[={}<>\\$]|\w[(\[]|\w_\w|(?:;|\]|["'])[ ,]*$|^\W+$""")
_SYMBOL = 3  # characters that a symbol of a formula has at most
_TABLE = regex(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|[ \t|:-]*$", re.MULTILINE)
_COLON = regex(r":(?=\s|\Z|[^\x00-\x7f])")


@record(frozen=True, slots=True)
class Seam:
    """A soft break in a paragraph and the nodes of the paragraph on its two sides."""

    index: int  # the break's, among the paragraph's children
    before: Node
    span: Span
    after: Node


def may_strand(text: str) -> bool:
    """Whether any line but the first begins with punctuation: a cheap look at a source."""
    return ("\n" in text or "\r" in text) and _LINE_START.search(text) is not None


def seams(paragraph: Paragraph) -> Iterator[Seam]:
    """The soft breaks between two nodes of a paragraph, not those inside one."""
    children = paragraph.children
    for index in range(1, len(children) - 1):
        node = children[index]
        if type(node) is nodes.SoftBreak:
            yield Seam(index, children[index - 1], node.span, children[index + 1])


def is_alone(paragraph: Paragraph, index: int) -> bool:
    """Whether a child of a paragraph is all there is on its line."""
    children = paragraph.children
    breaks = (nodes.SoftBreak, nodes.HardBreak)
    before = index == 0 or isinstance(children[index - 1], breaks)
    return before and (index + 1 == len(children) or isinstance(children[index + 1], breaks))


def stranded(paragraph: Paragraph, among: Iterable[Seam]) -> list[Seam]:
    """The seams behind which a line opens with punctuation that belongs before the seam."""
    found = []
    kept: bool | None = None
    chinese: bool | None = None
    for seam in among:
        text = seam.after.text if isinstance(seam.after, nodes.Text) else ""
        mark = text[:1]
        if mark == "（":
            kept = keeps_lines(paragraph) if kept is None else kept
            belongs = not kept
        elif mark == ":" and _COLON.match(text):
            chinese = is_chinese(paragraph) if chinese is None else chinese
            belongs = chinese
        else:
            belongs = (mark in CLOSING and mark != "…") or (
                mark not in OPENING and mark != ":" and _HALF_WIDTH.match(text) is not None
            )
        if mark and belongs and not _is_no_prose(paragraph, seam):
            found.append(seam)
    return found


def is_chinese(paragraph: Paragraph) -> bool:
    """Whether any text directly in a paragraph is Chinese or Japanese."""
    return any(map(has_cjk, plain_texts(paragraph)))


def _is_no_prose(paragraph: Paragraph, seam: Seam) -> bool:
    """Whether a mark goes on a formula copied a symbol a line, or code without a fence."""
    before, after = seam.before, seam.after
    if not (isinstance(before, nodes.Text) and isinstance(after, nodes.Text)):
        return False
    if has_cjk(before.text) or not is_alone(paragraph, seam.index - 1):
        return False
    symbol, alone = len(before.text) <= _SYMBOL, is_alone(paragraph, seam.index + 1)
    if not after.text[0].isascii():  # it may end a sentence of prose, unless that is all there is
        return symbol and alone and len(after.text) == 1 and len(paragraph.children) == 3
    if symbol and (seam.index == 1 or (alone and len(after.text) == 1)):
        return True
    if has_cjk(after.text):
        return False
    above = paragraph.children[seam.index - 3] if seam.index >= 3 else None
    lines = [node.text for node in (before, above) if isinstance(node, nodes.Text)]
    return any(_CODE.search(line) and not has_cjk(line) for line in lines)


def plain_texts(paragraph: Paragraph) -> Iterator[str]:
    """The texts directly in a paragraph."""
    return (node.text for node in paragraph.children if isinstance(node, nodes.Text))


def keeps_lines(paragraph: Paragraph) -> bool:
    """Whether an author set the lines: verse, or a table that is not read as one.

    An export breaks lines around markup only, so two lines running that hold nothing but text
    are meant. A table is a paragraph when its first row goes on a quote or stands in a list.
    """
    return _is_verse(paragraph) or _TABLE.search(paragraph.markup) is not None


def _is_verse(paragraph: Paragraph) -> bool:
    children = paragraph.children
    return any(
        isinstance(seam.before, nodes.Text)
        and isinstance(seam.after, nodes.Text)
        and is_alone(paragraph, seam.index - 1)
        and is_alone(paragraph, seam.index + 1)
        and bool(children)
        for seam in seams(paragraph)
    )


def joins_well(paragraph: Paragraph, source: SourceText, joins: Mapping[Span, str]) -> bool:
    """Whether a paragraph means the same with some of its breaks replaced: bold is still bold.

    `joins` maps a break's span to what it becomes. Decided by parsing what would come out, as
    CommonMark's flanking rules depend on the characters that come to stand side by side.
    """
    from ainewslint.source.markdown import parse_markdown

    text = _joined_text(paragraph, source, joins)
    document = parse_markdown(SourceText(text), 0)
    if len(document.children) != 1 or type(document.children[0]) is not Paragraph:
        return False
    return _signature(document.children[0], text) == _signature(paragraph, source.text)


def _joined_text(paragraph: Paragraph, source: SourceText, joins: Mapping[Span, str]) -> str:
    """The paragraph's source without the markers of the containers around it."""
    parts: list[str] = []
    at, end = paragraph.content_span
    for node in paragraph.walk():
        if isinstance(node, (nodes.SoftBreak, nodes.HardBreak)):
            # Indented, so that a line like "- x" goes on being a part of the paragraph.
            kept = "\n    " if isinstance(node, nodes.SoftBreak) else "\\\n    "
            parts += (source.text[at : node.span.start], joins.get(node.span, kept))
            at = node.span.end
    parts.append(source.text[at:end])
    return "".join(parts)


def _signature(paragraph: Paragraph, source: str) -> str:
    """What a reader sees of a paragraph and how it is nested, blanks left out."""
    parts: list[str] = []
    stack: list[Node | str] = list(reversed(paragraph.children))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, nodes.Text):
            parts.append("".join(node.text.split()))
        elif not isinstance(node, (nodes.SoftBreak, nodes.HardBreak)):
            name = type(node).__name__
            parts.append(f"\x02{name}\x03")
            stack.append(f"\x02/{name}\x03")
            if node.inner:
                stack.extend(reversed(node.inner))
            else:
                parts.append("".join(source[node.span.start : node.span.end].split()))
    return "".join(parts)


# --- plain seams ----------------------------------------------------------------------------

# Compiled when first asked for: few articles need them, and their sets of characters are large.
_UNSPACED = r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]"
_SPACED = r"[一-鿿] [A-Za-z0-9]|[A-Za-z0-9] [一-鿿]"


def spaces_latin(text: str) -> bool:
    """Whether an author puts a space between Chinese and Latin text, as a rule."""
    unspaced = sum(1 for _ in re.finditer(_UNSPACED, text))
    return sum(1 for _ in re.finditer(_SPACED, text)) > unspaced

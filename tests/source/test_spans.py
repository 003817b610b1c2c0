"""Every span of every node slices the text it claims."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ainewslint.diagnostics import Span
from ainewslint.source import nodes as n
from ainewslint.source.article import Article
from ainewslint.source.document import Document
from ainewslint.source.markdown import parse_markdown
from ainewslint.source.text import SourceText

from .documents import documents, lines

CORPUS = os.environ.get("AINEWSLINT_CORPUS")
EXAMPLES = int(os.environ.get("AINEWSLINT_EXAMPLES", "400"))
fast = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def check(text: str, start: int = 0) -> Document:
    document = parse_markdown(SourceText(text), start)
    before = start
    for block in document.children:
        assert before <= block.span.start, "blocks overlap"
        before = block.span.end
    for node in document.walk():
        inside = check_node(node, text)
        assert start <= node.span.start <= node.span.end <= len(text)
        at = inside.start
        for child in node.inner:
            assert at <= child.span.start, (node, child)
            assert child.span.end <= inside.end, (node, child)
            at = child.span.end
    return document


def check_node(node: n.Node, text: str) -> Span:
    """Check one node; where its children must lie."""
    slice_ = text[node.span.start : node.span.end]
    match node:
        case n.Text():
            check_pieces(node, text)
        case n.TextBlock():
            check_text_block(node, text)
            return node.content_span
        case n.Link() | n.Image():
            return check_link(node, text)
        case n.SoftBreak() | n.HardBreak():
            assert re.search(r"[\r\n]", slice_)
            assert re.fullmatch(r"[ \\]*(\r\n?|\n)[ \t>]*", slice_), slice_
        case n.CodeSpan():
            assert slice_[0] == "`" == slice_[-1]
            width = len(slice_) - len(slice_.lstrip("`"))
            inner = slice_[width:-width]
            if "\n" not in inner and "\r" not in inner and "\\|" not in inner:
                assert node.text in (nul(inner), nul(inner[1:-1]))
        case n.Emphasis() | n.Strong() | n.Strikethrough():
            width = 1 if isinstance(node, n.Emphasis) else 2
            assert slice_[:width] == slice_[-width:] == slice_[0] * width
            assert slice_[0] in ("~" if isinstance(node, n.Strikethrough) else "*_")
            return Span(node.span.start + width, node.span.end - width)
        case n.BareUrl():
            assert node.text == nul(slice_)
            assert node.url.endswith(node.text)
        case n.Html(inline=True):
            assert slice_[0] == "<"
            assert slice_[-1] == ">"
        case n.Math() if not node.display:
            assert slice_[0] == "$" == slice_[-1]
        case n.Math():
            assert slice_.startswith("$$")
            assert slice_.rstrip().endswith("$$")
        case n.Shortcode():
            assert slice_[0] == "{"
            assert slice_[-1] == "}"
        case n.FootnoteRef(label=None):
            assert slice_[:2] == "^["
            assert slice_[-1] == "]"
        case n.FootnoteRef():
            assert slice_ == f"[^{node.label}]"
        case _:
            check_block(node, text, slice_)
    return node.span


def nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


def check_pieces(node: n.Text, text: str) -> None:
    assert node.text
    assert node.pieces[0].start == node.span.start
    assert node.pieces[-1].end == node.span.end
    at, before = 0, node.span.start
    for length, start, end in node.pieces:
        assert before <= start < end
        if length == end - start:
            assert nul(text[start:end]) == node.text[at : at + length]
        else:
            assert text[start] in "\\&"
        at, before = at + length, end
    assert at == len(node.text)


def check_text_block(node: n.TextBlock, text: str) -> None:
    start, end = node.content_span
    assert node.span.start <= start <= end <= node.span.end
    first, last = (node.content.text or "\n")[0], (node.content.text or "\n")[-1]
    if node.content.text:
        assert nul(text[start]) == first
        assert nul(text[end - 1]) == last
    for at, source in zip(node.content.starts, node.content.sources, strict=True):
        if at < len(node.content.text) and node.content.text[at] not in " \t\n":
            assert nul(text[source]) == node.content.text[at]
    if isinstance(node, n.Heading) and not node.setext:
        assert text[node.span.start : node.span.start + node.level] == "#" * node.level


def check_link(node: n.Link | n.Image, text: str) -> Span:
    slice_ = text[node.span.start : node.span.end]
    image = isinstance(node, n.Image)
    label = node.alt_span if image else node.text_span
    if node.kind is n.LinkKind.AUTOLINK:
        assert slice_ == f"<{text[label.start : label.end]}>"
        return label
    assert slice_.startswith("![" if image else "[")
    assert label.start == node.span.start + 1 + image
    assert text[label.end] == "]"
    if node.kind is n.LinkKind.INLINE:
        assert node.destination_span is not None
        assert slice_[-1] == ")"
        written = text[node.destination_span.start : node.destination_span.end]
        if "\\" not in written and "&" not in written:
            assert nul(written) == node.url
    else:
        assert slice_[-1] == "]"
        assert node.destination_span is None
        assert node.label_span is not None
        written = text[node.label_span.start : node.label_span.end]
        assert node.label is not None
        if not re.search(r"[\r\n]|\\\|", written):
            assert nul(written) == node.label
    return label


def check_block(node: n.Node, text: str, slice_: str) -> None:
    match node:
        case n.ListItem():
            marker = text[node.marker_span.start : node.marker_span.end]
            assert node.marker_span.start == node.span.start
            assert re.fullmatch(r"[-+*]|\d{1,9}[.)]", marker)
            assert (node.number is None) == (marker in "-+*")
        case n.BlockQuote():
            assert slice_[0] == ">"
        case n.FootnoteDef():
            assert slice_.startswith(f"[^{nul(node.label)}]:") or "\0" in slice_
            label = text[node.label_span.start : node.label_span.end]
            assert nul(label) == node.label
        case n.Definition():
            assert slice_[0] == "["
            label = text[node.label_span.start : node.label_span.end]
            assert text[node.label_span.end] == "]"
            if not re.search(r"[\r\n]", label):
                assert nul(label) == node.label
            written = text[node.destination_span.start : node.destination_span.end]
            if "\\" not in written and "&" not in written:
                assert nul(written) == node.url
        case n.Code():
            check_code(node, text, slice_)
        case n.ThematicBreak():
            assert re.fullmatch(r"[-_*][-_* \t]*", slice_)
        case n.Html():
            assert slice_[0] == "<"
        case n.List() | n.Table() | n.Row():
            assert slice_
        case _:
            raise AssertionError(node)


def check_code(node: n.Code, text: str, slice_: str) -> None:
    content = text[node.content_span.start : node.content_span.end]
    if node.fence:
        assert slice_.startswith(node.fence)
        assert node.closed == _closes(slice_, node.fence)
    assert node.span.start <= node.content_span.start <= node.content_span.end <= node.span.end
    ours = [line.strip(" \t>") for line in node.text.removesuffix("\n").split("\n")]
    theirs = [line.strip(" \t>") for line in re.split(r"\r\n?|\n", nul(content))]
    assert len(ours) == len(theirs)
    assert all(line.endswith(mine) for mine, line in zip(ours, theirs, strict=True))


def _closes(slice_: str, fence: str) -> bool:
    lines = re.split(r"\r\n?|\n", slice_)
    last = lines[-1].lstrip(" \t>")
    return len(lines) > 1 and last.rstrip(" \t").strip(fence[0]) == "" and len(last.rstrip(" \t")) >= len(fence)


@fast
@given(documents)
def test_documents(text: str) -> None:
    check(text)


@fast
@given(lines)
def test_one_line(text: str) -> None:
    check("[r]: /u\n[^1]: n\n\n> " + text)


@pytest.mark.skipif(CORPUS is None, reason="AINEWSLINT_CORPUS names no folder")
def test_folder() -> None:
    for path in sorted(Path(str(CORPUS)).rglob("*.md")):
        article = Article(SourceText(path.read_bytes().decode("utf-8", "replace")))
        check(article.source.text, article.body_start)

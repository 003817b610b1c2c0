"""Ranges of links and images agree with another parser's: pulldown-cmark, through pyromark."""

from __future__ import annotations

import os
from itertools import accumulate
from pathlib import Path

import pyromark
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ainewslint.source.article import Article
from ainewslint.source.nodes import Image, Link
from ainewslint.source.text import SourceText

CORPUS = os.environ.get("AINEWSLINT_CORPUS")
EXAMPLES = int(os.environ.get("AINEWSLINT_EXAMPLES", "300"))
OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
# What neither maths nor shortcodes, which are ours alone, can come of. Not `[r][]` either: the other
# parser gives the range of `[r]` for it.
PIECES = [
    "中文", "a", " ", "\n", "\n\n", "\n- ", "\n> ", "\n\n# ", "，", "**", "`", "😀",
    "[甲](http://例.cn/路)", "[b](<c d> 't')", '![图](i.png "题")', "[![x](y)](z)", "[r] ", "[文][r] ",
    "<http://a.b/c>", "<m@n.op>", "[x]", "\\[", "](", "&amp;", "\n\n|a|[b](c)|\n|-|-|\n|[d](e)|f|\n\n",
]  # fmt: skip
DEFINITION = "[r]: /u 't'\n\n"

Ranges = set[tuple[str, int, int]]


def ours(article: Article) -> Ranges:
    start = article.body_start
    return {
        (type(node).__name__, node.span.start - start, node.span.end - start)
        for node in article.document.of(Link, Image)
    }


def theirs(body: str) -> Ranges:
    bounds = accumulate((len(char.encode()) for char in body), initial=0)
    offsets = {bound: index for index, bound in enumerate(bounds)}
    found = set()
    for event, place in pyromark.Markdown(options=OPTIONS).events_with_range(body):
        start = event.get("Start") if isinstance(event, dict) else None
        for name in ("Link", "Image"):
            if isinstance(start, dict) and name in start:
                found.add((name, offsets[place["start"]], offsets[place["end"]]))
    return found


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_documents_agree(text: str) -> None:
    article = Article(SourceText(DEFINITION + text))
    assert ours(article) == theirs(article.body)


@pytest.mark.skipif(CORPUS is None, reason="AINEWSLINT_CORPUS names no folder")
def test_folder_agrees() -> None:
    different = []
    for path in sorted(Path(str(CORPUS)).rglob("*.md")):
        article = Article(SourceText(path.read_bytes().decode("utf-8", "replace")))
        for _name, start, end in ours(article) ^ theirs(article.body):
            around = article.body[max(0, start - 2000) : end]
            if "$" not in around and "{{" not in around and "{%" not in around:
                different.append((path, start))
    assert not different

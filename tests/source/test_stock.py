"""Our nodes agree with stock markdown-it-py, token for token."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ainewslint.source.article import Article
from ainewslint.source.markdown import parse_markdown
from ainewslint.source.text import SourceText

from . import stock
from .documents import documents, lines

MD = stock.make_stock()
CORPUS = os.environ.get("AINEWSLINT_CORPUS")
EXAMPLES = int(os.environ.get("AINEWSLINT_EXAMPLES", "400"))
fast = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def agree(text: str, body_start: int = 0) -> None:
    env: dict = {}
    theirs = stock.stock_signature(MD.parse(text[body_start:], env), env)
    document = parse_markdown(SourceText(text), body_start)
    assert stock.our_signature(document.children, MD) == theirs


@fast
@given(documents)
def test_documents_agree(text: str) -> None:
    agree(text)


@fast
@given(lines)
def test_one_line_agrees(text: str) -> None:
    agree("[r]: /u\n[^1]: n\n\n" + text)


@pytest.mark.skipif(CORPUS is None, reason="AINEWSLINT_CORPUS names no folder")
def test_folder_agrees() -> None:
    different = []
    for path in sorted(Path(str(CORPUS)).rglob("*.md")):
        article = Article(SourceText(path.read_bytes().decode("utf-8", "replace")))
        try:
            agree(article.source.text, article.body_start)
        except AssertionError:
            different.append(path)
    assert not different

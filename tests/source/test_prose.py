"""The prose of a document: its characters, their places, its sentences."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ainewslint.source import nodes as n
from ainewslint.source.article import Article
from ainewslint.source.prose import OBJECT, ProseBlock, is_cjk
from ainewslint.source.text import SourceText

from .documents import documents, lines

CORPUS = os.environ.get("AINEWSLINT_CORPUS")
EXAMPLES = int(os.environ.get("AINEWSLINT_EXAMPLES", "300"))
fast = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> list[ProseBlock]:
    return Article(SourceText(text)).prose


def check(article: Article) -> None:
    source = article.source.text
    for block in article.prose:
        check_places(block, source)
        assert "".join(one.text for one in block.sentences) == block.text
        assert [one.start for one in block.sentences[1:]] == [
            one.end for one in block.sentences[:-1]
        ]
        for hole in block.holes:
            assert block.text[hole.start : hole.end] == OBJECT
            assert block.span(hole.start, hole.end) == hole.node.span
            assert block.hole_at(hole.start) is hole.node
        for run in block.runs:
            first, last = block.span(run.start, run.end)
            if run.end > run.start:
                assert run.node.span.start <= first <= last <= run.node.span.end
        assert block.breaks == sorted(block.breaks)


def check_places(block: ProseBlock, source: str) -> None:
    start, end = block.node.content_span
    at = 0
    for segment in block.segments:
        assert segment.start == at
        assert start <= segment.source <= segment.source_end <= end
        length = 1 if segment.unit else segment.source_end - segment.source
        if segment.unit:
            assert block.source_offset(at) == segment.source
            units = [one.start for one in block.segments if one.start > at]
            length = (units[0] if units else len(block.text)) - at
        else:
            text = source[segment.source : segment.source_end].replace("\0", "\ufffd")
            assert block.text[at : at + length] == text
            assert block.span(at, at + length) == (segment.source, segment.source_end)
            for offset in (at, at + length - 1):
                assert block.prose_offset(block.source_offset(offset)) == offset
        at += length
    assert at == len(block.text)
    assert block.source_offset(len(block.text)) <= end


@fast
@given(documents)
def test_documents(text: str) -> None:
    check(Article(SourceText(text)))


@fast
@given(lines)
def test_one_line(text: str) -> None:
    check(Article(SourceText("[r]: /u\n[^1]: n\n\n> " + text)))


@pytest.mark.skipif(CORPUS is None, reason="AINEWSLINT_CORPUS names no folder")
def test_folder() -> None:
    for path in sorted(Path(str(CORPUS)).rglob("*.md")):
        check(Article(SourceText(path.read_bytes().decode("utf-8", "replace"))))


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("**智谱**发布 `GLM` 模型", "智谱发布 \ufffc 模型"),
        ("新模型\n今天发布", "新模型今天发布"),
        ("The new\nmodel", "The new model"),
        ("新模型 GLM\n今天发布", "新模型 GLM 今天发布"),
        ("新模型，\nGLM", "新模型， GLM"),
        ("第一行  \n第二行", "第一行\n第二行"),
        ("第一行<br/>第二行<b>粗</b>", "第一行\n第二行粗"),
        ("见[官方公告](https://example.org)。", "见官方公告。"),
        ("见 https://example.org 。", "见 \ufffc 。"),
        ("见 <https://example.org>。", "见 \ufffc。"),
        ("公式 $a^2$ 与 ![图](a.png)", "公式 \ufffc 与 \ufffc"),
        ("A &amp; B \\* C", "A & B * C"),
        ("引用\n{{< figure src=\"a_b_c.png\" >}}\n之后", "引用 \ufffc 之后"),
        ("[^1]: n\n\n文字[^1]。", "n"),
        ("**粗\n体**后", "粗体后"),
    ],
)  # fmt: skip
def test_text(text: str, prose: str) -> None:
    assert read(text)[0].text == prose


def test_masks_and_runs_have_places() -> None:
    block = read("比 `o3` **高 3 分**，见[榜单](u)")[0]
    assert [(type(one.node), one.start) for one in block.holes] == [(n.CodeSpan, 2)]
    assert [block.text[one.start : one.end] for one in block.runs] == ["高 3 分", "榜单"]


def test_breaks_are_where_lines_ended() -> None:
    block = read("> 甲\n> 乙\n> c\n> d")[0]
    assert block.text == "甲乙 c d"
    assert block.breaks == [1, 2, 4]
    assert block.span(1, 3) == (6, 10)


def test_containers_and_section() -> None:
    block = read("# 题\n\n## 节\n\n- > 文\n")[2]
    assert [type(one) for one in block.containers] == [n.List, n.ListItem, n.BlockQuote]
    assert block.section is not None
    assert block.section.level == 2
    assert block.section.parent is not None


def test_nothing_is_cjk() -> None:
    assert not is_cjk("")

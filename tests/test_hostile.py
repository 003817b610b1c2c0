"""Input that nobody should write and somebody will."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ainewslint
from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.testing import NOW, lint_with
from tests.conftest import Command

SHAPES = {
    "one long line": "长" * 200_000,
    "many links": "[a](http://x.cn/b) " * 5_000,
    "nested quotes": "> " * 5_000 + "x\n",
    "nested lists": "".join("  " * depth + "- x\n" for depth in range(500)),
    "open brackets": "[" * 20_000,
    "emphasis markers": "*a **b " * 8_000,
    "code spans": "`a` " * 10_000,
    "backticks": "`" * 20_000,
    "entities": "&amp;" * 20_000,
    "html": "<a><b>" * 10_000,
    "cells": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n",
    "percentages": "达到87.7%，" * 10_000,
    "numbers": "交互13。" * 5_000,
    "open comments": "<!-- ainewslint-disable " * 5_000,
    "nul": "a\0b\0" * 1_000,
    "separators": "a\u2028b\u2029c\x85" * 1_000,
    "a YAML bomb": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    + "---\n",
    "deep YAML": "---\na: " + "[" * 5_000 + "\n---\n",
    "many keys": "---\n" + "".join(f"k{i}: {i}\n" for i in range(5_000)) + "---\n",
    "only a fence": "---",
    "a JSON opening": "{" * 5_000,
    "a TOML opening": "+++\n" + "[" * 5_000 + "\n+++\n",
    "surrogates": "a \ud800 b [3]",
}


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(Settings(select=("ALL",)), NOW)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(linter: Linter, name: str) -> None:
    lint_with(linter, SHAPES[name], "a.md")


ATOMS = st.sampled_from(
    ["---\n", "title: A\n", "tags: [Ai, 'x']\n", "# 标题\n", "##\n", "\n", "\r\n", "\r", "中文", "a", " ",
     "\t", "*", "**", "_", "`", "```\n", "[", "](", ")", "![", "[1]", "【2】", "13。", "[^1]", "> ", "- ",
     "1. ", "|", "\n|---|\n", "http://x.cn/a", "<br>", "<!-- ", "-->", "ainewslint-disable-line ", "CI001",
     "&amp;", "\\", "$", "{{< x >}}", "\ufeff", "\0", "\u2028", "😀", "参考资料", "：", "+++\n", "{", "}", "="]
)  # fmt: skip


@given(st.lists(ATOMS, max_size=60).map("".join))
def test_nothing_raises_and_spans_slice(text: str) -> None:
    linter = Linter(Settings(select=("ALL",)), NOW)
    for one in lint_with(linter, text, "2025-01-01-1001.md"):
        assert 0 <= one.span.start <= one.span.end <= len(text)
        for edit in one.fix.edits if one.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)


@given(st.text(max_size=300))
def test_parse_never_raises(text: str) -> None:
    article = ainewslint.parse(text)
    assert article.outline.data["words"] >= 0
    for block in article.prose:
        assert "".join(sentence.text for sentence in block.sentences) == block.text


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", 0), (b"\xff\xfe", 1), ("正文".encode("gbk"), 1), (b"\xef\xbb\xbf# A\n", 0)],
)
def test_bytes(run: Command, tmp_path: Path, data: bytes, code: int) -> None:
    (tmp_path / "a.md").write_bytes(data)
    outcome = run("check", "a.md", "--select", "NL006")
    assert outcome.code == code
    assert "Traceback" not in outcome.err


def test_bad_utf8_is_reported_at_its_byte(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("标题\n正".encode() + b"\xff\n")
    assert "a.md:2:2: error NL006 Byte 0xff at offset 10" in run("check", "a.md").out


def test_a_folder_called_like_an_article(run: Command, tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    outcome = run("check", "x.md")
    assert outcome.code == 1
    assert "NL006" in outcome.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", "utf-8")
    (tmp_path / "a.md").chmod(0)
    assert "permission denied" in run("check", "a.md").out


def test_a_broken_link(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("nowhere.md")
    assert "NL006" in run("check", "a.md").out

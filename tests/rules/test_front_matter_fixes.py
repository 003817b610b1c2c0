"""Rules of front matter and identity on any block: nothing raises, fixes hold and come to rest."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.fixer import fix_text
from ainewslint.testing import NOW, lint_with

LINTER = Linter(Settings(select=("FM", "ID", "FM020")), NOW)
# fmt: off
KEYS = st.sampled_from([
    "title", "date", "description", "keywords", "tags", "categories", "artid", "arturl", "image",
    "arturl_encode", "cover", "lastmod", '"title"', "featuredImage",
])
WORDS = st.sampled_from([
    "Ai", "AI", "ai", "Llm", "Stable", "Diffusion", "未分类", "2025-3-1", "20250301",
    "2024-12-05-A", "2025-03-11T20:38:36+0800", "2024-12-05-404", "1001", "01001", "&amp; x",
    "&quot;y&quot;",
    "“甲“", "a: b", "https://a.cn/b?artid=1002", "https://a.cn/b?artid&#61;1001", "68747470",
    "it's", 'q"q', "*x", "阅读1.2k次，点赞5次", "", "#c", "- a", "[a", "{{ x }}", "~", "'", "\\",
    "汉",
])
# fmt: on
SCALARS = st.builds(
    lambda word, quote: {"'": word.replace("'", "''"), '"': word.replace('"', '\\"')}.get(
        quote, word
    ).join((quote, quote)),
    WORDS,
    st.sampled_from(["", "'", '"']),
)
LISTS = st.lists(SCALARS, max_size=5).map(lambda items: f"[{', '.join(items)}]") | st.lists(
    SCALARS, min_size=1, max_size=4
).map(lambda items: "".join(f"\n  - {item}" for item in items))
VALUES = SCALARS | LISTS | WORDS.map(lambda word: f"\n  path: {word}")
BLOCKS = st.lists(st.tuples(KEYS, VALUES), max_size=8).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)
NAMES = st.sampled_from(["a.md", "2025-03-01-1001.md", "posts/2024-02-30-x.md"])


@pytest.mark.parametrize("unsafe", [False, True])
@settings(max_examples=120, deadline=None)
@given(BLOCKS, NAMES, st.sampled_from(["\n", "\r\n"]))
def test_fixes(unsafe: bool, block: str, name: str, newline: str) -> None:
    text = f"---\n{block}---\n# A\n\n正文。\n".replace("\n", newline)
    result = fix_text(text, name, lambda current: lint_with(LINTER, current, name), unsafe)
    assert not result.failures, [one.message for one in result.failures]
    again = fix_text(result.text, name, lambda now: lint_with(LINTER, now, name), unsafe)
    assert again.text == result.text
    if newline == "\r\n":
        assert result.text.count("\n") == result.text.count("\r\n")


@settings(max_examples=100, deadline=None)
@given(st.text(string.printable + "\u2028\ufeff汉“”：", max_size=120), NAMES)
def test_any_text(text: str, name: str) -> None:
    for candidate in (text, f"---\n{text}\n---\n", f"+++\n{text}\n+++\n"):
        for one in lint_with(LINTER, candidate, name):
            assert 0 <= one.span.start <= one.span.end <= len(candidate)
            assert one.message
            assert "{" not in one.message or "{" in candidate or "{" in one.message

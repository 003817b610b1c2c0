"""What holds for all link rules: spans, any text, the network's outcomes, growth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from ainewslint.config import Settings
from ainewslint.diagnostics import Diagnostic
from ainewslint.engine import Linter
from ainewslint.fixer import fix_text
from ainewslint.rules.base import Context, Profile
from ainewslint.rules.links.lk014_dead_link import DeadLink
from ainewslint.rules.links.lk015_permanent_redirect import PermanentRedirect
from ainewslint.source import anchors as anchors_module
from ainewslint.source.anchors import anchors_of
from ainewslint.source.article import Article
from ainewslint.source.hyperlinks import Where, broken_links, hyperlinks
from ainewslint.source.text import SourceText
from ainewslint.testing import NOW

PIECES = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "][",
    "]:",
    "!",
    "<",
    ">",
    "#",
    "^",
    "\\",
    "`",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "https://",
    "http:/",
    "https：//",
    "www.",
    "example.com",
    "/a",
    "?",
    "&",
    "=",
    "utm_source=x",
    "link.zhihu.com/?target=",
    "%E3%80%82",
    "%",
    "javascript:",
    "file:///",
    "C:\\",
    "data:text/html,",
    "。",
    "，",
    "）",
    "（",
    "模型",
    "标题",
    "## ",
    "---\n",
    "title: x\n",
    "{{< x >}}",
    "{#id}",
    "…",
    "...",
    "[^1]",
    "外链图片转存失败",
    "在这里插入图片描述",
    "&mid=",
    "∣=",
    "&amp;",
    '"',
    "'",
    '<a href="',
    "\u200b",
    "\ud800",
    "\0",
    "|",
    "*",
    "_",
    "image.png",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ALL = Linter(Settings(select=("LK",), extend_select=("LK015",)), NOW)


def article(text: str) -> Article:
    return Article(SourceText(text, "a.md"))


def lint(text: str, linter: Linter = ALL) -> list[Diagnostic]:
    linted = linter.lint(article(text))
    assert not linted.crashes, linted.crashes[0]
    return linted.diagnostics


@profile(max_examples=300)
@given(TEXTS)
def test_nothing_raises_and_spans_lie_in_the_text(text: str) -> None:
    for one in lint(text):
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert "\n" not in text[one.span.start : one.span.end] or one.code in ("LK001", "LK002")
        if one.fix is not None:
            spans = sorted(edit.span for edit in one.fix.edits)
            assert all(a.end <= b.start for a, b in pairwise(spans))


@profile(max_examples=150)
@given(TEXTS, st.booleans())
def test_fixes_settle_on_any_text(text: str, unsafe: bool) -> None:
    once = fix_text(text, "a.md", lint, unsafe)
    again = fix_text(once.text, "a.md", lint, unsafe)
    assert again.text == once.text


def test_every_place_of_a_url_is_seen() -> None:
    text = (
        "---\nsource: https://a.example/f\ncover: img/c.png\nlist: ['https://a.example/g']\n---\n"
        "[l](https://a.example/l) ![i](https://a.example/i) <https://a.example/a> https://a.example/b\n"
        '<img src="https://a.example/h?x=1&amp;y=2">\n\n[d]: https://a.example/d\n'
    )
    found = {link.where: link for link in hyperlinks(article(text))}
    assert set(found) == set(Where)
    assert found[Where.HTML].url == "https://a.example/h?x=1&y=2"
    for link in hyperlinks(article(text)):
        written = text[link.span.start : link.span.end]
        assert written.replace("&amp;", "&") == link.url
        assert link.text_in(article(text)) == written


def test_front_matter_that_is_no_url() -> None:
    text = "---\ntitle: HTTP 与 HTTPS\nnote: https 是什么\nfile: a.png\n---\n"
    assert hyperlinks(article(text)) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[a](https://x.example b)", ["a"]),
        ("[a\n\nb](https://x.example)", [None]),
        ("[![](i.png)](x y)", ["![](i.png)"]),
        (r"\[a](https://x.example b)", []),
        ("`[a](x y)`", []),
        ("[ok](https://x.example)", []),
    ],
)
def test_broken_links(text: str, labels: list[str | None]) -> None:
    found = broken_links(article(text))
    assert [one.label and text[one.label.start : one.label.end] for one in found] == labels


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("[a\n\nb](https://x.example)", True),
        ("> [a\n>\n> b](https://x.example)", True),
        ("## [a\nb](https://x.example)", True),
        ("a](https://x.example)", False),
        ("[a](https://x.example) b](https://x.example)", False),
        ("[a\n\n" + "b" * 9_000 + "](https://x.example)", False),
    ],
)
def test_where_the_bracket_of_a_broken_link_stands(text: str, opened: bool) -> None:
    (found,) = broken_links(article(text))
    assert found.label is None
    assert found.opened is opened


@dataclass
class Said:
    kind: str = "ok"
    reason: str = ""
    moved_to: str | None = None
    archive_url: str | None = None


def test_outcomes_of_the_network() -> None:
    text = "[a](https://a.example/gone) [b](https://a.example/slow) <https://a.example/old>\n"
    said = {
        "https://a.example/gone": Said("dead", "not found (404)", None, "https://web.example/a"),
        "https://a.example/slow": Said("unknown", "no answer in time"),
        "https://a.example/old": Said("redirect", "moved", "https://a.example/new"),
    }
    one = article(text)
    context = Context(one, Profile(), datetime.now(UTC), link_outcomes=said)
    (dead,) = DeadLink().check(one.document, context)
    assert text[dead.span.start : dead.span.end] == "https://a.example/gone"
    assert "not found (404)" in dead.message
    assert dead.help is not None
    assert "https://web.example/a" in dead.help
    (moved,) = PermanentRedirect().check(one.document, context)
    assert moved.fix is not None
    assert [edit.replacement for edit in moved.fix.edits] == ["https://a.example/new"]
    offline = Context(one, Profile(), datetime.now(UTC))
    assert list(DeadLink().check(one.document, offline)) == []
    assert list(PermanentRedirect().check(one.document, offline)) == []


def test_the_more_specific_rule_speaks() -> None:
    text = (
        "[a](https://link.zhihu.com/?target=https%3A//b.example/%3Futm_source%3Dx&utm_source=y)\n"
        "[https://b.example/c](https://link.zhihu.com/?target=https%3A//c.example)\n"
        "[d](https://https://e.example/?utm_source=x)\n"
    )
    assert [one.code for one in lint(text)] == ["LK009", "LK009", "LK002"]


def test_headings_are_read_once_however_many_links(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(text: str) -> str:
        nonlocal calls
        calls += 1
        return letters_of(text)

    letters_of = anchors_module.letters_of
    monkeypatch.setattr(anchors_module, "letters_of", counted)
    linter = Linter(Settings(select=("LK007",)), NOW)

    def cost(n: int) -> int:
        nonlocal calls
        calls = 0
        text = "".join(f"[标题 {i}](#x{i})\n\n" for i in range(n))
        text += "".join(f"## 标题 {i}\n\n" for i in range(n))
        assert len(lint(text, linter)) == n
        return calls

    small, large = cost(50), cost(500)
    assert large <= small * 11


def test_repeated_headings_stay_linear() -> None:
    anchors = anchors_of(article("## 小结\n\n" * 3000), ["github"])
    assert anchors.has("小结-2999")
    assert not anchors.has("小结-3000")

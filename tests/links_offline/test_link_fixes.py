"""Safe fixes leave the target that a browser reads, checked against ada, a WHATWG URL parser."""

from __future__ import annotations

from urllib.parse import unquote

import ada_url
import pytest
from hypothesis import event, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from ainewslint.config import Settings
from ainewslint.diagnostics import Applicability, Diagnostic, Span
from ainewslint.engine import Linter
from ainewslint.fixer import fix_text
from ainewslint.rules.assistants.ai008_assistant_utm import AssistantUtm
from ainewslint.rules.base import Context, Profile
from ainewslint.rules.links.lk002_malformed_url import MalformedUrl
from ainewslint.rules.links.lk003_punctuation_in_url import PunctuationInUrl
from ainewslint.rules.links.lk008_missing_file import MissingFile
from ainewslint.rules.links.lk009_redirect_wrapper import WRAPPERS, RedirectWrapper
from ainewslint.rules.links.lk010_tracking_parameters import TrackingParameters
from ainewslint.rules.links.lk016_unsafe_scheme import UnsafeScheme
from ainewslint.source.article import Article
from ainewslint.source.hyperlinks import Hyperlink, Where, hyperlinks, is_plain
from ainewslint.source.text import SourceText
from ainewslint.testing import NOW

HOSTS = st.sampled_from(
    ["example.com", "www.example.com.cn", "a-b.example.org", "127.0.0.1:8080", "x.com", "youtu.be"]
)
PATHS = st.sampled_from(
    [
        "",
        "/",
        "/a",
        "/a/b.html",
        "/wiki/Python_(语言)",
        "/标签/模型",
        "/a%20b/%E4%B8%AD",
        "/p/682254725",
    ]
)
NAMES = st.sampled_from(["id", "page", "utm_source", "utm_medium", "spm", "s", "t", "si", "fbclid"])
ASSISTANTS = st.sampled_from(["?utm_source=chatgpt.com", "?id=1&utm_source=perplexity&page=2"])
VALUES = st.sampled_from(
    ["", "1", "a%26b", "x+y", "%E4%B8%AD", "https%3A%2F%2Fb.example%2F", "模型"]
)
QUERIES = st.lists(st.tuples(NAMES, VALUES).map("=".join), max_size=4).map(
    lambda parts: "?" + "&".join(parts) if parts else ""
)
FRAGMENTS = st.sampled_from(["", "#top", "#概览", "#a?b=1"])
SCHEMES = st.sampled_from(["https://", "http://"])
URLS = st.tuples(SCHEMES, HOSTS, PATHS, QUERIES, FRAGMENTS).map("".join)
BROKEN = st.tuples(
    st.sampled_from(
        ["https:/", "http:", "https:\\\\", "https:///", "https://https://", "http://https:/"]
    ),
    HOSTS,
    PATHS,
    QUERIES,
).map("".join)
PLACES = st.sampled_from(
    [
        "见[页面]({url})。\n",
        "<{url}>\n",
        "见 {url} 页\n",
        "[{url}]({url})\n",
        "![图]({url} '题')\n",
        '<a href="{url}">x</a>\n',
        "[d]\n\n[d]: {url}\n",
        "---\nsource: {url}\n---\n正文\n",
        "---\nsource: '{url}'\n---\n正文\n",
        "| a |\n|---|\n| [b]({url}) |\n",
    ]
)
GLUE = st.sampled_from(["。", "，下同。", "）", "、", "%E3%80%82", "%EF%BC%89", "；"])
WRAPPER_STARTS = st.sampled_from(
    [
        *(f"https://{one}=" for one in WRAPPERS if not one.endswith("?")),
        "https://link.juejin.cn?target=",
        "https://www.google.com/url?sa=t&url=",
        "https://gitee.com/link?target=",
    ]
)


def linter_of(*codes: str) -> Linter:
    return Linter(Settings(select=codes), NOW)


LK002, LK003, LK009, LK010, AI008 = map(linter_of, ("LK002", "LK003", "LK009", "LK010", "AI008"))


def lint(linter: Linter, text: str) -> list[Diagnostic]:
    linted = linter.lint(Article(SourceText(text, "a.md")))
    assert not linted.crashes, linted.crashes[0]
    return linted.diagnostics


def fixed(linter: Linter, text: str) -> str:
    result = fix_text(text, "a.md", lambda text: lint(linter, text), False)
    assert not result.failures, [one.message for one in result.failures]
    return result.text


def has_safe_fix(linter: Linter, text: str) -> bool:
    return any(
        one.fix is not None and one.fix.applicability is Applicability.SAFE
        for one in lint(linter, text)
    )


def urls_of(text: str) -> list[str]:
    return [link.url for link in hyperlinks(Article(SourceText(text, "a.md")))]


def parse(url: str) -> ada_url.URL:
    return ada_url.URL(url)


def parts(url: ada_url.URL) -> list[tuple[str, str]]:
    return list(ada_url.URLSearchParams(url.search).items())


@profile(max_examples=150)
@given(
    st.tuples(st.just(LK010), URLS)
    | st.tuples(st.just(AI008), st.tuples(SCHEMES, HOSTS, PATHS, ASSISTANTS).map("".join)),
    PLACES,
)
def test_tracking_fix_keeps_the_rest(pair: tuple[Linter, str], place: str) -> None:
    linter, url = pair
    text = place.format(url=url)
    if not has_safe_fix(linter, text):
        event("no fix")
        return
    before, after = urls_of(text), urls_of(fixed(linter, text))
    assert len(before) == len(after)
    for one, other in zip(map(parse, before), map(parse, after), strict=True):
        assert (one.protocol, one.host, one.pathname) == (
            other.protocol,
            other.host,
            other.pathname,
        )
        assert one.hash == other.hash
        left, kept = parts(one), parts(other)
        for pair in kept:
            assert pair in left
        dropped = {name for name, _ in left} - {name for name, _ in kept}
        assert dropped
        assert not dropped & {"id", "page"}


@profile(max_examples=150)
@given(BROKEN, PLACES)
def test_scheme_fix_keeps_the_target(url: str, place: str) -> None:
    text = place.format(url=url)
    if not has_safe_fix(LK002, text):
        event("no fix")
        return
    before, after = urls_of(text), urls_of(fixed(LK002, text))
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        tail = one[one.rindex("http", 0, 12) :]  # behind a scheme that stands twice
        assert parse(tail).href == parse(other).href


@profile(max_examples=150)
@given(
    st.tuples(SCHEMES, HOSTS).map("".join),
    st.text(alphabet=")'\",.;!`”’", min_size=1, max_size=3),
    PLACES,
)
def test_fix_of_marks_behind_a_host_leaves_the_host(url: str, marks: str, place: str) -> None:
    text = place.format(url=url + marks)
    if not has_safe_fix(LK002, text):
        event("no fix")
        return
    for one in urls_of(fixed(LK002, text)):
        assert parse(one).href == parse(url).href


@profile(max_examples=150)
@given(URLS, WRAPPER_STARTS, PLACES, st.booleans())
def test_unwrapping_gives_the_target_inside(
    url: str, start: str, place: str, encoded: bool
) -> None:
    inside = "".join(f"%{byte:02X}" for byte in url.encode()) if encoded else url
    text = place.format(url=start + inside)
    if not has_safe_fix(LK009, text):
        event("no fix")
        return
    query = parse(start + inside).search
    name = start[start.rindex("&" if "&" in start else "?") + 1 : -1]
    # `+` stands for itself in the addresses these sites make, in a form it is a blank.
    wanted = dict(ada_url.URLSearchParams(query.replace("+", "%2B")).items())[name]
    for one in urls_of(fixed(LK009, text)):
        assert parse(one).href == parse(wanted).href


@profile(max_examples=150)
@given(
    st.tuples(SCHEMES, HOSTS, st.sampled_from(["", "/", "/a", "/a/b.html"])).map("".join),
    GLUE,
    PLACES,
)
def test_glue_fix_leaves_a_beginning(url: str, glue: str, place: str) -> None:
    text = place.format(url=url + glue)
    if not has_safe_fix(LK003, text):
        event("no fix")
        return
    for one in urls_of(fixed(LK003, text)):
        assert parse(one).href == parse(url).href


@pytest.mark.parametrize(
    ("linter", "url"),
    [
        (LK010, "https://example.com/a?id=1&utm_source=x"),
        (AI008, "https://example.com/a?id=1&utm_source=chatgpt.com"),
        (LK002, "https://https://example.com/a"),
        (LK002, "https://example.com',"),
        (LK009, "https://link.zhihu.com/?target=https%3A//example.com/a"),
    ],
)
@pytest.mark.parametrize(
    "place", ["见[页面]({url})。\n", "<{url}>\n", "---\nsource: {url}\n---\n正文\n"]
)
def test_there_are_fixes_to_judge(linter: Linter, url: str, place: str) -> None:
    assert has_safe_fix(linter, place.format(url=url))


PLAIN_PARTS = st.sampled_from(
    ["/", "//", "a", "B9", ".", "..", "...", "-", "_", "~", "!", "#", "@", ":", ";", ",", "(", ")", "*", "|",
     "http", "https://", "www.", "csdn.net", "baidu.com/link", "=", "+", "&", "%", "?", "中", " "]
)  # fmt: skip


@profile(max_examples=400)
@given(SCHEMES, HOSTS, st.lists(PLAIN_PARTS, max_size=6).map("".join))
def test_no_rule_objects_to_a_plain_address(scheme: str, host: str, rest: str) -> None:
    url = scheme + host + rest
    article = Article(SourceText("一\n", "a.md"))
    link = Hyperlink(url, Span(0, 1), Where.LINK)
    if not is_plain(url):
        event("not plain")
        return
    context = Context(article, Profile(), NOW)
    for rule in (MalformedUrl(), PunctuationInUrl(), RedirectWrapper(), TrackingParameters()):
        assert rule.check_url(link, context) is None
    assert AssistantUtm().check_url(link, context) is None
    assert not MissingFile()._is_file(url)
    assert UnsafeScheme()._judge(url, Span(0, 1), image=False) is None


@profile(max_examples=60)
@given(st.lists(st.tuples(URLS | BROKEN, PLACES), min_size=1, max_size=4))
def test_fixes_settle(pairs: list[tuple[str, str]]) -> None:
    linter = linter_of("LK002", "LK003", "LK009", "LK010")
    text = "\n".join(place.format(url=url).replace("---\n", "") for url, place in pairs)
    once = fixed(linter, text)
    assert fixed(linter, once) == once


@pytest.mark.parametrize("site", ["github", "hugo", "jekyll", "csdn"])
def test_anchor_fix_leads_to_the_heading(site: str) -> None:
    titles = [
        "一、模型与数据",
        "What's new in v2.0?",
        "`code` and **bold**",
        "3.1 K12 教育",
        "A_b - c",
    ]
    text = "".join(f"[{title}](#nowhere{n})\n\n" for n, title in enumerate(titles))
    text += "".join(f"## {title}\n\n" for title in titles)
    linter = Linter(Settings(select=("LK007",), site=site), NOW)
    assert len(lint(linter, text)) == len(titles)
    after = fixed(linter, text)
    assert lint(linter, after) == []
    for url in urls_of(after):
        assert unquote(parse(f"https://example.com/{url}").hash) == url

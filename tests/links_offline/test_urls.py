"""Parts of URLs, and edits of them."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainewslint.source.urls import (
    encode_for_markdown,
    host_of,
    is_domain,
    parameters,
    path_of,
    scheme_of,
    site_of,
    without_parameters,
)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.COM/a", "example.com"),
        ("http://user:pass@example.com:80/", "example.com"),
        ("https:\\\\example.com\\a", "example.com"),
        ("https://example.com?x=@y", "example.com"),
        ("https://example.com.", "example.com"),
        ("//example.com/a", ""),
        ("mailto:a@example.com", ""),
        ("https://", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host


@given(
    st.from_regex(
        r"https?://([a-z]{1,5}@)?[a-z]{1,8}(\.[a-z]{2,5}){1,2}(:[1-9][0-9])?([/?#][a-z@:/?#]{0,12})?",
        fullmatch=True,
    )
)
def test_host_as_a_browser_reads_it(url: str) -> None:
    assert host_of(url) == ada_url.URL(url).hostname


def test_parts() -> None:
    assert scheme_of("HTTPS://x") == "https"
    assert scheme_of("a/b:c") == ""
    assert path_of("https://example.com/a/b?c#d") == "/a/b"
    assert path_of("https://example.com?c/d") == "/"
    assert [one[:2] for one in parameters("?a=1&b&=c#x=y")] == [("a", "1"), ("b", ""), ("", "c")]
    assert site_of("blog.csdn.net") == "csdn.net"
    assert site_of("www.example.com.cn") == "example.com.cn"
    assert is_domain("a-b.example.org")
    assert not is_domain("127.0.0.1")


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://x/?a=1&b=2&a=3#f", "https://x/?b=2#f"),
        ("https://x/?a=1#f", "https://x/#f"),
        ("https://x/", "https://x/"),
        ("https://x/?", "https://x/?"),
        ("https://x/#?a=1", "https://x/#?a=1"),
    ],
)
def test_without_parameters(url: str, left: str) -> None:
    assert without_parameters(url, lambda one: one.name == "a") == left


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/中", "https://example.com/%E4%B8%AD"),
        ("https://example.com/a_(b)", "https://example.com/a_(b)"),
        ("https://example.com/a)", None),
        ("https://example.com/&lt;", None),
        ("https://例子.中国/", None),
        ("https://example.com/\\a", None),
        ("ftp://example.com/", None),
        ("https://example.com/\ud800", None),
    ],
)
def test_encode_for_markdown(url: str, safe: str | None) -> None:
    assert encode_for_markdown(url) == safe
    if safe is not None:
        assert ada_url.URL(safe).href == ada_url.URL(url).href

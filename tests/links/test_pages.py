"""What is read of pages: anchors, up to a cap; and copies in the archive."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from ainewslint.links import Cause, Fragment, Kind, LinkOptions, Outcome
from ainewslint.links.checker import LinkChecker

from .conftest import LOCAL, Names
from .testsite import Exchange, Site, route

Check = Callable[..., Outcome]
READ = replace(LOCAL, check_fragments=True)
PAGE = """<!doctype html><h1 id="intro">Models</h1><h2 id='结果'>结果</h2><a name=old>x</a>
<h2 class="x" id="a&amp;b">A &amp; B</h2><p id="user-content-readme">""".encode()


@pytest.mark.parametrize(
    ("fragment", "state"),
    [
        ("intro", Fragment.FOUND),
        ("结果", Fragment.FOUND),
        ("%E7%BB%93%E6%9E%9C", Fragment.FOUND),
        ("old", Fragment.FOUND),
        ("a&b", Fragment.FOUND),
        ("readme", Fragment.FOUND),
        ("top", Fragment.FOUND),
        ("nothing", Fragment.MISSING),
        (":~:text=models", Fragment.UNKNOWN),
        ("/route", Fragment.UNKNOWN),
        ("L10-L20", Fragment.UNKNOWN),
        ("page=3", Fragment.UNKNOWN),
    ],
)
def test_anchors(site: Site, check: Check, fragment: str, state: Fragment) -> None:
    site.routes["/page"] = route(200, PAGE)
    outcome = check(site.url(f"/page#{fragment}"), READ)
    assert (outcome.kind, outcome.fragment) == (Kind.OK, state)
    assert ("no such anchor" in outcome.reason) == (state is Fragment.MISSING)
    assert site.asked() == ["GET"]


def test_anchors_of_one_page_take_one_request(site: Site, names: Names) -> None:
    site.routes["/page"] = route(200, PAGE)
    urls = [site.url(f"/page{tail}") for tail in ("", "#intro", "#old", "#nothing")]
    result = LinkChecker(READ, lookup=names).check_urls(urls)
    states = [outcome.fragment for outcome in result.values()]
    assert states == [None, Fragment.FOUND, Fragment.FOUND, Fragment.MISSING]
    assert site.asked() == ["GET"]


def test_anchors_are_not_looked_for_unless_asked(site: Site, check: Check) -> None:
    assert check(site.url("/page#nothing")).fragment is None
    assert site.asked() == ["HEAD"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<p>no heading has an id, a script may make them", {}),
        (b"%PDF-1.7 <h1 id=x>", {"Content_Type": "application/pdf"}),
        (PAGE + b" " * 3_000_000, {}),  # longer than is read
    ],
)
def test_nothing_is_said_of_anchors_that_cannot_be_known(
    site: Site, check: Check, body: bytes, headers: dict[str, str]
) -> None:
    site.routes["/page"] = route(200, body, **headers)
    assert check(site.url("/page#nothing"), READ).fragment is Fragment.UNKNOWN


def test_anchors_in_a_compressed_page(site: Site, check: Check) -> None:
    site.routes["/page"] = route(200, gzip.compress(PAGE), Content_Encoding="gzip")
    assert check(site.url("/page#nothing"), READ).fragment is Fragment.MISSING


@pytest.mark.parametrize("charset", ["gb18030", "no-such-charset", '"utf-8"', ""])
def test_charsets(site: Site, check: Check, charset: str) -> None:
    body = PAGE.decode().encode("gb18030") if charset == "gb18030" else PAGE
    site.routes["/page"] = route(200, body, Content_Type=f"text/html; charset={charset}")
    assert check(site.url("/page#结果"), READ).fragment is Fragment.FOUND


@pytest.mark.parametrize("path", ["/huge", "/bomb"])
def test_bodies_are_read_up_to_the_cap(site: Site, check: Check, path: str) -> None:
    outcome = check(site.url(f"{path}#part"), READ)
    assert (outcome.kind, outcome.fragment) == (Kind.OK, Fragment.UNKNOWN)


def test_a_slow_body_meets_the_deadline(site: Site, check: Check) -> None:
    outcome = check(site.url("/slow-body#part"), replace(READ, timeout=0.3, retries=0))
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TIMEOUT)


def test_a_body_that_is_not_what_it_says(site: Site, check: Check) -> None:
    site.routes["/page"] = route(200, b"not gzip at all", Content_Encoding="gzip")
    outcome = check(site.url("/page#part"), READ)
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.PROTOCOL)


@pytest.mark.parametrize(
    "body",
    [
        b"id " * 300_000,
        b"<h1 " * 200_000,
        b"id=" * 300_000,
        b"id" + b" " * 900_000,
        b'id="' * 200_000,
    ],
)
def test_hostile_pages_take_no_time(site: Site, check: Check, body: bytes) -> None:
    site.routes["/page"] = route(200, body)
    assert check(site.url("/page#part"), READ).kind is Kind.OK


def _archive(site: Site) -> LinkOptions:
    return replace(LOCAL, suggest_archive=True, archive_api=site.url("/available"))


def _closest(**more: object) -> bytes:
    closest = {
        "available": True,
        "status": "200",
        "timestamp": "20240102030405",
        "url": "http://web.archive.org/web/20240102030405/http://site.test/404",
    }
    return json.dumps({"url": "x", "archived_snapshots": {"closest": closest | more}}).encode()


def test_a_copy_in_the_archive(site: Site, check: Check) -> None:
    site.routes["/available"] = route(200, _closest(), Content_Type="application/json")
    outcome = check(site.url("/404?a=1&b=2"), _archive(site))
    assert outcome.kind is Kind.DEAD
    assert outcome.archive_url == "https://web.archive.org/web/20240102030405/http://site.test/404"
    assert outcome.archive_url in outcome.reason
    query = next(seen.path for seen in site.seen if seen.path.startswith("/available"))
    assert query.endswith("%2F404%3Fa%3D1%26b%3D2")


def test_the_archive_is_asked_for_dead_links_alone(site: Site, names: Names) -> None:
    urls = [site.url(path) for path in ("/200", "/503", "/429", "/to/301/page")]
    LinkChecker(_archive(site), lookup=names).check_urls(urls)
    assert not [seen for seen in site.seen if seen.path.startswith("/available")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"archived_snapshots": {}}',
        b'{"archived_snapshots": []}',
        b"[" * 60_000,
        b" " * 100_000 + b"{}",
        _closest(url=7),
        _closest(url="javascript:alert(1)"),
        _closest(url="http://user:secret@web.archive.org/"),
        _closest(status="404"),
    ],
)
def test_an_archive_that_has_nothing_useful(site: Site, check: Check, body: bytes) -> None:
    site.routes["/available"] = route(200, body)
    outcome = check(site.url("/404"), _archive(site))
    assert (outcome.kind, outcome.archive_url) == (Kind.DEAD, None)


def test_an_archive_that_fails(site: Site, check: Check) -> None:
    async def fail(exchange: Exchange) -> None:
        exchange.close = True

    site.routes["/available"] = fail
    assert check(site.url("/404"), _archive(site)).kind is Kind.DEAD

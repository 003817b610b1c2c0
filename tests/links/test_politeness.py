"""Few requests per host, pauses that servers ask for, robots.txt."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ainewslint.links import Cause, Kind, Outcome
from ainewslint.links.checker import LinkChecker
from ainewslint.links.hosts import retry_after

from .conftest import LOCAL, Names
from .testsite import Exchange, Site, route

Check = Callable[..., Outcome]


def test_each_url_once_however_often_it_is_written(site: Site, names: Names) -> None:
    urls = [
        site.url("/page"),
        site.url("/page"),
        site.url("/page#one"),
        site.url("/page#two"),
        site.url("/page").replace("http:", "HTTP:").replace("site.test", "SITE.test."),
    ]
    told: list[str] = []
    result = LinkChecker(LOCAL, lookup=names).check_urls(
        urls, lambda url, _outcome: told.append(url)
    )
    assert site.asked() == ["HEAD"]
    assert list(result) == list(dict.fromkeys(urls))
    assert sorted(told) == sorted(result)
    assert {outcome.kind for outcome in result.values()} == {Kind.OK}


def test_names_are_resolved_once(site: Site, names: Names) -> None:
    LinkChecker(LOCAL, lookup=names).check_urls(site.url(f"/goodbye/{n}") for n in range(5))
    assert names.asked == ["site.test"]


@pytest.mark.parametrize("most", [1, 3])
def test_requests_at_once_per_host(site: Site, names: Names, most: int) -> None:
    urls = [site.url(f"/p{n}", host=f"h{n % 4}.test") for n in range(80)]
    LinkChecker(replace(LOCAL, max_per_host=most), lookup=names).check_urls(urls)
    assert len(site.asked()) == 80
    assert max(site.open_most.values()) <= most


def test_redirects_keep_to_the_limits_of_where_they_lead(site: Site, names: Names) -> None:
    for n in range(12):
        site.routes[f"/from{n}"] = route(302, Location=site.url(f"/p{n}", host="busy.test"))
    urls = [site.url(f"/from{n}", host=f"h{n}.test") for n in range(12)]
    LinkChecker(replace(LOCAL, max_per_host=1), lookup=names).check_urls(urls)
    assert site.open_most["busy.test"] == 1


def test_requests_at_once_in_all(site: Site, names: Names) -> None:
    urls = [site.url(f"/p{n}", host=f"h{n}.test") for n in range(40)]
    LinkChecker(replace(LOCAL, concurrency=3), lookup=names).check_urls(urls)
    assert site.connections >= 3
    assert len(site.asked()) == 40


def test_rate_per_host(site: Site, check: Check, names: Names) -> None:
    options = replace(LOCAL, rate_per_host=20, ignore_robots=True)
    LinkChecker(options, lookup=names).check_urls(site.url(f"/p{n}") for n in range(6))
    times = sorted(seen.at for seen in site.seen)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert sum(gaps) >= 5 * 0.05 * 0.8


def test_retry_after_holds_for_the_whole_host(site: Site, names: Names) -> None:
    urls = [site.url("/throttled/1"), *(site.url(f"/p{n}") for n in range(4))]
    options = replace(LOCAL, max_per_host=1)
    result = LinkChecker(options, lookup=names).check_urls(urls)
    assert {outcome.kind for outcome in result.values()} == {Kind.OK}
    asked = [seen for seen in site.seen if seen.path != "/robots.txt"]
    assert asked[0].path == "/throttled/1"
    assert asked[1].at - asked[0].at >= 0.9


def test_a_host_that_asks_for_too_long_is_left_alone(site: Site, names: Names) -> None:
    urls = [site.url("/throttled/3600"), *(site.url(f"/p{n}") for n in range(9))]
    result = LinkChecker(replace(LOCAL, max_per_host=1), lookup=names).check_urls(urls)
    assert site.asked() == ["HEAD"]
    causes = [outcome.cause for outcome in result.values()]
    assert causes == [Cause.THROTTLED, *[Cause.HOST_SKIPPED] * 9]


def test_a_host_in_trouble_is_left_alone(site: Site, names: Names) -> None:
    urls = [site.url(f"/cut/9{n}") for n in range(9)]
    options = replace(LOCAL, max_per_host=1, retries=0)
    result = LinkChecker(options, lookup=names).check_urls(urls)
    causes = [outcome.cause for outcome in result.values()]
    assert causes == [*[Cause.CONNECTION] * 3, *[Cause.HOST_SKIPPED] * 6]


def test_one_slow_host_keeps_no_other_waiting(site: Site, names: Names) -> None:
    slow = [site.url(f"/throttled/1?{n}", host=f"slow{n}.test") for n in range(8)]
    fast = [site.url(f"/p{n}", host="fast.test") for n in range(30)]
    order: list[str] = []
    LinkChecker(replace(LOCAL, concurrency=2), lookup=names).check_urls(
        slow + fast, lambda url, _outcome: order.append(url)
    )
    assert set(order[:30]) == set(fast)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("", None), (None, None), ("soon", None), ("-1", None), ("١", None)],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_retry_after_as_a_date() -> None:
    now = datetime.now(UTC)
    later = retry_after(format_datetime(now + timedelta(seconds=90), usegmt=True))
    assert later is not None
    assert 80 < later <= 90
    assert retry_after(format_datetime(now - timedelta(days=1), usegmt=True)) == 0
    assert retry_after("Fri, 31 Dec 99999 23:59:59 GMT") is None


RULES = b"User-agent: ainewslint\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"


def test_robots_are_obeyed(site: Site, names: Names) -> None:
    site.routes["/robots.txt"] = route(200, RULES, Content_Type="text/plain")
    urls = [site.url("/private/page"), site.url("/open")]
    result = LinkChecker(LOCAL, lookup=names).check_urls(urls)
    assert [outcome.cause for outcome in result.values()] == [Cause.ROBOTS, Cause.ANSWERED]
    assert result[urls[0]].kind is Kind.UNKNOWN
    assert site.asked() == ["HEAD"]
    assert site.asked("/robots.txt") == ["GET"]


def test_robots_may_be_ignored(site: Site, check: Check) -> None:
    site.routes["/robots.txt"] = route(200, RULES)
    outcome = check(site.url("/private/page"), replace(LOCAL, ignore_robots=True))
    assert outcome.kind is Kind.OK
    assert site.asked("/robots.txt") == []


def test_robots_of_where_a_redirect_leads(site: Site, check: Check) -> None:
    async def rules(exchange: Exchange) -> None:
        walled = exchange.seen.host == "other.test"
        await exchange.send(200, b"User-agent: *\nDisallow: /" if walled else b"")

    site.routes["/robots.txt"] = rules
    site.routes["/page"] = route(302, Location=site.url("/in", host="other.test"))
    assert check(site.url("/page")).cause is Cause.ROBOTS
    assert site.asked("/in") == []


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (404, Cause.ANSWERED),
        (403, Cause.ANSWERED),
        (500, Cause.ROBOTS),
        (429, Cause.THROTTLED),
    ],
)
def test_robots_that_cannot_be_read(site: Site, check: Check, status: int, cause: Cause) -> None:
    site.routes["/robots.txt"] = route(status)
    assert check(site.url("/page")).cause is cause


def test_robots_behind_redirects(site: Site, check: Check) -> None:
    site.routes["/robots.txt"] = route(301, Location="/rules")
    site.routes["/rules"] = route(200, b"User-agent: *\nDisallow: /page")
    assert check(site.url("/page")).cause is Cause.ROBOTS
    site.routes["/rules"] = route(301, Location="/robots.txt")
    assert check(site.url("/page")).kind is Kind.OK


@pytest.mark.parametrize("body", [b"\xff\xfe\0", b"Disallow: /", b"<html>", b"a" * 2_000_000])
def test_robots_that_make_no_sense(site: Site, check: Check, body: bytes) -> None:
    site.routes["/robots.txt"] = route(200, body)
    assert check(site.url("/page")).kind is Kind.OK


def test_hostile_robots_patterns_take_no_time(site: Site, check: Check) -> None:
    pattern = b"Disallow: /" + b"*a" * 2000 + b"b\n"
    site.routes["/robots.txt"] = route(200, b"User-agent: *\n" + pattern * 50)
    assert check(site.url("/" + "a" * 4000)).kind is Kind.OK


def test_crawl_delay(site: Site, names: Names) -> None:
    site.routes["/robots.txt"] = route(200, b"User-agent: *\nCrawl-delay: 0.2\nAllow: /")
    LinkChecker(LOCAL, lookup=names).check_urls(site.url(f"/p{n}") for n in range(4))
    times = sorted(seen.at for seen in site.seen if seen.path != "/robots.txt")
    assert times[-1] - times[0] >= 2 * 0.2 * 0.9

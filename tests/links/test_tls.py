"""Secure connections: wrong certificates say nothing of the page; HTTP/2 is spoken."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from ainewslint.links import Cause, Kind, Outcome
from ainewslint.links.checker import LinkChecker

from .conftest import LOCAL, Names
from .testsite import Site

Check = Callable[..., Outcome]
Start = Callable[..., Site]


def test_a_right_certificate(tls_site: Start, check: Check, trusting: ssl.SSLContext) -> None:
    site = tls_site()
    assert check(site.url("/page"), ssl_context=trusting).kind is Kind.OK
    # The connection is dialled by address, yet the name is what is sent and verified.
    assert {seen.host for seen in site.seen} == {"site.test"}


def test_self_signed(tls_site: Start, check: Check) -> None:
    site = tls_site()
    outcome = check(site.url("/page"))  # the system does not know the test's authority
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TLS)
    assert "certificate" in outcome.reason
    assert not site.seen


def test_wrong_name(
    tls_site: Start, check: Check, authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    site = tls_site(authority.issue_cert("other.test"))
    outcome = check(site.url("/page"), ssl_context=trusting)
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TLS)
    assert "site.test" in outcome.reason


def test_expired(
    tls_site: Start, check: Check, authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    certificate = authority.issue_cert(
        "site.test", not_before=past - timedelta(days=1), not_after=past
    )
    outcome = check(tls_site(certificate).url("/page"), ssl_context=trusting)
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TLS)
    assert "expired" in outcome.reason


def test_plain_http_where_tls_is_expected(site: Site, check: Check) -> None:
    outcome = check(f"https://site.test:{site.port}/page")
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TLS)


def test_tls_where_plain_http_is_expected(tls_site: Start, check: Check) -> None:
    outcome = check(f"http://site.test:{tls_site().port}/page")
    assert outcome.kind is Kind.UNKNOWN
    assert outcome.cause in (Cause.CONNECTION, Cause.PROTOCOL)


@pytest.mark.parametrize("protocols", [("h2",), ("h2", "http/1.1")])
def test_http2(
    tls_site: Start, names: Names, trusting: ssl.SSLContext, protocols: tuple[str, ...]
) -> None:
    site = tls_site(protocols=protocols)
    urls = [site.url(f"/p{n}") for n in range(20)] + [site.url("/gone")]
    result = LinkChecker(LOCAL, lookup=names, ssl_context=trusting).check_urls(urls)
    assert [outcome.status for outcome in result.values()] == [200] * 20 + [404]
    assert {seen.host for seen in site.seen} == {"h2"}
    assert site.connections == 1

"""No connection is opened to an unsafe address: by name, redirect, rebinding, environment."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpcore2
import pytest

from ainewslint.links import Cause, Kind, LinkOptions, Outcome
from ainewslint.links.checker import LinkChecker
from ainewslint.links.guard import GuardedBackend, UnsafeAddress
from ainewslint.links.resolver import Resolver

from .conftest import LOCAL, Names
from .test_addresses import UNSAFE
from .testsite import Site, route

Check = Callable[..., Outcome]
STRICT = replace(LOCAL, allow_private=False)


@pytest.fixture(autouse=True)
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were connected to; nothing but loopback may ever be."""
    reached: list[str] = []
    connect = httpcore2.AnyIOBackend.connect_tcp

    async def spy(self: object, host: str, port: int, *rest: object, **named: object) -> object:
        reached.append(host)
        assert host.startswith("127."), "a test must not leave this machine"
        return await connect(self, host, port, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore2.AnyIOBackend, "connect_tcp", spy)
    return reached


async def _connect(host: str, names: Names) -> None:
    backend = GuardedBackend(Resolver(names))
    await backend.connect_tcp(host, 80, timeout=1)


@pytest.mark.parametrize("address", UNSAFE)
def test_literals_and_names_at_the_socket(address: str, names: Names, dialled: list[str]) -> None:
    names.known["page.example"] = [[address]]
    for host in (address, "page.example"):
        with pytest.raises(UnsafeAddress):
            asyncio.run(_connect(host, names))
    assert dialled == []


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "x.localhost", "a.alt"],
)
def test_notations_at_the_socket(host: str, names: Names, dialled: list[str]) -> None:
    with pytest.raises(UnsafeAddress):
        asyncio.run(_connect(host, names))
    assert dialled == []
    assert names.asked == []


def test_unix_sockets_are_closed(names: Names) -> None:
    with pytest.raises(UnsafeAddress):
        asyncio.run(GuardedBackend(Resolver(names)).connect_unix_socket("/run/some.sock"))


def test_one_private_address_among_public_ones(
    check: Check, names: Names, dialled: list[str]
) -> None:
    names.known["page.example"] = [["93.184.215.14", "10.0.0.1"]]
    outcome = check("http://page.example/", STRICT)
    assert (outcome.kind, outcome.cause) == (Kind.REFUSED, Cause.UNSAFE_ADDRESS)
    assert "10.0.0.1 (private)" in outcome.reason
    assert dialled == []


def test_an_answer_that_is_no_address(check: Check, names: Names, dialled: list[str]) -> None:
    names.known["page.example"] = [["other.example"]]
    assert check("http://page.example/", STRICT).kind is Kind.REFUSED
    assert dialled == []


def test_the_site_itself_is_out_of_reach(site: Site, check: Check, dialled: list[str]) -> None:
    for host in ("site.test", "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"):
        outcome = check(site.url("/page", host=host), STRICT)
        assert (outcome.kind, outcome.cause) == (Kind.REFUSED, Cause.UNSAFE_ADDRESS)
    assert site.connections == 0
    assert dialled == []


class Front:
    """Lets one name through to the test site, as a public site would be, and guards the rest."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: Names) -> None:
        from ainewslint.links import addresses

        names.known["front.example"] = [["127.0.0.2"]]
        strict = addresses.why_unsafe

        def lenient(address: addresses.Address) -> str | None:
            return None if str(address) == "127.0.0.2" else strict(address)

        monkeypatch.setattr(addresses, "why_unsafe", lenient)


@pytest.fixture
def front_site() -> Iterator[Site]:
    with Site(address="127.0.0.2") as running:
        yield running


LOCATIONS = [
    "http://127.0.0.1:{port}/secret",
    "//127.1:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http:\\\\localhost:{port}\\secret",
    "http://site.test:{port}/secret",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "https://[64:ff9b::7f00:1]/",
]


@pytest.mark.parametrize("location", LOCATIONS)
@pytest.mark.parametrize("fragment", ["", "#part"])
def test_redirects(
    front_site: Site,
    site: Site,
    check: Check,
    names: Names,
    monkeypatch: pytest.MonkeyPatch,
    dialled: list[str],
    location: str,
    fragment: str,
) -> None:
    Front(monkeypatch, names)
    front_site.routes["/page"] = route(302, Location=location.format(port=site.port))
    options = replace(STRICT, check_fragments=True)
    outcome = check(front_site.url("/page" + fragment, host="front.example"), options)
    assert (outcome.kind, outcome.cause) == (Kind.REFUSED, Cause.UNSAFE_ADDRESS)
    assert site.connections == 0
    assert set(dialled) == {"127.0.0.2"}


def test_a_redirect_of_robots_txt(
    front_site: Site, site: Site, check: Check, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    Front(monkeypatch, names)
    front_site.routes["/robots.txt"] = route(301, Location=site.url("/secret"))
    assert check(front_site.url("/page", host="front.example"), STRICT).kind is Kind.OK
    assert site.connections == 0


def test_rebinding(
    front_site: Site,
    site: Site,
    names: Names,
    monkeypatch: pytest.MonkeyPatch,
    dialled: list[str],
) -> None:
    Front(monkeypatch, names)
    # The name service changes its mind after the first answer.
    names.known["front.example"] = [["127.0.0.2"], ["127.0.0.1"]]
    urls = [front_site.url(f"/goodbye/{n}", host="front.example") for n in range(6)]
    result = LinkChecker(STRICT, lookup=names).check_urls(urls)
    assert {outcome.kind for outcome in result.values()} == {Kind.OK}
    assert set(dialled) == {"127.0.0.2"}
    assert names.asked == ["front.example"]
    # And a run that starts after the change is refused.
    result = LinkChecker(STRICT, lookup=names).check_urls(urls)
    assert {outcome.kind for outcome in result.values()} == {Kind.REFUSED}


def test_rebinding_after_a_failure_is_checked_again(
    check: Check, names: Names, dialled: list[str]
) -> None:
    names.failure["page.example"] = socket.EAI_AGAIN
    lookup = names.__call__

    async def changing(host: str) -> list[str]:
        if names.asked.count("page.example") >= 1:
            names.failure.clear()
            names.known["page.example"] = [["127.0.0.1"]]
        return await lookup(host)

    checker = LinkChecker(replace(STRICT, ignore_robots=True), lookup=changing)
    outcome = checker.check_urls(["http://page.example/"])["http://page.example/"]
    assert outcome.kind is Kind.REFUSED
    assert dialled == []


def test_the_archive_is_guarded_too(
    front_site: Site, site: Site, check: Check, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    Front(monkeypatch, names)
    options = replace(STRICT, suggest_archive=True, archive_api=site.url("/api"))
    outcome = check(front_site.url("/404", host="front.example"), options)
    assert outcome.kind is Kind.DEAD
    assert outcome.archive_url is None
    assert site.connections == 0


def test_proxies_of_the_environment(
    site: Site, check: Check, monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    with Site() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{proxy.port}")
        assert check(site.url("/page")).kind is Kind.OK
        assert proxy.connections == 0


def test_the_next_address_is_tried(site: Site, check: Check, names: Names) -> None:
    names.known["page.example"] = [["127.0.0.3", "127.0.0.1"]]
    assert check(site.url("/page", host="page.example")).kind is Kind.OK


def test_default_options_are_strict(check: Check) -> None:
    assert not LinkOptions().allow_private
    assert not LinkOptions().ignore_robots

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator

import pytest
import trustme

from ainewslint.links import LinkOptions, Outcome
from ainewslint.links.checker import LinkChecker

from .testsite import Site

LOCAL = LinkOptions(allow_private=True, rate_per_host=0, timeout=5, backoff=0.01, max_wait=5)


class Names:
    """A name service for tests: every name of `.test` is loopback, others as told, else unknown."""

    def __init__(self) -> None:
        self.known: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.failure: dict[str, int] = {}
        self.online = True

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host in self.failure:
            raise socket.gaierror(self.failure[host], "told so")
        if host in self.known:
            answers = self.known[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if host.endswith(".test"):
            return ["127.0.0.1"]
        if host == "example.com" and self.online:
            return ["93.184.215.14"]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls_site(authority: trustme.CA) -> Iterator[Callable[..., Site]]:
    """Starts https sites with a certificate of the test's own authority."""
    running: list[Site] = []

    def start(
        certificate: trustme.LeafCert | None = None, protocols: tuple[str, ...] = ("http/1.1",)
    ) -> Site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(list(protocols))
        (certificate or authority.issue_cert("site.test")).configure_cert(context)
        site = Site(tls=context)
        running.append(site.__enter__())
        return site

    yield start
    for site in running:
        site.__exit__()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def check(names: Names) -> Callable[..., Outcome]:
    """Check one URL."""

    def run(
        url: str, options: LinkOptions = LOCAL, ssl_context: ssl.SSLContext | None = None
    ) -> Outcome:
        checker = LinkChecker(options, lookup=names, ssl_context=ssl_context)
        return checker.check_urls([url])[url]

    return run

"""The guard at the socket layer: a host is resolved once, checked, and dialled by address.

No client object stands above it: cookies, netrc, proxies and redirects of the environment live
in `httpx2.Client`, so requests go to the transport itself and there is nothing to switch off.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any, Self

import h2.connection  # noqa: F401 - httpcore2 would miss it only when a server speaks HTTP/2
import httpcore2
import httpx2

from ainewslint.records import record

from . import addresses
from .resolver import NameFailure, Resolver

MAX_ADDRESSES = 4  # of one host that are tried in turn
KEEP_ALIVE = 5.0  # seconds that an idle connection is kept, the shortest usual among servers


class UnsafeAddress(httpcore2.ConnectError):
    """The host leads, wholly or in part, to an address that no request may go to."""


class UnknownHost(httpcore2.ConnectError):
    """The host has no address; `failure` tells how certain that is."""

    def __init__(self, failure: NameFailure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Opens TCP connections to public addresses only; TLS still verifies the name."""

    def __init__(self, resolver: Resolver, *, allow_private: bool = False) -> None:
        self._backend = httpcore2.AnyIOBackend()
        self._resolver = resolver
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address that answers.

        Raises UnsafeAddress, UnknownHost, httpcore2.ConnectError or httpcore2.ConnectTimeout.
        """
        start = time.monotonic()
        targets = await self._targets(host, timeout)
        for index, address in enumerate(targets):
            left = None
            if timeout is not None:
                left = max(start + timeout - time.monotonic(), 0.0) / (len(targets) - index)
            try:
                return await self._backend.connect_tcp(
                    address, port, left, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if index == len(targets) - 1:
                    raise
        raise httpcore2.ConnectError(f"no address for {host}")

    async def _targets(self, host: str, timeout: float | None) -> list[str]:
        literal = addresses.literal(host)
        if literal is not None:
            found = [str(literal)]
        elif not self._allow_private and (why := addresses.why_unsafe_host(host)):
            raise UnsafeAddress(why)
        else:
            try:
                async with asyncio.timeout(timeout):
                    found = await self._resolver.addresses(host)
            except NameFailure as failure:
                raise UnknownHost(failure) from failure
            except TimeoutError as error:
                raise httpcore2.ConnectTimeout("name service") from error
        if not self._allow_private:
            # One bad address condemns the name: which one would be dialled is up to its owner.
            for text in found:
                _require_public(text)
        return found[:MAX_ADDRESSES]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Never: raises UnsafeAddress."""
        raise UnsafeAddress("unix socket")

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore2 asks for it between attempts of its own."""
        await asyncio.sleep(seconds)


def _require_public(text: str) -> None:
    try:
        why = addresses.why_unsafe(addresses.parse_resolved(text))
    except ValueError:
        why = "not an address"
    if why:
        raise UnsafeAddress(f"{text} ({why})")


class GuardedTransport(httpx2.AsyncBaseTransport):
    """HTTP/1.1 and HTTP/2 over guarded connections. Errors are those of httpcore2.

    One small pool per scheme and host: a shared one looks at every idle connection for every
    request, which costs more than the request where hosts are many. Those longest out of use are
    closed first.
    """

    def __init__(
        self,
        resolver: Resolver,
        *,
        allow_private: bool = False,
        max_per_host: int = 2,
        max_hosts: int = 64,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._backend = GuardedBackend(resolver, allow_private=allow_private)
        self._max_per_host = max_per_host
        self._max_hosts = max_hosts
        self._ssl_context = ssl_context
        self._pools: dict[tuple[bytes, bytes], _Pool] = {}  # in the order of their last use

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the body of the response is not read yet, and must be closed."""
        url = request.url
        pool = await self._take((url.raw_scheme, url.raw_host))
        try:
            response = await pool.connections.handle_async_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(
                        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        except BaseException:
            pool.in_use -= 1
            raise
        return httpx2.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream, pool),
            extensions=response.extensions,
        )

    def _trust(self, scheme: bytes) -> ssl.SSLContext | None:
        """What https connections trust; made when first needed, since it takes 30 ms."""
        if scheme == b"https" and self._ssl_context is None:
            self._ssl_context = httpx2.create_ssl_context(trust_env=False)
        return self._ssl_context

    async def _take(self, host: tuple[bytes, bytes]) -> _Pool:
        pool = self._pools.pop(host, None)
        if pool is None:
            connections = httpcore2.AsyncConnectionPool(
                ssl_context=self._trust(host[0]),
                max_connections=self._max_per_host,
                keepalive_expiry=KEEP_ALIVE,
                http2=True,
                network_backend=self._backend,
            )
            pool = _Pool(connections)
        self._pools[host] = pool
        pool.in_use += 1
        if len(self._pools) > self._max_hosts:
            idle = next((key for key, other in self._pools.items() if not other.in_use), None)
            if idle is not None:
                await self._pools.pop(idle).connections.aclose()
        return pool

    async def aclose(self) -> None:
        """Close all connections."""
        pools = list(self._pools.values())
        self._pools.clear()
        for pool in pools:
            await pool.connections.aclose()

    async def __aenter__(self) -> Self:
        return self


@record(slots=True)
class _Pool:
    """The connections to one host, and how many requests are on them."""

    connections: httpcore2.AsyncConnectionPool
    in_use: int = 0


class _Body(httpx2.AsyncByteStream):
    """A body of httpcore2 in the shape that httpx2 decodes."""

    def __init__(self, stream: Any, pool: _Pool) -> None:
        self._stream = stream
        self._pool: _Pool | None = pool

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        if self._pool is not None:
            self._pool.in_use -= 1
            self._pool = None
        await self._stream.aclose()

"""A web site on loopback with every kind of behaviour, good and bad; real sockets, own thread."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.events


@dataclass
class Seen:
    """A request as the site got it."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    at: float
    connection: int


@dataclass
class Exchange:
    """One request and the stream to answer it on."""

    seen: Seen
    count: int
    writer: asyncio.StreamWriter
    close: bool = False

    async def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Whatever"]
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        named.setdefault("Content-Length", str(len(body)))
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        lines += [f"{key}: {value}" for key, value in named.items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode())
        if self.seen.method != "HEAD":
            self.writer.write(body)
        await self.writer.drain()


Handler = Callable[[Exchange], Awaitable[None]]


@dataclass
class Site:
    """Answers by path: `routes`, else the built-in behaviours of `_answer`."""

    tls: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    routes: dict[str, Handler] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    open_now: Counter[str] = field(default_factory=Counter)
    open_most: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    port: int = 0

    def __enter__(self) -> Site:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()

        def serve() -> None:
            asyncio.set_event_loop(self._loop)
            start = asyncio.start_server(self._client, self.address, 0, ssl=self.tls)
            server = self._loop.run_until_complete(start)
            self.port = server.sockets[0].getsockname()[1]
            started.set()
            self._loop.run_forever()
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            server.close()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            self._loop.close()

        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, path: str, host: str = "site.test") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self, path: str | None = None) -> list[str]:
        """The methods asked for, of one path or of all but robots.txt."""
        return [
            seen.method
            for seen in self.seen
            if seen.path == path or (path is None and seen.path != "/robots.txt")
        ]

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            selected = writer.get_extra_info("ssl_object")
            if selected and selected.selected_alpn_protocol() == "h2":
                await self._http2(reader, writer, number)
            else:
                await self._http1(reader, writer, number)
        writer.close()

    async def _http1(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        while True:
            start = await reader.readexactly(1)
            if start == b"\x16":  # a TLS handshake, where none is spoken
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _version = head[0].split(" ")
            headers = {}
            for line in head[1:-2]:
                name, _colon, value = line.partition(":")
                headers[name.lower()] = value.strip()
            host = headers["host"].partition(":")[0]
            seen = Seen(method, host, path, headers, time.monotonic(), number)
            exchange = Exchange(seen, self._count(seen), writer)
            self.open_now[host] += 1
            self.open_most[host] = max(self.open_most[host], self.open_now[host])
            try:
                handler = self.routes.get(path.partition("?")[0], _answer)
                await handler(exchange)
            finally:
                self.open_now[host] -= 1
            if exchange.close:
                return

    def _count(self, seen: Seen) -> int:
        self.seen.append(seen)
        return sum(1 for other in self.seen if (other.host, other.path) == (seen.host, seen.path))

    async def _http2(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        wire = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        wire.initiate_connection()
        writer.write(wire.data_to_send())
        while data := await reader.read(65_536):
            for event in wire.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = {key.decode(): value.decode() for key, value in event.headers}
                    method, path = headers[":method"], headers[":path"]
                    self.seen.append(Seen(method, "h2", path, headers, time.monotonic(), number))
                    status = "404" if path in ("/robots.txt", "/gone") else "200"
                    wire.send_headers(event.stream_id, [(":status", status)], end_stream=True)
            writer.write(wire.data_to_send())
            await writer.drain()


async def _answer(exchange: Exchange) -> None:
    """The built-in behaviours, named by the path."""
    first, _slash, rest = exchange.seen.path.partition("?")[0].strip("/").partition("/")
    behaviour = BEHAVIOURS.get(first)
    if behaviour is not None:
        await behaviour(exchange, rest)
    elif first.isdigit():
        await exchange.send(int(first), b"x" * 20)
    else:
        await exchange.send(404 if first == "robots.txt" else 200, b"<p>fine")


async def _redirect(exchange: Exchange, rest: str) -> None:
    """/to/301/302/x: redirects with 301 to /to/302/x, which redirects with 302 to /x."""
    status, _slash, onwards = rest.partition("/")
    more = onwards.partition("/")[0].isdigit() and "/" in onwards
    await exchange.send(int(status), Location=f"/to/{onwards}" if more else f"/{onwards}")


async def _chain(exchange: Exchange, rest: str) -> None:
    await exchange.send(302, Location=f"/chain/{int(rest) + 1}")


async def _loop(exchange: Exchange, rest: str) -> None:
    await exchange.send(302, Location="/loop/b" if rest == "a" else "/loop/a")


async def _cookie_loop(exchange: Exchange, rest: str) -> None:
    """Redirects to itself, as sites do that want their cookie back."""
    await exchange.send(302, Location=f"/cookie-loop/{rest}", Set_Cookie="seen=1; Path=/")


async def _head_loop(exchange: Exchange, rest: str) -> None:
    if exchange.seen.method == "HEAD":
        await exchange.send(302, Location=f"/head-loop/{rest}")
    else:
        await exchange.send(200)


async def _throttled(exchange: Exchange, rest: str) -> None:
    """/throttled/N: 429 with Retry-After: N at first, then fine."""
    if exchange.count == 1:
        await exchange.send(429, Retry_After=rest)
    else:
        await exchange.send(200)


async def _flaky(exchange: Exchange, rest: str) -> None:
    """/flaky/N: 503 for the first N requests, then fine."""
    await exchange.send(503 if exchange.count <= int(rest) else 200)


async def _cut(exchange: Exchange, rest: str) -> None:
    """/cut/N: closes without a word the first N times; /cut/half after half a header."""
    exchange.close = True
    if rest == "half":
        exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-")
        await exchange.writer.drain()
    elif exchange.count > int(rest):
        exchange.close = False
        await exchange.send(200)


async def _goodbye(exchange: Exchange, _rest: str) -> None:
    """Answers, promises to keep the connection, and closes it."""
    exchange.close = True
    await exchange.send(200, Connection="keep-alive")


async def _drip(exchange: Exchange, _rest: str) -> None:
    """Headers that never end, a byte at a time: no single read times out."""
    exchange.close = True
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while True:
        exchange.writer.write(b"a")
        await exchange.writer.drain()
        await asyncio.sleep(0.02)


async def _slow_body(exchange: Exchange, _rest: str) -> None:
    exchange.close = True
    length = {"Content-Length": "1000000", "Content-Type": "text/html"}
    head = "".join(f"{key}: {value}\r\n" for key, value in length.items())
    exchange.writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode())
    while exchange.seen.method != "HEAD":
        exchange.writer.write(b"<p>")
        await exchange.writer.drain()
        await asyncio.sleep(0.02)


async def _huge(exchange: Exchange, _rest: str) -> None:
    """A body without end, as fast as it is taken."""
    exchange.close = True
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while exchange.seen.method != "HEAD":
        exchange.writer.write(b"x" * 65_536)
        await exchange.writer.drain()


async def _bomb(exchange: Exchange, _rest: str) -> None:
    """A hundred megabytes in a hundred kilobytes."""
    body = gzip.compress(b"\0" * 100_000_000, 9)
    await exchange.send(200, body, Content_Encoding="gzip")


async def _long_header(exchange: Exchange, _rest: str) -> None:
    exchange.close = True
    exchange.writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000):
        exchange.writer.write(f"X-{number}: {'y' * 1000}\r\n".encode())
        await exchange.writer.drain()


async def _garbage(exchange: Exchange, _rest: str) -> None:
    exchange.close = True
    exchange.writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    await exchange.writer.drain()


async def _no_head(exchange: Exchange, rest: str) -> None:
    """/no-head/N: answers HEAD with N, GET with 200; /no-head/cut cuts HEAD."""
    if exchange.seen.method != "HEAD":
        await exchange.send(200)
    elif rest == "cut":
        exchange.close = True
    else:
        await exchange.send(int(rest))


async def _cookie(exchange: Exchange, _rest: str) -> None:
    await exchange.send(302, Location="/after", Set_Cookie="session=1; Path=/")


BEHAVIOURS: dict[str, Callable[[Exchange, str], Awaitable[None]]] = {
    "to": _redirect,
    "chain": _chain,
    "loop": _loop,
    "cookie-loop": _cookie_loop,
    "head-loop": _head_loop,
    "throttled": _throttled,
    "flaky": _flaky,
    "cut": _cut,
    "goodbye": _goodbye,
    "drip": _drip,
    "slow-body": _slow_body,
    "huge": _huge,
    "bomb": _bomb,
    "long-header": _long_header,
    "garbage": _garbage,
    "no-head": _no_head,
    "cookie": _cookie,
}


def route(status: int, body: bytes = b"", **headers: str) -> Handler:
    """A handler that always answers the same."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send(status, body, **headers)

    return answer

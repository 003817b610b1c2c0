"""Requests, one hop at a time: through the host's gate, with repeats, deadline and size cap."""

from __future__ import annotations

import asyncio
import contextlib
import random
import ssl
from collections.abc import AsyncIterator, Iterator
from typing import Self

import httpcore2
import httpx2
import stamina
import stamina.instrumentation

from ainewslint.records import record

from .guard import GuardedTransport, UnknownHost, UnsafeAddress
from .hosts import Failure, HostGate, HostGates, retry_after
from .options import LinkOptions
from .outcomes import Cause
from .resolver import Resolver
from .urls import Target

PASSING_STATUS = frozenset({500, 502, 503, 504, 520, 521, 522, 523, 524})
LONGEST_BACKOFF = 30.0
HOSTS_PER_REQUEST = 2  # whose connections stay open; hosts are taken in turn
ROBOTS_TOKEN = "ainewslint"


@record(frozen=True, slots=True)
class Reply:
    """An answer: headers, and as much of the body as was asked for."""

    status: int
    headers: httpx2.Headers
    body: bytes = b""
    complete: bool = False

    @property
    def throttled(self) -> bool:
        """Whether the server asks for fewer requests, rather than saying something of the page."""
        return self.status == 429 or (self.status in (403, 503) and "retry-after" in self.headers)

    @property
    def text(self) -> str:
        """The body as text; wrong bytes are replaced."""
        charset = "utf-8"
        for parameter in self.headers.get("content-type", "").split(";")[1:]:
            name, _eq, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                charset = value.strip().strip("\"'")
        try:
            return self.body.decode(charset, "replace")
        except (LookupError, ValueError):
            return self.body.decode("utf-8", "replace")


class _Passing(Exception):  # noqa: N818 - a result that is raised
    """Trouble that may pass: a failure or an answer, and how long the server asks to wait."""

    def __init__(self, what: Failure | Reply, wait: float | None = None) -> None:
        super().__init__()
        self.what = what
        self.wait = wait


class Client:
    """Sends requests within the limits of the options. Use as an async context manager."""

    def __init__(
        self, options: LinkOptions, resolver: Resolver, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        self.options = options
        self.gates = HostGates(options.max_per_host, options.rate_per_host)
        self._open = asyncio.Semaphore(max(options.concurrency, 1))
        self._transport = GuardedTransport(
            resolver,
            allow_private=options.allow_private,
            max_per_host=max(options.max_per_host, 1),
            max_hosts=max(options.concurrency, 1) * HOSTS_PER_REQUEST,
            ssl_context=ssl_context,
        )
        self._headers = {
            "User-Agent": options.user_agent or f"{ROBOTS_TOKEN} (link checker)",
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._transport.aclose()

    async def ask(
        self, method: str, target: Target, *, limit: int = 0, patient: bool = True
    ) -> Reply:
        """Send one request and read at most `limit` bytes of the answer's body.

        Repeats what fails for a passing reason; if not `patient`, only what the server asks to
        have repeated later. Raises Failure where no answer comes.
        """
        gate = self.gates[target.host]
        try:
            async for attempt in self._attempts():
                with attempt:
                    async with gate.slot(), self._open:
                        return await self._once(gate, method, target, limit, patient=patient)
        except _Passing as passing:
            if isinstance(passing.what, Reply):
                return passing.what
            raise passing.what from passing
        raise AssertionError("retry_context ends with a return or a raise")

    def _attempts(self) -> AsyncIterator[stamina.Attempt]:
        backoff = self.options.backoff
        return stamina.retry_context(
            on=self._worth_repeating,
            attempts=self.options.retries + 1,
            timeout=None,
            wait_initial=backoff,
            wait_max=max(LONGEST_BACKOFF, backoff),
            wait_jitter=backoff,
        ).__aiter__()

    def _worth_repeating(self, error: Exception) -> bool | float:
        if not isinstance(error, _Passing):
            return False
        if error.wait is None:
            return True
        return error.wait + random.uniform(0, self.options.backoff)

    async def _once(
        self, gate: HostGate, method: str, target: Target, limit: int, *, patient: bool
    ) -> Reply:
        try:
            reply = await self._send(method, target, limit)
        except Failure as failure:
            if patient and failure.cause in (Cause.TIMEOUT, Cause.CONNECTION, Cause.NAME_SERVICE):
                raise _Passing(failure) from failure
            raise
        if reply.throttled:
            wait = retry_after(reply.headers.get("retry-after"))
            if wait is not None and wait > self.options.max_wait:
                gate.close(f"it asks to wait {wait:.0f} s")
                return reply
            gate.pause(self.options.backoff if wait is None else wait)
            raise _Passing(reply, wait)
        if patient and reply.status in PASSING_STATUS:
            raise _Passing(reply)
        return reply

    async def _send(self, method: str, target: Target, limit: int) -> Reply:
        seconds = self.options.timeout
        with _failures():
            request = httpx2.Request(
                method,
                target.url,
                headers=self._headers,
                extensions={"timeout": httpx2.Timeout(seconds).as_dict()},
            )
            # The parts have timeouts of their own; this one stops a server that drips bytes.
            async with asyncio.timeout(seconds):
                response = await self._transport.handle_async_request(request)
                try:
                    body, complete = await _read(response, limit, bodiless=method == "HEAD")
                finally:
                    await response.aclose()
        return Reply(response.status_code, response.headers, body, complete)


async def _read(response: httpx2.Response, limit: int, *, bodiless: bool) -> tuple[bytes, bool]:
    """The decoded body up to a limit, and whether that is all of it."""
    if not limit:
        # Only a response read to its end leaves the connection open for the next request.
        if bodiless or response.headers.get("content-length") == "0":
            async for _nothing in response.aiter_raw():
                pass
        return b"", False
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > limit:
            return bytes(body[:limit]), False
    return bytes(body), True


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Turn the errors of all layers below into Failure."""
    try:
        yield
    except UnsafeAddress as error:
        raise Failure(Cause.UNSAFE_ADDRESS, str(error)) from error
    except UnknownHost as error:
        raise _name_failure(error) from error
    except (TimeoutError, httpcore2.TimeoutException) as error:
        raise Failure(Cause.TIMEOUT) from error
    except httpcore2.NetworkError as error:
        raise _network_failure(error) from error
    except httpcore2.RemoteProtocolError as error:
        # A connection cut before any answer says nothing of the page; bad HTTP does of the server.
        cut = "disconnected" in str(error) or "without sending" in str(error)
        raise Failure(Cause.CONNECTION if cut else Cause.PROTOCOL, _short(error)) from error
    except (httpcore2.ProtocolError, httpx2.DecodingError) as error:
        raise Failure(Cause.PROTOCOL, _short(error)) from error
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise Failure(Cause.MALFORMED, _short(error)) from error


def _name_failure(error: UnknownHost) -> Failure:
    failure = error.failure
    if failure.offline:
        return Failure(Cause.OFFLINE)
    return Failure(Cause.NO_SUCH_HOST if failure.certain else Cause.NAME_SERVICE, str(failure))


def _network_failure(error: Exception) -> Failure:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure(Cause.TLS, cause.verify_message or "bad certificate")
        if isinstance(cause, ssl.SSLError):
            return Failure(Cause.TLS, cause.reason or "handshake")
        cause = cause.__cause__ or cause.__context__
    return Failure(Cause.CONNECTION, _short(error))


def _short(error: BaseException) -> str:
    """A library's words for an error, on one short line."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words[:120]


@contextlib.contextmanager
def quiet_retries() -> Iterator[None]:
    """Keep stamina from logging each repeat; its hooks are global, so they are put back."""
    hooks = stamina.instrumentation.get_on_retry_hooks()
    stamina.instrumentation.set_on_retry_hooks(())
    try:
        yield
    finally:
        stamina.instrumentation.set_on_retry_hooks(hooks)

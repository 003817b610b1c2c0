"""Names to addresses: once per host and run, in threads that never keep a run from ending."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable

from .once import Once

Lookup = Callable[[str], Awaitable[list[str]]]

# A name that IANA keeps alive (RFC 6761): where it does not resolve either, the fault is here.
CONTROL_NAME = "example.com"
_NOT_FOUND = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class NameFailure(Exception):  # noqa: N818 - a result that is raised, as gaierror is
    """A name without addresses. `certain` where the name service says that it does not exist."""

    def __init__(self, host: str, *, certain: bool, offline: bool = False) -> None:
        super().__init__(host)
        self.certain = certain
        self.offline = offline


class Resolver:
    """Resolves each host once; the addresses hold for the run.

    Remembering also closes the gap that DNS rebinding uses: the addresses that were checked are
    the ones dialled, however often a host is connected to.
    """

    def __init__(self, lookup: Lookup | None = None, parallel: int = 16) -> None:
        self._lookup = lookup or _system_lookup
        self._slots = asyncio.Semaphore(parallel)
        self._known = Once(self._ask)
        self._any_resolved = False

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a host, best first; raises NameFailure."""
        try:
            return await self._known.get(host)
        except NameFailure as failure:
            if not failure.certain:
                self._known.forget(host)
            raise

    async def _ask(self, host: str) -> list[str]:
        try:
            async with self._slots:
                found = list(dict.fromkeys(await self._lookup(host)))
        except (OSError, UnicodeError) as error:
            certain = isinstance(error, UnicodeError) or error.errno in _NOT_FOUND
            offline = certain and not await self._online(host)
            raise NameFailure(host, certain=certain and not offline, offline=offline) from error
        if not found:
            raise NameFailure(host, certain=False)
        self._any_resolved = True
        return found

    async def _online(self, missing: str) -> bool:
        """Whether names resolve at all; asks for the control name where none has so far."""
        if not self._any_resolved and missing != CONTROL_NAME:
            with contextlib.suppress(NameFailure):
                await self.addresses(CONTROL_NAME)
        return self._any_resolved


async def _system_lookup(host: str) -> list[str]:
    """`getaddrinfo` in a daemon thread: an executor's threads would be waited for at exit."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | None, error: Exception | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(found or [])

    def work() -> None:
        found, error = None, None
        try:
            infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found = [str(info[4][0]) for info in infos]
        except (OSError, UnicodeError) as caught:
            error = caught
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=work, name="ainewslint-dns", daemon=True).start()
    return await future

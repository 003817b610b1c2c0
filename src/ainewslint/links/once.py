"""One question, one answer: concurrent askers share it, and it is kept for the run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Remembers by key what a coroutine function returned or raised."""

    def __init__(self, ask: Callable[[str], Awaitable[T]]) -> None:
        self._ask = ask
        self._known: dict[str, asyncio.Future[T]] = {}

    async def get(self, key: str) -> T:
        """The answer for a key; raises what asking raised."""
        known = self._known.get(key)
        if known is None:
            known = asyncio.ensure_future(self._ask(key))
            known.add_done_callback(_consume)
            self._known[key] = known
        # A waiter that gives up must not cancel what others wait for.
        return await asyncio.shield(known)

    def forget(self, key: str) -> None:
        """Ask again next time."""
        self._known.pop(key, None)


def _consume(future: asyncio.Future[T]) -> None:
    """Fetch the exception, or asyncio complains when every waiter has been cancelled."""
    if not future.cancelled():
        future.exception()

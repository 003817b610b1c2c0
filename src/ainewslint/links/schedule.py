"""Hosts in turn, so that one that is slow or resting does not keep others waiting."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from .hosts import HostGates

Job = TypeVar("Job")


class Schedule(Generic[Job]):
    """Runs jobs that are queued by host, at most `max_per_host` of one host at once."""

    def __init__(
        self, queues: dict[str, deque[Job]], gates: HostGates, *, max_per_host: int
    ) -> None:
        self._queues = queues
        self._gates = gates
        # Each entry is a host's leave to have one more job running: a host has as many entries,
        # waiting and taken together, as it may have jobs at once.
        self._ready: asyncio.Queue[str | None] = asyncio.Queue()
        self._left = sum(map(len, queues.values()))
        for turn in range(max(max_per_host, 1)):
            for host, queue in queues.items():
                if turn < len(queue):
                    self._ready.put_nowait(host)

    async def run(self, check: Callable[[Job], Awaitable[None]], jobs_at_once: int) -> None:
        """Run all jobs; the first error ends the run and is raised."""
        workers = [
            asyncio.create_task(self._work(check))
            for _worker in range(min(max(jobs_at_once, 1), self._left))
        ]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, check: Callable[[Job], Awaitable[None]]) -> None:
        loop = asyncio.get_running_loop()
        while (host := await self._ready.get()) is not None:
            queue = self._queues[host]
            if not queue:
                continue
            if (delay := self._gates[host].delay()) > 0:
                loop.call_later(delay, self._ready.put_nowait, host)
                continue
            await check(queue.popleft())
            self._left -= 1
            if queue:
                self._ready.put_nowait(host)
            elif not self._left:
                break
        self._ready.put_nowait(None)  # ends the workers, one after the other

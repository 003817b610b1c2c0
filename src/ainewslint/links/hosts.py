"""Politeness per host: how many requests at once, how often, and when to leave it alone."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC
from email.utils import parsedate_to_datetime

from .outcomes import Cause

TROUBLE_LIMIT = 3  # failures in a row after which a host is skipped for the rest of the run


class Failure(Exception):  # noqa: N818 - a result that is raised
    """No usable answer, and why."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail


class HostGate:
    """The one way to a host: every request to it passes here, those of redirects included."""

    def __init__(self, max_open: int, rate: float) -> None:
        self._slots = asyncio.Semaphore(max(max_open, 1))
        self._interval = 1.0 / rate if rate > 0 else 0.0
        self._next_start = 0.0
        self._paused_until = 0.0
        self._trouble = 0
        self.closed: str | None = None

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for a turn; raises Failure where the host is left alone."""
        async with self._slots:
            if (wait := self._reserve()) > 0:
                await asyncio.sleep(wait)
            while not self.closed and (wait := self._paused_until - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if self.closed:
                raise Failure(Cause.HOST_SKIPPED, self.closed)
            yield

    def _reserve(self) -> float:
        """Take the next start; gives the seconds until it."""
        now = time.monotonic()
        start = max(now, self._next_start)
        self._next_start = start + self._interval
        return start - now

    def delay(self) -> float:
        """Seconds until a request could start, as far as rate and pauses go."""
        if self.closed:
            return 0.0
        return max(self._next_start, self._paused_until) - time.monotonic()

    def pause(self, seconds: float) -> None:
        """Let no request start for some seconds."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    def slow_down(self, interval: float) -> None:
        """Keep at least `interval` seconds between starts."""
        self._interval = max(self._interval, interval)

    def close(self, why: str) -> None:
        """Leave the host alone for the rest of the run."""
        self.closed = self.closed or why

    def note(self, trouble: str | None) -> None:
        """Count a URL that failed for the host's sake, or one that shows that it works (None)."""
        self._trouble = self._trouble + 1 if trouble else 0
        if trouble and self._trouble >= TROUBLE_LIMIT:
            self.close(trouble)


class HostGates:
    """The gates of a run, by host name."""

    def __init__(self, max_open: int, rate: float) -> None:
        self._max_open = max_open
        self._rate = rate
        self._gates: dict[str, HostGate] = {}

    def __getitem__(self, host: str) -> HostGate:
        """The gate of a host."""
        gate = self._gates.get(host)
        if gate is None:
            gate = self._gates[host] = HostGate(self._max_open, self._rate)
        return gate


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None for none or nonsense."""
    value = (value or "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(moment.timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None

"""robots.txt (RFC 9309): fetched once per site and run, through the same guarded client."""

from __future__ import annotations

from protego import Protego

from .client import ROBOTS_TOKEN, Client, Reply
from .hosts import Failure
from .once import Once
from .outcomes import Cause
from .urls import Target, join, parse_target

MAX_ROBOTS = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
MAX_HOPS = 5  # RFC 9309, 2.3.1.2
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Robots:
    """Tells which URLs of a site programs are asked to keep out of."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules = Once(self._load)

    async def require(self, target: Target) -> None:
        """Return where the URL may be asked for.

        Raises Failure: `ROBOTS`, or what kept robots.txt from being read, which would keep the
        page from being read as well.
        """
        rules = await self._rules.get(target.origin)
        if rules is not None and not rules.can_fetch(target.url, ROBOTS_TOKEN):
            raise Failure(Cause.ROBOTS)

    async def _load(self, origin: str) -> Protego | None:
        first = parse_target(f"{origin}/robots.txt")
        if not isinstance(first, Target):
            return None
        reply = await self._fetch(first)
        if reply is None:
            return None
        if reply.throttled:
            raise Failure(Cause.THROTTLED, "for robots.txt")
        if reply.status >= 500:
            # RFC 9309, 2.3.1.4: a server that fails may have rules that cannot be seen.
            raise Failure(Cause.ROBOTS, f"(robots.txt answers {reply.status})")
        if reply.status != 200:
            return None
        return self._parse(reply, first.host)

    async def _fetch(self, target: Target) -> Reply | None:
        """The answer after at most five redirects; None where they lead nowhere: no rules."""
        reply = await self._client.ask("GET", target, limit=MAX_ROBOTS)
        for _hop in range(MAX_HOPS):
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return reply
            following = parse_target(join(target, location))
            if not isinstance(following, Target):
                return None
            target = following
            try:
                reply = await self._client.ask("GET", target, limit=MAX_ROBOTS)
            except Failure:
                return None
        return None

    def _parse(self, reply: Reply, host: str) -> Protego | None:
        try:
            rules = Protego.parse(reply.text)
            delay = rules.crawl_delay(ROBOTS_TOKEN)
        except Exception:
            return None
        if delay:
            self._client.gates[host].slow_down(min(float(delay), self._client.options.max_wait))
        return rules

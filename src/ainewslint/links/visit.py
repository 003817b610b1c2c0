"""One URL from the first request to the verdict: robots, redirects, HEAD then GET, anchors."""

from __future__ import annotations

import time
from dataclasses import field

from ainewslint.records import record

from .addresses import why_unsafe_host
from .archive import find_copy
from .cache import Answer
from .client import Client, Reply
from .fragments import find_fragments
from .hosts import Failure
from .options import LinkOptions
from .outcomes import Cause, Fragment, Kind, Outcome
from .robots import REDIRECTS, Robots
from .urls import Target, join, parse_target
from .walls import is_guarded, is_login, is_wall

PERMANENT = frozenset({301, 308})
_KINDS = {
    Cause.NO_SUCH_HOST: Kind.DEAD,
    Cause.UNSAFE_ADDRESS: Kind.REFUSED,
    Cause.UNSAFE_PORT: Kind.REFUSED,
    Cause.CREDENTIALS: Kind.REFUSED,
    Cause.OTHER_SCHEME: Kind.REFUSED,
    Cause.MALFORMED: Kind.BAD_URL,
}
_HOST_TROUBLE = frozenset(
    {Cause.TIMEOUT, Cause.CONNECTION, Cause.NAME_SERVICE, Cause.THROTTLED, Cause.OFFLINE}
)

_WORTH_A_GET = frozenset({Cause.TIMEOUT, Cause.CONNECTION, Cause.PROTOCOL, Cause.NAME_SERVICE})


@record(slots=True)
class _Trail:
    """Where a check has got to along its redirects."""

    start: Target
    here: Target
    seen: set[str] = field(default_factory=set)
    hops: int = 0
    moved_to: str | None = None
    all_permanent: bool = True
    for_programs: bool = False  # some answer may be another for a browser: a cookie, a guard

    def outcome(
        self, kind: Kind, cause: Cause, detail: str = "", status: int | None = None
    ) -> Outcome:
        return Outcome(
            kind,
            cause,
            detail,
            status=status,
            final_url=self.here.url if self.hops else None,
            moved_to=self.moved_to if kind is Kind.REDIRECT else None,
            redirects=self.hops,
            checked_at=time.time(),
        )

    def step(self, status: int, following: Target) -> None:
        """Go where a redirect points."""
        if self.all_permanent and status in PERMANENT:
            anchor = f"#{following.fragment}" if following.fragment else ""
            self.moved_to = following.url + anchor
        else:
            self.all_permanent = False
        self.here = following
        self.hops += 1


class Visitor:
    """Checks targets one by one; what they share (robots rules, host gates) is kept in between."""

    def __init__(self, options: LinkOptions, client: Client) -> None:
        self._options = options
        self._client = client
        self._robots = None if options.ignore_robots else Robots(client)

    async def visit(self, target: Target, wanted: frozenset[str]) -> Answer:
        """Check a target and look for the wanted anchors; never raises but on cancellation."""
        trail = _Trail(target, target)
        try:
            answer = await self._follow(trail, wanted)
            if answer.outcome.cause is Cause.REDIRECT_LOOP and not wanted:
                trail = _Trail(target, target)  # a server may go round on HEAD only
                answer = await self._follow(trail, wanted, head=False)
        except Failure as failure:
            kind = _KINDS.get(failure.cause, Kind.UNKNOWN)
            if trail.hops and kind is Kind.BAD_URL:
                kind = Kind.UNKNOWN  # the site's mistake, not the author's
            answer = Answer(trail.outcome(kind, failure.cause, failure.detail))
        except Exception as error:
            words = f"{type(error).__name__}: {error}"[:200]
            answer = Answer(trail.outcome(Kind.UNKNOWN, Cause.INTERNAL, words))
        cause = answer.outcome.cause
        if cause is not Cause.HOST_SKIPPED:
            trouble = answer.outcome.reason if cause in _HOST_TROUBLE else None
            self._client.gates[trail.here.host].note(trouble)
        return answer

    async def archived(self, url: str) -> str | None:
        """The address of an archived copy of a dead URL, if there is one."""
        return await find_copy(self._client, self._options.archive_api, url)

    async def _follow(self, trail: _Trail, wanted: frozenset[str], *, head: bool = True) -> Answer:
        while True:
            here = trail.here
            trail.seen.add(here.url)
            if not self._options.allow_private and (why := why_unsafe_host(here.host)):
                raise Failure(Cause.UNSAFE_ADDRESS, why)
            if self._robots is not None:
                await self._robots.require(here)
            reply = await self._ask(here, wanted, head=head)
            trail.for_programs |= "set-cookie" in reply.headers
            trail.for_programs |= is_guarded(here.host, reply.headers)
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return self._judge(trail, reply, wanted)
            following = parse_target(join(here, location))
            if isinstance(following, Outcome):
                return Answer(_dead_end(trail, following))
            trail.step(reply.status, following)
            if following.url in trail.seen:
                # Sites that want a cookie first redirect to themselves: nothing is known of them.
                kind = Kind.UNKNOWN if trail.for_programs else Kind.DEAD
                return Answer(trail.outcome(kind, Cause.REDIRECT_LOOP))
            if trail.hops > self._options.max_redirects:
                return Answer(trail.outcome(Kind.UNKNOWN, Cause.REDIRECT_CHAIN))

    async def _ask(self, target: Target, wanted: frozenset[str], *, head: bool) -> Reply:
        """HEAD, and GET where the server does not know HEAD or the page is to be read."""
        if head and not wanted:
            try:
                reply = await self._client.ask("HEAD", target, patient=False)
                if reply.status < 400 or reply.throttled:
                    return reply
            except Failure as failure:
                if failure.cause not in _WORTH_A_GET:
                    raise
        limit = self._options.max_body if wanted else 0
        return await self._client.ask("GET", target, limit=limit)

    def _judge(self, trail: _Trail, reply: Reply, wanted: frozenset[str]) -> Answer:
        here, status = trail.here, reply.status
        if status in (404, 410):
            cause = Cause.NOT_FOUND if status == 404 else Cause.GONE
            return Answer(trail.outcome(Kind.DEAD, cause, status=status))
        if not 200 <= status < 300:
            detail = ""
            if reply.throttled:
                cause = Cause.THROTTLED
                asked = reply.headers.get("retry-after", "")[:40]
                detail = f"(Retry-After: {asked})" if asked else ""
            elif is_wall(here.host, status, reply.headers):
                cause = Cause.BOT_WALL
            elif status >= 500:
                cause = Cause.SERVER_ERROR
            else:
                cause = Cause.FORBIDDEN if status in (401, 403) else Cause.OTHER_STATUS
            return Answer(trail.outcome(Kind.UNKNOWN, cause, detail, status=status))
        fragments: dict[str, Fragment] = find_fragments(reply, wanted) if wanted else {}
        return Answer(self._alive(trail, status), fragments)

    def _alive(self, trail: _Trail, status: int) -> Outcome:
        if not trail.hops:
            return trail.outcome(Kind.OK, Cause.ANSWERED, status=status)
        start, here = trail.start, trail.here
        if is_login(here.host, here.path) and not is_login(start.host, start.path):
            return trail.outcome(Kind.UNKNOWN, Cause.LOGIN, status=status)
        cause = Cause.MOVED if trail.moved_to else Cause.SENT_ELSEWHERE
        return trail.outcome(Kind.REDIRECT, cause, status=status)


def _dead_end(trail: _Trail, following: Outcome) -> Outcome:
    """A redirect to what may not be asked for, or is no URL."""
    trail.hops += 1
    if following.cause in (Cause.MALFORMED, Cause.OTHER_SCHEME):
        return trail.outcome(Kind.UNKNOWN, Cause.REDIRECT_BROKEN, following.reason)
    return trail.outcome(following.kind, following.cause, following.detail)

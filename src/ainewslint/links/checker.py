"""The run: every URL once, hosts in turn, results told and kept as they come."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import field, replace

from ainewslint.records import record

from .addresses import why_unsafe_host
from .cache import Answer, OutcomeCache, with_archive
from .options import LinkOptions, LinksExtraMissing
from .outcomes import Cause, Kind, Outcome
from .resolver import Lookup, Resolver
from .urls import Target, parse_target

OnResult = Callable[[str, Outcome], None]
OnNote = Callable[[str], None]

# The client limits open requests; jobs beyond those are waiting for a repeat that a server asked
# to have later, and must not keep others from running.
JOBS_PER_REQUEST = 8


@record(slots=True)
class _Job:
    """One target, and the URLs as given that share it."""

    target: Target
    asked: list[tuple[str, str]] = field(default_factory=list)  # URL, fragment

    def wanted(self, options: LinkOptions) -> frozenset[str]:
        if not options.check_fragments:
            return frozenset()
        return frozenset(fragment for _url, fragment in self.asked if fragment)


class LinkChecker:
    """Checks URLs within the limits of the options; one instance may run many times in turn.

    `lookup` replaces the system's name service (host → addresses, raising `socket.gaierror`),
    `ssl_context` the certificates that are trusted. `on_note` gets lines about what hampers the
    run as a whole, such as a full disk; by default they are logged as warnings.
    """

    def __init__(
        self,
        options: LinkOptions | None = None,
        *,
        lookup: Lookup | None = None,
        ssl_context: ssl.SSLContext | None = None,
        on_note: OnNote | None = None,
    ) -> None:
        self._options = options or LinkOptions()
        self._lookup = lookup
        self._ssl_context = ssl_context
        self._on_note = on_note or logging.getLogger("ainewslint.links").warning

    def check_urls(
        self, urls: Iterable[str], on_result: OnResult | None = None
    ) -> dict[str, Outcome]:
        """Check URLs and give the outcome of each, in the order of the input.

        `on_result` is called once for each URL as soon as its outcome is known and on disk; what
        it raises ends the run. Raises LinksExtraMissing where the network is needed and the extra
        is not installed. KeyboardInterrupt passes through; a later run takes up the rest.
        """
        return asyncio.run(self.run(urls, on_result))

    async def run(
        self, urls: Iterable[str], on_result: OnResult | None = None
    ) -> dict[str, Outcome]:
        """`check_urls`, for callers with an event loop of their own."""
        path, note = self._options.cache_path, self._on_note
        cache = OutcomeCache(path, self._options.ages, note) if path is not None else None
        try:
            run = _Run(self._options, cache, on_result)
            jobs = run.plan(urls)
            if jobs:
                await self._visit_all(run, jobs)
            return run.outcomes()
        finally:
            if cache is not None:
                cache.close()

    async def _visit_all(self, run: _Run, jobs: list[_Job]) -> None:
        try:
            from .client import Client, quiet_retries
            from .schedule import Schedule
            from .visit import Visitor
        except ImportError as error:
            raise LinksExtraMissing(error.name or str(error)) from error
        options = self._options
        with quiet_retries():
            async with Client(options, Resolver(self._lookup), self._ssl_context) as client:
                visitor = Visitor(options, client)

                async def check(job: _Job) -> None:
                    answer = await visitor.visit(job.target, job.wanted(options))
                    if answer.outcome.kind is Kind.DEAD and options.suggest_archive:
                        # Kept first, so that an interruption here costs the hint alone.
                        run.keep(job, answer)
                        copy = await visitor.archived(job.target.url)
                        answer = with_archive(answer, copy)
                    run.finish(job, answer)

                queues: dict[str, deque[_Job]] = {}
                for job in jobs:
                    queues.setdefault(job.target.host, deque()).append(job)
                jobs.clear()
                schedule = Schedule(queues, client.gates, max_per_host=options.max_per_host)
                await schedule.run(check, options.concurrency * JOBS_PER_REQUEST)


class _Run:
    """What one run knows: the URLs given, and the outcomes so far."""

    def __init__(
        self, options: LinkOptions, cache: OutcomeCache | None, on_result: OnResult | None
    ) -> None:
        self._options = options
        self._cache = cache
        self._on_result = on_result
        self._outcomes: dict[str, Outcome | None] = {}

    def plan(self, urls: Iterable[str]) -> list[_Job]:
        """Settle what needs no request; gives the jobs for the rest."""
        jobs: dict[str, _Job] = {}
        for url in urls:
            if url in self._outcomes:
                continue
            self._outcomes[url] = None
            target = parse_target(url)
            if isinstance(target, Outcome):
                self._tell(url, target)
            elif not self._options.allow_private and (why := why_unsafe_host(target.host)):
                self._tell(url, Outcome(Kind.REFUSED, Cause.UNSAFE_ADDRESS, why))
            else:
                job = jobs.setdefault(target.url, _Job(target))
                job.asked.append((url, target.fragment))
        return [job for job in jobs.values() if not self._settle_from_cache(job)]

    def _settle_from_cache(self, job: _Job) -> bool:
        options = self._options
        cached = None
        if self._cache is not None:
            cached = self._cache.get(job.target.url, any_age=options.cached_only)
        if options.cached_only:
            missing = Answer(Outcome(Kind.UNKNOWN, Cause.NOT_CACHED))
            self._tell_all(job, cached or missing)
            return True
        if cached is None or not self._enough(cached, job):
            return False
        self._tell_all(job, cached)
        return True

    def _enough(self, cached: Answer, job: _Job) -> bool:
        """Whether a cached answer says all that the options ask for."""
        outcome, options = cached.outcome, self._options
        if outcome.cause is Cause.ROBOTS and options.ignore_robots:
            return False
        if outcome.kind is Kind.DEAD:
            return cached.archive_asked or not options.suggest_archive
        alive = outcome.kind in (Kind.OK, Kind.REDIRECT)
        return not alive or job.wanted(options) <= cached.fragments.keys()

    def keep(self, job: _Job, answer: Answer) -> None:
        """Put an answer on disk."""
        if self._cache is not None:
            self._cache.put(job.target.url, answer)

    def finish(self, job: _Job, answer: Answer) -> None:
        """Put an answer on disk, then tell it for each URL that it is the answer to."""
        self.keep(job, answer)
        self._tell_all(job, answer)

    def _tell_all(self, job: _Job, answer: Answer) -> None:
        for url, fragment in job.asked:
            outcome = answer.outcome
            if fragment:
                outcome = replace(outcome, fragment=answer.fragments.get(fragment))
                if outcome.moved_to and "#" not in outcome.moved_to:
                    # A browser keeps the fragment over a redirect that names none.
                    outcome = replace(outcome, moved_to=f"{outcome.moved_to}#{fragment}")
            self._tell(url, outcome)

    def _tell(self, url: str, outcome: Outcome) -> None:
        self._outcomes[url] = outcome
        if self._on_result is not None:
            self._on_result(url, outcome)

    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes, in the order in which the URLs were given."""
        return {url: outcome for url, outcome in self._outcomes.items() if outcome is not None}

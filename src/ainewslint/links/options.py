"""Settings of the link checker, and the error for a missing extra."""

from __future__ import annotations

from pathlib import Path

from ainewslint.messages import _
from ainewslint.records import record

INSTALL = 'pip install "ainewslint[links]"'
DAY = 86_400.0
HOUR = 3_600.0


class LinksExtraMissing(RuntimeError):  # noqa: N818 - named by the public contract
    """The libraries of the extra `links` are not installed; the message says how to get them."""

    def __init__(self, missing: str) -> None:
        words = _("checking links over the network needs the extra 'links' ({missing} is missing)")
        super().__init__(f"{words.format(missing=missing)}: {INSTALL}")


@record(frozen=True, slots=True)
class Ages:
    """How long an outcome is believed, in seconds: what works tends to go on working."""

    ok: float = 14 * DAY
    dead: float = 1 * DAY
    unknown: float = 1 * HOUR


@record(frozen=True, slots=True)
class LinkOptions:
    """How to check links.

    timeout: seconds for one request, from connecting to the last byte wanted.
    max_per_host: requests open at once to one host name.
    rate_per_host: requests started per second to one host name; 0 sets no limit.
    concurrency: requests open at once in all.
    retries: how often a request that failed for a passing reason is sent again.
    backoff: seconds before the first repeat, doubled each time, with jitter.
    max_wait: the longest `Retry-After` or `Crawl-delay`, in seconds, that a run waits for; a host
        that asks for more is left alone for the rest of the run.
    max_redirects: longest chain followed.
    allow_private: let requests go to loopback, private and other special addresses.
    ignore_robots: do not fetch and obey robots.txt.
    check_fragments: read pages for the anchors that URLs name, at most `max_body` bytes.
    suggest_archive: ask the Wayback Machine for a copy of dead pages.
    cache_path: file of the outcome cache; None keeps nothing.
    cached_only: answer from the cache alone, whatever the age; nothing is sent.
    """

    timeout: float = 20.0
    max_per_host: int = 2
    rate_per_host: float = 10.0
    concurrency: int = 32
    retries: int = 2
    backoff: float = 0.5
    max_wait: float = 60.0
    max_redirects: int = 10
    allow_private: bool = False
    ignore_robots: bool = False
    check_fragments: bool = False
    max_body: int = 1_000_000
    suggest_archive: bool = False
    archive_api: str = "https://archive.org/wayback/available"
    cache_path: Path | None = None
    cached_only: bool = False
    ages: Ages = Ages()
    user_agent: str = ""

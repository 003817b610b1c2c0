"""What findings rest on besides the article and the settings: the time, and files beside it.

A finding that is kept must not outlive its reasons. While an article is linted, what rules ask
of the outside is noted here; whoever keeps the findings asks again before using them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from datetime import UTC, datetime, timedelta

from ainewslint.records import record

Question = tuple[str, str, bool]  # site, URL, whether it stands in the front matter
Answer = tuple[str, str | None] | None  # path and near name of a missing file; None: nothing wrong


@record
class Outside:
    """What was asked while one article was linted.

    The findings hold between the moments `since` and `until` (exclusive, microseconds since
    1970; None: ever), while local `targets` are what they were, and not at all once it is not
    `lasting`.
    """

    since: int | None = None
    until: int | None = None
    targets: dict[Question, Answer] = field(default_factory=dict)
    lasting: bool = True

    def not_before(self, moment: int) -> None:
        """The findings were others before a moment."""
        self.since = moment if self.since is None else max(self.since, moment)

    def not_after(self, moment: int) -> None:
        """The findings will be others from a moment on."""
        self.until = moment if self.until is None else min(self.until, moment)


_noting: ContextVar[Outside | None] = ContextVar("_noting", default=None)


@contextmanager
def noting() -> Iterator[Outside]:
    """Note what is asked of the outside within."""
    seen = Outside()
    token = _noting.set(seen)
    try:
        yield seen
    finally:
        _noting.reset(token)


def note_target(question: Question, answer: Answer) -> None:
    """A rule asked whether a local file is there."""
    seen = _noting.get()
    if seen is not None:
        seen.targets[question] = answer


def note_comparison(now: datetime, moment: datetime) -> None:
    """A rule asked whether it is before a moment or not: true until then, or ever since."""
    seen = _noting.get()
    if seen is not None:
        if now < moment:
            seen.not_after(microseconds(moment))
        else:
            seen.not_before(microseconds(moment) - 1)


def note_passing() -> None:
    """A rule asked what may be answered otherwise the next moment: its findings are not kept."""
    seen = _noting.get()
    if seen is not None:
        seen.lasting = False


def microseconds(moment: datetime) -> int:
    """A moment as microseconds since 1970; without a zone it is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

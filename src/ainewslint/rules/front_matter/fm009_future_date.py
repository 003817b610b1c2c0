"""FM009: a date that is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import pointer_of, value_at
from ainewslint.schema.words import describe
from ainewslint.source.dates import ImpossibleDateError, parse_date
from ainewslint.source.front_matter import FrontMatter


@record(frozen=True)
class Options:
    """Options of future-date."""

    keys: tuple[str, ...] = option(("date", "pubDate"), "keys that say when it was published")


class FutureDate(Rule[FrontMatter]):
    """Reports an article that is dated later than now.

    ## What it does
    Checks that the date has come, in whatever time zone it is meant: a date without a zone is
    only reported when it is in the future everywhere on earth. Drafts are left alone.

    ## Why is this bad?
    Hugo and Jekyll leave such a page out until the day comes, and a news item from the future is
    usually a slip in the year or the month.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2052-03-31
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    ---

    Three models came out in March.
    ```

    ## Evidence
    None of 2,681 articles has it; the cases are made up.
    """

    code: ClassVar[str] = "FM009"
    name: ClassVar[str] = "future-date"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each date that is still to come."""
        if front.data.get("draft") is True or front.data.get("published") is False:
            return
        for key in self.options.keys:
            pointer = pointer_of(key)
            value = value_at(front, pointer)
            if not isinstance(value, str):
                continue
            try:
                date = parse_date(value)
            except ImpossibleDateError:
                continue
            if date is not None and context.is_future(date.earliest()):
                yield self.diagnostic(
                    front.visible_span(pointer),
                    _(
                        "{key} is {value}, which is still to come: sites hide the article until "
                        "then; correct it, or mark the article as a draft"
                    ).format(key=describe(pointer), value=value),
                    pointer=pointer,
                )

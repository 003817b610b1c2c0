"""FM008: a date that is none, or that some readers do not understand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import pointer_of, value_at
from ainewslint.schema.words import describe, shown
from ainewslint.source.dates import ImpossibleDateError, parse_date
from ainewslint.source.front_matter import FrontMatter

DATE_KEYS = (
    "date",
    "lastmod",
    "updated",
    "modified",
    "publishDate",
    "pubDate",
    "updatedDate",
    "expiryDate",
    "last_modified_at",
)


@record(frozen=True)
class Options:
    """Options of bad-date."""

    keys: tuple[str, ...] = option(DATE_KEYS, "keys whose values are dates")


class BadDate(Rule[FrontMatter]):
    """Reports a date that cannot be, that cannot be read, or that only some tools read.

    ## What it does
    Checks the dates of the front matter: the day and the time exist, and they are written as
    `2025-03-11` or `2025-03-11 20:38:36 +08:00` (a `T` between is fine). Jekyll's
    `2025-03-11 20:38:36 +0800` and English dates as in mails are accepted. The fix rewrites a date that is clear but oddly written: an offset
    without its colon behind a `T`, slashes, 年月日.

    ## Why is this bad?
    A date that cannot be read makes the build fail, or puts the article at the top or the end of
    every list. YAML takes `2025-03-11T20:38:36+0800` for text and not for a time, so templates
    that compare dates go wrong there.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-11T20:38:36+0800
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-11T20:38:36+08:00
    ---

    Three models came out in March.
    ```

    ## Evidence
    137 of 2,681 articles, all with an offset without a colon; all right. No impossible date
    occurs there, the cases for those are made up.
    """

    code: ClassVar[str] = "FM008"
    name: ClassVar[str] = "bad-date"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each bad date."""
        for key in self.options.keys:
            pointer = pointer_of(key)
            value = value_at(front, pointer)
            place = front.place(pointer)
            if place is None or isinstance(value, bool) or not isinstance(value, (str, int)):
                continue
            written = str(value) if isinstance(value, str) else front.source.slice(place.value)
            if not written.strip():
                continue
            message, mended = _judge(pointer, written)
            if message:
                yield self.diagnostic(
                    front.visible_span(pointer),
                    message,
                    pointer=pointer,
                    fix=_fix(front, pointer, written, mended),
                )


def _judge(pointer: str, written: str) -> tuple[str | None, str | None]:
    """What is wrong with a date, and the date as it should be written."""
    key = describe(pointer)
    try:
        date = parse_date(written)
    except ImpossibleDateError as error:
        words = _(
            "{key} is {value}, but there is no {part}: lists and feeds cannot place the article; "
            "correct it"
        )
        return words.format(key=key, value=shown(written), part=error), None
    if date is None:
        words = _(
            "{key} is {value}, which no site generator reads as a date: write it as 2025-03-11 "
            "or 2025-03-11 20:38:36 +08:00"
        )
        return words.format(key=key, value=shown(written)), None
    if date.mended is not None:
        words = _("{key} is {value}, a form of date that some tools take for text: write {mended}")
        return words.format(key=key, value=shown(written), mended=date.mended), date.mended
    return None, None


def _fix(front: FrontMatter, pointer: str, written: str, mended: str | None) -> Fix | None:
    place = front.place(pointer)
    if mended is None or place is None or place.style not in ("plain", "single", "double"):
        return None
    if front.source.slice(place.value) != written:
        return None
    new = mended if front.format == "yaml" or place.style != "plain" else f'"{mended}"'
    return Fix(
        _("Write {date}").format(date=mended),
        (Edit(place.value, new),),
        Applicability.SAFE,
        declares=(pointer,),
    )

"""FM008: a date that is none, or that not every reader understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import is_verbatim
from ainewslint.source.dates import ImpossibleDateError, parse_date
from ainewslint.source.front_matter import FrontMatter

DATE_KEYS = ("date", "lastmod", "updated", "publishDate", "pubDate", "last_modified_at")


@dataclass(frozen=True)
class Options:
    """The options of FM008."""

    keys: tuple[str, ...] = option(DATE_KEYS, "keys that hold a date")


class BadDate(Rule[FrontMatter]):
    """Reports dates that do not exist, cannot be understood, or are in an odd form.

    ## What it does
    Reads `date` and its like. An impossible day or an unknown form has no fix; a form that only
    some readers know (`2025-03-11T20:38:36+0800`) is rewritten.

    ## Why is this bad?
    The article sorts to the wrong place, or the build fails.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    date: 2025-02-30
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-02-28
    ---
    Text.
    ```

    ## Evidence
    1,871 of 36,854 real articles have the zone without a colon.
    """

    code = "FM008"
    name = "bad-date"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each date that is wrong."""
        for key in self.options.keys:
            value, pointer = front.data.get(key), f"/{key}"
            span = front.value_span(pointer)
            if not isinstance(value, str) or span is None:
                continue
            try:
                date = parse_date(value.strip())
            except ImpossibleDateError as error:
                message = _(
                    "{date} does not exist ({reason}), so the article cannot be sorted: correct it"
                )
                yield self.diagnostic(
                    span, message.format(date=value[:40], reason=error), pointer=pointer
                )
                continue
            if date is None:
                yield self.diagnostic(
                    span,
                    _(
                        "“{date}” is no date that site generators read, so the article cannot be "
                        "sorted: write it like 2025-03-11T20:38:36+08:00"
                    ).format(date=value[:40]),
                    pointer=pointer,
                )
            elif date.mended is not None:
                fix = Fix(
                    _("Write {date}").format(date=date.mended),
                    (Edit(span, date.mended),),
                    Applicability.SAFE,
                    (pointer,),
                )
                yield self.diagnostic(
                    span,
                    _(
                        "Not every reader understands this form of a date, and some then drop the "
                        "article: write {date}"
                    ).format(date=date.mended),
                    fix=fix if is_verbatim(front, pointer, value) else None,
                    pointer=pointer,
                )

"""FM007: an identifier that YAML reads as a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import pointer_of, value_at
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter


@record(frozen=True)
class Options:
    """Options of unquoted-identifier."""

    keys: tuple[str, ...] = option(("artid",), "keys whose values are identifiers, not numbers")


class UnquotedIdentifier(Rule[FrontMatter]):
    """Reports an identifier without quotes.

    ## What it does
    Checks that identifiers made of digits are quoted, so that they are read as text.

    ## Why is this bad?
    Without quotes YAML makes a number of it: leading zeros are lost (`0123` is even read as
    octal), long ones are rounded in JavaScript, and it no longer equals the text `"135465531"`
    in a URL or a file name.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    artid: 135465531
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    artid: "135465531"
    ---

    Three models came out in March.
    ```

    ## Evidence
    232 of 2,681 articles; all right, an independent reading of the YAML gives the same 232.
    """

    code: ClassVar[str] = "FM007"
    name: ClassVar[str] = "unquoted-identifier"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each number that is an identifier."""
        for key in self.options.keys:
            pointer = pointer_of(key)
            value = value_at(front, pointer)
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                continue
            place = front.place(pointer)
            if place is None or place.style != "plain":
                continue
            written = front.source.slice(place.value)
            yield self.diagnostic(
                place.value,
                _(
                    "{key} is an identifier, but without quotes it is a number, which loses "
                    'leading zeros and equals no text: write "{value}"'
                ).format(key=describe(pointer), value=written),
                pointer=pointer,
                fix=Fix(
                    _("Put it in quotes"),
                    (Edit(place.value, f'"{written}"'),),
                    Applicability.SAFE,
                    declares=(pointer,),
                ),
            )

"""FM011: a date in front of the title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import rewritten, span_in
from ainewslint.source.front_matter import FrontMatter

# A range of dates is no prefix.
DATE_PREFIX = regex(r"\s*(?:19|20)\d\d[-_]\d{1,2}[-_]\d{1,2}[-_]+(?=[^\s\d]|\d(?!\d{3}[-_]\d))")
_POINTER = "/title"


class TitleDatePrefix(Rule[FrontMatter]):
    """Reports a title that begins with the date of a file name.

    ## What it does
    Checks that the title does not begin with `2024-12-05-`, as file names do. The title of a
    dated issue (`2024-12-05 Daily`, or any in the profile `daily-digest`) is left alone.

    ## Why is this bad?
    The date is in `date` already. In the title it pushes the subject out of search results and
    shows that somebody copied the file name.

    ## Example
    ```markdown
    ---
    title: 2025-03-31-What came out in March
    date: 2025-03-31
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
    73 of 2,681 articles; those that were read are right: the date of the file name, joined by a hyphen.
    """

    code: ClassVar[str] = "FM011"
    name: ClassVar[str] = "title-date-prefix"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the date in the title."""
        title = front.data.get("title")
        if not isinstance(title, str) or context.profile.name == "daily-digest":
            return
        match = DATE_PREFIX.match(title)
        if match is None or not title[match.end() :].strip():
            return
        rest = title[match.end() :]
        edit = rewritten(front, _POINTER, rest)
        yield self.diagnostic(
            span_in(front, _POINTER, match.start(), len(match[0])),
            _(
                "The title begins with “{prefix}” as file names do: `date` says it already, and "
                "it hides the subject; remove it"
            ).format(prefix=match[0].strip()),
            pointer=_POINTER,
            fix=Fix(
                _("Remove the date from the title"),
                (edit,),
                Applicability.SAFE,
                declares=(_POINTER,),
            )
            if edit
            else None,
        )

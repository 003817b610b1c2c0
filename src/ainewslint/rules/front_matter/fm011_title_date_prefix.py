"""FM011: a title that begins with the file name's date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import is_verbatim
from ainewslint.source.front_matter import FrontMatter

_PREFIX = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[-_ ]+(?=\S)")


class TitleDatePrefix(Rule[FrontMatter]):
    """Reports titles that begin with a date and a hyphen, as file names do.

    ## What it does
    Finds `title: 2024-12-05-…`. Digests, which name their issue by its date, are left alone.

    ## Why is this bad?
    The date is shown twice, and it fills the beginning of the title in search results.

    ## Example
    ```markdown
    ---
    title: 2024-12-05-How context windows grew
    date: 2024-12-05
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: How context windows grew
    date: 2024-12-05
    ---
    Text.
    ```

    ## Evidence
    858 of 36,854 real articles; right in every one that was read.
    """

    code = "FM011"
    name = "title-date-prefix"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The date before the title."""
        title, span = front.data.get("title"), front.value_span("/title")
        if not isinstance(title, str) or span is None or context.profile.name == "daily-digest":
            return
        match = _PREFIX.match(title)
        if match is None or not is_verbatim(front, "/title", title):
            return
        prefix = Span(span.start, span.start + match.end())
        rest = title[match.end() :]
        plain = front.is_plain("/title")
        safe = not plain or (rest[0].isalpha() and ": " not in rest)
        fix = Fix(_("Remove the date"), (Edit(prefix, ""),), Applicability.SAFE, ("/title",))
        yield self.diagnostic(
            prefix,
            _(
                "The title begins with a date that `date` already gives, so readers see it twice: "
                "remove it"
            ),
            fix=fix if safe else None,
            pointer="/title",
        )

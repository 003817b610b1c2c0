"""FM003: front matter without an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText


class UnclosedFrontMatter(Rule[SourceText]):
    """Reports front matter that is opened and never closed.

    ## What it does
    Checks that a `---` or `+++` on the first line, with keys below it, has its counterpart.

    ## Why is this bad?
    Nothing is metadata then: the keys appear as text at the top of the page, and title and date
    are lost.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31

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
    None of 2,681 real articles has it; the cases are made up.
    """

    code: ClassVar[str] = "FM003"
    name: ClassVar[str] = "unclosed-front-matter"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the opening fence."""
        front = context.article.front_matter
        if front is None or not front.unclosed:
            return
        fence = source.slice(front.opening_span)
        last = source.line_span(source.line_number(max(front.content_span.end - 1, 0)))
        yield self.diagnostic(
            front.opening_span,
            _(
                "The front matter that `{fence}` opens is never closed, so its keys become text: "
                "put `{fence}` on a line of its own below the last key, probably line {line}"
            ).format(fence=fence, line=source.line_number(last.start) + 1),
            related=[Related(Span(*last), _("probably the last key"))],
        )

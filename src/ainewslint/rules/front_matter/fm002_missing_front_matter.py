"""FM002: no front matter."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText


class MissingFrontMatter(Rule[SourceText]):
    """Reports articles without front matter.

    ## What it does
    An error where a configured profile demands front matter, a hint elsewhere: a README needs
    none. YAML, TOML and JSON all count.

    ## Why is this bad?
    Without it the site knows neither the article's title nor its date.

    ## Example
    ```markdown
    # Weekly notes

    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    ---

    Text.
    ```

    ## Evidence
    Two whole collections of 56 and 8 real digests have none on purpose, hence only a hint where
    nothing is configured.
    """

    code = "FM002"
    name = "missing-front-matter"
    severity = Severity.ERROR
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The top of a file without front matter."""
        if context.article.front_matter is not None or not source.text.strip("\ufeff \t\r\n"):
            return
        start = int(source.has_bom)
        severity = Severity.ERROR if context.profile.configured else Severity.INFO
        yield self.diagnostic(
            Span(start, start),
            _(
                "This article has no front matter, so the site knows neither its title nor its "
                "date: begin it with a block between two `---` lines"
            ),
            severity=severity,
        )

"""FM002: no front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText

_LONG_FENCE = regex(r"-{4,}[ \t]*+(?:\r\n?|\n)[ \t]*[\w-]{1,40}:")


class MissingFrontMatter(Rule[SourceText]):
    """Reports an article without front matter.

    ## What it does
    Checks that the file begins with front matter: YAML between `---`, TOML between `+++`, or a
    JSON object. It is an error where the configuration gives the article a profile, and a mere
    remark where nothing is configured, since a README needs none. Front matter that stands
    below blank lines, or between fences of four dashes, is reported as what it is.

    ## Why is this bad?
    Without it a site generator knows neither title nor date, and leaves the page out of lists
    and feeds, or out of the site.

    ## Example
    ```markdown
    # What came out in March

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
    64 of 2,681 articles have none: all 56 of one collection of digests, all 8 of another. All
    64 are right as a remark.
    """

    code: ClassVar[str] = "FM002"
    name: ClassVar[str] = "missing-front-matter"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the beginning of the file."""
        front = context.article.front_matter
        if front is not None:
            if front.blank_before:
                yield self.diagnostic(
                    front.opening_span,
                    _(
                        "The front matter begins below a blank line, where Jekyll and others take "
                        "it for text: begin the file with `---`"
                    ),
                    severity=Severity.WARNING,
                )
            return
        start = int(source.has_bom)
        if not source.text[start:].strip():
            return  # an empty file lacks more than that
        fence = _LONG_FENCE.match(source.text, start)
        if fence is not None:
            dashes = source.text.find("-", start)
            end = dashes + len(fence[0]) - len(fence[0].lstrip("-"))
            yield self.diagnostic(
                Span(dashes, end),
                _(
                    "`{dashes}` opens no front matter, so these keys become text: "
                    "use exactly three dashes"
                ).format(dashes=source.text[dashes:end]),
            )
            return
        configured = context.profile.configured
        yield self.diagnostic(
            Span(start, min(start + 1, len(source.text))),
            _(
                "The article has no front matter, so sites and feeds know neither its title nor "
                "its date: begin it with `---`, `title:`, `date:` and `---`"
            ),
            severity=Severity.ERROR if configured else Severity.INFO,
        )

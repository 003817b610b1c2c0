"""FM001: front matter that cannot be parsed."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText


class YamlSyntax(Rule[SourceText]):
    """Reports front matter that its format's parser rejects.

    ## What it does
    Points at the place where YAML (`---`), TOML (`+++`) or JSON (`{`) stops making sense, and at
    front matter that is not a mapping of keys to values.

    ## Why is this bad?
    Site generators drop the article, or publish it without title and date.

    ## Example
    ```markdown
    ---
    title: "Weekly notes
    date: 2025-03-01
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: "Weekly notes"
    date: 2025-03-01
    ---
    Text.
    ```

    ## Evidence
    None in 2,681 real articles, which had all been published; measured on made-up cases.
    """

    code = "FM001"
    name = "yaml-syntax"
    severity = Severity.ERROR
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The parser's first complaint."""
        front = context.article.front_matter
        if front is None or front.unclosed:
            return
        form = front.format.upper()
        for problem in front.errors[:1]:
            line = source.line_span(source.line_number(problem.offset))
            start = min(problem.offset, line.end)
            yield self.diagnostic(
                Span(start, max(start, line.end)),
                _(
                    "This is not valid {format} ({reason}), so the site cannot read the title and "
                    "date: correct this line or quote the value"
                ).format(format=form, reason=problem.message),
            )
        if not front.errors and not front.is_mapping:
            yield self.diagnostic(
                front.content_span,
                _(
                    "The front matter is not made of `key: value` lines, so the site finds no "
                    "title and date in it: write it as a mapping"
                ),
            )

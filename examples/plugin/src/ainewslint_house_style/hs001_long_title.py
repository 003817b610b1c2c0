"""HS001: a title that does not fit on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.front_matter import FrontMatter


class LongTitle(Rule[FrontMatter]):
    """Reports titles longer than a phone shows in one line.

    ## What it does
    Counts the characters of `title` in the front matter.

    ## Why is this bad?
    The end of a long title is cut off in feeds and on phones.

    ## Example
    ```markdown
    ---
    title: "Everything that happened in artificial intelligence in the first week of April"
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: "AI in the first week of April"
    ---
    Text.
    ```
    """

    code = "HS001"
    name = "long-title"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER

    @dataclass(frozen=True)
    class Options:
        """What can be configured under [rules.HS001]."""

        max_length: int = option(60, "characters a title may have")

    def check(self, front_matter: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The title, when it is too long."""
        title = front_matter.data.get("title")
        span = front_matter.value_span("/title")
        if isinstance(title, str) and span and len(title) > self.options.max_length:
            yield self.diagnostic(
                span,
                f"The title has {len(title)} characters and will be cut off on phones: "
                f"shorten it to {self.options.max_length}",
                pointer="/title",
            )

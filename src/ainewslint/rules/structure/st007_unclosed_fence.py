"""ST007: a code block without an end."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule
from ainewslint.source.nodes import Code


class UnclosedFence(Rule[Code]):
    """Reports code blocks whose closing fence is missing.

    ## What it does
    Finds a fence that runs to the end of the article or of the list item or quote around it.

    ## Why is this bad?
    Everything behind the code is shown as code.

    ## Example
    ````markdown
    ```python
    print("hello")

    That was the whole program.
    ````

    ## Use instead
    ````markdown
    ```python
    print("hello")
    ```

    That was the whole program.
    ````

    ## Evidence
    91 of 36,854 real articles.
    """

    code = "ST007"
    name = "unclosed-fence"
    severity = Severity.ERROR
    target = Code
    needs = ("```", "~~~")

    def check(self, block: Code, context: Context, /) -> Iterator[Diagnostic]:
        """The opening fence."""
        if block.fence and not block.closed:
            start = block.span.start
            yield self.diagnostic(
                Span(start, start + len(block.fence)),
                _(
                    "This code block is never closed, so the rest of the article is shown as "
                    "code: put {fence} on a line of its own behind the code"
                ).format(fence=block.fence),
            )

"""ST005: a section without content."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.structure.headings import is_accidental
from ainewslint.source.document import Document
from ainewslint.source.nodes import Html


class EmptySection(Rule[Document]):
    """Finds a heading that is followed at once by another of the same or a higher level.

    ## What it does
    Reports a section that holds nothing, neither text nor a section of its own. HTML comments
    are nothing.

    ## Why is this bad?
    Readers who follow the table of contents arrive at a title with no text under it: the text
    was lost, or a title was copied with the wrong level.

    ## Example
    ```markdown
    # Weekly digest

    ## New models

    ## Benchmarks

    The board has a new leader.
    ```

    ## Use instead
    ```markdown
    # Weekly digest

    ## New models

    Nothing was released this week.

    ## Benchmarks

    The board has a new leader.
    ```
    """

    code: ClassVar[str] = "ST005"
    name: ClassVar[str] = "empty-section"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """A finding for each empty section but the last, where an article may be unfinished."""
        for section, following in pairwise(target.sections):
            heading = section.heading
            if heading is None or following.heading is None or following.level > section.level:
                continue
            if not all(
                isinstance(one, Html) and one.text.startswith("<!--") for one in section.blocks
            ):
                continue
            span = heading.content_span
            if span.start == span.end or is_accidental(heading, target.source):
                continue
            if is_accidental(following.heading, target.source):
                continue
            yield self.diagnostic(
                span,
                _(
                    "Nothing stands between this heading and the next, so readers find an empty"
                    " section: write it, remove it, or lower the headings that belong to it"
                ),
            )

"""ST003: more than one top-level heading, and headings nobody meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.structure.headings import is_accidental, top_headings
from ainewslint.source.document import Document
from ainewslint.source.nodes import Heading

MAX_RELATED = 8


class MultipleH1(Rule[Document]):
    """Finds a second H1, and text that a lone `=` or `-` turned into a heading.

    ## What it does
    Reports once per article the second heading of level 1, with the others as related places,
    and once the first heading that came about by accident: under CommonMark a line of `=` or
    `-` makes a heading of the text above it, as happens to formulas copied one symbol a line.

    ## Why is this bad?
    A page has one title. A second H1 takes its place in outlines, feeds and search results, and
    an accidental heading shows half a formula in the size of the title.

    ## Example
    ```markdown
    # Sparse attention, explained

    The paper appeared in May.

    # Results

    It is twice as fast.
    ```

    ## Use instead
    ```markdown
    # Sparse attention, explained

    The paper appeared in May.

    ## Results

    It is twice as fast.
    ```

    ## Evidence
    357 of 36,854 real articles have an accidental heading. Sections written as H1 below a title
    that is H1 too, and comments of code outside a fence (`# load the data`), are most of the rest.
    """

    code: ClassVar[str] = "ST003"
    name: ClassVar[str] = "multiple-h1"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """At most two findings: the second H1 and the first accident."""
        titles = [one for one in top_headings(target) if one.level == 1 and _has_text(one)]
        if len(titles) > 1:
            yield self.diagnostic(
                titles[1].content_span,
                _(
                    "The article has {count} headings of level 1, so its title is unclear: keep"
                    " the first and lower the others; a comment of code belongs in a code fence"
                ).format(count=len(titles)),
                related=_places(titles[:1] + titles[2:], _("also level 1")),
            )
        accidents = [one for one in target.of(Heading) if is_accidental(one, target.source)]
        if accidents:
            yield self.diagnostic(
                accidents[0].content_span,
                _(
                    "The line “{mark}” below makes a heading of this text, as in a formula copied"
                    " one symbol a line: write it as a formula or escape the line"
                ).format(mark="=" if accidents[0].level == 1 else "-"),
                related=_places(accidents[1:], _("a heading by accident too")),
            )


def _has_text(heading: Heading) -> bool:
    return heading.content_span.start < heading.content_span.end


def _places(headings: list[Heading], message: str) -> list[Related]:
    return [Related(one.content_span, message) for one in headings[:MAX_RELATED]]

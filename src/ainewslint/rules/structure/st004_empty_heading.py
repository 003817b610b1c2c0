"""ST004: a heading without text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule
from ainewslint.rules.structure.headings import is_accidental
from ainewslint.source.nodes import Emphasis, Heading, Link, Node, Strong, Text
from ainewslint.source.text import SourceText


class EmptyHeading(Rule[Heading]):
    """Finds headings that show nothing.

    ## What it does
    Reports a heading with no text, or with blanks and invisible characters only. Images, code
    and raw HTML count as content. The fix removes the line.

    ## Why is this bad?
    It leaves a gap on the page and a blank entry in the table of contents, and screen readers
    announce a heading with no name.

    ## Example
    ```markdown
    # Weekly digest

    ##

    Three labs published weights this week.
    ```

    ## Use instead
    ```markdown
    # Weekly digest

    Three labs published weights this week.
    ```

    ## Evidence
    1,961 of 36,854 real articles have one, mostly from exports that kept an empty line's style.
    """

    code: ClassVar[str] = "ST004"
    name: ClassVar[str] = "empty-heading"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Heading
    fixable: ClassVar[Applicability | None] = Applicability.UNSAFE

    def check(self, target: Heading, context: Context, /) -> Iterator[Diagnostic]:
        """A finding where nothing is seen."""
        source = context.article.source
        text = source.slice(target.content_span)
        if any(map(str.isalnum, text)) or is_accidental(target, source):
            return
        if text and shows_something(target.children):
            return
        yield self.diagnostic(
            target.span,
            _(
                "The heading has no text, which leaves a blank entry in the table of contents:"
                " give it a title or remove it"
            ),
            fix=_removal(target, source),
        )


def shows_something(nodes: list[Node]) -> bool:
    """Whether inline nodes leave a visible mark: a letter, a sign, an image, code, raw HTML."""
    stack = nodes[:]
    while stack:
        node = stack.pop()
        if isinstance(node, (Strong, Emphasis, Link)):
            stack.extend(node.children)
        elif isinstance(node, Text):
            if any(not one.isspace() and one.isprintable() for one in node.text):
                return True
        elif node.inner or node.span.end > node.span.start:
            return True
    return False


def _removal(heading: Heading, source: SourceText) -> Fix | None:
    line = source.line_number(heading.span.start)
    start, end = source.line_span(line)
    if heading.setext or source.text[start : heading.span.start].strip():
        return None  # in a list or quote its line holds their marker too
    after = source.line_starts[line] if line < len(source.line_starts) else end
    blank_above = line == 1 or not source.line_text(line - 1).strip()
    blank_below = line < len(source.line_starts) and not source.line_text(line + 1).strip()
    if blank_above and blank_below and line + 1 < len(source.line_starts):
        after = source.line_starts[line + 1]  # one of the blank lines around it goes as well
    edit = Edit(Span(start, after), "")
    return Fix(_("Remove the empty heading"), (edit,), Applicability.UNSAFE)

"""ST012: the markers of a merge that nobody finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.nodes import Code
from ainewslint.source.text import SourceText

_OURS = regex(r"^<{7} \S.*$", re.MULTILINE)
_MIDDLE = regex(r"^={7}\r?$", re.MULTILINE)
_THEIRS = regex(r"^>{7} \S.*$", re.MULTILINE)


class MergeConflict(Rule[SourceText]):
    """Reports the conflict markers that git leaves in a file.

    ## What it does
    Finds a line of seven `<`, then one of seven `=`, then one of seven `>`, outside code.

    ## Why is this bad?
    Both versions and the markers are published.

    ## Example
    ```markdown
    <<<<<<< HEAD
    The model has 8 billion parameters.
    =======
    The model has 7 billion parameters.
    >>>>>>> draft
    ```

    ## Use instead
    ```markdown
    The model has 8 billion parameters.
    ```

    ## Evidence
    None in 2,681 real articles; measured on made-up cases.
    """

    code = "ST012"
    name = "merge-conflict"
    severity = Severity.ERROR
    target = Target.SOURCE
    needs = ("<<<<<<< ",)

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The opening marker of each conflict."""
        text = source.text
        code = [node.span for node in context.article.document.of(Code)]
        for match in _OURS.finditer(text):
            middle = _MIDDLE.search(text, match.end())
            end = _THEIRS.search(text, middle.end()) if middle else None
            span = Span(match.start(), match.start() + 7)
            if end is None:
                return  # nor behind any later marker
            if any(one.overlaps(span) for one in code):
                continue
            yield self.diagnostic(
                span,
                _(
                    "This is a marker of a merge that was not finished, and it is published as it "
                    "stands: choose one version and remove the markers"
                ),
                related=[Related(Span(end.start(), end.start() + 7), _("the end of the conflict"))],
            )

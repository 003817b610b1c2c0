"""NL001: a suppression that silences nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import BaseRule, Target

if TYPE_CHECKING:
    from ainewslint.source.text import SourceText


class UnusedSuppression(BaseRule):
    """Reports a suppression comment, or a code in one, that silenced nothing.

    ## What it does
    Checks that every `ainewslint-disable…` comment and every code in it silences a finding.
    A code of a rule that this run does not execute is left alone.

    ## Why is this bad?
    A comment left behind after the text was mended hides the next real problem in that place.

    ## Example
    ```markdown
    Nothing is wrong here. <!-- ainewslint-disable-line -- quoted -->
    ```

    ## Use instead
    ```markdown
    Nothing is wrong here.
    ```
    """

    code: ClassVar[str] = "NL001"
    name: ClassVar[str] = "unused-suppression"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.ENGINE
    fixable = Applicability.SAFE

    @classmethod
    def of(
        cls,
        comment: Span,
        unused: list[tuple[str, Span]],
        named: int,
        source: SourceText,
    ) -> Iterator[Diagnostic]:
        """The diagnostics for one comment that names `named` selectors, of which some are unused.

        `unused` is empty for a comment without selectors that silenced nothing.
        """
        rule = cls()
        whole = len(unused) == named
        fix = Fix(_("Remove the comment"), (Edit(_removal(comment, source), ""),), cls.fixable)
        if not unused or whole:
            words = ", ".join(word for word, _span in unused)
            yield rule.diagnostic(
                comment,
                _(
                    "This comment silences nothing ({codes}): remove it, or it will hide the "
                    "next real finding here"
                ).format(codes=words)
                if words
                else _(
                    "This comment silences nothing: remove it, or it will hide the next real "
                    "finding here"
                ),
                fix=fix,
            )
            return
        for word, span in unused:
            end = span.end
            while source.text[end : end + 1] in (",", " "):
                end += 1
            yield rule.diagnostic(
                span,
                _(
                    "{code} silences nothing here: remove it from the comment, or it will "
                    "hide the next real finding"
                ).format(code=word),
                fix=Fix(
                    _("Remove {code} from the comment").format(code=word),
                    (Edit(Span(span.start, end), ""),),
                    cls.fixable,
                ),
            )


def _removal(comment: Span, source: SourceText) -> Span:
    """The comment with its line where it stands alone, else with the blanks before it."""
    text = source.text
    line = source.line_number(comment.start)
    whole = source.line_span(line)
    before, after = text[whole.start : comment.start], text[comment.end : whole.end]
    if not before.strip(" \t") and not after.strip(" \t"):
        end = whole.end
        if text[end : end + 2] == "\r\n":
            end += 2
        elif end < len(text):
            end += 1
        return Span(whole.start, end)
    start = comment.start
    if not after.strip(" \t"):
        while start > whole.start and text[start - 1] in " \t":
            start -= 1
    return Span(start, comment.end)

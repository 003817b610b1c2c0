"""TX011: no-break spaces that hold nothing together."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.text.characters import is_full_width
from ainewslint.source.prose import ProseBlock

_RUN = regex("[ \u00a0]*\u00a0[ \u00a0]*")
_LIST_MARKER = regex(r"\s*(?:\d{1,9}[.)]|[-+*#>]+)")


class Nbsp(Rule[ProseBlock]):
    """Finds no-break spaces beside Chinese text, and several in a row.

    ## What it does
    Reports runs of U+00A0 in running text that stand beside a Chinese character or are longer
    than one. A single one between other characters, as before a unit or a French colon, is left
    alone. The fix puts in an ordinary space; for a run of three or more, which may align
    columns, that is unsafe. Off by default: one is seldom visible.

    ## Why is this bad?
    Web editors leave them. Lines break in odd places, and search for two words does not find
    them.

    ## Example
    ```markdown
    本周\u00a0\u00a0发布的模型有三个。
    ```

    ## Use instead
    ```markdown
    本周 发布的模型有三个。
    ```

    ## Evidence
    6,432 of 36,854 real articles have some.
    """

    code = "TX011"
    name = "nbsp"
    severity = Severity.INFO
    target = Target.PROSE
    fixable = Applicability.SAFE
    default = False
    needs = ("\u00a0",)

    def check(self, target: ProseBlock, context: Context, /) -> Iterator[Diagnostic]:
        """A finding per run."""
        text = target.text
        if "\u00a0" not in text:
            return
        source = context.article.source
        for match in _RUN.finditer(text):
            start, end = match.span()
            before, after = text[start - 1 : start] if start else "", text[end : end + 1]
            beside = any(one and is_full_width(one) for one in (before, after))
            if not beside and match.group().count("\u00a0") == 1:
                continue
            span = target.span(start, end)
            literal = source.slice(span) == match.group()
            line = text[text.rfind("\n", 0, start) + 1 : start]
            inside = before.strip() and after.strip() and not _LIST_MARKER.fullmatch(line)
            fix = None
            if literal and inside and "\n" not in match.group():
                edits = (Edit(Span(*span), " "),)
                # Several in a row may align columns.
                kind = Applicability.UNSAFE if end - start > 2 else Applicability.SAFE
                fix = Fix(_("Write an ordinary space"), edits, kind)
            yield self.diagnostic(
                span,
                _(
                    "A no-break space stands here, which search takes for another character: write"
                    " an ordinary space"
                ),
                fix=fix,
            )

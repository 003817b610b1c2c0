"""TX009: the same punctuation mark several times."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.prose import ProseBlock

# Two question or exclamation marks are a tone of voice, three are a habit.
_REPEATED = regex(r"，{2,}|、{2,}|；{2,}|：{2,}|。{2,}|！{3,}|？{3,}")
_ELLIPSIS = "……"


class RepeatedPunctuation(Rule[ProseBlock]):
    """Finds "，，", "。。" and "！！！".

    ## What it does
    Reports a comma, stop, colon or semicolon written more than once, and three or more question
    or exclamation marks. The fix leaves one; "。。。" becomes an ellipsis.

    ## Why is this bad?
    It is a slip, or chat style in an article.

    ## Example
    ```markdown
    新模型已经上线，，欢迎试用。。。
    ```

    ## Use instead
    ```markdown
    新模型已经上线，欢迎试用……
    ```
    """

    code = "TX009"
    name = "repeated-punctuation"
    severity = Severity.INFO
    target = Target.PROSE
    fixable = Applicability.UNSAFE
    needs = ("，，", "、、", "；；", "：：", "。。", "！！！", "？？？")

    def check(self, target: ProseBlock, context: Context, /) -> Iterator[Diagnostic]:
        """A finding per run."""
        for match in _REPEATED.finditer(target.text):
            marks = match.group()
            wanted = _ELLIPSIS if marks[0] in "。、" and len(marks) > 2 else marks[0]
            span = target.span(*match.span())
            if span.end - span.start != len(marks):
                continue  # something stands between them in the source
            title = _("Write the mark once")
            yield self.diagnostic(
                span,
                _("“{marks}” repeats a mark, which reads as a slip: write “{wanted}”").format(
                    marks=marks if len(marks) < 9 else f"{marks[:8]}…", wanted=wanted
                ),
                fix=Fix(title, (Edit(span, wanted),), Applicability.UNSAFE, ("text",)),
            )

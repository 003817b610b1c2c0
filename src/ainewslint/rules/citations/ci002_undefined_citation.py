"""CI002: a citation that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.citations.bracketed import Brackets
from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.references import Citation, References
from ainewslint.source.text import SourceText


@record(frozen=True)
class Options:
    """The options of CI002."""

    largest: int = option(120, "the largest number that is taken for a citation")


class UndefinedCitation(Rule[SourceText]):
    """Reports `[3]`, `[1,4]`, `【2】`, `³` in running text when no reference list has that entry.

    ## What it does
    Resolves every bracketed or superscript number to the reference lists of its part of the
    article, footnotes and link definitions included. Arrays, intervals, matrices, program
    output, powers, series titles and numbers at the head of a line are left alone.

    ## Why is this bad?
    The reader looks for a source that is not there; often the list was lost when the text was
    copied from a chat.

    ## Example
    ```markdown
    热泵在零下十度仍能供暖，效率高于直接电热[3]，但除霜会增加能耗。
    ```

    ## Use instead
    ```markdown
    热泵在零下十度仍能供暖，效率高于直接电热[1]，但除霜会增加能耗。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump
    ```

    ## Evidence
    665 marks in 37 of 2,681 articles, most of them papers, encyclopedia entries and answers
    pasted without their list. The first marks of each article were read: one is answered by a
    list in running text that is not recognised.
    """

    code = "CI002"
    name = "undefined-citation"
    severity = Severity.WARNING
    target = Target.SOURCE
    fixable = Applicability.UNSAFE
    needs = ("[", "【", "［", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹")
    yields_to = ("AI001", "LK004")
    Options = Options

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """Each citation without an entry."""
        references = context.article.references
        if not any(one.missing for one in references.citations):
            return
        for one in Brackets(references, self.options.largest).citing:
            if one.missing:
                yield self._report(one, source, references)

    def _report(self, one: Citation, source: SourceText, references: References) -> Diagnostic:
        text = source.text
        start, end = one.span
        if text[end : end + 1] in ("", *"。，；、！？.,;!?\r\n"):
            while start > 0 and text[start - 1] in " \u00a0":
                start -= 1
        missing = ", ".join(map(str, one.missing))
        fix = Fix(
            _("Remove {mark}").format(mark=source.slice(one.span)),
            (Edit(Span(start, end), ""),),
            Applicability.UNSAFE,
            ("text",),
        )
        if any(each.numbered for each in references.in_force(one.span.start)):
            message = _(
                "The reference list has no entry {missing}, so the reader looks for a source in "
                "vain: add the entry or correct the number"
            )
        else:
            message = _(
                "No reference list has an entry {missing}, so the reader looks for a source in "
                "vain: add the reference or remove the mark"
            )
        return self.diagnostic(one.span, message.format(missing=missing), fix=fix)

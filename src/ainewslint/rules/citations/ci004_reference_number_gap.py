"""CI004: a reference list whose numbers skip or repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.reference_entries import Entry
from ainewslint.source.reference_lists import ListKind, ReferenceList
from ainewslint.source.text import SourceText


class ReferenceNumberGap(Rule[SourceText]):
    """Reports numbers that a reference list skips (warning) or gives twice (error).

    ## What it does
    Reads the numbers of a reference list in order. A number that is left out is a warning; one
    that two entries share is an error where the numbers are written in brackets, because a
    citation of it has two meanings. Markdown lists written `1.` `1.` `1.` count themselves and
    are fine.

    ## Why is this bad?
    A missing number is usually a lost source, or an entry that was deleted while the text still
    cites it; a repeated one sends the reader to the wrong source.

    ## Example
    ```markdown
    ## 参考文献

    [1] 王宁.海上风电并网技术[J].电网评论,2022(3):12-19.

    [2] 陈果.柔性直流输电综述[J].电力前沿,2021(8):40-48.

    [4] 刘畅.海缆故障定位[J].电缆工程,2023(1):5-11.
    ```

    ## Use instead
    ```markdown
    ## 参考文献

    [1] 王宁.海上风电并网技术[J].电网评论,2022(3):12-19.

    [2] 陈果.柔性直流输电综述[J].电力前沿,2021(8):40-48.

    [3] 刘畅.海缆故障定位[J].电缆工程,2023(1):5-11.
    ```

    ## Evidence
    None in 2,681 articles: their lists count without a gap.
    """

    code = "CI004"
    name = "reference-number-gap"
    severity = Severity.WARNING
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """Gaps and repeats of every list that writes its numbers."""
        for one in context.article.references.lists:
            if one.kind in (ListKind.NUMBERED, ListKind.BRACKETED):
                yield from self._judge(one)

    def _judge(self, one: ReferenceList) -> Iterator[Diagnostic]:
        numbered = [entry for entry in one.entries if entry.number is not None]
        if len({entry.number for entry in numbered}) < 2:
            return
        seen: dict[int, Entry] = {}
        previous = 0
        for entry in numbered:
            assert entry.number is not None
            first = seen.setdefault(entry.number, entry)
            if first is not entry:
                # A list may begin anew under a label of its own: "论文 1. 2. 3. 书籍 1. 2."
                if entry.number == 1:
                    return
                yield self._repeated(entry, first, one)
            elif entry.number > previous + 1 and previous:
                yield self._gap(entry, previous)
            previous = max(previous, entry.number)

    def _repeated(self, entry: Entry, first: Entry, one: ReferenceList) -> Diagnostic:
        related = Related(first.number_span or first.span, _("the first entry of this number"))
        return self.diagnostic(
            entry.number_span or entry.span,
            _(
                "Two references have the number {number}, so a citation of it is ambiguous: "
                "renumber one of them"
            ).format(number=entry.number),
            related=(related,),
            severity=Severity.ERROR if one.kind is ListKind.BRACKETED else None,
        )

    def _gap(self, entry: Entry, previous: int) -> Diagnostic:
        assert entry.number is not None
        missing = (
            str(previous + 1)
            if entry.number == previous + 2
            else f"{previous + 1}-{entry.number - 1}"
        )
        return self.diagnostic(
            entry.number_span or entry.span,
            _(
                "The reference list jumps from {previous} to {number}: "
                "restore {missing} or renumber the entries and their citations"
            ).format(previous=previous, number=entry.number, missing=missing),
        )

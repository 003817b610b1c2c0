"""CI003: a numbered entry of a reference list that the text never cites."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.reference_lists import ListKind, ReferenceList
from ainewslint.source.references import References
from ainewslint.source.text import SourceText


class UncitedReference(Rule[SourceText]):
    """Reports numbered references that no sentence cites.

    ## What it does
    In an article that cites some entries of a numbered list, finds the entries that it never
    cites. Lists that are never cited at all are further reading, and left alone.

    ## Why is this bad?
    The reader cannot tell which statement the source supports; often the citation was lost in
    an edit.

    ## Example
    ```markdown
    热泵在零下十度仍能供暖[1]，但除霜会增加能耗。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump

    [2] 除霜能耗研究，https://example.org/defrost
    ```

    ## Use instead
    ```markdown
    热泵在零下十度仍能供暖[1]，但除霜会增加能耗[2]。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump

    [2] 除霜能耗研究，https://example.org/defrost
    ```

    ## Evidence
    124 entries in 10 of 2,681 articles.
    """

    code = "CI003"
    name = "uncited-reference"
    severity = Severity.INFO
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each entry that only its neighbours are cited from."""
        references = context.article.references
        for one in references.lists:
            if one.kind in (ListKind.NUMBERED, ListKind.BRACKETED):
                yield from self._uncited(one, references)

    def _uncited(self, one: ReferenceList, references: References) -> Iterable[Diagnostic]:
        cited = references.cited(one)
        if not cited:
            return
        for entry in one.entries:
            if entry.number is not None and entry.number not in cited:
                yield self.diagnostic(
                    entry.number_span or entry.span,
                    _(
                        "Reference {number} is never cited: cite it where it supports the text, "
                        "or drop it from the list"
                    ).format(number=entry.number),
                )

"""CI007: one article, several ways to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ainewslint.citations.bracketed import Brackets
from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.references import Citation, References
from ainewslint.source.text import SourceText

_SHOWN = {
    "[": "[1]",
    "【": "【1】",
    "［": "［1］",
    "^": "^1^",
    "superscript": "¹",
    "footnote": "[^1]",
}


class MixedCitationStyle(Rule[SourceText]):
    """Reports an article that cites as `[1]` here and as `【1】` or `^1^` there.

    ## What it does
    Looks at the citations that resolve or stand where a citation stands, and reports the first
    one of each style but the article's most frequent.

    ## Why is this bad?
    The reader wonders whether the marks mean different things; often one part was pasted from
    somewhere else and its numbers belong to another list.

    ## Example
    ```markdown
    热泵在零下十度仍能供暖[1]，除霜会增加能耗[2]，噪声与风机转速有关【1】。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump

    [2] 除霜能耗研究，https://example.org/defrost
    ```

    ## Use instead
    ```markdown
    热泵在零下十度仍能供暖[1]，除霜会增加能耗[2]，噪声与风机转速有关[1]。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump

    [2] 除霜能耗研究，https://example.org/defrost
    ```

    ## Evidence
    2 of 2,681 articles: a paper that cites `[57]` and `【57】`, and one with superscripts.
    """

    code = "CI007"
    name = "mixed-citation-style"
    severity = Severity.INFO
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic for each further style."""
        references = context.article.references
        if len({one.style for one in references.citations} & set(_SHOWN)) < 2:
            return
        citing = list(_citing(references))
        counts = Counter(one.style for one in citing)
        if len(counts) < 2:
            return
        usual = counts.most_common(1)[0][0]
        first: dict[str, Citation] = {}
        for one in citing:
            first.setdefault(one.style, one)
        for style, one in first.items():
            if style != usual:
                yield self.diagnostic(
                    one.span,
                    _(
                        "This article cites as {usual} ({count} times) and here as {style}: "
                        "keep to one style"
                    ).format(usual=_SHOWN[usual], count=counts[usual], style=_SHOWN[style]),
                    related=(Related(first[usual].span, _("the first in the usual style")),),
                )


def _citing(references: References) -> Iterator[Citation]:
    judged = Brackets(references).citing
    others = [
        one for one in references.citations if one.style in ("^", "footnote") and one.resolves
    ]
    yield from sorted([*judged, *others], key=lambda one: one.span)

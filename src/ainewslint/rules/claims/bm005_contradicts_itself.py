"""BM005: one article, one model, one benchmark, two numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims import Claim
from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.claims.comparable import agree, measured
from ainewslint.rules.claims.support import claims_of
from ainewslint.source.text import SourceText


class ContradictsItself(Rule[SourceText]):
    """Reports two different numbers for the same model, benchmark and variant in one article.

    ## What it does
    Compares the results that an article gives with each other. Two numbers that only differ in
    rounding agree; numbers whose sentences name a setting (tools, thinking, shots, votes) are
    not compared, nor are the two ends of a change.

    ## Why is this bad?
    At least one of the two is wrong, and the reader cannot tell which.

    ## Example
    ```markdown
    GPT-4o 在 MMLU 上的得分为 88.7%。

    综上，GPT-4o 在 MMLU 上取得了 82.1% 的成绩。
    ```

    ## Use instead
    ```markdown
    GPT-4o 在 MMLU 上的得分为 88.7%。

    综上，GPT-4o 在 MMLU 上取得了 88.7% 的成绩。
    ```

    ## Evidence
    None in 2,681 articles; measured on made-up cases.
    """

    code = "BM005"
    name = "contradicts-itself"
    severity = Severity.ERROR
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The later number of each pair that disagrees."""
        first: dict[tuple[str | None, ...], Claim] = {}
        for claim in claims_of(context):
            key = measured(claim)
            if key is None:
                continue
            earlier = first.setdefault(key, claim)
            if earlier.sentence == claim.sentence or agree(earlier.value, claim.value):
                continue
            assert claim.subject is not None
            assert claim.benchmark is not None
            message = _(
                "{value} contradicts the {other} that this article gives {model} on {benchmark}: "
                "keep the one the source has, or say how the two were measured"
            ).format(
                value=claim.value.text,
                other=earlier.value.text,
                model=claim.subject.name,
                benchmark=claim.benchmark.name,
            )
            yield self.diagnostic(
                claim.span, message, related=[Related(earlier.span, _("the other number"))]
            )

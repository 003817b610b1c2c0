"""BM002: a measured performance figure without a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.claims import Kind
from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.claims.support import by_sentence, claims_of, is_unsourced
from ainewslint.source.text import SourceText


@dataclass(frozen=True)
class Options:
    """The options of BM002."""

    accept_attribution: bool = option(
        True, "accept a source in words (“according to the technical report”)"
    )
    accept_section: bool = option(
        True, "accept a link in the nearest heading or beside it in the same section"
    )


class UnsourcedPerformance(Rule[SourceText]):
    """Reports a measured figure or comparison without a named benchmark that names no source.

    ## What it does
    Reads the numbers that an article gives for speed, latency, throughput, accuracy, cost and
    the like (`推理速度提高 3 倍`, `cuts latency by 40%`) and looks for a source as
    `unsourced-benchmark` does. Sales, users, prices and other business figures are not
    performance.

    ## Why is this bad?
    “Three times faster” says nothing until the reader can see than what, on which task and
    measured by whom.

    ## Example
    ```markdown
    新一代加速卡算力提升50%，支持大语言模型的高效训练。
    ```

    ## Use instead
    ```markdown
    据厂商公布的规格说明，新一代加速卡算力提升50%，支持大语言模型的高效训练。
    ```

    ## Evidence
    See BM001, where both rules were measured together; 535 reports in 2,681 articles.
    """

    code = "BM002"
    name = "unsourced-performance"
    severity = Severity.INFO
    target = Target.SOURCE
    yields_to = ("BM001",)
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The sentences with an unsourced performance figure."""
        options: Options = self.options
        claims = claims_of(context)
        for group in by_sentence([one for one in claims if one.kind is Kind.PERFORMANCE]):
            lacking = [
                one
                for one in group
                if is_unsourced(
                    one, attribution=options.accept_attribution, section=options.accept_section
                )
            ]
            if not lacking:
                continue
            message = _(
                "{value} is a measured figure without a source: link the test, report or "
                "announcement it comes from, or say who measured it"
            ).format(value=" ".join(lacking[0].value.text.split()))
            yield self.diagnostic(
                lacking[0].span,
                message,
                related=[
                    Related(one.span, _("another number without a source")) for one in lacking[1:]
                ],
            )

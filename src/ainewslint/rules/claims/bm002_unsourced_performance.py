"""BM002: a measured performance figure without a source."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims import Kind
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.claims.support import SourceOptions, claims_of, unsourced
from ainewslint.source.text import SourceText


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
    See BM001, where both rules were measured together; 576 reports in 2,681 articles.
    """

    code = "BM002"
    name = "unsourced-performance"
    severity = Severity.INFO
    target = Target.SOURCE
    yields_to = ("BM001",)
    Options = SourceOptions

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The sentences with an unsourced performance figure."""
        options: SourceOptions = self.options
        for claim, others in unsourced(claims_of(context), Kind.PERFORMANCE, options):
            message = _(
                "{value} is a measured figure without a source: link the test, report or "
                "announcement it comes from, or say who measured it"
            ).format(value=" ".join(claim.value.text.split()))
            yield self.diagnostic(claim.span, message, related=others)

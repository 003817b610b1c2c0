"""BM002: a measured comparison without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.claims import extract_claims
from ainewslint.claims.model import Grade, Kind
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.text import SourceText

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Options:
    """The options of BM002."""

    accept_attribution: bool = option(True, "accept a source named in words (according to …, 据……)")


class UnsourcedPerformance(Rule[SourceText]):
    """Reports measured qualities (speed, accuracy, cost, compute) without a source.

    ## What it does
    The same as BM001 for numbers without a named benchmark. Business figures (revenue, users,
    market share) are not performance.

    ## Why is this bad?
    “50% faster” than what, measured how, nobody can tell.

    ## Example
    ```markdown
    厂商发布了新一代芯片，算力提升50%，支持更大的模型。
    ```

    ## Use instead
    ```markdown
    厂商发布了新一代芯片，[发布会材料](https://example.org/chip)称算力提升50%，支持更大的模型。
    ```

    ## Evidence
    See BM001.
    """

    code = "BM002"
    name = "unsourced-performance"
    severity = Severity.INFO
    target = Target.SOURCE
    Options = Options

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """Each measured quality that stands for itself."""
        if not _NUMBER.search(source.text, context.article.body_start):
            return
        for claim in extract_claims(context.article):
            grade = claim.source.grade
            said = grade is Grade.ATTRIBUTION and not self.options.accept_attribution
            if claim.kind is Kind.PERFORMANCE and (grade is Grade.NONE or said):
                yield self.diagnostic(
                    claim.span,
                    _(
                        "{value} is a measurement without a source, so nobody can tell against "
                        "what and how it was measured: name and link the source"
                    ).format(value=claim.value.text.strip()),
                )

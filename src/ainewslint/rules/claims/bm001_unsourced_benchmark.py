"""BM001: a benchmark number without a source."""

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

# What a claim's number looks like: without one nothing is parsed.
_NUMBER = re.compile(r"\d\s?(?:[%％倍分xX×]|[A-Za-z]|\D)")


@dataclass(frozen=True)
class Options:
    """The options of BM001."""

    accept_attribution: bool = option(True, "accept a source named in words (according to …, 据……)")


class UnsourcedBenchmark(Rule[SourceText]):
    """Reports numbers on a benchmark, leaderboard or benchmark metric without a source.

    ## What it does
    Reads the claims in paragraphs and lists and looks for a source a reader could follow: a link
    in the same block or list item, a citation that resolves, a source named in words, a link in
    the heading or elsewhere in the section's own blocks. Tables and headings are not read.

    ## Why is this bad?
    Scores differ by version, prompt and year; without the source nobody can check which is
    meant.

    ## Example
    ```markdown
    新模型在科学推理任务中表现卓越，GPQA 基准测试达到 87.7%。
    ```

    ## Use instead
    ```markdown
    新模型在科学推理任务中表现卓越，GPQA 基准测试达到 87.7%（[技术报告](https://example.org/report)）。
    ```

    ## Evidence
    See the closing figures in the changelog: measured on hand-labelled sentences of real
    articles.
    """

    code = "BM001"
    name = "unsourced-benchmark"
    severity = Severity.WARNING
    target = Target.SOURCE
    Options = Options

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """Each benchmark number that stands for itself."""
        if not _NUMBER.search(source.text, context.article.body_start):
            return
        for claim in extract_claims(context.article):
            grade = claim.source.grade
            said = grade is Grade.ATTRIBUTION and not self.options.accept_attribution
            if claim.kind is not Kind.BENCHMARK or not (grade is Grade.NONE or said):
                continue
            named = claim.benchmark.name if claim.benchmark else claim.metric
            yield self.diagnostic(
                claim.span,
                _(
                    "{value} on {benchmark} has no source, so nobody can tell which version and "
                    "test is meant: link the report or leaderboard it comes from"
                ).format(value=claim.value.text.strip(), benchmark=named),
            )

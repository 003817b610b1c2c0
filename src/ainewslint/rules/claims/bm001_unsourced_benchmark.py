"""BM001: a benchmark result without a source."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims import Claim, Kind
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.claims.support import SourceOptions, claims_of, unsourced
from ainewslint.source.text import SourceText


@record(frozen=True)
class Options(SourceOptions):
    """The options of BM001."""

    benchmarks: list[str] = option([], "names of further benchmarks, as the articles write them")


class UnsourcedBenchmark(Rule[SourceText]):
    """Reports a result on a benchmark, leaderboard or benchmark metric that names no source.

    ## What it does
    Reads the numbers that an article gives on a benchmark (`GPQA 达到 87.7%`, `scores 1417 on
    Arena`), in text, lists and tables, and looks for a source: a link in the sentence, its
    paragraph, list item or table; a citation that resolves; words that name who measured it;
    a link in the nearest heading or beside it in the same section. One finding stands for a
    sentence or table row.

    ## Why is this bad?
    A score means nothing without the report, model card or leaderboard it comes from: variant,
    prompting and date decide what it says, and copied numbers drift from model to model.

    ## Example
    ```markdown
    新发布的模型推理能力大增，在 GPQA 基准测试中达到 81.3%，编程能力也有提升。
    ```

    ## Use instead
    ```markdown
    新发布的模型推理能力大增，在 GPQA 基准测试中达到 81.3%（[技术报告](https://example.org/report)）。
    ```

    ## Evidence
    On hand-labelled sentences of real articles, seen while the rule was made: BM001 and BM002
    together are right in 61 of 63 reports and miss 2 of 63. On 152 sentences that others labelled
    blind, of which the rules had seen none, they are right in 12 of 14 and miss 5 of 17. Of 120 reports drawn at random from
    2,681 articles and read, 106 were right; wrong were hardware standards, textbook examples and
    targets. 106 reports of BM001 in all, 5 of them in 239 daily digests and English issues when last
    read, all right. `python -m evaluation.claims` scores what is read as a claim, whatever its source:
    right in 166 of 167 sentences, 10 of 176 missed.
    """

    code = "BM001"
    name = "unsourced-benchmark"
    severity = Severity.WARNING
    target = Target.SOURCE
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The sentences with an unsourced benchmark number."""
        options: Options = self.options
        claims = claims_of(context, options.benchmarks)
        for claim, others in unsourced(claims, Kind.BENCHMARK, options):
            yield self.diagnostic(claim.span, _message(claim), related=others)


def _message(claim: Claim) -> str:
    value = " ".join(claim.value.text.split())
    if claim.benchmark is not None:
        return _(
            "Nobody can check {value} on {benchmark}: link the report, model card or leaderboard "
            "that says so"
        ).format(value=value, benchmark=claim.benchmark.name)
    return _(
        "Nobody can check this {metric} of {value}: link the report, model card or leaderboard "
        "that says so"
    ).format(value=value, metric=_(claim.metric or "number"))

"""BM003: a score outside what the benchmark or metric allows."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims import Change, Claim, Unit
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.knowledge import Knowledge
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.claims.support import claims_of, knowledge_of, on_scale, shown
from ainewslint.source.text import SourceText

# Shares of a whole: none can exceed it. A word error rate can.
_SHARES = {
    "accuracy", "recall", "success rate", "win rate", "F1", "mAP", "IoU", "AUC", "pass@k", "EER",
}  # fmt: skip

# A share of something else can exceed the whole: 是旧版的 130%, 150% of last year's.
_OF_OTHER = regex(
    r"(?:[是为]|相当于|达到?了?)[^，,。；;]{0,8}"
    r"(?:旧版|上代|前代|上一[代版年]|去年|人类|原来|之?前|基线|对手|计划|目标|[A-Za-z0-9])\S{0,6}的\s?$"
    r"|[完达]成率[^，,。；;]{0,8}$"
)
_MORE_THAN_ALL = regex(r" of (?!the (?:time|tasks|cases|questions)\b)|，?超额")


class ImpossibleScore(Rule[SourceText]):
    """Reports a score that the benchmark or metric cannot give.

    ## What it does
    Compares the numbers that an article gives with the range of the benchmark or metric:
    187% accuracy, 9.2/5, 104% on MMLU. Increases (“up 187%”) and shares of something else
    (“130% of the old version's”) have no range.

    ## Why is this bad?
    The number is wrong for certain: a typing error, a lost decimal point, or a number of
    something else.

    ## Example
    ```markdown
    新模型在 MMLU 上的准确率达到 187%。
    ```

    ## Use instead
    ```markdown
    新模型在 MMLU 上的准确率达到 87%。
    ```

    ## Evidence
    One report in 2,681 articles, read and right: a success rate above 101 %.
    """

    code = "BM003"
    name = "impossible-score"
    severity = Severity.ERROR
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The scores that cannot be."""
        for claim in claims_of(context):
            value = claim.value
            if value.unit is Unit.RATIO and value.scale is not None:
                if value.number > value.scale:
                    yield self.diagnostic(value.span, _over_scale(claim))
                continue
            if claim.comparison is not None and claim.comparison.change is not Change.TO:
                continue
            if _is_relative(claim):
                continue
            if claim.metric in _SHARES and value.unit is Unit.PERCENT and value.number > 100:
                yield self.diagnostic(value.span, _over_whole(claim))
            elif claim.benchmark is not None and claim.benchmark.id is not None:
                message = _out_of_range(claim, knowledge_of(context))
                if message is not None:
                    yield self.diagnostic(value.span, message)


def _is_relative(claim: Claim) -> bool:
    """Whether a share is of something else's: 是旧版的 130%, 150% of last year's, of a plan."""
    before, _value, behind = claim.context.partition(claim.value.text)
    return _OF_OTHER.search(before) is not None or _MORE_THAN_ALL.match(behind) is not None


def _over_scale(claim: Claim) -> str:
    return _("{value} is more than the scale allows: correct the score or the scale").format(
        value=claim.value.text
    )


def _over_whole(claim: Claim) -> str:
    return _(
        "A share of {value} is impossible, {metric} ends at 100%: correct the number, or say that "
        "it is an increase"
    ).format(value=claim.value.text, metric=_(claim.metric or "number"))


def _out_of_range(claim: Claim, knowledge: Knowledge) -> str | None:
    """Says that a number is out of its benchmark's range; None where it is not."""
    assert claim.benchmark is not None
    record = knowledge.benchmark(claim.benchmark.id or "")
    if record is None or record.unit != "%" or record.high is None:
        return None
    if claim.value.unit is not Unit.PERCENT or claim.metric not in (None, "score", *_SHARES):
        return None
    number = on_scale(claim, record.unit)
    if number is None or record.in_range(number):
        return None
    return _("{benchmark} ends at {high}, so {value} is impossible: correct the number").format(
        benchmark=record.name, high=shown(record.high, record.unit), value=claim.value.text
    )

"""BM006: a difference of two percentages called a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.claims.model import Unit
from ainewslint.claims.numbers import Number, scan_numbers
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.claims.support import shown
from ainewslint.source.text import SourceText

_FROM = regex(
    r"(?:从|由|自|\bfrom)(?:原[来先本]的?|最初的?|此前的?|约|不到|不足|about|just|around"
    r"|\s){0,3}$"
)
_TO = regex(r"[^，,。；;]{0,24}(?:至|到|达|为|\bto)(?:了|约|近|about|around|over|nearly|\s){0,3}")
_BY = regex(
    r"(?:提[升高]|增[长加幅]|上[升涨]|下[降跌滑]|降低|降幅|降|涨幅|跌幅|减[少小]|改善|跃升"
    r"|提升幅度|涨|升"
    r"|\b(?:increas|improv|gain|ris|rose|drop|declin|reduc|decreas|fell|jump|up"
    r"|down)[a-z]*(?: of| by)?)"
    r"(?:了|约|近|超过?|高达|达到?|幅度|为|by|about|nearly|over|\s|[:：]){0,4}$"
)
_BOTH = regex(r"[^%％。；;]{0,16}(?:百分点|point)")  # the change is given in points as well
_RELATIVE = regex(r"相对|相较|同比|环比|倍|relative", re.IGNORECASE)


class PercentOrPoints(Rule[SourceText]):
    """Reports “from 50% to 60%, up 10%”: the difference of two percentages is in points.

    ## What it does
    Where a sentence gives a percentage before and after and then the change as a percentage,
    checks which change it is: 10 percentage points, or 20 percent of the old value. The
    difference called a percentage is reported, and so is the ratio unless the words say that
    it is relative.

    ## Why is this bad?
    “Up 10%” from 50% is 55% to one reader and 60% to the next.

    ## Example
    ```markdown
    升级之后，任务完成率从50%提升到60%，提升了10%。
    ```

    ## Use instead
    ```markdown
    升级之后，任务完成率从50%提升到60%，提升了10个百分点。
    ```

    ## Evidence
    None in 2,681 articles; measured on made-up cases.
    """

    code = "BM006"
    name = "percent-or-points"
    severity = Severity.INFO
    target = Target.SOURCE
    needs = ("%", "％")

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The changes that are given in percent of percentages."""
        if target.text.count("%") + target.text.count("％") < 3:
            return
        for block in context.article.prose:
            text = block.text
            if text.count("%") + text.count("％") < 3:
                continue
            for sentence in block.sentences:
                numbers = [
                    one
                    for one in scan_numbers(text, sentence.start, sentence.end)
                    if one.unit is Unit.PERCENT and one.high is None
                ]
                for before, after, by in zip(numbers, numbers[1:], numbers[2:], strict=False):
                    message = _judge(text, before, after, by)
                    if message is not None:
                        yield self.diagnostic(block.span(by.start, by.end), message)


def _judge(text: str, before: Number, after: Number, by: Number) -> str | None:
    """Says what a change is called wrongly; None where it is called rightly or is another."""
    if not _FROM.search(text[max(0, before.start - 16) : before.start]):
        return None
    if not _TO.fullmatch(text, before.end, after.start) or by.start - after.end > 24:
        return None
    if not _BY.search(text[after.end : by.start]) or _BOTH.match(text, by.end):
        return None
    points = abs(after.number - before.number)
    ratio = points / before.number * 100 if before.number else 0.0
    slack = 0.06 if "." in text[by.start : by.end] else 0.51
    if abs(points - by.number) <= slack:
        return _(
            "From {before} to {after} is {points} percentage points, not {points} percent (which "
            "would be {ratio}): write percentage points"
        ).format(
            before=text[before.start : before.end],
            after=text[after.start : after.end],
            points=f"{points:.4g}",
            ratio=shown(ratio, "%"),
        )
    if abs(ratio - by.number) <= slack and not _RELATIVE.search(text[after.end : by.end + 4]):
        return _(
            "From {before} to {after} is {by} only relative to the old value, and {points} "
            "percentage points: say which is meant"
        ).format(
            before=text[before.start : before.end],
            after=text[after.start : after.end],
            by=text[by.start : by.end],
            points=f"{points:.4g}",
        )
    return None

"""What a number in a sentence measures, if anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ainewslint.claims.clauses import Noun, clause_after, clause_before, nouns
from ainewslint.claims.model import Unit
from ainewslint.claims.numbers import Number
from ainewslint.claims.vocabulary import (
    METRICS,
    SELF_METRIC,
    YEARLY,
    Metric,
    change_after,
    change_before,
)


class Mention(NamedTuple):
    """A benchmark or a model named in a text; offsets are the text's own."""

    start: int
    end: int
    name: str
    id: str | None = None
    variant: str | None = None


class Reading(NamedTuple):
    """What a number was read as; with neither metric nor benchmark it is no claim."""

    metric: Metric | None = None
    benchmark: Mention | None = None
    changes: bool = False
    rises: bool | None = None
    reached: bool = False  # the value after the change, not the difference
    origin: bool = False  # the value before the change


class Sentence(NamedTuple):
    """A sentence of a text with the names in it."""

    text: str
    start: int
    end: int
    benchmarks: Sequence[Mention]
    models: Sequence[Mention]
    labelled: bool = False  # a table cell behind its labels
    supposed: int = -1  # where it begins to suppose (if …, 如果……), -1 for nowhere


_METRIC = {metric.id: metric for metric in METRICS}
_FROM = re.compile(r"从|由|\bfrom\b")
_INFERS = re.compile(
    r"推理|检测|处理|运行|推断|渲染|识别|生成|\b(?:runs?|running|generat\w+|inference|process\w*)\b"
)
_REACHED = re.compile(r"(?:至|到|达|为|\bto)(?:了|约|近|\s|about|around|nearly|over)*$")
_AFTER_GLUE = re.compile(r"\s?(?:以上|左右|以内|多|以下)?\s?(?:的|in |of |on |for )?")
_IDLE_AFTER = re.compile(
    r"\s?(?:以上)?的?(?:免费|纯|原创|正品|国产|股[份权]|(?:off|discount|stake|free|sure|agree"
    r"|open[- ]source)\b)"
    r"|\s?of (?!the time|peak|base|perf|accur)"
)
_BY = re.compile(
    r"\bby (?:an average(?: of)? |average |about |around |over |roughly |nearly |up to |some "
    r"|just |only )?$"
)
_BY_SCORE = re.compile(r"(?:以|获得?|得|取得|拿下|拿到|考了?|斩获)(?:约|近|了|\s)*$")
# Metrics that a bare percentage, score or duration can be of; of the others only a change.
_SHARES = {"accuracy", "recall", "success rate", "error rate", "win rate"}
_SCORES = {"score", "performance", "accuracy", "Elo", "win rate", "success rate"}
_TIMED = {"latency", "speed", "error rate"}
_RATED = {"throughput", "speed", "efficiency", "performance", "compute power", "latency"}
_QUALITIES = {"performance", "speed", "efficiency", "cost", "throughput", "compute power"}
_SHARE_OF = re.compile(r"(?:[是为仅]|只有|相当于|达到|接近|reach\w*)[^，,；;。]{1,20}的\s?$")
_QUALITY_OF = re.compile(
    r"\s?的?(?:\w{0,4})(?:性能|水平|能力|效果|速度|成本)|\s(?:of \w+(?:'s)? )?performance"
)
_VALUE = (
    r"(?:[\s:：=（(约仅只高低达到为是在可已均能超过近于有可控制以从由至稳定维持保持接需突破提"
    r"升平均普遍最整体总将了也即便就会能够的上下其中≤≥<>~≈+]"
    r"|of|at|is|was|an?|to|from|by|around|about|only|with|reach(?:es|ed|ing)?|achiev(?:es|ed"
    r"|ing)|below|under|over|above|up|averag\w+|as|low|high|than|less|more|near\w*)"
)
_TIME_GLUE = re.compile(_VALUE + r"{0,12}")
_SHARE_GLUE = re.compile(r"[^\d%，,；;。]{0,14}|[ -~]{0,40}")
# Requirements, conditions and questions state no measurement; `_DEMAND` counts in the clause.
_SUPPOSED = re.compile(r"是否|如果|假[设如]|倘若|要求|不得|\b(?:[Ii]f|[Ss]uppose|[Ii]magine)\b")
_DEMAND = re.compile(
    r"应(?:该|当|[低高不小大在])|需要?(?:至少|达|在|低|高|保证|满足)|不能(?:低|高|超)|最好"
    r"|建议|阈值|设[为置定]|目标|如何|怎[么样]|希望|力争|即使|哪怕|就算|可能(?!性)|有望"
    r"|至少需"
    r"|(?:^|\s)[当若](?![前时年今地下日天代场])|\b(?:should|must|target(?:s|ing|ed)?|goal"
    r"|threshold|how to|would|could|want|aim(?:s|ing)?|need(?:s|ed)? to|hop(?:e|es|ing))\b"
)


def _nearest_before(clause: str, reach: int) -> Noun | None:
    found = nouns(clause[-reach:])
    return found[-1] if found else None


def _first_after(clause: str, reach: int) -> Noun | None:
    glue = _AFTER_GLUE.match(clause)
    at = glue.end() if glue else 0
    if clause[at : at + 6].isascii():
        reach *= 3
    return next((noun for noun in nouns(clause) if noun.start <= at + reach), None)


def _shared(metric: Metric) -> bool:
    return metric.named or metric.id in _SHARES


_ON = re.compile(
    r"\s?(?:accuracy |scores? |pass@1 |performance |points? )?(?:on|in|at"
    r"|for) (?:the )?(?:OpenAI's |original )?"
)


class _Reader:
    """One number in its sentence."""

    def __init__(self, sentence: Sentence, number: Number) -> None:
        self.sentence = sentence
        self.number = number
        self.left = clause_before(sentence.text, sentence.start, number.start)
        self.looked_through = sentence.text[number.start - 1 : number.start] in ("(", "（")
        self.right = clause_after(sentence.text, number.end, sentence.end)

    def benchmark(self, before_only: bool = False) -> Mention | None:
        """The benchmark the number is of: the last before it, else the next close behind."""
        start, end = self.number.start, self.number.end
        before = [one for one in self.sentence.benchmarks if one.end <= start]
        behind = [one for one in self.sentence.benchmarks if one.start >= end]
        if behind and not before_only:
            # "74.9 % on BrowseComp", whatever was named before
            on = _ON.fullmatch(self.sentence.text, end, behind[0].start) is not None
            if on or (not before and behind[0].start - end <= 40):
                return behind[0]
        return before[-1] if before else None

    def claim(self, metric: Metric | None) -> Reading:
        return Reading(metric, self.benchmark())

    def change(self, metric: Metric | None, rises: bool | None, reached: bool = False) -> Reading:
        return Reading(metric, self.benchmark(), True, rises, reached)

    def read(self) -> Reading | None:
        match self.number.unit:
            case Unit.PERCENT | Unit.POINTS:
                return self._idle() or self._changed() or self._measured()
            case Unit.TIMES:
                return self._changed() or self._multiple()
            case Unit.TIME:
                return self._changed() or self._timed()
            case Unit.RATE | Unit.COMPUTE:
                return self._changed() or self._rated()
            case Unit.SCORE | Unit.RATIO | Unit.ELO:
                return self._scored()
            case _:
                return self._bare()

    def _idle(self) -> Reading | None:
        return Reading() if _IDLE_AFTER.match(self.right) else None

    def _changed(self) -> Reading | None:
        """A change by or to the number: 速度提升 3 倍, 降低 50% 成本, a 16 % increase in memory."""
        before = None if self.looked_through else change_before().search(self.left)
        if before is not None:
            return self._changed_before(before)
        after = change_after().match(self.right)
        if after is None:
            return None
        rises = bool(after["rise"] or after["rise_zh"])
        rest = nouns(self.right[after.start() :])
        if rest:
            return self.change(rest[0].metric, rises) if rest[0].metric else Reading()
        noun = _nearest_before(self.left, 40)
        if noun is not None:
            return self.change(noun.metric, rises) if noun.metric else Reading()
        return self.change(None, rises) if self.sentence.benchmarks else Reading()

    def _changed_before(self, match: re.Match[str]) -> Reading | None:
        rises = match["rise"] is not None
        reached = _REACHED.search(self.left) is not None
        driver = _nearest_before(self.left[: match.start()], 40)
        if driver is None:
            behind = _first_after(self.right, 10)
            if behind is not None and behind.metric is not None:
                driver = behind
        if driver is None or driver.metric is None:
            own = SELF_METRIC.match(match.group("rise") or match.group("fall"))
            if own is not None:
                return self.change(_METRIC[own.lastgroup or "speed"], rises, reached)
        if driver is not None:
            # a rate of no known kind is a measurement only where before and after are told
            vague = driver.metric is None or (driver.metric.id == "rate" and reached)
            if vague and not (driver.metric and _FROM.search(self.left)):
                return Reading()
            return self.change(driver.metric, rises, reached)
        text, start, at = self.sentence.text, self.sentence.start, self.number.start
        if YEARLY.search(text, start, at):
            return Reading()
        earlier = nouns(text[max(start, at - 60) : at - len(match.group())])
        if earlier:
            metric = earlier[-1].metric
            return self.change(metric, rises, reached) if metric else Reading()
        if self.benchmark(before_only=True) is not None:
            return self.change(None, rises, reached)
        return Reading()

    def _measured(self) -> Reading | None:
        """A percentage of a metric or on a benchmark: 准确率 95%, 95% accuracy, MMLU 86.4%."""
        if _BY.search(self.left):
            return self.change(None, None) if self.benchmark() else None
        before, behind = _nearest_before(self.left, 40), _first_after(self.right, 8)
        if before is not None and before.metric is None:
            return None
        near = before
        if before is not None and not _SHARE_GLUE.fullmatch(self.left[-40:], before.end):
            near = None
        reading = self._share(near, behind)
        if reading is not None:
            return reading
        if _QUALITY_OF.match(self.right) and (self.sentence.models or self.sentence.benchmarks):
            return self.change(_METRIC["performance"], None)
        if behind is not None and behind.metric is None:
            return None
        return self.claim(None) if self.benchmark() else None

    def _share(self, before: Noun | None, behind: Noun | None) -> Reading | None:
        """A percentage of the metric in front of it or behind it."""
        if behind is not None and behind.metric is not None:
            if _shared(behind.metric) and (before is None or behind.start <= 4):
                return self.claim(behind.metric)
        if before is None or before.metric is None:
            return None
        if _shared(before.metric):
            return self.claim(before.metric)
        if before.metric.id in _QUALITIES and _SHARE_OF.search(self.left):
            return self.change(before.metric, None)
        return None

    def _multiple(self) -> Reading | None:
        """Times as …: 3 倍的速度, 性能是上代的 2 倍."""
        behind = _first_after(self.right, 8)
        if behind is not None:
            if behind.metric is None or behind.metric.id == "rate":
                return None
            return self.change(behind.metric, True)
        before = _nearest_before(self.left, 30)
        if before is not None and before.metric is not None and before.metric.id != "rate":
            return self.change(before.metric, True)
        return None

    def _timed(self) -> Reading | None:
        noun = _nearest_before(self.left, 40)
        if noun is not None:
            if not _TIME_GLUE.fullmatch(self.left[-40:], noun.end):
                return None
        else:
            noun = _first_after(self.right, 2)
        if noun is None or noun.metric is None or noun.metric.id not in _TIMED:
            return None
        return self.claim(noun.metric)

    def _rated(self) -> Reading | None:
        unit = self.number.unit_text
        noun = _nearest_before(self.left, 30)
        if noun is not None and noun.metric is not None and noun.metric.id in _RATED:
            return self.claim(noun.metric)
        if "fps" in unit.lower() or "帧" in unit:
            return self.claim(_METRIC["speed"]) if _INFERS.search(self.left) else None
        sure = "tok" in unit.lower() or "t/" in unit or "每秒" in self.left
        return self.claim(_METRIC["throughput"]) if sure else None

    def _scored(self) -> Reading | None:
        before, behind = _nearest_before(self.left, 20), _first_after(self.right, 6)
        if before is not None and before.metric is None:
            return None
        if self.number.unit is Unit.ELO:
            return self.claim(_METRIC["Elo"])
        scored = any(
            noun is not None and noun.metric is not None and noun.metric.id in _SCORES
            for noun in (before, behind)
        )
        if self.number.unit is Unit.RATIO:
            return self.claim(_METRIC["score"]) if scored else None
        if not self.sentence.benchmarks and not self.sentence.models:
            return None
        change = change_before().search(self.left)
        if change is not None:
            return self.change(_METRIC["score"], change["rise"] is not None)
        if scored or self.sentence.benchmarks or _BY_SCORE.search(self.left):
            return self.claim(_METRIC["score"])
        return None

    def _bare(self) -> Reading | None:
        """A figure without a unit, right behind a benchmark or a metric that only they have."""
        figure, text = self.number.number, self.sentence.text
        if text.startswith(", Comments", self.number.end):
            return None  # the votes of a forum post
        counted = re.match(r"\s?[A-Za-z$\u3040-\u30ff\u4e00-\u9fff]", self.right)
        if counted and not _BARE_FOLLOW.match(self.right):
            return None
        if figure == int(figure) and 1990 <= figure <= 2040:
            return None  # a year
        mention = self.benchmark(before_only=True)
        near = mention is not None and self.number.start - mention.end <= 30
        if near and mention and _VALUE_GLUE.fullmatch(text, mention.end, self.number.start):
            return self.claim(None)
        if figure == int(figure) and not 10 <= figure <= 100:
            return None
        left = self.left[-30:]
        last = next(reversed(nouns(left)), None)
        if last is None or last.metric is None or not _VALUE_GLUE.fullmatch(left, last.end):
            return None
        named = last.metric.named or (self.sentence.labelled and last.metric.id in _SHARES)
        if last.metric.id == "score":
            named = bool(self.sentence.benchmarks or self.sentence.models)
        return self.claim(last.metric) if named else None


_VALUE_GLUE = re.compile(
    r"(?:[\s:：=（(|，,]|[上中里的是约仅有从由至到高为值]|测试|基准|得分|分[数值]|成绩|准确率"
    r"|只|达到?|取得|获得|得到?|拿下|提升|升|了"
    r"|\b(?:score[sd]?|scoring|accuracy|of|at|is|was|an?|to|from|by|around|about|only|with"
    r"|hits?|reach(?:es|ed|ing)?"
    r"|achiev(?:es|ed|ing)|gets?|got|benchmark|the)\b){0,10}"
)
_BARE_FOLLOW = re.compile(
    r"\s?(?:[的、和与及]|左右|以上|超[过越]|高于|低于|领先|优于|\s?(?:and|on|in|for|vs|with"
    r"|while|but|which|compared|or|points?)\b)"
)


def supposition(text: str, start: int, end: int) -> int:
    """Where a sentence begins to suppose or demand instead of telling; -1 for nowhere."""
    match = _SUPPOSED.search(text, start, end)
    return match.start() if match else -1


def read_number(sentence: Sentence, number: Number) -> Reading | None:
    """What a number measures; None where it is no benchmark or performance figure."""
    if 0 <= sentence.supposed < number.end:
        return None
    reader = _Reader(sentence, number)
    if _DEMAND.search(reader.left):
        return None
    reading = reader.read()
    if reading is None or (reading.metric is None and reading.benchmark is None):
        return None
    return reading

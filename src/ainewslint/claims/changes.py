"""Changes by or to a number: 速度提升 3 倍, 降低 50% 成本, a 16% increase in memory."""

from __future__ import annotations

import re

from ainewslint.claims.clauses import nouns
from ainewslint.claims.model import Unit
from ainewslint.claims.reading import METRIC, Clause, Reading, first_after, nearest_before
from ainewslint.claims.vocabulary import (
    CHANGE_AFTER,
    CHANGE_BEFORE,
    REACHED,
    SELF_METRIC,
    YEARLY,
)
from ainewslint.patterns import regex

_FROM = regex(r"从|由|\bfrom\b")
_BY_CHANGE = regex(
    r"\b(?:(?P<rise>improv|increas|boost|rais|gr[eo]w|outperform|surpass|exceed|beat|lead|lift"
    r"|accelerat|speed)|(?P<fall>reduc|decreas|cut|lower|drop|shrink|shorten|declin|slash|trail"
    r"|lag|prun|compress|sav))[a-z]* (?P<what>[^,;:，；：]{0,60}?)\bby [a-z ]*[~≈+]?$"
)
_VERB_OF = regex(
    r"(?:(?P<rise>提[升高]|增[加强大]|改善|优化|加快)|(?P<fall>降低|减少|缩[短减小]|削减|节[省约]|压缩))了?"
    r"[^\s，,；;。\d]{0,6}$"
)
_OBJECT_GLUE = regex(
    r"(?:占用|使用|消耗|需求|开销|时间|量)?(?:了|约|近|达|高达|超过?|至少|最高|大约|\s)*"
)
_VERB_BEFORE = regex(
    r"\b(?:(?P<rise>improv|boost|increas|rais|lift)|(?P<fall>cut|reduc|lower|decreas|slash))\w* "
    r"(?:[\w\-]+ ){0,5}$"
)
_NOUN_GLUE = regex(r"(?: (?:per|of|for) \w+)? (?:by |about |around |over |up to |another )*[~≈+]?")
# What is compared is a thing of technology, so that any quality of it is a performance:
# 飞行距离比其他算法减少了约 40%.
_THING = (
    r"(?:算法|方法|方案|模型|系统|框架|架构|基线|网络|引擎|编译器|处理器|芯片|显卡|[CGNT]PU|工作|版本|同类产品"
    r"|前代|上一代|竞品|[Bb]aseline|SOTA)"
)
_COMPARED = regex(
    r"(?<![对占同环])(?:比(?!例|率|重|赛|如|特|较)|较(?![高低大小多少强弱快慢为])|相比(?:于|之下|较)?|相[对较]于?)"
    rf"[^，,。；;\d]{{0,18}}?{_THING}|与[^，,。；;\d]{{1,16}}?{_THING}[^，,。；;\d]{{0,4}}相比"
)
_BEATS = regex(
    r"超[过越出]|领先|优于|高[出于]|胜过|落后|低于|不如|\b(?:outperform|surpass|exceed|beat|lead|trail|lag)"
)
# A clause that says nothing of its own about what changed: 相比上代提升, 在长文本下提升.
_CARRIED = regex(
    r"[^\w]*(?:而|且|并|也|则|其中|其|整体|总体|平均|分别|单卡|双卡|有的|甚至|[^，,\\s]{2,14}(?:模式|场景|任务|数据集|条件|环境)[上下中里内]?|显著|明显|同时|更是|通常|情况下|可以?|又|还|能够?|将"
    r"|最高|均|全部|一举|直接|大幅|稳稳|再|\s)*(?:.*(?:比|较|相对|超[越过]|优于|在.*[上下中里内]|从|由).*)?"
)
# Words of change that are about quality alone, and what they are measured on.
_IMPROVED = regex(
    r"\s?(?:[a-z]+\s)?(?:improvement|boost|gain|uplift|better|worse|performance (?:gain|improvement))s?\b"
)
_ON_TESTS = regex(
    r"\b(?:benchmarks?|evals?|tasks?|test sets?|baselines?)\b|\b(?:compared|than)\b.*\b(?:model|method|transformer|version|baseline)s?\b"
)
_GROWTH = regex(r"(?:增[长速]|涨幅)[^，,]{0,6}$")  # 比人口的增长速度还快 4 倍
_OWN_NOUN = regex(r"[数用]量|里程|费用|规模|时长|次数|人[数次均]|占")


def read_change(clause: Clause) -> Reading | None:
    """A change by or to the number: 速度提升 3 倍, 降低 50% 成本, a 16 % increase in memory."""
    left = _past_model(clause)
    before = None if clause.looked_through else CHANGE_BEFORE.search(left)
    if before is not None:
        return _changed_before(clause, before, left)
    by = _BY_CHANGE.search(clause.left)
    if by is not None:
        return _changed_by(clause, by)
    reading = _changed_what(clause, left) or _signed(clause)
    if reading is not None:
        return reading
    after = CHANGE_AFTER.match(clause.right)
    return None if after is None else _changed_after(clause, after)


def _changed_after(clause: Clause, after: re.Match[str]) -> Reading:
    """A change named behind the number: a 16 % increase in memory, 3 倍加速."""
    rises = bool(after["rise"] or after["rise_zh"] or after["rise_of"])
    rest = nouns(clause.right[after.start() :])
    noun = nearest_before(clause.left, 40)
    if rest:
        price = rest[0].metric is METRIC["cost"] and noun is not None and noun.metric is None
        known = rest[0].metric is not None and not price  # a subscription 20% cheaper
        return clause.change(rest[0].metric, rises) if known else Reading()
    if noun is not None:
        return clause.change(noun.metric, rises) if noun.metric else Reading()
    if clause.sentence.benchmarks:
        return clause.change(None, rises)
    improved = _IMPROVED.match(clause.right) and (
        clause.sentence.models or _ON_TESTS.search(clause.right)
    )
    return clause.change(METRIC["performance"], rises) if improved else Reading()


def _signed(clause: Clause) -> Reading | None:
    """A change told by a sign: +92% throughput, 熵值 ↑37%."""
    sign = clause.left.rstrip()[-1:]
    if clause.number.unit is not Unit.PERCENT or not sign or sign not in "+＋↑↓":
        return None
    before, behind = nearest_before(clause.left, 24), first_after(clause.right, 1)
    if before is not None and clause.left[-24:][before.end :].strip() != sign:
        before = None
    noun = before or behind
    if noun is None or noun.metric is None or noun.metric.id in ("rate", "duration"):
        return None
    return clause.change(noun.metric, sign != "↓")


def _past_model(clause: Clause) -> str:
    """The clause in front of the number without a model that is compared with: 领先 GPT-4o 12%."""
    text, at = clause.sentence.text, clause.number.start
    for one in reversed(clause.sentence.models):
        if one.end <= at and not text[one.end : at].strip(" *约近达的by"):
            name = text[one.start : one.end]
            cut = clause.left.rfind(name)
            if cut > 0 and _BEATS.search(clause.left, 0, cut):
                return clause.left[:cut] + clause.left[cut + len(name) :]
    return clause.left


def _changed_what(clause: Clause, left: str) -> Reading | None:
    """A change whose object stands before the number: 降低显存占用 30-50%."""
    what = nearest_before(left, 24)
    if what is None or (clause.looked_through and clause.number.high is None):
        return None  # how many say so: 降低试错风险（20.7%）
    left = left[-24:]
    verb = _VERB_OF.search(left, 0, what.start)
    if verb is None or not _OBJECT_GLUE.fullmatch(left, what.end):
        verb = _VERB_BEFORE.search(left, 0, what.start)
        if verb is None or not _NOUN_GLUE.fullmatch(left, what.end):
            return None
    if what.metric is None or (what.metric is METRIC["size"] and verb["rise"]):
        return Reading()
    return clause.change(what.metric, verb["rise"] is not None)


def _changed_by(clause: Clause, match: re.Match[str]) -> Reading | None:
    """A change of what stands between the verb and the number: cuts token usage by 45%."""
    rises = match["rise"] is not None
    what = nouns(match["what"]) or nouns(clause.left[: match.start()])
    if what:
        metric = what[-1].metric
        return clause.change(metric, rises) if metric else Reading()
    if _BEATS.match(match.group()) and clause.sentence.models:
        return clause.change(METRIC["performance"], rises)
    if match["rise"] in ("speed", "accelerat"):
        return clause.change(METRIC["speed"], True)
    return clause.change(None, rises) if clause.benchmark() else Reading()


def _changed_before(clause: Clause, match: re.Match[str], left: str) -> Reading | None:
    rises = match["rise"] is not None
    reached = REACHED.search(left) is not None
    driver = nearest_before(left[: match.start()], 40)
    if driver is None:
        behind = first_after(clause.right, 10)
        if behind is not None and behind.metric is not None:
            driver = behind
    if driver is None or (driver.metric is None and not _GROWTH.search(left, 0, match.start())):
        own = SELF_METRIC.match(match.group("rise") or match.group("fall"))
        if own is not None:
            return clause.change(METRIC[own.lastgroup or "speed"], rises, reached)
    if driver is None:
        return _carried_on(clause, match, left)
    if driver.metric is None or (driver.metric.id == "size" and rises):
        return Reading()  # more parameters are no result
    if driver.metric.id == "rate":
        # a rate of no known kind is a measurement only where before and after are told
        if YEARLY.search(clause.left) or (reached and not _FROM.search(clause.left)):
            return Reading()
    return clause.change(driver.metric, rises, reached)


def _carried_on(clause: Clause, match: re.Match[str], left: str) -> Reading:
    """A change of what the sentence has named before, where its own clause names nothing."""
    rises = match["rise"] is not None
    reached = REACHED.search(left) is not None
    text, start, at = clause.sentence.text, clause.sentence.start, clause.number.start
    if YEARLY.search(text, start, at):
        return Reading()
    silent = _CARRIED.fullmatch(left[: match.start()]) and not _OWN_NOUN.search(left)
    if silent and clause.number.unit is not Unit.TIME:
        earlier = nouns(text[max(start, at - 60) : at - len(match.group())])
        if earlier:
            metric = earlier[-1].metric
            return clause.change(metric, rises, reached) if metric else Reading()
        if clause.benchmark(before_only=True) is not None:
            return clause.change(None, rises, reached)
    compared = _COMPARED.search(text, max(start, at - 60), at) and not _OWN_NOUN.search(left)
    if compared or left != clause.left:  # a model that is beaten by so much
        return clause.change(METRIC["performance"], rises, reached)
    return Reading()

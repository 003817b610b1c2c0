"""What a number in a sentence measures, if anything."""

from __future__ import annotations

from ainewslint.claims.changes import read_change
from ainewslint.claims.clauses import Noun, nouns
from ainewslint.claims.hedges import is_demanded, is_formula, is_setting
from ainewslint.claims.model import Bound, Unit
from ainewslint.claims.numbers import Number
from ainewslint.claims.reading import METRIC, Clause, Reading, Sentence, first_after, nearest_before
from ainewslint.claims.scores import read_bare, read_score
from ainewslint.claims.vocabulary import SHARES, Metric
from ainewslint.patterns import regex

_INFERS = regex(
    r"推理|检测|处理|运行|推断|渲染|识别|生成|\b(?:runs?|running|generat\w+|inference|process\w*)\b"
)
_IDLE_AFTER = regex(
    r"\s?(?:以上)?的?(?:免费|纯|原创|正品|国产|股[份权]|(?:off|discount|stake|free|sure|agree"
    r"|open[- ]source)\b)"
    r"|\s?of (?!the time|peak|base|perf|accur|(?:[\w.\-]+(?:'s|’s)? ){0,4}?(?:tasks?|problems?|issues?"
    r"|questions?|cases|prompts|runs|trials|comparisons|games|matches|match-?ups|puzzles|tests?"
    r"|bugs|param(?:eter)?s|weights|tokens|memory|compute|cost|speed|latency|throughput|quality"
    r"|capabilit\w+|performance|accuracy)\b)"
)
_BY = regex(
    r"\bby (?:an average(?: of)? |average |about |around |over |roughly |nearly |up to |some "
    r"|just |only )?$"
)
# Metrics that a duration, a rate or a multiple can be of.
_TIMED = {"latency", "speed", "error rate"}
_RATED = {"memory", "throughput", "speed", "efficiency", "performance", "compute power", "latency"}
_QUALITIES = {"performance", "speed", "efficiency", "cost", "throughput", "compute power"}
_SHARE_OF = regex(
    r"(?:[是为仅]|只有|相当于|达到|接近|reach\w*)[^，,；;。]{0,20}(?:的|其|前者|后者)\s?$"
)
_KEPT = regex(r"\b(?:retain|keep|kept|preserv|recover|match|maintain|reach|achiev)\w* [^,;]{0,20}$")
# A score as a percentage: 以 64% 的得分, scored 86.6%.
_SCORING = regex(
    r"(?:以|获得?了?|得到?|取得了?|达到?了?|拿下|拿到|with|of|at|scor\w+|achiev\w+)[^，,；;。\d]{0,6}$"
)
_SCORE_OF = regex(
    r"(?:为|是|达到?了?|[:：=]|of|was|is|at|\s|均|都|仅|只有?|在|约|普遍|[低高]于|不足|不到|超过?|接近){0,5}"
)
# What is done rightly or wrongly in so many cases, by what is no person.
_DONE = regex(
    r"(?:(?:答对|做对|解决|解出|修复|正确(?:回答|识别|处理|完成))了?(?:约|近|超过?|其中的?|高达|多达|\s)*"
    r"|\b(?:answer|solv|resolv|pass|complet|fix|succeed|fail|w[io]n)\w*(?: correctly)?"
    r"(?: (?:only|about|over|nearly|up to|around|just|roughly|more than|in))* )$"
)
_CASES = regex(
    r"\s?(?:以上)?的(?:题目?|试题|任务|用例|测试|样本|案例)"
    r"|\s?of (?:the |its |all |these )?(?:[\w\-]+ ){0,3}?(?:questions|problems|tasks|issues|tests|cases|bugs"
    r"|games|puzzles|time|trials|runs)\b"
)
_MACHINE = regex(
    r"AI|模型|机器人|系统|算法|智能体|\b(?:[Aa]gents?|[Mm]odels?|LLMs?|[Ss]ystems?|[Pp]olic(?:y|ies)|[Rr]obots?)\b"
)
# In how many cases one is better: 在 90% 以上的案例中优于……
_BETTER_IN = regex(
    r"\s?(?:以上|左右)?的(?:案例|任务|测试|题目?|样本|问题|场景|对比|比较|对局)(?:[中上里下]|当中)?[^，,。；;]{0,8}?"
    r"(?:优于|胜过|超[过越]|击败|打败|领先)"
)
_QUALITY_OF = regex(
    r"\s?的?(?:\w{0,4})(?:性能|水平|能力|效果|速度|成本)"
    r"|\s(?:of (?:[\w.\-]+(?:'s|’s)? ){1,5}?)?(?:performance|quality|capabilit)"
)
_VALUE = (
    r"(?:[\s:：=（(约仅只高低达到为是在可已均能超过近于有可控制以从由至稳定维持保持接需突破提"
    r"升平均普遍最整体总将了也即便就会能够的上下其中≤≥<>~≈+]"
    r"|of|at|is|was|an?|to|from|by|around|about|only|with|reach(?:es|ed|ing)?|achiev(?:es|ed"
    r"|ing)|stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|fell|falls?|drop(?:s|ped)?|below|under|over|above|up|averag\w+|as|low|high|than|less|more|near\w*)"
)
_TIME_GLUE = regex(_VALUE + r"{0,12}")
# Between a model and its figure in a list of results, and what says that it is one.
_LISTED = regex(r"\s?(?:[（(]|以|得分|为|:|：|at|with|=|\s)\s?")
_RANKING = regex(
    r"榜|排[名行]|得分|成绩|居首|第一|领先|登顶|评测|基准|[Bb]enchmark|[Ll]eaderboard|\b[Ss]cor|\b[Ll]ead|Arena"
)
_UNCOUNTED = {"rate", "size"}  # of which a multiple is no result
_TAKES = regex(r"\b(?:takes|took) [a-z ]*$")
_BRIEF = regex(r"[mnuµμ]s|毫秒|微秒|纳秒|milli|micro")
_CLASS_OF = regex(r"\s?(?:以下|以内)?的?(?:[低高大小中]算力|算力)?(?:场景|级|平台|设备|档)")
_TIMES_THAT = regex(r"(?:是|为|达到?|相当于)[^，,；;。\d]{1,16}的\s?$")
_SHARE_GLUE = regex(r"[^\d%，,；;。]{0,14}|[ -~]{0,40}")


def read_number(sentence: Sentence, number: Number) -> Reading | None:
    """What a number measures; a reading of nothing where it is no benchmark or performance figure
    for certain, None where it does not say."""
    if 0 <= sentence.supposed < number.end:
        return Reading()
    clause = Clause(sentence, number)
    if is_demanded(clause.left, clause.right) or is_formula(
        sentence.text, sentence.start, sentence.end, number
    ):
        return Reading()
    return _read(clause)


def _read(clause: Clause) -> Reading | None:
    match clause.number.unit:
        case Unit.PERCENT | Unit.POINTS:
            return _idle(clause) or read_change(clause) or _measured(clause)
        case Unit.TIMES:
            return read_change(clause) or _multiple(clause)
        case Unit.TIME:
            return read_change(clause) or _timed(clause)
        case Unit.RATE | Unit.COMPUTE:
            return read_change(clause) or _rated(clause)
        case Unit.SCORE | Unit.RATIO | Unit.ELO:
            return read_score(clause)
        case _:
            return read_bare(clause)


def _idle(clause: Clause) -> Reading | None:
    return Reading() if _IDLE_AFTER.match(clause.right) else None


def _measured(clause: Clause) -> Reading | None:
    """A percentage of a metric or on a benchmark: 准确率 95%, 95% accuracy, MMLU 86.4%."""
    if _BY.search(clause.left):
        return clause.change(None, None) if clause.benchmark() else None
    if _of_listed_model(clause):
        return clause.claim(METRIC["score"])
    if _is_done(clause):
        return clause.claim(METRIC["success rate"])
    if _BETTER_IN.match(clause.right):
        return clause.claim(METRIC["win rate"])
    before, behind = nearest_before(clause.left, 40), first_after(clause.right, 8)
    if before is not None and before.metric is None and not _is_share(behind):
        return None
    if (
        before
        and before.metric
        and before.metric.id in _QUALITIES
        and _SHARE_OF.search(clause.left)
    ):
        return clause.change(before.metric, None)
    near = before
    if before is not None and not _SHARE_GLUE.fullmatch(clause.left[-40:], before.end):
        near = None
    reading = _share(clause, near, behind)
    if reading is not None:
        return reading
    named = clause.sentence.models or clause.sentence.benchmarks or _KEPT.search(clause.left)
    if named and _QUALITY_OF.match(clause.right):
        return clause.change(METRIC["performance"], None)
    if behind is not None and behind.metric is None:
        return None
    return clause.claim(None) if clause.benchmark() else None


def _is_done(clause: Clause) -> bool:
    """Whether the number says in how many cases a model or system was right: 答对了 83% 的题目."""
    return (
        _DONE.search(clause.left) is not None
        and _CASES.match(clause.right) is not None
        and _of_machine(clause.sentence)
    )


def _of_machine(sentence: Sentence) -> bool:
    """Whether a sentence is about a model or a system, and not about people."""
    if sentence.models:
        return True
    return _MACHINE.search(sentence.text, sentence.start, sentence.end) is not None


def _is_share(behind: Noun | None) -> bool:
    """Whether what stands right behind a percentage is what it is of: 12% 的误判率."""
    return (
        behind is not None
        and behind.metric is not None
        and behind.start <= 2
        and _shared(behind.metric)
    )


def _of_listed_model(clause: Clause) -> bool:
    """Whether the number is a model's in a list of scores: A 以 72.4% 居首，B（66.6%）……."""
    sentence, at = clause.sentence, clause.number.start
    model = next((one for one in reversed(sentence.models) if one.end <= at), None)
    if model is None or not _LISTED.fullmatch(sentence.text, model.end, at):
        return False
    return _RANKING.search(sentence.text, sentence.start, sentence.end) is not None


def _share(clause: Clause, before: Noun | None, behind: Noun | None) -> Reading | None:
    """A percentage of the metric in front of it or behind it."""
    if behind is not None and behind.metric is not None:
        if _shared(behind.metric) and (before is None or behind.start <= 4):
            return clause.claim(behind.metric)
        if behind.metric.id == "score" and behind.start <= 4:
            if clause.sentence.models or _SCORING.search(clause.left):
                return clause.claim(behind.metric)
    if before is None or before.metric is None:
        return None
    if _shared(before.metric):
        return clause.claim(before.metric)
    if before.metric.id == "score" and _SCORE_OF.fullmatch(clause.left[-40:], before.end):
        if clause.number.bound is Bound.EXACT or _of_machine(clause.sentence):
            return clause.claim(before.metric)
    return None


def _shared(metric: Metric) -> bool:
    return metric.named or metric.id in SHARES


def _multiple(clause: Clause) -> Reading | None:
    """Times as …: 3 倍的速度, 性能是上代的 2 倍."""
    behind = first_after(clause.right, 8)
    if behind is not None:
        if behind.metric is None or behind.metric.id in _UNCOUNTED:
            return None
        return clause.change(behind.metric, True)
    before = nearest_before(clause.left, 30)
    if before is not None and before.metric and before.metric.id not in _UNCOUNTED:
        return clause.change(before.metric, True)
    if before is None and _TIMES_THAT.search(clause.left):
        text, start, at = clause.sentence.text, clause.sentence.start, clause.number.start
        earlier = nouns(text[max(start, at - 60) : at - len(clause.left)])
        if earlier and earlier[-1].metric and earlier[-1].metric.id not in _UNCOUNTED:
            return clause.change(earlier[-1].metric, True)
    return None


def _timed(clause: Clause) -> Reading | None:
    noun = nearest_before(clause.left, 40)
    if noun is not None:
        if not _TIME_GLUE.fullmatch(clause.left[-40:], noun.end):
            return None
    else:
        noun = first_after(clause.right, 2) or _cut_from(clause)
    if noun is None or noun.metric is None or noun.metric.id not in _TIMED:
        return None
    if is_setting(clause.left, clause.right):
        return None
    if _TAKES.search(clause.left) and not _BRIEF.match(clause.number.unit_text):
        return None  # how long anything takes
    return clause.claim(noun.metric)


def _cut_from(clause: Clause) -> Noun | None:
    """What a clause that only says from what to what goes on about: times are cut, from 40s ..."""
    if clause.left.strip() not in ("from", "从", "由"):
        return None
    end = clause.number.start - len(clause.left)
    earlier = nouns(clause.sentence.text[max(clause.sentence.start, end - 60) : end])
    return earlier[-1] if earlier else None


def _rated(clause: Clause) -> Reading | None:
    unit = clause.number.unit_text
    if _CLASS_OF.match(clause.right):
        return None  # what a thing is made for: 5 TOPS 的低算力场景
    noun = nearest_before(clause.left, 30)
    if noun is None:
        noun = first_after(clause.right, 2)
    if noun is not None and noun.metric is not None and noun.metric.id in _RATED:
        return clause.claim(noun.metric)
    if "fps" in unit.lower() or "帧" in unit:
        runs = _INFERS.search(clause.left) and (unit != "帧" or "每秒" in clause.left)
        return clause.claim(METRIC["speed"]) if runs else None
    sure = "tok" in unit.lower() or "t/" in unit or "每秒" in clause.left
    return clause.claim(METRIC["throughput"]) if sure else None

"""Scores: figures without a unit, in points, on a scale, and ratings."""

from __future__ import annotations

import re

from ainewslint.claims.clauses import Noun, nouns
from ainewslint.claims.model import Unit
from ainewslint.claims.reading import METRIC, ON, Clause, Reading, first_after, nearest_before
from ainewslint.claims.vocabulary import CHANGE_BEFORE, REACHED, SHARES, Metric
from ainewslint.patterns import regex

_BY_SCORE = regex(r"(?:以|获得?|得|取得|拿下|拿到|考了?|斩获)(?:约|近|了|\s)*$")
_BOARD = regex(r"\b[Aa]rena\b|竞技场|榜单|排行榜")
_BY = regex(r"\bby (?:about |around |over |up to |roughly |an average of )?$")
_SCORES = {"score", "performance", "accuracy", "Elo", "win rate", "success rate"}
_MACHINE = regex(r"AI|模型|机器人|系统|算法|智能体|[Aa]gent")
_BEHIND = regex(
    r"\s?(?:recall|precision|accuracy|F1|AUC|mAP|BLEU|Elo|WER)(?![A-Za-z0-9])|\s?的?(?:开发集?)?(?:F1|mAP|BLEU)"
)
_RATING = regex(r"\b(?:Elo|ELO)(?: (?:rating|score))? (?:of|at|is) $")
_VALUE_GLUE = regex(
    r"(?:[\s:：=（(|，,]|[上中里的是约仅有从由至到高为值]|测试|基准|得分|分[数值]?|成绩|准确率"
    r"|只|达到?|取得|获得|得到?|拿下|提[升高]|升|了|下降|降低?|\d+(?:\.\d+)?[%/]?"
    r"|\b(?:score[sd]?|scoring|accuracy|of|at|is|was|an?|to|from|by|around|about|only|with"
    r"|hits?|reach(?:es|ed|ing)?"
    r"|achiev(?:es|ed|ing)|gets?|got|benchmark|the)\b){0,10}"
)
_BARE_FOLLOW = regex(
    r"\s?(?:[的、和与及]|左右|以上|超[过越]|高于|低于|领先|优于|提[升高]|[升降][到至]|下降|上升|跃升|增[加至]|涨|[至到]"
    r"|\s?(?:and|on|in|for|vs|with|while|but|which|compared|or|during|across|after|points?|to|up|recall|precision"
    r"|accuracy|F1|AUC|mAP|BLEU|Elo|WER)\b)"
)
_FRACTION = regex(r"0\.\d{2,4}")
_TOLD = regex(r"\b(?:of|was|is|reach\w*|to)\b|[为到达]")
_SCORES_VERB = regex(
    r"(?:\b(?:and|scor\w+|hits?|reach\w*|achiev\w+|gets?|got|posts?|at|of|with|to)|取得|达到|得到?|获得|[:：=])"
    r"(?: (?:an?|about|around|over|just))?\s?$"
)


def read_score(clause: Clause) -> Reading | None:
    """A number of points, on a scale or of a rating: 86 分, 4.8/5, Elo 1287."""
    before, behind = nearest_before(clause.left, 20), first_after(clause.right, 6)
    if before is not None and before.metric is None:
        return None
    if clause.number.unit is Unit.ELO:
        return clause.claim(METRIC["Elo"])
    scored = any(
        noun is not None and noun.metric is not None and noun.metric.id in _SCORES
        for noun in (before, behind)
    )
    if clause.number.unit is Unit.RATIO:
        return clause.claim(METRIC["score"]) if scored else None
    if before is not None and before.metric is not None and before.metric.named:
        change = CHANGE_BEFORE.search(clause.left)
        rises = change["rise"] is not None if change else None
        return clause.change(before.metric, rises) if change else clause.claim(before.metric)
    if not clause.sentence.benchmarks and not clause.sentence.models:
        sentence = clause.sentence
        machine = scored and _MACHINE.search(sentence.text, sentence.start, sentence.end)
        board = _BOARD.search(sentence.text, sentence.start, sentence.end)
        contest = (machine or board) and _BY_SCORE.search(clause.left)
        return clause.claim(METRIC["score"]) if contest else _moved(clause, before)
    change = CHANGE_BEFORE.search(clause.left)
    if change is not None:
        return clause.change(METRIC["score"], change["rise"] is not None)
    boards = [one for one in clause.sentence.benchmarks if not one.name.startswith("高考")]
    if scored or boards or _BY_SCORE.search(clause.left):
        return clause.claim(METRIC["score"])
    return None


def _moved(clause: Clause, before: Noun | None) -> Reading | None:
    """A share that moves by points: improved accuracy by 15.4 points."""
    if before is None or before.metric is None or before.metric.id not in SHARES:
        return None
    return clause.change(before.metric, None) if _BY.search(clause.left) else None


def read_bare(clause: Clause) -> Reading | None:
    """A figure without a unit, right behind a benchmark or a metric that only they have."""
    figure, text = clause.number.number, clause.sentence.text
    if text.startswith(", Comments", clause.number.end):
        return None  # the votes of a forum post
    counted = re.match(r"\s?[A-Za-z$\u3040-\u30ff\u4e00-\u9fff]", clause.right)
    if counted and not _BARE_FOLLOW.match(clause.right) and not _RATING.search(clause.left):
        return None
    if figure == int(figure) and 1990 <= figure <= 2040:
        return None  # a year
    mention = clause.benchmark(before_only=True)
    near = mention is not None and clause.number.start - mention.end <= 30
    if near and mention and _VALUE_GLUE.fullmatch(text, mention.end, clause.number.start):
        return _changed_score(clause, None) or clause.claim(None)
    if _scored_on(clause):
        return clause.claim(None)
    left = clause.left[-30:]
    last = next(reversed(nouns(left)), None)
    if figure == int(figure) and not 10 <= figure <= 100:
        # of the whole numbers beyond a hundred only ratings are told by their name
        if last is None or last.metric is not METRIC["Elo"] or not 400 <= figure <= 5000:
            return None
    behind = first_after(clause.right, 1)
    if (
        behind is not None
        and behind.metric
        and "." in text[clause.number.start : clause.number.end]
    ):
        if clause.left.strip() and _BEHIND.match(clause.right):
            return clause.claim(behind.metric)
    if last is None or last.metric is None or not _VALUE_GLUE.fullmatch(left, last.end):
        return None
    share = clause.sentence.labelled or _is_fraction(clause, left[last.end :])
    named = last.metric.named or (share and last.metric.id in SHARES)
    if last.metric.id == "score":
        board = _BOARD.search(text, clause.sentence.start, clause.number.start) is not None
        named = board or bool(clause.sentence.benchmarks or clause.sentence.models)
    if not named:
        return None
    return _changed_score(clause, last.metric) or clause.claim(last.metric)


def _changed_score(clause: Clause, metric: Metric | None) -> Reading | None:
    """A change of a score without a unit: BLEU 提高了 1.8, 由 71.2 提升到 83.5."""
    change = CHANGE_BEFORE.search(clause.left)
    if change is None:
        return None
    reached = REACHED.search(clause.left) is not None
    return clause.change(metric, change["rise"] is not None, reached)


def _is_fraction(clause: Clause, glue: str) -> bool:
    """Whether a bare figure is told as a share of one: an accuracy of 0.861, 准确率达到 0.93."""
    text = clause.sentence.text[clause.number.start : clause.number.end]
    return _FRACTION.fullmatch(text) is not None and _TOLD.search(glue) is not None


def _scored_on(clause: Clause) -> bool:
    """Whether a bare figure is a score on the benchmark behind it: hits 62.3 on SWE-bench."""
    behind = [one for one in clause.sentence.benchmarks if one.start >= clause.number.end]
    if not behind or not 1 <= clause.number.number <= 100:
        return False
    on = ON.fullmatch(clause.sentence.text, clause.number.end, behind[0].start)
    return on is not None and _SCORES_VERB.search(clause.left) is not None

"""Whether two claims are about one measurement, and whether they agree."""

from __future__ import annotations

import re
from typing import Protocol

from ainewslint.claims import Bound, Change, Claim, Kind, Unit
from ainewslint.patterns import regex

# What makes two numbers of one model two measurements.
_SETTING = regex(
    r"工具|投票|思考|推理模式|联网|搜索|提示|样本|微调|量化|蒸馏|子集|难度|简单|困难|中等"
    r"|平均|版本|预览|基线|之前|此前|上一|最初|更新|本地|自测|复现|智能体"
    r"|(?<![A-Za-z])(?:pass|maj|cons|best)@?\s?\d+|\d+[- ]?shot|[Tt]ools?|[Tt]hinking"
    r"|[Rr]easoning|[Pp]ython|[Ss]earch|[Hh]igh|[Ll]ow|[Mm]edium|[Mm]ax|[Ee]ffort|[Mm]ajority"
    r"|[Cc]onsensus|[Pp]rompt|[Ff]ine-?tun|[Qq]uant|[Dd]istill|[Ss]ubset|[Ee]asy|[Hh]ard"
    r"|[Aa]verage|[Pp]review|[Bb]aseline|[Pp]revious|[Ee]arlier|[Oo]riginal|[Uu]pdate"
    r"|[Aa]gent|[Ss]caffold|[Hh]arness|[Bb]ase\b|[Ii]nstruct|[Bb]its?\b|\bwhole\b|\bdiff\b"
)


class Figure(Protocol):
    """A number and the way it is written; a claim's value is one."""

    @property
    def number(self) -> float:
        """The number."""

    @property
    def text(self) -> str:
        """As written."""


def measured(claim: Claim) -> tuple[str | None, ...] | None:
    """What two claims must share to be about the same thing; None for one that is unsure."""
    if (
        claim.kind is not Kind.BENCHMARK
        or claim.benchmark is None
        or claim.subject is None
        or claim.subject.id is None
        or not claim.sure_subject
        or claim.value.bound is not Bound.EXACT
        or claim.value.high is not None
        or claim.value.unit not in (Unit.PERCENT, Unit.NUMBER, Unit.SCORE, Unit.ELO)
        or (claim.comparison is not None and claim.comparison.change is not Change.TO)
        or (claim.comparison is not None and claim.comparison.start is not None)
        or _SETTING.search(claim.context)
    ):
        return None
    benchmark = claim.benchmark
    # the score on a benchmark is its accuracy, named or not
    metric = None if claim.metric in ("score", "accuracy") else claim.metric
    unit = "%" if claim.value.unit is Unit.PERCENT else ""
    return claim.subject.id, benchmark.id or benchmark.name, benchmark.variant, metric, unit


def agree(one: Figure, other: Figure) -> bool:
    """Whether two numbers are the same but for rounding."""
    places = min(_places(one.text), _places(other.text))
    slack: float = 0.51 / 10**places
    return abs(one.number - other.number) <= slack


def _places(text: str) -> int:
    match = re.search(r"\.(\d+)", text)
    return len(match[1]) if match else 0

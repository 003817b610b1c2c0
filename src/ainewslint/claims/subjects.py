"""Whose number it is: the model, chip or system that a claim is about."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from ainewslint.claims.classify import Mention


class Owner(NamedTuple):
    """The subject of a number. `sure` says that the text leaves no second reading."""

    mention: Mention | None
    sure: bool
    baseline: Mention | None = None


# Words right before a model that make it what others are compared with.
_BASELINE = re.compile(
    r"(?:超[过越出]|[胜高低优逊强快慢]于|领先|落后|击败|打败|媲美|[接逼]近|不如|不及|相比(?:于|之下)?|相较(?:于)?|对比|比起|[比较与和跟同]|达到|持平|追平|对标|优于|甚至|前代"
    r"|\b(?:than|over|vs\.?|versus|to|beat(?:s|ing)?|surpass(?:es|ed|ing)?|outperform(?:s|ed|ing)?|exceed(?:s|ed|ing)?|against|behind|ahead of|like|match(?:es|ed|ing)?|rival(?:s|ing)?|from|of|on par with|by))"
    r"\s?(?:了|于|the |OpenAI'?s? ?的?|Google'?s? ?的?|Anthropic'?s? ?的?|Meta'?s? ?的?)?\s?$"
)
# Between an owner and its own number: 's 42.5 %, 的 53 %, (53 %), about 90 %.
_OWN = re.compile(
    r"(?:'s|’s|的|[（(:：=|\s]|约|为|是|仅|只有|得分|得到?|上|at|with|scor(?:es?|ed|ing)|of|got|gets|is|was|about|around|~){0,5}"
)
_AFTER = re.compile(r"\s?(?:[（(]|for |by |with |的?是|来自|属于|from )\s?$")


def _is_baseline(text: str, mention: Mention) -> bool:
    return _BASELINE.search(text[max(0, mention.start - 24) : mention.start]) is not None


def find_owner(
    text: str, start: int, end: int, number_start: int, number_end: int, models: Sequence[Mention]
) -> Owner:
    """The owner of the number, from the models named in `text` (sorted by place).

    In the sentence `start..end`: the last before the number that is no baseline, or a baseline
    that the number follows directly; else one right behind it; else the only model named in the
    text before the sentence.
    """
    before = [one for one in models if start <= one.start and one.end <= number_start]
    baseline = None
    for index, mention in enumerate(reversed(before)):
        direct = _OWN.fullmatch(text, mention.end, number_start) is not None
        if direct or not _is_baseline(text, mention):
            others = {one.id or one.name for one in before} - {mention.id or mention.name}
            return Owner(mention, direct or not others or (index == 0 and not others), baseline)
        baseline = baseline or mention
    behind = [one for one in models if number_end <= one.start < end]
    if behind and behind[0].start - number_end <= 12:
        if _AFTER.fullmatch(text, number_end, behind[0].start):
            return Owner(behind[0], len(behind) == 1 and baseline is None, baseline)
    earlier = [one for one in models if one.end <= start]
    names = {one.id or one.name for one in earlier}
    if earlier:
        mention = next(
            (one for one in reversed(earlier) if not _is_baseline(text, one)), earlier[-1]
        )
        return Owner(mention, len(names) == 1 and baseline is None, baseline)
    return Owner(None, False, baseline)


@functools.cache
def _proper_name() -> re.Pattern[str]:
    latin = r"[A-Z][A-Za-z]*[\w.+\-]*(?:[ \-](?:[A-Z0-9][\w.+\-]*|v\d[\w.]*))*"
    return re.compile(rf"(?<![\w@#/.]){latin}")


_NOT_SUBJECTS = re.compile(
    r"(?:The|This|That|These|In|On|At|For|With|And|But|If|It|Its|We|They|A|An|AI|LLM|GPU|CPU|NPU|API|SDK|Token|Tokens|SOTA|RL|MoE|OCR|RAG|Agent|Agents|Transformer|Web|HTTP|F1|mAP|"
    r"Top|Pass|Score|Accuracy|UI|GUI|IT|VR|AR|TTS|ASR|NLP|CV|K12|PDF|Users?|Performance|Benchmarks?|Results?|Models?)"
)


def proper_name(text: str, start: int, at: int) -> Mention | None:
    """The last proper name before a number, where no known model is: a chip, a system, a method."""
    found = None
    for match in _proper_name().finditer(text, start, at):
        if len(match.group()) > 1 and not _NOT_SUBJECTS.fullmatch(match.group()):
            found = Mention(match.start(), match.end(), match.group())
    return found

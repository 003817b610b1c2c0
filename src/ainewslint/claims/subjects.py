"""Whose number it is: the model, chip or system that a claim is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ainewslint.claims.reading import Mention
from ainewslint.patterns import regex


class Owner(NamedTuple):
    """The subject of a number. `sure` says that the text leaves no second reading."""

    mention: Mention | None
    sure: bool
    baseline: Mention | None = None


# Words right before a model that make it what others are compared with.
_BASELINE = regex(
    r"(?:超[过越出]|[胜高低优逊强快慢]于|领先|落后|击败|打败|媲美|[接逼]近|不如|不及"
    r"|相比(?:于|之下)?|相较(?:于)?|对比|比起|[比较与和跟同]|达到|持平|追平|对标|优于|甚至"
    r"|前代|基于|蒸馏自|只有|仅为|相当于"
    r"|\b(?:than|over|vs\.?|versus|to|beat(?:s|ing)?|surpass(?:es|ed|ing)?|outperform(?:s|ed"
    r"|ing)?|exceed(?:s|ed|ing)?|against|behind|ahead of|like|match(?:es|ed|ing)?|rival(?:s"
    r"|ing)?|from|of|on par with|by|(?:based|built|trained|tuned|distilled) (?:up)?on))"
    r"\s?(?:了|于|the |OpenAI'?s? ?的?|Google'?s? ?的?|Anthropic'?s? ?的?|Meta'?s? ?的?)?\s?$"
)
# Between an owner and its own number: 's 42.5 %, 的 53 %, (53 %), about 90 %.
_OWN = regex(
    r"(?:'s|’s|[的在上中（(:：=|\s约为是仅~]|只有|得分|得到?|基准测试|基准|测试|成绩|达到?了?"
    r"|取得了?|获得了?|准确率|\b(?:at|with|scor(?:es?|ed|ing)|of|on|the|an?|got|gets?"
    r"|achiev(?:es|ed)|reach(?:es|ed)|hits?|is|was|about|around)\b){0,12}"
)
# What may be said of the one that compares: beats GPT-4o with 91%, 超过 GPT-4o 达到 91%.
_TAKES = regex(r"with|达到|[取获]得|得到|reach|achiev|scor|hit|got|gets")
_HUMANS = regex(r"人类(?!最后|终极|[级水])|\b[Hh]uman experts?\b")
# Between models that are named together, and what makes of "A 与 B" a comparison.
_JOINT = r"\s?(?:、|和|与|跟|同|及|以及|/|&|,? ?\band\b)\s?"
_AND = regex(_JOINT)
_LIST = regex(rf"{_JOINT}|, ")
_COMPARED = regex(r"\s?(?:相[比较当]|比较|对比|持平|不相上下)")
_AFTER = regex(r"\s?(?:[（(]|for |by |with |的?是|来自|属于|from )\s?$")


def _is_baseline(text: str, mention: Mention) -> bool:
    return _BASELINE.search(text[max(0, mention.start - 24) : mention.start]) is not None


def named_together(text: str, models: Sequence[Mention]) -> Sequence[Mention]:
    """The last of some models with those before it in one list: A 和 B, A, B and C."""
    first = len(models) - 1
    if first > 0 and not _COMPARED.match(text, models[-1].end):
        joint = _AND
        while first > 0 and joint.fullmatch(text, models[first - 1].end, models[first].start):
            first, joint = first - 1, _LIST
    return models[max(first, 0) :]


def _follows(text: str, mention: Mention, number_start: int, benchmarks: Sequence[Mention]) -> bool:
    """Whether a number follows a model with nothing but a benchmark between them."""
    if number_start - mention.end > 60:
        return False
    between, at = "", mention.end
    for board in benchmarks:
        if mention.end <= board.start and board.end <= number_start:
            between += text[at : board.start] + " "
            at = board.end
    return _OWN.fullmatch(between + text[at:number_start]) is not None


def find_owner(
    text: str,
    start: int,
    end: int,
    number_start: int,
    number_end: int,
    models: Sequence[Mention],
    benchmarks: Sequence[Mention] = (),
) -> Owner:
    """The owner of the number, from the models named in `text` (sorted by place).

    In the sentence `start..end`: the last before the number that is no baseline, or a baseline
    that the number follows directly; else one right behind it; else the only model named in the
    text before the sentence. Of models named together it can be any.
    """
    before = [one for one in models if start <= one.start and one.end <= number_start]
    together = named_together(text, before)
    if len(together) > 1 and not _is_baseline(text, together[0]):
        return Owner(together[-1], False)
    behind = [one for one in models if number_end <= one.start < end]
    told_behind = bool(behind) and bool(_AFTER.fullmatch(text, number_end, behind[0].start))
    baseline = None
    for mention in reversed(before):
        compared = _is_baseline(text, mention)
        direct = _follows(text, mention, number_start, benchmarks)
        between = text[mention.end : number_start]
        if compared and _TAKES.search(between) and len(before) > 1:
            direct = False  # the one that compares reaches it: A beats B with 76.1%
        if direct or not compared:
            others = {one.id or one.name for one in before if not _is_baseline(text, one)}
            alone = others <= {mention.id or mention.name} and not told_behind
            doubtful = _HUMANS.search(between) or (compared and _TAKES.search(between))
            return Owner(mention, (direct or alone) and not doubtful, baseline)
        baseline = baseline or mention
    if told_behind:
        return Owner(behind[0], len(behind) == 1 and baseline is None, baseline)
    earlier = [one for one in models if one.end <= start]
    names = {one.id or one.name for one in earlier}
    if earlier:
        mention = next(
            (one for one in reversed(earlier) if not _is_baseline(text, one)), earlier[-1]
        )
        return Owner(mention, len(names) == 1 and baseline is None, baseline)
    return Owner(None, False, baseline)


_PROPER_NAME = regex(
    r"(?<![\w@#/.])"
    r"[A-Z][A-Za-z0-9_.+\-]*(?:[ \-](?:[A-Z0-9][A-Za-z0-9_.+\-]*|v\d[A-Za-z0-9.]*)){0,5}"
)
_NOT_SUBJECTS = regex(
    r"(?:The|This|When|While|Using|Here|There|Both|Also|Only|Our|New|One|No|Not|Some|Many"
    r"|Most|All|Each|By|To|From|As|After|Before|Since|With|Over|Up|That|These|In|On|At|For"
    r"|With|And|But|If|It|Its|We|They|A|An|AI|LLM|GPU|CPU|NPU|API|SDK|Token|Tokens|SOTA|RL"
    r"|MoE|OCR|RAG|Agent|Agents|Transformer|Web|HTTP|F1|mAP|"
    r"Top|Pass|Score|Accuracy|UI|GUI|IT|VR|AR|TTS|ASR|NLP|CV|K12|PDF|Users?|Performance"
    r"|Benchmarks?|Results?|Models?)"
)


def proper_name(text: str, start: int, at: int, benchmarks: Sequence[Mention]) -> Mention | None:
    """The last proper name before a number, where no known model is: a chip, a system, a method."""
    found = None
    for match in _PROPER_NAME.finditer(text, start, at):
        if any(one.start < match.end() and match.start() < one.end for one in benchmarks):
            continue
        if len(match.group()) > 1 and not _NOT_SUBJECTS.fullmatch(match.group()):
            found = Mention(match.start(), match.end(), match.group())
    return found

"""Whether what surrounds an ambiguous name speaks for it: vendors, models, words of the trade."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from ainewslint.knowledge.lexicon import Sense
from ainewslint.knowledge.records import Benchmark, Model, Vendor
from ainewslint.patterns import regex

_WINDOW = 70  # characters either side for cue words
_NEAR = 120  # for words the data files demand
_MANY = 3  # so many names beyond doubt make the whole text one about models
_NEIGHBOUR = 160  # for another model or benchmark that needs no evidence itself


_MODEL_CUE = regex(
    r"(?<![A-Za-z])(?:AI|AIGC|AGI|LLMs?|[Cc]hatbots?|language model|foundation model|[Mm]odels?"
    r"|[Ff]ine-?tun\w*|[Pp]rompts?|[Bb]enchmarks?|[Ii]nference|[Rr]easoning|open[- ]weights?"
    r"|[Mm]ultimodal|[Tt]ext-to-\w+|tokens?)(?![A-Za-z])"
    r"|模型|人工智能|智能体|聊天|推理|生成式|提示词|文生|图生|多模态|微调|大语言|基准"
)
_CALLED_MODEL = regex(r"[\s-]?(?:大?模型|系列模型|models?(?![A-Za-z])|LLMs?(?![A-Za-z]))")
_BENCHMARK_CUE = regex(
    r"基准|测试集|评测|评估|榜|数据集|得分|准确率|分数|模型|[0-9]\s?[%％分]"
    r"|(?<![A-Za-z])(?:[Bb]enchmarks?|[Dd]atasets?|[Ll]eaderboards?|[Ss]cor\w+|[Aa]ccuracy|SOTA"
    r"|[Ee]val\w*|[Mm]odels?)(?![A-Za-z])"
)


class Judge:
    """Weighs the evidence for weak names with the vendors of one knowledge base."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        self._names = {vendor.id: vendor.names for vendor in vendors}
        self.vendor_words = frozenset(
            word
            for vendor, names in self._names.items()
            for word in (vendor, *(name.lower() for name in names if name.isascii()))
        )

    def denied(
        self, text: str, weak: list[tuple[int, int, Sense]], sure: list[int]
    ) -> set[tuple[int, int]]:
        """The weak places that nothing speaks for. `sure` are the places of names beyond doubt.

        A name confirmed once is taken for granted elsewhere in the same text, except where the
        surroundings speak against it.
        """
        speaks_against = [place for place in weak if self._against(text, *place)]
        against = {(start, end) for start, end, _ in speaks_against}
        confirmed: set[str] = set()
        for start, end, sense in weak:
            name = _identity(sense)
            if name in confirmed or (start, end) in against:
                continue
            if self._supported(text, start, end, sense, sure):
                confirmed.add(name)
        return {
            (start, end)
            for start, end, sense in weak
            if (start, end) in against or _identity(sense) not in confirmed
        }

    @staticmethod
    def _against(text: str, start: int, end: int, sense: Sense) -> bool:
        if not sense.not_near:
            return False
        around = text[max(0, start - _WINDOW) : start] + "\n" + text[end : end + _WINDOW]
        return any(word in around for word in sense.not_near)

    def _supported(self, text: str, start: int, end: int, sense: Sense, sure: list[int]) -> bool:
        reach = _NEAR if sense.near else _WINDOW
        left, right = text[max(0, start - reach) : start], text[end : end + reach]
        record = sense.record
        is_model = isinstance(record, Model)
        if is_model and _CALLED_MODEL.match(text, end):
            return True
        if sense.near:
            return any(word in left or word in right for word in sense.near)
        if is_model and len(sure) >= _MANY:
            return True
        place = bisect.bisect_left(sure, start - _NEIGHBOUR)
        if place < len(sure) and sure[place] <= end + _NEIGHBOUR:
            return True
        cue = _MODEL_CUE if is_model else _BENCHMARK_CUE
        if cue.search(left) or cue.search(right):
            return True
        vendor = self._names.get(record.vendor, ()) if isinstance(record, Model) else ()
        return any(word in left or word in right for word in vendor)


def _identity(sense: Sense) -> str:
    record = sense.record
    if isinstance(record, Model):
        return record.name
    return record.id if isinstance(record, Benchmark) else ""

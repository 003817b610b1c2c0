"""The benchmarks and models a text names: those of the knowledge files, and others by shape."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from ainewslint.claims.reading import Mention
from ainewslint.knowledge import BenchmarkMention, Knowledge, ModelMention, default
from ainewslint.patterns import regex

# What ends a benchmark's own name, what titles one, and names that do neither.
_ENDING = r"(?:[Bb]ench|BENCH|Eval|EVAL|QA|Arena|World|Atlas)(?![A-Za-z])"
_TITLE = (
    r"基准(?:测试集?|数据集)?|[测评]测[集榜]|测试集|评估集|数据[集库]|排行榜|榜单|挑战赛"
    r"|[Bb]enchmark\b|[Ll]eaderboards?\b"
    r"|[Dd]atasets?\b|[Tt]est set\b"
)
_BOARD = r"(?:智能|能力|性能|编程|推理|智力|分析)指数|榜(?!样)|竞技场"
_PLAIN = (
    r"(?:MS ?)?COCO|ImageNet(?:-?1[kK])?|CIFAR-?100?|MNIST|LFW|ModelNet-?\d{2}|ScanNet|KITTI"
    r"|nuScenes|ADE20K|Cityscapes"
    r"|PASCAL VOC|VOC ?20\d\d|SQuAD(?: ?v?[12]\.[01])?|SuperGLUE|GLUE|WMT ?'?\d\d|LibriSpeech"
    r"|AISHELL-?\d?|WikiText-?\d*"
    r"|ASVspoof(?: ?20\d\d)?|TPC-[A-Z]{1,2}|tpmC|SPEC(?:int|fp|rate|jbb|power)[A-Za-z0-9_]*"
    r"|MLPerf|Geekbench ?\d?|Cinebench(?: R\d\d)?"
    r"|3DMark|AnTuTu|Speedometer ?\d?|OGB-[A-Za-z0-9]+|MovieLens|Criteo|VTAB|安兔兔"
    r"|高考(?:数学|英语|语文|物理|模拟|真题|试卷)?"
)
_VARIANT = regex(
    r"(?:[ -]?(?:v?\d{1,2}(?:\.\d{1,2})?(?![\d%％.]|\s?[%％倍分])|Verified|Pro|Hard|Lite"
    r"|Multilingual|Multimodal|Diamond|Plus|zh))*"
)
# A name right before an ending or a title, in the characters that stand there.
_HEAD = regex(r"(?<![A-Za-z0-9_/])[A-Z][A-Za-z0-9.+]*(?:-[A-Za-z0-9.+]+)*-?$")
_TITLED = regex(
    r"(?<![A-Za-z0-9_/])(?P<name>[A-Z][A-Za-z0-9.+\-]*(?: [A-Z0-9][A-Za-z0-9.+\-]*){0,3})(?:"
    r"\s?(?!是|在|[\u4e00-\u9fff]{0,5}[薪富销畅热])等?[\u4e00-\u9fff]{0,6}|\s)$"
)
_BOARDED = regex(
    r"(?:智能|编程|编码|文本|搜索|视觉|图像|视频|代码|数学|综合|中文|全球|开源|大模型|多模态"
    r"|竞技场|权威|国际|国内|总|语音|智能体|推理){1,6}(?:排行)?$"
    r"|(?<![A-Za-z0-9_/])[A-Z][A-Za-z0-9.+\-]*\s?(?!热|畅|下载|应用|富|免费"
    r"|付费|[\u4e00-\u9fff]{0,3}[是的在薪财富豪销购独城企热])[\u4e00-\u9fff]{0,4}$"
)
_ORDINARY = regex(
    r"(?:The|This|A|An|On|In|For|Our|New|Open|Top|Public|Local|Custom|Personal|AI|LLM|GPU"
    r"|LLMs|Training|Test|Synthetic|Large"
    r"|OpenAI|Google|Meta|Kaggle|Hugging ?Face|GitHub)"
)
_LONGEST = 48  # characters of a name


_ANCHORS = regex(
    f"(?P<ending>{_ENDING})|(?P<title>{_TITLE})|(?P<board>{_BOARD})|(?P<plain>{_PLAIN})"
)


def _by_shape(text: str) -> list[Mention]:
    """Names that call themselves a benchmark: FooBench, Foo 基准测试, the Foo leaderboard."""
    found: list[Mention] = []
    for match in _ANCHORS.finditer(text):
        start, end = _shape_at(text, match)
        if start >= 0 and (not found or start >= found[-1].end):
            found.append(Mention(start, end, text[start:end]))
    return found


def _shape_at(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The name around an anchor; a start of -1 for none."""
    at = match.start()
    base = max(0, at - _LONGEST)
    before = text[base:at]
    if match["plain"]:
        whole = at == 0 or not (text[at - 1].isascii() and text[at - 1].isalnum())
        return (at if whole else -1), match.end()
    if match["ending"]:
        head = _HEAD.search(before)
        variant = _VARIANT.match(text, match.end())
        end = variant.end() if variant else match.end()
        return (base + head.start() if head else -1), end
    if match["title"]:
        titled = _TITLED.search(before)
        if titled is None or len(titled["name"]) < 3 or _ORDINARY.fullmatch(titled["name"]):
            return -1, at
        return base + titled.start("name"), base + titled.end("name")
    boarded = _BOARDED.search(before[-24:])
    return (at - len(before[-24:]) + boarded.start() if boarded else -1), match.end()


class Names:
    """Finds names in texts: with the shipped knowledge, the user's files and extra benchmarks.

    Raises KnowledgeError for a user's file that cannot be used.
    """

    def __init__(self, files: Sequence[Path] = (), benchmarks: Sequence[str] = ()) -> None:
        self.knowledge: Knowledge = default().extended(files) if files else default()
        words = "|".join(re.escape(name) for name in sorted(benchmarks, key=len, reverse=True))
        self._extra = re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])") if words else None

    def names_extra(self, text: str) -> bool:
        """Whether `text` names one of the user's benchmarks."""
        return self._extra is not None and self._extra.search(text) is not None

    def models(self, text: str) -> list[Mention]:
        """The models, versions and families that `text` names, in order."""
        return self.model_mentions(self.knowledge.find_models(text))

    @staticmethod
    def model_mentions(found: Sequence[ModelMention]) -> list[Mention]:
        """What the knowledge found, with what makes a model another one in the name."""
        return [
            Mention(one.start, one.end + len(one.extra), one.model.name + one.extra, _id(one))
            for one in found
        ]

    def benchmarks(self, text: str) -> list[Mention]:
        """The benchmarks that `text` names, in order: known ones, the user's, others by shape."""
        return self.benchmark_mentions(text, self.knowledge.find_benchmarks(text))

    def benchmark_mentions(self, text: str, known: Sequence[BenchmarkMention]) -> list[Mention]:
        """The benchmarks of `text`, of which the knowledge found `known`."""
        found = [
            Mention(one.start, one.end, one.benchmark.name, one.benchmark.id, one.variant or None)
            for one in known
            if one.benchmark.kind != "metric"
        ]
        if self._extra is not None:
            matches = self._extra.finditer(text)
            found += _free([Mention(m.start(), m.end(), m.group()) for m in matches], found)
        found += _free(_by_shape(text), found)
        return sorted(found, key=lambda one: one.start)


def _id(mention: ModelMention) -> str | None:
    """The model's name in the knowledge files, unless what follows makes it another model."""
    return mention.model.name if not mention.extra and mention.model.kind != "product" else None


def _free(candidates: list[Mention], taken: list[Mention]) -> list[Mention]:
    """The candidates that overlap none of `taken`, of which none overlaps another."""
    places = sorted((one.start, one.end) for one in taken)
    free = []
    for one in candidates:
        index = bisect_left(places, (one.end,)) - 1
        if index < 0 or places[index][1] <= one.start:
            free.append(one)
    return free

"""The benchmarks and models a text names: those of the knowledge files, and others by shape."""

from __future__ import annotations

import functools
import re

from ainewslint.claims.classify import Mention

_SUFFIX = (
    r"(?:[ -]?(?:v?\d{1,2}(?:\.\d{1,2})?(?![\d%％.]|\s?[%％倍分])|Verified|Pro|Hard|Lite|Multilingual|Multimodal"
    r"|Diamond|Plus|Extended|Full|zh|Bench))*"
)
# What calls itself a benchmark: FooBench, Foo-Eval, Foo Arena, "Foo 基准测试", 'the Foo leaderboard'.
_LATIN = r"[A-Z][A-Za-z]*[\w.+\-]{0,30}(?:[ \-][A-Z0-9][\w.+\-]{0,20}){0,3}"
_TITLES = (
    r"基准(?:测试集?|数据集)?|[测评]测[集榜]|[测试评]{1,2}集|数据[集库]|排行榜|榜单?|挑战赛|[Bb]enchmarks?\b|[Ll]eaderboards?\b"
    r"|[Dd]ataset\b|[Tt]est set\b"
)
_PLAIN = (
    r"ImageNet(?:-?1[kK])?|(?:MS ?)?COCO|CIFAR-?100?|MNIST|LFW|ModelNet-?\d{2}|ScanNet|KITTI|nuScenes|ADE20K"
    r"|Cityscapes|PASCAL VOC|VOC ?20\d\d|SQuAD(?: ?v?[12]\.[01])?|(?:Super)?GLUE|WMT ?'?\d\d|LibriSpeech|AISHELL-?\d?"
    r"|WikiText-?\d*|ASVspoof(?: ?20\d\d)?|TPC-[CHX]+|tpmC|SPEC(?:int|fp|rate|jbb|power)\w*|MLPerf|Geekbench ?\d?|Cinebench(?: R\d\d)?"
    r"|3DMark|AnTuTu|Speedometer ?\d?|OGB-\w+|MovieLens|Criteo|DeepMIMO|VTAB|VBench|GAIA|tau-?bench|SWE-bench"
)
_CHINESE = (
    r"(?:智能|编程|编码|文本|搜索|视觉|图像|视频|代码|数学|综合|中文|全球|开源|大模型|多模态|竞技场|权威|国际|国内|总|语音|智能体|推理){1,5}(?:指数|榜单?|排行榜|竞技场)"
    r"|安兔兔|高考(?:数学|英语|语文|物理|模拟|真题|试卷)?|[A-Z]\w*榜"
)


@functools.cache
def _shapes() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z0-9_/])(?:[A-Z][\w.+]*(?:-[A-Za-z0-9]+)*?-?(?:[Bb]ench|BENCH|Eval|EVAL|QA|Arena|World|Atlas|IF)(?![A-Za-z])(?<!JMeter){_SUFFIX}"
        rf"|(?:{_PLAIN})(?![A-Za-z]))"
        rf"|(?<![A-Za-z0-9_/])(?P<titled>{_LATIN})(?=\s?(?:等?\w{{0,6}})?(?:{_TITLES}))"
        rf"|{_CHINESE}"
    )


_CUES = ("ench", "ENCH", "val", "VAL", "QA", "rena", "基准", "榜", "集", "数据库", "挑战赛", "指数", "eaderboard", "ataset",
         "est set", "Net", "COCO", "CIFAR", "LFW", "MNIST", "TPC", "SPEC", "Perf", "Mark", "兔", "高考", "竞技场", "GLUE",
         "SQuAD", "WMT", "Speech", "ASV", "AIA", "Tu", "spoof", "World", "Atlas", "IF")  # fmt: skip
_ORDINARY = re.compile(
    r"(?:The|This|A|An|On|In|For|Our|New|Open|Top|Public|Local|Custom|Personal|AI|LLM|GPU|LLMs|Training|Test|Synthetic|Large|OpenAI|Google|Meta|Kaggle|Hugging ?Face|GitHub)"
)


def _by_shape(text: str) -> list[Mention]:
    if not any(cue in text for cue in _CUES):
        return []
    found = []
    for match in _shapes().finditer(text):
        words = match.group()
        if match["titled"] and (_ORDINARY.fullmatch(words) or len(words) < 3):
            continue
        found.append(Mention(match.start(), match.end(), words))
    return found

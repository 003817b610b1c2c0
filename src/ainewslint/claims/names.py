"""The benchmarks and models a text names: well-known ones by name, others by shape."""

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


# Names that nothing in their shape gives away.
_KNOWN = (
    r"MMLU(?:-?Pro|-?Redux)?|MMMLU|GPQA(?: ?Diamond)?|GSM-?8[kK]|MATH(?:-?500)?(?![A-Za-z])|AIME(?: ?'?(?:20)?2\d)?|HMMT|HLE"
    r"|Humanity'?s Last Exam|HumanEval\+?|MBPP\+?|ARC-?(?:AGI(?:-?\d)?|C(?:hallenge)?|E)(?![A-Za-z])|HellaSwag|TruthfulQA|WinoGrande|PIQA"
    r"|BBH|BIG-?Bench(?: Hard)?|DROP(?![A-Za-z])|C-?Eval|CMMLU|AGIEval|SuperCLUE|OpenCompass|MMMU(?:-?Pro)?|MathVista"
    r"|LiveCodeBench|Codeforces|BrowseComp|OSWorld|WebArena|FrontierMath|SimpleQA|IFEval|BFCL|Aider(?: Polyglot)?"
    r"|(?:LM|Chatbot |Image |Video )?Arena(?= ?(?:Elo|ELO|排名|榜|score|得分|上|Expert|Code|Text|Vision))|NIAH|RULER|GDPval|Terminal-?Bench(?: \d\.\d)?"
    r"|VideoMME|DocVQA|ChartQA|OCRBench|RealWorldQA|MMStar|USAMO|IMO(?= ?(?:20\d\d|金牌|gold))"
)
_MODELS = re.compile(
    r"(?<![A-Za-z0-9])(?:GPT|ChatGPT|Claude|Gemini|Gemma|Llama|LLaMA|Qwen|QwQ|DeepSeek|Mistral|Mixtral|Grok|Kimi|GLM|ChatGLM"
    r"|Phi|Yi|ERNIE|Hunyuan|Doubao|MiniMax|Step|InternLM|Baichuan|Falcon|Command|Nova|Sora|Veo|Kling|Pika|Suno|Midjourney|DALL·?E"
    r"|Whisper|AlphaFold|PaLM|Nemotron|Granite|Codex|Devstral|Seed)(?:[- ]?(?:v|V|R|o|K|M|T)?\d+(?:\.\d+)*[A-Za-z]{0,3})?"
    r"(?:[- ](?:Pro|Max|Mini|mini|Ultra|Flash|Turbo|Plus|Lite|Opus|Sonnet|Haiku|Instruct|Thinking|Preview|Coder|VL|Large|Small|Medium"
    r"|\d+[BbMm]|R1|V\d(?:\.\d)?))*(?![A-Za-z])"
    r"|通义千问|文心一言|豆包|混元|智谱清言|讯飞星火|盘古|百川|天工|(?<![A-Za-z0-9])o[134](?:-(?:mini|pro|preview))?(?![A-Za-z0-9])"
)


@functools.cache
def _shapes() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z0-9_/])(?:[A-Z][\w.+]*(?:-[A-Za-z0-9]+)*?-?(?:[Bb]ench|BENCH|Eval|EVAL|QA|Arena|World|Atlas|IF)(?![A-Za-z])(?<!JMeter){_SUFFIX}"
        rf"|(?:{_PLAIN})(?![A-Za-z])|(?:{_KNOWN})(?![A-Za-z]){_SUFFIX})"
        rf"|(?<![A-Za-z0-9_/])(?P<titled>{_LATIN})(?=\s?(?:等?\w{{0,6}})?(?:{_TITLES}))"
        rf"|{_CHINESE}"
    )


_ORDINARY = re.compile(
    r"(?:The|This|A|An|On|In|For|Our|New|Open|Top|Public|Local|Custom|Personal|AI|LLM|GPU|LLMs|Training|Test|Synthetic|Large|OpenAI|Google|Meta|Kaggle|Hugging ?Face|GitHub)"
)


def find_benchmarks(text: str) -> list[Mention]:
    """The benchmarks that a text names, in order of position."""
    found = []
    for match in _shapes().finditer(text):
        words = match.group()
        if match["titled"] and (_ORDINARY.fullmatch(words) or len(words) < 3):
            continue
        found.append(Mention(match.start(), match.end(), words))
    return found


def find_models(text: str) -> list[Mention]:
    """The models that a text names, in order of position."""
    return [Mention(match.start(), match.end(), match.group()) for match in _MODELS.finditer(text)]

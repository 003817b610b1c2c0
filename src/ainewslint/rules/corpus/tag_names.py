"""Tags that are names of one thing, in Chinese and English."""

from __future__ import annotations

import functools
import unicodedata

from ainewslint.patterns import regex

# Each line is one thing. Words that some people use for a wider or narrower thing (`算法`,
# `数据科学`, `智能体` for a chat assistant) are left out.
# fmt: off
_NAMES = (
    ("人工智能", "AI", "artificial intelligence"),
    ("生成式AI", "生成式人工智能", "generative AI", "GenAI"),
    ("AIGC", "人工智能生成内容"),
    ("通用人工智能", "AGI", "artificial general intelligence"),
    ("大语言模型", "大型语言模型", "LLM", "LLMs", "large language model", "large language models"),
    ("机器学习", "machine learning"),
    ("深度学习", "deep learning"),
    ("强化学习", "reinforcement learning"),
    ("神经网络", "neural network", "neural networks"),
    ("自然语言处理", "NLP", "natural language processing"),
    ("计算机视觉", "computer vision"),
    ("语音识别", "speech recognition", "ASR"),
    ("语音合成", "speech synthesis", "TTS", "text to speech"),
    ("多模态", "multimodal"),
    ("检索增强生成", "RAG", "retrieval augmented generation"),
    ("提示工程", "提示词工程", "prompt engineering"),
    ("知识图谱", "knowledge graph", "knowledge graphs"),
    ("自动驾驶", "autonomous driving"),
    ("具身智能", "embodied AI", "embodied intelligence"),
    ("开源", "open source"),
    ("云计算", "cloud computing"),
    ("大数据", "big data"),
    ("数据分析", "data analysis"),
    ("网络安全", "cybersecurity"),
    ("物联网", "IoT", "internet of things"),
    ("区块链", "blockchain"),
)
# fmt: on
_SEPARATORS = regex(r"[\s\-_.·]+")


def essence(tag: str) -> str:
    """What two spellings of a tag have in common: neither capitals nor width nor separators."""
    folded = unicodedata.normalize("NFKC", tag).casefold().strip()
    # `.NET` and `NET`, `C#` and `C` differ in what is not a letter.
    joined = _SEPARATORS.sub("", folded)
    return joined if len(joined) > 3 and not folded.startswith(".") else folded


LISTED = [name for names in _NAMES for name in names]


@functools.cache
def _same() -> dict[str, str]:
    return {essence(name): essence(names[0]) for names in _NAMES for name in names}


def thing(tag: str, extra: dict[str, str]) -> str:
    """What a tag names, as an opaque key; `extra` are the user's own synonyms."""
    key = essence(tag)
    return extra.get(key) or _same().get(key, key)

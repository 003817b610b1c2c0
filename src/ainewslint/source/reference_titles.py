"""What a reader takes for the heading of a reference list, in Chinese and English."""

from __future__ import annotations

import re

from ainewslint.patterns import regex

_TITLE = (
    r"相关资料|(?:主要|部分|本文|相关)?参考(?:资料|文献|链接|来源|文章|网址|网站|书目|书籍|内容|出处|材料)?"
    r"(?:与链接|及链接|列表|清单)?"
    r"|引用(?:来源|文献|资料|链接|列表)?|(?:资料|信息|数据|文献|内容|新闻|图片)来源|来源|引文|文献"
    r"|脚注|尾注|注释"
    r"|(?i:(?:list of |selected |key )?references?(?: list)?|bibliography|works cited"
    r"|literature(?: cited)?|sources?(?: and notes)?|citations?|footnotes?|endnotes?"
    r"|references? and notes)"
    r"|参考(?:资料|文献|链接)?\s*[(（/]?\s*(?i:references?)\s*[)）]?"
    r"|(?i:references?)\s*[(（/]?\s*参考(?:资料|文献|链接)?\s*[)）]?"
)
_ORDINAL = (
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节部分]{0,3}|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.、．]?|[ivxIVX]{1,5}\.|附录?\s?[:：])?"
)
# A heading's own text.
HEADING = regex(
    rf"[\W_]{{0,6}}{_ORDINAL}[\s\u3000]{{0,4}}[\W_]{{0,4}}(?:{_TITLE})[\s:：*_#]{{0,6}}",
)
# A line that stands for a heading: bold, or ending in a colon, or alone before a list. The
# colon may be stranded on the next line.
PSEUDO_HEADING = regex(
    rf"[>\s]{{0,4}}(?P<bold>\*\*|__)?[\s\u3000]{{0,4}}[^\w\s*]{{0,3}}\s?{_ORDINAL}[\s\u3000]{{0,4}}"
    rf"(?P<title>{_TITLE})\s{{0,2}}(?P<colon>[:：])?\s{{0,2}}(?P<end>\*\*|__)?"
    r"(?:[ \t\\]{0,4}\r?\n?[>\s]{0,8}(?P<stranded>[:：]))?(?=[ \t\\]{0,4}(?:\r|\n|$))",
)
# A heading with its first entry behind it in the line: "参考资料：1．行业年报".
LEAD = regex(
    rf"(?:\*\*|__)?\s?(?:{_TITLE})\s?[:：]\s?(?:\*\*|__)?"
    r"[ \t\u3000]{0,4}[*•·-]?[ \t\u3000]{0,4}"
    r"(?=[\[【［(（]?\d|(?i:https?):)",
)
LONGEST_HEADING = 60
# Words that a line heading a list has near its beginning; entries and notes begin with a bracket.
_WORDS = (
    *("参考", "相关资料", "引用", "来源", "文献", "引文", "脚注", "尾注", "注释"),
    *("eference", "REFERENCE", "ibliograph", "orks ", "iterature", "ource", "SOURCE", "itation"),
    *("ootnote", "ndnote"),
)
_BRACKETS = ("[1", "【1", "[^", "]:")
_NEAR = 16
# Names of chat assistants: an article that compares their answers has a part for each.
ASSISTANT = regex(
    r"chatgpt|gpt|deepseek|kimi|claude|gemini|copilot|perplexity|grok|llama|qwen|豆包|文心|通义"
    r"|元宝|秘塔|智谱|讯飞|星火|混元|助手|模型|assistant|chatbot",
    re.IGNORECASE,
)


def may_hold(text: str, start: int) -> bool:
    """Whether a source can hold a reference list; looks at it without parsing."""
    return any(_near_line_start(text, start, word, _NEAR) for word in _WORDS) or any(
        _near_line_start(text, start, mark, 70 if mark == "]:" else 6) for mark in _BRACKETS
    )


def _near_line_start(text: str, start: int, word: str, near: int) -> bool:
    at = text.find(word, start)
    while at >= 0:
        if at - start < near or text.rfind("\n", at - near, at) >= 0:
            return True
        at = text.find(word, at + 1)
    return False


def is_heading(text: str) -> bool:
    """Whether a heading's text is that of a reference list."""
    if len(text) > LONGEST_HEADING or not any(word in text for word in _WORDS):
        return False
    return HEADING.fullmatch(text) is not None


def word_offsets(text: str, start: int) -> list[int]:
    """Where the words stand that every heading of a reference list has, in order."""
    found: list[int] = []
    for word in _WORDS:
        at = text.find(word, start)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    return sorted(found)

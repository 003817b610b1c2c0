"""Figures that state no measurement: suppositions, demands, questions, settings and formulas."""

from __future__ import annotations

from ainewslint.claims.numbers import Number
from ainewslint.patterns import regex

_SUPPOSED = regex(
    r"是否|如果|假[设如]|(?<![\u4e00-\u9fff])若(?![干是非])|(?:例子|举例)[：:]|倘若|展望未来|未来[可将]|越[^，,。；;]{1,8}[，,]?\s?则?[^，,。；;越]{0,16}越|(?<![有的])要求(?![的高严较很])|不得|\b(?:[Ii]f|[Ss]uppose|[Ii]magine)\b"
)
# In the clause of the number, in front of it.
_DEMAND = regex(
    r"应(?:该|当|[低高不小大在])|需要?(?:至少|达|在|低|高|保证|满足)|不能(?:低|高|超)"
    r"|最好(?!的|成绩|结果|水平|表现|效果|模型|方法)"
    r"|建议|阈值|设[为置定](?!下|中|里|上)"
    r"|(?<![小大多])目标(?!识别|检测|跟踪|追踪|分割|函数|定位|说话人|类别|用户|群体|客群|受众|客户|人群)|如何|怎[么样]|希望|力争|即使|哪怕|就算|可能(?!性)|有望"
    r"|至少需|要(?:达|在|超过|高于|低于|保持|做到)|未能|无法|不可能|缺省|默认|预计|(?<!非)预期|剩[下余]|寻求|旨在"
    r"|(?:^|[\s：:])[当若](?![前时年今地下日天代场])|\b(?:should|must|target(?:s|ing|ed)?|goal"
    r"|threshold|how to|would|could|want|aim(?:s|ing)?|need(?:s|ed)? to|hop(?:e|es|ing)"
    r"|defaults? to|anticipat(?:es?|ed|ing)|predict(?:s|ed)|forecast(?:s|ed)?|expect(?:s|ed|ing)?)\b"
)
_WHEN = regex(r"\s?(?:以上|以下)?(?:时(?![长间延效])|的?情况下|的?时候|者)")
# What a question asks for; what its sentence says before is told.
_ASKED = regex(
    r"为(?:什么|何)|怎[么样]|如何|[能可]否|哪(?!怕)|谁|什么|多少|几(?!乎)|难道|有没有|[是会能]不[是会能]"
)
_CLAUSE_END = regex(r"[，,；;：:—）)]")
# A list of what is required: 错误率：低于 0.1%.
_REQUIRED = regex(
    r"(?:^|\n)[^，,。；;：:\n]{1,16}[：:]\s?(?:低于|高于|小于|大于|不[超高低少][于过])\s?$"
)
# A delay that is set, not measured: 延迟 500ms 触发请求.
_SET = regex(
    r"\s?(?:之?后)?(?:再|才|自动)?(?:触发|执行|关闭|显示|隐藏|发送|请求|启动|加载|提交|重试|弹出|跳转"
    r"|刷新|销毁|释放|生效|调用)"
)
_EQUALS = regex(r"[=＝≈]\s?[(（]?\s?$")
_ARITHMETIC = regex(r"[×÷*+∑]|\d\s?/\s?[\d(（]|\s/\s")
_ASSIGNMENT = regex(r"[\w\s\-（）()@.]{1,24}[=＝]\s?[\d.,%％]+\s?[。.]?")
_OVERLAP = regex(r"IoU|IOU")


def supposition(text: str, start: int, end: int) -> int:
    """Where a sentence begins to suppose, demand or ask instead of telling; -1 for nowhere."""
    match = _SUPPOSED.search(text, start, end)
    supposed = match.start() if match else -1
    if end > start and (text[end - 1] in "?？" or text[end - 1 : end] == "吗"):
        asked = _asked(text, start, end)
        return asked if supposed < 0 else min(asked, supposed)
    return supposed


def _asked(text: str, start: int, end: int) -> int:
    """Where a question begins to ask: its first word of asking, at the latest its last clause."""
    last = start
    for match in _CLAUSE_END.finditer(text, start, end - 1):
        last = match.end()
    if text[last:end].isascii():
        return start  # in English the order of words asks, from the beginning
    word = _ASKED.search(text, start, end)
    return last if word is None else min(word.start(), last)


def is_demanded(before: str, behind: str) -> bool:
    """Whether the clause of a number asks for it, or what happens at it, instead of reporting it."""
    return (
        _DEMAND.search(before) is not None
        or _WHEN.match(behind) is not None
        or _REQUIRED.search(before) is not None
    )


def is_setting(before: str, behind: str) -> bool:
    """Whether a duration is how long something waits by design."""
    return before.rstrip().endswith(("延迟", "延时")) and _SET.match(behind) is not None


def is_formula(text: str, start: int, end: int, number: Number) -> bool:
    """Whether a number is a term or the result of a worked formula, or a condition."""
    if _EQUALS.search(text[max(start, number.start - 3) : number.start]) is None:
        return False
    if _OVERLAP.search(text, max(start, number.start - 12), number.start):
        return True
    return (
        _ARITHMETIC.search(text, start, end) is not None
        or _ASSIGNMENT.fullmatch(text[start:end].strip()) is not None
    )

"""Figures that state no measurement: suppositions, demands, questions, settings and formulas."""

from __future__ import annotations

from ainewslint.claims.numbers import Number
from ainewslint.patterns import regex

_SUPPOSED = regex(
    r"是否|如果|假[设如]|倘若|展望未来|未来[可将]|(?<![有的])要求(?![的高严较很])|不得|\b(?:[Ii]f|[Ss]uppose|[Ii]magine)\b"
)
# In the clause of the number, in front of it.
_DEMAND = regex(
    r"应(?:该|当|[低高不小大在])|需要?(?:至少|达|在|低|高|保证|满足)|不能(?:低|高|超)|最好"
    r"|建议|阈值|设[为置定]|目标|如何|怎[么样]|希望|力争|即使|哪怕|就算|可能(?!性)|有望"
    r"|至少需|要(?:达|在|超过|高于|低于|保持|做到)|未能|无法|不可能|缺省|默认|预计|预期|剩[下余]|寻求|旨在"
    r"|(?:^|[\s：:])[当若](?![前时年今地下日天代场])|\b(?:should|must|target(?:s|ing|ed)?|goal"
    r"|threshold|how to|would|could|want|aim(?:s|ing)?|need(?:s|ed)? to|hop(?:e|es|ing)"
    r"|defaults? to|anticipat(?:es?|ed|ing)|predict(?:s|ed)|forecast(?:s|ed)?|expect(?:s|ed|ing)?)\b"
)
_WHEN = regex(r"\s?(?:以上|以下)?(?:时(?![长间延效])|的?情况下|的?时候)")
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
    if end > start and (text[end - 1] in "?？" or text[end - 1 : end] == "吗"):
        return start
    match = _SUPPOSED.search(text, start, end)
    return match.start() if match else -1


def is_demanded(before: str, behind: str) -> bool:
    """Whether the clause of a number asks for it, or what happens at it, instead of reporting it."""
    return _DEMAND.search(before) is not None or _WHEN.match(behind) is not None


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

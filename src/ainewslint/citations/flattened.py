"""Digits that were citation marks before they lost their brackets: candidates and evidence.

A candidate is a bare number at the end of a sentence or clause that can be read as ascending
source numbers. What speaks for and against one is put into features of an article's own text;
a logistic model (`flattened.json`, made by `scripts/train_citations.py` from labelled articles)
weighs them, first each candidate alone, then with what the others in the article say.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ainewslint.citations.ids import splits
from ainewslint.source.nodes import Heading, Link
from ainewslint.source.prose import OBJECT, ProseBlock, is_cjk

_CLOSING = '）)】」』》”"'
_CANDIDATE = re.compile(
    r"(?<![\dA-Za-z.\-+*/=%_:：,，、；;#@$¥￥<>~×÷^])[ ]?(?P<digits>[1-9]\d{0,7})"
    r"(?=[。！？；，、,;!?]|[ ]?\Z|\n)"
)
# In English: glued to a word or a full stop, where a new sentence or nothing follows.
_ENGLISH = re.compile(r"(?<=[a-z]{3}[.!?])(?P<digits>[1-9]\d{0,4})(?=[ ]+[A-Z“\"]|[ ]?\Z|\n)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENUMERATOR = re.compile(r"\d、")
_PUNCTUATION = "。！？；，、：…—·～"
_FORMULA = re.compile(r"[=∑∏√^∫≤≥\u200b]")
_CLAUSE_END = re.compile(r"[，。；：！？,:;!?\n]")
# A word that a number follows as its value, count or place.
_TAKES_NUMBER = re.compile(
    r"(?:(?<!作)(?<!行)(?<!认)为|是|第|(?:如|见|下|上|附|参考|所示|[，。 ])[图表]|等于|返回|默认|共有|约|至|到"
    r"|[大小多少高低等]于|加上?|减去?|乘以?|除以?|超过|不足|设置?[为成]?|置|记为|取|填|(?<!挑)选|按|[仅只]有"
    r"|端口|索引|下标|编号|序号|号码|步骤|版本|附录|附件|公式|定理|习题|答案|选项|学号|考研|优先级|初值|的值|数量"
    r"|路由器|交换机|主机|节点|变量|参数|系数|概率|情况|[变成]成|改成|值|的|字符|[为成到]了|传|发送|写入?|输入?"
    r"|(?i:level|class|type|mode|port|step|case|part|figure|table|chapter|version|grade))[ “\"(（【]{0,2}\Z"
)
# A word that often counts or numbers something, and often does not.
_MAY_TAKE_NUMBER = re.compile(
    r"(?:[步共有成数号位版级层章节题例卷页条从和与或及比满近达就得用型类点项组次个元月日年期楼栋路街区室岁届集话"
    r"名差余商幂阶维倍前后每又即非含占剩需花赔扣获省]|方法|方案|方式|阶段|问题|任务|输入|输出|结果|状态|长度|大小"
    r"|宽度|高度|算法|测试|实验|性质|同学|客户|用户|服务器|窗口|线程|进程|队列|通道|引脚|串口|磁盘|分区|模块|功能"
    r"|案例|示例|样例|场景|模式|类型|策略|规则|因素)[ “\"(（【]{0,2}\Z"
)
_DIGIT = re.compile(r"\d")

FEATURES = (
    "bias",
    "ends sentence",
    "ends clause",
    "clause length",
    "long clause",
    "takes a number",
    "may take a number",
    "long sentence",
    "behind a bracket",
    "behind code",
    "several ids",
    "one digit",
    "three digits or more",
    "space before",
    "numbered elsewhere",
    "bare elsewhere",
    "numbers in the clause",
)
_SEVERAL, _SENTENCE = FEATURES.index("several ids"), FEATURES.index("ends sentence")
DOCUMENT_FEATURES = ("others", "other values", "share of candidates")


@dataclass(slots=True)
class Candidate:
    """A number that may be a flattened citation; `start` and `end` are prose offsets."""

    block: ProseBlock
    start: int
    end: int
    digits: str
    features: list[float]
    english: bool = False
    local: float = 0.0  # probability from its own surroundings
    score: float = 0.0  # probability with what the other candidates say

    @property
    def is_telling(self) -> bool:
        """Whether it may stand for itself: several source numbers at the end of a sentence."""
        return bool(self.features[_SEVERAL] and self.features[_SENTENCE])


@dataclass(frozen=True)
class Model:
    """Weights by feature."""

    local: tuple[float, ...]
    document: tuple[float, ...]


@functools.cache
def load_model() -> Model:
    """The model that ships with the package."""
    data = json.loads(Path(__file__).with_name("flattened.json").read_text("utf-8"))
    return Model(
        tuple(data["local"][name] for name in FEATURES),
        tuple(data["document"][name] for name in (*FEATURES, *DOCUMENT_FEATURES)),
    )


def find_candidates(blocks: Iterable[ProseBlock], text: str) -> list[Candidate]:
    """The candidates of an article's prose; `text` is its source, for what occurs elsewhere."""
    found = [one for block in blocks for one in _in_block(block)]
    if found:
        _look_elsewhere(found, text)
    return found


def score(candidates: Sequence[Candidate], model: Model) -> None:
    """Fill in the probabilities."""
    for one in candidates:
        one.local = _probability(one.features, model.local)
    total = sum(one.local for one in candidates)
    strong = {one.digits for one in candidates if one.local > 0.5}
    for one in candidates:
        extra = document_features(one, total, strong, len(candidates))
        one.score = _probability([*one.features, *extra], model.document)


def document_features(
    one: Candidate, total: float, strong: set[str], count: int
) -> tuple[float, float, float]:
    """What the other candidates of the article say."""
    others = total - one.local
    values = len(strong - {one.digits})
    return math.log1p(others), min(values, 4) / 2, others / count


def _probability(features: Sequence[float], weights: Sequence[float]) -> float:
    value = sum(map(float.__mul__, features, weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _in_block(block: ProseBlock) -> Iterator[Candidate]:
    text = block.text
    if isinstance(block.node, Heading) or not _DIGIT.search(text):
        return
    after_enumerates = len(_ENUMERATOR.findall(text)) > 2
    for match in _CANDIDATE.finditer(text):
        at, digits = match.start(), match["digits"]
        before = text[at - 1 : at]
        if not before or not splits(digits) or _opens_or_is_linked(block, match):
            continue
        if _YEAR.fullmatch(digits) or (
            after_enumerates and text[match.end() : match.end() + 1] == "、"
        ):
            continue
        if before in _CLOSING + OBJECT or (is_cjk(before) and before not in _PUNCTUATION):
            if not _FORMULA.search(text, max(0, at - 12), at):
                yield _candidate(block, match, english=False)
    for match in _ENGLISH.finditer(text):
        words = len(text[max(0, match.start() - 80) : match.start()].split())
        if words >= 5 and splits(match["digits"]) and not _opens_or_is_linked(block, match):
            yield _candidate(block, match, english=True)


def _opens_or_is_linked(block: ProseBlock, match: re.Match[str]) -> bool:
    """Whether a bold run begins with the number (a list's "**3、…**"), or a link holds it."""
    start = match.start("digits")
    return any(
        run.start == start or (isinstance(run.node, Link) and run.start <= start < run.end)
        for run in block.runs
    )


def _candidate(block: ProseBlock, match: re.Match[str], *, english: bool) -> Candidate:
    text, (start, end) = block.text, match.span("digits")
    before, digits = text[: match.start()], match["digits"]
    after = text[end : end + 1]
    window = before[-120:]
    ends = [one.end() for one in _CLAUSE_END.finditer(window[:-1])]
    clause = window[ends[-1] :] if ends else window
    length = len(clause.strip())
    sentence = re.split(r"[。！？\n]", window)[-1]
    takes = bool(_TAKES_NUMBER.search(window))
    features = [
        1.0,
        float(after in "。！？!?\n" or english),
        float(bool(after) and after in "，、；,;"),
        math.log2(length + 1) / 4,
        float(length >= 10),
        float(takes),
        float(not takes and bool(_MAY_TAKE_NUMBER.search(window))),
        float(len(sentence) >= 30),
        float(before[-1:] in _CLOSING),
        float(before[-1:] == OBJECT),
        float(len(splits(digits)[0]) > 1),
        float(len(digits) == 1),
        float(len(digits) > 2),
        float(start > match.start()),
        0.0,
        0.0,
        float(bool(_DIGIT.search(clause))),
    ]
    return Candidate(block, start, end, digits, features, english=english)


def _look_elsewhere(candidates: list[Candidate], text: str) -> None:
    """Whether the word before a number stands elsewhere with another number, or with none."""
    numbered = FEATURES.index("numbered elsewhere")
    words: Counter[str] = Counter(_word(one) for one in candidates)
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words) if word) or r"(?!)")
    with_number: dict[str, set[str]] = {}
    bare: set[str] = set()
    for match in pattern.finditer(text):
        tail = text[match.end() : match.end() + 9].lstrip(" ")
        digits = _LEADING.match(tail)
        if digits:
            with_number.setdefault(match.group(), set()).add(digits.group())
        else:
            bare.add(match.group())
    for one in candidates:
        word = _word(one)
        one.features[numbered] = float(len(with_number.get(word, ())) > 1)
        one.features[numbered + 1] = float(word in bare)


_LEADING = re.compile(r"\d{1,8}")


def _word(one: Candidate) -> str:
    """The two characters before a number; nothing behind a bracket or code."""
    before = one.block.text[: one.start].rstrip(" ")[-2:]
    return before if len(before) == 2 and before[-1] not in _CLOSING + OBJECT else ""

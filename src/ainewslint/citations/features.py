"""What speaks for and against a bare number being a flattened citation.

Every feature is readable in the text; `flattened.json` holds their weights and how often each
Chinese character is followed by a number (`scripts/train_citations.py` makes both).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ainewslint.citations.candidates import CLOSING, Candidate, Shape
from ainewslint.citations.ids import splits
from ainewslint.source.nodes import Cell, ListItem
from ainewslint.source.prose import OBJECT, is_cjk

FEATURES = (
    "bias",
    "ends sentence",
    "ends clause",
    "ends paragraph",
    "ends item",
    "ends cell",
    "before a colon",
    "number seldom follows",
    "number often follows",
    "takes a number",
    "may take a number",
    "clause length",
    "long clause",
    "long sentence",
    "behind a bracket",
    "behind code",
    "behind a sign",
    "behind Latin",
    "several ids",
    "one digit",
    "three digits or more",
    "well-known number",
    "blank before",
    "line end before",
    "numbered elsewhere",
    "neighbour elsewhere",
    "bare elsewhere",
    "Latin word",
    "numbers in the clause",
)
DOCUMENT_FEATURES = (
    "likely others",
    "other values",
    "unlikely others",
    "share of likely",
    "tokens",
)
INDEX = {name: index for index, name in enumerate(FEATURES)}

# log10 of how often a number follows a character; this is about the mean.
USUAL = -2.5
_CLAUSE_END = re.compile(r"[，。；：！？,:;!?\n|]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_FORMULA = re.compile(r"[=∑∏√^∫≤≥\u200b]")
_DIGIT = re.compile(r"\d")
_RANGE = re.compile(r"\d[一~～－—至到]\Z")  # "0一8": a dash typed as the word for one
# A word that a number follows as its value, count or place.
_TAKES_NUMBER = re.compile(
    r"(?:(?<!作)(?<!行)(?<!认)(?<!因)为|是|第|(?:如|见|下|上|附|参考|所示|[，。 ])[图表]|等于|数字|[^传据]说出?|念|报数|喊|返回|默认|共有|约|至|达|到"
    r"|[大小多少高低等]于|加上?|减去?|乘以?|除以?|超过|不足|设置?[为成]?|置|记为|取|填|(?<!挑)选|按|[仅只]有"
    r"|端口|索引|下标|编号|序号|号码|步骤|版本|附录|附件|公式|定理|习题|答案|选项|学号|考研|优先级|初值|的值|数量"
    r"|路由器|交换机|主机|节点|变量|参数|系数|概率|情况|[变成]成|改成|值|的|字符|[为成到]了|传|发送|写入?|输入?"
    r"|分之|最[大小高低多少长短]|只差|二进制|十进制|十六进制|码|[不只仅]支持|支持到|得分|评分|总分|排名|考[了取]?|得了?|拿了?|卖了?|剩下?|余下?|还有|另有|[只仅才]|[一几两这那]所|居第|位列|位居|高达|多达|长达|跌破|突破"
    r"|血压|心率|体温|血糖|剂量|第[一二三四五六七八九十]|对象|证据|图|表|式|例|注|期|季度|卷|版|号楼?|座"
    r"|(?i:level|class|type|mode|port|step|case|part|figure|table|chapter|version|grade))[ “\"(（【]{0,2}\Z"
)
# A word that often counts or numbers something, and often does not.
_MAY_TAKE_NUMBER = re.compile(
    r"(?:[步共有成数号位版级层章节题例卷页条从和与或及比满近达就用型类点项组次个元月日年期楼栋路街区室岁届集话"
    r"名差余商幂阶维倍前后每又即非含占剩需花赔扣获省]|方法|方案|方式|阶段|问题|任务|输入|输出|结果|状态|长度|大小"
    r"|宽度|高度|算法|测试|实验|性质|同学|客户|用户|服务器|窗口|线程|进程|队列|通道|引脚|串口|磁盘|分区|模块|功能"
    r"|案例|示例|样例|场景|模式|类型|策略|规则|因素|数据|定义|条件|操作|资源|缓冲区|语句块?|选修|必修|系列)[ “\"(（【]{0,2}\Z"
)
# Names that carry a number: products, formats, protocols, identifiers.
_LATIN_NAME = re.compile(r"(?:[A-Z_.@#/\\-][\w.+#/-]*|[\w.+#/-]*[A-Z_\d][\w.+#/-]*)\Z")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*\Z")
_LEADING = re.compile(r"[ ]?(\d{1,8})")
_LONGEST_LOOK = 120
# Sizes, samples and shouts, which happen to split into ascending numbers.
_WELL_KNOWN = frozenset(
    [
        "64",
        "128",
        "256",
        "512",
        "1024",
        "2048",
        "123",
        "1234",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "233",
        "555",
        "666",
        "777",
        "888",
        "3721",
        "5112",
        "404",
        "502",
        "443",
        "3306",
        "3389",
        "6379",
        "8848",
        "4399",
        "1314",
        "12306",
        "12315",
        "12345",
        "3060",
        "3090",
        "4090",
        "5060",
    ]
)

Rates = Mapping[str, float]


def fill(candidates: Sequence[Candidate], text: str, rates: Rates) -> None:
    """Fill in the features; `text` is the article's prose, for what stands elsewhere."""
    words = [_word(one) for one in candidates]
    elsewhere = _Elsewhere(text, {word for word in words if word}, candidates)
    for one, word in zip(candidates, words, strict=True):
        one.features = _features(one, rates)
        values = elsewhere.fixed.get(word, frozenset())
        one.features[INDEX["numbered elsewhere"]] = float(bool(values))
        one.features[INDEX["neighbour elsewhere"]] = float(
            bool(elsewhere.all.get(word, frozenset()) & _neighbours(one.digits))
        )
        bare = word in elsewhere.bare
        one.features[INDEX["bare elsewhere"]] = float(bare)
        latin = word.isascii() and bare and len(word) > 2 and not values
        one.features[INDEX["Latin word"]] = float(latin)


def _features(one: Candidate, rates: Rates) -> list[float]:
    before, after, digits = one.before, one.after, one.digits
    if one.shape is Shape.BEHIND_STOP:
        before = before.rstrip("。！？ ")
    last = before[-1:]
    window = before[-_LONGEST_LOOK:]
    clause = _tail(_CLAUSE_END, window)
    length = len(clause.strip())
    takes = (
        bool(_TAKES_NUMBER.search(window))
        or bool(_FORMULA.search(window[-12:]))
        or bool(_RANGE.search(window[-3:]))
    )
    latin = last.isascii() and last.isalpha()
    rate = rates.get(last, USUAL) if is_cjk(last) and last not in CLOSING else USUAL
    readings = splits(digits)
    ends = _ends(one)
    return [
        1.0,
        float(one.ends_sentence or one.shape is Shape.BEHIND_STOP),
        float(bool(after) and after in "，、；,;)）"),
        float(ends == "paragraph"),
        float(ends == "item"),
        float(ends == "cell"),
        float(bool(after) and after in "：:"),
        max(0.0, USUAL - rate),
        max(0.0, rate - USUAL),
        float(takes),
        float(not takes and bool(_MAY_TAKE_NUMBER.search(window))),
        math.log2(min(length, 60) + 1) / 4,
        float(length >= 10),
        float(len(_tail(_SENTENCE_END, window)) >= 30),
        float(last in CLOSING),
        float(last == OBJECT),
        float(bool(last) and last in "%％‰℃"),
        float(latin) + float(latin and bool(_LATIN_NAME.search(window))),
        float(len(readings[0]) > 1),
        float(len(digits) == 1),
        float(len(digits) > 2),
        float(digits in _WELL_KNOWN),
        float(one.spaced),
        float(one.broken),
        0.0,
        0.0,
        0.0,
        0.0,
        float(bool(_DIGIT.search(clause))),
    ]


def _ends(one: Candidate) -> str:
    """What ends with the candidate without punctuation: "cell", "item", "paragraph" or ""."""
    if one.shape is Shape.BEHIND_STOP or one.after not in ("", "\n"):
        return ""
    if isinstance(one.block.node, Cell):
        return "cell"
    inside = one.block.containers
    return "item" if inside and isinstance(inside[-1], ListItem) and not one.after else "paragraph"


def _tail(end: re.Pattern[str], window: str) -> str:
    """What follows the last match that is not at the very end."""
    at = 0
    for match in end.finditer(window, 0, max(0, len(window) - 1)):
        at = match.end()
    return window[at:]


def _word(one: Candidate) -> str:
    """The characters before a number that would name what it counts; "" behind a bracket."""
    before = one.before
    if (
        one.shape is Shape.BEHIND_STOP
        or not before
        or before[-1] in CLOSING
        or before[-1] == OBJECT
    ):
        return ""
    if is_cjk(before[-1]):
        return before[-2:] if len(before) > 1 and is_cjk(before[-2]) else before[-1]
    latin = _LATIN_WORD.search(before[-24:])
    return latin.group() if latin else ""


def _neighbours(digits: str) -> frozenset[str]:
    value = int(digits)
    return frozenset((str(value - 1), str(value + 1)))


class _Elsewhere:
    """Where the words before candidates stand in the rest of the article.

    `fixed` are the numbers behind a word where a citation could not stand, `all` those anywhere,
    `bare` the words that stand without a number too.
    """

    def __init__(self, text: str, words: set[str], candidates: Sequence[Candidate]) -> None:
        self.fixed: dict[str, frozenset[str]] = {}
        self.all: dict[str, frozenset[str]] = {}
        self.bare: set[str] = set()
        loose = Counter((_word(one), one.digits) for one in candidates)
        for word in words:
            numbers: Counter[str] = Counter()
            at = text.find(word)
            looks = 0
            while at >= 0 and looks < 400:
                looks += 1
                match = _LEADING.match(text, at + len(word))
                if match:
                    numbers[match[1]] += 1
                else:
                    self.bare.add(word)
                at = text.find(word, at + len(word))
            self.all[word] = frozenset(numbers)
            self.fixed[word] = frozenset(
                digits for digits, count in numbers.items() if count > loose[word, digits]
            )

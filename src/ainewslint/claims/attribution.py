"""Attributions in words: who a text says it has a statement from."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ainewslint.patterns import regex


class Attribution(NamedTuple):
    """Where a text names its source; `vague` where the words name nobody."""

    start: int
    end: int
    vague: bool


# What may be cited, said of something named: IDC 报告, 官方数据, 论文.
_WORK = (
    r"(?:报告|报道|财报|年报|论文|白皮书|榜单|排行榜|评测|测评|测试|实测|调查|调研|研究|数据|统计"
    r"|公告|说明|文档|博客|博文|声明|消息|介绍|资料|披露|透露|反馈|观察|测算|估算|公布)"
)
_SAYS = (
    r"(?:显示|指出|表明|称|表示|透露|宣称|声称|宣布|介绍|认为|提到|强调|披露|写道|证实|确认|预测"
    r"|预计|发现|公布|坦言|给出|声明)"
)
_NAME = r"[A-Z@《“\"'·*\u4e00-\u9fff][\w@《》“”\"'·.\-&*\u4e00-\u9fff ]{1,30}"
_GENERIC = (
    r"(?:最新|相关|有关|大量|多项|一项|有|某|国外|国内|近期|早期|初步|实际|历史|权威|市场|行业"
    r"|公开|真实|部分|许多|很多|众多|一些|诸多|该|此|这|也|并|且|的|而|则|及|来|经|多个|各项"
    r"|第三方|统计|科学|临床|调查)*"
)
_NAMED = (
    r"(?<![数占证依凭单票收字])根?据(?![^，,。；;]{0,6}(?:患者|病人|用户|客户|学生|车辆|设备|传感器|实时|自身|不同|输入))"
    rf"(?!悉|说|称|了解|估计|统计(?!局)|报道|报导|传|推测|测算|此|点|库|中心|集"
    rf"|量)[^，,。；;：:！？\n]{{1,40}}?(?:{_WORK}|显示|称|表示|的说法)"
    rf"|按照?[^，,。；;\n]{{1,30}}?(?:报告|论文|数据|说法|官方)"
    rf"|官方(?:\w{{0,4}}(?:数据|资料|文档|博客|测试|评测|公告|说明|消息|介绍|宣传"
    rf"|页面))?(?:中)?{_SAYS}|官方(?:数据|测试|评测|公告|博客|说明)"
    r"|(?:在|这篇|该|其|上述|技术|原)论文[中里的]?(?!集)|(?:技术|评估|财务|年度|研究|行业"
    r"|测评)?(?:报告|论文|白皮书|财报|榜单|排行榜|评测结果|基准测试结果)(?:中|里|甚至|还"
    r"|也)?(?:显示|指出|表明|提到|预测|称|给出|披露)"
    rf"|《[^》\n]{{2,60}}》(?:一文|报告|论文|研究|中|上|里)?[^，。；\n]{{0,8}}?{_SAYS}"
    rf"|发布[^，。；\n]{{0,20}}《[^》\n]{{2,60}}》"
    r"|研究(?:人员|团队|者)(?!使用)|によると"
)
# The author's own measurement, in the same sentence only.
_OWN = regex(
    r"我们(?:的)?(?:实验|测试|评测|研究|方法|模型|团队|发现|观察|在)|本文|本研究|笔者|亲测"
    r"|可以(?:发现|看到)|不难发现|你会发现|[实自]测[，,：:\s]|(?:本次|这次|此次)(?:测试|实验|评测|试验)"
    r"|实验(?:结果|数据)?(?:显示|表明|证明|发现|中)|测试(?:结果|数据)?(?:显示|表明|证明|发现)"
    r"|[我笔][们者]?的?(?:实践|经验|体验)(?:来看|中)|如?表\s?\d|作者(?:们)?(?:的|在|使用|发现|报告|声称|称|指出|认为|提出|还)"
    r"|\b(?:[Ww]e|[Oo]ur|I)\b"
)
_NAMED_EN = (
    r"\b[Aa]ccording to (?!some\b|many\b|experts?\b|sources\b|rumou?rs?\b|reports\b)"
    r"|\b[Pp]er (?:the |a )?[@A-Z]\w+|\b[Aa]s (?:reported|measured|shown|stated|noted"
    r"|described) (?:by|in)\b"
    r"|(?<![\w/])@\w{2,}|\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Oo]ur|[Aa]|[Tt]his"
    r"|[A-Z]\w+(?:'s)?) (?:\w+ ){0,2}(?:paper|report|blog(?: post)?|model card|leaderboard"
    r"|announcement|release notes|study|tweet|thread|post)\b"
    r"|\b(?:[A-Z][\w.\-]+|[Tt]hey|[Hh]e|[Ss]he|[Aa]uthors|[Rr]esearchers|[Tt]he (?:team"
    r"|company|authors?)) (?:\w+ly |also |has |have )?"
    r"(?:claim(?:s|ed)?|said|says|stat(?:es|ed)|report(?:s|ed)|announc(?:es|ed)|not(?:es|ed)"
    r"|found|finds|shar(?:es|ed)|show(?:s|ed)|demonstrat(?:es|ed)|observ(?:es|ed)|measur(?:es"
    r"|ed)|mention(?:s|ed)|reveal(?:s|ed)|publish(?:es|ed)|highlight(?:s|ed)|estimat(?:es|ed)"
    r"|post(?:s|ed)|summariz(?:es|ed)|point(?:s|ed) out)\b"
    r"|\b[A-Z]\w+(?:'s|’s) (?:\w+ ){0,2}(?:experiments?|tests?|benchmarks?|evaluations?|results?)\b"
    r"|\b(?:[Aa]|[Oo]ne|[Aa]nother|[Tt]he|\w+) (?:member|user|developer|devs?|engineer|commenter|poster"
    r"|author|redditor|tester)s? (?:also )?(?:report|not|assert|observ|shar|claim|found|demonstrat"
    r"|measur|said|says|stat|mention|show)(?:s|ed|es)?\b"
)
_VAGUE = (
    rf"(?:^|(?<=[，,。；;：:！？*\n]))\s?(?P<vague>{_GENERIC}(?:研究|数据|调查|统计|资料|证据"
    rf"|报道|调研|实践)(?:结果|数据|报告)?(?:显示|表明|指出|证明|发现|称|认为)(?!在|为了|器"
    rf"|屏|卡)"
    r"|根?据(?:悉|说|称|了解|传|估计|统计|报道|测算|推测|不完全统计|(?:相关"
    r"|有关)\w{0,4}(?:数据|报道|统计|研究|人士)\w{0,2}|业内人士\w{0,4}|知情人士\w{0,4})"
    r"|(?:有|业内|知情|相关|内部|行业)(?:人士|专家|分析师?|观察人士|消息|媒体|网友|传言"
    r"|观点)\w{0,2}(?:称|表示|指出|透露|认为|说|预测|爆料|分析)"
    r"|(?:不少|许多|很多|一些|多位|有的?)?专家(?:们)?(?:表示|认为|指出|称|预测)"
    r"|业界(?:普遍)?(?:认为|称))"
)
_VAGUE_EN = (
    r"\b(?:[Ss]tud(?:y|ies)|[Rr]esearch|[Dd]ata|[Ss]urveys?|[Tt]ests|[Ee]vidence) (?:has "
    r"|have )?(?:shows?|shown|suggests?|indicates?|proves?|finds?|found)\b"
    r"|\b(?:[Ss]ome |[Mm]any |[Ii]ndustry |[Ss]everal )?(?:[Ee]xperts|[Aa]nalysts|[Ii]nsiders"
    r"|[Oo]bservers|[Ss]ources) (?:say|said|claim|believe|estimate|suggest|report)\b"
    r"|\b[Ii]t is (?:said|reported|believed|estimated|rumou?red)\b|\b[Aa]ccording to (?:some "
    r"|many |industry |unnamed |anonymous )?(?:experts?|sources|insiders|rumou?rs?|reports"
    r"|analysts)\b|\b[Rr]eportedly\b"
)
_SPEAKER = (
    r"(?:^|(?<=[，,。；;：:！？、\s*>]))"
    r"(?!业内|专家|有|网友|用户|大家|人们|研究人员|数据|他|她|它|这|也|并|还|但|不|可|经|将|会|就)"
    rf"(?:[^，,。；;：:！？、\n]{{2,24}}?)(?:{_SAYS}(?!文|书|页|会|性)(?<!介绍)(?<!预测)|介绍(?=[，,：:])"
    r"|预测(?=[，,：:“]|\s?\d{4}|未来|今年|明年|到|在未来|全球|中国))"
)
# What ends in a verb of saying and yet is said by nobody: 系统能够预测, 及时发现, 实时显示, 堪称.
_NO_SPEAKER = regex(
    r"[^，,]*(?:通过|[用以的能可多]|提前|基于|模型|系统|算法|故障|轨迹|包括|引入|精准|现有|自动|实时)[^，,]*预测"
    r"|[^，,]*(?:及时|可以|[能会易难被]|巡检|往往|自动|快速|\d)发现"
    r"|[^，,]*(?:并|实时|时间内|界面|屏幕|窗口|用于|[会能])(?:显示|给出)"
    r"|[^，,]*[堪简俗统名职（(]称|[^，,]*被(?:认为|证实|确认|发现)"
)
_NAMED_PATTERN = regex(f"{_NAMED}|{_NAMED_EN}|{_SPEAKER}")
_VAGUE_PATTERN = regex(f"{_VAGUE}|{_VAGUE_EN}")


def find_vague(text: str, start: int = 0, end: int | None = None) -> list[Attribution]:
    """Attributions that name nobody: 研究表明, 业内人士称, experts say."""
    stop = len(text) if end is None else end
    return [
        Attribution(match.start("vague") if match["vague"] else match.start(), match.end(), True)
        for match in _VAGUE_PATTERN.finditer(text, start, stop)
    ]


class Attributions:
    """All attributions of one text, found once."""

    def __init__(self, text: str) -> None:
        self.vague = find_vague(text)
        starts = [one.start for one in self.vague]
        self.named = []
        for match in _NAMED_PATTERN.finditer(text):
            if _NO_SPEAKER.fullmatch(match.group()):
                continue
            index = bisect_left(starts, match.end()) - 1
            if index < 0 or self.vague[index].end <= match.start():
                self.named.append(Attribution(match.start(), match.end(), False))
        self.own = [Attribution(m.start(), m.end(), False) for m in _OWN.finditer(text)]

    def of(self, start: int, end: int) -> Attribution | None:
        """Who a statement at `start..end` is attributed to.

        The first named attribution of the sentence, the author's own measurement, a named one
        in an earlier sentence (what it names goes on being the source), else a vague one.
        """
        for attributions in (self.named, self.own):
            found = _first(attributions, start, end)
            if found is not None:
                return found
        if self.named and self.named[0].start < start:
            return self.named[0]
        return _first(self.vague, start, end)


def _first(attributions: list[Attribution], start: int, end: int) -> Attribution | None:
    index = bisect_left(attributions, (start,))
    if index < len(attributions) and attributions[index].start < end:
        return attributions[index]
    return None

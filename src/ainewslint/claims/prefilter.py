"""A cheap look at a text: can it hold a claim at all?"""

from __future__ import annotations

import functools
from typing import Any

from ainewslint.patterns import regex
from ainewslint.source.text import encodable

_DIGIT = regex(r"[0-9０-９]|[一两二三四五六七八九十百](?:倍|成|个百分点)|过半|一半|半数")
# A figure with a sign, and words beside which a bare figure is a claim.
_SIGNED = (
    r"\d[+＋多余]?\s?(?:[%％倍]|个?百分点|个点|[xX×](?:[^A-Za-z0-9×]|$)|[ -]?fold|times"
    r"|percent|pp\b"
    r"|分(?:[^钟析之支布类别享]|$)|points|/\s?(?:5|10|100)\b)"
    r"|[一两二三四五六七八九十百](?:倍|成|个百分点)"
)
_SCORED = (
    r"\d\s?分(?:[^钟析之支布类别享]|$)|ench|ENCH|[Ss]cor|得分|[评总跑均高]分|分[数值]|成绩|榜"
    r"|F1|AP|AUC|BLEU|ROUGE|METEOR|CIDEr|[WC]ER|EER|FID|FVD|PSNR"
    r"|SSIM|MOS|IoU|PPL|困惑度|E[Ll][Oo]\b|rena|[Ee]val\b|EVAL|QA|MMLU|MATH|AIME|GSM|HLE|SWE"
    r"|基准|[数据测试评]集|数据库"
    r"|准确率|精度|召回率|正确率|错误?率|[Aa]ccura|[Pp]ass@|排名|竞技场|[Rr]ank|eaderboard"
    r"|GPQA|ARC-|指数|Net|COCO|CIFAR|[Ii]ndex"
)
_RATED = (
    r"/\s?s(?:ec)?\b|/秒|每秒|per sec|per s\b|[Ff][Pp][Ss]|[QTRC]PS|[qtr]ps|OPS|FLOP|[TG]B/s|帧"
    r"|it/s"
)
_TIMED = (
    r"\d[+多余]?\s?(?:[毫微纳]?秒|分钟|个?小时|天|周|个月|(?:ms|µs|μs|us|ns|s|secs?|seconds?"
    r"|min(?:ute)?s?|hours?|days?|weeks?"
    r"|months?)\b)"
)
_TIMING = (
    r"延迟|时延|延时|[耗用]时|时[间长]|周期|速度|缩短|误差|[快慢]|首[字包帧]|停顿|启动"
    r"|[Ll]atenc|time|TTFT|speed|fast|slow|took|takes"
)


# A bare figure that nothing is counted with: 86.4, not 164 个问题 nor 7B.
_BARE = regex(
    r"(?<![A-Za-z0-9_.\-])\d{1,5}(?:[.,]\d{1,4})?"
    r"(?=\s?(?:[^\w\s.\-/:]|$|[的、和与及]|左右|以上|超|高于|低于|领先|优于|(?:and|on|in|for"
    r"|vs|with|while|but|which|compared|or)\b))"
    r"|(?:\bof|为|是|达到?|[:：=])\s?\d{1,5}(?:\.\d{1,4})?(?![\d:.])"
    r"|[第前][\d一二三四五六七八九十]|#\d|\d(?:st|nd|rd|th)\b|ranked|[Tt]op[ -]?\d|[Nn]o\. ?\d"
)
# What every claim says besides its figure; a wider net than the vocabulary's.
_MEASURED = (
    r"准确|精[确准度]|正确|[^利税汇费概几频增销收]率|误[差判报检识]|召回|[响反]应|吞吐|并发"
    r"|带宽|流畅|处理数|请求数|信噪比|[速快慢]|效[率能]|[能功人]效|生产力|性价比"
    r"|稳定性|鲁棒|可靠性|容量|[显内缓]存|存储|[能功]耗|耗电|排放|续航|[运计]算量|开销|消耗"
    r"|用量|次数|体积|思维链|推理|长度|成本|压缩|算力|性能|表现|能力|质量|效果"
    r"|水平|参数|拦截|利用|覆盖|相似|还原|迁移|泛化|时[间长]|周期|噪声|风险|[强速难精密亮智]能?度|幻觉|パフォーマンス|向上|短縮"
    r"|[Pp]recision|[Rr]ecall|[Rr]ate|[Tt]hroughput|[Bb]andwidth|[Tt]oken|[Ss]peed|[Ff]ast"
    r"|[Ss]low|[Qq]uick|ccelerat|fficien|roductiv|[Mm]emory|RAM|[Cc]ache|[Ee]nergy|[Pp]ower"
    r"|[Cc]omput"
    r"|overhead|[Cc]ost|ompress|[Rr]ating|erformance|[Qq]uality|bilit|easoning|[Gg]ain"
    r"|[Ee]rror|allucinat|MFU|utilization|[Ff]alse|[Ww]in|\b[Ww]on\b"
    r"|覆盖|匹配|一致|满意|损耗|大小|[比较]|超[过越出]|优于|低于|减少|降低|提[升高]|下降|缩[短小]|节[省约]"
    r"|多样|丰富|逼真|完整|[答做]对|解[决出]|SR|SPL|[Cc]ut|[Ii]mprov|[Bb]etter|[Ww]orse|[Rr]educ|[Dd]ecreas|[Ii]ncreas"
    r"|[Bb]oost|[Tt]imes?\b|[Dd]elay|nswer|[Rr]esolv|ucce|[Pp]ass|[Ff]ix|[Cc]omplet"
    r"|[Pp]aram|[Ss]olve|[Cc]heap|[Oo]utperform|[Ss]urpass|[Bb]eat|[Bb]etter|[Ll]ead|RAM\b|领先"
)


@functools.cache
def _set() -> Any:
    """Which of the patterns occur, told in one pass, in time linear in the text."""
    import re2

    found = re2.Set.SearchSet()
    for pattern in (_SIGNED, _SCORED, _TIMED, _TIMING, _MEASURED, _RATED):
        found.Add(pattern.replace(r"\d", "[0-9０-９]"))  # RE2's digits are ASCII
    found.Compile()
    return found


def has_figure(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text has a digit or a Chinese multiple."""
    return _DIGIT.search(text, start, end) is not None


def may_claim(text: str) -> bool:
    """Whether a text has a figure and what could make it a claim. Linear in the text."""
    if _DIGIT.search(text) is None:
        return False
    found = _set().Match(encodable(text)) or ()
    if 5 in found or (0 in found and (4 in found or 1 in found)):
        return True
    if 2 in found and 3 in found:
        return True
    return 1 in found and _BARE.search(text) is not None

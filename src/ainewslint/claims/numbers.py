"""Numbers with their units, as articles write them, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ainewslint.claims.model import Bound, Unit
from ainewslint.patterns import regex


class Number(NamedTuple):
    """A number in a text; offsets are the text's own, `end` lies behind the unit."""

    start: int
    end: int
    number: float
    unit: Unit
    unit_text: str
    high: float | None = None
    scale: float | None = None
    bound: Bound = Bound.EXACT


_FIGURE = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,12})?"
_NOT_LATIN = r"(?![A-Za-z])"
_UNITS: tuple[tuple[Unit, str], ...] = (
    (Unit.POINTS, r"个?百分点|个点(?!击)|pp\b|percentage[ -]points?\b|percent points?\b"),
    (Unit.PERCENT, r"[%％]|percent\b|per cent\b|pct\b"),
    (
        Unit.RATE,
        rf"(?:tokens?|toks?|t)\s?(?:/|per |每)\s?(?:s|sec|seconds?|秒){_NOT_LATIN}"
        r"|(?:帧|次|张|条|字|词|页|个请求|images?|frames?|requests?)\s?(?:/|每|per )\s?(?:秒"
        r"|s\b|second\b)"
        rf"|(?:fps|FPS|Fps|QPS|TPS|RPS|qps|tps|rps|it/s|IOPS){_NOT_LATIN}|帧(?![率内间数图])",
    ),
    (
        Unit.COMPUTE,
        rf"[KMGTPEZ]?(?:FLOPS|FLOP/s|flops|Flops|OPS){_NOT_LATIN}|[GTM]i?B/s{_NOT_LATIN}",
    ),
    (
        Unit.TIMES,
        r"倍(?!率|频|镜|数|增器|焦)|[xX×](?![A-Za-z0-9×(（\u4e00-\u9fff]|\s?\d|\s?[A-Z]{1,4}\d|\s?[GMT]B\b)"
        r"|[ -]?fold\b|times\b",
    ),
    (
        Unit.TIME,
        r"毫秒|微秒|纳秒|秒钟?(?!杀)|分钟|个?小时|天(?![然气空下才使际])|周(?![年期])|个月"
        r"|(?:days?|weeks?|months?|ms|µs|μs|us|ns|(?<!\d\d\d\d)s|secs?|seconds?|milliseconds?"
        rf"|minutes?|mins?|hours?|hrs?){_NOT_LATIN}",
    ),
    (Unit.ELO, r"(?:Elo|ELO|elo)\b"),
    (
        Unit.SCORE,
        r"分(?![钟析之支布类别享辨段层隔割发配成化解子贝为叉词区开离流工明])|points?\b|pts\b",
    ),
)
_CJK_UNITS = r"倍(?!率|频|镜|数)|成(?![为功立本果员熟长分就都绩型像了品人千上交])|个百分点"
_CJK_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}


_JOIN = r"\s?(?:[-–—~～至到]|to)\s?(?:接近|近|约|nearly )?"
_NUMBER = regex(
    # not the 4 of GPT-4, of v3.3, a path, 3.10.2, 12:30, 1,234 or $5
    r"(?<![A-Za-z0-9_.\\@$￥¥€£])(?<![A-Za-z0-9)\]][-–])(?<![0-9][,:])(?<![A-Za-z]/)"
    r"(?:(?<![0-9]/)|(?<=\.[0-9]/)|(?<=\.[0-9][0-9]/))"  # of pairs, only 90.1/82.7
    rf"(?P<first>{_FIGURE})"
    rf"(?:(?P<between>\s?[%％倍xX×]?){_JOIN}(?P<second>{_FIGURE}))?(?![0-9]|\.[0-9])"
    # 数十倍, 几百倍 and 上百倍 give no number
    rf"|(?<![数几上])(?P<cjk>[一两二三四五六七八九十百]{{1,4}})(?P<cjk_unit>{_CJK_UNITS})"
)
_UNIT = "|".join(f"(?P<u{index}>{words})" for index, (_, words) in enumerate(_UNITS))
_WITH_UNIT = regex(rf"(?P<plus>[+＋多余来])?\s?(?:{_UNIT})")
_PER_SECOND = regex(r"(?:每秒|一秒)[^，,；;。]{0,12}$")
_A_SECOND = regex(
    r"[+多余]?\s?(?:万|千|百万|亿)?\s?(?:个?\s?[Tt]okens?|个?[字词]|[次张条帧])(?!\w{0,2}率)"
)
_SCALE = regex(r"\s?/\s?(5|10|100)(?:\.0)?(?![\d.%]|\s?/)(?:\s?分)?")
_BOUNDS_BEFORE = (
    (
        Bound.ABOUT,
        regex(r"(?:约|近|接近|~|～|≈|about|around|roughly|approximately|nearly|almost)\s?$"),
    ),
    (
        Bound.AT_LEAST,
        regex(
            r"(?:超过|超|逾|至少|不低于|大于|[>＞≥]=?|over|above|more than|at least|exceeding)\s?$"
        ),
    ),
    (
        Bound.AT_MOST,
        regex(
            r"(?:低于|不到|不足|至多|最多|小于|[<＜≤]=?|under|below|less than|up to|at most|within)"
            r"\s?$"
        ),
    ),
)
_BOUNDS_AFTER = (
    (Bound.AT_LEAST, regex(r"\s?(?:以上|多(?!模|语)|or more)")),
    (Bound.AT_MOST, regex(r"\s?(?:以下|以内|之内|or less)")),
    (Bound.ABOUT, regex(r"\s?(?:左右|上下)")),
)


def _bound(text: str, start: int, end: int) -> Bound:
    window = text[max(0, start - 14) : start]
    for bound, pattern in _BOUNDS_BEFORE:
        if pattern.search(window):
            return bound
    for bound, pattern in _BOUNDS_AFTER:
        if pattern.match(text, end):
            return bound
    return Bound.EXACT


def _to_float(figure: str) -> float:
    return float(figure.replace(",", ""))


def _cjk_number(figure: str) -> float:
    total, digit = 0, 0
    for char in figure:
        if char in "十百":
            total, digit = total + (digit or 1) * (10 if char == "十" else 100), 0
        else:
            digit = _CJK_DIGITS[char]
    return float(total + digit)


def _unit_at(text: str, at: int) -> tuple[Unit, str, int] | None:
    match = _WITH_UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    unit = _UNITS[int(match.lastgroup[1:])][0]
    return unit, match.group().strip(), match.end()


def _numeric(text: str, match: re.Match[str]) -> Iterator[Number]:
    first, second = match["first"], match["second"]
    start, end = match.start(), match.end()
    if second is None:
        yield _single(text, start, end, first)
        return
    before = text[max(0, start - 5) : start].rstrip()
    between = match["between"].strip()
    unit = _unit_at(text, end)
    if before.endswith(("从", "由", "自", "from")) and (between or unit):
        yield _single(text, start, match.end("first"), first, unit)
        yield _single(text, match.start("second"), end, second)
    elif unit is not None:
        yield Number(
            start, unit[2], _to_float(first), unit[0], unit[1], _to_float(second),
            None, _bound(text, start, unit[2]),
        )  # fmt: skip
    elif between:
        yield _single(text, start, match.end("first"), first)
        yield _single(text, match.start("second"), end, second)


def _single(
    text: str,
    start: int,
    end: int,
    figure: str,
    shared: tuple[Unit, str, int] | None = None,
) -> Number:
    """One number; `shared` is the unit that the second of "from 3 to 5 hours" lends the first."""
    number = _to_float(figure)
    scale = _SCALE.match(text, end)
    if scale is not None:
        return Number(
            start, scale.end(), number, Unit.RATIO, scale.group().strip(), None,
            float(scale[1]), _bound(text, start, scale.end()),
        )  # fmt: skip
    unit = _unit_at(text, end)
    if unit is None or unit[1] == "帧":
        counted = _A_SECOND.match(text, end)
        if counted is not None and _PER_SECOND.search(text[max(0, start - 24) : start]):
            unit = Unit.RATE, counted.group().strip(), counted.end()
    if unit is not None:
        kind, words, unit_end = unit
        return Number(start, unit_end, number, kind, words, bound=_bound(text, start, unit_end))
    if shared is not None:
        return Number(start, end, number, shared[0], shared[1])
    return Number(start, end, number, Unit.NUMBER, "", bound=_bound(text, start, end))


def scan_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of `text[start:end]` in order, each with the unit that follows it."""
    for match in _NUMBER.finditer(text, start, end):
        if match["cjk"] is None:
            yield from _numeric(text, match)
            continue
        number = _cjk_number(match["cjk"])
        words = match["cjk_unit"]
        unit = Unit.TIMES if words == "倍" else Unit.POINTS if len(words) > 1 else Unit.PERCENT
        if words == "成":
            number *= 10
        bound = _bound(text, *match.span())
        yield Number(match.start(), match.end(), number, unit, words, bound=bound)


_CJK_RANK = "[一二三四五六七八九十]{1,3}"
_RANK = regex(
    rf"[第前](?:\d{{1,3}}|{_CJK_RANK})\s?(?:名|位(?!数|移|置))?(?![A-Za-z0-9一-龥]"
    rf"|\s?[个次代章节步年天届期部类种])"
    rf"|[第前](?:\d{{1,3}}|{_CJK_RANK})(?:名|位(?!数|移|置))"
    r"|(?<![\w#&])#\d{1,3}(?![\w.])|(?<![A-Za-z0-9])(?:[Tt]op|TOP)[ -]?\d{1,3}(?![A-Za-z0-9])|\b[Nn]o\.\s?\d{1,3}\b"
    r"|\b\d{1,3}(?:st|nd|rd|th)(?= (?:place|rank|overall|on|in)\b)"
    r"|(?<=ranked )(?:first|second|third|fourth|fifth)\b"
)
_WORDS = {"first": 1.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0}


def scan_ranks(text: str, start: int, end: int) -> Iterator[Number]:
    """Places on a leaderboard: 第四, 前三名, #4, No. 1, top 10, 3rd place."""
    for match in _RANK.finditer(text, start, end):
        words = match.group().strip()
        digits = "".join(char for char in words if char.isascii() and char.isdigit())
        cjk = "".join(char for char in words if char in _CJK_DIGITS or char == "十")
        number = float(digits) if digits else _WORDS.get(words) or _cjk_number(cjk)
        stop = match.start() + len(words)
        yield Number(match.start(), stop, number, Unit.RANK, "")

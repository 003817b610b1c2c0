"""Where a name stands in the title of somebody else's work, which is quoted as it is."""

from __future__ import annotations

import re

from ainewslint.claims.passage import Passage
from ainewslint.patterns import regex
from ainewslint.source.nodes import Heading

_REACH = 160  # characters that a quoted title has at most before and behind a name
_PAIRS = [
    (pair[0], pair[1]) for pair in ("“”", "‘’", "「」", "『』", "《》", "〈〉", "«»", '""', "''")
]
_WORDS = 2  # in a title, besides the name
_LISTED = 200  # characters in a line that is a title

# What a quotation is said to be, before it and behind it.
_WORK = (
    r"video|paper|article|preprint|(?:blog )?post|blog|thread|tutorial|talk|podcast|episode"
    r"|essay|(?:technical|research) report|book|course|newsletter|lecture|webinar|guide|story|piece"
)
_BEFORE = regex(
    rf"(?:\b(?:(?:en)?titled|headlined|headline|title|(?:{_WORK})(?:,? (?:called|named))?)"
    r"|题为|题目[为是]|标题[为是]?|文章|论文|视频|博文|博客|帖子|推文|教程|课程|讲座|演讲"
    r"|一文|一书|书籍|专栏|播客)[\s:：*_,，—-]{0,3}\Z",
    re.IGNORECASE,
)
_BEHIND = regex(
    rf"[\s*_]{{0,2}}(?:一文|一书|这[篇本段个](?:文章|论文|书|视频|帖子)"
    rf"|的?(?:文章|论文|视频|博文|帖子|教程|演讲|播客)|(?:{_WORK})\b)"
)
_URL = r"(?:https?://|www\.)"
_ADDRESS = regex(
    rf"[ \t>]*+(?:[*+-][ \t]++)?(?:<?{_URL}[^\s<>]++>?|\[{_URL}[^\[\]\s]*+\]\([^()\s]*+"
    r"(?:[ \t]++\"[^\"\n]*+\")?\))[ \t]*+(?:[(（].{0,80}|[\r\n]|\Z)"
)
# The list of a forum's posts: "**A title** ([Score: 12, Comments: 3](…))".
_POSTED = regex(
    r"[ \t>]*+(?:[*+-][ \t]++)?\*\*((?:[^*\r\n]|\*(?!\*)){1,300})\*\*[ \t]*+[(（]\["
    r"(?:Score|Points?|Upvotes?|Comments?|Replies|Activity|评论|回复|点赞)\b[^\]\r\n]{0,80}+\]\("
)
_GOES_ON = regex(
    r"(?:[:：,，、。.;；]|[见在到看为]|访问|地址|链接|如下|\b(?:at|here|see|visit|from|link|via|and))"
    r"[\s*_]*\Z",
    re.IGNORECASE,
)
_APOSTROPHE = regex(r"[A-Za-z0-9]")  # what follows one
_SENTENCE = regex(r"。|[a-z)]\. [A-Z]")


def is_title(passage: Passage, start: int, end: int) -> bool:
    """Whether text[start:end] is in the title of a work of others, linked, quoted or listed.

    A heading is the author's own words, also where it is a link.
    """
    if isinstance(passage.block.node, Heading):
        return is_quoted_title(passage.text, start, end)
    return (
        passage.is_linked(start, end)
        or is_quoted_title(passage.text, start, end)
        or _is_listed(passage, start)
    )


def is_quoted_title(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is in quotation marks that hold a title, not a name or a remark."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    for opening, closing in _PAIRS:
        at, stop = before.rfind(opening), behind.find(closing)
        if at < 0 or stop < 0 or (opening != closing and closing in before[at:]):
            continue
        if opening == closing:
            at, stop = _straight(before, behind, opening)
            if at < 0 or stop < 0:
                continue
        inner = f"{before[at + 1 :]} {behind[:stop]}"
        if opening == "《":
            return bool(inner.strip())
        if _is_long(inner) and (
            _BEFORE.search(before[:at]) is not None or _BEHIND.match(behind, stop + 1) is not None
        ):
            return True
    return False


def _straight(before: str, behind: str, mark: str) -> tuple[int, int]:
    """The marks around a name, of which the same opens and closes; -1 where there is none.

    An apostrophe stands between two letters.
    """
    at = before.rfind(mark)
    while at > 0 and _APOSTROPHE.match(before, at - 1):
        at = before.rfind(mark, 0, at)
    if at < 0 or before[at + 1 : at + 2].isspace():
        return -1, -1
    stop = behind.find(mark)
    while stop >= 0 and _APOSTROPHE.match(behind, stop + 1):
        stop = behind.find(mark, stop + 1)
    return at, stop


def _is_long(inner: str) -> bool:
    """Whether a quotation has words besides the name: a model's name has some itself."""
    words = inner.split()
    chinese = sum(1 for character in inner if "\u4e00" <= character <= "\u9fff")
    return len(words) > _WORDS or chinese >= 2 * _WORDS


def _is_listed(passage: Passage, start: int) -> bool:
    """Whether the name's line is a title with its address on the next line, or with its votes."""
    block = passage.block
    source = block.document.source
    offset = passage.span(start, start + 1).start
    number = source.line_number(offset)
    first, end = source.line_span(number)
    posted = _POSTED.match(source.text, first, end)
    if posted:
        return posted.start(1) <= offset < posted.end(1)
    if end - first > _LISTED or source.line_number(block.node.span.start) != number:
        return False
    below = source.text[end : end + 2 * _LISTED].lstrip()
    line = source.text[first:end]
    return (
        _ADDRESS.match(below) is not None
        and _GOES_ON.search(line) is None
        and _SENTENCE.search(line) is None
    )

"""Which bracketed and superscript numbers are citations, and which are arrays or titles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ainewslint.patterns import regex
from ainewslint.source.nodes import Heading, Link
from ainewslint.source.prose import OBJECT, ProseBlock, is_cjk
from ainewslint.source.references import Citation, References

# Words before a bracket that make it an interval, an array or the output of a program.
_NOT_CITING = regex(
    r"(?:范围|区间|取值|数组|列表|矩阵|向量|序列|集合|元组|输入|输出|结果|下标|索引|坐标|维度|返回|等于|参数|元素"
    r"|键盘|按|选|第|属于|介于|为|是|成|即|从|到|于|有|值|如下|例如|比如|示例|步长|形状|大小|长度|尺寸|题目?|版本"
    r"|步骤|公式|[挡档]位|频道|通道|状态|选项|按钮|菜单|编号|序号|级别|等级|类别|标签|行|列"
    r"|\b(?:args|argv|params|items|rows|cols|columns|cells|nums|stack|queue|buffer|tokens|lines)"
    r"|\b(?:int|char|float|double|long|short|bool|byte|string|void|auto|const|var|let|new)"
    r"|\b(?:range|interval|array|list|matrix|vector|tensor|shape|index|indices|input|output|returns?"
    r"|between|in|from|to|is|are|equals?|size|dim|axis|example|e\.g\.|gives|values?))"
    r"[ :：“\"(（\ufffc]{0,3}\Z",
    re.IGNORECASE,
)
_CODE_BEFORE = regex(r"[A-Za-z0-9_\[\])}>=+\-*/%&|<^~$@\\]\Z")
_CODE_AFTER = regex(r"[\]}]|\s{0,2}(?:\[(?!\d{1,3}\])|[({=+*/%&|<>^]|\.\w|->|:\s*\d)|[ ]?;\s*\Z")
# "[1]表示第二个": an index and what stands there.
_INDEXED = regex(r"(?:表示|代表|对应|处的?|位置|元素|单元)")
_WORK = regex(r"(?:文献|论文|研究|文章|作者|报告)\s?\Z")
# "[5] Wu Di. Title [J]. Journal": the kind of work that a Chinese reference names.
_ENTRY = regex(r"[^\[\]]{4,200}\[ ?[JDMCNRSPZ](?:/OL)? ?\]")
_BRACKETS = regex(r"(?:\[[^\[\]]{0,20}\][ ]?){1,12}\Z")
# Brackets before this one that are listed with it: "[1]、", "[2] and "
_LISTED = regex(r"(?:[\[【][\d,，、 –-]{1,16}[\]】][ ]?(?:[、–-]|和|与|及|至|and)?[ ]?){1,12}\Z")
_MATHS = regex(r"[=∈≤≥∪∩×→]")
_LETTERS = regex(r"[A-Za-z\u4e00-\u9fff]")
_AND = r"(?:与|和|及|或|、|,|and|or|to|x|×)"
_PAIRED = regex(rf"\s?{_AND}\s?\[")
_PAIRED_BEFORE = regex(rf"\]\s?{_AND}\s?\Z")
_NEWLINE = regex("\n")
_NEAR = 300  # characters before and behind a citation that decide whether it is one
_SERIES = regex(r"【\d{1,3}】")
# "memory¹,": words, brackets and stops that a superscript citation follows.
_SUPERSCRIPT_AFTER = regex(r"(?:[a-z]{4}|[\u4e00-\u9fff）)”’\"。，.,;!?])\Z")


class Brackets:
    """Judges an article's citations; `largest` is the greatest number taken for one."""

    def __init__(self, references: References, largest: int = 120) -> None:
        self.references = references
        self.largest = largest
        self._surroundings: dict[int, _Surroundings] = {}
        series = any(
            _SERIES.search(block.text) and isinstance(block.node, Heading)
            for block in (references.article.prose if self._has("【") else ())
        )
        plausible = [one for one in references.citations if self._is_mark(one)]
        if series:  # 【3】 numbers the parts of a series
            plausible = [one for one in plausible if one.style != "【"]
        singles = [one for one in plausible if len(one.numbers) == 1 and self._cites(one)]
        self._singles = {one.numbers[0] for one in singles if one.style in "[【［"}
        many = [one for one in plausible if len(one.numbers) > 1 and self._cites(one)]
        citing = [*singles, *(one for one in many if self._is_group(one))]
        citing.sort(key=lambda one: one.span)
        self.citing = list(self._without_lone_superscripts(citing))

    def _has(self, mark: str) -> bool:
        return mark in self.references.article.source.text

    def _is_mark(self, one: Citation) -> bool:
        """Whether the brackets hold what a citation holds, and are no link of their own."""
        numbers = one.numbers
        if one.style in ("footnote", "link", "(", "^") or isinstance(one.block.node, Heading):
            return False
        if min(numbers) < 1 or max(numbers) > self.largest:
            return False
        if self._around(one).in_link(one.start):
            return False
        return not one.block.text[one.start + 1 : one.end - 1].strip().startswith("0")

    def _around(self, one: Citation) -> _Surroundings:
        found = self._surroundings.get(id(one.block))
        if found is None:
            found = self._surroundings[id(one.block)] = _Surroundings(one.block)
        return found

    def _cites(self, one: Citation) -> bool:
        """Whether it stands where a citation stands."""
        text = one.block.text
        before = text[max(0, one.start - _NEAR) : one.start]
        after = text[one.end : one.end + _NEAR]
        if one.style == "superscript":
            return _SUPERSCRIPT_AFTER.search(before[-5:]) is not None
        head = before.rstrip(" \u00a0\u3000")
        if not head.strip() or head.endswith("\n") or _CODE_AFTER.match(after):
            return False
        if _ENTRY.match(after[:220]):  # a reference list in running text
            return False
        if _CODE_BEFORE.search(before[-1:]) and not _closes_word(before):
            return False
        first = _LISTED.sub("", before[-240:])
        if _NOT_CITING.search(before[-24:]) or _NOT_CITING.search(first[-24:]):
            return False
        if _INDEXED.match(after) and not _WORK.search(before[-6:]):
            return False
        line = self._around(one).line(one.start)
        if one.style == "【":
            return line.first < one.start and _ends_clause(after)
        if not line.sentence:
            return False
        last = head[-1]
        return is_cjk(last) or last.isalnum() or last in ".,;:!?)]”\"'" + OBJECT

    def _is_group(self, one: Citation) -> bool:
        """Whether several numbers are cited, as opposed to a list, a pair or an interval."""
        text, numbers = one.block.text, one.numbers
        if one.style == "superscript" or len(self._singles - set(numbers)) >= 2:
            return True
        if _PAIRED.match(text, one.end) or _PAIRED_BEFORE.search(
            text, max(0, one.start - 8), one.start
        ):
            return False
        after, before = (
            text[one.end : one.end + 1],
            text[max(0, one.start - _NEAR) : one.start].rstrip(" ")[-1:],
        )
        closes = before in "。！？.!?" or (after in "。！？" and after != "")
        ascending = all(a < b for a, b in pairwise(numbers))
        return closes and ascending and numbers[-1] - numbers[0] <= 12

    def _without_lone_superscripts(self, citing: Sequence[Citation]) -> Iterator[Citation]:
        """A superscript is a citation where others are, or where an entry answers it."""
        values = {one.numbers for one in citing if one.style == "superscript"}
        several = len(values) > 1 and not self._has_notes()
        for one in citing:
            if one.style != "superscript" or one.resolves or several:
                yield one

    def _has_notes(self) -> bool:
        """Whether some paragraph begins with a superscript, as a note at the foot does."""
        return any(
            block.text[:1] and block.text[0] in "¹²³⁴⁵⁶⁷⁸⁹"
            for block in self.references.article.prose
        )


class _Line(NamedTuple):
    """A line of a block: where its first visible character is, and whether it is made of words."""

    first: int
    sentence: bool


class _Surroundings:
    """Lines and links of a block, each read once however many citations stand in it."""

    def __init__(self, block: ProseBlock) -> None:
        self.text = block.text
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(block.text))]
        self.links = sorted(
            (run.start, run.end) for run in block.runs if isinstance(run.node, Link)
        )
        self.lines: dict[int, _Line] = {}

    def in_link(self, offset: int) -> bool:
        """Whether the text of a link covers an offset; links do not overlap."""
        index = bisect_right(self.links, (offset, len(self.text) + 1)) - 1
        return index >= 0 and offset < self.links[index][1]

    def line(self, offset: int) -> _Line:
        """The line of an offset."""
        index = bisect_right(self.starts, offset) - 1
        found = self.lines.get(index)
        if found is None:
            start = self.starts[index]
            end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
            found = self.lines[index] = _read_line(self.text[start:end], start)
        return found


def _read_line(line: str, start: int) -> _Line:
    letters = len(_LETTERS.findall(line))
    words = letters >= 8 and letters * 2 >= len(line.replace(OBJECT, "")) * 0.8
    first = start + len(line) - len(line.lstrip())
    return _Line(first, words and not _MATHS.search(line))


def _closes_word(before: str) -> bool:
    """Whether a word of running text, not an identifier, stands right before the bracket."""
    word = re.search(r"[A-Za-z]{2,24}[.,;:!?]?\Z|[a-z]{2,24}\)?\Z|\d[%.]\Z|\]\Z", before[-40:])
    if word is None:
        return False
    if before.endswith("]"):  # [1][2]: what stands before the first of them
        first = _BRACKETS.sub("", before[-240:])
        return first != before[-240:] and (not _CODE_BEFORE.search(first) or _closes_word(first))
    start = before[-40:][: word.start()]
    # `nums[0]` in a Chinese sentence is code; "as shown by others[3]" is English prose
    return bool(re.search(r"[A-Za-z]{2,24}[ ,]{1,3}\Z", start)) and len(word.group()) > 3


def _ends_clause(after: str) -> bool:
    return not after.strip() or after.lstrip(" ")[0] in "。，；、！？.,;!?\n" or is_cjk(after[0])

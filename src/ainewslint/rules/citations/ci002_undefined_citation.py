"""CI002: a citation that leads nowhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.nodes import Heading
from ainewslint.source.prose import OBJECT, is_cjk
from ainewslint.source.references import Citation, References
from ainewslint.source.text import SourceText

# Words before a bracket that make it an interval, an array or the output of a program.
_NOT_CITING = re.compile(
    r"(?:范围|区间|取值|数组|列表|矩阵|向量|序列|集合|元组|输入|输出|结果|下标|索引|坐标|维度|返回|等于|参数|元素"
    r"|键盘|按|选|第|属于|介于|为|是|成|即|从|到|于|有|值|如下|例如|比如|示例|步长|形状|大小|长度|尺寸|题目?|版本"
    r"|\b(?:range|interval|array|list|matrix|vector|tensor|shape|index|indices|input|output|returns?"
    r"|between|in|from|to|is|are|equals?|size|dim|axis|example|e\.g\.))[ :：“\"(（\ufffc]{0,3}\Z",
    re.IGNORECASE,
)
_CODE_BEFORE = re.compile(r"[A-Za-z0-9_\[\])}>=+\-*/%&|<^~$@\\]\Z")
_CODE_AFTER = re.compile(r"\s{0,2}(?:\[(?!\d{1,3}\])|[({=+*/%&|<>^]|\.\w|->|:\s*\d)")
# "[5] Wu Di. Title [J]. Journal": the kind of work that a Chinese reference names.
_ENTRY = re.compile(r"[^\[\]]{4,200}\[ ?[JDMCNRSPZ](?:/OL)? ?\]")
_BRACKETS = re.compile(r"(?:\[[^\[\]]{0,20}\][ ]?){1,12}\Z")
_MATHS = re.compile(r"[=∈≤≥∪∩×→]")
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]")


@dataclass(frozen=True)
class Options:
    """The options of CI002."""

    largest: int = option(120, "the largest number that is taken for a citation")


class UndefinedCitation(Rule[SourceText]):
    """Reports `[3]`, `[1,4]`, `【2】` in running text when no reference list has that entry.

    ## What it does
    Resolves every bracketed number to the reference lists of its part of the article, footnotes
    and link definitions included. Arrays, intervals, matrices, program output, series titles
    and numbers at the head of a line are left alone.

    ## Why is this bad?
    The reader looks for a source that is not there; often the list was lost when the text was
    copied from a chat.

    ## Example
    ```markdown
    热泵在零下十度仍能供暖，效率高于直接电热[3]，但除霜会增加能耗。
    ```

    ## Use instead
    ```markdown
    热泵在零下十度仍能供暖，效率高于直接电热[1]，但除霜会增加能耗。

    ## 参考资料

    [1] 热泵低温性能测试，https://example.org/heat-pump
    ```

    ## Evidence
    The labelled real articles hold 36 bracketed numbers without an entry and 37 with one, beside
    several hundred arrays and intervals.
    """

    code = "CI002"
    name = "undefined-citation"
    severity = Severity.WARNING
    target = Target.SOURCE
    fixable = Applicability.UNSAFE
    needs = ("[", "【", "［")
    yields_to = ("AI001", "LK004")
    Options = Options

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """Each citation without an entry."""
        references = context.article.references
        doubtful = [one for one in references.citations if one.missing and self._is_mark(one)]
        for one in doubtful:
            if self._cites(one, references):
                yield self._report(one, source, references)

    def _is_mark(self, one: Citation) -> bool:
        """Whether the brackets hold what a citation holds."""
        numbers = one.numbers
        if one.style not in "[【［" or isinstance(one.block.node, Heading):
            return False
        if min(numbers) < 1 or max(numbers) > self.options.largest:
            return False
        written = one.block.text[one.start + 1 : one.end - 1].strip()
        return not written.startswith("0")

    def _cites(self, one: Citation, references: References) -> bool:
        """Whether it stands where a citation stands."""
        text = one.block.text
        before, after = text[: one.start], text[one.end :]
        head = before.rstrip(" \u00a0\u3000")
        if not head.strip() or head.endswith("\n") or _CODE_AFTER.match(after):
            return False
        if _ENTRY.match(after[:220]):  # a reference list in running text
            return False
        if _CODE_BEFORE.search(before) and not _closes_word(before):
            return False
        if _NOT_CITING.search(before[-24:]):
            return False
        line_start = before.rfind("\n") + 1
        line_end = text.find("\n", one.end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if one.style == "【":
            return before[line_start:].strip() != "" and _ends_clause(after)
        letters = len(_LETTERS.findall(line))
        if _MATHS.search(line) or letters < 8 or letters * 2 < len(line.replace(OBJECT, "")) * 0.8:
            return False
        if len(one.numbers) > 1 and not _ascending_or_many(one, references):
            return False
        last = head[-1]
        return is_cjk(last) or last.isalnum() or last in ".,;:!?)]”\"'" + OBJECT

    def _report(self, one: Citation, source: SourceText, references: References) -> Diagnostic:
        text = source.text
        start, end = one.span
        while (
            start > 0 and text[start - 1] in " \u00a0" and text[end : end + 1] in "。，；、.,; \n"
        ):
            start -= 1
        missing = ", ".join(map(str, one.missing))
        fix = Fix(
            _("Remove {mark}").format(mark=source.slice(one.span)),
            (Edit(Span(start, end), ""),),
            Applicability.UNSAFE,
            ("text",),
        )
        start = one.span.start
        if not any(
            each.numbered and each.scope.start <= start <= each.scope.end
            for each in references.lists
        ):
            message = _(
                "No reference list has an entry {missing}, so the reader looks for a source in "
                "vain: add the reference or remove the mark"
            )
        else:
            message = _(
                "The reference list has no entry {missing}, so the reader looks for a source in "
                "vain: add the entry or correct the number"
            )
        return self.diagnostic(one.span, message.format(missing=missing), fix=fix)


def _closes_word(before: str) -> bool:
    """Whether a word of running text, not an identifier, stands right before the bracket."""
    word = re.search(r"[A-Za-z]{2,}[.,;:!?]?\Z|[a-z]{2,}\)?\Z|\d[%.]\Z|\]\Z", before)
    if word is None:
        return False
    if before.endswith("]"):  # [1][2]: what stands before the first of them
        first = _BRACKETS.sub("", before)
        return first != before and (not _CODE_BEFORE.search(first) or _closes_word(first))
    start = before[: word.start()]
    # `nums[0]` in a Chinese sentence is code; "as shown by others[3]" is English prose
    return bool(re.search(r"[A-Za-z]{2,}[ ,]+\Z", start)) and len(word.group()) > 3


def _ends_clause(after: str) -> bool:
    return not after.strip() or after.lstrip(" ")[0] in "。，；、！？.,;!?\n" or is_cjk(after[0])


def _ascending_or_many(one: Citation, references: References) -> bool:
    """A list of numbers is a citation when the article cites single numbers as well."""
    others = {
        number
        for citation in references.citations
        if citation is not one and citation.style == one.style and len(citation.numbers) == 1
        for number in citation.numbers
    }
    if len(others) >= 2:
        return True
    numbers = one.numbers
    spread = numbers[-1] - numbers[0]
    after = one.block.text[one.end : one.end + 1]
    before = one.block.text[: one.start].rstrip(" ")[-1:]
    closes = before in "。！？.!?" or (after in "。！？" and after != "")
    return all(a < b for a, b in itertools.pairwise(numbers)) and spread <= 12 and closes

"""ST006: numbered headings that skip a number or go back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.structure.headings import is_accidental, plain_text
from ainewslint.source.document import Document
from ainewslint.source.nodes import Heading

_HAN = "一二三四五六七八九十"
_STYLES = (
    ("、", regex(rf"(?P<n>[{_HAN}]{{1,3}})\s?[、.．]")),
    ("（）", regex(rf"[（(](?P<n>[{_HAN}]{{1,3}})[)）]")),
    ("第", regex(rf"第(?P<n>[{_HAN}]{{1,3}}|\d{{1,2}})(?P<key>[章节篇讲步]|部分)")),
    (
        "1.1",
        regex(r"(?P<key>\d{1,2}(?:\.\d{1,2}){0,2}\.)(?P<n>\d{1,2})(?=[\s、]|[^\x00-\x7f])"),
    ),
    ("1.", regex(r"(?P<n>\d{1,2})\s?(?:[、．）]|\.(?!\s?\d)|\)(?=\s|[^\x00-\x7f]))")),
)


class _Numbered(NamedTuple):
    heading: Heading
    number: int
    label: str  # as written


class NumberingGap(Rule[Document]):
    """Finds a numbered heading that does not follow the one before it.

    ## What it does
    Compares numbered headings (三、, （三）, 第三章, 3., 3.2) of one level in one section: each
    must be one more than the one before, or begin again at 1. Nothing is reported where the
    missing number begins a line elsewhere, as a bold line or a heading of another level.

    ## Why is this bad?
    A section was lost or doubled, or stands in the wrong place, and references to it mislead.

    ## Example
    ```markdown
    # 部署指南

    ## 一、准备

    安装驱动。

    ## 二、下载

    取得权重。

    ## 四、运行

    启动服务。
    ```

    ## Use instead
    ```markdown
    # 部署指南

    ## 一、准备

    安装驱动。

    ## 二、下载

    取得权重。

    ## 三、运行

    启动服务。
    ```

    ## Evidence
    99 of 36,854 real articles have a gap by a strict count.
    """

    code = "ST006"
    name = "numbering-gap"
    severity = Severity.WARNING
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """A finding at each heading that breaks its row."""
        body = context.article.body
        for row in _rows(target):
            for before, after in pairwise(row):
                if after.number in (before.number + 1, 1) or not _is_missing(before, after, body):
                    continue
                if after.number > before.number:
                    message = _(
                        "Heading “{label}” follows “{before}”, so a section is missing or the"
                        " number is wrong: restore the section or number the headings anew"
                    )
                else:
                    message = _(
                        "Heading “{label}” comes after “{before}”, so the order or the number is"
                        " wrong: move the section or number the headings anew"
                    )
                yield self.diagnostic(
                    after.heading.content_span,
                    message.format(label=after.label, before=before.label),
                    related=[Related(before.heading.content_span, _("the heading before"))],
                )


def _rows(document: Document) -> list[list[_Numbered]]:
    """The numbered headings of each section, level and style, in order."""
    rows: dict[tuple[object, ...], list[_Numbered]] = {}
    for section in document.sections:
        heading = section.heading
        if heading is None or is_accidental(heading, document.source):
            continue
        text = plain_text(heading.children).strip()
        for style, pattern in _STYLES:
            match = pattern.match(text)
            if match:
                key = match.groupdict().get("key")
                row = rows.setdefault((id(section.parent), section.level, style, key), [])
                row.append(_Numbered(heading, _value(match["n"]), match.group().strip()))
                break
    return [row for row in rows.values() if len(row) > 1]


def _value(text: str) -> int:
    """The number that digits or Chinese numerals up to 99 mean."""
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _HAN.index(text[-1]) + 1
    return (10 * (_HAN.index(tens[-1]) + 1) if tens else 10) + (
        _HAN.index(ones[0]) + 1 if ones else 0
    )


def _is_missing(before: _Numbered, after: _Numbered, body: str) -> bool:
    """Whether no line begins with the number that should stand between two headings."""
    number = before.number + 1
    forms = [str(number)]
    if number < 100:
        tens, ones = divmod(number, 10)
        han = "" if not tens else "十" if tens == 1 else _HAN[tens - 1] + "十"
        forms.append(han + (_HAN[ones - 1] if ones else ""))
    for form in forms:
        label = after.label
        old = _written(after)
        wanted = re.escape(label.replace(old, form, 1)) if old else re.escape(form)
        if re.search(rf"(?m)^[\s>#*_（(\[]{{0,12}}{wanted}", body):
            return False
    return True


def _written(numbered: _Numbered) -> str:
    """The number within a label, as written."""
    found = re.findall(rf"\d+|[{_HAN}]+", numbered.label)
    return found[-1] if found else ""

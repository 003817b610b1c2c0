"""FM013: a description that was scraped, not written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import is_verbatim
from ainewslint.source.front_matter import FrontMatter

_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_COUNTER = re.compile(
    r"(?:文章浏览)?阅读(?:量)?[:：]?\s?[\d.]+[kw万]?次?[，,。]?\s?(?:点赞|收藏|评论)[^。；;]{0,60}"
)
_TABLE = re.compile(r"\|\s*:?-{2,}:?\s*\||(?:\|[^|\n]{0,60}){4,}\|")
# What an entity may become without changing how YAML reads the value.
_HARMLESS = re.compile(r"[^\"'\\:#{}\[\],&*!|>%@`\r\n]")


class DescriptionQuality(Rule[FrontMatter]):
    """Reports descriptions with HTML entities, page counters or table markup, or that repeat
    the title.

    ## What it does
    Looks at `description` only. A missing full stop at the end is normal and never reported.

    ## Why is this bad?
    The description is what search engines and feeds show under the title.

    ## Example
    ```markdown
    ---
    title: 模型蒸馏入门
    date: 2025-03-01
    description: "文章浏览阅读1.2k次，点赞5次，收藏3.4k次。蒸馏把大模型的知识教给小模型"
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    title: 模型蒸馏入门
    date: 2025-03-01
    description: "蒸馏把大模型的知识教给小模型"
    ---
    正文。
    ```

    ## Evidence
    Of 36,854 real articles 207 have entities, 132 counters, 678 the title again.
    """

    code = "FM013"
    name = "description-quality"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """What gives the description away."""
        text, span = front.data.get("description"), front.value_span("/description")
        if not isinstance(text, str) or span is None or not text.strip():
            return
        if is_verbatim(front, "/description", text):
            yield from self._parts(text, span.start)
        title = front.data.get("title")
        if isinstance(title, str) and title.strip() == text.strip():
            yield self.diagnostic(
                span,
                _(
                    "The description repeats the title, so search results show it twice: say in "
                    "a sentence what the reader learns"
                ),
                pointer="/description",
            )

    def _parts(self, text: str, offset: int) -> Iterator[Diagnostic]:
        entities = list(_ENTITY.finditer(text)) if "&" in text else []
        known = [one for one in entities if html.unescape(one.group()) != one.group()]
        if known:
            yield self._entities(known, offset)
        for match in _COUNTER.finditer(text) if "阅读" in text else ():
            yield self.diagnostic(
                Span(offset + match.start(), offset + match.end()),
                _(
                    "The description begins with the counters of a web page (“{text}”), which say "
                    "nothing of the article: write what it is about"
                ).format(text=match.group()[:30]),
                pointer="/description",
            )
        table = _TABLE.search(text) if "|" in text else None
        if table:
            yield self.diagnostic(
                Span(offset + table.start(), offset + table.end()),
                _(
                    "The description holds the markup of a table, which search results show as "
                    "it is: write a sentence"
                ),
                pointer="/description",
            )

    def _entities(self, found: list[re.Match[str]], offset: int) -> Diagnostic:
        edits = []
        for one in found:
            char = html.unescape(one.group()).replace("\u00a0", " ")
            span = Span(offset + one.start(), offset + one.end())
            if _HARMLESS.fullmatch(char):
                edits.append(Edit(span, char))
        fix = None
        if len(edits) == len(found):
            fix = Fix(
                _("Write the characters"), tuple(edits), Applicability.SAFE, ("/description",)
            )
        first = found[0]
        return self.diagnostic(
            Span(offset + first.start(), offset + first.end()),
            _(
                "`{entity}` is HTML, and a description is plain text: readers see the code, so "
                "write the character itself"
            ).format(entity=first.group()),
            fix=fix,
            pointer="/description",
        )

"""ST002: a heading that skips levels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.structure.headings import top_headings
from ainewslint.source.document import Document
from ainewslint.source.nodes import Heading

MAX_RELATED = 8


class HeadingJump(Rule[Document]):
    """Finds headings more than one level below the heading before them.

    ## What it does
    Reports once per article, at the first jump, and says which levels would mend all of them.
    Headings that share a level keep sharing one wherever that mends the article. The fix is
    unsafe: it changes how large headings look and what a table of contents holds. An article
    may begin at any level. Headings without text count for nothing.

    ## Why is this bad?
    Tables of contents and screen readers build on levels: below an H1 an H5 looks like a part
    of sections that do not exist, and its size is that of running text.

    ## Example
    ```markdown
    # 本周大模型动态

    ##### 一、开源模型

    三家公司开放了权重。

    ##### 二、推理成本

    价格又降了一半。
    ```

    ## Use instead
    ```markdown
    # 本周大模型动态

    ## 一、开源模型

    三家公司开放了权重。

    ## 二、推理成本

    价格又降了一半。
    ```

    ## Evidence
    15,098 of 36,854 real articles have a jump, 13,456 of them right after the H1. In 2,681
    articles there are 1,153; thirty drawn at random were read, one was wrong, an empty heading,
    which counts for nothing since.
    """

    code: ClassVar[str] = "ST002"
    name: ClassVar[str] = "heading-jump"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.DOCUMENT
    fixable: ClassVar[Applicability | None] = Applicability.UNSAFE

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """One finding for all jumps of the article."""
        headings = [
            one for one in top_headings(target) if one.content_span.start < one.content_span.end
        ]
        levels = [heading.level for heading in headings]
        jumps = [at for at in range(1, len(levels)) if levels[at] > levels[at - 1] + 1]
        if not jumps:
            return
        wanted = mended(levels)
        changes = sorted(
            {(was, now) for was, now in zip(levels, wanted, strict=True) if was != now}
        )
        first = jumps[0]
        yield self.diagnostic(
            headings[first].content_span,
            _(
                "The heading jumps from level {before} to level {level}, which leaves a hole in"
                " the outline that tables of contents and screen readers follow: write {changes}"
            ).format(
                before=levels[first - 1],
                level=levels[first],
                changes=", ".join(f"H{was} → H{now}" for was, now in changes),
            ),
            fix=_fix(context.article.source.text, headings, wanted),
            related=[
                Related(
                    headings[at].content_span,
                    _("H{before} is followed by H{level}").format(
                        before=levels[at - 1], level=levels[at]
                    ),
                )
                for at in jumps[1 : 1 + MAX_RELATED]
            ],
        )


def mended(levels: list[int]) -> list[int]:
    """Levels without jumps: the used ones closed up, or, where that is not enough, by nesting."""
    used = sorted(set(levels))
    closed = {level: used[0] + rank for rank, level in enumerate(used)}
    result = [closed[level] for level in levels]
    if all(now <= before + 1 for before, now in pairwise(result)):
        return result
    result = []
    open_levels: list[tuple[int, int]] = []  # (as written, mended) of the headings around
    for level in levels:
        while open_levels and open_levels[-1][0] >= level:
            open_levels.pop()
        now = open_levels[-1][1] + 1 if open_levels else level
        open_levels.append((level, now))
        result.append(now)
    return result


def _fix(text: str, headings: list[Heading], wanted: list[int]) -> Fix | None:
    edits = []
    for heading, level in zip(headings, wanted, strict=True):
        if heading.level == level:
            continue
        start = heading.span.start
        if heading.setext or text[start : start + heading.level] != "#" * heading.level:
            return None
        edits.append(Edit(Span(start, start + heading.level), "#" * level))
    title = _("Close the holes between heading levels")
    return Fix(title, tuple(edits), Applicability.UNSAFE)

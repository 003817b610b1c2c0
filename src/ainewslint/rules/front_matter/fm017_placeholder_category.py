"""FM017: a category that says there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import texts
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter

PLACEHOLDERS = (
    "未分类",
    "未分類",
    "无标签",
    "無標籤",
    "无分类",
    "默认分类",
    "默认",
    "暂无",
    "uncategorized",
    "uncategorised",
    "untagged",
    "no category",
    "no tags",
    "todo",
    "tbd",
)


@record(frozen=True)
class Options:
    """Options of placeholder-category."""

    keys: tuple[str, ...] = option(
        ("categories", "category", "tags"), "keys that hold categories or tags"
    )
    words: tuple[str, ...] = option(PLACEHOLDERS, "what stands for no category; capitals are equal")


class PlaceholderCategory(Rule[FrontMatter]):
    """Reports categories and tags that only say that there is none.

    ## What it does
    Checks categories and tags for stopgaps such as `未分类`, `无标签` and `Uncategorized`.

    ## Why is this bad?
    Such a category collects whatever nobody sorted, and readers find nothing by it.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    categories: [Uncategorized]
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    categories: [AI models]
    ---

    Three models came out in March.
    ```

    ## Evidence
    1,319 findings in 1,220 of 2,681 articles: 未分类 1,085 times, 无标签 234 times. All right.
    """

    code: ClassVar[str] = "FM017"
    name: ClassVar[str] = "placeholder-category"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each stopgap."""
        words = {word.casefold() for word in self.options.words}
        for pointer, text in texts(front, self.options.keys):
            if text.strip().casefold() in words:
                key = pointer[1:].partition("/")[0]
                yield self.diagnostic(
                    front.visible_span(pointer),
                    _(
                        "“{text}” in {key} says that nobody sorted the article, so readers find "
                        "nothing by it: name its subject"
                    ).format(text=text, key=describe(f"/{key}")),
                    pointer=pointer,
                )

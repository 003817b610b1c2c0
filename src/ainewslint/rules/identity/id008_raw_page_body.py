"""ID008: a scraped page instead of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText

_PAGE = re.compile(
    r'\s*(?:#[^\n]{0,300}\n\s*)?(<div[^>\n]{0,200}class="(?:blog-content-box|article_content|htmledit_views)\b'
    r"[^>\n]{0,200}>|<!DOCTYPE html|<html\b)",
    re.IGNORECASE,
)


class RawPageBody(Rule[SourceText]):
    """Reports a body that is the HTML of a scraped page.

    ## What it does
    Looks at the beginning of the body for the wrappers of a blog page or a whole document.

    ## Why is this bad?
    Menus, counters and scripts of the page are published with the article, and nothing in it
    can be checked.

    ## Example
    ```markdown
    ---
    title: 模型蒸馏入门
    ---
    <div class="blog-content-box">
    <div class="article-header-box">…</div>
    </div>
    ```

    ## Use instead
    ```markdown
    ---
    title: 模型蒸馏入门
    ---
    蒸馏把大模型的知识教给小模型。
    ```

    ## Evidence
    None in the 2,681 articles of the sample; measured on made-up cases.
    """

    code = "ID008"
    name = "raw-page-body"
    severity = Severity.ERROR
    target = Target.SOURCE
    needs = ("<div", "<!", "<html", "<HTML")

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The wrapper at the top."""
        match = _PAGE.match(source.text, context.article.body_start)
        if match is not None:
            yield self.diagnostic(
                Span(*match.span(1)),
                _(
                    "This is the HTML of a scraped page, so its menus and counters are published "
                    "and nothing can be checked: convert the article to Markdown"
                ),
            )

"""ID008: the body is a scraped page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.text import SourceText

_FIRST_LINES = regex(r"[^\r\n]*\S[^\r\n]*")
# What only the frame of a page has: of any page, then of CSDN's.
_FRAME = regex(
    r"[ \t]{0,3}(<(?:!doctype html|html|body)\b[^>\r\n]{0,200}>?"
    r"|<(?:div|main|article)\b[^>\r\n]{0,200}\b(?:blog-content-box|article-header-box|baidu_pl"
    r"|article_content|content_views|blog-post-content|toolbar-container)\b[^>\r\n]{0,200}>?)",
    re.IGNORECASE,
)
_LINES = 3  # a heading and a picture may stand before it


class RawPageBody(Rule[SourceText]):
    """Reports a body that is the HTML of a page and not an article in Markdown.

    ## What it does
    Looks for the frame of a page (`<html>`, `<div class="blog-content-box">`) in the first lines
    of the body.

    ## Why is this bad?
    The mirror saved the page instead of the article: headers, buttons and advertising come
    along, and no rule or style of the site applies to the text.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    ---

    <div class="blog-content-box">
    <h1>What came out in March</h1>
    <p>Three models came out in March.</p>
    </div>
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    ---

    # What came out in March

    Three models came out in March.
    ```

    ## Evidence
    None of 2,681 articles has it; the cases are made up.
    """

    code: ClassVar[str] = "ID008"
    name: ClassVar[str] = "raw-page-body"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE
    needs: ClassVar[tuple[str, ...]] = ("<d", "<D", "<h", "<H", "<b", "<B", "<m", "<a", "<!")

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the frame's opening tag."""
        start = context.article.body_start
        for number, line in enumerate(_FIRST_LINES.finditer(source.text, start)):
            if number == _LINES or line[0].lstrip().startswith(("```", "~~~")):
                return
            match = _FRAME.match(line[0])
            if match is not None:
                begin = line.start() + match.start(1)
                yield self.diagnostic(
                    Span(begin, begin + len(match[1])),
                    _(
                        "The body is the HTML of a whole page and not the article in Markdown: "
                        "fetch the article's text again"
                    ),
                )
                return

"""ST009: an article with next to nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.document import Document
from ainewslint.source.nodes import Code, Heading, Html, Image, Table
from ainewslint.source.outline import count_words
from ainewslint.source.prose import OBJECT

_LONG = regex(r"\w")


@record(frozen=True)
class Options:
    """The options of ST009."""

    min_words: int = option(5, "words (a Han character counts as one) below which it is empty")


class NearEmptyBody(Rule[Document]):
    """Reports articles with front matter and next to no text.

    ## What it does
    Counts the words outside headings. An article with an image, a table, code, HTML or a
    shortcode shows something and is left alone, and so is a draft (`draft: true`).

    ## Why is this bad?
    The reader opens an empty page.

    ## Example
    ```markdown
    ---
    title: 模型蒸馏入门
    date: 2025-03-01
    ---

    # 模型蒸馏入门
    ```

    ## Use instead
    ```markdown
    ---
    title: 模型蒸馏入门
    date: 2025-03-01
    ---

    # 模型蒸馏入门

    蒸馏把大模型的知识教给小模型。
    ```

    ## Evidence
    Rare in published articles; every hit in the sample was read.
    """

    code = "ST009"
    name = "near-empty-body"
    severity = Severity.ERROR
    target = Target.DOCUMENT
    Options = Options

    def check(self, document: Document, context: Context, /) -> Iterator[Diagnostic]:
        """The body, when it holds nothing."""
        front = context.article.front_matter
        body = context.article.body
        if front is None or not front.is_mapping or front.data.get("draft") is True:
            return
        # A body this long has words enough; counting them would parse it all.
        if len(body) > 2000 and len(_LONG.findall(body[:2000])) > 500:
            return
        if document.of(Code, Table, Html, Image) or "_index" in context.article.path:
            return
        blocks = [one for one in context.article.prose if not isinstance(one.node, Heading)]
        if any(block.holes for block in blocks):
            return
        words = sum(count_words(block.text.replace(OBJECT, " ")) for block in blocks)
        if words < self.options.min_words:
            start = front.span.start
            yield self.diagnostic(
                Span(start, front.opening_span.end),
                _(
                    "The article has next to no text ({words} words), so readers find an empty "
                    "page: write it or mark it as a draft"
                ).format(words=words),
            )

"""CI008: a source that is a search page, a shared chat or an aggregator's front page."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.citations.pages import PageKind, page_kind
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.reference_lists import ListKind
from ainewslint.source.text import SourceText


class SearchResultSource(Rule[SourceText]):
    """Reports references to pages that are not the source of anything.

    ## What it does
    Finds entries whose URL is the result page of a search engine, a conversation with a chat
    assistant, or the front page of a news aggregator.

    ## Why is this bad?
    A search page shows something else to every reader and every day; a chat is a claim without a
    source; a front page has long moved on.

    ## Example
    ```markdown
    ## 参考资料

    1. [氢能重卡运营数据](https://www.baidu.com/s?wd=hydrogen+truck)
    ```

    ## Use instead
    ```markdown
    ## 参考资料

    1. [氢能重卡运营数据](https://example.org/hydrogen-trucks)
    ```

    ## Evidence
    44 in 2 of 2,681 articles: a library's result pages given as papers, and a chat.
    """

    code = "CI008"
    name = "search-result-source"
    severity = Severity.WARNING
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each entry that leads to such a page."""
        for one in context.article.references.lists:
            if one.kind is ListKind.DEFINITIONS:
                continue
            for entry in one.entries:
                kind = page_kind(entry.url) if entry.url else None
                if kind is not None:
                    yield self.diagnostic(entry.span, self._message(kind))

    def _message(self, kind: PageKind) -> str:
        if kind is PageKind.SEARCH:
            return _(
                "This source is a page of search results, which differ from reader to reader: "
                "link the page you found through it"
            )
        if kind is PageKind.CHAT:
            return _(
                "This source is a conversation with a chat assistant: "
                "link what the assistant's answer rests on"
            )
        return _(
            "This source is an aggregator's front page, where the news is gone tomorrow: "
            "link the article itself"
        )

"""CI006: two references to the same page."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.citations.pages import same_page
from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.reference_entries import Entry
from ainewslint.source.reference_lists import ListKind
from ainewslint.source.text import SourceText


class DuplicateReference(Rule[SourceText]):
    """Reports entries of one list that lead to the same page.

    ## What it does
    Compares the first URL of every entry of a list after normalisation: scheme, `www.`, a final
    slash, the fragment and tracking parameters make no difference.

    ## Why is this bad?
    The list looks better sourced than it is, and the text cites one page under two numbers.

    ## Example
    ```markdown
    ## 参考资料

    1. [充电桩布局报告](https://example.org/chargers?utm_source=feed)
    2. [报告原文](http://www.example.org/chargers/)
    ```

    ## Use instead
    ```markdown
    ## 参考资料

    1. [充电桩布局报告](https://example.org/chargers)
    2. [充电桩利用率数据](https://example.org/chargers/usage)
    ```

    ## Evidence
    17 in 1 of 2,681 articles, which lists one search and one paper again and again.
    """

    code = "CI006"
    name = "duplicate-reference"
    severity = Severity.WARNING
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each entry whose page an earlier entry has."""
        for one in context.article.references.lists:
            if one.kind is ListKind.DEFINITIONS:
                continue
            seen: dict[str, Entry] = {}
            for entry in one.entries:
                if entry.url is None:
                    continue
                first = seen.setdefault(same_page(entry.url), entry)
                if first is not entry:
                    yield self._repeated(entry, first)

    def _repeated(self, entry: Entry, first: Entry) -> Diagnostic:
        if first.number is None:
            message = _("This reference leads to the same page as an earlier one: keep one of them")
        else:
            message = _(
                "This reference leads to the same page as reference {number}: "
                "keep one and cite that"
            ).format(number=first.number)
        return self.diagnostic(
            entry.span, message, related=(Related(first.span, _("the earlier reference")),)
        )

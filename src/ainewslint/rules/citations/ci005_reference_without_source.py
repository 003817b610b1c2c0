"""CI005: a reference that leads the reader nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.reference_lists import ListKind
from ainewslint.source.text import SourceText

_PROSE = 2  # so many commas and it is a remark among the references


class ReferenceWithoutSource(Rule[SourceText]):
    """Reports references that have neither a URL nor the marks of a publication.

    ## What it does
    An entry is a source when it has a URL, an identifier (DOI, arXiv, ISBN, RFC, a standard's
    number), a GB/T 7714 kind such as `[J]`, or two of: authors, year, venue, a title in 《》.
    Any other entry is reported.

    ## Why is this bad?
    "官方文档" or "网络资料" names nothing that a reader could open and check.

    ## Example
    ```markdown
    ## 参考资料

    1. 厂商官方文档
    2. [风机运维手册](https://example.org/turbine-manual)
    ```

    ## Use instead
    ```markdown
    ## 参考资料

    1. [厂商官方文档](https://example.org/docs)
    2. [风机运维手册](https://example.org/turbine-manual)
    ```

    ## Evidence
    2 in 2 of 2,681 articles: official documentation and an API without an address.
    """

    code = "CI005"
    name = "reference-without-source"
    severity = Severity.WARNING
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each entry that is no source."""
        for one in context.article.references.lists:
            if one.title is None or one.kind is ListKind.DEFINITIONS:
                continue
            if one.pseudo and sum(entry.has_source for entry in one.entries) * 3 < (
                len(one.entries) * 2
            ):  # a line that only looks like a heading, before a list of something else
                continue
            for entry in one.entries:
                if entry.text and not entry.has_source and entry.text.count("，") < _PROSE:
                    yield self.diagnostic(
                        entry.span,
                        _(
                            "This reference names neither a URL nor a publication a reader "
                            "could find: add the link, or author, title and year"
                        ),
                    )

"""LK014: a link whose page is gone."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context
from ainewslint.rules.links.url_rule import UrlRule
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink


class DeadLink(UrlRule):
    """Reports links whose page is gone; online only.

    ## What it does
    With `check --online` (and in `ainewslint links`) every http(s) address is asked for once. A
    page that answers 404 or 410, a host that does not exist, and redirects that go in a circle,
    which no browser gets out of either, are dead. Other redirects, timeouts, server errors, 429
    and pages that turn programs away say nothing about what a reader gets and are never reported;
    nor are circles of sites that set a cookie on the way or are known to turn programs away. With
    `links --suggest-archive` the Wayback Machine's copy is named.

    ## Why is this bad?
    The reader cannot check what the article says, and follows the link into an error page.

    ## Example
    ```text
    完整得分见[技术报告](https://example.com/removed-report)。
    ```

    ## Use instead
    ```text
    完整得分见[技术报告](https://web.archive.org/web/2025/https://example.com/removed-report)。
    ```

    ## Evidence
    Needs the network, so it was measured on a test site of real sockets, not on articles.
    """

    code = "LK014"
    name = "dead-link"
    severity = Severity.ERROR
    needs = ("//",)
    plain = True
    yields_to = ("LK002", "LK003", "LK009", "AI007")

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """The problems of all URLs; nothing where the network was not asked."""
        return super().check(target, context) if context.link_outcomes else ()

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where the network said that a page is gone."""
        outcome = context.link_outcomes.get(link.url)
        if outcome is None or outcome.kind != "dead":
            return None
        copy = None
        if outcome.archive_url:
            copy = _("An archived copy: {url}").format(url=outcome.archive_url)
        return self.diagnostic(
            link.span,
            _(
                "This page is gone ({reason}), so the reader cannot follow the source: "
                "find its new address or an archived copy"
            ).format(reason=outcome.reason),
            help=copy,
            pointer=link.pointer,
        )

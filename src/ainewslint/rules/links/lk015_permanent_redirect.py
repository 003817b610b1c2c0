"""LK015: a link whose page has moved for good."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink
from ainewslint.source.urls import encode_for_markdown


class PermanentRedirect(UrlRule):
    """Reports links whose page says that it has moved for good; online only, off by default.

    ## What it does
    With `check --online`, finds addresses that answer with a permanent redirect (301, 308), and
    offers the new address. Temporary redirects are the site's own business.

    ## Why is this bad?
    The old address works as long as its owner keeps the redirect; then the source is lost.

    ## Example
    ```text
    见[文档](http://docs.example.com/old/guide)。
    ```

    ## Use instead
    ```text
    见[文档](https://docs.example.com/guide)。
    ```

    ## Evidence
    Needs the network, so it was measured on a test site of real sockets, not on articles.
    """

    code = "LK015"
    name = "permanent-redirect"
    severity = Severity.INFO
    default = False
    fixable = Applicability.UNSAFE
    needs = ("//",)
    plain = True
    yields_to = ("LK002", "LK003", "LK009")

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """The problems of all URLs; nothing where the network was not asked."""
        return super().check(target, context) if context.link_outcomes else ()

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where the network said that a page has moved."""
        outcome = context.link_outcomes.get(link.url)
        target = outcome.moved_to if outcome is not None else None
        if not target or target == link.url:
            return None
        fix = None
        safe = encode_for_markdown(target)
        if safe is not None:
            title = _("Link to {url}").format(url=safe)
            fix = replacing_fix(context.article, link, safe, title, Applicability.UNSAFE)
        return self.diagnostic(
            link.span,
            _(
                "This page has moved for good to {url}, and the old address will stop working: "
                "link to the new one"
            ).format(url=target[:200]),
            fix=fix,
            pointer=link.pointer,
        )

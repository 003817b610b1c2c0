"""LK002: an address that no browser reads as the author meant it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context
from ainewslint.rules.links.broken_link_faults import cut_off, flaw_of
from ainewslint.rules.links.url_faults import fault_of, is_shortened
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink, Where, broken_links, texts_with_addresses

_WEB = regex(r"\s*<?(?:https?[:：]|www\.)", re.IGNORECASE)
# In running text only what a domain follows, and nothing behind a path or a word.
_BARE = regex(
    r"(?<![A-Za-z0-9_/.:=\-])https?(?:[:：;；]?(?:/(?!/)|//|\\\\))"
    r"(?<!://)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:[/?#][!-;=?-~]{0,500})?",
    re.IGNORECASE | re.ASCII,
)


class MalformedUrl(UrlRule):
    """Reports addresses that cannot work, and links that Markdown does not read as links.

    ## What it does
    Finds a scheme that is damaged (`https:/x`, `https：//x`), doubled (`https://https://x`) or
    missing (`www.example.com`), a host name that cannot be one, marks that ran into it
    (`https://example.com),`), two addresses run together, an address cut off with `…`, and a
    parameter that was turned into a special character. It also finds links that stay in the text
    as `[…](…)`: with blanks in the address, broken over blocks or lines, never closed, or never
    opened.

    ## Why is this bad?
    The browser looks for the address on the wrong site or not at all, or the reader sees raw
    Markdown in place of a link. Either way the source cannot be followed.

    ## Example
    ```markdown
    权重见[模型页](https:/huggingface.co/example/model)。
    ```

    ## Use instead
    ```markdown
    权重见[模型页](https://huggingface.co/example/model)。
    ```

    ## Evidence
    Over 2,681 articles: 143 findings in 75 articles, all read, all right: links broken over
    several blocks 89, over several lines 14, cut off 13, a mark behind the host name 10, no
    scheme 5, blanks 4, never closed 3, one each of other kinds. Bare text is judged for doubled
    schemes and joined addresses only.
    """

    code = "LK002"
    name = "malformed-url"
    severity = Severity.ERROR
    fixable = Applicability.SAFE
    yields_to = ("LK016", "LK013", "AI007")

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """The problems of all URLs, and of links that stay in the text."""
        yield from super().check(target, context)
        text = context.article.source.text
        for broken in broken_links(context.article):
            flaw = flaw_of(broken, text)
            if flaw is not None:
                yield self.diagnostic(flaw.span, flaw.message, fix=flaw.fix)
        for node in texts_with_addresses(context.article):
            yield from self._in_text(node.span, text)

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where a URL cannot mean what it should."""
        url = link.url
        bare = link.where is Where.BARE
        fault = fault_of(url, bare=bare)
        if fault is None:
            if not bare and is_shortened(url) and _WEB.match(url):
                return self.diagnostic(link.span, cut_off())
            return None
        fix = None
        if fault.meant is not None:
            fix = replacing_fix(
                context.article,
                link,
                fault.meant,
                _("Write {url}").format(url=fault.meant[:120]),
                Applicability.SAFE if fault.certain else Applicability.UNSAFE,
            )
        return self.diagnostic(link.span, fault.message, fix=fix)

    def _in_text(self, span: Span, text: str) -> Iterator[Diagnostic]:
        """Addresses in running text that no processor makes a link of, for their scheme."""
        for match in _BARE.finditer(text, *span):
            fault = fault_of(match[0], bare=True)
            if fault is None or fault.meant is None:
                continue
            edit = Edit(Span(*match.span()), fault.meant)
            title = _("Write {url}").format(url=fault.meant[:120])
            fix = Fix(title, (edit,), Applicability.UNSAFE, ("text",))
            yield self.diagnostic(edit.span, fault.message, fix=fix)

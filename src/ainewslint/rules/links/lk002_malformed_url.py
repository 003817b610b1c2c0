"""LK002: an address that no browser reads as the author meant it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context
from ainewslint.rules.links.url_faults import fault_of, is_shortened
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import (
    BrokenLink,
    Hyperlink,
    Where,
    broken_links,
    texts_with_addresses,
)

_WEB = regex(r"\s*<?(?:https?[:：]|www\.)", re.IGNORECASE)
_IMAGE_FILE = regex(r"[^\n]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_TITLE = regex(r"\s(?:\"[^\"]*\"|'[^']*')\s*\Z")
# In running text only what a domain follows, and nothing behind a path or a word.
_BARE = regex(
    r"(?<![A-Za-z0-9_/.:=\-])https?(?:[:：;；]?(?:/(?!/)|//|\\\\))"
    r"(?<!://)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:[/?#][!-;=?-~]{0,500})?",
    re.IGNORECASE | re.ASCII,
)
_BLANKS = regex(r"\s+")
# The rest of an address on the next line, behind the marks of a quote.
_NEXT_LINE = regex(
    r"""(?:\r\n?|\n)[ \t>]{0,40}([^\s()<>\[\]]{1,400})"""
    r"""(?:\s(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\)"""
)


class MalformedUrl(UrlRule):
    """Reports addresses that cannot work, and links that Markdown does not read as links.

    ## What it does
    Finds a scheme that is damaged (`https:/x`, `https：//x`), doubled (`https://https://x`) or
    missing (`www.example.com`), a host name that cannot be one, two addresses run together, an
    address cut off with `…`, and a parameter that was turned into a special character. It also
    finds links that stay in the text as `[…](…)`: with blanks in the address, broken over
    blocks, or never closed.

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
    Over 2,681 articles: 143 findings in 75 articles. Up to thirty of each kind were read
    (broken over blocks 86, over two lines 12, host name 11, never closed 10, cut off 9, no
    scheme 5, blanks 4, link in a link 4) and thirty drawn at random: all are right. Bare text is judged for doubled
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
            yield from self._broken(broken, text)
        for node in texts_with_addresses(context.article):
            yield from self._in_text(node.span, text)

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where a URL cannot mean what it should."""
        url = link.url
        bare = link.where is Where.BARE
        fault = fault_of(url, bare=bare)
        if fault is None:
            if not bare and is_shortened(url) and _WEB.match(url):
                return self.diagnostic(
                    link.span,
                    _(
                        "This address was cut off for display and leads nowhere: "
                        "copy it whole from the source"
                    ),
                )
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

    def _broken(self, broken: BrokenLink, text: str) -> Iterator[Diagnostic]:
        written = text[broken.destination.start : broken.destination.end]
        address = written.strip()
        if address.endswith(('"', "'")):
            address = _TITLE.sub("", address).strip()
        web = _WEB.match(address) is not None
        blank = _BLANKS.search(address) is not None
        if not web and not (broken.image and blank and _IMAGE_FILE.fullmatch(address)):
            return
        if not broken.closed:
            yield self._over_lines(broken, text) or self._unclosed(broken, written)
        elif blank and broken.label is not None and "<" not in address:
            encoded = _BLANKS.sub("%20", address)
            edit = Edit(broken.destination, written.replace(address, encoded))
            yield self.diagnostic(
                broken.destination,
                _(
                    "An address with blanks makes no link, so the reader sees the raw text: "
                    "write %20 for each blank"
                ),
                fix=Fix(_("Write %20 for the blanks"), (edit,), Applicability.UNSAFE, ("text",)),
            )
        elif broken.label is None:
            yield self.diagnostic(
                broken.destination,
                _(
                    "This link is broken over several blocks, so the reader sees “](…)” in the "
                    "text: put text and address on one line"
                ),
            )
        else:
            yield self.diagnostic(
                broken.destination,
                _(
                    "Markdown does not read this as a link, so the reader sees brackets and "
                    "address: look for a bracket too many or a link inside the link's text"
                ),
            )

    def _over_lines(self, broken: BrokenLink, text: str) -> Diagnostic | None:
        """An address that goes on in the next line, where a parenthesis ends it."""
        end = broken.destination.end
        match = _NEXT_LINE.match(text, end)
        if match is None or text[broken.destination.start : end].endswith((" ", ")", "）")):
            return None
        edit = Edit(Span(end, match.start(1)), "")
        return self.diagnostic(
            Span(broken.destination.start, match.end(1)),
            _(
                "This address is broken over two lines, so it makes no link and the reader sees "
                "raw Markdown: put it on one line"
            ),
            fix=Fix(_("Join the lines"), (edit,), Applicability.UNSAFE, ("text",)),
        )

    def _unclosed(self, broken: BrokenLink, written: str) -> Diagnostic:
        fix = None
        stripped = written.rstrip()
        if stripped.endswith("）") and not _BLANKS.search(stripped) and stripped.isprintable():
            end = broken.destination.start + len(stripped)
            edit = Edit(broken.destination._replace(start=end - 1, end=end), ")")
            fix = Fix(_("Close the link"), (edit,), Applicability.UNSAFE, ("text",))
        return self.diagnostic(
            broken.destination,
            _(
                "The parenthesis behind this address is missing or full-width, so the reader sees "
                "raw Markdown: close the link with “)”"
            ),
            fix=fix,
        )

"""ID007: what identifies the article, left in its body."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.identity import ArturlError, decode_arturl, last_path_part
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.facts import artid_of
from ainewslint.source.article import Article
from ainewslint.source.nodes import Code, CodeSpan
from ainewslint.source.text import SourceText

# "http" in hex, with a colon between any two of its bytes; not a part of a longer word or URL.
_HEX = regex(r"(?<![0-9A-Za-z/:%._=-])68:?74:?74:?70[0-9A-Fa-f:]{10,}(?![0-9A-Za-z/%._=-])")
_ELEMENT = regex(
    r"(?:^|(?<=[\r\n]))[ \t]*+(<p class=[\"']?artid[\"']?>[^<\r\n]{0,400}(?:</p>)?)"
    r"[ \t]*+(?=[\r\n]|\Z)"
)
_VARIABLE = regex(r"(?:^|(?<=[\r\n]))[ \t]*+(\$\{?url\}?)[ \t]*+(?=[\r\n]|\Z)")


class EncodedUrlInBody(Rule[SourceText]):
    """Reports the article's encoded URL, or the mirror's template variables, in the text.

    ## What it does
    Finds URLs in hex as in `arturl_encode`, alone on a line, with their colons, or of this very
    article, and lines that hold an element `<p class="artid">` or the variable `$url`. In code
    only the article's own URL is reported. The fix removes a line that holds nothing else.

    ## Why is this bad?
    The mirror's machinery shows: a hundred digits without meaning at the end of the text, which
    also make the page wider than the screen.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    ---

    Three models came out in March.

    6874:7470733a2f2f612e636e2f31303031
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    ---

    Three models came out in March.
    ```

    ## Evidence
    73 of 2,681 articles; those that were read are right: the last line of the body is the article's own
    URL, and `arturl_encode` is missing in the front matter. Proxied pictures with a URL in hex
    are left alone.
    """

    code: ClassVar[str] = "ID007"
    name: ClassVar[str] = "encoded-url-in-body"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE
    fixable = Applicability.SAFE
    needs: ClassVar[tuple[str, ...]] = ("6874", "68:74", "artid", "$url", "${url}")

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each leftover."""
        body = _Body(context.article)
        lines = list(body.template_lines())
        for span in lines:
            text = source.slice(span)
            yield self._report(
                span,
                body,
                _(
                    "“{text}” was left by the mirror's template and means nothing to a reader: "
                    "remove it"
                ).format(text=text if len(text) <= 40 else text[:39] + "…"),
            )
        for span in body.encoded_urls():
            if not _covers(lines, span):
                yield self._report(
                    span,
                    body,
                    _(
                        "This is the article's encoded URL, which means nothing to a reader: "
                        "remove it"
                    ),
                    _("It is the value that `arturl_encode` lacks: move it there.")
                    if body.lacks_encoded
                    else None,
                )

    def _report(self, span: Span, body: _Body, message: str, hint: str | None = None) -> Diagnostic:
        removal, fix = body.removal(span), None
        if removal is not None:
            fix = Fix(_("Remove the line"), (Edit(removal, ""),), Applicability.SAFE)
        return self.diagnostic(span, message, help=hint, fix=fix)


class _Body:
    """An article's body, searched for leftovers."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.source = article.source
        self.start = article.body_start
        front = article.front_matter
        self.artid = artid_of(front) if front is not None else None
        self.lacks_encoded = bool(front and self.artid and "arturl_encode" not in front.data)

    def template_lines(self) -> Iterator[Span]:
        """Lines with nothing but the mirror's element or variable, code left out."""
        text = self.source.text
        found = [
            Span(*match.span(1))
            for pattern, marks in ((_ELEMENT, ("<p class=",)), (_VARIABLE, ("$url", "${url}")))
            if any(text.find(mark, self.start) >= 0 for mark in marks)
            for match in pattern.finditer(text, self.start)
        ]
        for span in sorted(found):
            if not _covers(self.code, span):
                yield span

    def encoded_urls(self) -> Iterator[Span]:
        """URLs in hex that can only be leftovers."""
        text = self.source.text
        if all(text.find(mark, self.start) < 0 for mark in ("6874", "68:74")):
            return
        for match in _HEX.finditer(text, self.start):
            try:
                url = decode_arturl(match[0])
            except ArturlError:
                continue
            span = Span(*match.span())
            unmistakable = ":" in match[0] or self.removal(span) is not None
            if last_path_part(url) == self.artid or (unmistakable and not _covers(self.code, span)):
                yield span

    @functools.cached_property
    def code(self) -> list[Span]:
        """The spans of code, in order."""
        return [node.span for node in self.article.document.of(Code, CodeSpan)]

    def removal(self, span: Span) -> Span | None:
        """The line of a span with the line end before it (behind it in the body's first line).

        None where other things stand on the line.
        """
        source = self.source
        line = source.line_number(span.start)
        start, end = source.line_span(line)
        if source.text[start : span.start].strip() or source.text[span.end : end].strip():
            return None
        if start > self.start:
            return Span(source.line_span(line - 1).end, end)
        return Span(start, max(source.line_span(line + 1).start, end))


def _covers(spans: list[Span], span: Span) -> bool:
    """Whether one of some sorted, disjoint spans overlaps another."""
    index = bisect_right(spans, span.start, key=lambda each: each.start)
    return any(each.overlaps(span) for each in spans[max(index - 1, 0) : index + 1])

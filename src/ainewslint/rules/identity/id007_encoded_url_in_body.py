"""ID007: what identifies the article, left in its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.identity import ArturlError, decode_arturl, last_path_part
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.facts import artid_of
from ainewslint.source.article import Article
from ainewslint.source.nodes import Code
from ainewslint.source.text import SourceText

# "http" in hex, with a colon between any two of its bytes, alone on its line.
_HEX_LINE = re.compile(
    r"(?:^|(?<=[\r\n]))[ \t>]*+(68:?74:?74:?70[0-9A-Fa-f:]{10,})[ \t]*+(?=[\r\n]|\Z)"
)
_ELEMENT = re.compile(
    r"(?:^|(?<=[\r\n]))[ \t]*+(<p class=[\"']?artid[\"']?>[^<\r\n]{0,400}(?:</p>)?)"
    r"[ \t]*+(?=[\r\n]|\Z)"
)
_VARIABLE = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*+(\$\{?url\}?)[ \t]*+(?=[\r\n]|\Z)")


class EncodedUrlInBody(Rule[SourceText]):
    """Reports the article's encoded URL, or the mirror's template variables, in the text.

    ## What it does
    Finds lines of the body that are nothing but a URL in hex as in `arturl_encode`, an element
    `<p class="artid">`, or the variable `$url`. In code such a line is only reported when it is
    this article's own URL. The fix removes the line.

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
    """

    code: ClassVar[str] = "ID007"
    name: ClassVar[str] = "encoded-url-in-body"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE
    fixable = Applicability.SAFE
    needs: ClassVar[tuple[str, ...]] = ("6874", "68:74", "artid", "$url", "${url}")

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each leftover."""
        article = context.article
        text, start = source.text, article.body_start
        if text.find("68", start) >= 0:
            for match in _HEX_LINE.finditer(text, start):
                span = Span(*match.span(1))
                if _is_leftover(match[1], span, article):
                    yield self._report(
                        span,
                        source,
                        _(
                            "This line is the article's encoded URL, which means nothing to a "
                            "reader: remove it"
                        ),
                    )
        for pattern, mark in ((_ELEMENT, "artid"), (_VARIABLE, "url")):
            if text.find(mark, start) < 0:
                continue
            for match in pattern.finditer(text, start):
                span = Span(*match.span(1))
                if not _in_code(span, article):
                    yield self._report(
                        span,
                        source,
                        _(
                            "“{text}” was left by the mirror's template and means nothing to a "
                            "reader: remove it"
                        ).format(text=match[1] if len(match[1]) <= 40 else match[1][:39] + "…"),
                    )

    def _report(self, span: Span, source: SourceText, message: str) -> Diagnostic:
        return self.diagnostic(
            span,
            message,
            fix=Fix(_("Remove the line"), (Edit(_removal(span, source), ""),), Applicability.SAFE),
        )


def _is_leftover(value: str, span: Span, article: Article) -> bool:
    try:
        url = decode_arturl(value)
    except ArturlError:
        return False
    front = article.front_matter
    artid = artid_of(front) if front is not None else None
    return last_path_part(url) == artid or not _in_code(span, article)


def _in_code(span: Span, article: Article) -> bool:
    return any(code.span.overlaps(span) for code in article.document.of(Code))


def _removal(span: Span, source: SourceText) -> Span:
    """The whole line with its end; without the line end where a quote marker stands before."""
    line = source.line_number(span.start)
    start, end = source.line_span(line)
    if source.text[start : span.start].strip():
        return span
    return Span(start, max(source.line_span(line + 1).start, end))

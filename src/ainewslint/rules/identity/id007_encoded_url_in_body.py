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
from ainewslint.source.nodes import Code, CodeSpan
from ainewslint.source.text import SourceText

# "http" in hex, with a colon between any two of its bytes; not a part of a longer word or URL.
_HEX = re.compile(r"(?<![0-9A-Za-z/:%._=-])68:?74:?74:?70[0-9A-Fa-f:]{10,}(?![0-9A-Za-z/%._=-])")
_ELEMENT = re.compile(
    r"(?:^|(?<=[\r\n]))[ \t]*+(<p class=[\"']?artid[\"']?>[^<\r\n]{0,400}(?:</p>)?)"
    r"[ \t]*+(?=[\r\n]|\Z)"
)
_VARIABLE = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*+(\$\{?url\}?)[ \t]*+(?=[\r\n]|\Z)")


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
        front = article.front_matter
        lost = front is not None and "arturl_encode" not in front.data and "artid" in front.data
        hint = _("It is the value that `arturl_encode` lacks: move it there.") if lost else None
        text, start = source.text, article.body_start
        if text.find("68", start) >= 0:
            for match in _HEX.finditer(text, start):
                span = Span(*match.span())
                if _is_leftover(match[0], span, article):
                    yield self._report(
                        span,
                        source,
                        _(
                            "This is the article's encoded URL, which means nothing to a reader: "
                            "remove it"
                        ),
                        hint,
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

    def _report(
        self, span: Span, source: SourceText, message: str, hint: str | None = None
    ) -> Diagnostic:
        removal = _removal(span, source)
        fix = (
            Fix(_("Remove the line"), (Edit(removal, ""),), Applicability.SAFE) if removal else None
        )
        return self.diagnostic(span, message, help=hint, fix=fix)


def _is_leftover(value: str, span: Span, article: Article) -> bool:
    try:
        url = decode_arturl(value)
    except ArturlError:
        return False
    front = article.front_matter
    artid = artid_of(front) if front is not None else None
    if artid is not None and last_path_part(url) == artid:
        return True
    alone = _removal(span, article.source) is not None
    return (alone or ":" in value) and not _in_code(span, article)


def _in_code(span: Span, article: Article) -> bool:
    return any(code.span.overlaps(span) for code in article.document.of(Code, CodeSpan))


def _removal(span: Span, source: SourceText) -> Span | None:
    """The line of a span with its end; None where other things stand on it."""
    line = source.line_number(span.start)
    start, end = source.line_span(line)
    if source.text[start : span.start].strip() or source.text[span.end : end].strip():
        return None
    return Span(start, max(source.line_span(line + 1).start, end))

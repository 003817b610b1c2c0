"""LK016: a link to a script, to data that acts as a page, or to the author's own disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Where, broken_links, unusual_hyperlinks
from ainewslint.source.nodes import Text

_DROPPED = regex(r"[\t\r\n]")  # a browser takes them out of a URL before it reads the scheme
_SCRIPT = regex(r"(?:javascript|vbscript|livescript):", re.IGNORECASE)
_PAGE = regex(
    r"data:\s*(?:text/html|application/xhtml\+xml|image/svg\+xml|text/xml)", re.IGNORECASE
)
_DISK = regex(r"file:|[A-Za-z]:[\\/](?!/)|\\{1,2}[\w.-]+\\|[A-Za-z]:%5C", re.IGNORECASE)
# A definition or `<…>` that a processor did not take because of its scheme.
_LEFT_IN_TEXT = regex(
    r"(?:^\[[^\[\]]{1,100}\]:\s{1,9}<?|<)((?:(?:java|vb)script:|file://)[^\s<>]*)",
    re.IGNORECASE,
)
_SCHEMES = ("script:", "file://")
_BLANKS = "".join(map(chr, range(0x21)))


class UnsafeScheme(Rule[Document]):
    """Reports `javascript:`, `data:text/html`, `file:` and Windows paths in links and images.

    ## What it does
    Finds links that run a script, that open a page packed into the address itself, or that point
    at the author's own disk (`file:///…`, `C:\\…`). Many Markdown processors drop such links
    without a word, so the text is looked at, too. Pictures in `data:` are no links.

    ## Why is this bad?
    A script or a packed page runs in the reader's browser and is how accounts are stolen. A path
    on the author's disk is broken for everybody else and tells the author's name and folders.

    ## Example
    ```markdown
    ![训练曲线](file:///D:/Users/wang/Pictures/loss.png)
    ```

    ## Use instead
    ```markdown
    ![训练曲线](https://img.example.com/loss.png)
    ```

    ## Evidence
    None of 2,681 articles has such a link outside of code; the one Windows path stands in a
    code block and is left alone.
    """

    code = "LK016"
    name = "unsafe-scheme"
    severity = Severity.ERROR
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic where a URL acts on the reader's or names the author's machine."""
        for link in unusual_hyperlinks(context.article):
            url = link.url
            if url[:4] != "http" and (":" in url or "\\" in url or "%" in url):
                found = self._judge(url, link.span, image=link.where is Where.IMAGE)
                if found is not None:
                    yield found
        yield from self._dropped(context)

    def _dropped(self, context: Context) -> Iterator[Diagnostic]:
        text = context.article.source.text
        for one in broken_links(context.article):
            if one.closed and one.label is not None:
                found = self._judge(
                    text[one.destination.start : one.destination.end].lstrip("<"),
                    one.destination,
                    image=one.image,
                )
                if found is not None:
                    yield found
        if any(scheme in text for scheme in _SCHEMES):
            for node in context.article.document.of(Text):
                yield from self._left_in(node.span, text)

    def _left_in(self, span: Span, text: str) -> Iterator[Diagnostic]:
        for match in _LEFT_IN_TEXT.finditer(text[span.start : span.end]):
            start, end = match.span(1)
            place = Span(span.start + start, span.start + end)
            found = self._judge(match[1], place, image=False)
            if found is not None:
                yield found

    def _judge(self, url: str, span: Span, *, image: bool) -> Diagnostic | None:
        url = _DROPPED.sub("", url).lstrip(_BLANKS)
        if _SCRIPT.match(url):
            return self.diagnostic(
                span,
                _(
                    "This address runs a script in the reader's browser; sites drop it or put "
                    "their readers at risk: link to a page instead"
                ),
            )
        if _PAGE.match(url) and not (image and url[:10].lower() == "data:image"):
            return self.diagnostic(
                span,
                _(
                    "This address packs a whole page that acts in the reader's browser as if it "
                    "were yours: publish the page and link to it"
                ),
            )
        if _DISK.match(url):
            return self.diagnostic(
                span,
                _(
                    "This is a path on the author's own computer, so it is broken for every "
                    "reader: upload the file and use its address"
                ),
            )
        return None

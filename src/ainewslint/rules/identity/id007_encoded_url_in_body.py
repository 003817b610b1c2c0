"""ID007: the coded URL left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Code, CodeSpan
from ainewslint.source.text import BOM

# "http" in hexadecimal, colons anywhere between the bytes, up to the end of the digits.
_CODED = re.compile(r"(?<![0-9A-Fa-f:])68:?74:?74:?70(?::?[0-9A-Fa-f]{2}){12,}")
_ARTID = re.compile(r'<p class="artid">[^<\n]{0,300}</p>')
_WRAPPER = re.compile(
    r"(?:<p[^>\n]{0,80}>|hex|[\s$:>*#_-]|</p>|</?div[^>\n]{0,80}>)*", re.IGNORECASE
)


class EncodedUrlInBody(Rule[Document]):
    """Reports the hexadecimal URL, or the paragraph that held it, left in the text.

    ## What it does
    Finds hexadecimal digits that stand for an http URL, and `<p class="artid">`, outside code.
    The fix removes a line that holds nothing else.

    ## Why is this bad?
    Readers see a line of digits below the article.

    ## Example
    ```markdown
    The end.

    68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031
    ```

    ## Use instead
    ```markdown
    The end.
    ```

    ## Evidence
    822 of 36,854 real articles.
    """

    code = "ID007"
    name = "encoded-url-in-body"
    severity = Severity.ERROR
    target = Target.DOCUMENT
    fixable = Applicability.SAFE
    needs = ("68747470", "68:74", "6874", 'class="artid"')

    def check(self, document: Document, context: Context, /) -> Iterator[Diagnostic]:
        """Each leftover."""
        source, text = document.source, document.source.text
        hits = [
            Span(*match.span())
            for pattern in (_CODED, _ARTID)
            for match in pattern.finditer(text, document.body_start)
        ]
        if not hits:
            return
        code = [node.span for node in document.of(Code, CodeSpan)]
        hits = [hit for hit in hits if not any(hit.overlaps(span) for span in code)]
        outer = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
        for hit in sorted(outer):
            line = source.line_span(source.line_number(hit.start))
            around = text[line.start : hit.start].lstrip(BOM) + text[hit.end : line.end]
            fix = None
            if hit.end <= line.end and _WRAPPER.fullmatch(around):
                after = line.end + (2 if text[line.end : line.end + 2] == "\r\n" else 1)
                edit = Edit(Span(line.start, min(after, len(text))), "")
                fix = Fix(_("Remove the line"), (edit,), Applicability.SAFE, ("text",))
            yield self.diagnostic(
                hit,
                _(
                    "The coded URL of the article was left in the text, where readers see a line "
                    "of digits: remove it, the front matter has it"
                ),
                fix=fix,
            )


def _inside(hit: Span, other: Span) -> bool:
    return hit != other and other.start <= hit.start and hit.end <= other.end

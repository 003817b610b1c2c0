"""ST010: an article that stops in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Html, List, ListItem, Node, Paragraph, ThematicBreak
from ainewslint.source.prose import OBJECT, prose_of

# Signs no text ends with, and words that need another behind them.
_OPEN_SIGN = regex(r"[，、（《“「【,(]\Z")
_OPEN_WORD = regex(
    r"(?:(?<=[\u4e00-\u9fff])(?:以及|并且|因为|通过|为了|如果|但是|然而|而且|或者|例如|比如|和|与|或|把|被|将)"
    r"|[ ](?:and|or|the|of|to|with|an?|in|for|that|which|is|are|by|from|as|because|such as))\Z"
)
_MIN_LENGTH = 20  # characters; a shorter last line is a signature or a label
_HEX = regex(r"[0-9a-fA-F:]{16,}")


class TruncatedEnd(Rule[Document]):
    """Finds an article whose last sentence is cut off.

    ## What it does
    Looks at the last paragraph or list item: does it end with a comma, an opening bracket or
    quotation mark, or a word such as "和", "因为", "and", "of the"? A missing full stop alone
    is nothing.

    ## Why is this bad?
    The rest was lost: an answer hit its length limit, or a copy stopped early.

    ## Example
    ```markdown
    # 推理成本又降了

    三家云厂商本周同时下调了推理服务的价格，分析师认为主要原因是新一代芯片、
    ```

    ## Use instead
    ```markdown
    # 推理成本又降了

    三家云厂商本周同时下调了推理服务的价格，分析师认为主要原因是新一代芯片。
    ```

    ## Evidence
    Rare: 2,681 real articles were read for it, and every hit looked at.
    """

    code = "ST010"
    name = "truncated-end"
    severity = Severity.WARNING
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """The last words, if more must have followed."""
        paragraph = _last_paragraph(target)
        if paragraph is None:
            return
        source = target.source
        tail = source.text[max(paragraph.content_span.start, paragraph.content_span.end - 400) :]
        if not any(map(str.isalpha, tail)):
            return
        text = "".join(prose_of(paragraph.children)).replace(OBJECT, " ").strip()
        match = _OPEN_SIGN.search(text, max(0, len(text) - 1))
        match = match or _OPEN_WORD.search(text, max(0, len(text) - 12))
        if match is None or len(text) < _MIN_LENGTH:
            return
        end = paragraph.content_span.end
        word = match.group().strip()
        start = source.text.rfind(word, paragraph.content_span.start, end)
        yield self.diagnostic(
            Span(start if start >= 0 else end - 1, end),
            _(
                "The article ends with “{word}”, in the middle of a sentence, so its end was lost:"
                " add it or end the sentence"
            ).format(word=word),
        )


def _last_paragraph(document: Document) -> Paragraph | None:
    """The paragraph the article ends with; None where it ends with something else."""
    for block in reversed(document.children):
        node: Node = block
        if isinstance(node, (ThematicBreak, Html)):
            continue
        while isinstance(node, (List, ListItem)) and node.children:
            node = node.children[-1]
        if not isinstance(node, Paragraph):
            return None
        if _HEX.fullmatch(document.source.slice(node.content_span).strip()):
            continue  # the encoded address that some mirrors leave at the end
        return node
    return None

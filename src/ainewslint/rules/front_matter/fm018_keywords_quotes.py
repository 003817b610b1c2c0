"""FM018: a quotation mark without its partner in the keywords."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import is_verbatim
from ainewslint.source.front_matter import FrontMatter

_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》"}
_CLOSING = {close: mark for mark, close in _PAIRS.items()}


class KeywordsQuotes(Rule[FrontMatter]):
    """Reports `keywords` with a quotation mark that has no partner.

    ## What it does
    Pairs “”, 「」, 『』, 《》 and straight double quotes in `keywords`.

    ## Why is this bad?
    The keywords were pasted from a sentence; search engines read the mark as part of a word.

    ## Example
    ```markdown
    ---
    keywords: "最新的人工智能”事件"
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    keywords: "人工智能, 事件"
    ---
    正文。
    ```

    ## Evidence
    59 of 36,854 real articles.
    """

    code = "FM018"
    name = "keywords-quotes"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The first mark without a partner."""
        text, span = front.data.get("keywords"), front.value_span("/keywords")
        if not isinstance(text, str) or span is None:
            return
        index = _unpaired(text)
        if index is None:
            return
        if is_verbatim(front, "/keywords", text):
            span = Span(span.start + index, span.start + index + 1)
        yield self.diagnostic(
            span,
            _(
                "The quotation mark {mark} has no partner, so search engines read it as part of a "
                "keyword: list the keywords without quotation marks"
            ).format(mark=text[index]),
            pointer="/keywords",
        )


def _unpaired(text: str) -> int | None:
    """The index of the first mark without a partner."""
    opened: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char == '"' and opened and opened[-1][0] == '"':
            opened.pop()
        elif char in _PAIRS or char == '"':
            opened.append((char, index))
        elif char in _CLOSING:
            if not opened or opened[-1][0] != _CLOSING[char]:
                return index
            opened.pop()
    return opened[0][1] if opened else None

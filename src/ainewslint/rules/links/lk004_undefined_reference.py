"""LK004: `[text][label]` whose label is defined nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Text

# Text and label without what only code has: operators, calls, quotes, dots between names.
_REFERENCE = re.compile(r"(!?)\[([^\[\]\r\n]{1,300})\]\[([^\[\]\r\n]{0,80})\]")
_CODE = re.compile(r"[=<>(){};|\\^$*/%&\"`]|\w\.\w|->|::|\+|^[a-z]$|^-?\d+\s*:|:\s*-?\d*$")
_LABEL = re.compile(r"[\w\u3400-\u9fff][\w .:\u3400-\u9fff-]{0,60}")
# An array or a slice stands behind a name or a bracket, another subscript follows it.
_BEFORE_SUBSCRIPT = re.compile(r"[A-Za-z0-9_)\]]\Z")


class UndefinedReference(Rule[Document]):
    """Reports reference links whose label has no definition.

    ## What it does
    Finds `[text][label]` and `[label][]` for which no line `[label]: address` exists. Only articles
    that define other labels are looked at, and nothing that could be code: an array of arrays
    looks the same.

    ## Why is this bad?
    The definition was lost or misspelt: the reader sees the brackets, and the source is gone.

    ## Example
    ```markdown
    得分见[技术报告][report]，权重见[模型页][model]。

    [report]: https://example.com/report.pdf
    ```

    ## Use instead
    ```markdown
    得分见[技术报告][report]，权重见[模型页][model]。

    [report]: https://example.com/report.pdf
    [model]: https://example.com/model
    ```

    ## Evidence
    """

    code = "LK004"
    name = "undefined-reference"
    severity = Severity.ERROR
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each label without definition."""
        if target.definitions and "][" in context.article.source.text:
            for node in target.of(Text):
                if "][" in node.text:
                    yield from self._in_text(node, target, context.article.source.text)

    def _in_text(self, node: Text, document: Document, source: str) -> Iterator[Diagnostic]:
        for match in _REFERENCE.finditer(source, *node.span):
            text, label = match[2], match[3] or match[2]
            if self._is_code(source, match.start(), match.end(), text, label):
                continue
            known = [one.label for one in document.definitions.values()]
            near = _nearest(label, known)
            yield self.diagnostic(
                Span(*match.span(3)) if match[3] else Span(*match.span(2)),
                _(
                    "No line “[{label}]: address” exists, so the reader sees the brackets and "
                    "cannot follow them: add the definition"
                ).format(label=label)
                + (_(" or write [{near}]").format(near=near) if near else ""),
            )

    def _is_code(self, source: str, start: int, end: int, text: str, label: str) -> bool:
        before = source[max(0, start - 1) : start]
        if before == "\\" or _BEFORE_SUBSCRIPT.match(before) or source[end : end + 1] in ("[", "("):
            return True
        if not _LABEL.fullmatch(label) or _CODE.search(label):
            return True
        if text.isascii() and (_CODE.search(text) or len(text) < 3):
            return True
        # `[1][3]` is two citations, `[x][0]` a subscript; a number names a source of some words.
        return label.isdigit() and text.isascii() and " " not in text


def _nearest(label: str, known: list[str]) -> str | None:
    import difflib

    if len(known) > 500:  # not worth the time
        return None
    return next(iter(difflib.get_close_matches(label, known, 1, 0.75)), None)

"""LK004: `[text][label]` whose label is defined nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Text

# Text and label without what only code has: operators, calls, quotes, dots between names.
_REFERENCE = regex(r"(!?)\[([^\[\]\r\n]{1,300})\]\[([^\[\]\r\n]{0,80})\]")
_CODE = regex(r"[=<>(){};|\\^$*/%&\"`]|\w\.\w|->|::|\+|^[a-z]$|^-?\d+\s*:|:\s*-?\d*$")
_LABEL = regex(r"[\w\u3400-\u9fff][\w .:\u3400-\u9fff-]{0,60}")
# An array or a slice stands behind a name or a bracket, another subscript follows it.
_BEFORE_SUBSCRIPT = regex(r"[A-Za-z0-9_)\]]\Z")


class UndefinedReference(Rule[Document]):
    """Reports reference links whose label has no definition.

    ## What it does
    Finds `[text][label]` and `[label][]` for which no line `[label]: address` exists. Only articles
    that define other labels are looked at, or that cite by number several times (`[report][1]`, as
    assistants do), and nothing that could be code: an array of arrays looks the same.

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
    Over 2,681 articles: 26 findings in one article, an assistant's answer whose list of
    definitions was lost; all are right. The other 234 `][` in running text, arrays and syntax
    diagrams, are left alone; with a definition added to each article, two of them would be
    reported.
    """

    code = "LK004"
    name = "undefined-reference"
    severity = Severity.ERROR
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each label without definition."""
        source = context.article.source.text
        if "][" not in source:
            return
        found = [
            match
            for node in target.of(Text)
            if "][" in node.text
            for match in _REFERENCE.finditer(source, *node.span)
            if not self._is_code(source, match)
        ]
        if not target.definitions:
            found = _numbered(found)
        known = [one.label for one in target.definitions.values()]
        for match in found:
            yield self._undefined(match, known)

    def _undefined(self, match: re.Match[str], known: list[str]) -> Diagnostic:
        label = match[3] or match[2]
        near = _nearest(label, known)
        return self.diagnostic(
            Span(*match.span(3)) if match[3] else Span(*match.span(2)),
            _(
                "No line “[{label}]: address” exists, so the reader sees the brackets and "
                "cannot follow them: add the definition"
            ).format(label=label)
            + (_(" or write [{near}]").format(near=near) if near else ""),
        )

    def _is_code(self, source: str, match: re.Match[str]) -> bool:
        start, end = match.span()
        text, label = match[2], match[3] or match[2]
        before = source[max(0, start - 1) : start]
        if before == "\\" or _BEFORE_SUBSCRIPT.match(before) or source[end : end + 1] in ("[", "("):
            return True
        if not _LABEL.fullmatch(label) or _CODE.search(label) or text.endswith((":", "：")):
            return True
        if text.isascii() and (_CODE.search(text) or len(text) < 3):
            return True
        # `[1][3]` is two citations, `[x][0]` a subscript; a number names a source of some words.
        return label.isdigit() and not _has_words(text)


def _has_words(text: str) -> bool:
    return not text.isascii() or " " in text


def _numbered(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """References by number where an article has several: assistants write them, and the list of
    definitions below the answer is lost in copying."""
    numbered = [match for match in found if match[3].isdigit() and len(match[3]) < 4]
    return numbered if len({match[3] for match in numbered}) > 1 and len(numbered) > 2 else []


def _nearest(label: str, known: list[str]) -> str | None:
    import difflib

    if len(known) > 500:  # not worth the time
        return None
    return next(iter(difflib.get_close_matches(label, known, 1, 0.75)), None)

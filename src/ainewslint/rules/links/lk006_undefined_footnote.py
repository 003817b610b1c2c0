"""LK006: `[^label]` without a footnote of that label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Text

_FOOTNOTE = regex(r"\[\^([^\[\]\s^]{1,40})\](?!:)")
_NUMBER = regex(r"\d{1,3}")
_NAME = regex(r"[A-Za-z\u3400-\u9fff][\w\u3400-\u9fff-]*")
# What stands around a negated character class: quantifiers, groups, other classes, slashes.
_BEFORE_CLASS = regex(r"[(\[{|\\/^.+*?=\"'`_<>]")
_AFTER_CLASS = regex(r"[+*?{|)\]\\/$\[<\"'`\w]|\.(?!\s|\Z)", re.ASCII)


class UndefinedFootnote(Rule[Document]):
    """Reports footnote marks that have no footnote.

    ## What it does
    Finds `[^1]` and `[^name]` for which no line `[^1]: …` exists. A name counts only in articles
    that have footnotes, and nothing that could be part of a regular expression (`[^abc]+`).

    ## Why is this bad?
    The reader sees `[^1]` in the text and finds no note: the source that the mark stands for is
    missing.

    ## Example
    ```markdown
    该模型在三项评测中领先[^1]，训练成本下降一半[^2]。

    [^1]: 技术报告，第 12 页。
    ```

    ## Use instead
    ```markdown
    该模型在三项评测中领先[^1]，训练成本下降一半[^2]。

    [^1]: 技术报告，第 12 页。
    [^2]: 技术报告，第 30 页。
    ```

    ## Evidence
    None of 2,681 articles has footnotes. The regular expressions in their running text are
    left alone, also with a footnote added to each article.
    """

    code = "LK006"
    name = "undefined-footnote"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    needs = ("[^",)
    yields_to = ("AI001",)

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each mark without its note."""
        for node in target.of(Text):
            if "[^" in node.text:
                yield from self._in_text(node, context.article.source.text, bool(target.footnotes))

    def _in_text(self, node: Text, source: str, footnotes: bool) -> Iterator[Diagnostic]:
        for match in _FOOTNOTE.finditer(source, *node.span):
            if self._is_mark(source, match, footnotes):
                yield self.diagnostic(
                    Span(*match.span()),
                    _(
                        "There is no footnote “[^{label}]: …”, so the reader finds nothing "
                        "behind this mark: add the note or remove the mark"
                    ).format(label=match[1]),
                )

    def _is_mark(self, source: str, match: re.Match[str], footnotes: bool) -> bool:
        number = _NUMBER.fullmatch(match[1]) is not None
        if not number and not (footnotes and _NAME.fullmatch(match[1])):
            return False
        before = source[max(0, match.start() - 1) : match.start()]
        after = source[match.end() : match.end() + 2]
        if number and footnotes:  # a class is most improbable here; a mark may stand anywhere
            return before != "\\" and not after.startswith(("+", "*", "{", "]"))
        if not number and before.isascii() and before.isalnum():
            return False
        return not (_BEFORE_CLASS.match(before) or _AFTER_CLASS.match(after))

"""Comments that silence rules, and which of them silenced nothing.

In Markdown `<!-- ainewslint-disable-line CI001 -- reason -->`, `-disable-next-line`, `-disable`
up to `-enable`, `-disable-file`; in front matter `# ainewslint: disable=FM019`: behind a value
for that line, on a line of its own for the whole front matter. Without codes: every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.registry import covers
from ainewslint.source.article import Article
from ainewslint.source.nodes import Html

_COMMENT = regex(
    r"<!--\s*+ainewslint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)\b"
)
_YAML_COMMENT = regex(r"(?:^|(?<=\s))#[ \t]*ainewslint:[ \t]*disable(?:=(?P<rest>[^\r\n]*))?")
_WORD = regex(r"[^\s,]+")
MARK = "ainewslint"


@record
class Suppression:
    """One comment: the codes it names, the lines it holds for, and what it silenced."""

    verb: str
    span: Span
    selectors: list[tuple[str, Span]]
    reason: str
    first_line: int
    last_line: int
    used: set[str] = field(default_factory=set)

    def silences(self, diagnostic: Diagnostic, line: int) -> bool:
        """Whether it holds for a diagnostic on a line; remembers that it did."""
        if not self.first_line <= line <= self.last_line:
            return False
        if not self.selectors:
            self.used.add("ALL")
            return True
        hits = [
            selector
            for selector, _ in self.selectors
            if covers(selector, diagnostic.code, diagnostic.name)
        ]
        self.used.update(hits)
        return bool(hits)


class Suppressions:
    """The suppressions of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        found = (
            [*_in_front_matter(article), *_in_body(article)] if MARK in article.source.text else []
        )
        self.all: list[Suppression] = _close_ranges(found, len(article.source.line_starts))

    def silenced(self, diagnostic: Diagnostic) -> bool:
        """Whether a comment silences this diagnostic."""
        if not self.all:
            return False
        line = self.article.source.line_number(diagnostic.span.start)
        # Every one that holds is asked, so that none is called unused in vain.
        answers = [one.silences(diagnostic, line) for one in self.all]
        return any(answers)


def _parse(rest: str, offset: int) -> tuple[list[tuple[str, Span]], str]:
    codes, _, reason = rest.partition(" -- ")
    selectors = [
        (match.group(), Span(offset + match.start(), offset + match.end()))
        for match in _WORD.finditer(codes)
        if match.group() != "--"
    ]
    return selectors, reason.strip()


def _in_body(article: Article) -> Iterator[Suppression]:
    if f"{MARK}-" not in article.body:
        return
    source = article.source
    for node in article.document.of(Html):
        for match, end in _comments(source.text, node.span):
            rest = source.text[match.end() : end - 3]
            selectors, reason = _parse(rest, match.end())
            line = source.line_number(match.start())
            first = last = line
            if match["verb"] == "disable-next-line":
                first = last = source.line_number(end) + 1
            elif match["verb"] == "disable-file":
                first, last = 1, len(source.line_starts)
            elif match["verb"] == "disable":
                last = len(source.line_starts)
            span = Span(match.start(), end)
            yield Suppression(match["verb"], span, selectors, reason, first, last)


def _comments(text: str, span: Span) -> Iterator[tuple[re.Match[str], int]]:
    """Our comments in raw HTML, and where each ends; an open one hides all behind it."""
    at = span.start
    while match := _COMMENT.search(text, at, span.end):
        close = text.find("-->", match.end(), span.end)
        if close < 0:
            return
        at = close + 3
        yield match, at


def _in_front_matter(article: Article) -> Iterator[Suppression]:
    front = article.front_matter
    if front is None or front.format == "json":
        return
    source = article.source
    for match in _YAML_COMMENT.finditer(source.text, front.span.start, front.span.end):
        line = source.line_number(match.start())
        selectors, reason = _parse(match["rest"] or "", match.start("rest"))
        alone = not source.text[source.line_span(line).start : match.start()].strip()
        first, last = (1, source.line_number(front.span.end - 1)) if alone else (line, line)
        yield Suppression(
            "disable", Span(match.start(), match.end()), selectors, reason, first, last
        )


def _close_ranges(found: list[Suppression], last_line: int) -> list[Suppression]:
    """End each `-disable` at the `-enable` that names the same codes (or none: all)."""
    kept = []
    for index, one in enumerate(found):
        if one.verb == "enable":
            continue
        kept.append(one)
        if one.verb == "disable" and one.last_line == last_line:
            codes = {word for word, _ in one.selectors}
            for later in found[index + 1 :]:
                named = {word for word, _ in later.selectors}
                if later.verb == "enable" and (not named or named >= codes):
                    one.last_line = later.first_line
                    break
    return kept

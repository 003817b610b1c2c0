"""FM001: front matter that does not parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.front_matter import FrontMatter, Problem
from ainewslint.source.text import SourceText

_WORD = re.compile(r"[^\s,\[\]{}]{1,40}")
_KEY_WITH_WIDE_COLON = re.compile(r"[^\s：:#]{1,40}(：)")
# What libyaml reports at the end of the file, where the reader looks for the beginning.
_AT_OPENING = ("unexpected end of stream", "document indicator", "could not find expected ':'")


class YamlSyntax(Rule[SourceText]):
    """Reports front matter that cannot be read.

    ## What it does
    Checks that the front matter parses (YAML, TOML or JSON) to keys and values, and points at
    the character where it breaks off. Aliases that contain themselves or expand without
    measure, and nesting beyond a hundred levels, count as unreadable too.

    ## Why is this bad?
    One wrong character takes the whole block with it: title, date, tags and everything else are
    lost, the build stops, or the page comes out without its metadata.

    ## Example
    ```markdown
    ---
    title: Model news: what came out in March
    date: 2025-03-31
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: "Model news: what came out in March"
    date: 2025-03-31
    ---

    Three models came out in March.
    ```

    ## Evidence
    None of 2,681 real articles has it; the cases are made up.
    """

    code: ClassVar[str] = "FM001"
    name: ClassVar[str] = "yaml-syntax"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.SOURCE

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The place where each problem stops the parser."""
        front = context.article.front_matter
        if front is None or front.unclosed:
            return
        for problem in front.errors:
            offset = problem.offset
            if problem.opened is not None and any(at in problem.message for at in _AT_OPENING):
                offset = problem.opened
            yield self.diagnostic(
                _span_at(source, offset, front),
                _("The front matter cannot be read from here on: {problem}").format(
                    problem=_words(problem, source, front)
                ),
                help=_("Until this is mended no tool sees the title, the date or any other key."),
            )
        if not front.errors and not front.is_mapping:
            yield self._not_keys(source, front)

    def _not_keys(self, source: SourceText, front: FrontMatter) -> Diagnostic:
        start, end = front.content_span
        wide = _KEY_WITH_WIDE_COLON.search(source.text, start, end)
        if wide is not None:
            return self.diagnostic(
                Span(*wide.span(1)),
                _(
                    "This colon is full-width, so the front matter has no keys at all: "
                    "write `: ` after every key"
                ),
            )
        return self.diagnostic(
            front.opening_span,
            _("The front matter is no list of `key: value`, so nothing can be read from it"),
        )


def _span_at(source: SourceText, offset: int, front: FrontMatter) -> Span:
    """The word at an offset; behind the end of a line the line's last character."""
    match = _WORD.match(source.text, offset)
    if match is not None and offset < front.content_span.end:
        return Span(offset, match.end())
    line = source.line_span(source.line_number(offset))
    at = min(max(offset, line.start), line.end)
    if at < line.end:
        return Span(at, at + 1)
    while at <= line.start and line.start > front.content_span.start:
        line = source.line_span(source.line_number(line.start - 1))
        at = line.end
    return Span(max(at - 1, line.start), at)


def _words(problem: Problem, source: SourceText, front: FrontMatter) -> str:
    if problem.kind == "alias-bomb":
        return _("its aliases expand to a huge number of values; write the few values out")
    if problem.kind == "recursive-alias":
        return _("the anchor here contains an alias of itself")
    if problem.kind == "too-deep":
        return _("it is nested deeper than any article needs")
    if problem.kind == "character":
        return _("a control character stands here; delete it")
    if problem.kind == "bad-key":
        return _("a list or mapping is used as a key; template braces need quotes around them")
    if problem.kind == "bad-value" or front.format != "yaml":
        return problem.message
    return _syntax(problem, source)


def _syntax(problem: Problem, source: SourceText) -> str:
    """libyaml's messages, as an editor understands them."""
    message = problem.message
    character = source.text[problem.offset : problem.offset + 1]
    if character == "\t" and "cannot start any token" in message:
        message = "tab character"
    words = {
        "mapping values are not allowed": _(
            "a second `:` in one value; put the value in quotes, or mend the indentation"
        ),
        "undefined alias": _("a value that begins with `*` needs quotes"),
        "cannot start any token": _("a value that begins with `{character}` needs quotes"),
        "tab character": _("a tab stands in the indentation; use blanks"),
        "escape": _("a backslash in double quotes begins an escape; use single quotes, or two"),
        "scanning a quoted scalar": _("the quotation that begins here is never closed"),
        "could not find expected ':'": _("this line is no `key: value`"),
        "flow sequence": _("the list in brackets lacks a comma or its closing bracket"),
        "flow mapping": _("the mapping in braces lacks a comma or its closing brace"),
        "block sequence entries": _("a list cannot begin on the key's own line; begin a new one"),
        "expected '-' indicator": _("a list and keys are mixed; look at the indentation"),
        "did not find expected key": _(
            "it belongs to nothing; look for unbalanced quotes and wrong indentation"
        ),
        "another document": _("a line that begins with `---` ends the block too early"),
    }
    for needle, text in words.items():
        if needle in message:
            return text.format(character=character)
    return message

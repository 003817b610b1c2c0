"""FM001: front matter that does not parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.front_matter import FrontMatter, Problem
from ainewslint.source.text import SourceText

_WORD = regex(r"[^\s,\[\]{}]{1,40}")
_KEY_WITH_WIDE_COLON = regex(r"[^\s：:#]{1,40}(：)")
# What libyaml reports at the end of the file, where the reader looks for the beginning.
_AT_OPENING = (
    "unexpected end of stream",
    "document indicator",
    "could not find expected ':'",
    "scanning an alias",
    "scanning an anchor",
)


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
            yield self.diagnostic(
                _span_at(source, _offset(problem, source), front),
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


def _offset(problem: Problem, source: SourceText) -> int:
    """Where to look for a problem: often where what was never closed began."""
    if problem.opened is None:
        return problem.offset
    if any(words in problem.message for words in _AT_OPENING):
        return problem.opened
    lines = source.line_number(problem.opened), source.line_number(problem.offset)
    if "while parsing a flow" in problem.message and lines[0] != lines[1]:
        return problem.opened
    return problem.offset


def _span_at(source: SourceText, offset: int, front: FrontMatter) -> Span:
    """The word at an offset; at the end of a line the last character before."""
    start, end = front.content_span
    at = max(start, min(offset, end))
    match = _WORD.match(source.text, at, end)
    if match is not None:
        return Span(at, match.end())
    while at > start and (at == end or source.text[at] in "\r\n"):
        at -= 1
    return Span(at, min(at + 1, len(source.text)))


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
    escape = _("a backslash in double quotes begins an escape; use single quotes, or two")
    words = {
        "mapping values are not allowed": _(
            "a second `:` in one value; put the value in quotes, or mend the indentation"
        ),
        "undefined alias": _("a value that begins with `*` needs quotes"),
        "scanning an alias": _("a value that begins with `*` needs quotes"),
        "scanning an anchor": _("a value that begins with `&` needs quotes"),
        "hexdecimal number": escape,
        "cannot start any token": _("a value that begins with `{character}` needs quotes"),
        "tab character": _("a tab stands in the indentation; use blanks"),
        "escape": escape,
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

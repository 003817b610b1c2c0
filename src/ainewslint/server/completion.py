"""Completion: front-matter keys and values from the profile's schema, and suppressions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types

from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.registry import Registry
from ainewslint.rules.base import sections_of
from ainewslint.server.metadata import key_items, value_items
from ainewslint.server.session import Analysis
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText
from ainewslint.suppressions import MARK

TRIGGERS = ["<", "-", ":", "=", ",", " ", "[", '"', "'"]

_COMMENT = regex(r"<!--[ \t]*(?P<word>[\w-]*)\Z")
_MARKDOWN_CODES = regex(
    r"<!--[ \t]*ainewslint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)"
    r"[ \t]+(?P<codes>(?:[\w-]+[ \t]*,?[ \t]*)*?)(?P<word>[\w-]*)\Z"
)
_YAML_COMMENT = regex(r"(?:^|\s)#[ \t]*(?P<word>[\w:-]*)\Z")
_YAML_CODES = regex(
    r"#[ \t]*ainewslint:[ \t]*disable=(?P<codes>(?:[\w-]+[ \t]*,?[ \t]*)*?)(?P<word>[\w-]*)\Z"
)
_LONGEST = 400  # characters before the cursor that are looked at


@record(frozen=True)
class Cursor:
    """Where the cursor stands: its line up to it, and whether in front matter of which kind."""

    source: SourceText
    offset: int
    before: str
    front: str | None  # "---" or "+++" inside such a block


def cursor_at(source: SourceText, offset: int) -> Cursor:
    """The cursor of an offset. Front matter still being written need not be closed yet."""
    line = source.line_number(offset)
    start = source.line_span(line).start
    before = source.text[max(start, offset - _LONGEST) : offset]
    fence = source.line_text(1).rstrip()
    front = fence if fence in ("---", "+++") and line > 1 else None
    for number in range(2, line + 1 if front else 0):
        if source.line_text(number).rstrip() in (fence, "..."):
            front = None
            break
    if front and not _closed(source, fence, line) and _blank_between(source, line):
        front = None  # a thematic break at the top, not front matter
    return Cursor(source, offset, before, front)


def _closed(source: SourceText, fence: str, line: int) -> bool:
    last = len(source.line_starts)
    return any(source.line_text(number).rstrip() == fence for number in range(line, last + 1))


def _blank_between(source: SourceText, line: int) -> bool:
    return any(not source.line_text(number).strip() for number in range(2, line))


def complete(analysis: Analysis, position: types.Position) -> types.CompletionList | None:
    """What could stand at a position; None where nothing of ours."""
    cursor = cursor_at(analysis.source, analysis.positions.offset(position))
    items = (_in_front_matter if cursor.front else _in_body)(analysis, cursor)
    return types.CompletionList(is_incomplete=False, items=items) if items else None


def _in_front_matter(analysis: Analysis, cursor: Cursor) -> list[types.CompletionItem]:
    match = _YAML_CODES.search(cursor.before)
    if match:
        return _codes(analysis, cursor, match, 0)
    match = _YAML_COMMENT.search(cursor.before)
    if match:
        what = _("silence rules on this line, or alone on a line in all the front matter")
        return [_item(analysis, cursor, match["word"], "ainewslint: disable=", what)]
    keys = key_items(cursor.source, cursor.offset, cursor.front or "", analysis.linter.settings)
    values = value_items(cursor.source, cursor.offset, cursor.front or "", analysis.linter.settings)
    return [
        _item(analysis, cursor, one.typed, one.text, one.what, one.label, one.kind, order)
        for order, one in enumerate([*keys, *values])
    ]


def _in_body(analysis: Analysis, cursor: Cursor) -> list[types.CompletionItem]:
    match = _MARKDOWN_CODES.search(cursor.before)
    if match:
        return _codes(analysis, cursor, match, int(match["verb"] == "disable-next-line"))
    match = _COMMENT.search(cursor.before)
    if not match:
        return []
    rest = cursor.source.text[cursor.offset : cursor.offset + 40].partition("\n")[0]
    end = "" if "-->" in rest else " -->"
    return [
        _item(
            analysis, cursor, match["word"], f"ainewslint-{verb} ${{1}}{end}", what,
            f"ainewslint-{verb}", types.CompletionItemKind.Snippet,
        )
        for verb, what in _verbs()
    ]  # fmt: skip


def _verbs() -> Iterable[tuple[str, str]]:
    yield "disable-line", _("silence rules on this line")
    yield "disable-next-line", _("silence rules on the next line")
    yield "disable", _("silence rules from here on")
    yield "enable", _("end of what “disable” began")
    yield "disable-file", _("silence rules in the whole file")


def _codes(
    analysis: Analysis, cursor: Cursor, match: re.Match[str], lines_on: int
) -> list[types.CompletionItem]:
    """Every rule not named yet, those with a finding on the line in question first."""
    line = cursor.source.line_number(cursor.offset) + lines_on
    number = cursor.source.line_number
    found = _without_comment(analysis, cursor, match)
    here = {one.code for one in found if number(one.span.start) == line}
    named = set(re.findall(r"[\w-]+", match["codes"]))
    registry = analysis.linter.settings.registry
    codes = [code for code in registry.codes if code not in named]
    codes.sort(key=lambda code: (code not in here, code))
    return [_rule(analysis, cursor, match["word"], registry, code, order)
            for order, code in enumerate(codes)]  # fmt: skip


def _without_comment(analysis: Analysis, cursor: Cursor, match: re.Match[str]) -> list[Diagnostic]:
    """The findings as they would be without the comment being written, which silences them."""
    at = cursor.offset - len(cursor.before) + match.start()
    text, whole = match.group(), cursor.source.text
    silent = text.replace(MARK, "-" * len(MARK), 1)
    source = SourceText(whole[:at] + silent + whole[at + len(text) :], cursor.source.path)
    return analysis.linter.lint(Article(source)).diagnostics


def _rule(
    analysis: Analysis, cursor: Cursor, typed: str, registry: Registry, code: str, order: int
) -> types.CompletionItem:
    rule = registry.rule(code)
    kind = types.CompletionItemKind.Constant
    what = sections_of(rule).get("", "")
    item = _item(analysis, cursor, typed, code, what, code, kind, order)
    item.detail = rule.name
    item.filter_text = f"{code} {rule.name}"
    return item


def _item(
    analysis: Analysis,
    cursor: Cursor,
    typed: str,
    text: str,
    what: str,
    label: str = "",
    kind: types.CompletionItemKind = types.CompletionItemKind.Keyword,
    order: int = 0,
) -> types.CompletionItem:
    place = analysis.positions.range(Span(cursor.offset - len(typed), cursor.offset))
    snippet = kind is types.CompletionItemKind.Snippet
    return types.CompletionItem(
        label=label or text.strip(),
        kind=kind,
        documentation=what or None,
        sort_text=f"{order:04}",
        filter_text=label or text,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else None,
        text_edit=types.TextEdit(place, text),
    )

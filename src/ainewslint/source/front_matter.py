"""The front matter of an article: data, and where every key and value stands.

Read through python-frontmatter with a handler of ours. Its own handlers lose offsets, rewrite
line ends, miss a block behind a BOM and drop duplicate keys, so ours finds the fences itself
and reads the text as it stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.metadata import Duplicate, Metadata, Place, Problem, Style
from ainewslint.source.pointers import split_pointer
from ainewslint.source.text import SourceText

Format = Literal["yaml", "toml", "json"]

__all__ = ["Duplicate", "Format", "FrontMatter", "Place", "Problem", "read_front_matter"]

_OPENING = regex(r"(---|\+\+\+)[ \t]*+(?=[\r\n]|\Z)")
_CLOSING = {
    "---": regex(r"[\r\n](?:---|\.\.\.)[ \t]*+(?=[\r\n]|\Z)"),
    "+++": regex(r"[\r\n]\+\+\+[ \t]*+(?=[\r\n]|\Z)"),
}
_NEWLINE = regex(r"\r\n?|\n|\Z")
_REST_OF_LINE = regex(r"[ \t]*+(?:\r\n?|\n|\Z)")
_BLANK_LINES = regex(r"(?:[ \t]*+(?:\r\n?|\n))*")
# The first line that says something, as metadata begins: `key:` (also with the full-width
# colon, a slip worth reporting), a quoted or bracketed key, a list, a directive.
_YAML_LINE = regex(r"""[^\s：:#][^\r\n：:]{0,80}(?::(?=\s|\Z)|：)|["'{\[?&%!]|-[ \t]|[\w.-]+:""")
_TOML_LINE = regex(r"""\[|["']?[\w.-]+["']?[ \t]*+[=.]""")
_JSON_START = regex(r'\{\s*+(?:"(?:[^"\\\r\n]|\\.){0,200}"\s*+:|\}\s)')
_COMMENTS = regex(r"(?:\s++|#[^\r\n]*+)*")


@record(frozen=True, eq=False)
class FrontMatter:
    """An article's metadata.

    `span` covers the block with its fences, `content_span` what is between them, and the body
    begins at `body_start`. `data` is empty where `errors` says why; dates in it are the text
    as written. `unclosed`: no closing fence, `data` not read. `is_mapping`: `data` is what the
    block says, so rules may look at it. `blank_before`: it stands below blank lines, where
    Hugo finds it and Jekyll does not.
    """

    source: SourceText = field(repr=False)
    format: Format
    data: dict[str, Any]
    span: Span
    content_span: Span
    body_start: int
    duplicates: tuple[Duplicate, ...] = ()
    errors: tuple[Problem, ...] = ()
    unclosed: bool = False
    is_mapping: bool = True
    blank_before: bool = False
    _locate: Callable[[list[str]], Place | None] = field(default=lambda path: None, repr=False)

    def place(self, pointer: str) -> Place | None:
        """Where a JSON pointer's value stands and how it is written; None for no such value."""
        return self._locate(split_pointer(pointer))

    def key_span(self, pointer: str) -> Span | None:
        """The span of a value's key; None for list items, the root and what is not there."""
        place = self.place(pointer)
        return place.key if place else None

    def value_span(self, pointer: str) -> Span | None:
        """The span of a value: a quoted scalar without its quotes, empty where none is written."""
        place = self.place(pointer)
        return place.value if place else None

    def visible_span(self, pointer: str) -> Span:
        """Where to point a reader: the value, else its key, else the nearest parent, else the
        opening fence."""
        while pointer:
            place = self.place(pointer)
            if place is not None:
                if place.value.start < place.value.end:
                    return place.value
                if place.key is not None:
                    return place.key
            pointer = pointer.rpartition("/")[0]
        return self.opening_span

    def style(self, pointer: str) -> Style | None:
        """How a value is written: "plain", "single", "double", "flow"…; None for no such value."""
        place = self.place(pointer)
        return place.style if place else None

    def is_plain(self, pointer: str) -> bool:
        """Whether a scalar is written without quotes."""
        return self.style(pointer) == "plain"

    @property
    def opening_span(self) -> Span:
        """The opening fence; the bracket of JSON."""
        return Span(self.span.start, self.span.start + (1 if self.format == "json" else 3))


def read_front_matter(source: SourceText) -> FrontMatter | None:
    """The front matter of a text; None where it does not begin with any. Never raises.

    A first line of exactly `---` or `+++` (blanks may follow, `----` is a thematic break), or
    a JSON object. What stands between two `---` and does not look like metadata at all is a
    body between thematic breaks.
    """
    text = source.text
    start = int(source.has_bom)
    if not text.startswith(("---", "+++", "{"), start):
        if not text[start : start + 1].isspace():
            return None
        return _behind_blank_lines(source, start)
    if text.startswith("{", start):
        return _json(source, start)
    return _fenced(source, start)


def _behind_blank_lines(source: SourceText, start: int) -> FrontMatter | None:
    """A whole block behind blank lines: anything less is a thematic break."""
    match = _BLANK_LINES.match(source.text, start)
    begin = match.end() if match else start
    if begin == start or not source.text.startswith(("---", "+++"), begin):
        return None
    found = _fenced(source, begin)
    if found is None or found.unclosed or not found.is_mapping or not found.data:
        return None
    import dataclasses

    return dataclasses.replace(found, blank_before=True)


def _fenced(source: SourceText, start: int) -> FrontMatter | None:
    text = source.text
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    fence = opening[1]
    kind: Format = "yaml" if fence == "---" else "toml"
    begin = _line_after(text, opening.end())
    closing = _CLOSING[fence].search(text, opening.end())
    end = closing.start() + 1 if closing else _first_paragraph_end(text, begin)
    content = text[begin:end]
    if not _looks_like(kind, content, closed=closing is not None):
        return None
    if closing is None:
        return FrontMatter(
            source,
            kind,
            {},
            Span(start, end),
            Span(begin, end),
            end,
            unclosed=True,
            is_mapping=False,
        )
    return _made(
        source,
        kind,
        Span(start, closing.end()),
        Span(begin, end),
        _line_after(text, closing.end()),
    )


def _line_after(text: str, at: int) -> int:
    match = _NEWLINE.search(text, at)
    return match.end() if match else len(text)


def _first_paragraph_end(text: str, begin: int) -> int:
    """Where an unclosed block probably ends: at the first blank line."""
    match = re.compile(r"(?:\r\n?+|\n)(?=[ \t]*+(?:[\r\n]|\Z))").search(text, begin)
    return match.end() if match else len(text)


def _looks_like(kind: Format, content: str, *, closed: bool) -> bool:
    """Whether the first line that says something begins metadata; nothing at all does, too."""
    match = _COMMENTS.match(content)
    at = match.end() if match else 0
    if at == len(content):
        return closed
    pattern = _YAML_LINE if kind == "yaml" else _TOML_LINE
    return pattern.match(content, at) is not None


def _json(source: SourceText, start: int) -> FrontMatter | None:
    from ainewslint.source.toml_json_metadata import json_end

    text = source.text
    if _JSON_START.match(text, start) is None:
        return None
    end = json_end(text, start)
    if end is None:  # not JSON: up to the bracket on a line of its own, as python-frontmatter
        match = re.compile(r"[\r\n]\}[ \t]*+(?=[\r\n]|\Z)").search(text, start)
        end = match.end() if match else _first_paragraph_end(text, start)
    span = Span(start, end)
    rest = _REST_OF_LINE.match(text, end)
    return _made(source, "json", span, span, rest.end() if rest else end)


def _made(
    source: SourceText, kind: Format, span: Span, content: Span, body_start: int
) -> FrontMatter:
    metadata = _read(kind, source.text[content.start : content.end], content.start)
    mapping = isinstance(metadata.data, dict)
    return FrontMatter(
        source,
        kind,
        metadata.data if mapping else {},
        span,
        content,
        body_start,
        duplicates=tuple(metadata.duplicates),
        errors=tuple(metadata.problems),
        is_mapping=mapping,
        _locate=metadata.locate,
    )


def _read(kind: Format, content: str, base: int) -> Metadata:
    """Run python-frontmatter with our handler on one block's content."""
    import frontmatter

    from ainewslint.source.handler import OffsetHandler

    handler = OffsetHandler(kind, content, base)
    frontmatter.parse(content, handler=handler)
    return handler.metadata

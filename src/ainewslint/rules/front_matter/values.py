"""What several front-matter rules need of a value and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Edit, Span
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.pointers import escape_token

# Keys that hold a cover image; `image` may be a mapping with `path`.
IMAGE_POINTERS = (
    "/image/path",
    "/image/url",
    "/image/src",
    "/image",
    "/cover",
    "/cover/image",
    "/img",
    "/featuredImage",
    "/featuredImagePreview",
    "/thumbnail",
)
_BLANKS_AND_COMMA = re.compile(r"[ \t\r\n]*,[ \t]*")
_COMMA_BEFORE = re.compile(r",[ \t\r\n]*\Z")


def value_at(front: FrontMatter, pointer: str) -> object:
    """The value of a pointer of one or two keys; None where there is none."""
    value: object = front.data
    for key in pointer.split("/")[1:]:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def strings(front: FrontMatter, keys: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """(key, items) of the keys that hold a list; what is not text in it is left empty."""
    for key in keys:
        value = front.data.get(key)
        if isinstance(value, list):
            yield key, [item if isinstance(item, str) else "" for item in value]


def item_pointer(key: str, index: int) -> str:
    """The pointer of a list's item."""
    return f"/{escape_token(key)}/{index}"


def written(front: FrontMatter, span: Span) -> str:
    """The text of a span."""
    return front.source.text[span.start : span.end]


def is_verbatim(front: FrontMatter, pointer: str, value: str) -> bool:
    """Whether a scalar stands in the source as its value is, so that parts can be edited."""
    span = front.value_span(pointer)
    return span is not None and written(front, span) == value


def removal(front: FrontMatter, pointer: str) -> Edit | None:
    """Takes an item out of a YAML list with its comma or line; None where that is not certain."""
    span = front.value_span(pointer)
    if span is None or front.format != "yaml":
        return None
    text, (start, end) = front.source.text, span
    if front.style(pointer) in ("single", "double"):
        start, end = start - 1, end + 1
    line = front.source.line_span(front.source.line_number(start))
    if text[line.start : start].strip() == "-" and not text[end : line.end].strip():
        after = line.end + (2 if text[line.end : line.end + 2] == "\r\n" else 1)
        return Edit(Span(line.start, after), "")
    before = _COMMA_BEFORE.search(text, front.content_span.start, start)
    if before:
        return Edit(Span(before.start(), end), "")
    behind = _BLANKS_AND_COMMA.match(text, end)
    return Edit(Span(start, behind.end()), "") if behind else None

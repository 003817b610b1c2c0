"""Reading front-matter values, pointing into them, and writing them back as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ainewslint.diagnostics import Edit, Span
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.pointers import escape_token, split_pointer

_QUOTED = ("single", "double")


def value_at(front: FrontMatter, pointer: str) -> Any:
    """The value of a pointer, None where there is none."""
    value: Any = front.data
    for token in split_pointer(pointer):
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def changed_by(front: FrontMatter, pointer: str) -> tuple[str, ...]:
    """What a fix must declare that changes a value: the list around it counts as one value."""
    parent = ""
    for token in split_pointer(pointer):
        if isinstance(value_at(front, parent), list):
            return (parent,)
        parent = f"{parent}/{escape_token(token)}"
    return (pointer,)


def pointer_of(key: str) -> str:
    """The pointer of a key as options write it: `image.path` is a key inside a mapping."""
    return "".join(f"/{escape_token(part)}" for part in key.split("."))


def texts(
    front: FrontMatter, keys: Iterable[str], *, lists: bool = True
) -> Iterator[tuple[str, str]]:
    """(pointer, text) of the keys that are there and hold text; with `lists` each text in one."""
    for key in keys:
        pointer = pointer_of(key)
        value = value_at(front, pointer)
        if isinstance(value, str):
            yield pointer, value
        elif lists and isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield f"{pointer}/{index}", item


def span_in(front: FrontMatter, pointer: str, index: int, length: int = 1) -> Span:
    """Where `length` characters of a text value from `index` on stand in the source.

    The whole value where it is written so differently (escapes, folding) that the place cannot
    be told.
    """
    value = value_at(front, pointer)
    whole = front.visible_span(pointer)
    needle = value[index : index + length]
    raw = front.source.slice(whole)
    if raw == value:
        return Span(whole.start + index, whole.start + index + length)
    if not needle or raw.count(needle) != value.count(needle):
        return whole
    at = -1
    for _each in range(value[:index].count(needle) + 1):
        at = raw.find(needle, at + 1)
    return Span(whole.start + at, whole.start + at + length)


def rewritten(front: FrontMatter, pointer: str, new: str) -> Edit | None:
    """The edit that gives a text value the text `new`, quoted as it is written now.

    Plain scalars get quotes where the new text needs them. None where the value is written in
    a way that cannot be kept: escapes, several lines, block scalars, aliases.
    """
    place = front.place(pointer)
    if place is None:
        return None
    raw = front.source.slice(place.value)
    if place.style in _QUOTED:
        value = value_at(front, pointer)
        if _escaped(front, place.style, str(value)) != raw:
            return None
        text = _escaped(front, place.style, new)
        return None if text is None else Edit(place.value, text)
    if place.style != "plain" or front.format != "yaml" or len(raw.splitlines()) > 1:
        return None
    in_flow = front.style(pointer.rpartition("/")[0]) == "flow"
    return Edit(place.value, new if is_plain_text(new, in_flow=in_flow) else yaml_quoted(new))


def replaced_in(front: FrontMatter, pointer: str, old: str, new: str) -> list[Edit] | None:
    """Edits that put `new` for every `old` in a text value, and touch nothing else of it.

    None where that cannot be done safely. `old` and `new` are free of line ends and blanks at
    their edges.
    """
    place = front.place(pointer)
    value = value_at(front, pointer)
    if place is None or not isinstance(value, str):
        return None
    raw = front.source.slice(place.value)
    if raw.count(old) != value.count(old) or place.style in ("alias", "flow", "block"):
        return None
    text = new
    if place.style in _QUOTED:
        escaped = _escaped(front, place.style, new)
        if escaped is None:
            return None
        text = escaped
    elif place.style == "plain":
        in_flow = front.style(pointer.rpartition("/")[0]) == "flow"
        if front.format != "yaml" or not is_plain_text(value.replace(old, new), in_flow=in_flow):
            return None
    edits = []
    at = raw.find(old)
    while at >= 0:
        start = place.value.start + at
        edits.append(Edit(Span(start, start + len(old)), text))
        at = raw.find(old, at + len(old))
    return edits


def is_plain_text(text: str, *, in_flow: bool = False) -> bool:
    """Whether YAML reads the text without quotes as itself."""
    from ainewslint.source.yaml_metadata import read_yaml

    if not text or len(text.splitlines()) > 1:
        return False
    if in_flow and read_yaml(f"[{text}, x]", 0).data != [text, "x"]:
        return False
    return bool(read_yaml(f"k: {text}", 0).data == {"k": text})


def yaml_quoted(text: str) -> str:
    """The text as a quoted YAML scalar of one line."""
    if '"' in text or "\\" in text:
        if text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=True)
    return f'"{text}"' if text.isprintable() else json.dumps(text, ensure_ascii=True)


def _escaped(front: FrontMatter, style: str, text: str) -> str | None:
    """The inside of a quoted scalar for a text; None where these quotes cannot hold it."""
    if style == "double":
        return json.dumps(text, ensure_ascii=False)[1:-1]
    if not text.isprintable() or (front.format == "toml" and "'" in text):
        return None
    return text.replace("'", "''") if front.format == "yaml" else text


def item_removal(front: FrontMatter, pointer: str) -> Edit | None:
    """The edit that removes one item of a YAML list: with its comma, or with its line.

    None where other things stand on its line, and for lists of other kinds.
    """
    parent, _slash, index = pointer.rpartition("/")
    place = front.place(pointer)
    if place is None or place.style in ("flow", "block", "literal", "folded"):
        return None
    span = place.value
    if place.style in _QUOTED:
        span = Span(span.start - 1, span.end + 1)
    text = front.source.text
    if front.style(parent) == "flow":
        return _flow_removal(text, span, first=index == "0")
    if front.style(parent) != "block" or front.format != "yaml":
        return None
    line = front.source.line_number(span.start)
    start, end = front.source.line_span(line)
    if text[start : span.start].strip() != "-" or text[span.end : end].strip():
        return None
    following = front.source.line_span(line + 1)
    return Edit(Span(start, following.start if following.start > start else end), "")


def _flow_removal(text: str, span: Span, *, first: bool) -> Edit | None:
    start, end = span
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    if first:
        if text[end : end + 1] != ",":
            return None
        end += 1
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        return Edit(Span(start, end), "")
    while text[start - 1].isspace():  # the list may go over several lines
        start -= 1
    return Edit(Span(start - 1, span.end), "") if text[start - 1] == "," else None

"""What may stand in front matter at a place: keys and values from the profile's schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from lsprotocol.types import CompletionItemKind

from ainewslint.config import Settings
from ainewslint.identity import ArturlError, decode_arturl, encode_arturl, last_path_part
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.profiles import guess_profile
from ainewslint.records import record
from ainewslint.schema.load import Schema, SchemaFileError, load_schema
from ainewslint.source.article import Article
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.text import SourceText

_KEY_LINE = {
    "---": regex(r"(?P<indent>[ ]*)(?P<dash>-[ ]+)?(?P<key>[\w.-]+)[ ]*:(?=\s|\Z)"),
    "+++": regex(r"(?P<indent>[ ]*)(?P<dash>)(?P<key>[\w.-]+)[ ]*="),
}
_TYPING_KEY = regex(r"(?P<indent>[ ]*)(?P<word>[\w-]*)\Z")
_TYPING_ITEM = regex(r"(?P<indent>[ ]*)-[ ]+[\"']?(?P<word>[^\s\"',]*)\Z")
_LAST_WORD = regex(r"[^\s\"',\[\]]*\Z")


@record(frozen=True)
class Offer:
    """Something that may stand there, and how much of it is typed already."""

    typed: str
    text: str
    label: str
    what: str
    kind: CompletionItemKind


def key_items(source: SourceText, offset: int, fence: str, settings: Settings) -> Iterator[Offer]:
    """The keys that the schema knows and the mapping at the cursor does not have yet."""
    line = source.line_number(offset)
    match = _TYPING_KEY.match(source.text[source.line_span(line).start : offset])
    if match is None:
        return
    path = _path_to(source, line, fence, len(match["indent"]))
    if path is None:
        return
    node = _node(_schema(source, line, settings), path)
    present = _siblings(source, line, fence, len(match["indent"]))
    required = node.get("required", ())
    known = node.get("properties", {})
    names = [name for name in known if name not in present]
    names.sort(key=lambda name: name not in required)
    for name in names:
        what = str(known[name].get("description", "")) if isinstance(known[name], dict) else ""
        if name in required:
            what = _("required") + (f": {what}" if what else "")
        text = f"{name}: " if fence == "---" else f"{name} = "
        yield Offer(match["word"], text, name, what, CompletionItemKind.Property)


def value_items(source: SourceText, offset: int, fence: str, settings: Settings) -> Iterator[Offer]:
    """The values that the schema lists for the key at the cursor, and what other keys imply."""
    line = source.line_number(offset)
    before = source.text[source.line_span(line).start : offset]
    match = _KEY_LINE[fence].match(before)
    if match is not None:
        typed = _LAST_WORD.search(before, match.end())
        path = _path_to(source, line, fence, len(match["indent"]))
        path = None if path is None else [*path, match["key"]]
    else:
        item = _TYPING_ITEM.match(before)
        typed = re.search(r"[^\s\"',]*\Z", before) if item else None
        path = _path_to(source, line, fence, len(item["indent"]) + 1) if item else None
    if path is None or typed is None:
        return
    schema = _schema(source, line, settings)
    for value in _values(schema, _node(schema, path)):
        text = value if isinstance(value, str) else json.dumps(value)
        text = json.dumps(text) if fence == "+++" and isinstance(value, str) else text
        yield Offer(typed.group(), text, text, "", CompletionItemKind.EnumMember)
    if len(path) == 1:
        yield from _implied(path[0], typed.group(), _without_line(source, line).front_matter, fence)


def _implied(key: str, typed: str, front: FrontMatter | None, fence: str) -> Iterator[Offer]:
    """What the other keys say a value must be, and the time for a date."""
    data = front.data if front else {}
    found: list[tuple[str, str]] = []
    try:
        if key == "artid" and isinstance(data.get("arturl_encode"), str):
            number = last_path_part(decode_arturl(data["arturl_encode"]))
            found = [(json.dumps(number), _("the number in arturl_encode"))]
        elif key == "arturl" and isinstance(data.get("arturl_encode"), str):
            found = [(decode_arturl(data["arturl_encode"]), _("what arturl_encode stands for"))]
        elif key == "arturl_encode" and isinstance(data.get("arturl"), str):
            code = json.dumps(encode_arturl(data["arturl"]))
            found = [(code, _("the code of arturl"))]
    except ArturlError:
        return
    if key == "date":
        now = datetime.now().astimezone()
        stamp = now.strftime("%Y-%m-%d %H:%M:%S ") + f"{now:%z}"[:3] + ":" + f"{now:%z}"[3:]
        stamp = now.isoformat(timespec="seconds") if fence == "+++" else stamp
        found = [(stamp, _("now")), (now.strftime("%Y-%m-%d"), _("today"))]
    for text, what in found:
        yield Offer(typed, text, text, what, CompletionItemKind.Value)


def _without_line(source: SourceText, line: int) -> Article:
    """The article without the line being written, which need not be readable yet."""
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return Article(SourceText(source.text[:start] + source.text[end:], source.path))


def _schema(source: SourceText, line: int, settings: Settings) -> Schema | None:
    profile = settings.profile_for(source.path)
    name = profile.front_matter_schema if profile else None
    if name is None:
        name = guess_profile(_without_line(source, line)).front_matter_schema or "post"
    try:
        return load_schema(name, "front-matter", settings.root)
    except SchemaFileError:  # FM005 reports it
        return None


def _node(schema: Schema | None, path: Iterable[str]) -> dict[str, Any]:
    """What the schema says of a value, references and alternatives followed."""
    if schema is None or not isinstance(schema.document, dict):
        return {}
    node = schema.document
    for key in path:
        for one in _alternatives(schema, node):
            known = one.get("properties", {})
            if isinstance(known, dict) and isinstance(known.get(key), dict):
                node = known[key]
                break
        else:
            return {}
    for one in _alternatives(schema, node):
        if "properties" in one:
            return {**one, "required": one.get("required", ())}
    return _resolved(schema, node)


def _resolved(schema: Schema, node: dict[str, Any]) -> dict[str, Any]:
    """A node behind references within its schema; itself where they lead nowhere."""
    for _step in range(8):
        target = node.get("$ref")
        if not isinstance(target, str) or not target.startswith("#/"):
            return node
        found: Any = schema.document
        for part in target[2:].split("/"):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, dict):
            return node
        node = found
    return node


def _alternatives(schema: Schema, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node and what it may be instead, three levels deep."""
    level = [node]
    for _depth in range(3):
        below: list[dict[str, Any]] = []
        for one in level:
            resolved = _resolved(schema, one)
            yield resolved
            for word in ("anyOf", "oneOf", "allOf"):
                parts = resolved.get(word, ())
                below += [part for part in parts if isinstance(part, dict)]
        level = below


def _values(schema: Schema | None, node: dict[str, Any], items: bool = True) -> list[Any]:
    """The values listed for a node, and with `items` for the items of a list."""
    found: list[Any] = []
    if schema is None:
        return found
    for one in _alternatives(schema, node):
        found += [value for value in one.get("enum", ()) if not isinstance(value, (dict, list))]
        found += [one["const"]] if isinstance(one.get("const"), (str, int, bool)) else []
        found += [value for value in one.get("examples", ()) if isinstance(value, (str, int))]
        kinds = one.get("type", ())
        if "boolean" in ([kinds] if isinstance(kinds, str) else kinds):
            found += [True, False]
        if items and isinstance(one.get("items"), dict):
            found += _values(schema, one["items"], items=False)
    return [value for index, value in enumerate(found) if value not in found[:index]]


def _path_to(source: SourceText, line: int, fence: str, indent: int) -> list[str] | None:
    """The keys above a line that it lies in, by their indentation; None in a TOML table."""
    path: list[str] = []
    for number in range(line - 1, 1, -1):
        text = source.line_text(number)
        if fence == "+++" and text.lstrip().startswith("["):
            return None
        match = _KEY_LINE[fence].match(text)
        if match and len(match["indent"]) < indent:
            path.insert(0, match["key"])
            indent = len(match["indent"])
    return path


def _siblings(source: SourceText, line: int, fence: str, indent: int) -> set[str]:
    """The keys at the same indentation in the same block."""
    found: set[str] = set()
    last = len(source.line_starts)
    for numbers in (range(line - 1, 1, -1), range(line + 1, last + 1)):
        for number in numbers:
            text = source.line_text(number)
            if text.rstrip() in (fence, "..."):
                break
            match = _KEY_LINE[fence].match(text)
            if match and len(match["indent"]) < indent:
                break
            if match and len(match["indent"]) == indent:
                found.add(match["key"])
    return found

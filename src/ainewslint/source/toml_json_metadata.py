"""TOML (`+++`) and JSON (`{`) front matter: the standard library's data, our own places.

tomllib and json give no positions, so a scanner walks the text they accepted. It may trust
that the text is valid and only has to find where things stand.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import Any

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.metadata import (
    MAX_DEPTH,
    Duplicate,
    Metadata,
    MetadataError,
    Place,
    Problem,
)
from ainewslint.source.pointers import make_pointer

Path = tuple[str, ...]

_SPACE = regex(r"[ \t\r\n]*+")
_JSON_STRING = regex(r'"(?:[^"\\]++|\\.)*"')
_JSON_SCALAR = regex(r"[^\s,\]}]++")
_TOML_SPACE = regex(r"(?:[ \t\r\n]++|#[^\r\n]*+)*")
_TOML_BARE = regex(r"[A-Za-z0-9_-]++")
_TOML_SCALAR = regex(r"[^,\]}\r\n#]++")
# A basic string's inside; literal strings know no escapes.
_TOML_STRINGS = {
    '"""': regex(r'(?:[^"\\]++|\\.|"(?!""(?!")))*', re.S),
    "'''": regex(r"(?:[^']++|'(?!''(?!')))*"),
    '"': regex(r'(?:[^"\\]++|\\.)*'),
    "'": regex(r"[^']*+"),
}
_TOML_AT = regex(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


class _Places:
    """The places of a document by path, and the JSON keys that came twice."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.places: dict[Path, Place] = {(): Place(None, self.span(0, len(text)), "block")}
        self.duplicates: list[Duplicate] = []

    def span(self, start: int, end: int) -> Span:
        return Span(self.base + start, self.base + end)

    def locate(self, path: list[str]) -> Place | None:
        """The place of a path, None where there is none."""
        return self.places.get(tuple(path))

    def guard(self, path: Path, at: int) -> None:
        if len(path) > MAX_DEPTH:
            words = f"nested more than {MAX_DEPTH} levels deep"
            raise MetadataError(Problem("too-deep", words, self.base + at))


def json_end(text: str, start: int) -> int | None:
    """Where the JSON object that begins at `start` ends, None where it is not valid JSON."""
    try:
        return json.JSONDecoder().raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None


def read_json(text: str, base: int) -> Metadata:
    """Read the JSON object `text` that stands at offset `base` of its file. Never raises."""
    scanner = _JsonPlaces(text, base)
    try:
        data = json.loads(text)
        scanner.value(0, (), None)
    except json.JSONDecodeError as error:
        return _failed(Problem("syntax", error.msg, base + error.pos))
    except RecursionError:
        return _failed(Problem("too-deep", "nested too deeply", base))
    except ValueError as error:  # a number of more digits than Python converts
        return _failed(Problem("bad-value", str(error), base))
    except MetadataError as error:
        return _failed(error.problem)
    return Metadata(data, scanner.locate, scanner.duplicates)


def _failed(problem: Problem) -> Metadata:
    return Metadata(None, lambda path: None, problems=[problem])


class _JsonPlaces(_Places):
    """Walks valid JSON."""

    def string(self, at: int) -> int:
        """The offset behind the string that begins at `at`."""
        match = _JSON_STRING.match(self.text, at)
        return match.end() if match else at + 1

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, path: Path, key: Span | None) -> int:
        """Note the value that begins at `at`; the offset behind it."""
        self.guard(path, at)
        first = self.text[at]
        if first == '"':
            end = self.string(at)
            self.places[path] = Place(key, self.span(at + 1, end - 1), "double")
            return end
        if first in "{[":
            end = self.members(at + 1, path) if first == "{" else self.items(at + 1, path)
            self.places[path] = Place(key, self.span(at, end), "flow")
            return end
        match = _JSON_SCALAR.match(self.text, at)
        end = match.end() if match else at
        self.places[path] = Place(key, self.span(at, end), "plain")
        return end

    def members(self, at: int, path: Path) -> int:
        """Note an object's members; the offset behind its bracket."""
        seen: dict[str, tuple[Place, str]] = {}
        at = self.skip(at)
        while self.text[at] != "}":
            end = self.string(at)
            name = json.loads(self.text[at:end])
            key = self.span(at + 1, end - 1)
            below = (*path, name)
            start = self.skip(self.skip(end) + 1)
            at = self.value(start, below, key)
            place, raw = self.places[below], self.text[start:at]
            if name in seen:
                self.duplicate(make_pointer(below), seen[name], (place, raw))
            seen[name] = place, raw
            at = self.skip(at)
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1

    def duplicate(self, pointer: str, first: tuple[Place, str], second: tuple[Place, str]) -> None:
        (first_place, first_raw), (second_place, second_raw) = first, second
        self.duplicates.append(
            Duplicate(
                pointer=pointer,
                first_key=first_place.key or first_place.value,
                second_key=second_place.key or second_place.value,
                first_value=json.loads(first_raw),
                second_value=json.loads(second_raw),
                first_span=first_place.value,
                second_span=second_place.value,
            )
        )

    def items(self, at: int, path: Path) -> int:
        """Note an array's items; the offset behind its bracket."""
        index = 0
        at = self.skip(at)
        while self.text[at] != "]":
            at = self.skip(self.value(at, (*path, str(index)), None))
            index += 1
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1


def read_toml(text: str, base: int) -> Metadata:
    """Read the TOML `text` that stands at offset `base` of its file. Never raises."""
    import tomllib

    scanner = _TomlPlaces(text, base)
    try:
        # tomllib knows no lone CR; a space keeps every offset.
        data = tomllib.loads(_lone_returns(text))
        scanner.document()
    except tomllib.TOMLDecodeError as error:
        return _failed(_toml_problem(error, text, base))
    except RecursionError:
        return _failed(Problem("too-deep", "nested too deeply", base))
    except (ValueError, OverflowError) as error:
        return _failed(Problem("bad-value", str(error), base))
    except MetadataError as error:
        return _failed(error.problem)
    return Metadata(_dates_as_text(data, scanner, ()), scanner.locate)


def _lone_returns(text: str) -> str:
    return re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text


def _toml_problem(error: Exception, text: str, base: int) -> Problem:
    words = str(error)
    match = _TOML_AT.search(words)
    at = len(text)
    if match is not None:
        words = words[: match.start()].strip()
        if match[1]:
            starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text))]
            line = starts[min(int(match[1]), len(starts)) - 1]
            at = min(line + int(match[2]) - 1, len(text))
    return Problem("syntax", words, base + at)


def _dates_as_text(value: Any, scanner: _TomlPlaces, path: Path) -> Any:
    """The data with dates as written: a schema's `format` checks text."""
    if isinstance(value, dict):
        return {key: _dates_as_text(v, scanner, (*path, key)) for key, v in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(v, scanner, (*path, str(i))) for i, v in enumerate(value)]
    if isinstance(value, (date, datetime, time)):
        place = scanner.places.get(path)
        if place is None:
            return value.isoformat()
        return scanner.text[place.value.start - scanner.base : place.value.end - scanner.base]
    return value


class _TomlPlaces(_Places):
    """Walks valid TOML."""

    def __init__(self, text: str, base: int) -> None:
        super().__init__(text, base)
        self.tables: dict[Path, int] = {}  # arrays of tables and how many tables each has

    def skip(self, at: int) -> int:
        match = _TOML_SPACE.match(self.text, at)
        return match.end() if match else at

    def document(self) -> None:
        """Note every table and key."""
        prefix: Path = ()
        at = self.skip(0)
        while at < len(self.text):
            if self.text.startswith("[", at):
                prefix, at = self.header(at)
            else:
                at = self.assignment(at, prefix)
            at = self.skip(at)

    def header(self, at: int) -> tuple[Path, int]:
        """The path a `[table]` or `[[array of tables]]` opens, and the offset behind it."""
        start = at
        double = self.text.startswith("[[", at)
        names, at = self.key(at + 1 + double)
        path: Path = ()
        key: Span | None = None
        for index, (name, key) in enumerate(names):
            path = (*path, name)
            self.guard(path, at)
            last = index == len(names) - 1
            if last and double:
                self.tables[path] = self.tables.get(path, -1) + 1
            if path in self.tables:
                self.places.setdefault(path, Place(key, key, "block"))
                path = (*path, str(self.tables[path]))
        at = self.skip(at) + 1 + double
        self.places.setdefault(path, Place(key, self.span(start, at), "block"))
        return path, at

    def key(self, at: int) -> tuple[list[tuple[str, Span]], int]:
        """The parts of a dotted key, and the offset behind it."""
        parts: list[tuple[str, Span]] = []
        while True:
            at = self.skip(at)
            quote = self.text[at]
            if quote in "\"'":
                match = _TOML_STRINGS[quote].match(self.text, at + 1)
                end = match.end() if match else at + 1
                name = self.text[at + 1 : end]
                if quote == '"' and "\\" in name:
                    import tomllib

                    name = tomllib.loads(f'k = "{name}"')["k"]
                parts.append((name, self.span(at + 1, end)))
                at = end + 1
            else:
                match = _TOML_BARE.match(self.text, at)
                end = match.end() if match else at + 1
                parts.append((self.text[at:end], self.span(at, end)))
                at = end
            at = self.skip(at)
            if not self.text.startswith(".", at):
                return parts, at
            at += 1

    def assignment(self, at: int, prefix: Path) -> int:
        """Note `key = value`; the offset behind it."""
        names, at = self.key(at)
        path = prefix
        for name, key in names[:-1]:
            path = (*path, name)
            self.places.setdefault(path, Place(key, key, "block"))
        name, key = names[-1]
        return self.value(self.skip(at) + 1, (*path, name), key)

    def value(self, at: int, path: Path, key: Span | None) -> int:
        """Note a value; the offset behind it."""
        self.guard(path, at)
        at = self.skip(at)
        for quote, pattern in _TOML_STRINGS.items():
            if self.text.startswith(quote, at):
                inside = at + len(quote)
                match = pattern.match(self.text, inside)
                end = match.end() if match else inside
                style = "double" if quote[0] == '"' else "single"
                self.places[path] = Place(key, self.span(inside, end), style)  # type: ignore[arg-type]
                return end + len(quote)
        if self.text[at] in "[{":
            end = self.collection(at, path)
            self.places[path] = Place(key, self.span(at, end), "flow")
            return end
        match = _TOML_SCALAR.match(self.text, at)
        end = at + len(match[0].rstrip()) if match else at + 1
        self.places[path] = Place(key, self.span(at, end), "plain")
        return end

    def collection(self, at: int, path: Path) -> int:
        """Note an array's items or an inline table's keys; the offset behind its bracket."""
        table = self.text[at] == "{"
        close = "}" if table else "]"
        index = 0
        at = self.skip(at + 1)
        while self.text[at] != close:
            if table:
                at = self.assignment(at, path)
            else:
                at = self.value(at, (*path, str(index)), None)
                index += 1
            at = self.skip(at)
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1

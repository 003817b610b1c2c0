"""Schemas: found, sound, and their errors in words at the exact place."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint import resources
from ainewslint.diagnostics import Span
from ainewslint.schema import Schema, SchemaFileError, Violation, load_schema, schema_names
from ainewslint.schema.fast import quick_yes
from ainewslint.schema.formats import FORMATS
from ainewslint.source.front_matter import read_front_matter
from ainewslint.source.text import SourceText

PROFILES = ("csdn-mirror", "post", "daily-digest")


def violations(schema: dict[str, Any], front_matter: str) -> list[tuple[str, str, str]]:
    """(place, message, kind) of each violation."""
    source = SourceText(f"---\n{front_matter}---\n")
    front = read_front_matter(source)
    assert front is not None
    found = Schema(schema, Path("s.json")).violations(
        front.data, front.visible_span, front.key_span
    )
    return [(source.slice(one.span), one.message, one.kind) for one in found]


def value_error(schema: dict[str, Any], value: str) -> tuple[str, str]:
    """(place, message) of the only thing wrong with `k: value`."""
    [(place, message, kind)] = violations({"properties": {"k": schema}}, f"k: {value}\n")
    assert kind == "value"
    return place, message


def test_the_shipped_schemas() -> None:
    names = schema_names()
    for profile in PROFILES:
        assert f"{profile}.front-matter" in names
        assert f"{profile}.body" in names
        for part in ("front-matter", "body"):
            schema = load_schema(profile, part)  # type: ignore[arg-type]
            assert schema is load_schema(f"{profile}.{part}")
            # the quick yes reads them, so valid articles never import jsonschema
            assert quick_yes(schema.document) is not None
            assert schema._validator


def test_resources_are_found() -> None:
    assert (resources.folder("schemas") / "post.front-matter.schema.json").is_file()
    with pytest.raises(FileNotFoundError):
        resources.folder("nowhere")


def test_a_valid_article_does_not_import_jsonschema() -> None:
    code = (
        "import sys; from ainewslint.schema import load_schema\n"
        "schema = load_schema('post', 'front-matter')\n"
        "assert schema.is_valid({'title': 'A', 'date': '2025-03-01', 'tags': ['x']})\n"
        "assert 'jsonschema' not in sys.modules\n"
        "assert not schema.is_valid({'title': 'A'})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("schema", "value", "place", "words"),
    [
        ({"type": "string"}, "135465531", "135465531", "should be text, but 135465531 is a whole"),
        ({"type": "string"}, "", "k", "is empty, but should be text"),
        ({"type": ["string", "null"]}, "[1]", "[1]", "should be text or empty"),
        ({"type": "boolean"}, "soon", "soon", "should be true or false"),
        ({"enum": ["news", "tutorial"]}, "'tutorail'", "tutorail", 'did you mean "tutorial"?'),
        ({"enum": [1, 2]}, "3", "3", "may only be 1, 2"),
        ({"const": "zh"}, "en", "en", 'may only be "zh"'),
        ({"pattern": "^[0-9]+$"}, "12a", "12a", "does not match the pattern ^[0-9]+$"),
        ({"pattern": "^[0-9]+$", "description": "digits"}, "12a", "12a", "belongs there: digits"),
        ({"pattern": r"^(?!x)\w+$"}, "xy", "xy", "does not match"),
        ({"minLength": 1}, '""', "k", "is empty"),
        ({"minLength": 3}, "ab", "ab", "has 2, but should have at least 3 characters"),
        ({"maxLength": 1}, "ab", "ab", "at most 1 character"),
        ({"minItems": 1}, "[]", "[]", "is empty"),
        ({"maxItems": 1}, "[a, b]", "[a, b]", "at most 1 item"),
        ({"uniqueItems": True}, "[a, a]", "[a, a]", "has an item twice"),
        ({"minimum": 3}, "2", "2", "should be at least 3"),
        ({"exclusiveMaximum": 3}, "3", "3", "should be less than 3"),
        ({"multipleOf": 2}, "3", "3", "a multiple of 2"),
        ({"not": {"const": "x"}}, "x", "x", 'should not be "x"'),
        ({"contains": {"const": "AI"}}, "[a]", "[a]", "no item of the kind"),
        (
            {"contains": {"properties": {"title": {"const": "References"}}, "required": ["title"]}},
            "[{title: a}]",
            "[{title: a}]",
            'has no item with `title` "References"',
        ),
        ({"format": "date"}, "2025-02-30", "2025-02-30", "a date such as 2025-02-10"),
        ({"format": "date-time"}, "2025-02-03 10:00", "2025-02-03 10:00", "a date and time"),
        ({"format": "uri"}, "'/a b'", "/a b", "a full URL"),
        ({"format": "email"}, "x", "x", "an e-mail address"),
        ({"items": {"type": "string"}}, "[a, 3]", "3", "item 2 of `k` should be text"),
        ({"$ref": "#/$defs/x"} | {"$defs": {"x": {}}}, "1", "", ""),
    ],
)
def test_words(schema: dict[str, Any], value: str, place: str, words: str) -> None:
    if not words:  # a broken reference is the schema's fault
        with pytest.raises(SchemaFileError, match="cannot resolve"):
            violations({"properties": {"k": schema | {"$ref": "#/nowhere"}}}, f"k: {value}\n")
        return
    found, message = value_error(schema, value)
    assert found == place
    assert words in message
    assert message.startswith(("`k`", "item 2 of `k`"))


def test_missing_and_unknown_keys() -> None:
    schema = {
        "required": ["title", "date"],
        "additionalProperties": False,
        "properties": {
            "title": {},
            "date": {},
            "image": {"required": ["path"]},
            "x": {"properties": {"y": {}}, "unevaluatedProperties": False},
        },
        "patternProperties": {"^x-": {}},
    }
    assert violations(schema, "titel: A\nimage: {alt: b}\nx-own: 1\nx: {z: 1}\n") == [
        ("---", "`date` is missing", "missing"),
        ("---", "`title` is missing", "missing"),
        ("titel", "`titel` is not a known key; did you mean `title`?", "unknown"),
        ("{alt: b}", "`image.path` is missing", "missing"),
        ("z", "`x.z` is not a known key", "unknown"),
    ]


IMAGE = {
    "anyOf": [
        {"type": "string", "format": "uri"},
        {"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}}},
    ]
}
SOURCES = {
    "oneOf": [
        {"properties": {"kind": {"const": "web"}, "url": {"type": "string"}}, "required": ["url"]},
        {"properties": {"kind": {"const": "book"}, "year": {"type": "integer"}}},
    ]
}


@pytest.mark.parametrize(
    ("schema", "value", "place", "words"),
    [
        (IMAGE, "{alt: x}", "{alt: x}", "`k.path` is missing"),
        (IMAGE, "{path: 3}", "3", "`k.path` should be text"),
        (IMAGE, "not-a-url", "not-a-url", "should be a full URL"),
        (IMAGE, "3", "3", "`k` should be text or a mapping, but 3 is a whole number"),
        (SOURCES, "{kind: book, year: MMXX}", "MMXX", "`k.year` should be a whole number"),
        (SOURCES, "{kind: web}", "{kind: web}", "`k.url` is missing"),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "{}", "{}", "`k.a` or `k.b` is m"),
        ({"oneOf": [{"type": "string"}, {"minLength": 1}]}, "x", "x", "more than one of the forms"),
        ({"anyOf": [{"minimum": 5}, {"maximum": 1}]}, "3", "3", "none of the 2 allowed forms"),
    ],
)
def test_alternatives(schema: dict[str, Any], value: str, place: str, words: str) -> None:
    [(found, message, _kind)] = violations({"properties": {"k": schema}}, f"k: {value}\n")
    assert found == place
    assert words in message


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("{", "line 1, column 2"),
        ("[]", "a schema is a JSON object"),
        ('{"type": "objct"}', "type"),
        ('{"properties": 3}', "properties"),
        ('{"$ref": "https://example.org/s.json"}', "cannot resolve"),
        ('{"$ref": "nowhere.json"}', "cannot resolve"),
        ('{"$ref": "#"}', "circle"),
        ('{"pattern": "("}', "("),
    ],
)
def test_broken_schemas_say_so(tmp_path: Path, document: str, reason: str) -> None:
    file = tmp_path / "own.json"
    file.write_text(document, "utf-8")
    with pytest.raises(SchemaFileError, match=r"own\.json") as caught:
        load_schema(str(file)).violations("x", lambda pointer: Span(0, 0))
    assert reason in caught.value.reason


def test_no_such_schema(tmp_path: Path) -> None:
    with pytest.raises(SchemaFileError, match="did you mean the profile csdn-mirror"):
        load_schema("csdn-miror", "front-matter")
    with pytest.raises(SchemaFileError, match="no such schema"):
        load_schema("own.json", "front-matter", tmp_path)


def test_schemas_may_refer_to_files_and_to_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "sub.json").write_text('{"$defs": {"n": {"type": "integer"}}}', "utf-8")
    own = {
        "allOf": [{"$ref": "urn:ainewslint:schema:post.front-matter"}],
        "properties": {"level": {"$ref": "sub.json#/$defs/n"}},
    }
    (tmp_path / "own.json").write_text(json.dumps(own), "utf-8")
    schema = load_schema("own.json", "front-matter", tmp_path)
    assert schema.is_valid({"title": "A", "date": "2025-03-01", "level": 1})
    assert not schema.is_valid({"title": "A", "date": "2025-03-01", "level": "x"})
    assert not schema.is_valid({"date": "2025-03-01"})


def test_a_pattern_cannot_hang_a_run() -> None:
    schema = {"properties": {"k": {"pattern": "^(a+)+$"}}}
    assert violations(schema, f"k: {'a' * 4000}!\n")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "date",
            ["2025-02-28", "2024-02-29"],
            ["2025-02-29", "2025-2-1", "20250201", "２０２５-02-01"],
        ),
        (
            "date-time",
            ["2025-02-28T10:00:00Z", "2025-02-28t10:00:00.5+08:00", "2016-12-31T23:59:60Z"],
            ["2025-02-28 10:00:00Z", "2025-02-28T10:00:00", "2025-02-28T25:00:00Z"],
        ),
        (
            "uri",
            ["https://example.org/文?a=b#c", "mailto:a@b.c", "http://[::1]:80/"],
            ["/path", "https://", "http://a b", "http://a/%zz", "http://a:99999/", "http://[::1"],
        ),
        ("uri-reference", ["/path", "a.png", "#x", "//h/p"], ["a b", "<x>"]),
        ("article-date", ["2025-3-1", "2025-02-10 13:18:05 +08:00"], ["2025-02-30", "soon"]),
    ],
)
def test_formats(name: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not FORMATS[name](text)] == []
    assert [text for text in bad if FORMATS[name](text)] == []


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=40))
def test_formats_never_raise(name: str, text: str) -> None:
    assert FORMATS[name](text) in (True, False)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 8)
    | st.floats(-3, 8)
    | st.sampled_from(["", "a", "ab", "1", "2025-02-10", "https://a.b/", "x y", "1\n"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYWORDS = {
    "type": st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
    | st.lists(st.sampled_from(["string", "object", "null"]), min_size=1, max_size=2, unique=True),
    "enum": st.lists(st.sampled_from(["a", 1, True, None]), min_size=1, max_size=3, unique_by=repr),
    "const": st.sampled_from(["a", 1, False, None]),
    "required": st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True),
    "minLength": st.integers(0, 2),
    "maxItems": st.integers(0, 2),
    "minProperties": st.integers(0, 2),
    "uniqueItems": st.booleans(),
    "minimum": st.integers(-1, 3),
    "maximum": st.integers(0, 5),
    "pattern": st.sampled_from(["^[0-9]+$", "a", "^(?!a)"]),
    "format": st.sampled_from(["date", "uri", "article-date", "email"]),
    "exclusiveMinimum": st.integers(0, 2),
}
SCHEMAS = st.recursive(
    st.fixed_dictionaries({}, optional=KEYWORDS) | st.booleans(),  # type: ignore[arg-type]
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
            "additionalProperties": inner,
            "items": inner,
            "contains": inner,
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
        },
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, VALUES)
def test_the_quick_yes_is_never_wrong(document: Any, value: Any) -> None:
    check = quick_yes(document)
    schema = Schema(document, Path("s.json"))
    errors = list(schema._validator.iter_errors(value))
    if check is not None and check(value):
        assert not errors
    found: list[Violation] = schema.violations(value, lambda pointer: Span(0, 0))
    assert bool(found) == bool(errors)
    assert all(one.message and "\n" not in one.message for one in found)

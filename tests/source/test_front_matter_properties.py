"""Whatever stands at the head of a file: nothing raises, every place is what it says."""

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.source.front_matter import FrontMatter, read_front_matter
from ainewslint.source.pointers import escape_token
from ainewslint.source.text import SourceText

# fmt: off
FRAGMENTS = st.sampled_from([
    "---", "...", "+++", "title", "a", "b:", ": ", "- ", "-", "? ", "'", '"', "\\", "[", "]", "{",
    "}", ",", "&x ", "*x", "<<: ", "!!str ", "!t ", "#", "# c", ">", ">-", "|", " ", "  ", "\t",
    "\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\ufeff", "\x00", "漢", "😀", "1", "2025-02-10",
    "true", "null", "=", "'''", '"""', "[[", "]]", ".", "{\n", "}\n", '"a": ', "\\u00e9", "~", "/",
    "%", "@", "`", "\ud800",
])
# fmt: on
CONTENT = st.lists(FRAGMENTS, max_size=30).map("".join)
HEADS = st.sampled_from(["---\n", "---\r\n", "\ufeff---\n", "+++\n", "{", "{\n", "\n---\n", ""])
TAILS = st.sampled_from(["\n---\n", "\r\n---\r\nbody", "\n...\n", "\n+++\n", "}", "", "\n---"])


def pointers(value: Any, pointer: str = "", depth: int = 0) -> list[tuple[str, Any]]:
    found = [(pointer, value)]
    if depth < 8:
        items: Any = ()
        if isinstance(value, (dict, list)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            found += pointers(item, f"{pointer}/{escape_token(key)}", depth + 1)
    return found


def check_places(front: FrontMatter) -> None:
    text = front.source.text
    begin, end = front.content_span
    assert 0 <= front.span.start <= begin <= end <= front.body_start <= len(text) or (
        front.format == "json" and begin == front.span.start
    )
    for problem in front.errors:
        assert 0 <= problem.offset <= len(text)
    if not front.is_mapping:
        return
    for pointer, value in pointers(front.data)[:200]:
        place = front.place(pointer)
        assert place is not None, pointer
        written = text[place.value.start : place.value.end]
        assert begin <= place.value.start <= place.value.end <= end
        if place.key is not None:
            assert begin <= place.key.start <= place.key.end <= end
        if place.style in ("literal", "folded") or not isinstance(value, str):
            continue
        if place.style == "alias":
            assert written.startswith("*")
        elif written.isascii() and written.isalnum():
            assert value == written


@settings(max_examples=400, deadline=None)
@given(HEADS, CONTENT, TAILS)
def test_any_text(head: str, content: str, tail: str) -> None:
    front = read_front_matter(SourceText(head + content + tail))
    if front is not None:
        check_places(front)
        assert front.visible_span("/a/b") is not None
        assert (front.data == {}) or front.is_mapping


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_characters(text: str) -> None:
    for candidate in (
        text,
        f"---\n{text}\n---\n",
        f"---\na: {text}\n---\n",
        f"+++\na = {text}\n+++",
    ):
        front = read_front_matter(SourceText(candidate))
        if front is not None:
            check_places(front)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=10,
    ),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(DATA, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_was_written_is_read(
    data: dict[str, Any], flow: bool, newline: str, unicode: bool
) -> None:
    dumped = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode, width=60)
    text = f"---\n{dumped}---\nbody\n".replace("\n", newline)
    front = read_front_matter(SourceText(text))
    if front is None:  # a key that YAML must write as `? `, or a first line that is no metadata
        return
    if newline == "\n" and not front.errors:
        assert front.data == yaml.load(dumped, yaml.SafeLoader) or any(
            character in dumped for character in "\x85\u2028\u2029\ufeff"
        )
    check_places(front)


@settings(max_examples=150, deadline=None)
@given(DATA)
def test_json_is_read(data: dict[str, Any]) -> None:
    import json

    if not data:
        return
    front = read_front_matter(SourceText(json.dumps(data, indent=1) + "\nbody"))
    assert front is not None or any(len(key) > 100 for key in data)
    if front is not None:
        assert front.data == data
        check_places(front)

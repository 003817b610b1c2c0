"""Front matter: what is front matter, what it says, and where everything stands."""

from typing import Any

import pytest

from ainewslint.source.front_matter import FrontMatter, read_front_matter
from ainewslint.source.text import SourceText


def read(text: str) -> FrontMatter:
    front = read_front_matter(SourceText(text))
    assert front is not None
    return front


def at(front: FrontMatter, pointer: str) -> tuple[str | None, str, str]:
    """A value's key, text and style as they stand in the source."""
    place = front.place(pointer)
    assert place is not None, pointer
    key = front.source.slice(place.key) if place.key else None
    return key, front.source.slice(place.value), place.style


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A\n",
        "----\ntitle: A\n----\n",
        "---\n",
        "---",
        "---\n\nProse between thematic breaks.\n\n---\n",
        "---\nProse, and no end.\n",
        " ---\ntitle: A\n---\n",
        "--- title: A\n---\n",
        "{{< notice >}}\n",
        "{% include a %}\n",
        "{ not json }\n",
        "\n\n---\n\n---\n",
        "++++\ntitle = 1\n++++\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert read_front_matter(SourceText(text)) is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: 1\n---\nbody", "body"),
        ("---\na: 1\n---", ""),
        ("---  \na: 1\n---\t\nbody", "body"),
        ("---\na: 1\n...\nbody", "body"),
        ("\ufeff---\r\na: 1\r\n---\r\nbody", "body"),
        ("---\ra: 1\r---\rbody", "body"),
        ("+++\na = 1\n+++\nbody", "body"),
        ('{"a": 1}\nbody', "body"),
        ("\n\n---\na: 1\n---\nbody", "body"),
        ("---\na: 1\n----\n---\nbody", "body"),
    ],
)
def test_body_start(text: str, body: str) -> None:
    front = read(text)
    assert text[front.body_start :] == body
    if "----" not in text:
        assert front.data == {"a": 1}


def test_an_empty_block_is_front_matter() -> None:
    front = read("---\n---\nbody")
    assert front.data == {}
    assert front.is_mapping
    assert front.content_span.start == front.content_span.end == 4


def test_places_in_yaml() -> None:
    front = read(
        "---\n"
        "title: 三月大事 # comment\n"
        "q: 'it''s'\n"
        'd: "a\\"b"\n'
        "n:\n"
        "anchored: &x !!str  word\n"
        "alias: *x # not *y\n"
        "list:\n"
        "- a\n"
        "- *x\n"
        "# a comment behind\n"
        "\n"
        "flow: [1, 'two', *x, {k: v}]\n"
        "text: |\n"
        "  one\n"
        "  two\n"
        "\n"
        "map: &m\n"
        "  k/~: deep\n"
        "merged:\n"
        "  <<: *m\n"
        "  own: 1\n"
        "plain: over\n"
        "  two lines\n"
        "---\n"
    )
    assert at(front, "/title") == ("title", "三月大事", "plain")
    assert at(front, "/q") == ("q", "it''s", "single")
    assert at(front, "/d") == ("d", 'a\\"b', "double")
    assert at(front, "/n") == ("n", "", "empty")
    assert at(front, "/anchored") == ("anchored", "word", "plain")
    assert at(front, "/alias") == ("alias", "*x", "alias")
    assert at(front, "/list") == ("list", "- a\n- *x", "block")
    assert at(front, "/list/0") == (None, "a", "plain")
    assert at(front, "/list/1") == (None, "*x", "alias")
    assert at(front, "/flow/1") == (None, "two", "single")
    assert at(front, "/flow/2") == (None, "*x", "alias")
    assert at(front, "/flow/3/k") == ("k", "v", "plain")
    assert at(front, "/text") == ("text", "one\n  two", "literal")
    assert at(front, "/map/k~1~0") == ("k/~", "deep", "plain")
    assert at(front, "/merged/k~1~0") == ("k/~", "deep", "plain")
    assert at(front, "/merged") == ("merged", "<<: *m\n  own: 1", "block")
    assert at(front, "/plain") == ("plain", "over\n  two lines", "plain")
    assert front.data["merged"] == {"own": 1, "k/~": "deep"}
    assert front.place("/nothing") is None
    assert front.place("/title/0") is None
    assert front.is_plain("/title")
    assert not front.is_plain("/q")


def test_libyaml_breaks_lines_where_markdown_does_not() -> None:
    front = read('\ufeff---\r\na: 1\u2028b: 2\x85c: "三"\r\n---\r\n')
    assert at(front, "/b") == ("b", "2", "plain")
    assert at(front, "/c") == ("c", "三", "double")
    assert front.source.position(front.place("/c").value.start).line == 2  # type: ignore[union-attr]


def test_a_bom_behind_the_fence() -> None:
    assert at(read("---\n\ufefftitle: A\n---\n"), "/title") == ("title", "A", "plain")


def test_visible_span_falls_back() -> None:
    front = read("---\ntitle:\nimage: {path: a}\n---\n")
    text = front.source
    assert text.slice(front.visible_span("/title")) == "title"
    assert text.slice(front.visible_span("/image/alt")) == "{path: a}"
    assert text.slice(front.visible_span("/nothing")) == "---"
    assert text.slice(front.visible_span("")) == "---"


def test_dates_stay_text_and_keys_are_text() -> None:
    data: dict[str, Any] = read("---\ndate: 2025-02-10 13:18:05 +08:00\n1: a\nyes: b\n---\n").data
    assert data == {"date": "2025-02-10 13:18:05 +08:00", "1": "a", "yes": "b"}


def test_duplicates() -> None:
    front = read("---\na: 1\nb: {c: 2, c: 3}\n'a': [4]\n---\n")
    assert front.data == {"a": [4], "b": {"c": 3}}
    nested, top = front.duplicates
    assert (nested.pointer, nested.first_value, nested.second_value) == ("/b/c", 2, 3)
    assert front.source.slice(top.first_key) == front.source.slice(top.second_key) == "a"
    assert front.source.slice(top.second_span) == "[4]"
    assert at(front, "/a") == ("a", "[4]", "flow")


def test_toml() -> None:
    front = read(
        "+++\r\n"
        'title = "a\\"b" # c\r\n'
        "date = 2024-01-02T03:04:05Z\r\n"
        "tags = [\"x\", 'y', # c\r\n 3]\r\n"
        "[params]\r\n"
        '"x.y".z = {a = 1, b.c = """m\r\n"q" """}\r\n'
        "[[menu]]\r\nn = 1\r\n[[menu]]\r\nn = 2\r\n[menu.sub]\r\nq = 1\r\n"
        "+++\r\nbody"
    )
    assert front.format == "toml"
    assert front.data["date"] == "2024-01-02T03:04:05Z"
    assert at(front, "/title") == ("title", 'a\\"b', "double")
    assert at(front, "/tags/1") == (None, "y", "single")
    assert at(front, "/tags/2") == (None, "3", "plain")
    assert at(front, "/params/x.y/z/a") == ("a", "1", "plain")
    assert at(front, "/params/x.y/z/b/c")[1] == 'm\r\n"q" '
    assert at(front, "/menu/1/n") == ("n", "2", "plain")
    assert at(front, "/menu/1/sub/q") == ("q", "1", "plain")


def test_json() -> None:
    front = read('{\n "a": 1, "b": [true, {"c\\u0041": "\\ud83d\\ude00"}], "a": null\n}\n\nbody')
    assert front.format == "json"
    assert front.data == {"a": None, "b": [True, {"cA": "😀"}]}
    assert at(front, "/b/0") == (None, "true", "plain")
    assert at(front, "/b/1/cA") == ("c\\u0041", "\\ud83d\\ude00", "double")
    assert [one.pointer for one in front.duplicates] == ["/a"]
    assert front.source.slice(front.opening_span) == "{"


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [
        ("a: b: c\n", "syntax", ": c"),
        ("a: [x\nb: c\n", "syntax", ": c"),
        ("a: 漢\x01\n", "character", "\x01"),
        ("漢: *b\n", "syntax", "*b"),
        ("a: !ruby/object x\n", "bad-value", "!ruby/object x"),
        ("a: !!int x\n", "bad-value", "!!int x"),
        ("a: &x [1, *x]\n", "recursive-alias", "&x"),
        ("a:\n  b: &x\n    c: *x\n", "recursive-alias", "&x"),
        ("? [a, b]\n: c\n", "bad-key", "[a, b]"),
        ("a: {{ b }}\n", "bad-key", "{ b }"),
        ("a: b\n<<: 3\n", "bad-value", "3"),
        ("a: " + "9" * 5000 + "\n", "bad-value", "999"),
        ("a: " + "[" * 101 + "]" * 101 + "\n", "too-deep", "["),
    ],
)
def test_problems(content: str, kind: str, word: str) -> None:
    for text in (f"---\n{content}---\nbody", f"\ufeff---\r\n{content}---\r\nbody"):
        front = read(text)
        [problem] = front.errors
        assert problem.kind == kind
        assert text.startswith(word, problem.offset), text[problem.offset :][:20]
        assert front.data == {}
        assert not front.is_mapping
        assert text[front.body_start :] == "body"


@pytest.mark.parametrize(
    "text",
    [
        "+++\na = \n+++\n",
        "+++\na = 1\na = 2\n+++\n",
        "+++\na = " + "[" * 5000 + "]" * 5000 + "\n+++\n",
        "+++\na = " + "9" * 5000 + "\n+++\n",
        '{\n "a": 1,\n}\nbody',
        '{"a": ' + "[" * 5000 + "]" * 5000 + "}\n",
        '{"a": ' + "9" * 5000 + "}\n",
        '{"a": 1',
    ],
)
def test_toml_and_json_problems(text: str) -> None:
    front = read(text)
    assert len(front.errors) == 1
    assert 0 <= front.errors[0].offset <= len(text)
    assert not front.is_mapping


def test_toml_error_is_at_its_line() -> None:
    text = '+++\r\ntitle = "A"\r\ndate = x\r\n+++\r\n'
    front = read(text)
    assert front.source.position(front.errors[0].offset)[:2] == (3, 8)


BOMB = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        f"a: &a [{', '.join('x' * 10)}]\n{BOMB}",
        "a: &a {x: 1}\n" + BOMB.replace("[", "{<<: [").replace("]", "]}"),
    ],
)
def test_alias_bombs_are_not_expanded(content: str) -> None:
    [problem] = read(f"---\n{content}---\n").errors
    assert problem.kind == "alias-bomb"


def test_many_aliases_of_one_word_are_no_bomb() -> None:
    front = read("---\na: &a word\nb: [" + ", ".join(["*a"] * 5000) + "]\n---\n")
    assert front.data["b"] == ["word"] * 5000


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? "])
def test_depth_does_not_end_the_process(opener: str) -> None:
    front = read("---\na:\n  " + opener * 50_000 + "\n---\n")
    assert front.errors


def test_unclosed() -> None:
    text = "---\r\ntitle: A\r\ndate: 2025-03-01\r\n\r\n# Body\r\n"
    front = read(text)
    assert front.unclosed
    assert front.data == {}
    assert text[front.body_start :] == "\r\n# Body\r\n"


def test_below_blank_lines() -> None:
    assert read("\n\n---\na: 1\n---\n").blank_before
    assert not read("---\na: 1\n---\n").blank_before


def test_python_frontmatter_agrees() -> None:
    import frontmatter

    text = "---\ntitle: A\ntags: [x, 'y']\nn: {a: 1.5, b: ~}\nt: >\n  folded\n  text\n---\nbody\n"
    assert frontmatter.loads(text).metadata == read(text).data

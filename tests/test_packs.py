from pathlib import Path

import pytest

from ainewslint.config import Settings
from ainewslint.diagnostics import Diagnostic
from ainewslint.engine import Linter
from ainewslint.messages import activate
from ainewslint.packs import PackError, bundled_packs, load_pack
from ainewslint.packs.loader import read_pack
from ainewslint.testing import NOW, lint_with

HEAD = """\
title: Test
rules:
  - code: HS001
    name: house-word
    kind: {kind}
    severity: warning
    message: {{en: "found {{match}}", zh: "发现 {{match}}"}}
    description: Reports a word.
    why: Because.
    scope: {scope}
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "pack.yaml"
    file.write_text(text, "utf-8")
    return file


def lint(file: Path, text: str) -> list[Diagnostic]:
    settings = Settings(select=("HS001",), packs=(file.name,), root=file.parent)
    return lint_with(Linter(settings, NOW), text, "a.md")


def found(file: Path, text: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in lint(file, text)]


def pattern_pack(folder: Path, scope: str = "text", pattern: str = "foo", more: str = "") -> Path:
    entry = (
        f"    entries:\n      - title: t\n        patterns: ['{pattern}']\n{more}"
        "        examples: {fail: [foo], pass: [bar]}\n"
    )
    return write(folder, HEAD.format(kind="pattern", scope=scope) + entry)


def test_pattern_scopes(tmp_path: Path) -> None:
    text = "# foo\n\nfoo `foo` **fo**o [foo](foo) $foo$\n\n```\nfoo\n```\n\nlast foo\n"
    counts = {"source": 8, "text": 5, "prose": 5, "heading": 1, "link": 1, "last-block": 1}
    for scope, count in counts.items():
        assert len(found(pattern_pack(tmp_path, scope), text)) == count, scope
        load_pack.cache_clear()
        from ainewslint import config

        config._registry.cache_clear()


def test_unless(tmp_path: Path) -> None:
    file = pattern_pack(tmp_path, more="        unless: ['foo bar']\n")
    assert len(found(file, "foo bar, foo baz")) == 1


def test_a_hit_within_a_hit_is_none(tmp_path: Path) -> None:
    more = "      - title: u\n        patterns: ['foo bar']\n"
    more += "        examples: {fail: [foo bar], pass: [baz]}\n"
    text = "foo, then foo bar.\n"
    head = pattern_pack(tmp_path).read_text("utf-8")
    assert found(write(tmp_path, head + more), text) == ["foo", "foo bar"]


def test_the_ends_of_a_text_are_its_own(tmp_path: Path) -> None:
    text = "一段。\n\nfoo 在前。\n\n在后 foo\n"
    assert found(pattern_pack(tmp_path, "prose", "\\Afoo"), text) == ["foo"]
    load_pack.cache_clear()
    assert len(found(pattern_pack(tmp_path, "prose", "foo\\z"), text)) == 1


def test_front_matter_is_not_body(tmp_path: Path) -> None:
    assert found(pattern_pack(tmp_path, "source"), "---\ntitle: foo\n---\nText\n") == []


def test_substitution_fix(tmp_path: Path) -> None:
    text = HEAD.format(kind="substitution", scope="prose") + (
        "    fix: {applicability: safe}\n    entries:\n      - title: t\n"
        "        swap: {'(\\w+)-sourced': '$1 sourced'}\n"
        "        examples: {fail: [open-sourced]}\n"
    )
    (one,) = lint(write(tmp_path, text), "It was open-sourced.")
    assert one.fix is not None
    assert one.fix.edits[0].replacement == "open sourced"
    assert one.fix.applicability == "safe"


@pytest.mark.parametrize(("limit", "count"), [("max: 1", 1), ("max: 3", 0), ("min: 3", 1)])
def test_occurrence(tmp_path: Path, limit: str, count: int) -> None:
    text = HEAD.format(kind="occurrence", scope="prose") + (
        f"    {limit}\n    entries:\n      - title: t\n        patterns: [foo]\n"
        "        examples: {fail: [foo foo]}\n"
    )
    assert len(lint(write(tmp_path, text), "foo and foo")) == count


def test_required(tmp_path: Path) -> None:
    text = HEAD.format(kind="required", scope="text") + (
        "    entries:\n      - title: t\n        patterns: [foo]\n        examples: {fail: [x]}\n"
    )
    file = write(tmp_path, text)
    assert len(lint(file, "nothing")) == 1
    assert lint(file, "foo") == []


def test_language(tmp_path: Path) -> None:
    activate("zh")
    assert lint(pattern_pack(tmp_path), "foo")[0].message == "发现 foo"


def test_lone_surrogates_and_nul(tmp_path: Path) -> None:
    assert found(pattern_pack(tmp_path), "\ud800 \0 foo") == ["foo"]


GOOD = HEAD.format(kind="pattern", scope="text")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + "    entries:\n      - {title: t, patterns: ['(?<=a)b'], examples: {fail: [ab]}}\n", 12, "RE2"),
        (GOOD + "    entrys: []\n", 11, "entrys"),
        (GOOD + "    entries:\n      - {title: t, examples: {fail: [ab]}}\n", 12, "needs `patterns`"),
        (GOOD.replace("warning", "fatal") + "    entries: []\n", 6, "severity"),
        ("title: [\n", 1, "not valid YAML"),
        (GOOD.replace("kind: pattern", "kind: occurrence") + "    entries: []\n", 3, "`max` or `min`"),
    ],
)  # fmt: skip
def test_errors_quote_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(PackError) as error:
        read_pack(file)
    assert words in str(error.value)
    assert str(error.value).startswith(f"{file}:")
    assert abs(int(str(error.value).removeprefix(f"{file}:").split(":")[0]) - line) <= 1


def test_bundled_packs_are_valid() -> None:
    assert bundled_packs()
    for file in bundled_packs():
        assert read_pack(file).rules


def test_a_hostile_pattern_cannot_hang(tmp_path: Path) -> None:
    # exponential for a backtracking engine
    assert found(pattern_pack(tmp_path, pattern="(a+)+$x"), "a" * 200_000) == []


def removal_pack(folder: Path, pattern: str) -> Path:
    file = pattern_pack(folder, "text", pattern)
    fix = "    fix: {replacement: '', applicability: unsafe}\n    entries:"
    return write(folder, file.read_text("utf-8").replace("    entries:", fix))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is fast foo, they say.\n", "It is fast, they say.\n"),
        ("很快 foo。\n", "很快。\n"),
        ("It is fast foo\n", "It is fast\n"),
        ("It is foo fast.\n", "It is fast.\n"),
        ("foo, they say.\n", ", they say.\n"),
        ("- foo\n", "-\n"),
    ],
)
def test_what_is_taken_away_leaves_no_blank(tmp_path: Path, text: str, left: str) -> None:
    (one,) = lint(removal_pack(tmp_path, "foo"), text)
    assert one.fix is not None
    (edit,) = one.fix.edits
    assert text[: edit.span.start] + edit.replacement + text[edit.span.end :] == left


def test_hits_that_overlap_are_one(tmp_path: Path) -> None:
    file = pattern_pack(tmp_path, "text", "foo bar")
    file.write_text(
        file.read_text("utf-8").replace("['foo bar']", "['foo bar', 'bar baz']"), "utf-8"
    )
    assert found(file, "foo bar baz, bar baz\n") == ["foo bar", "bar baz"]

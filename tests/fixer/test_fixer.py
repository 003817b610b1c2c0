"""What the fixer does with fixes, good and bad."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.fixer import MAX_REFUSALS, MAX_ROUNDS, fix_text, unified_diff

Lint = Callable[[str], list[Diagnostic]]


def finding(
    span: tuple[int, int],
    replacement: str,
    *,
    code: str = "XX001",
    severity: Severity = Severity.WARNING,
    applicability: Applicability = Applicability.SAFE,
    more: tuple[tuple[int, int, str], ...] = (),
    declares: tuple[str, ...] = (),
) -> Diagnostic:
    edits = (Edit(Span(*span), replacement), *(Edit(Span(a, b), text) for a, b, text in more))
    fix = Fix("fix", edits, applicability, declares)
    return Diagnostic(code, "some-name", severity, "message", Span(*span), fix=fix)


def replacing(
    pattern: str,
    replacement: str,
    code: str = "XX001",
    applicability: Applicability = Applicability.SAFE,
    declares: tuple[str, ...] = (),
) -> Lint:
    """A rule that wants every match of a pattern replaced."""

    def lint(text: str) -> list[Diagnostic]:
        return [
            finding(
                match.span(),
                match.expand(replacement),
                code=code,
                applicability=applicability,
                declares=declares,
            )
            for match in re.finditer(pattern, text)
        ]

    return lint


def both(*rules: Lint) -> Lint:
    return lambda text: [one for rule in rules for one in rule(text)]


def test_applies_safe_fixes_and_reports_what_remains() -> None:
    unsafe = replacing("b", "c", "XX002", Applicability.UNSAFE)
    shown = replacing("d", "e", "XX003", Applicability.DISPLAY_ONLY)
    result = fix_text("a b d\n", "a.md", both(replacing("a", "A"), unsafe, shown))
    assert result.text == "A b d\n"
    assert result.applied == {"XX001": 1}
    assert [one.code for one in result.remaining] == ["XX002", "XX003"]
    assert not result.failures


def test_unsafe_fixes_when_asked() -> None:
    unsafe = replacing("b", "c", "XX002", Applicability.UNSAFE)
    assert fix_text("a b\n", "a.md", both(replacing("a", "A"), unsafe), unsafe=True).text == "A c\n"


def test_an_overlapping_fix_waits_for_the_next_round() -> None:
    rule = both(replacing("aaa", "bb"), replacing("ab|bb", "c"))
    assert fix_text("aaab\n", "a.md", rule).text == "cb\n"


def test_all_edits_of_a_fix_or_none() -> None:
    def lint(text: str) -> list[Diagnostic]:
        if "x" not in text:
            return []
        first = finding((0, 1), "y", code="XX001")
        second = finding((2, 3), "z", code="XX002", more=((0, 1, "q"),))
        return [first, second]

    result = fix_text("x x\n", "a.md", lint)
    assert result.text in ("q z\n", "y x\n")
    assert "q" not in result.text or "z" in result.text


def test_fixes_that_undo_each_other_are_named_and_not_applied() -> None:
    rule = both(
        replacing("tea", "coffee", "XX001"),
        replacing("coffee", "tea", "XX002"),
        replacing("milk", "cream", "XX003"),
    )
    result = fix_text("tea with milk\n", "a.md", rule)
    assert result.text == "tea with cream\n"
    assert [one.codes for one in result.failures] == [("XX001", "XX002")]
    assert result.failures[0].contradiction
    assert result.failures[0].diagnostic().code == "NL005"


def test_a_fix_without_end_is_given_up() -> None:
    result = fix_text("a\n", "a.md", replacing("a+", r"\g<0>a"))
    assert result.text == "a\n"
    assert result.failures[0].codes == ("XX001",)
    long = fix_text("a" * MAX_ROUNDS + "\n", "a.md", replacing(r"\Aa", ""))
    assert long.failures or not long.text.strip()


FRONT = '---\ntitle: "a: b"\ntags: [x, y]\n---\n\nText.\n'


def test_front_matter_that_would_say_something_else_is_refused() -> None:
    result = fix_text(FRONT, "a.md", replacing(r'"a: b"', "other"))
    assert result.text == FRONT
    assert "/title" in result.failures[0].message
    assert not result.failures[0].contradiction


def test_front_matter_may_change_as_declared() -> None:
    rule = replacing(r"\[x, y\]", "[x]", declares=("/tags",))
    assert fix_text(FRONT, "a.md", rule).text == FRONT.replace("[x, y]", "[x]")
    quotes = replacing('"(a: b)"', r"'\1'")
    assert "'a: b'" in fix_text(FRONT, "a.md", quotes).text


def test_front_matter_that_cannot_be_read_afterwards_is_refused() -> None:
    result = fix_text(FRONT, "a.md", replacing('"a: b"', "a: b", declares=("/title",)))
    assert result.text == FRONT
    assert result.failures


@pytest.mark.parametrize(
    ("text", "pattern", "replacement"),
    [
        ("some **bold** text\n", r"\*\*b", "** b"),
        ("first\n\nsecond\n", r"\n(?=\nsecond)", ""),
        ("some text\n\n    code\n", r"    (?=code)", ""),
        ("see https://example.com now\n", r" now", ".org now"),
        ("see [a](https://example.com)\n", r"\]\(", "] ("),
        ("* one\n* two\n", r"\* two", "  two"),
    ],
)
def test_a_safe_fix_that_changes_what_a_reader_sees_is_refused(
    text: str, pattern: str, replacement: str
) -> None:
    result = fix_text(text, "a.md", replacing(pattern, replacement))
    assert result.text == text
    assert result.failures


def test_what_a_safe_fix_edits_may_change() -> None:
    assert fix_text("O3 is **out**\n", "a.md", replacing("O3", "o3")).text == "o3 is **out**\n"
    joined = fix_text("**a**\n, b\n", "a.md", replacing("\n,", ","))
    assert joined.text == "**a**, b\n"


def test_only_the_bad_fix_is_left_out() -> None:
    rule = both(replacing("teh", "the"), replacing(r"(\*\*)bad", r"\1 bad", "XX002"))
    result = fix_text("teh **bad** and teh\n", "a.md", rule)
    assert result.text == "the **bad** and the\n"
    assert result.applied == {"XX001": 2}
    assert [one.codes for one in result.failures] == [("XX002",)]


def test_a_rule_whose_fixes_keep_failing_is_dropped_whole() -> None:
    text = "**bad** teh " * (3 * MAX_REFUSALS) + "\n"
    rule = both(replacing("teh", "the"), replacing(r"(\*\*)bad", r"\1 bad", "XX002"))
    result = fix_text(text, "a.md", rule)
    assert result.text == text.replace("teh", "the")
    assert [one.codes for one in result.failures] == [("XX002",)]


def test_a_fix_that_brings_an_error_is_left_out() -> None:
    def lint(text: str) -> list[Diagnostic]:
        found = replacing("good", "fine")(text) + replacing("old", "new", "XX003")(text)
        if "new" in text:
            found.append(Diagnostic("XX009", "n", Severity.ERROR, "m", Span(0, 1)))
        return found

    result = fix_text("good old\n", "a.md", lint)
    assert result.text == "fine old\n"
    assert result.failures[0].codes == ("XX003",)


def test_keeps_line_ends_and_byte_order_mark() -> None:
    rule = replacing("; ", "\\n", applicability=Applicability.UNSAFE)
    result = fix_text("\ufeffa; b\r\nc\r\n", "a.md", rule, unsafe=True)
    assert result.text == "\ufeffa\r\nb\r\nc\r\n"


def test_failures_stand_where_the_text_is_afterwards() -> None:
    rule = both(replacing("long ", ""), replacing(r"(\*\*)bad", r"\1 bad", "XX002"))
    result = fix_text("a long **bad**\n", "a.md", rule)
    span = result.failures[0].span
    assert result.text[span.start : span.end] == "**bad"


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(alphabet="ab*_ \n\r>-#`[]()。，**1.", max_size=60))
def test_fixing_again_changes_nothing(text: str) -> None:
    rule = both(
        replacing("ab", "b", "XX001"),
        replacing(r"\*\*(\S)", r"\1", "XX002"),
        replacing("b ", "b  ", "XX003", Applicability.UNSAFE),
        replacing("\n，", "，", "XX004"),
    )
    for unsafe in (False, True):
        once = fix_text(text, "a.md", rule, unsafe)
        again = fix_text(once.text, "a.md", rule, unsafe)
        assert again.text == once.text


def test_difference() -> None:
    diff = unified_diff("a\nb\n", "a\nc\n", "posts/a.md")
    assert diff == "--- a/posts/a.md\n+++ b/posts/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    assert unified_diff("a\n", "a\n", "a.md") == ""


def test_difference_in_colour_and_without_a_last_line_end() -> None:
    diff = unified_diff("a\r\nb", "a\r\nc", "a.md", color=True)
    assert "\x1b[31m-b\x1b[0m\n\\ No newline at end of file\n" in diff
    assert "\x1b[32m+c\x1b[0m" in diff
    assert " a\r\n" in diff


def test_difference_knows_no_other_line_breaks() -> None:
    diff = unified_diff("a\u2028b\n", "a\u2028c\n", "a.md")
    assert "-a\u2028b\n+a\u2028c\n" in diff

"""Positions in every encoding, edits between two texts, and the editor's settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

from ainewslint.diagnostics import Span
from ainewslint.server.edits import changes
from ainewslint.server.options import ClientOptions, read_options
from ainewslint.server.positions import Positions
from ainewslint.source.edits import apply_edits
from ainewslint.source.text import LINE_END, SourceText

Encoding = types.PositionEncodingKind
TEXTS = st.text(st.sampled_from("aé中😀𠮷\u2028\x0b\n\r"), max_size=30)


def units(text: str, encoding: Encoding) -> int:
    width = {Encoding.Utf8: 1, Encoding.Utf16: 2, Encoding.Utf32: 4}[encoding]
    return len(text.encode(f"{encoding.value}-le" if width > 1 else "utf-8")) // width


@given(TEXTS, st.sampled_from(list(Encoding)))
def test_columns_are_the_units_before_on_the_line(text: str, encoding: Encoding) -> None:
    positions = Positions(SourceText(text), PositionCodec(encoding))
    for offset in range(len(text) + 1):
        found = positions.position(offset)
        before = text[:offset]
        if before.endswith("\r") and text[offset : offset + 1] == "\n":
            continue  # inside a line end is no place of its own
        lines = LINE_END.split(before)
        assert (found.line, found.character) == (len(lines) - 1, units(lines[-1], encoding))
        assert positions.offset(found) == offset


def test_positions_outside_the_text() -> None:
    positions = Positions(SourceText("a😀b\r\nc"), PositionCodec(Encoding.Utf16))
    assert positions.offset(types.Position(0, 2)) == 1  # inside the pair: its start
    assert positions.offset(types.Position(0, 99)) == 3  # never into the line end
    assert positions.offset(types.Position(1, 99)) == 6
    assert positions.offset(types.Position(9, 0)) == 6
    assert positions.span(types.Range(types.Position(1, 0), types.Position(0, 0))) == Span(5, 5)


@given(TEXTS, TEXTS)
def test_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    edits = changes(old, new)
    assert apply_edits(old, edits) == new
    for one in edits:
        for offset in one.span:
            assert old[offset - 1 : offset + 1] != "\r\n" or not offset


def test_edits_leave_lines_between_alone() -> None:
    edits = changes("one\ntwo\nthree\n", "oNe\ntwo\nthrEe\n")
    assert [(tuple(one.span), one.replacement) for one in edits] == [((1, 2), "N"), ((11, 12), "E")]


def test_editor_settings() -> None:
    base = ClientOptions(select=("AI",), debounce=20)
    given_options = {"select": None, "ignore": "TX, LK001", "codeLens": False, "path": "/usr/bin/x"}
    options, problems = read_options(given_options, base)
    assert options == ClientOptions(ignore=("TX", "LK001"), debounce=20, code_lens=False)
    assert problems == []
    assert read_options({"ainewslint": given_options}, base) == (options, [])
    assert read_options({"ainewslint": None}) == read_options("nonsense") == (ClientOptions(), [])


@pytest.mark.parametrize(
    ("key", "value"),
    [("language", "de"), ("debounce", -1), ("debounce", True), ("select", [1]), ("codeLens", 1)],
)
def test_settings_that_cannot_be_used(key: str, value: object) -> None:
    options, [problem] = read_options({key: value})
    assert options == ClientOptions()
    assert problem.startswith(f"setting ainewslint.{key}: expected ")

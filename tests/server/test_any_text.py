"""Whatever stands in the editor, every request has an answer, and every action leaves a text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

from ainewslint.cli.rule import page
from ainewslint.server.actions import offered, work_out
from ainewslint.server.completion import complete
from ainewslint.server.findings import hover, published
from ainewslint.server.lenses import lenses
from ainewslint.server.session import Analysis, Session
from ainewslint.server.symbols import symbols
from ainewslint.source.edits import apply_edits
from ainewslint.source.text import SourceText, encodable
from ainewslint.suppressions import MARK

PIECES = st.sampled_from(
    [
        "---\n", "+++\n", "title: 标题\n", "title", ": ", "date = ", "tags: [Ai, Llm]\n", "  - ", "image:\n  pa",
        "# ", "## 😀\n", "\n", "\r\n", "\r", "\u2028", "\ud800", "【3†source】", "很适合出行24。", "MMLU 得分87.3%，",
        "| a | b |\n|---|---|\n| 【1†source】 | x |\n", "```\n", "<!-- ", "<!-- ainewslint-disable-line ", "AI001 -->",
        "# ainewslint: disable=", "arturl_encode: 6874:74", "[a](b", "]()", "> ", "- ", "$$", "{\"a\": 1}\n", "𠮷",
    ]
)  # fmt: skip
SESSION = Session("en")


def analysed(text: str) -> Analysis:
    source = SourceText(encodable(text), "article.md")
    found = SESSION.analyse("file:///article.md", 1, source, PositionCodec(), lambda: True)
    assert found
    return found


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=14).map("".join), st.integers(0, 60))
def test_every_request_has_an_answer(text: str, place: int) -> None:
    analysis = analysed(text)
    position = analysis.positions.position(min(place, len(analysis.source.text)))
    for one in published(analysis):
        span = analysis.positions.span(one.range)
        # Not equal: an end between \r and \n is no place of its own.
        assert any(
            span.start <= other.span.start and span.end <= other.span.end
            for other in analysis.diagnostics
        )
    hover(analysis, position, page)
    lenses(analysis)
    nested(symbols(analysis))
    found = complete(analysis, position)
    for item in found.items if found else ():
        assert isinstance(item.text_edit, types.TextEdit)
        assert item.text_edit.range.end == position


def nested(tree: list[types.DocumentSymbol]) -> None:
    """The protocol demands that a symbol's name lies in its range, and children in their parent."""
    for one in tree:
        assert one.name
        inside = [one.selection_range, *(child.range for child in one.children or ())]
        for other in inside:
            assert key(one.range.start) <= key(other.start)
            assert key(other.end) <= key(one.range.end)
        nested(list(one.children or ()))


def key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


@settings(max_examples=25)
@given(st.lists(PIECES, max_size=10).map("".join))
def test_every_action_can_be_worked_out(text: str) -> None:
    analysis = analysed(text)
    whole = analysis.positions.span(types.Range(types.Position(0, 0), types.Position(10**6, 0)))
    context = types.CodeActionContext([], None, types.CodeActionTriggerKind.Invoked)
    where = types.TextDocumentIdentifier(analysis.uri)
    params = types.CodeActionParams(where, analysis.positions.range(whole), context)
    for action in offered(analysis, params)[:12]:
        worked = work_out(analysis, action.data)
        after = apply_edits(analysis.source.text, worked.edits)
        if action.title.startswith("Disable ") and worked.edits:
            code = action.data["code"]
            assert after.count(code) > analysis.source.text.count(code)
            assert after.count(MARK) >= analysis.source.text.count(MARK)
            left = [one for one in analysed(after).diagnostics if one.code == code]
            assert len(left) < sum(one.code == code for one in analysis.diagnostics)

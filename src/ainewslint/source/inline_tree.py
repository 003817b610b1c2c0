"""Tokens of a text to its tree of nodes: which emphasis markers match, and what lies in what."""

from __future__ import annotations

from typing import Any

from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.emphasis import _postProcess as match_emphasis
from markdown_it.rules_inline.state_inline import Delimiter

from ainewslint.source.inline import InlineState, Marker, Places, TextToken, make_text
from ainewslint.source.nodes import NOWHERE, Emphasis, Node, Piece, Strikethrough, Strong, Text


def make_tree(state: InlineState) -> list[Node]:
    """The nodes of a text that has been read to tokens."""
    intricate = [runs for runs in state.groups if runs and not _match_in_turn(runs)]
    if intricate:
        _match_as_upstream(state, intricate)
    return _assemble(state)


def _match_in_turn(runs: list[Marker]) -> bool:
    """Match runs of one kind that open and close in turn, as nearly all do; else tell False.

    Then the run that may close always closes the one before it: what the specification's
    algorithm finds, too, for runs of one marker or two (its rule about multiples of three needs
    runs of different lengths).
    """
    content = runs[0].content
    if content not in _KINDS:
        return False
    opener: Marker | None = None
    pairs: list[tuple[Marker, Marker]] = []
    for run in runs:
        if run.content != content:
            return False
        if opener is None:
            if run.can_open:
                opener = run
        elif run.can_close:
            pairs.append((opener, run))
            opener = None
        else:
            return False
    kind = _KINDS[content]
    for run in runs:
        run.type = "text"
    for opener, closer in pairs:
        opener.type, opener.tag, opener.nesting = kind, kind, 1
        closer.type, closer.nesting = kind, -1
    return True


_KINDS = {"*": "em", "_": "em", "**": "strong", "__": "strong"}
_NODES: dict[str, type[Emphasis] | type[Strong] | type[Strikethrough]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
}


def _match_as_upstream(state: InlineState, groups: list[list[Marker]]) -> None:
    """Split the runs to single markers and let markdown-it-py match them."""
    lists: dict[Marker, list[Delimiter]] = {}
    delimiters: list[list[Delimiter]] = []
    for runs in groups:
        delimiters.append([])
        lists.update(dict.fromkeys(runs, delimiters[-1]))
    tokens: list[Any] = []
    for token in state.tokens:
        if isinstance(token, Marker) and token in lists:
            _split(token, tokens, lists[token])
        else:
            tokens.append(token)
    state.tokens = tokens
    for one in delimiters:
        processDelimiters(state, one)  # type: ignore[arg-type]
    for one in delimiters:
        _match_strikethrough(tokens, one)
    for one in delimiters:
        match_emphasis(state, one)  # type: ignore[arg-type]
    for token in tokens:
        if isinstance(token, Marker) and token.type in ("strong_open", "strong_close"):
            # the outer of its two markers is another token, now empty
            token.start -= token.nesting == 1
            token.end += token.nesting == -1


def _split(run: Marker, tokens: list[Any], delimiters: list[Delimiter]) -> None:
    """Add the single markers of a run; of `~` those of two, and an odd one as text."""
    width = 2 if run.content[0] == "~" else 1
    start = run.start
    if width == 2 and len(run.content) % 2:
        tokens.append(Marker("text", start, start + 1, "~"))
        start += 1
    length = 0 if width == 2 else len(run.content)
    for at in range(start, run.end, width):
        delimiter = Delimiter(
            marker=ord(run.content[0]),
            length=length,
            token=len(tokens),
            end=-1,
            open=run.can_open,
            close=run.can_close,
        )
        delimiters.append(delimiter)
        tokens.append(Marker("text", at, at + width, run.content[:width]))


def _match_strikethrough(tokens: list[Any], delimiters: list[Delimiter]) -> None:
    """Make beginnings and ends of the matched `~~`, as markdown-it-py does."""
    lone: list[int] = []
    for opener in delimiters:
        if opener.marker != 0x7E or opener.end == -1:
            continue
        closer = delimiters[opener.end]
        for delimiter, kind, nesting in ((opener, "s_open", 1), (closer, "s_close", -1)):
            token = tokens[delimiter.token]
            token.type, token.tag, token.content, token.nesting = kind, "s", "", nesting
        before = tokens[closer.token - 1]
        if isinstance(before, Marker) and before.type == "text" and before.content == "~":
            lone.append(closer.token - 1)
    # Of `~~~` at the end the first is left over: it goes behind the markers that close.
    while lone:
        first = last = lone.pop()
        while last + 1 < len(tokens) and getattr(tokens[last + 1], "type", "") == "s_close":
            last += 1
        start = tokens[first].start
        tokens[first], tokens[last] = tokens[last], tokens[first]
        for token in tokens[first : last + 1]:
            width = token.end - token.start
            token.start, token.end = start, start + width
            start += width


def _assemble(state: InlineState) -> list[Node]:
    """The tree of nodes that the tokens tell."""
    places, src = state.places, state.src
    top: list[Node] = []
    nodes = top
    around: list[tuple[list[Node], Marker, Node]] = []
    run: list[TextToken] = []
    for token in state.tokens:
        if type(token) is tuple:
            run.append(token)
            continue
        if type(token) is Marker and not token.nesting:
            if token.content:
                run.append((token.start, token.end))
            continue
        if run:
            nodes.append(_text(run, places, src))
            run = []
        if type(token) is not Marker:
            nodes.append(token)  # type: ignore[arg-type]
        elif token.nesting == 1:
            node: Node = token.node or _NODES[token.tag](NOWHERE)
            nodes.append(node)
            around.append((nodes, token, node))
            nodes = node.inner
        else:
            nodes, opener, node = around.pop()
            if opener.node is None:
                node.span = places.span(opener.start, token.end)
    if run:
        nodes.append(_text(run, places, src))
    return top


def _text(run: list[TextToken], places: Places, src: str) -> Text:
    """The one text node of adjacent pieces of text."""
    first = run[0]
    if len(run) == 1:
        text = first[2] if len(first) == 3 else src[first[0] : first[1]]
        return places.text(text, first[0], first[1])
    joined: list[Piece] = []
    parts: list[str] = []
    for span in run:
        part = span[2] if len(span) == 3 else src[span[0] : span[1]]
        parts.append(part)
        for piece in places.pieces(len(part), span[0], span[1]):
            length, start, end = piece
            if joined and length == end - start:
                last_length, last_start, last_end = joined[-1]
                if last_end == start and last_length == last_end - last_start:
                    joined[-1] = Piece(last_length + length, last_start, end)
                    continue
            joined.append(piece)
    return make_text("".join(parts), joined)

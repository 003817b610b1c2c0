"""The inline phase: the text of a block to nodes, with exact places.

markdown-it-py's algorithm, and its own functions for what is subtle in it (matching emphasis
markers, destinations and titles, entities). But rules are chosen by character, places are kept,
and no rule reads the same text again and again: the time grows with the length of the text,
whatever is in it. Text without markup takes a short path.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Mapping
from typing import Literal

from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.emphasis import _postProcess as match_emphasis
from markdown_it.rules_inline.state_inline import Delimiter

from ainewslint.diagnostics import Span
from ainewslint.source.nodes import (
    Content,
    Definition,
    Emphasis,
    HardBreak,
    Link,
    Node,
    Piece,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)

# Brackets nested deeper than this are text, as in markdown-it-py.
MAX_INLINE_NESTING = 20

# Without any of these a text is only lines.
_MARKUP = re.compile(r"[\\`*_~\[<&$@{]|www\.|https?://|mailto:|xmpp:")


class InlineToken:
    """A piece of a text between the two steps of parsing, with markdown-it-py's attributes.

    A `text` token holds `content` from `start..end`; one of a marker may become the beginning or
    the end of an emphasis. `node` is a leaf, or the link that begins here.
    """

    __slots__ = ("content", "end", "markup", "nesting", "node", "start", "tag", "type")

    def __init__(
        self, kind: str, start: int, end: int, content: str = "", node: Node | None = None
    ) -> None:
        self.type = kind
        self.start = start
        self.end = end
        self.content = content
        self.node = node
        self.nesting: Literal[-1, 0, 1] = 0
        self.tag = self.markup = ""


class Places:
    """Where the characters of a content come from."""

    __slots__ = ("shift", "sources", "starts")

    def __init__(self, content: Content, offset: int = 0) -> None:
        self.starts = [start - offset for start in content.starts]
        self.sources = content.sources
        # The one distance to the source; None where it changes from line to line.
        self.shift = self.sources[0] - self.starts[0] if len(self.starts) == 1 else None

    def start(self, offset: int) -> int:
        """The source offset of a character."""
        if self.shift is not None:
            return offset + self.shift
        index = bisect_right(self.starts, offset) - 1
        return self.sources[index] + offset - self.starts[index]

    def span(self, start: int, end: int) -> Span:
        """The source of a range: up to behind its last character."""
        if self.shift is not None:
            return Span(start + self.shift, end + self.shift)
        first = self.start(start)
        return Span(first, self.start(end - 1) + 1 if end > start else first)

    def between(self, start: int, close: int) -> Span:
        """The source of a range up to the character that closes it."""
        return Span(self.start(start), self.start(close))

    def pieces(self, length: int, start: int, end: int) -> list[Piece]:
        """The source of `length` characters of text read from a range."""
        first, last = self.span(start, end)
        if length != end - start or last - first == length:
            return [Piece(length, first, last)]
        found = []
        while start < end:
            index = bisect_right(self.starts, start)
            stop = min(end, self.starts[index]) if index < len(self.starts) else end
            first = self.start(start)
            found.append(Piece(stop - start, first, first + stop - start))
            start = stop
        return found


class InlineState:
    """One text while it is parsed."""

    def __init__(self, parser: InlineParser, src: str, places: Places) -> None:
        self.parser = parser
        self.src = src
        self.places = places
        self.pos = 0
        self.end = len(src)
        self.tokens: list[InlineToken] = []
        self.text_start = 0  # the text from here to `pos` is in no token yet
        self.delimiters: list[Delimiter] = []
        self.inner_delimiters: list[list[Delimiter]] = []
        self.level = 0  # depth of labels being looked through
        self.link_level = 0  # in a link no bare URL is one
        self.skips: dict[int, int] = {}  # where the token at an offset ends
        self.backticks: dict[int, list[int]] | None = None
        self._found: dict[str | re.Pattern[str], tuple[int, int]] = {}

    def flush(self, end: int) -> None:
        """Make a token of the text up to an offset."""
        if end > self.text_start:
            text = self.src[self.text_start : end]
            self.tokens.append(InlineToken("text", self.text_start, end, text))

    def add(self, kind: str, start: int, end: int, content: str, node: Node | None = None) -> None:
        """Add a token behind the text before it."""
        self.flush(start)
        self.text_start = end
        self.tokens.append(InlineToken(kind, start, end, content, node))

    def find(self, what: str | re.Pattern[str], pos: int) -> int:
        """Where the first `what` from `pos` on begins; len(src) + 1 for none.

        The last answer is kept: rules that look for the same end from many places stay linear.
        """
        known = self._found.get(what)
        if known is not None and known[0] <= pos <= known[1]:
            return known[1]
        if isinstance(what, str):
            at = self.src.find(what, pos)
        else:
            match = what.search(self.src, pos)
            at = match.start() if match else -1
        if at < 0:
            at = len(self.src) + 1
        self._found[what] = (pos, at)
        return at


class InlineParser:
    """Reads the text of one document's blocks; `definitions` and `footnotes` are all it has."""

    def __init__(self, definitions: Mapping[str, Definition], footnotes: Container[str]) -> None:
        self.definitions = definitions
        self.footnotes = footnotes

    def __call__(self, content: Content) -> list[Node]:
        """The nodes of a block's text."""
        return self.read(content.text, Places(content))

    def read(self, text: str, places: Places) -> list[Node]:
        """The nodes of a text."""
        if not text:
            return []
        if _MARKUP.search(text) is None:
            return _read_lines(text, places)
        state = InlineState(self, text, places)
        self.tokenize(state)
        for delimiters in (state.delimiters, *state.inner_delimiters):
            if delimiters:
                processDelimiters(state, delimiters)  # type: ignore[arg-type]
        for delimiters in (state.delimiters, *state.inner_delimiters):
            _match_strikethrough(state.tokens, delimiters)
        for delimiters in (state.delimiters, *state.inner_delimiters):
            match_emphasis(state, delimiters)  # type: ignore[arg-type]
        return _assemble(state)

    def tokenize(self, state: InlineState) -> None:
        """Read the tokens from `state.pos` to `state.end`."""
        from ainewslint.source.inline_rules import RULES, SPECIAL

        src, end = state.src, state.end
        search = SPECIAL.search
        while found := search(src, state.pos, end):
            pos = found.start()
            after = RULES[src[pos]](state, pos, False)
            state.pos = after if after > pos else pos + 1
        state.pos = end
        state.flush(end)
        state.text_start = end


def _read_lines(text: str, places: Places) -> list[Node]:
    """The nodes of a text without markup: its lines and the breaks between them."""
    if "\n" not in text:
        first, last = places.span(0, len(text))
        return [Text(Span(first, last), text, tuple(places.pieces(len(text), 0, len(text))))]
    nodes: list[Node] = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        line = text[start:end]
        stop = end
        hard = False
        if end < len(text) and line[-1:] == " ":
            hard = line[-2:] == "  "
            stop = start + len(line.rstrip(" ")) if hard else end - 1
        if stop > start:
            pieces = tuple(places.pieces(stop - start, start, stop))
            nodes.append(Text(places.span(start, stop), text[start:stop], pieces))
        if end == len(text):
            return nodes
        start = end + 1
        while text[start : start + 1] in (" ", "\t"):
            start += 1
        between = places.between(stop, start)
        nodes.append(HardBreak(between) if hard else SoftBreak(between))


def _match_strikethrough(tokens: list[InlineToken], delimiters: list[Delimiter]) -> None:
    """Make beginnings and ends of the matched `~~`, as markdown-it-py does."""
    lone: list[int] = []
    for opener in delimiters:
        if opener.marker != 0x7E or opener.end == -1:
            continue
        closer = delimiters[opener.end]
        for delimiter, kind, nesting in ((opener, "s_open", 1), (closer, "s_close", -1)):
            token = tokens[delimiter.token]
            token.type, token.tag, token.content = kind, "s", ""
            token.nesting = nesting  # type: ignore[assignment]
        before = tokens[closer.token - 1]
        if before.type == "text" and before.content == "~" and before.end - before.start == 1:
            lone.append(closer.token - 1)
    # Of `~~~` at the end the first is left over: it goes behind the markers that close.
    while lone:
        first = last = lone.pop()
        while last + 1 < len(tokens) and tokens[last + 1].type == "s_close":
            last += 1
        start = tokens[first].start
        tokens[first], tokens[last] = tokens[last], tokens[first]
        for token in tokens[first : last + 1]:
            width = token.end - token.start
            token.start, token.end = start, start + width
            start += width


_EMPHASES: dict[str, type[Emphasis] | type[Strong] | type[Strikethrough]] = {
    "em_open": Emphasis,
    "strong_open": Strong,
    "s_open": Strikethrough,
}


def _assemble(state: InlineState) -> list[Node]:
    """The tree of nodes that the tokens tell."""
    places = state.places
    nodes: list[Node] = []
    top = nodes
    around: list[tuple[list[Node], Node, int]] = []
    run: list[InlineToken] = []
    for token in state.tokens:
        if token.type == "text":
            if token.content:
                run.append(token)
            continue
        if run:
            nodes.append(_join(run, places))
            run = []
        if token.type == "leaf":
            assert token.node is not None
            nodes.append(token.node)
        elif token.type == "link_open":
            assert isinstance(token.node, Link)
            nodes.append(token.node)
            around.append((nodes, token.node, -1))
            nodes = token.node.children
        elif token.nesting == 1:
            wide = token.type == "strong_open"  # the outer of its two markers is another token
            node = _EMPHASES[token.type](Span(0, 0))
            nodes.append(node)
            around.append((nodes, node, token.start - wide))
            nodes = node.children
        elif around:
            nodes, opened, start = around.pop()
            if start >= 0:
                opened.span = places.span(start, token.end + (token.type == "strong_close"))
    if run:
        nodes.append(_join(run, places))
    return top


def _join(run: list[InlineToken], places: Places) -> Text:
    """One text node of adjacent text tokens."""
    if len(run) == 1:
        token = run[0]
        pieces = places.pieces(len(token.content), token.start, token.end)
        return Text(Span(pieces[0].start, pieces[-1].end), token.content, tuple(pieces))
    joined: list[Piece] = []
    for token in run:
        for piece in places.pieces(len(token.content), token.start, token.end):
            length, start, end = piece
            if joined and length == end - start:
                last_length, last_start, last_end = joined[-1]
                if last_end == start and last_length == last_end - last_start:
                    joined[-1] = Piece(last_length + length, last_start, end)
                    continue
            joined.append(piece)
    text = "".join([token.content for token in run])
    return Text(Span(joined[0].start, joined[-1].end), text, tuple(joined))

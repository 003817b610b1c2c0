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

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.nodes import (
    Content,
    Definition,
    HardBreak,
    Link,
    Node,
    Piece,
    SoftBreak,
    Text,
)

# Brackets nested deeper than this are text, as in markdown-it-py.
MAX_INLINE_NESTING = 20

# Without any of these a text is only lines.
_MARKUP = regex(r"[\\`*_~\[<&$@{]|www\.|https?://|mailto:|xmpp:")

_new = tuple.__new__  # named tuples are made twice as quickly


class Marker:
    """A run of emphasis markers, or the end of a link, between the two steps of parsing.

    It has the attributes that markdown-it-py's functions for matching use. `type` is "run" until
    it is known whether the run begins or ends something.
    """

    __slots__ = (
        "can_close",
        "can_open",
        "content",
        "end",
        "markup",
        "nesting",
        "node",
        "start",
        "tag",
        "type",
    )

    def __init__(self, kind: str, start: int, end: int, content: str) -> None:
        self.type = kind
        self.start = start
        self.end = end
        self.content = content
        self.nesting = 0
        self.tag = self.markup = ""
        self.can_open = self.can_close = False
        self.node: Link | None = None


# What a text is read to, in order: text as (start, end) of it, or (start, end, characters) for an
# escape or entity; markers; finished nodes.
TextToken = tuple[int, int] | tuple[int, int, str]
Token = TextToken | Marker | Node


class Places:
    """Where the characters of a content come from."""

    __slots__ = ("shift", "sources", "starts")

    def __init__(self, content: Content, offset: int = 0) -> None:
        _, self.starts, self.sources = content
        if offset:
            self.starts = tuple([start - offset for start in self.starts])
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
        shift = self.shift
        if shift is not None:
            return _new(Span, (start + shift, end + shift))
        first = self.start(start)
        return Span(first, self.start(end - 1) + 1 if end > start else first)

    def between(self, start: int, close: int) -> Span:
        """The source of a range up to the character that closes it."""
        return Span(self.start(start), self.start(close))

    def text(self, text: str, start: int, end: int) -> Text:
        """The text node of a range, `text` its characters as read."""
        shift = self.shift
        if shift is not None:
            span = _new(Span, (start + shift, end + shift))
            if len(text) == end - start:
                return Text(span, text)
            return Text(span, text, (Piece(len(text), *span),))
        pieces = self.pieces(len(text), start, end)
        return make_text(text, pieces)

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


def make_text(text: str, pieces: list[Piece]) -> Text:
    """The text node of characters that come from these pieces."""
    first, last = pieces[0], pieces[-1]
    verbatim = len(pieces) == 1 and first.length == first.end - first.start
    return Text(Span(first.start, last.end), text, () if verbatim else tuple(pieces))


class InlineState:
    """One text while it is parsed."""

    def __init__(self, parser: InlineParser, src: str, places: Places) -> None:
        self.parser = parser
        self.src = src
        self.places = places
        self.pos = 0
        self.end = len(src)
        self.tokens: list[Token] = []
        self.text_start = 0  # the text from here to `pos` is in no token yet
        self.local_start = 0  # nor does it hold a marker from here on
        self.runs: list[Marker] = []  # the markers that may match each other
        self.groups = [self.runs]  # those of the text, and those of each link in it
        self.level = 0  # depth of labels being looked through
        self.link_level = 0  # in a link no bare URL is one
        self.skips: dict[int, int] = {}  # where the token at an offset ends
        self.backticks: dict[int, list[int]] | None = None
        self._found: dict[str | re.Pattern[str], tuple[int, int]] = {}

    def add(self, start: int, end: int, token: Token) -> None:
        """Add a token behind the text before it."""
        text_start = self.text_start
        if start > text_start:
            self.tokens.append((text_start, start))
        self.text_start = self.local_start = end
        self.tokens.append(token)

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
            return read_lines(text, places)
        from ainewslint.source.inline_tree import make_tree

        state = InlineState(self, text, places)
        self.tokenize(state)
        return make_tree(state)

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
        if end > state.text_start:
            state.tokens.append((state.text_start, end))
        state.text_start = end


def has_markup(text: str) -> bool:
    """Whether a text may be more than lines."""
    return _MARKUP.search(text) is not None


def read_lines(text: str, places: Places) -> list[Node]:
    """The nodes of a text without markup: its lines and the breaks between them."""
    if "\n" not in text:
        return [places.text(text, 0, len(text))] if text else []
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
            nodes.append(places.text(text[start:stop], start, stop))
        if end == len(text):
            return nodes
        start = end + 1
        while text[start : start + 1] in (" ", "\t"):
            start += 1
        between = places.between(stop, start)
        nodes.append(HardBreak(between) if hard else SoftBreak(between))

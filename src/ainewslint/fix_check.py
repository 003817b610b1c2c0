"""Whether a fix did what it says and nothing else.

Front matter must parse to the same data but for the pointers a fix declares. A safe fix must
leave the reader the same article: every character outside its edits is still there, in the same
order, in the same kind of block, as bold or as linked as before. Blocks that no edit touches are
compared by kind and place alone, so that only the few touched ones are parsed to the end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from ainewslint.diagnostics import Applicability, Edit, Fix, Span
from ainewslint.messages import _
from ainewslint.source import nodes
from ainewslint.source.article import Article
from ainewslint.source.nodes import Node, TextBlock
from ainewslint.source.pointers import make_pointer
from ainewslint.source.text import SourceText

TEXT = "text"  # the word a fix declares when it adds or removes visible characters elsewhere

Token = tuple[object, ...]
_DEPTH = 12  # of what surrounds a character, the innermost this many are compared


class Mapping:
    """Where each offset of a text is after some edits, which do not overlap."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        ordered = sorted(edits, key=lambda edit: edit.span)
        self.old = [edit.span for edit in ordered]
        self.starts = [span.start for span in self.old]
        self.ends = [span.end for span in self.old]
        self.new: list[Span] = []
        self.shifts = [0]
        for edit in ordered:
            start = edit.span.start + self.shifts[-1]
            self.new.append(Span(start, start + len(edit.replacement)))
            self.shifts.append(self.new[-1].end - edit.span.end)

    def offset(self, offset: int) -> int:
        """The new offset; of one inside an edit, the end of what was put in."""
        index = bisect_right(self.ends, offset)
        if index < len(self.old) and self.starts[index] < offset:
            return self.new[index].end
        return offset + self.shifts[index]

    def span(self, span: Span) -> Span:
        """The new span."""
        start = self.offset(span.start)
        return Span(start, max(start, self.offset(span.end)))

    def sides(self) -> tuple[_Side, _Side]:
        """The text before and after, each knowing where it was edited."""
        return _Side(self.old, self.offset), _Side(self.new, lambda offset: offset)


class _Side:
    """The edited places of one text, and how its offsets read in the new one."""

    def __init__(self, spans: list[Span], offset: Callable[[int], int]) -> None:
        self.starts = [span.start for span in spans]
        self.ends = [span.end for span in spans]
        self.offset = offset

    def edited(self, offset: int) -> bool:
        """Whether the character at an offset is part of an edit."""
        index = bisect_right(self.starts, offset) - 1
        while index >= 0 and self.starts[index] == self.ends[index] == offset:
            index -= 1  # an empty edit holds no character
        return index >= 0 and offset < self.ends[index]

    def covers(self, span: Span) -> bool:
        """Whether one edit holds a whole span."""
        index = bisect_right(self.starts, span.start) - 1
        return index >= 0 and span.end <= self.ends[index]

    def touches(self, span: Span) -> bool:
        """Whether an edit lies in a span or at its border."""
        return bisect_left(self.ends, span.start) < bisect_right(self.starts, span.end)


class FixCheck:
    """Checks fixes of one text; keeps the text's parse from one round to the next."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.article = self._read(text)
        self._parsed: dict[str, Article] = {}

    def _read(self, text: str) -> Article:
        return Article(SourceText(text, self.path))

    def advance(self, text: str) -> None:
        """Go on with the text that fixes led to."""
        if text != self.article.source.text:
            self.article = self._parsed.get(text) or self._read(text)
        self._parsed.clear()

    def problem(self, fixes: Sequence[Fix], apply: Callable[[list[Fix]], str]) -> str | None:
        """Why these fixes may not be applied together; None where they may."""
        strict = [
            fix
            for fix in fixes
            if fix.applicability is Applicability.SAFE and TEXT not in fix.declares
        ]
        after = self._after(fixes, apply)
        reason = self._front_matter_problem(fixes, after)
        if reason or not strict:
            return reason
        if len(strict) != len(fixes):
            after = self._after(strict, apply)
        return self._text_problem(strict, after)

    def _after(self, fixes: Sequence[Fix], apply: Callable[[list[Fix]], str]) -> Article:
        text = apply(list(fixes))
        article = self._parsed[text] = self._parsed.get(text) or self._read(text)
        return article

    def _front_matter_problem(self, fixes: Sequence[Fix], after: Article) -> str | None:
        before = self.article
        end = before.body_start
        untouched = before.source.text[:end] == after.source.text[:end]
        if before.front_matter and untouched and after.body_start == end:
            return None
        old, new = before.front_matter, after.front_matter
        if old is None and new is None:
            return None
        if old is None or new is None:
            return _("it would make or unmake the front matter")
        if old.errors or old.unclosed:
            return _("the front matter cannot be read, so the change cannot be checked")
        if new.errors or new.unclosed:
            return _("the front matter could not be read any more")
        declared = {pointer for fix in fixes for pointer in fix.declares}
        for pointer in changed_pointers(old.data, new.data):
            if not any(pointer == one or pointer.startswith(f"{one}/") for one in declared):
                return _("it would change {pointer} in the front matter").format(
                    pointer=pointer or "/"
                )
        return None

    def _text_problem(self, fixes: Sequence[Fix], after: Article) -> str | None:
        old, new = self.article, after
        edits = [edit for fix in fixes for edit in fix.edits]
        if old.body == new.body and all(edit.span.end <= old.body_start for edit in edits):
            return None
        before_side, after_side = Mapping(edits).sides()
        whole = _definitions(old) != _definitions(new)
        for was, now in zip_longest(
            _Reader(old, before_side, whole).tokens(), _Reader(new, after_side, whole).tokens()
        ):
            if was != now:
                return _("it would change what a reader sees")
        return None


def changed_pointers(old: Any, new: Any) -> list[str]:
    """JSON pointers of the values that differ, a list as one value; order of keys is nothing."""
    found: list[str] = []
    stack: list[tuple[tuple[object, ...], Any, Any]] = [((), old, new)]
    while stack:
        path, was, now = stack.pop()
        if isinstance(was, dict) and isinstance(now, dict):
            for key in {**was, **now}:
                if key in was and key in now:
                    stack.append(((*path, key), was[key], now[key]))
                else:
                    found.append(make_pointer((*path, key)))
        elif not _same(was, now):
            found.append(make_pointer(path))
    return sorted(found)


def _same(was: Any, now: Any) -> bool:
    if type(was) is not type(now):
        return False
    if isinstance(was, list):
        return len(was) == len(now) and all(map(_same, was, now))
    if isinstance(was, dict):
        return was.keys() == now.keys() and all(_same(was[key], now[key]) for key in was)
    return bool(was == now) or (was != was and now != now)  # noqa: PLR0124 - NaN


def _definitions(article: Article) -> list[tuple[object, ...]]:
    """What decides how reference links everywhere in the article are read."""
    return [
        *((one.label, one.url, one.title) for one in article.document.of(nodes.Definition)),
        *((one.label,) for one in article.document.of(nodes.FootnoteDef)),
    ]


class _Reader:
    """An article as a stream of what a reader sees, without what was edited."""

    def __init__(self, article: Article, side: _Side, whole: bool) -> None:
        self.article = article
        self.text = article.source.text
        self.side = side
        self.whole = whole  # look into every block, touched or not

    def tokens(self) -> Iterator[Token]:
        """One for each container and untouched block, one for each character of the others."""
        for node, kind in self._blocks():
            if isinstance(node, TextBlock):
                yield from self._text_block(node, kind)
            elif isinstance(node, nodes.Parent):
                if not self.side.covers(node.span):
                    yield kind
            elif self.whole or self.side.touches(node.span):
                yield from self._characters(node.span, kind)
            else:
                yield self._untouched(node.span, kind)

    def _blocks(self) -> Iterator[tuple[Node, Token]]:
        """Blocks in order, with what they are and what they are in."""
        stack: list[tuple[Node, Token]] = [
            (child, ()) for child in reversed(self.article.document.children)
        ]
        while stack:
            node, around = stack.pop()
            kind = (*around[-_DEPTH:], _kind(node))
            yield node, kind
            if isinstance(node, nodes.Parent):
                stack.extend((child, kind) for child in reversed(node.children))

    def _text_block(self, block: TextBlock, kind: Token) -> Iterator[Token]:
        if not self.whole and not self.side.touches(block.span):
            yield self._untouched(block.span, kind)
            return
        if not self.side.covers(block.span):
            yield kind  # or two paragraphs that became one would look the same
        stack: list[tuple[Node, Token]] = [(child, kind) for child in reversed(block.children)]
        while stack:
            node, around = stack.pop()
            if isinstance(node, nodes.Text):
                yield from self._text(node, around)
            elif isinstance(node, nodes.SoftBreak):
                yield from self._mark(node.span.start, (*around, " "))
            elif isinstance(node, nodes.HardBreak):
                yield from self._mark(node.span.start, (*around, "\n"))
            elif isinstance(node, nodes.Link):
                yield from self._link(node, around)
                inside = (*around[-_DEPTH:], "link")
                stack.extend((child, inside) for child in reversed(node.children))
            elif node.inner:
                inside = (*around[-_DEPTH:], type(node).__name__)
                stack.extend((child, inside) for child in reversed(node.inner))
            else:
                yield from self._characters(node.span, (*around, type(node).__name__))

    def _link(self, link: nodes.Link, around: Token) -> Iterator[Token]:
        if link.destination_span is None:
            yield from self._mark(link.span.start, (*around, link.url))
        else:
            yield from self._characters(link.destination_span, (*around, "destination"))

    def _text(self, node: nodes.Text, kind: Token) -> Iterator[Token]:
        at = 0
        for length, start, end in node.pieces:
            piece = node.text[at : at + length]
            at += length
            if length != end - start:
                yield from self._mark(start, (*kind, piece))
                continue
            for offset, character in enumerate(piece, start):
                yield from self._mark(offset, (*kind, character))

    def _characters(self, span: Span, kind: Token) -> Iterator[Token]:
        for offset in range(span.start, span.end):
            yield from self._mark(offset, (*kind, self.text[offset]))

    def _mark(self, offset: int, token: Token) -> Iterator[Token]:
        if not self.side.edited(offset):
            yield (self.side.offset(offset), *token)

    def _untouched(self, span: Span, kind: Token) -> Token:
        return (self.side.offset(span.start), self.side.offset(span.end), *kind)


def _kind(node: Node) -> object:
    """What a block is to a reader."""
    if isinstance(node, nodes.Heading):
        return f"h{node.level}"
    if isinstance(node, nodes.ListItem):
        return f"item {node.number}"
    return type(node).__name__

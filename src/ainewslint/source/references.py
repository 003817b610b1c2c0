"""An article's reference lists and the citations in its text, each resolved to its list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.nodes import FootnoteRef, Link, LinkKind
from ainewslint.source.reference_entries import SUPERSCRIPTS
from ainewslint.source.reference_lists import ListKind, ReferenceList, find_lists
from ainewslint.source.reference_titles import may_hold

if TYPE_CHECKING:
    from ainewslint.source.article import Article
    from ainewslint.source.prose import ProseBlock

# [3], [1,2], [1-4], 【5】 and the like; at most this many numbers are written at once.
BRACKETED = regex(
    r"(?P<open>[\[【［])[ ]?(?P<numbers>\d{1,3}(?:[ ]?[,，、;；–—~-][ ]?\d{1,3}){0,9})[ ]?[\]】］]"
)
_ROUND = regex(r"[(（](?P<numbers>\d{1,2}(?:[ ]?[,，、][ ]?\d{1,2}){0,5})[)）]")
_CARET = regex(r"\^(?P<numbers>\d{1,3})\^")
_SUPERSCRIPT = regex(r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,3}")
# What a superscript is the power or the number of: units, symbols, digits.
_POWER_OF = regex(
    r"(?:[\d)\]米里升秒厘A-Z]|(?<![A-Za-z])[A-Za-z]{1,3}|met(?:re|er)s?|miles?|feet|foot|inch|yards?)\Z"
)
_CLOSING = {"[": "]", "【": "】", "［": "］"}
_LONGEST_RUN = 40  # of an interval: [1-40]; a longer one is a range of something else
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
# What citations look like in the source; without any the prose is not asked for.
_CHEAP = regex(r"[\[【［^¹²³⁴-⁹](?:[\\ ^]?\d{1,3}[\\ ^,，、;；–—~\-\]】］]|(?<=[¹²³⁴-⁹]))")


@record(frozen=True, slots=True)
class Citation:
    """A citation in running text.

    `numbers` are those it names (a range spelt out), `style` the way it is written: its opening
    bracket ("(" only where a list is numbered so), "^", "superscript", "footnote" or "link".
    `list` is what answers it, None where nothing does; `missing` the numbers without an entry.
    """

    span: Span
    numbers: tuple[int, ...]
    style: str
    block: ProseBlock
    start: int  # in the block's prose
    end: int
    list: ReferenceList | None = None
    missing: tuple[int, ...] = ()

    @property
    def resolves(self) -> bool:
        """Whether every number leads to an entry."""
        return self.list is not None and not self.missing


class _Part(NamedTuple):
    """The lists of one scope, and the first of them that has a number."""

    lists: list[ReferenceList]
    by_number: dict[int, ReferenceList]


@record
class References:
    """Reference lists in order of position, and what cites them."""

    article: Article
    lists: list[ReferenceList] = field(default_factory=list)

    @cached_property
    def citations(self) -> list[Citation]:
        """Every citation outside the lists themselves, in order of position."""
        source = self.article.source.text
        if not self._round and not _CHEAP.search(source, self.article.body_start):
            return []
        powers = any(mark in source for mark in _SUPERSCRIPTS)
        found = [one for block in self.article.prose for one in self._in_block(block, powers)]
        return sorted(found, key=lambda one: one.span)

    def cited(self, one: ReferenceList) -> frozenset[int]:
        """The numbers of a list that some citation names."""
        return frozenset(self._cited.get(id(one), ()))

    @cached_property
    def _cited(self) -> dict[int, set[int]]:
        """The numbers that citations name, by the identity of the list that answers them."""
        found: dict[int, set[int]] = {}
        for citation in self.citations:
            found.setdefault(id(citation.list), set()).update(citation.numbers)
        return found

    def answering(self, number: int, offset: int) -> ReferenceList | None:
        """The list that a citation of `number` at a source offset resolves to."""
        # The narrowest scope is the nearest part of the article.
        parts = (part.by_number.get(number) for part in self._parts_at(offset))
        return next((one for one in parts if one is not None), None)

    def in_force(self, offset: int) -> list[ReferenceList]:
        """The lists that answer citations at a source offset."""
        return [one for part in self._parts_at(offset) for one in part.lists]

    def numbers_in_force(self, offset: int) -> frozenset[int]:
        """The numbers that have an entry for citations at a source offset."""
        return frozenset().union(*(part.by_number for part in self._parts_at(offset)))

    def is_listed(self, offset: int) -> bool:
        """Whether a source offset lies in a reference list."""
        index = bisect_right(self._listed, offset, key=_start) - 1
        return index >= 0 and offset < self._listed[index].end

    @cached_property
    def _listed(self) -> list[Span]:
        """What the lists cover, in order; footnotes and definitions may stand far apart."""
        found: list[Span] = []
        for span in sorted(
            span
            for one in self.lists
            for span in ([e.span for e in one.entries] if one.kind in _SCATTERED else [one.span])
        ):
            if found and span.start < found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return found

    def _parts_at(self, offset: int) -> list[_Part]:
        """The scopes that an offset lies in, the narrowest first."""
        starts, parts = self._parts
        index = bisect_right(starts, offset) - 1
        return parts[index] if index >= 0 else []

    @cached_property
    def _parts(self) -> tuple[list[int], list[list[_Part]]]:
        """Where the scopes in force change, and those in force from there on."""
        by_scope: dict[Span, _Part] = {}
        for one in self.lists:
            part = by_scope.setdefault(one.scope, _Part([], {}))
            part.lists.append(one)
            for entry in one.entries:
                if entry.number is not None:
                    part.by_number.setdefault(entry.number, one)
        starts = sorted({offset for scope in by_scope for offset in scope})
        found: list[list[_Part]] = [[] for _ in starts]
        for scope in sorted(by_scope, key=lambda scope: scope.end - scope.start):
            for index in range(bisect_left(starts, scope.start), bisect_left(starts, scope.end)):
                found[index].append(by_scope[scope])
        return starts, found

    def _in_block(self, block: ProseBlock, powers: bool) -> Iterator[Citation]:
        if self.lists and self.is_listed(block.node.span.start):
            return
        text = block.text
        if "[" in text or "【" in text or "［" in text:
            yield from self._bracketed(block)
        if "^" in text:
            for match in _CARET.finditer(text):
                yield self._make(block, match.span(), (int(match["numbers"]),), "^")
        if self._round:
            yield from self._in_round(block)
        if powers:
            yield from self._superscripts(block)
        if block.holes or block.runs:
            yield from self._nodes(block)

    def _bracketed(self, block: ProseBlock) -> Iterator[Citation]:
        for match in BRACKETED.finditer(block.text):
            if match.group()[-1] == _CLOSING[match["open"]]:
                numbers = spell_out(match["numbers"])
                yield self._make(block, match.span(), numbers, match["open"])

    def _in_round(self, block: ProseBlock) -> Iterator[Citation]:
        for match in _ROUND.finditer(block.text, 1):
            numbers = spell_out(match["numbers"])
            offset = block.source_offset(match.start())
            if all(self.answering(number, offset) for number in numbers):
                yield self._make(block, match.span(), numbers, "(")

    @cached_property
    def _round(self) -> bool:
        """Whether a list is numbered `(1)`: elsewhere round brackets count something else."""
        return any(entry.mark == "round" for one in self.lists for entry in one.entries)

    def _superscripts(self, block: ProseBlock) -> Iterator[Citation]:
        """Superscript numbers that are no powers."""
        text = block.text
        for match in _SUPERSCRIPT.finditer(text, 1):
            if text[match.start() - 1].isspace() or _POWER_OF.search(
                text, max(0, match.start() - 8), match.start()
            ):
                continue
            digits = match.group().translate(SUPERSCRIPTS)
            offset = block.source_offset(match.start())
            readings = _readings(digits)
            answered = (
                one for one in readings if all(self.answering(number, offset) for number in one)
            )
            numbers = next(answered, readings[-1])
            yield self._make(block, match.span(), numbers, "superscript")

    def _nodes(self, block: ProseBlock) -> Iterator[Citation]:
        """Footnote marks, and links that a numbered definition makes of `[1]`."""
        for hole in block.holes:
            if isinstance(hole.node, FootnoteRef) and (hole.node.label or "").isdigit():
                numbers = (int(hole.node.label or ""),)
                yield self._make(block, (hole.start, hole.end), numbers, "footnote")
        for run in block.runs:
            node = run.node
            if not isinstance(node, Link) or node.kind not in _NUMBERED_LINKS:
                continue
            label = node.label or ""
            if label.isdecimal() and len(label) <= 3:
                yield self._make(block, (run.start, run.end), (int(label),), "link")

    def _make(
        self, block: ProseBlock, place: tuple[int, int], numbers: tuple[int, ...], style: str
    ) -> Citation:
        span = block.span(*place)
        wanted = _KINDS.get(style)
        answers = [self.answering(number, span.start) for number in numbers]
        found = next((one for one in answers if one is not None), None)
        if wanted is not None and found is not None and found.kind is not wanted:
            found = next((one for one in self.lists if one.kind is wanted), found)
        missing = tuple(n for n in numbers if found is None or found.entry(n) is None)
        return Citation(span, numbers, style, block, *place, list=found, missing=missing)


_NUMBERED_LINKS = (LinkKind.SHORTCUT, LinkKind.COLLAPSED)
_KINDS = {"footnote": ListKind.FOOTNOTES, "link": ListKind.DEFINITIONS}
_SCATTERED = frozenset(_KINDS.values())


def _start(span: Span) -> int:
    return span.start


def _readings(digits: str) -> list[tuple[int, ...]]:
    """What a run of superscripts may cite: one number, or its digits one by one."""
    whole = (int(digits),)
    return [whole] if len(digits) == 1 or "0" in digits else [whole, tuple(map(int, digits))]


def spell_out(written: str) -> tuple[int, ...]:
    """The numbers of `1,3` or `2-5`; a range longer than a citation's is its two ends."""
    numbers: list[int] = []
    parts = re.split(r"[ ]?([,，、;；–—~-])[ ]?", written)
    numbers.append(int(parts[0]))
    for separator, part in zip(parts[1::2], parts[2::2], strict=True):
        end = int(part)
        first = numbers[-1]
        if separator in "–—~-" and first < end <= first + _LONGEST_RUN:
            numbers.extend(range(first + 1, end + 1))
        else:
            numbers.append(end)
    return tuple(numbers)


def find_references(article: Article) -> References:
    """The references of an article. Never raises."""
    if not may_hold(article.source.text, article.body_start):
        return References(article)
    return References(article, find_lists(article.document))

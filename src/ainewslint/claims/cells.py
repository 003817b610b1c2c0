"""Table cells as sentences: the row's and the column's label say what a figure is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ainewslint.claims.clauses import nouns
from ainewslint.claims.extract import Draft, read_sentence
from ainewslint.claims.names import Names
from ainewslint.claims.passage import Passage
from ainewslint.claims.prefilter import may_claim
from ainewslint.claims.reading import Mention
from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.nodes import Node, Row, Table

_LABEL, _CELL = 60, 60  # characters; longer ones are text of their own
_PARENTHESIS = regex(r"\s?[（(\[]([^()（）\[\]]{0,40})[)）\]]")
_KEPT = regex(r"\d{4}|Diamond|Verified|Pro|Hard|\d+-shot|pass@\d+|Pass@\d+", re.IGNORECASE)
_UNIT = regex(
    r"(?:ms|s|秒|毫秒|分钟|小时|%|％|tokens?/s|tok/s|FPS|fps|TOPS|TFLOPS|GB/s|QPS|倍)",
    re.IGNORECASE,
)
_BARE = regex(r"[~≈<>≤≥约]?\s?\d[\d.,]*\s?")


class CellDraft(NamedTuple):
    """A claim of a cell. Offsets of the draft below `shift` lie in a label, of which `places` has
    the ends and the source; the others are the cell's once `shift` is taken off."""

    row: Row
    passage: Passage
    draft: Draft
    shift: int
    places: tuple[tuple[int, Span], ...]

    def span(self, start: int, end: int) -> Span:
        """The source of a stretch of the draft's text: a whole label, or a part of the cell."""
        for stop, span in self.places:
            if start < stop:
                return span
        length = len(self.passage.text)
        return self.passage.span(min(start - self.shift, length), min(end - self.shift, length))


class _Label(NamedTuple):
    """A label's words without its remarks, the unit it gives, and the names in it."""

    text: str
    unit: str
    benchmarks: list[Mention]
    models: list[Mention]
    measures: bool  # whether it says what is measured, not of what
    business: bool  # whether what it says is sales, users, prices …


class TableReader:
    """Reads the tables of one article; labels that recur are looked at once."""

    def __init__(self, names: Names, passages: Mapping[Node, Passage]) -> None:
        self.names = names
        self.passages = passages
        self._labels: dict[str, _Label] = {}

    def read(self, table: Table) -> Iterator[CellDraft]:
        """The claims of a table, row by row."""
        rows = [row for row in table.children if isinstance(row, Row)]
        if len(rows) < 2:
            return
        headers = [(self._label_of(cell), cell) for cell in rows[0].children]
        for row in rows[1:]:
            if not row.children:
                continue
            first = (self._label_of(row.children[0]), row.children[0])
            for index, cell in enumerate(row.children):
                passage = self.passages.get(cell)
                if passage is not None and any("0" <= char <= "9" for char in passage.text):
                    labels = [first] if index else []
                    labels += headers[index : index + 1]
                    yield from self._cell(row, passage, labels)

    def _label_of(self, cell: Node) -> _Label:
        passage = self.passages.get(cell)
        return self._label(passage.text if passage is not None else "")

    def _label(self, text: str) -> _Label:
        found = self._labels.get(text)
        if found is None:
            short = text.strip()[:_LABEL]
            units = [m[1] for m in _PARENTHESIS.finditer(short) if _UNIT.fullmatch(m[1].strip())]
            words = _PARENTHESIS.sub(lambda m: m.group() if _KEPT.search(m[1]) else "", short)
            words = words.rstrip(" ↑↓:：*") + " "
            boards = self.names.benchmarks(words)
            found_nouns = nouns(words)
            measures = bool(boards) or any(noun.metric for noun in found_nouns)
            business = not boards and bool(found_nouns) and found_nouns[-1].metric is None
            unit = units[0] if units else ""
            found = _Label(words, unit, boards, self.names.models(words), measures, business)
            self._labels[text] = found
        return found

    def _cell(
        self, row: Row, passage: Passage, labels: list[tuple[_Label, Node]]
    ) -> Iterator[CellDraft]:
        if any(label.business for label, _ in labels):
            return
        text, prefix = passage.text, ""
        # what is measured stands next to the figure, of what before it
        labels = sorted(labels, key=lambda one: one[0].measures)
        benchmarks: list[Mention] = []
        models: list[Mention] = []
        places = []
        if len(text) <= _CELL:
            for label, cell in labels:
                benchmarks += [_shifted(one, len(prefix)) for one in label.benchmarks]
                models += [_shifted(one, len(prefix)) for one in label.models]
                prefix += label.text
                places.append((len(prefix), cell.span))
        unit = next((label.unit for label, _ in labels if label.unit), "")
        if unit and _BARE.fullmatch(text):
            text = text.rstrip() + unit
        if not may_claim(prefix + text):
            return
        shift = len(prefix)
        benchmarks += [_shifted(one, shift) for one in self.names.benchmarks(text)]
        models += [_shifted(one, shift) for one in self.names.models(text)]
        whole = prefix + text
        for draft in read_sentence(whole, 0, len(whole), benchmarks, models, labelled=True):
            if draft.number.start >= shift:
                yield CellDraft(row, passage, draft, shift, tuple(places))


def _shifted(mention: Mention, by: int) -> Mention:
    return mention._replace(start=mention.start + by, end=mention.end + by)

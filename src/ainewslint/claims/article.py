"""All claims of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ainewslint.claims.cells import TableReader
from ainewslint.claims.extract import Draft, read_sentence
from ainewslint.claims.model import (
    Benchmark,
    Change,
    Claim,
    Comparison,
    Kind,
    Source,
    Subject,
    Unit,
    Value,
)
from ainewslint.claims.names import Names
from ainewslint.claims.naming import named_article
from ainewslint.claims.numbers import Number
from ainewslint.claims.passage import Passage
from ainewslint.claims.prefilter import has_figure, may_claim
from ainewslint.claims.reading import Mention
from ainewslint.claims.sources import SourceFinder
from ainewslint.claims.subjects import proper_name
from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.remembered import remembered
from ainewslint.source.article import Article, once_an_article
from ainewslint.source.nodes import Cell, Node, Row, Table

_DATE = regex(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?|-\d{2}(?:-\d{2})?(?!\d))"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:\d{1,2}(?:st|nd|rd"
    r"|th)?,? )?20\d\d"
)


@remembered
def names_for(files: tuple[Path, ...], benchmarks: tuple[str, ...]) -> Names:
    """The names known with a user's knowledge files and extra benchmarks."""
    return Names(files, benchmarks)


def extract_claims(
    article: Article, knowledge: Sequence[Path] = (), benchmarks: Sequence[str] = ()
) -> list[Claim]:
    """Every benchmark and performance claim of an article, in order of place.

    `knowledge` are the user's own knowledge files, `benchmarks` further names to know. Never
    raises on any text; raises KnowledgeError for a knowledge file that cannot be used.
    """
    return _claims(article, names_for(tuple(knowledge), tuple(benchmarks)))


@once_an_article
def _claims(article: Article, names: Names) -> list[Claim]:
    return _Extractor(article, names).run()


class _Extractor:
    def __init__(self, article: Article, names: Names) -> None:
        self.article = article
        self.names = names
        self.sources = SourceFinder(article)

    def run(self) -> list[Claim]:
        claims: list[Claim] = []
        named = named_article(self.article, self.names)
        cells: dict[Node, Passage] = {}
        telling: dict[int, Passage] = {}
        for index, block in enumerate(named.blocks):
            if isinstance(block.node, Cell):
                cells[block.node] = named.passage(index)
            elif block.holes:
                passage = named.passage(index)
                if self._may_claim(passage.text):
                    telling[index] = passage
            elif self._may_claim(block.text):
                telling[index] = named.passage(index)
        if telling:
            benchmarks = named.benchmarks(list(telling))
            for index, passage in telling.items():
                claims.extend(self._passage(passage, benchmarks[index], named.models(index)))
        if cells:
            reader = TableReader(self.names, cells)
            for table in self.article.document.of(Table):
                claims.extend(self._table(reader, table))
        return sorted(claims, key=lambda claim: claim.value.span)

    def _may_claim(self, text: str) -> bool:
        return may_claim(text) or self.names.names_extra(text)

    def _passage(
        self, passage: Passage, benchmarks: list[Mention], models: list[Mention]
    ) -> Iterator[Claim]:
        text = passage.text
        for start, end in passage.sentences:
            if not has_figure(text, start, end):
                continue
            drafts = read_sentence(text, start, end, benchmarks, models)
            if drafts:
                source = self.sources.find(passage, start, end)
                sentence = passage.span(start, end)
                block = passage.block.node.span
                for draft in drafts:
                    yield make_claim(draft, passage.span, source, sentence, block)

    def _table(self, reader: TableReader, table: Table) -> Iterator[Claim]:
        sources: dict[Row, Source] = {}
        for cell in reader.read(table):
            passage = cell.passage
            if cell.row not in sources:
                sources[cell.row] = self.sources.find(passage, 0, len(passage.text))
            yield make_claim(
                cell.draft, cell.span, sources[cell.row], cell.row.span, table.span, in_table=True
            )


def make_claim(
    draft: Draft,
    place: Callable[[int, int], Span],
    source: Source,
    sentence: Span,
    block: Span,
    in_table: bool = False,
) -> Claim:
    """The claim of a draft; `place` gives the source of a stretch of the draft's text."""
    reading, text = draft.reading, draft.sentence.text
    metric = reading.metric
    named = reading.benchmark is not None or (metric is not None and metric.named)
    date = _DATE.search(text, draft.sentence.start, draft.sentence.end)
    owner = draft.owner.mention
    if owner is None:
        sentence_start, at = draft.sentence.start, draft.number.start
        owner = proper_name(text, sentence_start, at, draft.sentence.benchmarks)
    return Claim(
        kind=Kind.BENCHMARK if named else Kind.PERFORMANCE,
        value=make_value(draft.number, text, place),
        source=source,
        sentence=sentence,
        block=block,
        subject=_subject(owner, place),
        sure_subject=draft.owner.sure,
        benchmark=_benchmark(reading.benchmark, place),
        metric=metric.id if metric else None,
        higher_is_better=metric.higher_is_better if metric else None,
        comparison=_comparison(draft, place),
        date=date.group() if date else None,
        context=text[draft.sentence.start : draft.sentence.end],
        in_table=in_table,
    )


def make_value(number: Number, text: str, place: Callable[[int, int], Span]) -> Value:
    """A number with its place in the source."""
    return Value(
        text=text[number.start : number.end],
        number=number.number,
        unit=number.unit,
        unit_text=number.unit_text,
        span=place(number.start, number.end),
        high=number.high,
        scale=number.scale,
        bound=number.bound,
    )


def _subject(mention: Mention | None, place: Callable[[int, int], Span]) -> Subject | None:
    if mention is None:
        return None
    return Subject(mention.name, place(mention.start, mention.end), mention.id)


def _benchmark(mention: Mention | None, place: Callable[[int, int], Span]) -> Benchmark | None:
    if mention is None:
        return None
    return Benchmark(mention.name, place(mention.start, mention.end), mention.id, mention.variant)


_CHANGES = {Unit.PERCENT: Change.RELATIVE, Unit.TIMES: Change.TIMES}


def _comparison(draft: Draft, place: Callable[[int, int], Span]) -> Comparison | None:
    reading, number, text = draft.reading, draft.number, draft.sentence.text
    baseline = _subject(draft.owner.baseline, place)
    if reading.origin:
        return Comparison(Change.FROM, reading.rises)
    if not reading.changes and baseline is None:
        return None
    if reading.reached or not reading.changes:
        change = Change.TO
    else:
        change = _CHANGES.get(number.unit, Change.POINTS)
    start = make_value(draft.before, text, place) if draft.before else None
    end = make_value(number, text, place) if draft.before else None
    return Comparison(change, reading.rises, start, end, baseline)

"""The claims of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from ainewslint.claims.extract import Draft, read_sentence
from ainewslint.claims.model import Benchmark, Claim, Comparison, Kind, Subject, Value
from ainewslint.claims.model import Change as ChangeKind
from ainewslint.claims.names import find_benchmarks, find_models
from ainewslint.claims.numbers import Number
from ainewslint.claims.sources import Sources
from ainewslint.source.article import Article
from ainewslint.source.nodes import Cell, Heading
from ainewslint.source.prose import ProseBlock

_DIGIT = re.compile(r"\d")
_known: WeakKeyDictionary[Article, list[Claim]] = WeakKeyDictionary()


def extract_claims(article: Article) -> list[Claim]:
    """The benchmark and performance claims of an article, in order of position. Never raises."""
    found = _known.get(article)
    if found is None:
        sources = Sources(article)
        found = [one for block in article.prose for one in _in_block(block, sources)]
        _known[article] = found
    return found


def _in_block(block: ProseBlock, sources: Sources) -> Iterator[Claim]:
    if isinstance(block.node, (Heading, Cell)) or not _DIGIT.search(block.text):
        return
    text = block.text
    benchmarks, models = find_benchmarks(text), find_models(text)
    for sentence in block.sentences:
        if not _DIGIT.search(text, sentence.start, sentence.end):
            continue
        for draft in read_sentence(text, sentence.start, sentence.end, benchmarks, models):
            yield _claim(block, draft, sources, sentence.start, sentence.end)


def _claim(block: ProseBlock, draft: Draft, sources: Sources, start: int, end: int) -> Claim:
    reading, owner = draft.reading, draft.owner
    named = reading.benchmark
    benchmark = named and Benchmark(named.name, block.span(named.start, named.end))
    metric = reading.metric
    is_benchmark = named is not None or (metric is not None and metric.named)
    subject = None
    if owner.mention is not None:
        one = owner.mention
        subject = Subject(one.name, block.span(one.start, one.end), one.id)
    comparison = None
    if reading.changes:
        before = draft.before and _value(block, draft.before)
        comparison = Comparison(ChangeKind.RELATIVE, reading.rises, before)
    return Claim(
        kind=Kind.BENCHMARK if is_benchmark else Kind.PERFORMANCE,
        value=_value(block, draft.number),
        source=sources.of(block, start, end),
        sentence=block.span(start, end),
        block=block.node.span,
        subject=subject,
        benchmark=benchmark,
        metric=metric.id if metric else None,
        higher_is_better=metric.higher_is_better if metric else None,
        comparison=comparison,
        context=block.text[start:end],
    )


def _value(block: ProseBlock, number: Number) -> Value:
    return Value(
        block.text[number.start : number.end],
        number.number,
        number.unit,
        number.unit_text,
        block.span(number.start, number.end),
        number.high,
        number.scale,
        number.bound,
    )

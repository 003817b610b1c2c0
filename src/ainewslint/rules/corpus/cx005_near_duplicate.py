"""CX005: nearly one text, two articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, CorpusRule, Reread, option
from ainewslint.rules.corpus.bodies import (
    LEAST,
    Shingled,
    bands,
    can_sign,
    digest_of,
    essence_of,
    likeness,
    signature,
)
from ainewslint.rules.corpus.shared import Sharer, and_others, day_of, heading_span, piece

# Each oldest article with those alike to it, and how alike.
Clusters = list[tuple[Sharer, list[tuple[Sharer, float]]]]
_TRIES = 8  # texts compared at most for one article, those with the most bands in common first


_KEPT = 500_000  # shingles, of 100 bytes each


@record(frozen=True)
class Options:
    """Options of near-duplicate."""

    threshold: float = option(
        0.7, "the Jaccard index from which two texts are nearly one; below 0.6 many go unseen"
    )


class NearDuplicate(CorpusRule):
    """Reports an article most of whose text another article of the run has.

    ## What it does
    Compares the texts by their runs of five letters, digits or Chinese characters, addresses left
    out (a Jaccard index of 0.7 or more). MinHash finds the pairs worth comparing, and each of
    those is compared exactly. Texts that only end alike (a list of downloads, an advertisement)
    are not reported: the opening of one must be in the other. Articles are grouped around the oldest by date, to which every other one is alike; the
    others are reported at their title. Exact copies are CX004's; texts of less than 200 characters
    and translations (`en/a.md` and `zh/a.md`) are not compared.

    Off in `ainewslint check`, since it costs up to a millisecond per article; on in `ainewslint
    corpus`. Needs `pip install ainewslint[corpus]`, and is silent without.

    ## Why is this bad?
    Readers meet the same article twice, and a correction in one leaves the other wrong. Often it is
    a page taken in twice, or an article filled into the last one's form.

    ## Example
    `2025-03-18-146200417.md` and `2025-04-02-146950233.md` differ in a paragraph.

    ## Use instead
    One article, brought up to date; or two that say different things, with a link.

    ## Evidence
    8 findings in 2,681 articles that most copies had been taken out of; all read, all right. So
    are the 5 further pairs from an index of 0.5 on; the first wrong one, two articles on one
    template, has 0.49. Of 188 made-up copies with every tenth sentence replaced 187 are found, of
    188 with other headings 185, and none is taken for another article's (`python -m
    evaluation.duplicates`).
    """

    code = "CX005"
    name = "near-duplicate"
    severity = Severity.WARNING
    default = False
    Options = Options
    # The clusters found last and their facts, which `join` and the corpus report both ask for.
    _known: tuple[Mapping[str, Any], Clusters] | None = None

    def facts(self, context: Context, /) -> Any:
        """The bands of the text, its digest, and where to report."""
        essence = essence_of(context.article)
        if len(essence) < LEAST or not can_sign():
            return None
        span = heading_span(context)
        digest = digest_of(context.article)
        return [signature(essence), digest, span.start, span.end, day_of(context)]

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each article that is alike to an older one."""
        for oldest, members in self.clusters(facts, reread):
            for one, alike in members:
                message = _(
                    "The text is nearly that of {other}{more} ({percent}% alike), so readers meet"
                    " it twice: keep one, brought up to date, or say what this one adds"
                ).format(
                    percent=int(alike * 100),
                    other=oldest.named,
                    more=and_others(len(members) - 1),
                )
                yield one.path, self.diagnostic(one.span, message, related=[oldest.related])

    def clusters(self, facts: Mapping[str, Any], reread: Reread) -> Clusters:
        """Each oldest article with those alike to it and their Jaccard indices.

        Articles are taken from the oldest on; one joins the group of the older article it is most
        alike to among the first of each group, or begins a group. So a chain of small changes
        never joins two articles that have little in common.
        """
        if self._known is not None and self._known[0] is facts:
            return self._known[1]
        sharers = [
            Sharer(path, Span(one[2], one[3]), one[4]) for path, one in _unique(facts).items()
        ]
        sharers.sort(key=lambda one: one.age)
        index: dict[tuple[int, bytes], list[int]] = {}
        found: dict[int, list[tuple[Sharer, float]]] = {}
        texts = _Texts(reread)
        for number, one in enumerate(sharers):
            keys = bands(facts[one.path][0])
            first, alike = self._nearest(one, keys, index, sharers, texts)
            if first is not None:
                found[first].append((one, alike))
                continue
            found[number] = []
            for key in keys:
                index.setdefault(key, []).append(number)
        clusters = [(sharers[first], members) for first, members in found.items() if members]
        self._known = facts, clusters
        return clusters

    def _nearest(
        self,
        one: Sharer,
        keys: list[tuple[int, bytes]],
        index: Mapping[tuple[int, bytes], list[int]],
        sharers: list[Sharer],
        texts: _Texts,
    ) -> tuple[int | None, float]:
        """The first article of the group that one belongs to, and how alike it is."""
        shared = Counter(number for key in keys for number in index.get(key, ())[:_TRIES])
        best: tuple[int | None, float] = (None, 0.0)
        for number, _count in shared.most_common(_TRIES):
            other = sharers[number]
            if piece(other.path) == piece(one.path):
                continue
            alike = likeness(texts.at(one.path), texts.at(other.path))
            if alike >= self.options.threshold and alike > best[1]:
                best = number, alike
        return best


def _unique(facts: Mapping[str, Any]) -> dict[str, Any]:
    """One article, the oldest, of each text: exact copies are another rule's."""
    kept: dict[str, str] = {}
    for path in sorted(facts, key=lambda path: (facts[path][4] or "9999", path)):
        kept.setdefault(facts[path][1] or path, path)
    return {path: facts[path] for path in kept.values()}


class _Texts:
    """Shingled texts by path; those used last are kept, up to so many shingles in all."""

    def __init__(self, reread: Reread) -> None:
        self.reread = reread
        self.kept: dict[str, Shingled] = {}
        self.size = 0

    def at(self, path: str) -> Shingled:
        """The text at a path, without any shingle where it can no longer be read."""
        text = self.kept.pop(path, None)
        if text is None:
            article = self.reread(path)
            text = Shingled.of("" if article is None else essence_of(article))
            self.size += len(text.all)
            while self.size > _KEPT and self.kept:
                oldest = next(iter(self.kept))
                self.size -= len(self.kept.pop(oldest).all)
        self.kept[path] = text
        return text

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
    WORTH,
    Shingled,
    bands,
    can_compare,
    digest_of,
    essence_of,
    estimate,
    likeness,
    likeness_in_order,
    passages,
    signature,
    values_of,
)
from ainewslint.rules.corpus.shared import Sharer, and_others, day_of, heading_span, piece

# Each oldest article with those alike to it, and how alike.
Clusters = list[tuple[Sharer, list[tuple[Sharer, float]]]]
# The articles first of their groups that have a band, the oldest of them.
Index = dict[int, tuple[int, ...]]
_TRIES = 8  # texts compared at most for one article, those with the most bands in common first
_PASSAGES = 0.8  # of each text must be in the other, changed or not
_KEPT = 500_000  # shingles, of 100 bytes each


@record(frozen=True)
class Options:
    """Options of near-duplicate."""

    threshold: float = option(
        0.6, "the Jaccard index from which two texts are nearly one; below 0.45 some go unseen"
    )
    in_order: float = option(
        0.7, "the share of the longer text from which two texts in one order are nearly one"
    )


class NearDuplicate(CorpusRule):
    """Reports an article most of whose text another article of the run has.

    ## What it does
    Compares the texts by their runs of five letters, digits or Chinese characters, addresses left
    out: a Jaccard index of 0.6 or more makes two texts nearly one. Where it is between 0.3 and 0.6,
    as when words were changed all over a text, 80% of the passages of each must be in the
    other, changed or not, and 70% of the longer one in the same order (of long texts, of the
    first 20,000 characters); so articles on one template are not reported. MinHash finds the
    pairs worth comparing. Texts that only end alike (a list of downloads, an advertisement) are not
    reported: the opening of one must be in the other. Articles are grouped around the oldest by
    date, to which every other one is alike; the others are reported at their title. Exact copies
    are CX004's; texts of less than 200 characters and translations (`en/a.md` and `zh/a.md`) are
    not compared.

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
    9 findings in 2,681 articles that most copies had been taken out of; all read, all right. The
    first wrong pairs are articles on one template, with an index of 0.49 or 66% in order. Of 610
    made-up copies with a tenth of the words changed 606 are found, of 610 with every tenth sentence
    replaced 599, of 610 with other headings 608, and none is taken for another article's (`python
    -m evaluation.duplicates --every 4`).
    """

    code = "CX005"
    name = "near-duplicate"
    severity = Severity.WARNING
    default = False
    Options = Options
    # The clusters found last and their facts, which `join` and the corpus report both ask for.
    _known: tuple[Mapping[str, Any], Clusters] | None = None

    def facts(self, context: Context, /) -> Any:
        """The signature of the text, its digest, and where to report."""
        essence = essence_of(context.article)
        if len(essence) < LEAST or not can_compare():
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
        index: Index = {}
        found: dict[int, list[tuple[Sharer, float]]] = {}
        texts = _Texts(reread)
        for number, one in enumerate(sharers):
            keys = bands(values_of(facts[one.path][0]))
            some = Counter(other for key in keys for other in index.get(key, ()))
            others = [(other, sharers[other]) for other, _count in some.most_common(_TRIES)]
            first, alike = self._nearest(one, others, facts, texts)
            if first is not None:
                found[first].append((one, alike))
                continue
            found[number] = []
            for key in keys:
                known = index.get(key, ())
                if len(known) < _TRIES:
                    index[key] = (*known, number)
        clusters = [(sharers[first], members) for first, members in found.items() if members]
        self._known = facts, clusters
        return clusters

    def _nearest(
        self,
        one: Sharer,
        others: list[tuple[int, Sharer]],
        facts: Mapping[str, Any],
        texts: _Texts,
    ) -> tuple[int | None, float]:
        """The first article of the group that one belongs to, and how alike it is."""
        values = values_of(facts[one.path][0])
        best: tuple[int | None, float] = (None, 0.0)
        for number, other in others:
            if piece(other.path) == piece(one.path):
                continue
            if estimate(values, values_of(facts[other.path][0])) < WORTH:
                continue
            alike = self._alike(texts.at(one.path), texts.at(other.path))
            if alike > best[1]:
                best = number, alike
        return best

    def _alike(self, one: Shingled, other: Shingled) -> float:
        """How alike two texts are that are nearly one, else 0.

        Words changed all over a text leave few shingles whole, but most of it in its order.
        """
        alike = likeness(one, other)
        if alike >= self.options.threshold:
            return alike
        if alike < WORTH or passages(one, other) < _PASSAGES:
            return 0.0
        return likeness_in_order(one.essence, other.essence, self.options.in_order)


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

"""CX006: one model, one benchmark, different numbers in two articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ainewslint.diagnostics import Diagnostic, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, CorpusRule, Reread
from ainewslint.rules.claims.comparable import agree, measured
from ainewslint.rules.claims.support import claims_of
from ainewslint.rules.corpus.shared import Sharer, day_of, piece


class Reading(NamedTuple):
    """A number that an article gives: `text`, `model` and `benchmark` as written there."""

    sharer: Sharer
    number: float
    text: str
    model: str
    benchmark: str
    variant: str | None
    metric: str | None


class ContradictingArticles(CorpusRule):
    """Reports a result that differs from the one another article gives the model.

    ## What it does
    Compares the results that articles of the run give one model on one benchmark and variant by
    the rules of `contradicts-itself` (BM005): rounding makes no difference, and numbers whose
    sentence names a setting (tools, thinking, shots, votes) or the end of a change are left out.
    What most articles say stands, with equal votes what the oldest says; the others are reported.

    ## Why is this bad?
    Readers of both articles do not know which is right, and at most one has the source's number.

    ## Example
    One article has
    ```markdown
    GPT-4o 在 MMLU 上的得分为 88.7%。
    ```
    and another
    ```markdown
    GPT-4o 在 MMLU 上的得分为 82.1%。
    ```

    ## Use instead
    The source's number in both, or in each the setting that it was measured in.

    ## Evidence
    3 findings in 2,681 articles, all read and right: one article gives a result as leaked (45%),
    another three times as published (44%).
    """

    code = "CX006"
    name = "contradicting-articles"
    severity = Severity.WARNING

    def facts(self, context: Context, /) -> Any:
        """The results of the article: a list of [key, number, text, model, benchmark, place]."""
        found = []
        for claim in claims_of(context):
            key = measured(claim)
            if key is None or claim.subject is None or claim.benchmark is None:
                continue
            names = [claim.subject.name, claim.benchmark.name]
            value = claim.value
            found.append([list(key), value.number, value.text, *names, *claim.span])
        return [day_of(context), found] if found else None

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each number that is not the one most articles give."""
        for kept, others in self.contradictions(facts):
            for one in others:
                message = _(
                    "{value} contradicts the {other} that {article} gives {model} on {benchmark}:"
                    " compare both with the source, or say how each was measured"
                ).format(
                    value=one.text,
                    other=kept.text,
                    article=kept.sharer.named,
                    model=one.model,
                    benchmark=one.benchmark,
                )
                place = Related(kept.sharer.span, _("the other number"), kept.sharer.path)
                yield one.sharer.path, self.diagnostic(one.sharer.span, message, related=[place])

    def contradictions(self, facts: Mapping[str, Any]) -> list[tuple[Reading, list[Reading]]]:
        """The number that stands of each contradiction, and those that contradict it."""
        results: dict[tuple[Any, ...], list[Reading]] = {}
        for path, (day, rows) in facts.items():
            for key, number, text, model, benchmark, start, end in rows:
                sharer = Sharer(path, Span(start, end), day)
                reading = Reading(sharer, number, text, model, benchmark, *key[2:4])
                results.setdefault(tuple(key), []).append(reading)
        found = []
        for readings in results.values():
            readings.sort(key=lambda one: (one.sharer.age, one.sharer.span))
            kept = _kept(readings)
            # An article that has the right number as well contradicts itself: BM005.
            agreeing = {piece(one.sharer.path) for one in readings if agree(one, kept)}
            others = [one for one in readings if piece(one.sharer.path) not in agreeing]
            if others:
                found.append((kept, others))
        return found


def _kept(readings: list[Reading]) -> Reading:
    """What most articles say, the oldest of equals; `readings` has the oldest first."""
    by_text: dict[str, tuple[Reading, set[str]]] = {}
    for one in readings:
        by_text.setdefault(one.text, (one, set()))[1].add(piece(one.sharer.path))
    best, most = readings[0], 0
    for reading, _own in by_text.values():
        agreeing = [pieces for other, pieces in by_text.values() if agree(reading, other)]
        votes = len(set().union(*agreeing))
        if votes > most:
            best, most = reading, votes
    return best

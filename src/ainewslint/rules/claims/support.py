"""What the rules about claims share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from ainewslint.claims import Claim, Grade, Kind, Unit, extract_claims, names_for
from ainewslint.claims.naming import named_article
from ainewslint.claims.passage import Passage
from ainewslint.diagnostics import Related, Span
from ainewslint.knowledge import Knowledge, ModelMention
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, option
from ainewslint.source.article import Article
from ainewslint.source.dates import ImpossibleDateError, parse_date

_PATH_DATE = regex(r"(?<!\d)(20\d\d|\d\d)[-_](\d\d)[-_](\d\d)(?!\d)")


def claims_of(context: Context, benchmarks: Sequence[str] = ()) -> list[Claim]:
    """The claims of the article, extracted once for all rules."""
    return extract_claims(context.article, context.knowledge, tuple(benchmarks))


def knowledge_of(context: Context) -> Knowledge:
    """The shipped knowledge with the user's files over it."""
    return names_for(context.knowledge, ()).knowledge


def models_in(context: Context) -> list[tuple[Passage, list[ModelMention]]]:
    """The passages that name a model, code spans spelt out, each with its mentions."""
    return named_article(context.article, names_for(context.knowledge, ())).with_models()


@record(frozen=True)
class SourceOptions:
    """What counts as a source."""

    accept_attribution: bool = option(
        True, "accept a source in words (“according to the technical report”)"
    )
    accept_section: bool = option(
        True, "accept a link in the nearest heading or beside it in the same section"
    )

    def accepts(self, grade: Grade) -> bool:
        """Whether a source of this grade will do."""
        if grade is Grade.ATTRIBUTION:
            return self.accept_attribution
        return self.accept_section if grade is Grade.SECTION else grade is not Grade.NONE


def unsourced(
    claims: Iterable[Claim], kind: Kind, options: SourceOptions
) -> Iterator[tuple[Claim, list[Related]]]:
    """The first claim of a kind without a source in each sentence or table row, and the others."""
    lacking: dict[Span, list[Claim]] = {}
    for claim in claims:
        if claim.kind is kind and not options.accepts(claim.source.grade):
            lacking.setdefault(claim.sentence, []).append(claim)
    for first, *others in lacking.values():
        yield first, [Related(one.span, _("another number without a source")) for one in others]


def article_day(context: Context) -> datetime.date | None:
    """The day the context's article is dated."""
    return day_of_article(context.article)


def day_of_article(article: Article) -> datetime.date | None:
    """The day an article is dated: front matter, else its file name."""
    front = article.front_matter
    if front is not None and front.is_mapping:
        for key in ("date", "pubDate", "publishDate", "published"):
            value = front.data.get(key)
            if isinstance(value, datetime.datetime):
                return value.date()
            if isinstance(value, datetime.date):
                return value
            if isinstance(value, str):
                try:
                    parsed = parse_date(value)
                except ImpossibleDateError:
                    continue
                if parsed is not None:
                    return parsed.day
    return _day_of_path(article.path)


def _day_of_path(path: str) -> datetime.date | None:
    match = _PATH_DATE.search(path.rsplit("/", 1)[-1])
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def shown(number: float, unit: str) -> str:
    """A number as a message writes it: 53.6%, 2727."""
    figure = f"{number:.4g}" if number < 10000 else f"{number:.0f}"
    return figure + ("%" if unit == "%" else "")


def on_scale(claim: Claim, unit: str) -> float | None:
    """The claim's number in a benchmark's unit; None where it is in another."""
    value = claim.value
    if value.high is not None:
        return None
    if unit == "%":
        if value.unit is Unit.PERCENT:
            return value.number
        if value.unit is Unit.NUMBER:
            return value.number * 100 if value.number < 1 and "." in value.text else value.number
        return None
    if value.unit is Unit.PERCENT:
        return None
    return value.number if value.unit in (Unit.NUMBER, Unit.SCORE, Unit.ELO) else None


__all__ = [
    "SourceOptions",
    "article_day",
    "claims_of",
    "day_of_article",
    "knowledge_of",
    "models_in",
    "on_scale",
    "shown",
    "unsourced",
]

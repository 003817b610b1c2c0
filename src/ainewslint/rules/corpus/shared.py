"""Articles that share a value: which of them is the older, and how a finding names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ainewslint.diagnostics import Related, Span
from ainewslint.messages import _, ngettext
from ainewslint.patterns import regex
from ainewslint.rules.base import Context
from ainewslint.rules.claims.support import article_day

_LANGUAGE = (
    r"(?:zh|cn|en|fr|ja|jp|ko|kr|de|es|pt|ru|it|vi|th|id|ar|tr|uk|pl|nl"
    r"|zh-(?:cn|tw|hk|hans|hant)|en-(?:us|gb)|pt-br|chinese|english)"
)
_MARK = regex(rf"(?:(?<=/)|^){_LANGUAGE}/|[._-]{_LANGUAGE}(?=\.[a-z]+$)", re.IGNORECASE)


class Sharer(NamedTuple):
    """An article that has a value: where, and the article's day (`YYYY-MM-DD`) if it has one."""

    path: str
    span: Span
    day: str | None

    @property
    def age(self) -> tuple[str, str]:
        """Sorts the oldest first; what has no day comes last."""
        return (self.day or "9999", self.path)

    @property
    def named(self) -> str:
        """The path with the day, as messages have it."""
        return f"{self.path} ({self.day})" if self.day else self.path

    @property
    def related(self) -> Related:
        """The place as a finding about another article points to it."""
        words = _("dated {day}").format(day=self.day) if self.day else _("without a date")
        return Related(self.span, words, self.path)


def fact(value: str, span: Span, context: Context) -> list[Any]:
    """What a join must know of a shared value: [value, start, end, day]."""
    return [value, span.start, span.end, day_of(context)]


def day_of(context: Context) -> str | None:
    """The article's day as `YYYY-MM-DD`."""
    day = article_day(context)
    return None if day is None else day.isoformat()


def groups(facts: Mapping[str, list[Any]]) -> list[list[Sharer]]:
    """The articles of each value that several have, oldest first; a value's groups by path."""
    found: dict[str, list[Sharer]] = {}
    for path, (value, start, end, day) in facts.items():
        found.setdefault(value, []).append(Sharer(path, Span(start, end), day))
    return [sorted(each, key=lambda one: one.age) for each in found.values() if len(each) > 1]


def without_translations(group: Iterable[Sharer]) -> list[Sharer]:
    """One article of each piece: what stands at one path in two languages is no duplicate."""
    kept: dict[str, Sharer] = {}
    for one in group:
        kept.setdefault(piece(one.path), one)
    return list(kept.values())


def piece(path: str) -> str:
    """A path without what names a language: the same for all translations of an article."""
    return _MARK.sub("", path)


def and_others(count: int) -> str:
    """Behind the named article: how many there are besides."""
    if not count:
        return ""
    return ngettext(" and {n} more article", " and {n} more articles", count).format(n=count)


def heading_span(context: Context) -> Span:
    """What stands for an article as a whole: its title, else the first line of its text."""
    article = context.article
    front = article.front_matter
    if front is not None and isinstance(front.data.get("title"), str) and front.data["title"]:
        return front.visible_span("/title")
    source = article.source
    match = re.compile(r"\S").search(source.text, article.body_start)
    at = match.start() if match else article.body_start
    return Span(at, max(at, source.line_span(source.line_number(at)).end))

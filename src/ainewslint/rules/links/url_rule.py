"""What rules over every URL of an article have in common."""

from __future__ import annotations

import abc
from collections.abc import Iterable
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.article import Article
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import (
    Hyperlink,
    Where,
    hyperlinks,
    replace_url,
    unusual_hyperlinks,
)


class UrlRule(Rule[Document]):
    """A rule that judges each URL for itself, in the body and in the front matter."""

    target = Target.DOCUMENT
    plain: ClassVar[bool] = False  # judges addresses whose writing is in order, too

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """The problems of all URLs."""
        check, article = self.check_url, context.article
        for link in hyperlinks(article) if self.plain else unusual_hyperlinks(article):
            found = check(link, context)
            if found is not None:
                yield found

    @abc.abstractmethod
    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """The problem of one URL, None where there is none."""


def replacing_fix(
    article: Article, link: Hyperlink, url: str, title: str, applicability: Applicability
) -> Fix | None:
    """A fix that writes another URL; None where the link cannot be edited so."""
    edits = replace_url(article, link, url)
    if edits is None:
        return None
    declares: tuple[str, ...] = ()
    if link.where is Where.FRONT_MATTER and link.pointer is not None:
        declares = (link.pointer,)
    elif link.visible or len(edits) > 1 or link.where is Where.DEFINITION:
        declares = ("text",)
    return Fix(title, edits, applicability, declares)

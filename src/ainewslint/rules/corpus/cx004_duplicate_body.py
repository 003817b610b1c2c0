"""CX004: one text, two articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, CorpusRule, Reread
from ainewslint.rules.corpus.bodies import digest_of
from ainewslint.rules.corpus.shared import (
    and_others,
    fact,
    groups,
    heading_span,
    without_translations,
)


class DuplicateBody(CorpusRule):
    """Reports an article whose whole text another article of the run has.

    ## What it does
    Compares the texts below the front matter; blanks and line ends make no difference. The oldest
    by date is left alone, the others are reported at their title and point to it. Texts of less
    than 200 characters and translations (`en/a.md` and `zh/a.md`) are not compared.

    ## Why is this bad?
    Readers meet the same article twice, search engines rank neither, and a correction in one
    leaves the other wrong.

    ## Example
    `2025-03-18-146200417.md` and `2025-04-02-146950233.md` differ in their front matter only.

    ## Use instead
    One of the two; a redirect (`aliases` in Hugo, `redirect_from` in Jekyll) for the other's
    address.

    ## Evidence
    One finding in 2,681 articles that most copies had been taken out of; read, right. All of 376
    made-up copies are found, reflowed or not (`python -m evaluation.duplicates`).
    """

    code = "CX004"
    name = "duplicate-body"
    severity = Severity.ERROR

    def facts(self, context: Context, /) -> Any:
        """A digest of the text, and where to report."""
        digest = digest_of(context.article)
        return None if digest is None else fact(digest, heading_span(context), context)

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each later article of a text."""
        for group in groups(facts):
            oldest, *later = without_translations(group)
            for one in later:
                message = _(
                    "The whole text is that of {other}{more}, so readers meet it twice and a"
                    " correction misses one: keep one and redirect the other"
                ).format(other=oldest.named, more=and_others(len(later) - 1))
                yield one.path, self.diagnostic(one.span, message, related=[oldest.related])

"""CX001: one number, two articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, CorpusRule, Reread
from ainewslint.rules.corpus.shared import and_others, fact, groups
from ainewslint.rules.identity.facts import ARTID, artid_of


class DuplicateArtid(CorpusRule):
    """Reports an `artid` that several articles of the run have.

    ## What it does
    Compares the `artid` of all articles. The oldest by date is taken for the rightful one, the
    others are reported and point to it.

    ## Why is this bad?
    The number names the page an article was taken from. Two articles with one number are either
    one article twice, or one of them carries another's number, and its links, picture and
    comments with it.

    ## Example
    `2025-03-18-146200417.md` and `2025-03-20-a-second-look.md` both have
    ```yaml
    artid: "146200417"
    ```

    ## Use instead
    The number of the article's own page; where the two are one article, keep one of them.

    ## Evidence
    None in 2,681 articles; tested on made-up ones.
    """

    code = "CX001"
    name = "duplicate-artid"
    severity = Severity.ERROR
    needs = ("artid",)

    def facts(self, context: Context, /) -> Any:
        """The number and where it stands."""
        front = context.article.front_matter
        artid = artid_of(front) if front is not None and front.is_mapping else None
        if front is None or artid is None:
            return None
        return fact(artid, front.visible_span(ARTID), context)

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each later article of a number."""
        for oldest, *later in groups(facts):
            for one in later:
                message = _(
                    "This number is also that of {other}{more}, so one of them leads to a page"
                    " that is not its own: put the number of this article's page, or drop the copy"
                ).format(other=oldest.named, more=and_others(len(later) - 1))
                yield (
                    one.path,
                    self.diagnostic(one.span, message, pointer=ARTID, related=[oldest.related]),
                )

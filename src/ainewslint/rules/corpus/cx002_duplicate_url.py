"""CX002: one page, two articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, CorpusRule, Reread
from ainewslint.rules.corpus.shared import and_others, fact, groups
from ainewslint.rules.identity.facts import ENCODED, PLAIN, artid_of, decoded_url, plain_url


class DuplicateUrl(CorpusRule):
    """Reports a page (`arturl_encode`, `arturl`) that several articles of the run mirror.

    ## What it does
    Compares the addresses of the pages that articles were taken from, without scheme, `www.`,
    query and a slash at the end. The oldest by date is left alone, the others are reported and
    point to it. Articles that share their `artid` as well are CX001's.

    ## Why is this bad?
    Either one page was taken in twice, or an article names a page that it was not taken from.

    ## Example
    Two articles have
    ```yaml
    arturl: "https://blog.csdn.net/example/article/details/146200417"
    ```

    ## Use instead
    The address of the article's own page; where the two are one article, keep one of them.

    ## Evidence
    None in 2,681 articles; tested on made-up ones.
    """

    code = "CX002"
    name = "duplicate-url"
    severity = Severity.ERROR
    needs = ("arturl",)

    def facts(self, context: Context, /) -> Any:
        """The page, where it stands, and the article's number."""
        front = context.article.front_matter
        if front is None or not front.is_mapping:
            return None
        encoded = decoded_url(front)
        url, pointer = (encoded, ENCODED) if encoded else (plain_url(front), PLAIN)
        page = _page(url) if url else None
        if page is None:
            return None
        return [*fact(page, front.visible_span(pointer), context), artid_of(front), pointer]

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each later article of a page."""
        for group in groups({path: one[:4] for path, one in facts.items()}):
            oldest, *later = group
            numbers = {facts[oldest.path][4]} - {None}
            for one in later:
                *_rest, artid, pointer = facts[one.path]
                if artid in numbers:
                    continue
                numbers.update({artid} - {None})
                message = _(
                    "This is also the address of {other}{more}, so an article is here twice or"
                    " names a page it was not taken from: keep one, or put the right address"
                ).format(other=oldest.named, more=and_others(len(later) - 1))
                yield (
                    one.path,
                    self.diagnostic(one.span, message, pointer=pointer, related=[oldest.related]),
                )


def _page(url: str) -> str | None:
    """What two addresses of one page have in common; None for no address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    # A site's front page is where a whole blog may be taken from, not an article's page.
    return f"{host.removeprefix('www.')}{path}" if host and path else None

"""ID002: the URL is another article's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.identity import last_path_part
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.facts import ARTID, ENCODED, PLAIN, artid_of, decoded_url, plain_url
from ainewslint.source.front_matter import FrontMatter


class ArtidUrlMismatch(Rule[FrontMatter]):
    """Reports an `artid` that is not the number in the article's URL.

    ## What it does
    Decodes `arturl_encode` (or takes `arturl`) and compares the last part of its path with
    `artid`.

    ## Why is this bad?
    One of the two belongs to another article, so readers who follow the link to the original
    find something else.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1002"
    arturl: https://blog.csdn.net/me/article/details/1001
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    arturl: https://blog.csdn.net/me/article/details/1001
    ---

    Three models came out in March.
    ```

    ## Evidence
    In 2,174 articles that have both, of 2,681, the two agree; the cases are made up.
    """

    code: ClassVar[str] = "ID002"
    name: ClassVar[str] = "artid-url-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at `artid`."""
        artid = artid_of(front)
        if artid is None:
            return
        for pointer, url in ((ENCODED, decoded_url(front)), (PLAIN, plain_url(front))):
            if url is None:
                continue
            number = last_path_part(url)
            if number and number != artid:
                yield self.diagnostic(
                    front.visible_span(ARTID),
                    _(
                        "`artid` is {artid}, but `{key}` leads to {url}: one of the two belongs to "
                        "another article; correct it"
                    ).format(artid=artid, key=pointer[1:], url=url),
                    pointer=ARTID,
                    related=[Related(front.visible_span(pointer), _("the URL"))],
                )
                return

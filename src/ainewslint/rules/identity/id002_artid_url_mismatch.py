"""ID002: the coded URL is another article's."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.identity import last_path_part
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.identifiers import artid_of, decoded_url
from ainewslint.source.front_matter import FrontMatter


class ArtidUrlMismatch(Rule[FrontMatter]):
    """Reports an `artid` that is not the number at the end of the decoded URL.

    ## What it does
    Compares `artid` with the last part of the path of what `arturl_encode` stands for.

    ## Why is this bad?
    The page links back to another article than its own.

    ## Example
    ```markdown
    ---
    arturl_encode: "68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031"
    artid: "1002"
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    arturl_encode: "68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031"
    artid: "1001"
    ---
    Text.
    ```

    ## Evidence
    None in 2,433 mirrored articles; measured on made-up cases.
    """

    code = "ID002"
    name = "artid-url-mismatch"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The number, when the URL ends in another."""
        artid, url = artid_of(front), decoded_url(front)
        span, coded = front.value_span("/artid"), front.value_span("/arturl_encode")
        if artid is None or url is None or span is None or coded is None:
            return
        if last_path_part(url) != artid:
            yield self.diagnostic(
                span,
                _(
                    "`artid` is {artid}, but `arturl_encode` stands for {url}, so the page links "
                    "to another article: correct the one that is wrong"
                ).format(artid=artid, url=url[:120]),
                pointer="/artid",
                related=[Related(coded, _("the coded URL"))],
            )

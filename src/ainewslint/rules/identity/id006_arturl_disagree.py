"""ID006: the plain and the coded URL are two articles'."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.identity import last_path_part
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.identifiers import artid_of, decoded_url
from ainewslint.source.front_matter import FrontMatter


class ArturlDisagree(Rule[FrontMatter]):
    """Reports an `arturl` that names another article than `arturl_encode` or `artid`.

    ## What it does
    Compares the last parts of the paths, and of a plain `arturl` alone with `artid`.

    ## Why is this bad?
    Which of the two is the original nobody can tell.

    ## Example
    ```markdown
    ---
    arturl: https://blog.example.org/article/1002
    arturl_encode: "68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031"
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    arturl: https://blog.example.org/article/1001
    arturl_encode: "68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031"
    ---
    Text.
    ```

    ## Evidence
    None in 2,433 mirrored articles; measured on made-up cases.
    """

    code = "ID006"
    name = "arturl-disagree"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The plain URL, when the other names another article."""
        url, span = front.data.get("arturl"), front.value_span("/arturl")
        if not isinstance(url, str) or span is None:
            return
        coded, artid = decoded_url(front), artid_of(front)
        pointer = "/arturl_encode" if coded is not None else "/artid"
        wanted = last_path_part(coded) if coded is not None else artid
        other = front.value_span(pointer)
        if wanted is None or last_path_part(url) == wanted:
            return
        yield self.diagnostic(
            span,
            _(
                "`arturl` is {url}, but `{key}` says {wanted}, so nobody can tell which is the "
                "original: correct the one that is wrong"
            ).format(url=url[:120], key=pointer[1:], wanted=coded or wanted),
            pointer="/arturl",
            related=[Related(other, _("the other one"))] if other else [],
        )

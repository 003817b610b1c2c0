"""ID006: the two URLs of one article name different articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.identity import last_path_part
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.facts import ENCODED, PLAIN, decoded_url, plain_url
from ainewslint.source.front_matter import FrontMatter


class ArturlDisagree(Rule[FrontMatter]):
    """Reports an `arturl` that is another article than `arturl_encode`.

    ## What it does
    Where both keys are there, compares the number at the end of the one URL with that of the
    other, decoded.

    ## Why is this bad?
    Nobody can tell which original the copy was made from.

    ## Example
    ```markdown
    ---
    title: What came out in March
    arturl: https://blog.csdn.net/me/article/details/1002
    arturl_encode: "6874:7470733a2f2f612e636e2f31303031"
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    arturl: https://blog.csdn.net/me/article/details/1001
    arturl_encode: "6874:7470733a2f2f612e636e2f31303031"
    ---

    Three models came out in March.
    ```

    ## Evidence
    No article of 2,681 has both keys; the cases are made up.
    """

    code: ClassVar[str] = "ID006"
    name: ClassVar[str] = "arturl-disagree"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at `arturl`."""
        encoded, plain = decoded_url(front), plain_url(front)
        if encoded is None or plain is None or last_path_part(encoded) == last_path_part(plain):
            return
        yield self.diagnostic(
            front.visible_span(PLAIN),
            _(
                "`arturl` is {plain}, but `arturl_encode` stands for {encoded}: they are different "
                "articles, so nobody knows the original; correct one of them"
            ).format(plain=plain, encoded=encoded),
            pointer=PLAIN,
            related=[Related(front.visible_span(ENCODED), _("the other URL"))],
        )

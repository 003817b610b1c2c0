"""ID001: an `arturl_encode` that stands for no URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.identity import ArturlError, decode_arturl
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import span_in
from ainewslint.rules.identity.facts import ENCODED
from ainewslint.source.front_matter import FrontMatter


class UndecodableArturl(Rule[FrontMatter]):
    """Reports an `arturl_encode` that cannot be decoded.

    ## What it does
    Takes the colons out of `arturl_encode` and decodes the rest: an even number of hexadecimal
    digits, UTF-8, a URL. Points at the first character that is wrong.

    ## Why is this bad?
    The copy has lost the way to its original: the link back and every check against it fail.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    arturl_encode: "6874:7470733a2f2f612e636e2f3130303g"
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    arturl_encode: "6874:7470733a2f2f612e636e2f31303031"
    ---

    Three models came out in March.
    ```

    ## Evidence
    All 2,037 values in 2,681 articles decode; the cases are made up.
    """

    code: ClassVar[str] = "ID001"
    name: ClassVar[str] = "undecodable-arturl"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the part that cannot be decoded."""
        value = front.data.get("arturl_encode")
        if not isinstance(value, str):
            return
        try:
            decode_arturl(value)
        except ArturlError as error:
            span = front.visible_span(ENCODED)
            if error.length is not None:
                span = span_in(front, ENCODED, error.index, error.length)
            yield self.diagnostic(
                span,
                _(
                    "`arturl_encode` stands for no URL: {reason}; without it the copy has lost its "
                    "original, so encode the URL again"
                ).format(reason=error),
                pointer=ENCODED,
                help=_("`ainewslint artid encode URL` prints the value."),
            )

"""ID004: an image URL with another article's number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.values import IMAGE_POINTERS, is_verbatim, value_at
from ainewslint.rules.identity.identifiers import artid_of
from ainewslint.source.front_matter import FrontMatter

_PARAMETER = re.compile(r"(?<=[?&])artid(=|&#61;|%3D)(\d+)")


class ArtidImageMismatch(Rule[FrontMatter]):
    """Reports cover URLs whose `artid` parameter is not the article's.

    ## What it does
    Looks for `?artid=` in the keys that hold a cover, also where `=` became `&#61;`.

    ## Why is this bad?
    The cover belongs to another article, or the parameter is not read at all.

    ## Example
    ```markdown
    ---
    artid: "1001"
    cover: https://img.example.org/cover?artid=1002
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    artid: "1001"
    cover: https://img.example.org/cover?artid=1001
    ---
    Text.
    ```

    ## Evidence
    210 of 36,854 real articles have `&#61;` for `=`.
    """

    code = "ID004"
    name = "artid-image-mismatch"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    needs = ("artid=", "artid&#61;", "artid%3D")

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each URL with a wrong parameter."""
        artid = artid_of(front)
        if artid is None:
            return
        for pointer in IMAGE_POINTERS:
            value, span = value_at(front, pointer), front.value_span(pointer)
            if not isinstance(value, str) or span is None:
                continue
            match = _PARAMETER.search(value)
            if match is None or (match[1] == "=" and match[2] == artid):
                continue
            fix = None
            if is_verbatim(front, pointer, value):
                span = Span(span.start + match.start(), span.start + match.end())
                title = _("Write artid={artid}").format(artid=artid)
                edit = Edit(span, f"artid={artid}")
                fix = Fix(title, (edit,), Applicability.SAFE, (pointer,))
            yield self.diagnostic(
                span,
                _(
                    "This image is asked for with `{found}`, but the article is {artid}, so it is "
                    "another article's or not found: write artid={artid}"
                ).format(found=match.group(), artid=artid),
                fix=fix,
                pointer=pointer,
            )

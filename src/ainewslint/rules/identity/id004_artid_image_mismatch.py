"""ID004: the cover's URL has another article's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import replaced_in, span_in, texts
from ainewslint.rules.identity.facts import artid_of
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter

_PARAMETER = re.compile(r"(?<=[?&;])artid(=|&#61;|&#x3[dD];|%3[dD])([0-9]{1,20})(?![0-9])")


@dataclass(frozen=True)
class Options:
    """Options of artid-image-mismatch."""

    keys: tuple[str, ...] = option(
        ("image.path", "image", "cover", "img", "featuredImage", "featuredImagePreview"),
        "keys that hold image URLs",
    )


class ArtidImageMismatch(Rule[FrontMatter]):
    """Reports an image URL whose `artid` is not the article's, or is written `artid&#61;`.

    ## What it does
    Compares the parameter `artid` in the URLs of the cover images with the article's `artid`,
    and finds an equals sign that was escaped for HTML.

    ## Why is this bad?
    The image service is asked for another article's picture, or, with `&#61;`, for none: the
    parameter then has no value.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    cover: https://img.example.com/cover?artid=1002
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    cover: https://img.example.com/cover?artid=1001
    ---

    Three models came out in March.
    ```

    ## Evidence
    """

    code: ClassVar[str] = "ID004"
    name: ClassVar[str] = "artid-image-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    needs: ClassVar[tuple[str, ...]] = ("artid",)
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each parameter."""
        artid = artid_of(front)
        for pointer, url in texts(front, self.options.keys):
            match = _PARAMETER.search(url)
            if match is None:
                continue
            wrong = artid is not None and match[2] != artid
            if not wrong and match[1] == "=":
                continue
            right = f"artid={artid if wrong else match[2]}"
            if wrong:
                message = _(
                    "The URL in {key} asks for article {number}, but this is {artid}: it shows "
                    "another article's picture; write {right}"
                )
            else:
                message = _(
                    "The URL in {key} has `{sign}` for `=`, so the parameter has no value: "
                    "write {right}"
                )
            edits = replaced_in(front, pointer, match[0], right)
            yield self.diagnostic(
                span_in(front, pointer, match.start(), len(match[0])),
                message.format(
                    key=describe(pointer),
                    number=match[2],
                    artid=artid,
                    right=right,
                    sign=match[1],
                ),
                pointer=pointer,
                fix=Fix(
                    _("Write {right}").format(right=right),
                    tuple(edits),
                    Applicability.SAFE,
                    declares=(pointer,),
                )
                if edits
                else None,
            )

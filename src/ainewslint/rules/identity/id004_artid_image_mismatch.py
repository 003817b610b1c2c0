"""ID004: the cover's URL has another article's number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import replaced_in, span_in, texts
from ainewslint.rules.identity.facts import artid_of, numbers_elsewhere
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter

_PARAMETER = regex(r"(?<=[?&;])artid(?:=|&#61;|%3[dD])([0-9]{1,20})(?![0-9])")
_NUMBER = regex(r"[0-9]{1,20}")
_SIGN = "&#61;"


@record(frozen=True)
class Options:
    """Options of artid-image-mismatch."""

    keys: tuple[str, ...] = option(
        ("image.path", "image", "cover", "img", "featuredImage", "featuredImagePreview"),
        "keys that hold image URLs",
    )


class ArtidImageMismatch(Rule[FrontMatter]):
    """Reports an image URL whose `artid` is not the article's, or with `&#61;` for `=`.

    ## What it does
    Compares the parameter `artid` in the URLs of the cover images with the article's `artid`,
    and finds equals signs in these URLs that were escaped for HTML. Where the article's URL or
    file name has the image's number, or `artid` is none, the wrong one is `artid`: other rules
    report it.

    ## Why is this bad?
    The image service is asked for another article's picture, or, with `&#61;`, for one without
    the parameter: its name then goes on to the end of the URL.

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
    12 of 2,681 articles, all with `&#61;`, all right. No number disagrees there; those cases
    are made up.
    """

    code: ClassVar[str] = "ID004"
    name: ClassVar[str] = "artid-image-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    needs: ClassVar[tuple[str, ...]] = ("artid=", "artid%3", "&#61;")
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each parameter."""
        artid, path = artid_of(front), context.article.path
        for pointer, url in texts(front, self.options.keys, lists=False):
            match = _PARAMETER.search(url)
            if match and artid and _is_anothers(match[1], artid, front, path):
                yield self._report(
                    front,
                    pointer,
                    (match.start(1), match[1], artid),
                    _(
                        "The URL in {key} asks for article {wrong}, but this is {right}, so it "
                        "shows another article's picture: correct the number"
                    ),
                )
            if _SIGN in url:
                yield self._report(
                    front,
                    pointer,
                    (url.index(_SIGN), _SIGN, "="),
                    _(
                        "The URL in {key} has `{wrong}` for `{right}`, so the server does not see "
                        "the parameter: write the sign itself"
                    ),
                )

    def _report(
        self, front: FrontMatter, pointer: str, part: tuple[int, str, str], message: str
    ) -> Diagnostic:
        index, wrong, right = part
        edits = replaced_in(front, pointer, wrong, right)
        return self.diagnostic(
            span_in(front, pointer, index, len(wrong)),
            message.format(key=describe(pointer), wrong=wrong, right=right),
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


def _is_anothers(number: str, artid: str, front: FrontMatter, path: str) -> bool:
    """Whether an image's number is another article's, and not the right one beside a wrong artid."""
    if number == artid or not _NUMBER.fullmatch(artid):
        return False
    return number not in numbers_elsewhere(front, path)

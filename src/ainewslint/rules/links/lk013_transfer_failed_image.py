"""LK013: an image that an editor failed to copy, with the editor's own error as its text."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule
from ainewslint.source.nodes import Image, Text
from ainewslint.source.urls import decode_once, parameters

_MARKER = "外链图片转存"
# As plain text the message stands in brackets, often with the number of the upload and the address.
_LEFT_IN_TEXT = regex(_MARKER + r"(?:失败|中)[^\[\]\r\n]{0,400}\]?")


class TransferFailedImage(Rule[Image | Text]):
    """Reports images that were lost when an article was pasted into an editor.

    ## What it does
    Finds the message that editors put in an image's place when they could not copy it from its
    site (`外链图片转存失败…`), as the image's text or as plain text in brackets.

    ## Why is this bad?
    The reader gets the editor's error message, or a notice picture, where the article speaks of a
    figure. The original is often still at its old address, but not for long.

    ## Example
    ```markdown
    ![外链图片转存失败,源站可能有防盗链机制](https://img.example.com/failed.png)
    ```

    ## Use instead
    ```markdown
    ![各模型在三个评测集上的得分](https://img.example.com/scores.png)
    ```

    ## Evidence
    Over 2,681 articles: 47 findings in 16 articles; one or two of each article were read, all
    are right. 23 are left in the text; of the others many show their figure after all, with
    the error as its text.
    """

    code = "LK013"
    name = "transfer-failed-image"
    severity = Severity.ERROR
    target = (Image, Text)
    needs = (_MARKER,)

    def check(self, target: Image | Text, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic where the editor's message stands."""
        if isinstance(target, Image):
            if _MARKER in target.alt:
                yield self._image(target)
        elif _MARKER in target.text:
            source = context.article.source.text
            for match in _LEFT_IN_TEXT.finditer(source, *target.span):
                if match.start() and source[match.start() - 1] == "[":
                    yield self.diagnostic(
                        Span(match.start() - 1, match.end()),
                        _(
                            "An editor could not copy this image and left its error message in "
                            "the text: insert the image again"
                        ),
                    )

    def _image(self, image: Image) -> Diagnostic:
        original = next(
            (decode_once(one.value) for one in parameters(image.url) if one.name == "origin_url"),
            None,
        )
        if original:
            message = _(
                "This image was not copied and shows a notice instead: insert it again; "
                "it stood at {url}"
            ).format(url=original)
        else:
            message = _(
                "The text of this image is an editor's error message, so the copy probably "
                "failed: look at the picture, insert it again and say what it shows"
            )
        return self.diagnostic(image.alt_span, message)

"""TX010: what an editor or a page left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Code, Image, Node, Paragraph, Parent

_POSITION = regex(r"#pic_(?:center|left|right)\Z")
_CSDN_TOC = regex(r"@\[toc\](?:\([^()\n]{0,80}\))?", re.IGNORECASE)
# Live on other sites, so only where a mirror's articles are checked.
_OTHER_TOC = regex(r"\[toc\]|\{:\s?toc\s?\}", re.IGNORECASE)
_BUTTON = regex(
    r"(?:[\w+#-]{1,12})?(?:登录后复制|复制代码|copy code|AI写代码(?:运行)?)|复制|copy",
    re.IGNORECASE,
)
_BUTTON_IN_CODE = regex(r"(?:\A|\n)[ \t]*(?P<button>登录后复制|复制代码|Copy code)[ \t]*\n?\Z")
_MIN_GUTTER = 4  # numbers running that are the line numbers of a code block


class ResidualMarkup(Rule[Document]):
    """Finds markup of another site and buttons of a page in the text.

    ## What it does
    Reports `#pic_center` and its like behind an image's address (safe to remove), `@[toc]`
    (and, in articles mirrored from CSDN, `[TOC]` and `{:toc}`) on a line of its own, "复制代码"
    and other copy buttons beside or within code, and the line numbers of a code block as text.

    ## Why is this bad?
    Only one site's editor understands them; readers elsewhere see them as text, or an image is
    fetched by an address with a useless fragment.

    ## Example
    ```markdown
    ![系统结构](https://example.com/a.png#pic_center)
    ```

    ## Use instead
    ```markdown
    ![系统结构](https://example.com/a.png)
    ```

    ## Evidence
    3,072 of 36,854 real articles have `#pic_center`. "复制" alone is reported only right beside
    a code block. In 2,681 articles there are 1,133 findings in 254; thirty drawn at random were
    read: all are right.
    """

    code = "TX010"
    name = "residual-markup"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    fixable = Applicability.SAFE
    needs = ("#pic_", "toc]", "TOC]", "toc}", "复制", "opy", "AI写代码", "1\n2\n3\n", "1\r\n2\r\n")

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """Images first, then paragraphs and code."""
        source = target.source
        if "#pic_" in source.text:
            yield from self._images(target)
        mirror = context.profile.name == "csdn-mirror"
        for siblings in _families(target):
            for index, node in enumerate(siblings):
                if isinstance(node, Code):
                    yield from self._button_in_code(node, source.text)
                elif isinstance(node, Paragraph):
                    text = source.slice(node.content_span).strip()
                    if len(text) > 400 or not (
                        _is_residue(text, mirror) or _is_beside_code(siblings, index, text)
                    ):
                        continue
                    yield self.diagnostic(
                        node.content_span,
                        _(
                            "“{text}” is left over from another site's editor or page, and readers"
                            " see it as text: remove it"
                        ).format(text=" ".join(text.split())[:24]),
                        fix=_removal(target, node),
                    )

    def _images(self, document: Document) -> Iterator[Diagnostic]:
        for image in document.of(Image):
            span = image.destination_span
            match = span and _POSITION.search(document.source.slice(span))
            if not span or not match:
                continue
            left = Span(span.start + match.start(), span.end)
            title = _("Remove the fragment")
            yield self.diagnostic(
                left,
                _(
                    "“{text}” places the image on CSDN only and does nothing elsewhere: remove it"
                    " from the address"
                ).format(text=match.group()),
                fix=Fix(title, (Edit(left, ""),), Applicability.SAFE),
            )

    def _button_in_code(self, node: Code, text: str) -> Iterator[Diagnostic]:
        tail = text[
            max(node.content_span.start, node.content_span.end - 40) : node.content_span.end
        ]
        match = _BUTTON_IN_CODE.search(tail)
        if match:
            start = node.content_span.end - len(tail) + match.start("button")
            yield self.diagnostic(
                Span(start, start + len(match["button"])),
                _("“{text}” is a page's button and no part of the code: remove it").format(
                    text=match["button"]
                ),
            )


def _families(document: Document) -> Iterator[list[Node]]:
    """Blocks with their neighbours: the body's, then each container's."""
    yield document.children
    for node in document.blocks:
        if isinstance(node, Parent):
            yield node.children


def _is_residue(text: str, mirror: bool) -> bool:
    return bool(_CSDN_TOC.fullmatch(text) or (mirror and _OTHER_TOC.fullmatch(text)))


def _is_beside_code(siblings: list[Node], index: int, text: str) -> bool:
    """Whether a paragraph is a button or the line numbers of the code block beside it."""
    around = siblings[max(0, index - 1) : index] + siblings[index + 1 : index + 2]
    if not any(isinstance(node, Code) for node in around):
        return False
    if _BUTTON.fullmatch(text.strip("* ")):
        return True
    numbers = text.split()
    return len(numbers) >= _MIN_GUTTER and numbers == [str(n + 1) for n in range(len(numbers))]


def _removal(document: Document, node: Paragraph) -> Fix | None:
    """The whole lines of a paragraph at the top of the body, and the blank line behind."""
    source = document.source
    first = source.line_number(node.span.start)
    last = source.line_number(max(node.span.start, node.span.end - 1))
    if source.text[source.line_span(first).start : node.span.start].strip():
        return None
    after = last + 1
    if after <= len(source.line_starts) and not source.line_text(after).strip():
        after += 1
    end = source.line_starts[after - 1] if after <= len(source.line_starts) else len(source.text)
    edit = Edit(Span(source.line_span(first).start, end), "")
    return Fix(_("Remove it"), (edit,), Applicability.UNSAFE, ("text",))

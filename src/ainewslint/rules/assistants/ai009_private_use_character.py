"""AI009: a character that means something only to the program or font that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.text.code import CodePlaces
from ainewslint.source.text import SourceText

_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
# So many in a row, or so close together, are text in the wrong encoding.
_RUN = 3
_BLANKS = (" ", "\u00a0")


class PrivateUseCharacter(Rule[SourceText]):
    """Reports private-use characters outside code.

    ## What it does
    Finds characters of Unicode's private-use areas (U+E000-F8FF and planes 15 and 16): what is
    left of an assistant's citation tokens, bullets and arrows of Word's symbol fonts, icons of
    a web font. Runs of three and more are text in a wrong encoding, and another rule's matter.
    Where such a character stands alone between blanks, the safe fix removes it; glued to text it
    may stand for a bullet or an arrow, and removing it is unsafe.

    ## Why is this bad?
    No font has a picture for it: the reader sees a box, or nothing where an arrow was meant.

    ## Example
    ```markdown
    两座城市的地铁票价\ue203 今年都没有上调。
    ```

    ## Use instead
    ```markdown
    两座城市的地铁票价今年都没有上调。
    ```

    ## Evidence
    55 in 13 of 2,681 articles: bullets and arrows of symbol fonts pasted from a word processor,
    and an icon in a nickname.
    """

    code = "AI009"
    name = "private-use-character"
    severity = Severity.ERROR
    target = Target.SOURCE
    fixable = Applicability.SAFE
    yields_to = ("AI001", "TX003")

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """A diagnostic for each lone character."""
        text = source.text
        if text.isascii():
            return
        code: CodePlaces | None = None
        for match in _PRIVATE.finditer(text, context.article.body_start):
            span = Span(*match.span())
            if span.end - span.start >= _RUN:
                continue
            code = code or CodePlaces(context.article)
            if not code.holds(span.start):
                yield self._report(text, span)

    def _report(self, text: str, span: Span) -> Diagnostic:
        points = " ".join(f"U+{ord(char):04X}" for char in text[span.start : span.end])
        return self.diagnostic(
            span,
            _(
                "{points} is a private-use character that no reader's font can show: remove it, "
                "or write the bullet, arrow or symbol that was meant"
            ).format(points=points),
            fix=_fix(text, span),
        )


def _fix(text: str, span: Span) -> Fix:
    """Takes the character away; with a blank beside it where it stood between two."""
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    alone = (not before or before.isspace()) and (not after or after.isspace())
    title = _("Remove the character")
    if not alone:
        return Fix(title, (Edit(span, ""),), Applicability.UNSAFE, ("text",))
    if after in _BLANKS:
        end += 1
    elif before in _BLANKS:
        start -= 1
    return Fix(title, (Edit(Span(start, end), ""),), Applicability.SAFE, ("text",))

"""FM018: quotation marks in the keywords that do not pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import span_in, texts
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter

_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》"}


@record(frozen=True)
class Options:
    """Options of keywords-quotes."""

    keys: tuple[str, ...] = option(("keywords",), "keys to look at")


class KeywordsQuotes(Rule[FrontMatter]):
    """Reports quotation marks in the keywords that were opened or closed only.

    ## What it does
    Checks that “ and ”, 「 and 」, 『 and 』, 《 and 》 pair, and that straight double quotes are
    even in number. Apostrophes and inches are left alone.

    ## Why is this bad?
    Half a quotation is left from cutting a title into keywords, and a search for the quoted
    words does not find the article.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    keywords: 2025年3月”人工智能”大事
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    keywords: 2025年3月“人工智能”大事
    ---

    Three models came out in March.
    ```

    ## Evidence
    8 of 2,681 articles; all read, all right: six close with the opening mark, two lack a
    partner.
    """

    code: ClassVar[str] = "FM018"
    name: ClassVar[str] = "keywords-quotes"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic for each text, at its first mark without a partner."""
        for pointer, text in texts(front, self.options.keys):
            strays = sorted(stray_quotes(text))
            if not strays:
                continue
            index, word = strays[0]
            yield self.diagnostic(
                span_in(front, pointer, index),
                word.format(mark=text[index], key=describe(pointer)),
                pointer=pointer,
                related=[
                    Related(span_in(front, pointer, at), _("this one too"))
                    for at, _word in strays[1:]
                ],
            )


def stray_quotes(text: str) -> Iterator[tuple[int, str]]:
    """(index, message) of each quotation mark without a partner."""
    for opening, closing in _PAIRS.items():
        if opening in text or closing in text:
            yield from _unpaired(text, opening, closing)
    straight = [
        index
        for index, character in enumerate(text)
        if character == '"' and not (index and text[index - 1].isdigit())
    ]
    if len(straight) % 2 and len(straight) == text.count('"'):
        yield straight[-1], _not_closed()


def _unpaired(text: str, opening: str, closing: str) -> Iterator[tuple[int, str]]:
    for mark in (opening, closing):  # 《《 and 》》 are arrows
        text = text.replace(mark * 2, "  ")
    marks = [(index, each) for index, each in enumerate(text) if each in (opening, closing)]
    opened: int | None = None
    for number, (index, mark) in enumerate(marks):
        if mark == closing:
            if opened is None:
                yield index, _not_opened()
            opened = None
        elif opened is None:
            opened = index
        elif number + 1 < len(marks) and marks[number + 1][1] == closing:
            yield opened, _not_closed()
            opened = index
        else:  # “word“: the second was meant to close
            yield index, _not_opened_but_closed()
            opened = None
    if opened is not None:
        yield opened, _not_closed()


def _not_opened() -> str:
    return _("“{mark}” in {key} closes a quotation that was never opened: add its partner")


def _not_closed() -> str:
    return _("“{mark}” in {key} opens a quotation that is never closed: add its partner")


def _not_opened_but_closed() -> str:
    return _("“{mark}” in {key} opens a quotation where one should end: turn it round")

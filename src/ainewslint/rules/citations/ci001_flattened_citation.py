"""CI001: digits that are the ghost of a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ainewslint.citations.candidates import Candidate, Shape, may_hold
from ainewslint.citations.flattened import find_flattened
from ainewslint.citations.ids import restore, splits
from ainewslint.citations.telling import evidence, why
from ainewslint.citations.words import TAKES_NUMBER
from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

_DESCRIPTION = "/description"
_DESCRIBED = regex(
    r"(?<=[\u4e00-\u9fff）)”」%])(?P<digits>[1-9]\d{0,5})(?=[。！？；，、：](?!\d)|\Z)"
)
_CLAUSE = regex(r"[，。；：！？]")
_ALIKE = 12


@record(frozen=True)
class Options:
    """The options of CI001."""

    threshold: float = option(0.75, "probability from which a number is reported, 0 to 1")
    alone: float = option(0.99, "the same, for the only such number of an article")
    error_from: int = option(2, "numbers in one article from which they are errors")


class FlattenedCitation(Rule[SourceText]):
    """Reports bare digits at the end of a clause that were citation marks in a chat's answer.

    ## What it does
    Assistants cite as superscripts; copied as text, [1][3] becomes "13". The rule collects every
    number that ends a clause and can be read as ascending source numbers, and weighs what speaks
    for and against it: the words before it (a number follows 为, 第 or 等于 every day, and 发展
    hardly ever), the length of the clause, the same word with another number elsewhere, and above
    all whether other numbers in the article look the same. One such number is a warning, two or
    more are errors. The unsafe fix removes the number; where a numbered reference list answers
    it, the fix restores `[1][3]`.

    English text is covered ("in winter.13 The"), and links whose whole text is a number glued to
    a clause.

    ## Why is this bad?
    Readers stumble over a number that means nothing, and the source it stood for is lost.

    ## Example
    ```markdown
    新电池在零下二十度仍能保持八成容量，适合北方的冬季出行24。

    厂商计划明年在三座城市试点，并向研究者开放全部测试数据35。

    首批车辆已经交付给出租车公司，司机普遍反映续航更加稳定13。
    ```

    ## Use instead
    ```markdown
    新电池在零下二十度仍能保持八成容量，适合北方的冬季出行。

    厂商计划明年在三座城市试点，并向研究者开放全部测试数据。

    首批车辆已经交付给出租车公司，司机普遍反映续航更加稳定。
    ```

    ## Evidence
    Weights are fitted to 2,681 real articles, flattened on purpose in several styles by
    `scripts/train_citations.py`. Its `--folds 4` scores each quarter of the articles with the
    model of the other three: all 71 labelled numbers were found, none was wrong, and none of the
    2,644 articles without such numbers was reported. The words that take a number were
    written down with those articles at hand, so that figure flatters. In manuals that no
    weight is fitted to (294 Chinese pages, 2,608 English ones) nothing was reported; of marks put into the
    Chinese ones it found 91 in 100 where there were six or more, 82 where three to five, 56
    where two, and 994 in 1,000 that it reported were marks. With the model that ships, 368
    numbers in 23 of the articles are reported; all were read and none is wrong.

    A single one-digit number alone is not reported: of the four such with the highest scores
    three were content. Titles that end in a number and stand without 《》 ("最期待的是封神2") can
    be taken for marks when an article has several.
    """

    code = "CI001"
    name = "flattened-citation"
    severity = Severity.WARNING
    target = Target.SOURCE
    fixable = Applicability.UNSAFE
    yields_to = ("AI001",)
    Options = Options

    def check(self, source: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """Each number that is more likely a citation than content."""
        article = context.article
        if not may_hold(source.text, article.body_start):
            return
        found = find_flattened(article, self.options.threshold, self.options.alone)
        if not found:
            return
        described = list(_in_description(article, found))
        # A description repeats the body: the same digits behind the same words count once.
        places = {(one.before[-_ALIKE:], one.digits) for one in found}
        places.update((before[-_ALIKE:], digits) for _span, before, digits in described)
        count = len(places)
        severity = Severity.ERROR if count >= self.options.error_from else Severity.WARNING
        spoken = evidence(article, found, count)
        for span, _before, digits in described:
            fix = replace(_removal(source.text, span, digits), declares=(_DESCRIPTION,))
            found_there = self._report(span, digits, spoken, severity, fix, None)
            yield replace(found_there, pointer=_DESCRIPTION)
        for one in found:
            span = one.span
            fix = _restoring(article, one) or _removal(source.text, span, one.digits)
            yield self._report(span, one.digits, spoken, severity, fix, why(one))

    def _report(
        self,
        span: Span,
        digits: str,
        spoken: str,
        severity: Severity,
        fix: Fix,
        explanation: str | None,
    ) -> Diagnostic:
        message = _(
            "“{digits}” reads as {marks}, a citation that lost its brackets: {evidence}. "
            "Remove it or give the source"
        )
        return self.diagnostic(
            span,
            message.format(digits=digits, marks=_marks(splits(digits)[0]), evidence=spoken),
            help=explanation,
            fix=fix,
            severity=severity,
        )


def _marks(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _removal(text: str, span: Span, digits: str) -> Fix:
    """Takes the digits away with the blanks before them, where punctuation or nothing follows."""
    start, end = span
    while start > 0 and text[start - 1] in " \t\r\n\u00a0\u3000":
        start -= 1
    after = text[end : end + 1]
    if after and after not in "。！？；，、：,.;:!?)）|\n\r":
        if after == " " and start < span.start:
            end += 1  # "delays. 3 Crews": one blank stays
        start = span.start
    elif "\n" in text[start : span.start] and after in ("", "\n", "\r", "|"):
        start = span.start  # the number has a line of its own, which ends another block's
    title = _("Remove {digits}").format(digits=digits)
    return Fix(title, (Edit(Span(start, end), ""),), Applicability.UNSAFE, ("text",))


def _restoring(article: Article, one: Candidate) -> Fix | None:
    """Writes the marks, where a numbered list of the article has exactly one reading of them."""
    span = one.span
    if one.shape is Shape.LINKED:
        marks = f"[{one.digits}]"
    else:
        numbers = restore(one.digits, article.references.numbers_in_force(span.start))
        if not numbers:
            return None
        marks = _marks(numbers)
    title = _("Write {marks}").format(marks=marks)
    return Fix(title, (Edit(span, marks),), Applicability.UNSAFE, ("text",))


def _in_description(article: Article, found: list[Candidate]) -> Iterator[tuple[Span, str, str]]:
    """Such numbers in the front matter's description, with the text before each."""
    front = article.front_matter
    text = front.data.get("description") if front and front.is_mapping else None
    span = front.value_span(_DESCRIPTION) if front else None
    if not isinstance(text, str) or span is None or article.source.slice(span) != text:
        return
    known = {one.before[-6:] + one.digits for one in found}
    for match in _DESCRIBED.finditer(text):
        before, digits = text[: match.start()], match["digits"]
        if before[-6:] + digits not in known:
            clause = _CLAUSE.split(before[-80:])[-1]
            doubtful = len(clause) < 10 or match.end() == len(text)
            if doubtful or not splits(digits) or TAKES_NUMBER.search(before[-40:]):
                continue
        yield Span(span.start + match.start(), span.start + match.end()), before, digits

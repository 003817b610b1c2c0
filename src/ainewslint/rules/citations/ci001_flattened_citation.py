"""CI001: digits that are the ghost of a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ainewslint.citations.flattened import Candidate, find_candidates, load_model, score
from ainewslint.citations.ids import restore, splits
from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _, ngettext
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.article import Article
from ainewslint.source.references import References
from ainewslint.source.text import SourceText

# What a candidate looks like in the source, markup and all: without it nothing is parsed.
_MAY_HOLD = re.compile(
    r"[^\x00-\x7f)\]`*\"'\s.!?]?[)\]`*\"'\s.!?]{0,4}\d{1,8}(?:[*_)\]]{0,3}[。！？；，、,;!?\s]|\Z)"
)
_DESCRIPTION = re.compile(r"(?<=[\u4e00-\u9fff）)”」])(?P<digits>[1-9]\d{0,5})(?=[。！？；]|\Z)")
_TOKEN = re.compile(r":cite\[\d|\[citation:\d|oaicite|【\d+†|citeturn\d|\[cite_start\]")
_SHOWN = re.compile(r"^[ \t]*[*+-][ \t\u00a0]+(\d{1,2})\.[ \t\u00a0\u3000]", re.MULTILINE)
_SHOWN_LEAST = 5
_ENGLISH_LEAST = 3  # "sentence.3 Next" so often, with two values, before any is believed


@dataclass(frozen=True)
class Options:
    """The options of CI001."""

    threshold: float = option(0.6, "probability from which a number is reported, 0 to 1")
    alone: float = option(0.88, "the same, for the only such number of an article")
    error_from: int = option(2, "numbers in one article from which they are errors")


class _Shown(NamedTuple):
    """A list of sources that a chat shows before its answer."""

    numbers: frozenset[int]
    end: int
    scope_end: int

    def answers(self, reading: tuple[int, ...], offset: int) -> bool:
        """Whether it has all these numbers and stands above, in the same part."""
        return self.end < offset < self.scope_end and self.numbers.issuperset(reading)


class FlattenedCitation(Rule[SourceText]):
    """Reports bare digits at the end of a clause that were citation marks in a chat's answer.

    ## What it does
    Assistants cite as superscripts; copied as text, [1][3] becomes "13". The rule collects every
    number that ends a clause and can be read as ascending source numbers, and weighs what speaks
    for and against it: the length of the clause, words that take a number (为, 第, 等于), the
    same word with another number elsewhere, brackets and code before it, and above all whether
    other numbers in the article look the same. One such number is a warning, two or more are
    errors. The unsafe fix removes the number; where a numbered reference list answers it, the
    fix restores `[1][3]`.

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
    Weights are fitted to half of the labelled files of a sample of real articles; the other half
    was set aside. `scripts/train_citations.py` prints how both halves do.
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
        if not _MAY_HOLD.search(source.text, article.body_start):
            return
        found = self._find(article)
        described = list(_in_description(article)) if found else []
        count = len(found) + len(described)
        severity = Severity.ERROR if count >= self.options.error_from else Severity.WARNING
        for span, digits in described:
            yield self._report(span, digits, count, severity, ())
        for one in found:
            span = one.block.span(one.start, one.end)
            yield self._report(span, one.digits, count, severity, _restored(article, one, span))

    def _find(self, article: Article) -> list[Candidate]:
        candidates = find_candidates(article.prose, article.body)
        if not candidates:
            return []
        references = article.references
        shown = _shown_above(article)
        candidates = [one for one in candidates if not _is_explained(references, one, shown)]
        english = [one for one in candidates if one.english]
        chinese = [one for one in candidates if not one.english]
        score(chinese, load_model())
        threshold = self.options.threshold
        if _TOKEN.search(article.body):  # an answer was pasted here: less is enough
            threshold /= 2
            found = [one for one in chinese if max(one.score, one.local) >= threshold]
        else:
            found = [one for one in chinese if one.score >= threshold]
        if len(english) >= _ENGLISH_LEAST and len({one.digits for one in english}) > 1:
            found += english
        if len(found) < 2:
            telling = [one for one in chinese if one.is_telling]
            return [one for one in telling if one.local >= self.options.alone]
        return found

    def _report(
        self,
        span: Span,
        digits: str,
        count: int,
        severity: Severity,
        restored: tuple[int, ...],
    ) -> Diagnostic:
        marks = "".join(f"[{number}]" for number in restored or splits(digits)[0])
        others = ngettext(
            "it is the only one here",
            "{count} clauses of this article end in such numbers",
            count,
        ).format(count=count)
        replacement = marks if restored else ""
        title = _("Write {marks}") if restored else _("Remove {digits}")
        fix = Fix(
            title.format(marks=marks, digits=digits),
            (Edit(span, replacement),),
            Applicability.UNSAFE,
            ("text",),
        )
        return self.diagnostic(
            span,
            _(
                "{digits} means nothing to the reader: it reads as {marks}, a citation that lost "
                "its brackets ({others}); remove it or give the source"
            ).format(digits=digits, marks=marks, others=others),
            fix=fix,
            severity=severity,
        )


def _shown_above(article: Article) -> list[_Shown]:
    """The bullets "* 3. Title" with which chats show their sources, each run with its scope."""
    runs: list[dict[int, int]] = []
    for match in _SHOWN.finditer(article.source.text, article.body_start):
        number = int(match[1])
        if number == 1 or not runs:
            runs.append({})
        runs[-1][number] = match.start()
    return [
        _Shown(frozenset(run), max(run.values()), _scope_end(article, run[1]))
        for run in runs
        if len(run) >= _SHOWN_LEAST and set(range(1, len(run) + 1)) == set(run)
    ]


def _scope_end(article: Article, offset: int) -> int:
    """Where the part of the article that an offset lies in ends: the next heading as high."""
    level = 0
    for section in article.document.sections:
        start = section.span.start
        if start <= offset:
            level = section.level
        elif section.level <= level:
            return start
    return len(article.source.text)


def _is_explained(references: References, one: Candidate, shown: list[_Shown]) -> bool:
    """Whether it stands in a reference list, or below one that has all its numbers.

    An answer that shows its numbered sources first leaves the reader what the number means.
    """
    offset = one.block.source_offset(one.start)
    if references.is_listed(offset):
        return True
    for reading in splits(one.digits):
        answers = [references.answering(number, offset) for number in reading]
        if all(found is not None and found.span.end <= offset for found in answers):
            return True
        if any(run.answers(reading, offset) for run in shown):
            return True
    return False


def _restored(article: Article, one: Candidate, span: Span) -> tuple[int, ...]:
    """The numbers to write, where a numbered list of the article answers them all."""
    references = article.references
    fitting = [
        found
        for number in {number for reading in splits(one.digits) for number in reading}
        if (found := references.answering(number, span.start)) is not None
    ]
    known = frozenset(
        entry.number for found in fitting for entry in found.entries if entry.number is not None
    )
    return restore(one.digits, known) or ()


def _in_description(article: Article) -> Iterator[tuple[Span, str]]:
    """Such numbers in the front matter's description."""
    front = article.front_matter
    text = front.data.get("description") if front else None
    span = front.value_span("/description") if front else None
    if not isinstance(text, str) or span is None or article.source.slice(span) != text:
        return
    for match in _DESCRIPTION.finditer(text):
        clause = re.split(r"[，。；：！？]", text[: match.start()])[-1]
        if splits(match["digits"]) and len(clause) >= 10:
            yield Span(span.start + match.start(), span.start + match.end()), match["digits"]

"""ST013: a formula that was copied one symbol a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.text.characters import has_cjk
from ainewslint.source.document import Document
from ainewslint.source.nodes import Code, Html, Table

_LONE = regex(r"\n[ \t]*[^\s>|][^\s|]?[ \t]*(?=[\r\n])")
_MARKERS = regex(r"(?:[ \t>]++|[*+-][ \t]|\d{1,3}\.[ \t])*")
_MATHS = regex(r"[=+−×÷±∑∏∫√∂∇∈∞≤≥≈≠→⊤⋅∥∣^_{}\u200b\u2061α-ωΑ-Ω]|\\[a-zA-Z]+")
# A line that is lone behind its markers, and perhaps some that only look so.
_SEED = regex(
    r"\n(?:[ \t>]++|[*+-][ \t]|\d{1,3}\.[ \t])*[^\S\r\n \t]*+([^\s>]\S?+)[^\S\r\n]*+(?=[\r\n]|\Z)"
)
_SEPARATOR = regex(r"(?:[∗*·•⋅\u200b]|\\(?:ast|cdot|star|bullet)(?![a-zA-Z]))+")
_LEADS = frozenset("。，、；：！？）】》」』”’)],;:•")
_TAILS = frozenset("。，、；：！？（【《「『“‘,;:•")
_BOLD = regex(r"\*\*[^*]+\*\*[:：]?")
_LABEL = regex(r"[^:：=]{2,}[:：]")
_NUMBER = regex(r"\(?\d{1,2}[.)]|[A-Z]、")
_MIN_LONE = 6  # lines of one or two characters that make a formula
_WORD = 9  # the longest name a line of a formula holds: "softmax", "Attention"


class _Line(NamedTuple):
    start: int
    end: int  # with the line end
    text: str


_BLANK = _Line(0, 0, "")


class ExplodedFormula(Rule[Document]):
    """Finds formulas broken into one symbol a line.

    ## What it does
    Reports runs of lines that hold one or two characters each, with mathematical signs or LaTeX
    among them. Code and tables are left alone, and rows of asterisks or dots that part sections.
    The finding leaves out the punctuation and the labels of the prose around the formula.

    ## Why is this bad?
    Formulas typeset in a page lose their shape when the page's text is copied: readers see a
    column of letters, twice, with the LaTeX in between, and some lines become headings or lists.

    ## Example
    ```markdown
    The loss is

    L
    =
    −
    ∑
    i
    y
    i
    log
    p
    i

    over all tokens.
    ```

    ## Use instead
    ```markdown
    The loss is

    $$L = -\\sum_i y_i \\log p_i$$

    over all tokens.
    ```

    ## Evidence
    536 of 36,854 real articles have one. In 2,681 articles there were 845 findings in 53. Of thirty
    drawn at random 25 were right and five arguable: three began at the colon or label before the
    formula, one covered a part of exploded code, one was a row of asterisks. Since then 76 begin
    or end closer (all were read) and the row is gone: 844 in 52.
    """

    code = "ST013"
    name = "exploded-formula"
    severity = Severity.WARNING
    target = Target.DOCUMENT

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """One finding for each run of lines."""
        body = context.article.body
        if not has_lone_lines(body):
            return
        for span in exploded_runs(target):
            yield self.diagnostic(
                span,
                _(
                    "A formula or code is broken into one symbol a line, which nobody can read:"
                    " write it as LaTeX between dollar signs, or as code"
                ),
            )


def has_lone_lines(body: str) -> bool:
    """Whether a body has enough lines of one or two characters to look closer."""
    return (
        sum(1 for _match in zip(_LONE.finditer(body), range(_MIN_LONE), strict=False)) >= _MIN_LONE
    )


def exploded_runs(document: Document) -> list[Span]:
    """The runs of lines that were a formula each, or several side by side."""
    lines = _Lines(document)
    runs: list[Span] = []
    # A run holds six of these, so most of an article need not be read line by line.
    seeds = lines.seeds()
    done = 0  # the last line that was looked at
    for seed in seeds if len(seeds) >= _MIN_LONE else ():
        number = document.source.line_number(seed)
        if number <= done:
            continue
        run, done = lines.around(number, max(done, lines.first - 1))
        if _is_formula(run):
            first, last = _trimmed(run)
            text = document.source.text[last.start : last.end].rstrip("\r\n")
            runs.append(Span(first.start, last.start + len(text)))
    return runs


class _Lines:
    """The lines of a body, without markers."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._starts = document.source.line_starts
        self._body_start = document.body_start
        self.first = document.source.line_number(document.body_start)
        shut = [node.span for node in document.blocks if isinstance(node, (Code, Table, Html))]
        self._shut = sorted(shut)
        self._shut_starts = [span.start for span in self._shut]

    def seeds(self) -> list[int]:
        """Offsets of the lone lines' text, and perhaps of some that only look lone."""
        found = _SEED.finditer(self._text, max(0, self._body_start - 1))
        places = (match.start(1) for match in found)
        return [place for place in places if not self._is_shut(place)]

    def _is_shut(self, offset: int) -> bool:
        """Whether an offset is in code, a table or HTML."""
        index = bisect_right(self._shut_starts, offset) - 1
        return index >= 0 and offset < self._shut[index].end

    def around(self, number: int, after: int) -> tuple[list[_Line], int]:
        """The run that a line is in, as far as it reaches back to `after`, and where it ends."""
        found: list[_Line] = []
        before = number - 1
        while before > after and (line := self._read(before)) is not None:
            if line.text:
                found.append(line)
            before -= 1
        found.reverse()
        last = len(self._starts)
        while number <= last and (line := self._read(number)) is not None:
            if line.text:
                found.append(line)
            number += 1
        return found, number

    def _read(self, number: int) -> _Line | None:
        """A line that is blank or may be a piece of a formula; None where a run ends."""
        text, starts = self._text, self._starts
        end = starts[number] if number < len(starts) else len(text)
        match = _MARKERS.match(text, starts[number - 1], end)
        content = match.end() if match else end
        piece = text[content:end].strip()
        if not piece:
            return _BLANK
        if not _is_part(piece) or self._is_shut(content):
            return None
        return _Line(content, end, piece)


def _trimmed(run: list[_Line]) -> tuple[_Line, _Line]:
    """The first and last line of a run, punctuation and labels of the prose around it left out."""
    first, last = 0, len(run) - 1
    while first < last and _is_lead(run[first].text, run[first + 1].text):
        first += 1
    while last > first and _is_tail(run[last].text):
        last -= 1
    return run[first], run[last]


def _is_lead(text: str, following: str) -> bool:
    """Whether the first line of a run is the end of a sentence, a label or a list's number."""
    if _LEADS.issuperset(text) or _BOLD.fullmatch(text) or _LABEL.fullmatch(text):
        return True
    return _NUMBER.fullmatch(text) is not None and following[0].isalnum()


def _is_tail(text: str) -> bool:
    """Whether the last line of a run is punctuation behind it, a bold label or a bullet."""
    return _TAILS.issuperset(text) or _BOLD.fullmatch(text) is not None


def _is_part(text: str) -> bool:
    """Whether a line may be a piece of a formula: a sign, a short name, LaTeX."""
    if len(text) <= 2:
        return not has_cjk(text)
    if text.startswith(("#", "---", "***", "```", "![", "[", "<", "|")) or has_cjk(text):
        return False
    if "\\" in text:
        return True
    return len(text) <= _WORD and " " not in text


def _is_formula(run: list[_Line]) -> bool:
    lone = sum(1 for line in run if len(line.text) <= 2)
    return (
        lone >= _MIN_LONE
        and any(_MATHS.search(line.text) for line in run)
        and not all(_SEPARATOR.fullmatch(line.text) for line in run)
    )

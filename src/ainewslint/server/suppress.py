"""Comments that silence one finding, put where a reader sees nothing of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Span
from ainewslint.patterns import regex
from ainewslint.server.session import Analysis
from ainewslint.source.article import Article
from ainewslint.source.edits import apply_edits
from ainewslint.source.text import SourceText
from ainewslint.suppressions import Suppressions

# What must stay at the end of a line: the space or backslash of a hard break, closing hashes.
_LINE_TAIL = regex(r"(?:[ \t]+#+)?[ \t]*\\?\Z")
_INDENT = regex(r"(?:>[ \t]?|[ \t])*")


def silence_here(analysis: Analysis, one: Diagnostic) -> list[Edit] | None:
    """Edits that silence a finding on its line, or around its block; None where none would do."""
    candidates = _in_front_matter if _is_front_matter(analysis, one) else _in_body
    return _first_that_works(analysis, one, candidates(analysis, one))


def silence_in_file(analysis: Analysis, one: Diagnostic) -> list[Edit] | None:
    """Edits that silence a rule in the whole file; None where none would do."""
    return _first_that_works(analysis, one, _whole_file(analysis, one.code))


def _first_that_works(
    analysis: Analysis, one: Diagnostic, candidates: Iterator[list[Edit]]
) -> list[Edit] | None:
    text, before = analysis.source.text, _count(analysis.diagnostics, one.code)
    for edits in candidates:
        fix = Fix("", tuple(edits), Applicability.SAFE)
        if analysis.check.problem([fix], lambda fixes: apply_edits(text, fixes[0].edits)):
            continue
        # Linted, not only looked at: what is said of the whole article moves to a new first line.
        article = Article(SourceText(apply_edits(text, edits), analysis.source.path))
        if _count(analysis.linter.lint(article).diagnostics, one.code) < before:
            return edits
    return None


def _count(diagnostics: Iterable[Diagnostic], code: str) -> int:
    return sum(one.code == code for one in diagnostics)


def _is_front_matter(analysis: Analysis, one: Diagnostic) -> bool:
    front = analysis.article.front_matter
    return front is not None and one.span.start < front.span.end


def _insert(offset: int, text: str) -> Edit:
    return Edit(Span(offset, offset), text)


def _in_front_matter(analysis: Analysis, one: Diagnostic) -> Iterator[list[Edit]]:
    source, front = analysis.source, analysis.article.front_matter
    assert front is not None
    if front.format == "json":
        return
    yield from _join(analysis, one)
    end = source.line_span(source.line_number(one.span.start)).end
    comment = f"# ainewslint: disable={one.code}"
    yield [_insert(end, f"  {comment}")]
    yield [_insert(front.content_span.start, comment + source.newline)]


def _in_body(analysis: Analysis, one: Diagnostic) -> Iterator[list[Edit]]:
    """At the line's end; on a line above; around the block."""
    source = analysis.source
    yield from _join(analysis, one)
    line = source.line_span(source.line_number(one.span.start))
    text = source.slice(line)
    tail = _LINE_TAIL.search(text)
    at = line.start + (tail.start() if tail else len(text))
    yield [_insert(at, f" <!-- ainewslint-disable-line {one.code} -->")]
    indent = _INDENT.match(text)
    lead = indent.group() if indent else ""
    above = f"{lead}<!-- ainewslint-disable-next-line {one.code} -->{source.newline}"
    yield [_insert(line.start, above)]
    yield from _around_block(analysis, one)


def _join(analysis: Analysis, one: Diagnostic) -> Iterator[list[Edit]]:
    """With the codes of a comment that holds for this line already."""
    line = analysis.source.line_number(one.span.start)
    for comment in Suppressions(analysis.article).all:
        if comment.selectors and comment.first_line == comment.last_line == line:
            yield [_insert(comment.selectors[-1][1].end, f",{one.code}")]


def _around_block(analysis: Analysis, one: Diagnostic) -> Iterator[list[Edit]]:
    """A range around the block at the top level that the finding is in."""
    newline = analysis.source.newline
    for block in analysis.article.document.children:
        if block.span.start <= one.span.start <= block.span.end:
            yield [
                _insert(block.span.start, f"<!-- ainewslint-disable {one.code} -->{newline * 2}"),
                _insert(block.span.end, f"{newline * 2}<!-- ainewslint-enable {one.code} -->"),
            ]


def _whole_file(analysis: Analysis, code: str) -> Iterator[list[Edit]]:
    """At the top of the body; before its first block where blank lines would matter."""
    newline = analysis.source.newline
    comment = f"<!-- ainewslint-disable-file {code} -->"
    start = analysis.article.body_start
    text = analysis.source.text
    head = newline if start and text[start - 1] not in "\r\n" and start > 1 else ""
    tail = "" if text[start : start + 1] in ("\r", "\n", "") else newline
    yield [_insert(start, f"{head}{newline if start > 1 else ''}{comment}{newline}{tail}")]
    yield [_insert(len(text), f"{newline * 2}{comment}{newline}")]

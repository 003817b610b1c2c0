"""ST008: a table that is not read as one, or whose rows do not fit."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Paragraph, Row, Table
from ainewslint.source.text import LINE_END, SourceText

_DELIMITER = regex(r"[ \t>]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*")
_MIN_PIPES = 3


class BrokenTable(Rule[Document]):
    """Finds tables that readers see as lines of bars, and tables with rows of another width.

    ## What it does
    As an error: a paragraph that holds a table's delimiter row (`|---|---|`), or nothing but
    lines between bars. As a warning, once per table: a row with more cells than the header,
    whose last cells are dropped, or with fewer, whose cells may stand in wrong columns.

    ## Why is this bad?
    A table needs a header row, a delimiter row of the same width, and a blank line or another
    block before it. Where one is missing readers see the bars; what stands in cells beyond the
    header is not shown at all.

    ## Example
    ```markdown
    The scores of this week:
    | Model | Score |
    |---|---|---|
    | Aurora 2 | 71.3 |
    ```

    ## Use instead
    ```markdown
    The scores of this week:

    | Model | Score |
    |---|---|
    | Aurora 2 | 71.3 |
    ```

    ## Evidence
    54 of 36,854 real articles have a table that is not read as one, 391 have rows that do not
    fit. All 9 tables not read as one in 2,681 articles are tables.
    """

    code = "ST008"
    name = "broken-table"
    severity = Severity.ERROR
    target = Target.DOCUMENT
    needs = ("|",)

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """The paragraphs that should be tables, then the tables that do not fit."""
        source = target.source
        for paragraph in target.of(Paragraph):
            span = _lost_table(paragraph, source)
            if span:
                yield self.diagnostic(
                    span,
                    _(
                        "This table is shown as lines of text with bars: give it a header row,"
                        " a delimiter row with as many cells, and a blank line above"
                    ),
                )
        for table in target.of(Table):
            yield from self._ragged(table, source)

    def _ragged(self, table: Table, source: SourceText) -> Iterator[Diagnostic]:
        rows = [row for row in table.children if isinstance(row, Row)]
        if not rows:
            return
        width = len(rows[0].children)
        for row in rows[1:]:
            cells = _cells(source.slice(row.span))
            if len(cells) == width or not any(cells):
                continue
            if len(cells) > width and not any(cells[width:]):
                continue
            if "|" not in source.slice(row.span):
                message = _(
                    "This text is read as a row of the table above, {count} of {width} cells: put"
                    " a blank line before it"
                )
            elif len(cells) > width:
                message = _(
                    "The row has {count} cells and the header {width}, so the last cells are not"
                    " shown: add columns to the header, or escape a bar within a cell as \\|"
                )
            else:
                message = _(
                    "The row has {count} cells and the header {width}, so its cells may stand in"
                    " wrong columns: add the missing cells"
                )
            yield self.diagnostic(
                row.span,
                message.format(count=len(cells), width=width),
                severity=Severity.WARNING,
            )
            return


def _lost_table(paragraph: Paragraph, source: SourceText) -> Span | None:
    """The first lines of a paragraph that mean a table."""
    text = source.slice(paragraph.content_span)
    if text.count("|") < _MIN_PIPES and "-|-" not in text:
        return None
    lines = []
    at = paragraph.content_span.start
    for match in LINE_END.finditer(text):
        end = paragraph.content_span.start + match.start()
        lines.append(Span(at, end))
        at = paragraph.content_span.start + match.end()
    lines.append(Span(at, paragraph.content_span.end))
    for number, line in enumerate(lines):
        if _DELIMITER.fullmatch(source.slice(line)):
            return Span(lines[max(0, number - 1)].start, line.end)
    barred = [source.slice(line).strip(" \t>") for line in lines]
    widths = {len(_cells(one)) for one in barred if one.startswith("|") and one.endswith("|")}
    whole = all(one.startswith("|") and one.endswith("|") for one in barred)
    if whole and len(barred) > 1 and len(widths) == 1 and widths.pop() > 1:
        return Span(lines[0].start, lines[1].end)
    return None


def _cells(row: str) -> list[str]:
    """The cells of a row, as GFM splits them: at every bar that is not escaped."""
    row = row.strip().removeprefix("|")
    cells, at, start = [], row.find("|"), 0
    while at >= 0:
        if at == 0 or row[at - 1] != "\\":
            cells.append(row[start:at].strip())
            start = at + 1
        at = row.find("|", at + 1)
    if row[start:].strip():
        cells.append(row[start:].strip())
    return cells

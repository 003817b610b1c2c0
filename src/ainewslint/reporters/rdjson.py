"""Reviewdog's diagnostic format, for comments and suggestions on pull requests.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: the end of a range is exclusive and
columns count bytes of UTF-8, so the article's text is read again where something was found.
"""

from __future__ import annotations

from typing import Any

from ainewslint.diagnostics import Severity, Span
from ainewslint.report import Entry, FileReport, Place, Summary
from ainewslint.reporters.base import Reporter
from ainewslint.reporters.json_report import dump
from ainewslint.source.text import SourceText

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_LONGEST_SUGGESTION = 5000  # characters; beyond, a suggestion is no longer a remark on a place


class RdjsonReporter(Reporter):
    """One DiagnosticResult; diagnostics are written as they come."""

    _between = "\n"

    def start(self) -> None:
        """The head of the document."""
        source = {"name": "ainewslint", "url": "https://ainewslint.readthedocs.io/"}
        self.write('{"source": ' + dump(source) + ', "diagnostics": [')

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        source = _text_of(report) if report.entries else None
        for entry in report.entries:
            self.write(self._between + dump(_diagnostic(entry, source)))
            self._between = ",\n"

    def finish(self, summary: Summary) -> None:
        """The tail of the document."""
        self.write("]}\n")


def _text_of(report: FileReport) -> SourceText | None:
    """The text that was linted; None where it cannot be had any more."""
    if report.new_text is not None:
        return SourceText(report.new_text)
    try:
        with open(report.path, "rb") as stream:
            return SourceText(stream.read().decode("utf-8", "replace"))
    except (OSError, ValueError):
        return None


def _diagnostic(entry: Entry, source: SourceText | None) -> dict[str, Any]:
    message = entry.message + (f"\n{entry.help}" if entry.help else "")
    found: dict[str, Any] = {
        "message": message,
        "location": {"path": entry.path, "range": _range(entry.place, source)},
        "severity": _SEVERITIES[entry.severity],
        "code": {"value": entry.code, "url": entry.url},
    }
    suggestion = _suggestion(entry, source) if source else None
    if suggestion:
        found["suggestions"] = [suggestion]
    if entry.related:
        found["related_locations"] = [
            {
                "message": one.message,
                "location": {"path": one.path, "range": {"start": {"line": one.line}}},
            }
            for one in entry.related
        ]
    return found


def _range(place: Place, source: SourceText | None) -> dict[str, Any]:
    """The range in bytes; whole lines where the text is not at hand."""
    if source is None:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": _position(source, place.line, place.column),
        "end": _position(source, place.end_line, place.end_column),
    }


def _position(source: SourceText, line: int, column: int) -> dict[str, int]:
    start, end = source.line_span(line).start, source.offset(line, column)
    return {"line": line, "column": _bytes(source.text[start:end]) + 1}


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _suggestion(entry: Entry, source: SourceText) -> dict[str, Any] | None:
    """The fix as one replacement: a reader may take or leave a suggestion, not half of one."""
    if entry.fix is None or entry.fix.applicability == "display-only" or not entry.fix.edits:
        return None
    edits = sorted((*_span(place, source), text) for place, text in entry.fix.edits)
    first, last = edits[0][0], max(end for _start, end, _text in edits)
    if last - first > _LONGEST_SUGGESTION:
        return None
    parts, at = [], first
    for start, end, text in edits:
        parts += [source.text[at:start], text]
        at = end
    lines = [place for place, _text in entry.fix.edits]
    whole = Place(*min(one[:2] for one in lines), *max(one[2:] for one in lines))
    return {"range": _range(whole, source), "text": "".join(parts)}


def _span(place: Place, source: SourceText) -> Span:
    start = source.offset(place.line, place.column)
    return Span(start, source.offset(place.end_line, place.end_column))


REPORTERS = {"rdjson": RdjsonReporter}

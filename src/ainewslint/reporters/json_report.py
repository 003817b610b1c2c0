"""The JSON report (schemas/report.schema.json) and one diagnostic a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ainewslint.report import FileReport, Summary
from ainewslint.reporters.base import Reporter


def dump(value: Any) -> str:
    """JSON on one line, such as UTF-8 can hold."""
    # A lone surrogate cannot be written as UTF-8; escaped, it can.
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


class JsonReporter(Reporter):
    """One document; diagnostics are written as they come, so memory stays flat."""

    _first = True

    def start(self) -> None:
        """The head of the document."""
        tool = {"name": "ainewslint", "version": self.options.version}
        head = {"version": 1, "language": self.options.language, "tool": tool}
        self.write(dump(head)[:-1] + ', "diagnostics": [')

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry in report.entries:
            self.write(("\n " if self._first else ",\n ") + dump(entry.to_json()))
            self._first = False

    def finish(self, summary: Summary) -> None:
        """The counts, known at the end."""
        self.write('], "summary": ' + dump(asdict(summary)) + "}\n")


class JsonLinesReporter(Reporter):
    """One diagnostic a line."""

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry in report.entries:
            self.write(dump(entry.to_json()) + "\n")


REPORTERS = {"json": JsonReporter, "jsonl": JsonLinesReporter}

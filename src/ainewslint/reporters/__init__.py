"""Writers of reports, one module a format, imported when asked for."""

from __future__ import annotations

import importlib
from io import StringIO
from typing import IO

from ainewslint.records import record
from ainewslint.report import FileReport
from ainewslint.reporters.base import Reporter, ReporterOptions

# format -> module in this package; each holds a class named `FormatReporter`
FORMATS = {
    "text": "text",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_report",
    "jsonl": "json_report",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "html": "html",
}

# Formats that write each file by itself, whatever came before.
APART = frozenset({"text", "concise", "grouped", "jsonl"})


@record(frozen=True)
class Rendering:
    """How one file's report is written; its repr says all that this rests on."""

    format: str
    options: ReporterOptions

    def __call__(self, report: FileReport) -> str:
        """The text."""
        stream = StringIO()
        make_reporter(self.format, stream, self.options).file(report)
        return stream.getvalue()


def make_reporter(name: str, stream: IO[str], options: ReporterOptions) -> Reporter:
    """The reporter of a format. Raises KeyError for an unknown one."""
    module = importlib.import_module(f"ainewslint.reporters.{FORMATS[name]}")
    cls: type[Reporter] = module.REPORTERS[name]
    return cls(stream, options)


__all__ = ["APART", "FORMATS", "Rendering", "Reporter", "ReporterOptions", "make_reporter"]

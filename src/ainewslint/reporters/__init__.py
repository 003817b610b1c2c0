"""Writers of reports, one module a format, imported when asked for."""

from __future__ import annotations

import importlib
from typing import IO

from ainewslint.reporters.base import Reporter, ReporterOptions

# format -> module in this package; each holds a class named `FormatReporter`
FORMATS = {
    "text": "text",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_report",
    "jsonl": "json_report",
    "github": "github",
    "html": "html",
}


def make_reporter(name: str, stream: IO[str], options: ReporterOptions) -> Reporter:
    """The reporter of a format. Raises KeyError for an unknown one."""
    module = importlib.import_module(f"ainewslint.reporters.{FORMATS[name]}")
    cls: type[Reporter] = module.REPORTERS[name]
    return cls(stream, options)


__all__ = ["FORMATS", "Reporter", "ReporterOptions", "make_reporter"]

"""Checkstyle's XML, which most CI servers and review tools read.

https://github.com/checkstyle/checkstyle, XMLLogger: `checkstyle` of `file` of `error` with
line, column, severity, message, source.
"""

from __future__ import annotations

from ainewslint.report import FileReport, Summary
from ainewslint.reporters.base import Reporter
from ainewslint.reporters.xml_text import HEAD, attributes


class CheckstyleReporter(Reporter):
    """A `file` for each article that has findings; severities are named as ours are."""

    def start(self) -> None:
        """The root's opening tag."""
        self.write(HEAD + '<checkstyle version="4.3">\n')

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        if not report.entries:
            return
        self.write(f"  <file{attributes(name=report.path)}>\n")
        for entry in report.entries:
            listed = attributes(
                line=entry.place.line,
                column=entry.place.column,
                severity=entry.severity.label,
                message=entry.message,
                source=f"ainewslint.{entry.code}",
            )
            self.write(f"    <error{listed}/>\n")
        self.write("  </file>\n")

    def finish(self, summary: Summary) -> None:
        """The root's closing tag."""
        self.write("</checkstyle>\n")


REPORTERS = {"checkstyle": CheckstyleReporter}

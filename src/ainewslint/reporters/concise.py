"""One line a finding: `path:line:column: CODE message`."""

from __future__ import annotations

from ainewslint.report import FileReport
from ainewslint.reporters.base import PeopleReporter, clean


class ConciseReporter(PeopleReporter):
    """For editors and grep."""

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry in report.entries:
            code = self.paint(entry.code, "1") + self.mark(entry)
            self.write(
                f"{self.head(entry)}: {self.severity(entry)} {code} {clean(entry.message)}\n"
            )


REPORTERS = {"concise": ConciseReporter}

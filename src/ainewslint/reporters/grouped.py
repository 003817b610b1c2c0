"""Findings under the name of their file."""

from __future__ import annotations

from ainewslint.report import FileReport
from ainewslint.reporters.base import PeopleReporter, clean, width


class GroupedReporter(PeopleReporter):
    """For people who read file by file."""

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        if not report.entries:
            return
        self.write(f"{self.paint(report.path, '1')}\n")
        places = [f"{one.place.line}:{one.place.column}" for one in report.entries]
        columns = max(map(width, places))
        for place, entry in zip(places, report.entries, strict=True):
            code = self.paint(entry.code, "1") + self.mark(entry)
            text = f"{self.severity(entry)}  {code}  {clean(entry.message)}"
            self.write(f"  {place.rjust(columns)}  {text}\n")
        self.write("\n")


REPORTERS = {"grouped": GroupedReporter}

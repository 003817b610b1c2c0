"""GitLab's code quality report, shown in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format: a JSON array;
`fingerprint` tells old findings from new ones and must be unique, `location.path` is relative to
the repository.
"""

from __future__ import annotations

from ainewslint.diagnostics import Severity
from ainewslint.fingerprints import fingerprints
from ainewslint.report import FileReport, Summary
from ainewslint.reporters.base import Reporter, from_checkout
from ainewslint.reporters.json_report import dump

# Above these are "critical" and "blocker", which stand for more than a bad article.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitlabReporter(Reporter):
    """An array, written as findings come."""

    _between = "\n"

    def start(self) -> None:
        """The opening bracket."""
        self.write("[")

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry, fingerprint in zip(report.entries, fingerprints(report.entries), strict=True):
            issue = {
                "description": f"{entry.code}: {entry.message}",
                "check_name": entry.name,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[entry.severity],
                "location": {
                    "path": from_checkout(entry.path, "CI_PROJECT_DIR"),
                    "lines": {"begin": entry.place.line, "end": entry.place.end_line},
                },
            }
            self.write(self._between + dump(issue))
            self._between = ",\n"

    def finish(self, summary: Summary) -> None:
        """The closing bracket."""
        self.write("\n]\n")


REPORTERS = {"gitlab": GitlabReporter}

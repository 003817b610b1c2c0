"""Workflow commands that GitHub shows as annotations on a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions: a run shows at
most 10 error, 10 warning and 10 notice annotations a step (50 a job), so the first of each kind
are annotations and the rest are in the log, folded into a group.
"""

from __future__ import annotations

from ainewslint.diagnostics import Severity
from ainewslint.report import Entry, FileReport, Summary
from ainewslint.reporters.base import Reporter, clean, from_checkout, summary_line

_LIMIT = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReporter(Reporter):
    """Annotations up to GitHub's limit of each kind, the rest in the log."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._left = dict.fromkeys(_COMMANDS, _LIMIT)
        self._more: list[str] = []

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry in report.entries:
            if self._left[entry.severity]:
                self._left[entry.severity] -= 1
                self.write(_annotation(entry))
            else:
                place = f"{entry.path}:{entry.place.line}:{entry.place.column}"
                self._more.append(f"{place}: {entry.severity.label} {entry.code} {entry.message}")

    def finish(self, summary: Summary) -> None:
        """What the limit left out, in the log."""
        if self._more:
            self.write(f"::group::{len(self._more)} more findings\n")
            self.write("".join(f"- {clean(line)}\n" for line in self._more))
            self.write("::endgroup::\n")
        self.write(summary_line(summary) + "\n")


def _annotation(entry: Entry) -> str:
    place = entry.place
    properties = {
        "title": f"{entry.code} {entry.name}",
        "file": from_checkout(entry.path, "GITHUB_WORKSPACE"),
        "line": place.line,
        "endLine": place.end_line,
    }
    if place.end_line == place.line:
        properties |= {"col": place.column, "endColumn": place.end_column}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = entry.message + (f"\n{entry.help}" if entry.help else "")
    return f"::{_COMMANDS[entry.severity]} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORTERS = {"github": GithubReporter}

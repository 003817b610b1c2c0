"""JUnit XML, which every CI server shows as test results.

https://github.com/testmoapp/junitxml: a suite an article, a failed case a finding; an article
without findings is a suite of one case that passes. Written by hand because the library for it
(junitparser) keeps the whole report in memory and lets through the control characters that make
XML unreadable.
"""

from __future__ import annotations

from ainewslint.report import Entry, FileReport, Summary
from ainewslint.reporters.base import Reporter
from ainewslint.reporters.xml_text import HEAD, attributes, text


class JunitReporter(Reporter):
    """Suites are written as they come; each counts its own cases."""

    def start(self) -> None:
        """The root's opening tag."""
        self.write(HEAD + f"<testsuites{attributes(name='ainewslint')}>\n")

    def file(self, report: FileReport) -> None:
        """One file's suite."""
        count = len(report.entries)
        suite = attributes(
            name=report.path, tests=max(1, count), failures=count, errors=0, skipped=0, time=0
        )
        self.write(f"  <testsuite{suite}>\n")
        for entry in report.entries:
            self._failure(entry)
        if not report.entries:
            case = attributes(name="ainewslint", classname=report.path, file=report.path, time=0)
            self.write(f"    <testcase{case}/>\n")
        self.write("  </testsuite>\n")

    def _failure(self, entry: Entry) -> None:
        place = f"{entry.path}:{entry.place.line}:{entry.place.column}"
        case = attributes(
            name=f"{entry.code} {entry.name} ({entry.place.line}:{entry.place.column})",
            classname=entry.path,
            file=entry.path,
            line=entry.place.line,
            time=0,
        )
        failure = attributes(message=entry.message, type=entry.severity.label)
        lines = [f"{place}: {entry.code} {entry.message}"]
        if entry.frame.text.strip():
            lines.append(entry.frame.text)
        lines += [one for one in (entry.help, entry.url) if one]
        self.write(f"    <testcase{case}>\n      <failure{failure}>{text(chr(10).join(lines))}")
        self.write("</failure>\n    </testcase>\n")

    def finish(self, summary: Summary) -> None:
        """The root's closing tag."""
        self.write("</testsuites>\n")


REPORTERS = {"junit": JunitReporter}

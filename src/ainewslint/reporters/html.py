"""The HTML report of a run: one page that a browser opens without a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ainewslint.html_report import ArticleInfo, ReportData, path_date, render_report
from ainewslint.report import Entry, FileReport, Summary
from ainewslint.reporters.base import Reporter


class HtmlReporter(Reporter):
    """Gathers the run and writes the page at its end; articles' dates are those of their paths."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._entries: list[Entry] = []
        self._articles: list[ArticleInfo] = []

    def file(self, report: FileReport) -> None:
        """One file's findings, and the file where there are none."""
        self._entries.extend(report.entries)
        self._articles.append(ArticleInfo(report.path, date=path_date(report.path)))

    def finish(self, summary: Summary) -> None:
        """The page."""
        page = render_report(
            ReportData(
                summary,
                self._entries,
                self._articles,
                title=Path.cwd().name,
                version=self.options.version,
                made=dt.datetime.now(),
            )
        )
        self.write(page)


REPORTERS = {"html": HtmlReporter}

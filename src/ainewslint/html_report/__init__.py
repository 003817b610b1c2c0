"""The HTML report: one file for a browser, offline, light and dark, English and Chinese."""

from ainewslint.html_report.data import (
    ArticleInfo,
    Cited,
    Cluster,
    Contradiction,
    Figure,
    Member,
    ReportData,
    RunCounts,
    TagVariants,
    Trend,
    path_date,
)
from ainewslint.html_report.page import render_report

__all__ = [
    "ArticleInfo",
    "Cited",
    "Cluster",
    "Contradiction",
    "Figure",
    "Member",
    "ReportData",
    "RunCounts",
    "TagVariants",
    "Trend",
    "path_date",
    "render_report",
]

"""Puts the report together: one file that needs nothing from outside and runs nothing but its own.

The page's policy (a `meta` element) allows the one style and the one script below by their
hashes and no request at all, so that text of an article could do nothing even if it got in.
Articles' text reaches the page through the template's escaping or as JSON that the script puts
in with `textContent`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ainewslint.html_report.columns import (
    article_columns,
    claim_columns,
    detail_columns,
    finding_columns,
    script_json,
)
from ainewslint.html_report.counts import Counts, Tally, count
from ainewslint.html_report.data import ArticleInfo, ReportData, RunCounts
from ainewslint.html_report.duplicates import cluster_json
from ainewslint.html_report.words import words
from ainewslint.messages import language
from ainewslint.patterns import regex

_ASSETS = Path(__file__).with_name("assets")
_SCRIPTS = ("data", "grid", "filters", "findings", "claims", "duplicates", "main")
_SURROGATE = regex("[\ud800-\udfff]")
_RUNS = 60  # earlier runs in the chart
_HTML_LANGUAGES = {"en": "en", "zh": "zh-Hans"}


def render_report(data: ReportData) -> str:
    """The report as HTML, in the language in force."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    page = _Page(data)
    environment = Environment(
        loader=FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": _number, "signed": _signed, "safe_url": safe_url}
    environment.globals |= {
        "w": page.words,
        "counted": page.counted,
        "share": _share,
        "percent": _percent,
    }
    html = environment.get_template("report.html.j2").render(page=page, data=data)
    # A lone surrogate (in a file name that is not UTF-8, say) cannot be written.
    return _SURROGATE.sub("\ufffd", html)


def safe_url(url: str) -> str:
    """The address where a browser may go, empty for any other."""
    return url if re.match(r"https?://", url, re.IGNORECASE) else ""


class _Page:
    """What the template shows, computed."""

    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.words = words()
        self.lang = _HTML_LANGUAGES.get(language(), language())
        self.space = " " if language() == "en" else ""  # between sentences
        self.articles = _all_articles(data)
        self.counts: Counts = count(data, self.articles)
        self.style = (_ASSETS / "report.css").read_text("utf-8")
        parts = [(_ASSETS / f"{name}.js").read_text("utf-8") for name in _SCRIPTS]
        self.script = '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"
        self.policy = (
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"style-src {_hash(self.style)}; script-src {_hash(self.script)}"
        )
        self.islands = self._islands()

    def _islands(self) -> dict[str, str]:
        """The data of the script, as JSON by the id of its element."""
        data = self.data
        shown = self._shown()
        places = {one.path: number for number, one in enumerate(shown)}
        values: dict[str, Any] = {
            "words": self.words,
            "articles": article_columns(shown),
            "findings": finding_columns(data.entries, places),
            "details": detail_columns(data.entries),
        }
        if data.claims is not None:
            values["claims"] = claim_columns(data.claims, places)
        if data.clusters is not None:
            values["clusters"] = cluster_json(data.clusters, places)
        return {name: script_json(value) for name, value in values.items()}

    def _shown(self) -> list[ArticleInfo]:
        """The articles that the lists speak of, by path."""
        data = self.data
        paths = {one.path for one in data.entries}
        paths.update(row["path"] for row in data.claims or ())
        paths.update(member.path for one in data.clusters or () for member in one.members)
        return [self.articles[path] for path in sorted(paths)]

    def counted(self, name: str, n: int) -> str:
        """A counted phrase: `3 articles`."""
        return self.words[f"n.{name}.{'one' if n == 1 else 'other'}"].format(n=_number(n))

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.data.title or self.words["kicker"]

    @property
    def findings(self) -> Tally:
        """All findings as one tally."""
        summary = self.data.summary
        return Tally("", "", summary.errors, summary.warnings, summary.infos, summary.fixable)

    @property
    def runs(self) -> list[Tally]:
        """The earlier runs and this one, for the chart."""
        if self.data.trend is None:
            return []
        s, made = self.data.summary, self.data.made
        now = RunCounts(made.isoformat() if made else "", s.files, s.errors, s.warnings, s.infos)
        return [
            Tally(
                one.moment[:10], one.moment[:16].replace("T", " "), one.errors, one.warnings,
                one.infos, 0, one.files,
            )
            for one in [*self.data.trend.runs[-_RUNS:], now]
        ]  # fmt: skip

    @property
    def changed_rules(self) -> list[tuple[str, int, int]]:
        """Code, findings in the run before, findings now; the biggest change first."""
        if self.data.trend is None or not self.data.trend.runs:
            return []
        before = self.data.trend.rules
        now = {one.key: one.findings for one in self.counts.rules}
        pairs = [(code, before.get(code, 0), now.get(code, 0)) for code in {*before, *now}]
        changed = [one for one in pairs if one[1] != one[2]] if before else []
        return sorted(changed, key=lambda one: (-abs(one[2] - one[1]), one[0]))

    @property
    def rule_names(self) -> dict[str, str]:
        """The name of each code."""
        return {one.key: one.label for one in self.counts.rules}

    @property
    def grades(self) -> list[tuple[str, int]]:
        """Claims by how they are sourced, the worst first."""
        found = [row["source"] for row in self.data.claims or ()]
        order = ("none", "section", "attribution", "citation", "link")
        return [(grade, found.count(grade)) for grade in order]

    @property
    def made(self) -> str:
        """When and by what the report was made."""
        time = self.data.made.strftime("%Y-%m-%d %H:%M") if self.data.made else ""
        return self.words["made"].format(time=time, version=self.data.version).strip()

    @staticmethod
    def largest(items: Iterable[Tally]) -> int:
        """The most findings of a list, for the length of its bars."""
        return max((one.findings for one in items), default=0)


def _all_articles(data: ReportData) -> dict[str, ArticleInfo]:
    """Every article by path, with those that are only spoken of."""
    articles = {one.path: one for one in data.articles}
    spoken = [one.path for one in data.entries]
    spoken += [row["path"] for row in data.claims or ()]
    for path in spoken:
        articles.setdefault(path, ArticleInfo(path))
    for cluster in data.clusters or ():
        for one in cluster.members:
            articles.setdefault(one.path, ArticleInfo(one.path, one.title, one.date))
    return articles


def _hash(text: str) -> str:
    """A source of the policy: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def _signed(value: int) -> str:
    return f"+{value:,}" if value > 0 else f"\u2212{-value:,}"


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if part * 200 >= whole or not part else "<1%"


def _share(part: float, whole: float) -> str:
    """A length in percent, for the attributes of a drawing."""
    return f"{100 * part / whole:.3g}%" if whole else "0%"

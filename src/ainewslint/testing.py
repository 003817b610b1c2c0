"""The test kit, for the project's own rules and for plugins.

A case file is YAML: `rule: CODE` and `cases`, each with `name`, `input` (an article) and either
`pass: true` or `expect`, a list of `{line, column, end_line, end_column, message, severity}`
(`message` a part of it; what is left out is not compared). Optional: `path` the file name,
`files` further files beside it (for a rule across articles, the other articles), `config` options of the rule, `settings` other settings (as
keyword arguments of `Settings`), `now` the time, `fix` the text after the rule's fixes
(`unsafe: true` with unsafe ones).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from ainewslint.config import Settings
from ainewslint.diagnostics import Diagnostic
from ainewslint.engine import Linter
from ainewslint.fixer import fix_text
from ainewslint.joining import joined
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.report import FileReport
from ainewslint.rules.base import BaseRule, sections_of
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@record(frozen=True)
class Case:
    """One case of a case file."""

    rule: str
    name: str
    input: str
    expect: list[dict[str, Any]] = field(default_factory=list)
    path: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    now: str | None = None
    fix: str | None = None
    unsafe: bool = False

    def run(self) -> None:
        """Check the case. Raises AssertionError that says what differs."""
        with TemporaryDirectory() as folder, chdir(folder):
            for name, text in self.files.items():
                file = Path(name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8", newline="")
            linter = self._linter()
            texts = {**(self.files if linter.corpus else {}), self._path: self.input}
            self._compare(linter, lint_among(linter, texts)[self._path])
            if self.fix is not None:
                result = fix_text(
                    self.input,
                    self._path,
                    lambda text: lint_with(linter, text, self._path),
                    self.unsafe,
                )
                assert result.text == self.fix, f"fixed text:\n{result.text!r}\nnot\n{self.fix!r}"
                assert not result.failures, [one.message for one in result.failures]

    @property
    def _path(self) -> str:
        return self.path or "article.md"

    def _linter(self) -> Linter:
        rules = {self.rule: self.config} if self.config else {}
        settings = Settings(select=(self.rule,), rules=rules, root=Path.cwd(), **self.settings)
        now = datetime.fromisoformat(self.now) if self.now else NOW
        return Linter(settings, now if now.tzinfo else now.replace(tzinfo=UTC))

    def _compare(self, linter: Linter, found: list[Diagnostic]) -> None:
        source = SourceText(self.input, self._path)
        actual = [place_json(one, source) for one in found]
        assert len(actual) == len(self.expect), f"{len(self.expect)} expected, found {actual}"
        for wanted, one in zip(self.expect, actual, strict=True):
            for key, value in wanted.items():
                same = value in one["message"] if key == "message" else value == one[key]
                assert same, f"{key}: expected {value!r}, found {one}"


def place_json(diagnostic: Diagnostic, source: SourceText) -> dict[str, Any]:
    """A diagnostic as a case file writes it, with the text it covers."""
    line, column = source.position(diagnostic.span.start)
    end_line, end_column = source.position(diagnostic.span.end)
    return {
        "code": diagnostic.code,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": source.slice(diagnostic.span),
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
    }


def lint_with(linter: Linter, text: str, path: str) -> list[Diagnostic]:
    """Lint a text. Raises AssertionError where a rule crashed."""
    linted = linter.lint(Article(SourceText(text, path)))
    assert not linted.crashes, linted.crashes[0]
    return linted.diagnostics


def lint_among(linter: Linter, texts: Mapping[str, str]) -> dict[str, list[Diagnostic]]:
    """Lint the texts of some paths, and what rules say across them.

    Raises AssertionError where a rule crashed.
    """
    articles = {path: Article(SourceText(text, path)) for path, text in texts.items()}
    reports = []
    for path, article in articles.items():
        linted = linter.lint(article)
        assert not linted.crashes, linted.crashes[0]
        report = FileReport(path, diagnostics=linted.diagnostics, facts=linted.facts)
        reports.append(report)
    done = list(joined(reports, lambda _path: linter.settings, raw=True, reread=articles.get))
    crashes = [crash for report in done for crash in report.crashes]
    assert not crashes, crashes[0]
    return {report.path: report.diagnostics for report in done}


def load_cases(file: Path) -> list[Case]:
    """The cases of a file. Raises ValueError for a case that tests nothing."""
    data = yaml.safe_load(file.read_text("utf-8"))
    cases = []
    for one in data["cases"]:
        passes = one.pop("pass", False)
        if passes == bool(one.get("expect")):
            raise ValueError(f"{file}: {one.get('name')}: needs either `pass: true` or `expect`")
        cases.append(Case(rule=data["rule"], **one))
    return cases


_FENCE = regex(r"^(`{3,})markdown\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def page_examples(rule: type[BaseRule]) -> dict[str, list[str]]:
    """The articles on a rule's page: those under Example and those under Use instead."""
    sections = sections_of(rule)
    return {
        heading: [match[2] for match in _FENCE.finditer(sections.get(heading, ""))]
        for heading in ("Example", "Use instead")
    }


def check_page(rule: type[BaseRule], **settings: Any) -> Iterator[str]:
    """What is wrong with a rule's page: missing sections, examples that do not hold."""
    sections = sections_of(rule)
    for heading in ("What it does", "Why is this bad?"):
        if not sections.get(heading):
            yield f"{rule.code}: no section “{heading}”"
    linter = Linter(Settings(select=(rule.code,), **settings), NOW)
    for heading, articles in page_examples(rule).items():
        for article in articles:
            codes = {one.code for one in lint_with(linter, article, "2025-02-10-1001.md")}
            if (rule.code in codes) != (heading == "Example"):
                yield f"{rule.code}: the article under “{heading}” gives {codes or 'nothing'}"

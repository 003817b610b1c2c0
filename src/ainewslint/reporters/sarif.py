"""SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and in editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Results are written as they
come, so memory stays flat; the rules they name follow at the end, each with its page.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ainewslint.diagnostics import Severity
from ainewslint.fingerprints import fingerprints
from ainewslint.patterns import regex
from ainewslint.report import Entry, FileReport, Place, PlacedFix, Summary
from ainewslint.reporters.base import Reporter
from ainewslint.reporters.json_report import dump
from ainewslint.rule_page import first_line, page

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://ainewslint.readthedocs.io/"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LINK = regex(r"\]\(")


class SarifReporter(Reporter):
    """One run; paths are relative to the working folder, which `%SRCROOT%` names."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._rules: dict[str, tuple[int, Entry]] = {}  # code -> its index, an entry of it
        self._problems: list[str] = []

    def start(self) -> None:
        """The head, and the results' opening bracket."""
        self.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [\n{{"results": [')
        self._between = "\n"

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        for entry, fingerprint in zip(report.entries, fingerprints(report.entries), strict=True):
            self.write(self._between + dump(self._result(entry, fingerprint)))
            self._between = ",\n"
        self._problems.extend(report.failures)
        if report.crashes:
            self._problems.append(f"{report.path}: a rule failed on this article")

    def finish(self, summary: Summary) -> None:
        """What the results refer to: the tool with its rules, the folder, how the run went."""
        notices = [{"level": "error", "message": _message(one)} for one in self._problems]
        run = {
            "tool": {"driver": self._driver()},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"uri": _folder_uri(os.getcwd())}},
            "invocations": [
                {"executionSuccessful": not notices, "toolExecutionNotifications": notices}
            ],
        }
        self.write("],\n" + dump(run)[1:] + "]}\n")

    def _result(self, entry: Entry, fingerprint: str) -> dict[str, Any]:
        index, _entry = self._rules.setdefault(entry.code, (len(self._rules), entry))
        text = entry.message + (f"\n{entry.help}" if entry.help else "")
        result: dict[str, Any] = {
            "ruleId": entry.code,
            "ruleIndex": index,
            "level": _LEVELS[entry.severity],
            "message": _message(text),
            "locations": [{"physicalLocation": _location(entry.path, _shown_region(entry))}],
            "partialFingerprints": {"ainewslint/v1": fingerprint},
        }
        if entry.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "message": _message(one.message),
                    "physicalLocation": _location(
                        one.path, {"startLine": one.line, "startColumn": one.column}
                    ),
                }
                for number, one in enumerate(entry.related)
            ]
        if entry.fix:
            result["fixes"] = [_fix(entry.path, entry.fix)]
        if entry.pointer is not None:
            result["properties"] = {"pointer": entry.pointer}
        return result

    def _driver(self) -> dict[str, Any]:
        return {
            "name": "ainewslint",
            "version": self.options.version or "0",
            "informationUri": _HOME,
            "rules": [self._rule(entry) for _index, entry in self._rules.values()],
        }

    def _rule(self, entry: Entry) -> dict[str, Any]:
        described: dict[str, Any] = {"id": entry.code, "name": entry.name, "helpUri": entry.url}
        registry = self.options.registry
        severity = entry.severity
        if registry is not None and entry.code in registry.codes:
            rule = registry.rule(entry.code)
            severity = rule.severity
            summary = " ".join(first_line(rule).split())
            described |= {
                "shortDescription": {"text": summary},
                "fullDescription": {"text": summary},
                "help": {"text": page(rule), "markdown": page(rule)},
            }
        described["defaultConfiguration"] = {"level": _LEVELS[severity]}
        described["properties"] = {"problem.severity": _PROBLEMS[severity]}
        return described


def _message(text: str) -> dict[str, str]:
    """A message whose braces and brackets are no placeholder and no link (§3.11.5, §3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    if _LINK.search(text):
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": text}


def _location(path: str, region: dict[str, Any]) -> dict[str, Any]:
    return {"artifactLocation": _artifact(path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """A path inside the working folder by its base, any other as a URI of its own."""
    if os.path.isabs(path) or path.startswith("../"):
        return {"uri": Path(os.path.abspath(path)).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}


def _folder_uri(folder: str) -> str:
    return Path(folder).as_uri().rstrip("/") + "/"


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _shown_region(entry: Entry) -> dict[str, Any]:
    """The region with its text, where the report has all of it."""
    place, frame = entry.place, entry.frame
    region: dict[str, Any] = {**_region(place)}
    start, length = place.column - frame.first, place.end_column - place.column
    snippet = frame.text[max(0, start) : start + length]
    if place.line == place.end_line and 0 < length == len(snippet):
        region["snippet"] = {"text": snippet}
    return region


def _fix(path: str, fix: PlacedFix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(place), "insertedContent": {"text": replacement}}
        for place, replacement in fix.edits
    ]
    return {
        "description": _message(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


REPORTERS = {"sarif": SarifReporter}

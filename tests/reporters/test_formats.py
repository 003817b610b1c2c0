"""The formats of other tools, each held against its published schema or a reader of it."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.registry import load_registry
from ainewslint.report import FileReport, Summary, make_entry
from ainewslint.reporters import ReporterOptions, make_reporter
from ainewslint.source.text import SourceText
from tests.conftest import Command

SCHEMAS = Path(__file__).parents[1] / "data/schemas"
FORMATS = ("sarif", "gitlab", "rdjson", "junit", "checkstyle")
TEXT = "\ufeff# 标题 [图](a.png)\r\n\r\n探索𐐀AI与世界的交互13。再看13。\r\n表\x1b[31m格 {0} </failure>\n最后\n"


def report(text: str = TEXT, path: str = "content/周报 1.md") -> FileReport:
    source = SourceText(text, path)
    first = text.index("13")
    span, again = Span(first, first + 2), Span(text.rindex("13"), text.rindex("13") + 2)
    fix = Fix("Remove “13”", (Edit(span, ""), Edit(again, "[13]")), Applicability.UNSAFE)
    diagnostics = [
        Diagnostic("CI001", "flattened-citation", Severity.WARNING, "13 is stray", span, "look", fix),
        Diagnostic("CI001", "flattened-citation", Severity.WARNING, "{0} [a](b) \\ again", again),
        Diagnostic("TX001", "invisible-character", Severity.INFO, "odd \x1b\x00\ud800\uffff & <b>",
                   Span(text.index("表"), text.index("最")), pointer="/tags/1",
                   related=(Related(Span(1, 2), "see {here}"), Related(Span(0, 0), "x", "b/其他.md"))),
        Diagnostic("FM001", "yaml-syntax", Severity.ERROR, "bad", Span(0, 0)),
        Diagnostic("XX999", "a-plugin", Severity.ERROR, "whole", Span(1, len(text))),
    ]  # fmt: skip
    return FileReport(path, [make_entry(one, source, path) for one in diagnostics], new_text=text)


def write(name: str, reports: Iterable[FileReport] | None = None) -> str:
    stream = io.StringIO()
    registry = load_registry(plugins=False)
    reporter = make_reporter(name, stream, ReporterOptions(version="0.1.0", registry=registry))
    reporter.start()
    summary = Summary()
    for one in [report(), FileReport("clean.md")] if reports is None else reports:
        reporter.file(one)
        summary.add(one)
    reporter.finish(summary)
    text = stream.getvalue()
    if name != "github":  # a log, written with escapes
        text.encode("utf-8")
    return text


def validated(name: str, schema: str, reports: Iterable[FileReport] | None = None) -> Any:
    rules = json.loads((SCHEMAS / schema).read_text("utf-8"))
    data = json.loads(write(name, reports))
    jsonschema.validators.validator_for(rules)(rules).validate(data)
    return data


def sarif(reports: Iterable[FileReport] | None = None) -> Any:
    return validated("sarif", "sarif-2.1.0.schema.json", reports)


def test_sarif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "我的 blog"
    folder.mkdir()
    monkeypatch.chdir(folder)
    run = sarif()["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    base = run["originalUriBaseIds"]["%SRCROOT%"]["uri"]
    assert Path(unquote(urlsplit(base).path)) == folder
    assert base.endswith("/")
    first, second, third, *_ = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    assert unquote(place["artifactLocation"]["uri"]) == "content/周报 1.md"
    assert place["region"].pop("snippet") == {"text": "13"}
    assert place["region"] == {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 14}
    assert [one["level"] for one in run["results"]] == [
        "warning", "warning", "note", "error", "error",
    ]  # fmt: skip
    replacements = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert [one["insertedContent"]["text"] for one in replacements] == ["", "[13]"]
    # §3.11.5 and §3.11.6: article text is neither a placeholder nor a link.
    assert second["message"]["text"] == "{{0}} \\[a\\](b) \\\\ again"
    assert third["relatedLocations"][0]["message"]["text"] == "see {{here}}"
    prints = [one["partialFingerprints"]["ainewslint/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_describes_its_rules() -> None:
    run = sarif()["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert rules[0]["id"] == "CI001"
    assert "## Why is this bad?" in rules[0]["help"]["markdown"]
    assert rules[0]["helpUri"].endswith("/CI001")
    assert "help" not in next(one for one in rules if one["id"] == "XX999")


def test_sarif_says_when_a_run_failed() -> None:
    failed = FileReport("a.md", failures=["a.md: fixes not written"], crashes=["Traceback"])
    call = sarif([failed])["runs"][0]["invocations"][0]
    assert call["executionSuccessful"] is False
    assert len(call["toolExecutionNotifications"]) == 2
    assert sarif([])["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_sarif_of_files_outside_the_folder(tmp_path: Path) -> None:
    for path in (str(tmp_path / "a.md"), "../a.md"):
        place = sarif([report(path=path)])["runs"][0]["results"][0]["locations"][0]
        assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")
        assert "uriBaseId" not in place["physicalLocation"]["artifactLocation"]


def test_fingerprints_stay_when_text_is_added_above() -> None:
    moved = report(TEXT.replace("探索", "新的一段。\r\n\r\n探索", 1))
    old, new = (json.loads(write("gitlab", [one])) for one in (report(), moved))
    prints = [[one["fingerprint"] for one in issues] for issues in (old, new)]
    assert prints[0][:3] == prints[1][:3]
    assert old[0]["location"] != new[0]["location"]


def gitlab(reports: Iterable[FileReport] | None = None) -> Any:
    return validated("gitlab", "gitlab-code-quality.schema.json", reports)


def test_gitlab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    issues = gitlab()
    assert [one["severity"] for one in issues] == ["minor", "minor", "info", "major", "major"]
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    assert gitlab([]) == []
    same = report()
    same.entries = same.entries[:1] * 3  # equal in everything: still three issues
    assert len({one["fingerprint"] for one in gitlab([same])}) == 3
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    assert gitlab()[0]["location"]["path"] == "site/content/周报 1.md"


def rdjson(reports: Iterable[FileReport] | None = None) -> Any:
    return validated("rdjson", "rdformat.schema.json", reports)


def applied(text: str, suggestion: Any) -> str:
    """A text after a suggestion, by the format's own words: lines, and columns in bytes."""
    lines = text.encode("utf-8").splitlines(keepends=True)

    def offset(position: Any) -> int:
        return sum(map(len, lines[: position["line"] - 1])) + position["column"] - 1

    start, end = (offset(suggestion["range"][side]) for side in ("start", "end"))
    data = b"".join(lines)
    return (data[:start] + suggestion["text"].encode() + data[end:]).decode("utf-8")


def test_rdjson_counts_bytes() -> None:
    data = rdjson()
    first = data["diagnostics"][0]
    column = len("探索𐐀AI与世界的交互".encode()) + 1
    assert first["location"]["range"] == {
        "start": {"line": 3, "column": column}, "end": {"line": 3, "column": column + 2},
    }  # fmt: skip
    assert len(first["suggestions"]) == 1
    assert applied(TEXT, first["suggestions"][0]) == TEXT.replace("13。再看13", "。再看[13]")
    assert [one["severity"] for one in data["diagnostics"][2:4]] == ["INFO", "ERROR"]


def test_rdjson_reads_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the frame that a report keeps of a long line, and on other lines."""
    monkeypatch.chdir(tmp_path)
    text = "中" * 5000 + "X" + "文" * 900 + "\n" + "末Y\n"
    Path("a.md").write_text(text, "utf-8")
    source = SourceText(text, "a.md")
    at, end = text.index("X"), text.index("Y")
    fix = Fix("f", (Edit(Span(at, at + 1), "Z"), Edit(Span(end, end + 1), "")), Applicability.SAFE)
    entry = make_entry(
        Diagnostic("A", "a", Severity.INFO, "m", Span(at, end + 1), fix=fix), source, "a.md"
    )
    found = rdjson([FileReport("a.md", [entry])])["diagnostics"][0]
    assert found["location"]["range"] == {
        "start": {"line": 1, "column": 15001}, "end": {"line": 2, "column": 5},
    }  # fmt: skip
    assert applied(text, found["suggestions"][0]) == text.replace("X", "Z").replace("Y", "")
    Path("a.md").unlink()  # gone meanwhile: whole lines, and no suggestion
    found = rdjson([FileReport("a.md", [entry])])["diagnostics"][0]
    assert found["location"]["range"] == {"start": {"line": 1}, "end": {"line": 2}}
    assert "suggestions" not in found


def test_rdjson_suggests_nothing_that_spans_an_article() -> None:
    text = "X" + "文" * 6000 + "Y"
    edits = (Edit(Span(0, 1), "x"), Edit(Span(len(text) - 1, len(text)), "y"))
    found = Diagnostic(
        "A", "a", Severity.INFO, "m", Span(0, 1), fix=Fix("f", edits, Applicability.SAFE)
    )
    entry = make_entry(found, SourceText(text, "a.md"), "a.md")
    data = rdjson([FileReport("a.md", [entry], new_text=text)])
    assert "suggestions" not in data["diagnostics"][0]


def test_checkstyle() -> None:
    root = ET.fromstring(write("checkstyle"))
    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    (file,) = root
    assert file.get("name") == "content/周报 1.md"
    assert [one.get("severity") for one in file] == ["warning", "warning", "info", "error", "error"]
    first = file[0]
    assert set(first.attrib) == {"line", "column", "severity", "message", "source"}
    assert (first.get("line"), first.get("column")) == ("3", "12")
    assert file[2].get("message") == "odd \\x1b\\x00\\ud800\\uffff & <b>"


def test_junit() -> None:
    parsed = junitparser.JUnitXml.fromstring(write("junit").encode())
    suites = list(parsed)
    assert [(one.name, one.tests, one.failures) for one in suites] == [
        ("content/周报 1.md", 5, 5), ("clean.md", 1, 0),
    ]  # fmt: skip
    cases = list(suites[0])
    assert len({case.name for case in cases}) == len(cases)
    failure = cases[0].result[0]
    assert (failure.message, failure.type) == ("13 is stray", "warning")
    assert "探索𐐀AI与世界的交互13。" in failure.text
    assert not next(iter(suites[1])).result


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
@given(text=st.text(st.characters(exclude_categories=())), other=st.text())
def test_xml_of_any_text(name: str, text: str, other: str) -> None:
    entry = make_entry(
        Diagnostic("A", "a", Severity.INFO, text, Span(0, 1), other), SourceText(text), other
    )
    root = ET.fromstring(write(name, [FileReport(other, [entry])]).encode("utf-8"))
    assert len(list(root)) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    text = write(name, [])
    (json.loads if name in ("sarif", "gitlab", "rdjson") else ET.fromstring)(text)


def test_github_paths_and_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    many = report()
    many.entries = [one for one in many.entries for _ in range(12)]
    lines = write("github", [many]).splitlines()
    annotations = [line.split(" ")[0] for line in lines if line.startswith("::")]
    counts = {kind: annotations.count(f"::{kind}") for kind in ("error", "warning", "notice")}
    assert counts == {"error": 10, "warning": 10, "notice": 10}
    assert "file=site/content/周报 1.md," in lines[0]
    group = lines[lines.index("::group::30 more findings") + 1 : lines.index("::endgroup::")]
    assert len(group) == 30
    assert all(line.startswith("- content/周报 1.md:") for line in group)


def test_github_names_with_its_own_marks() -> None:
    [line, *_] = write("github", [report(path="a,b: c%.md")]).splitlines()
    assert ",file=a%2Cb%3A c%25.md,line=3," in line


Check = Callable[[str], Any]


@pytest.mark.parametrize("name", FORMATS)
def test_from_the_command_line(run: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 周报\ntags: ['Ai']\n---\n\n正文[3]。\n", "utf-8")
    outcome = run("check", "--output-format", name, "--select", "FM015,CI002")
    assert outcome.code == 1
    assert "FM015" in outcome.out or "tag-spelling" in outcome.out
    if name == "rdjson":
        suggestion = json.loads(outcome.out)["diagnostics"][0]["suggestions"][0]
        assert applied((tmp_path / "a.md").read_text("utf-8"), suggestion).splitlines()[2] == (
            "tags: ['AI']"
        )

import io
import json

import pytest

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.report import FileReport, Summary, make_entry
from ainewslint.reporters import FORMATS, ReporterOptions, make_reporter
from ainewslint.reporters.base import width
from ainewslint.resources import folder
from ainewslint.source.text import SourceText

SOURCE = SourceText(
    "\ufeff# 标题\r\n\n探索AI与物理世界的交互13。\n\t表\x1b[31m格\n", "content/a.md"
)


def report() -> FileReport:
    start = SOURCE.text.index("13")
    span = Span(start, start + 2)
    fix = Fix("Remove “13”", (Edit(span, ""),), Applicability.UNSAFE)
    diagnostics = [
        Diagnostic("CI001", "flattened-citation", Severity.WARNING, "13 is a stray citation", span, "look\nand look again", fix),
        Diagnostic("CI001", "flattened-citation", Severity.ERROR, "again", Span(3, 5)),
        Diagnostic(
            "TX001", "invisible", Severity.INFO, "100% odd\nline", Span(start + 4, start + 8),
            related=(Related(Span(0, 1), "first seen here"),),
        ),
    ]  # fmt: skip
    return FileReport(
        "content/a.md", [make_entry(one, SOURCE, "content/a.md") for one in diagnostics]
    )


def write(name: str, **options: object) -> str:
    stream = io.StringIO()
    reporter = make_reporter(name, stream, ReporterOptions(version="1", **options))  # type: ignore[arg-type]
    reporter.start()
    one = report()
    reporter.file(one)
    summary = Summary()
    summary.add(one)
    reporter.finish(summary)
    return stream.getvalue()


def test_text() -> None:
    assert write("text") == (
        "content/a.md:3:13: warning CI001 [-] 13 is a stray citation\n"
        "3 | 探索AI与物理世界的交互13。\n"
        "  | " + 22 * " " + "^^\n"
        "  = help: look\n"
        "    and look again\n"
        "  = and 1 more CI001 in this file: line 1\n"
        "\n"
        "content/a.md:4:1: info TX001 100% odd␊line\n"
        "4 | 表␛[31m格\n"
        "  | ^^^^^\n"
        "  | content/a.md:1:1: first seen here\n"
        "\n"
        "Found 1 error, 1 warning, 1 info in 1 file.\n"
    )


def test_text_verbose_shows_repeats() -> None:
    assert "more CI001" not in write("text", verbose=True)
    assert write("text", verbose=True).count("CI001") == 2


def test_concise_and_grouped() -> None:
    assert write("concise", quiet=True).splitlines()[0] == (
        "content/a.md:3:13: warning CI001 [-] 13 is a stray citation"
    )
    assert write("grouped").splitlines()[:2] == [
        "content/a.md",
        "  3:13  warning  CI001 [-]  13 is a stray citation",
    ]


def test_colours_only_where_wanted() -> None:
    for name in FORMATS:
        assert "\x1b[" not in write(name).replace("\\u001b[", "")
    assert "\x1b[" in write("text", color=True)


def test_json_follows_its_schema() -> None:
    import jsonschema

    schema = json.loads((folder("schemas") / "report.schema.json").read_text("utf-8"))
    data = json.loads(write("json"))
    jsonschema.Draft202012Validator(schema).validate(data)
    first = data["diagnostics"][0]
    assert (first["line"], first["column"], first["end_column"]) == (3, 13, 15)
    assert first["fix"]["edits"][0]["replacement"] == ""
    assert data["summary"]["errors"] == 1
    lines = [json.loads(line) for line in write("jsonl").splitlines()]
    assert lines == data["diagnostics"]


def test_json_of_a_lone_surrogate() -> None:
    source = SourceText("a \ud800 b", "a.md")
    entry = make_entry(Diagnostic("X", "x", Severity.INFO, "\ud800", Span(0, 1)), source, "a.md")
    stream = io.StringIO()
    reporter = make_reporter("jsonl", stream, ReporterOptions())
    reporter.file(FileReport("a.md", [entry]))
    stream.getvalue().encode("utf-8")


def test_github_escapes_and_limits() -> None:
    lines = write("github").splitlines()
    assert lines[0].startswith("::warning title=CI001 flattened-citation,file=content/a.md,line=3,")
    assert "::100%25 odd%0Aline" in lines[2]
    stream = io.StringIO()
    reporter = make_reporter("github", stream, ReporterOptions())
    many = report()
    many.entries = many.entries[:1] * 15
    reporter.file(many)
    reporter.finish(Summary())
    text = stream.getvalue()
    assert text.count("::warning ") == 10
    assert "::group::5 more findings" in text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("中文", 4), ("e\u0301", 1), ("ａ", 2), ("a\u200bb", 2), ("", 0)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_long_lines_are_cut() -> None:
    source = SourceText("中" * 5000 + "X" + "文" * 5000, "a.md")
    entry = make_entry(Diagnostic("A", "a", Severity.INFO, "m", Span(5000, 5001)), source, "a.md")
    stream = io.StringIO()
    make_reporter("text", stream, ReporterOptions()).file(FileReport("a.md", [entry]))
    line, carets = stream.getvalue().splitlines()[1:3]
    assert width(line) < 140
    assert width(line[: line.index("X")]) == carets.index("^")

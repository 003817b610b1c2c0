import json
from dataclasses import replace
from typing import Any

import pytest

from ainewslint.diagnostics import Severity
from ainewslint.html_report import ArticleInfo, ReportData, path_date, render_report
from ainewslint.html_report.columns import (
    Table,
    article_columns,
    detail_columns,
    finding_columns,
    script_json,
)
from ainewslint.html_report.counts import count
from ainewslint.html_report.duplicates import cluster_json, side_by_side
from ainewslint.html_report.from_json import entry_of, most_cited, report_of
from ainewslint.report import Frame, Place, Summary

from .sample import HOSTILE, entry, sample


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("posts/2025-03-10-146147696.md", "2025-03-10"),
        ("2025/03/10/a.md", "2025-03-10"),
        ("daily/20250310.md", "2025-03-10"),
        ("cn/2025-06/2025-06-19.md", "2025-06-19"),
        ("2024-05/notes.md", "2024-05"),
        ("posts/2025-02-30-a.md", ""),
        ("posts/146147696.md", ""),
        ("v2025.md", ""),
        ("a/120250310.md", ""),
        ("", ""),
    ],
)
def test_path_date(path: str, date: str) -> None:
    assert path_date(path) == date


def test_table_numbers_texts_in_order() -> None:
    table = Table(["b", "A", None, "", "b", "a"])
    assert table.texts == ["A", "a", "b"]
    assert [table.number(one) for one in ("b", "", None)] == [2, -1, -1]


def test_script_json_cannot_close_its_element() -> None:
    value = {HOSTILE: ["\x00", "\u2028", "]]>", "&amp;"]}
    text = script_json(value)
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text) == value


def test_columns_point_to_each_other() -> None:
    data = sample(60)
    shown = sorted({one.path for one in data.entries})
    places = {path: number for number, path in enumerate(shown)}
    found = finding_columns(data.entries, places)
    for number, one in enumerate(data.entries):
        assert shown[found["article"][number]] == one.path
        assert found["code"][found["rule"][number]] == one.code
        assert found["messages"][found["message"][number]] == one.message
        assert found["severity"][number] == one.severity
    assert found["messages"] == sorted(found["messages"], key=lambda one: (one.casefold(), one))
    articles = article_columns([ArticleInfo("a/b.md", tags=("x", "y", "x")), ArticleInfo("c.md")])
    assert articles["folders"] == [".", "a"]
    assert articles["folder"] == [1, 0]
    assert articles["tags"] == [[0, 1], []]
    assert articles["author"] == [-1, -1]


def marked(frame: Frame, place: Place) -> tuple[str, str]:
    """The source shown and what a browser marks in it, which counts in UTF-16."""
    columns = detail_columns([entry("a.md", 0, 1, frame=frame, place=place)])
    text = columns["texts"][columns["frame"][0]]
    units = text.encode("utf-16-le")
    mark = units[columns["start"][0] * 2 : columns["end"][0] * 2].decode("utf-16-le")
    return text, mark


def test_source_frames_mark_the_span() -> None:
    assert marked(Frame("😀😀ab13", 1), Place(1, 5, 1, 7)) == ("😀😀ab13", "13")
    assert marked(Frame("  indented", 1), Place(1, 3, 1, 5)) == ("indented", "in")
    # An indentation that is itself reported stays.
    assert marked(Frame("\u3000\u3000x", 1), Place(1, 1, 1, 3)) == ("\u3000\u3000x", "\u3000\u3000")
    # A span over several lines is marked to the end of its first.
    assert marked(Frame("open", 1), Place(1, 2, 3, 1)) == ("open", "pen")
    text, mark = marked(Frame("a" * 150 + "X" + "b" * 249, 601), Place(1, 751, 1, 752))
    assert mark == "X"
    assert text.startswith("…a")
    assert text.endswith("b…")
    assert len(text) < 260
    # Nothing to show, and a frame that ends before the place, are no error.
    assert detail_columns([entry("a.md", 0, 1, frame=Frame("", 1))])["frame"] == [-1]
    assert marked(Frame("short", 1), Place(1, 90, 1, 95)) == ("short", "")


def test_counts() -> None:
    data = sample(301)
    articles = {one.path: one for one in data.articles}
    counts = count(data, articles)
    assert {one.key: one.findings for one in counts.rules} == {
        "AI001": 101,
        "CI001": 100,
        "TX008": 100,
    }
    assert counts.rules[0].key == "AI001"
    assert counts.clean == 1
    assert sum(one.findings for one in counts.folders) == 301
    tags = {one.key: one for one in counts.tags}
    assert tags["AI"].articles == 12
    assert tags["大模型"].articles == 6
    assert {one.key for one in counts.authors} == {"林悦", "Ada Byron", HOSTILE}
    assert [one.key for one in counts.dates] == [f"2025-{month:02d}" for month in range(1, 13)]
    june = counts.dates[5]
    assert (june.articles, june.findings) == (2, 25)
    assert june.mean == 12.5
    worst = counts.worst[0]
    assert (worst.errors, worst.warnings) == max((one.errors, one.warnings) for one in counts.worst)


@pytest.mark.parametrize(
    ("dates", "first", "last", "number"),
    [
        (("2025-01-30", "2025-02-02"), "2025-01-30", "2025-02-02", 4),
        (("2025-01-30", "2025-02"), "2025-01", "2025-02", 2),
        (("2024-11-30", "2025-02-02"), "2024-11", "2025-02", 4),
        (("2011-01-01", "2025-02-02"), "2011", "2025", 15),
        (("2011", "2013"), "2011", "2013", 3),
        (("2025-02-02",), "2025-02-02", "2025-02-02", 1),
    ],
)
def test_axis_of_time(dates: tuple[str, ...], first: str, last: str, number: int) -> None:
    articles = {f"{i}.md": ArticleInfo(f"{i}.md", date=date) for i, date in enumerate(dates)}
    counts = count(ReportData(Summary(), []), articles)
    assert (counts.dates[0].key, counts.dates[-1].key, len(counts.dates)) == (first, last, number)


def test_side_by_side() -> None:
    rows = side_by_side("一样。旧的。 尾。", "一样。新的。又一句。尾 。")
    assert rows == [
        [1, ["一样。"], None],
        [0, ["旧的。"], ["新的。", "又一句。"]],
        [1, ["尾。"], ["尾 。"]],
    ]
    assert side_by_side("", "") == []
    assert side_by_side("same", "same") == [[1, ["same"], None]]
    long = side_by_side("x" * 10_000, "。".join(map(str, range(10_000))))
    assert len(json.dumps(long)) < 5_000


def test_clusters_point_to_articles() -> None:
    data = sample(30)
    assert data.clusters
    places = {one.path: number for number, one in enumerate(data.articles)}
    near, exact = cluster_json(data.clusters, places)
    assert near["members"][0]["rows"] == []
    assert near["members"][1]["similarity"] == 0.82
    assert [0, ["第二句各不相同，这是旧的。"], ["第二句各不相同，这是新的。"]] in near["members"][
        1
    ]["rows"]
    assert exact["members"][1]["rows"] == [
        [1, ["第一句完全相同。", "第二句各不相同，这是旧的。", "结尾一样。"], None]
    ]


def test_entries_come_back_from_json() -> None:
    for one in sample(60).entries:
        row = json.loads(json.dumps(one.to_json()))
        assert entry_of(row) == replace(one, frame=Frame("", 1))


def corpus_run() -> dict[str, Any]:
    article = {
        "path": "a.md", "title": None, "date": "2025-01-02", "author": None, "tags": ["AI"],
        "references": [{"url": "https://x.org/", "text": "X", "line": 3}],
    }  # fmt: skip
    run = {"at": "2026-01-01T00:00:00", "articles": 1, "errors": 0, "warnings": 9, "infos": 0}
    member = {"path": "a.md", "title": None, "date": None, "excerpt": "a", "similarity": 1.0}
    figure = {
        "path": "a.md",
        "line": 1,
        "column": 2,
        "value": "9",
        "number": 9,
        "date": None,
        "sentence": "s",
    }
    return {
        "at": "2026-02-01T00:00:00+00:00",
        "articles": [article],
        "findings": [entry("a.md", 1, line).to_json() for line in (3, 900)],
        "claims": [],
        "clusters": [{"exact": True, "members": [member]}],
        "contradictions": [
            {"model": "M", "benchmark": "MMLU", "variant": "5-shot", "metric": None, "figures": [figure]}
        ],
        "tags": [{"suggested": "AI", "spellings": {"AI": 2, "Ai": 1}}],
        "domains": [{"host": "x.org", "articles": 1, "links": 4}],
        "failures": [{"path": "b.md", "reason": "gone"}],
        "runs": [{**run, "rules": {"CI001": 9}}, {**run, "rules": {"CI001": 1}}],
    }  # fmt: skip


def test_a_corpus_run_in_json() -> None:
    data = report_of(corpus_run())
    assert data.summary == Summary(files=1, warnings=2)
    assert data.entries[0].severity is Severity.WARNING
    assert data.references is not None
    assert data.references[0].name == "X"
    assert data.trend is not None
    assert data.trend.rules == {"CI001": 9}
    assert [one.warnings for one in data.trend.runs] == [9]
    assert data.contradictions[0].measure == "MMLU · 5-shot"
    assert data.entries[0].frame == Frame("", 1)
    assert "a.md" in render_report(data)


def test_a_corpus_run_with_its_texts() -> None:
    asked = []

    def text_of(path: str) -> str:
        asked.append(path)
        return "one\r\ntwo\r\nthree\n"

    entries = report_of(corpus_run(), text_of=text_of).entries
    # The second is beyond the end of an article that was edited since.
    assert [one.frame.text for one in entries] == ["three", ""]
    assert asked == ["a.md"]
    assert report_of(corpus_run(), text_of=lambda path: None).entries[0].frame.text == ""


def test_most_cited() -> None:
    links = [("a", "u", "Name"), ("b", "u", "Name"), ("b", "u", "Other"), ("a", "v", "")] * 2
    links += [("a", "w", "")] * 9  # often, but in one article
    assert [(one.name, one.count, one.articles) for one in most_cited(links)] == [
        ("Name", 6, 2),
        ("w", 9, 1),
        ("v", 2, 1),
    ]

"""The report of a corpus run from that run's JSON, as `corpus` writes it and keeps it in its store.

JSON and not the classes: a report can be made of a run of yesterday, and this package does not
depend on the one that gathers a corpus.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ainewslint.diagnostics import Severity
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
)
from ainewslint.report import Entry, FileReport, Frame, Place, PlacedFix, PlacedRelated, Summary
from ainewslint.source.text import SourceText

Json = Mapping[str, Any]
_CITED = 100  # pages listed


def report_of(
    run: Json,
    title: str = "",
    version: str = "",
    text_of: Callable[[str], str | None] | None = None,
) -> ReportData:
    """A corpus run's JSON (`CorpusData.to_json`) as the report takes it.

    `text_of` gives an article's text by its path, None where there is none any more: from it
    come the source lines that the report shows with findings. Raises KeyError where the data is
    not a corpus run.
    """
    articles = [_article(one) for one in run["articles"]]
    entries = list(_entries(run["findings"], text_of))
    summary = Summary()
    summary.add(FileReport("", entries))
    summary.files = len(articles)
    return ReportData(
        summary,
        entries,
        articles,
        title=title,
        version=version,
        made=_moment(run["at"]),
        claims=run["claims"],
        clusters=[_cluster(one) for one in run["clusters"]],
        domains=[
            Cited(one["host"], one["links"], one["articles"], f"https://{one['host']}/")
            for one in run["domains"]
        ],
        references=most_cited(
            (one["path"], each["url"], each["text"])
            for one in run["articles"]
            for each in one["references"]
        ),
        contradictions=[_contradiction(one) for one in run["contradictions"]],
        tag_variants=[TagVariants(one["suggested"], one["spellings"]) for one in run["tags"]],
        failures=[(one["path"], one["reason"]) for one in run["failures"]],
        trend=_trend(run["runs"]),
    )


def _entries(
    findings: Iterable[Json], text_of: Callable[[str], str | None] | None
) -> Iterator[Entry]:
    """The findings with their source lines; they come by path, so that each text is read once."""
    path, source = None, None
    for one in findings:
        if text_of is not None and one["path"] != path:
            path = one["path"]
            text = text_of(path)
            source = None if text is None else SourceText(text, path)
        yield entry_of(one, source)


def entry_of(finding: Json, source: SourceText | None = None) -> Entry:
    """A finding of the JSON report as an entry again, with its source line where there is one."""
    fix = finding["fix"]
    return Entry(
        path=finding["path"],
        code=finding["code"],
        name=finding["name"],
        severity=Severity.parse(finding["severity"]),
        message=finding["message"],
        help=finding["help"],
        pointer=finding["pointer"],
        place=_place(finding),
        frame=Frame(_line(source, finding["line"]), 1),
        fix=fix
        and PlacedFix(
            fix["title"],
            fix["applicability"],
            tuple((_place(edit), edit["replacement"]) for edit in fix["edits"]),
        ),
        related=tuple(PlacedRelated(**one) for one in finding["related"]),
    )


def most_cited(links: Iterable[tuple[str, str, str]]) -> list[Cited]:
    """(article, address, label) of links as the addresses cited in most articles, under the label
    that most give them."""
    counts: Counter[str] = Counter()
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for path, url, label in links:
        counts[url] += 1
        articles[url].add(path)
        if label:
            labels[url][label] += 1
    order = sorted(counts, key=lambda url: (-len(articles[url]), -counts[url], url))
    return [
        Cited(
            labels[url].most_common(1)[0][0] if labels[url] else url,
            counts[url],
            len(articles[url]),
            url,
        )
        for url in order[:_CITED]
    ]


def _line(source: SourceText | None, number: int) -> str:
    """A line of the text; empty where it has no such line (it was edited since)."""
    return source.line_text(number) if source and number <= len(source.line_starts) else ""


def _place(at: Json) -> Place:
    return Place(at["line"], at["column"], at["end_line"], at["end_column"])


def _article(one: Json) -> ArticleInfo:
    return ArticleInfo(
        one["path"], one["title"] or "", one["date"] or "", tuple(one["tags"]), one["author"] or ""
    )


def _cluster(one: Json) -> Cluster:
    members = tuple(
        Member(each["path"], each["title"] or "", each["date"] or "", each["similarity"], each["excerpt"])
        for each in one["members"]
    )  # fmt: skip
    return Cluster("exact" if one["exact"] else "near", members)


def _contradiction(one: Json) -> Contradiction:
    measure = [one[key] for key in ("benchmark", "variant", "metric") if one[key]]
    figures = tuple(
        Figure(each["path"], each["line"], each["value"], each["sentence"], each["date"] or "")
        for each in one["figures"]
    )
    return Contradiction(one["model"], " · ".join(measure), figures)


def _trend(runs: Sequence[Json]) -> Trend | None:
    """The runs before this one, which is the last."""
    earlier = runs[:-1]
    if not earlier:
        return None
    counted = tuple(
        RunCounts(one["at"], one["articles"], one["errors"], one["warnings"], one["infos"])
        for one in earlier
    )
    return Trend(counted, earlier[-1]["rules"])


def _moment(text: str) -> dt.datetime | None:
    """A moment on the reader's own clock."""
    try:
        return dt.datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None

"""A made-up run with everything a report shows, and with text that would like to get out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ainewslint.diagnostics import Severity
from ainewslint.html_report import (
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

HOSTILE = (
    '</script><script>window.owned = 1</script><img src=x onerror="window.owned=2">{{ 7*7 }}<!--'
)
HOSTILE += "x" * 300  # a word that no line can hold
RULES = (
    ("AI001", "assistant-leftover", Severity.ERROR),
    ("CI001", "flattened-citation", Severity.WARNING),
    ("TX008", "cjk-latin-spacing", Severity.INFO),
)


def entry(path: str, rule: int, line: int, message: str = "", **more: Any) -> Entry:
    code, name, severity = RULES[rule]
    given: dict[str, Any] = {
        "help": None,
        "pointer": None,
        "place": Place(line, 5, line, 7),
        "frame": Frame("交互，13 表示来源。", 1),
    }
    return Entry(path, code, name, severity, message or f"{name} in line {line}", **given | more)


def claim(
    path: str, line: int, value: str, number: float, source: str, **more: Any
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(
        ("kind", "subject", "benchmark", "variant", "metric", "unit", "from", "to", "baseline",
         "date", "source_text", "source_url", "high", "scale", "rises", "change", "bound")
    )  # fmt: skip
    row |= {"path": path, "line": line, "value": value, "number": number, "source": source}
    row |= {"kind": "benchmark", "vague": False, "sentence": f"该模型得分为{value}，领先同类。"}
    return row | more


def sample(findings: int = 1200) -> ReportData:
    """`findings` of them over twelve articles, a third of each severity."""
    articles = [
        ArticleInfo(
            f"content/{'posts' if number % 2 else 'daily/2025'}/2025-{number + 1:02d}-03-story.md",
            title=f"第 {number} 期：模型周报" if number % 3 else "",
            date=f"2025-{number + 1:02d}-03",
            tags=("AI", "大模型") if number % 2 else ("AI",),
            author=("林悦", "Ada Byron")[number % 2],
        )
        for number in range(12)
    ]
    articles.append(ArticleInfo("content/clean.md", "Nothing to see", "2025-06-01"))
    hostile = ArticleInfo(f"content/{HOSTILE}.md", HOSTILE, "2025-12-24", (HOSTILE,), HOSTILE)
    articles.append(hostile)
    safe = PlacedFix("Remove “13”", "safe", ((Place(3, 5, 3, 7), ""),))
    unsafe = PlacedFix("Rewrite", "unsafe", ((Place(3, 5, 3, 7), "x"),))
    entries = [
        entry(
            articles[number % 12].path,
            number % 3,
            number + 1,
            fix=safe if number % 3 == 1 else unsafe if number % 30 == 0 else None,
            help="Write it out." if number % 2 else None,
        )
        for number in range(findings - 1)
    ]
    entries.append(
        entry(
            hostile.path,
            0,
            7,
            HOSTILE + "\u202e\x00 \ud800",
            help=HOSTILE,
            pointer=f"/{HOSTILE}",
            frame=Frame("😀😀<b>13</b>\u200b尾", 1),
            place=Place(7, 6, 7, 8),
            related=(PlacedRelated(hostile.path, 1, 1, HOSTILE),),
        )
    )
    entries.sort(key=lambda one: (one.path, one.place))
    summary = Summary()
    summary.add(FileReport("", entries))
    summary.files = len(articles)
    claims = [
        claim(articles[0].path, 12, "87.7%", 87.7, "none", subject="星河 2", benchmark="MMLU"),
        claim(articles[1].path, 30, "3 倍", 3.0, "link", source_url="https://example.com/post"),
        claim(hostile.path, 2, "92", 92.0, "attribution", subject=HOSTILE, benchmark="GPQA",
              source_text="javascript:alert(1)", source_url="javascript:alert(1)", vague=True),
    ]  # fmt: skip
    text = "第一句完全相同。第二句各不相同，这是旧的。结尾一样。"
    clusters = [
        Cluster("near", (
            Member(articles[0].path, "", "2025-01-03", 1.0, text),
            Member(articles[1].path, "", "2025-02-03", 0.82, text.replace("旧", "新")),
            Member(hostile.path, HOSTILE, "2025-12-24", 0.71, text + HOSTILE),
        )),
        Cluster("exact", (Member(articles[2].path, "", "", 1.0, text), Member(articles[3].path, "", "", 1.0, text))),
    ]  # fmt: skip
    return ReportData(
        summary,
        entries,
        articles,
        title="News desk",
        version="1.2.3",
        made=dt.datetime(2026, 1, 2, 3, 4),
        claims=claims,
        clusters=clusters,
        domains=[Cited("arxiv.org", 12, 5, "https://arxiv.org"), Cited(HOSTILE, 1, 1, "javascript:alert(1)")],
        references=[Cited("Attention", 4, 3, "https://arxiv.org/abs/1706.03762")],
        contradictions=[Contradiction("星河 2", "MMLU", (Figure(articles[0].path, 12, "87.7%", "原句。"), Figure(hostile.path, 2, "81%", HOSTILE)))],
        tag_variants=[TagVariants("AI", {"AI": 12, "Ai": 2, HOSTILE: 1})],
        failures=[("content/broken.md", "not UTF-8")],
        trend=Trend((RunCounts("2025-12-01T08:00:00", 10, 500, 400, 400),), {"AI001": 700, "LK001": 3}, 12, 40),
    )  # fmt: skip

"""Claims as rows of a table, one a number: what `ainewslint claims` writes."""

from __future__ import annotations

from typing import Any

from ainewslint.claims.model import Claim
from ainewslint.diagnostics import Span
from ainewslint.source.text import SourceText

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "kind", "subject", "subject_id",
    "benchmark", "benchmark_id", "variant", "metric", "value", "number", "high",
    "scale", "unit", "bound",
    "higher_is_better", "change", "rises", "from", "to", "baseline", "date", "source",
    "source_text", "source_url", "source_line", "vague", "in_table", "sentence",
)  # fmt: skip


def make_row(claim: Claim, source: SourceText, path: str) -> dict[str, Any]:
    """One claim as a flat row with the keys of `COLUMNS`; what is not known is None.

    Lines and columns are 1-based and count code points, ends are exclusive. `number` is the figure
    in `unit`, `high` the upper end of a range, `scale` the 5 of 4.8/5. The layout is described by
    `schemas/claims.schema.json`.
    """
    start, end = source.position(claim.span.start), source.position(claim.span.end)
    subject, benchmark, value = claim.subject, claim.benchmark, claim.value
    comparison = claim.comparison
    return {
        "path": path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "kind": claim.kind.value,
        "subject": subject.name if subject else None,
        "subject_id": subject.id if subject else None,
        "benchmark": benchmark.name if benchmark else None,
        "benchmark_id": benchmark.id if benchmark else None,
        "variant": benchmark.variant if benchmark else None,
        "metric": claim.metric,
        "value": _plain(value.text),
        "number": value.number,
        "high": value.high,
        "scale": value.scale,
        "unit": value.unit.value,
        "bound": value.bound.value,
        "higher_is_better": claim.higher_is_better,
        "change": comparison.change.value if comparison else None,
        "rises": comparison.rises if comparison else None,
        "from": _plain(comparison.start.text) if comparison and comparison.start else None,
        "to": _plain(comparison.end.text) if comparison and comparison.end else None,
        "baseline": comparison.baseline.name if comparison and comparison.baseline else None,
        "date": claim.date,
        "source": claim.source.grade.value,
        "source_text": _plain(claim.source.text) or None,
        "source_url": claim.source.url,
        "source_line": _line(source, claim.source.span),
        "vague": claim.source.vague,
        "in_table": claim.in_table,
        "sentence": _plain(claim.context),
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def _line(source: SourceText, span: Span | None) -> int | None:
    return None if span is None else source.position(span.start).line

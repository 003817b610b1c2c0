"""Findings and claims as columns of numbers over tables of texts: small, and quick to filter.

Every table is in sorted order, so that the page sorts by comparing numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ainewslint.html_report.data import ArticleInfo
from ainewslint.report import Entry

Json = dict[str, Any]
FIXES = {"safe": 3, "unsafe": 2, "display-only": 1}
_BEFORE, _AFTER = 80, 160  # characters of a source line shown around what is marked
_CLAIM_TEXTS = (
    "kind", "subject", "benchmark", "variant", "metric", "value", "unit", "from", "to",
    "baseline", "date", "source", "source_text", "source_url", "sentence",
)  # fmt: skip


class Table:
    """Different texts in sorted order, and the number of each; -1 is no text."""

    def __init__(self, texts: Iterable[str | None]) -> None:
        self.texts = sorted({one for one in texts if one}, key=lambda one: (one.casefold(), one))
        self._numbers = {text: number for number, text in enumerate(self.texts)}

    def number(self, text: str | None) -> int:
        """The number of a text."""
        return self._numbers[text] if text else -1


def script_json(value: Any) -> str:
    """JSON that may stand inside `<script>`: nothing in it can close the element or open a comment.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def article_columns(articles: Sequence[ArticleInfo]) -> Json:
    """Articles, to which the other columns point by number; in the order given."""
    folders = Table(one.folder for one in articles)
    authors = Table(one.author for one in articles)
    tags = Table(tag for one in articles for tag in one.tags)
    return {
        "folders": folders.texts,
        "authors": authors.texts,
        "tagNames": tags.texts,
        "path": [one.path for one in articles],
        "title": [one.title for one in articles],
        "date": [one.date for one in articles],
        "folder": [folders.number(one.folder) for one in articles],
        "author": [authors.number(one.author) for one in articles],
        "tags": [sorted({tags.number(tag) for tag in one.tags if tag}) for one in articles],
    }


def finding_columns(entries: Sequence[Entry], places: Mapping[str, int]) -> Json:
    """What the list of findings shows and filters by; `places` numbers articles by path."""
    rules = {one.code: (one.name, one.url) for one in entries}
    codes = sorted(rules)
    numbers = {code: number for number, code in enumerate(codes)}
    messages = Table(one.message for one in entries)
    return {
        "code": codes,
        "name": [rules[code][0] for code in codes],
        "url": [rules[code][1] for code in codes],
        "messages": messages.texts,
        "article": [places[one.path] for one in entries],
        "rule": [numbers[one.code] for one in entries],
        "severity": [int(one.severity) for one in entries],
        "message": [messages.number(one.message) for one in entries],
        "line": [one.place.line for one in entries],
        "column": [one.place.column for one in entries],
        "fix": [FIXES.get(one.fix.applicability, 0) if one.fix else 0 for one in entries],
    }


def detail_columns(entries: Sequence[Entry]) -> Json:
    """What a finding shows when it is opened; read by the page when the first one is."""
    frames = [_frame(one) for one in entries]
    texts = Table(
        text
        for one, frame in zip(entries, frames, strict=True)
        for text in (frame[0], one.help, one.pointer, one.fix and one.fix.title)
    )
    return {
        "texts": texts.texts,
        "frame": [texts.number(frame[0]) for frame in frames],
        "start": [frame[1] for frame in frames],
        "end": [frame[2] for frame in frames],
        "help": [texts.number(one.help) for one in entries],
        "pointer": [texts.number(one.pointer) for one in entries],
        "fixTitle": [texts.number(one.fix.title if one.fix else None) for one in entries],
        "related": {
            index: [[near.path, near.line, near.column, near.message] for near in one.related[:20]]
            for index, one in enumerate(entries)
            if one.related
        },
    }


def claim_columns(rows: Sequence[Mapping[str, Any]], places: Mapping[str, int]) -> Json:
    """The claim ledger as columns."""
    columns: Json = {"article": [places[row["path"]] for row in rows]}
    for key in ("line", "number", "high", "scale", "vague", "rises", "change", "bound"):
        columns[key] = [row.get(key) for row in rows]
    for key in _CLAIM_TEXTS:
        table = Table(row.get(key) for row in rows)
        columns[key] = [table.number(row.get(key)) for row in rows]
        columns[f"{key}Texts"] = table.texts
    return columns


def _frame(entry: Entry) -> tuple[str, int, int]:
    """The source line around the marked text, and the mark in UTF-16 units, as a browser counts."""
    frame, place = entry.frame, entry.place
    text = frame.text
    start = min(max(0, place.column - frame.first), len(text))
    end = len(text) if place.end_line != place.line else place.end_column - frame.first
    end = min(max(start, end), len(text), start + _AFTER)
    left, right = max(0, start - _BEFORE), min(len(text), start + _AFTER)
    if not text.strip():
        return "", 0, 0
    head = "…" if left or frame.first > 1 else ""
    if not head:
        left = min(start, len(text) - len(text.lstrip()))
    shown = head + text[left:right] + ("…" if right < len(text) else "")
    before = head + text[left:start]
    return shown, _utf16(before), _utf16(before + text[start:end])


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)

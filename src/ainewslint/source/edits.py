"""Edits of a text."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Edit


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with some edits made, none of which overlaps another."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    parts.append(text[at:])
    return "".join(parts)

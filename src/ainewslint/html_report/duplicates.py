"""Two articles side by side: which lines they share, and which only one of them has."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from ainewslint.html_report.data import Cluster
from ainewslint.patterns import regex

_LINES, _CHARACTERS, _MEMBERS = 60, 400, 24  # of a text, of a line, of a cluster
_ENDS = regex(r"(?<=[。！？；])|(?<=[.!?])\s+|\n")


def cluster_json(clusters: Sequence[Cluster], places: Mapping[str, int]) -> list[dict[str, Any]]:
    """Clusters as the page reads them: each member with its rows against the first."""
    return [
        {
            "kind": cluster.kind,
            "more": max(0, len(cluster.members) - _MEMBERS),
            "members": [
                {
                    "article": places[member.path],
                    "similarity": round(member.similarity, 3),
                    "rows": side_by_side(cluster.members[0].text, member.text) if number else [],
                }
                for number, member in enumerate(cluster.members[:_MEMBERS])
            ],
        }
        for cluster in clusters
    ]


def side_by_side(first: str, second: str) -> list[list[Any]]:
    """Rows `[shared, left, right]`: lists of sentences, and whether both sides have them.

    Where both are shared to the letter, right is None.
    Sentences are compared without regard to white space. Long texts are cut: a comparison is
    read, not proved.
    """
    left, right = _lines(first), _lines(second)
    matcher = difflib.SequenceMatcher(None, [*map(_plain, left)], [*map(_plain, right)], False)
    rows: list[list[Any]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        mine, other = left[a:b], right[c:d]
        rows.append([int(tag == "equal"), mine, None if mine == other else other])
    return rows


def _lines(text: str) -> list[str]:
    kept = [line.strip() for line in _ENDS.split(text) if line.strip()][:_LINES]
    return [line if len(line) <= _CHARACTERS else line[:_CHARACTERS] + "…" for line in kept]


def _plain(line: str) -> str:
    return "".join(line.split())

"""Scores claim extraction, whatever the source, on labelled sentences.

    python -m evaluation.claims LABELS ROOT [--half tune|held] [-v] [--min-precision 0.9] [--min-recall 0.9]

LABELS is a file of JSON lines with `file` (below ROOT), `line`, `column`, `end_line`, `end_column`,
`claim` ("benchmark" and "performance" are claims, anything else is none), `source` and `values`.
A sentence counts as found where a claim begins in it. `--half` keeps the files whose name's SHA-1
is even (tune) or odd (held). Prints precision and recall with 95% Wilson intervals, values found,
and exits 1 below a floor; -v lists what is missed and wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import ainewslint
from ainewslint.claims import Claim
from ainewslint.source.article import Article

CLAIMS = ("benchmark", "performance")


def interval(hits: int, total: int, z: float = 1.96) -> str:
    """The 95% Wilson interval of a share."""
    if not total:
        return "-"
    share, scale = hits / total, 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    reach = z * ((share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5) / scale
    return f"{max(0.0, middle - reach):.2f}-{min(1.0, middle + reach):.2f}"


def in_half(file: str, half: str | None) -> bool:
    """Whether a file belongs to the wanted half of the labels."""
    odd = int(hashlib.sha1(file.encode(), usedforsecurity=False).hexdigest(), 16) % 2
    return half is None or odd == (half == "held")


def within(label: dict[str, Any], article: Article, claims: list[Claim]) -> list[Claim]:
    """The claims that begin in a labelled sentence."""
    start, end = (label["line"], label["column"]), (label["end_line"], label["end_column"])
    return [one for one in claims if start <= article.source.position(one.span.start) < end]


def plain(text: str) -> str:
    """A value without blanks and markup."""
    return "".join(char for char in text if char not in "*`" and not char.isspace())


def score(labels: list[dict[str, Any]], root: Path, verbose: bool) -> tuple[float, float]:
    """Precision and recall over the labels; prints them."""
    known: dict[str, tuple[Article, list[Claim]]] = {}
    counts: Counter[tuple[bool, bool]] = Counter()
    values: Counter[str] = Counter()
    for label in labels:
        if label["file"] not in known:
            text = (root / label["file"]).read_bytes().decode("utf-8")
            article = ainewslint.parse(text, label["file"])
            known[label["file"]] = article, ainewslint.extract_claims(article)
        article, claims = known[label["file"]]
        found = within(label, article, claims)
        wanted = label["claim"] in CLAIMS
        counts[wanted, bool(found)] += 1
        if wanted:
            got = {plain(article.source.slice(one.span)) for one in found}
            expected = {plain(value) for value in label["values"]}
            values.update(found=len(got & expected), missed=len(expected - got))
        if verbose and wanted != bool(found):
            word = "MISSED" if wanted else "WRONG"
            print(f"  {word} {label['id']} {label['file']}:{label['line']} {label['text'][:120]!r}")
    hits, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    precision, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
    print(
        f"extraction: precision {precision:.3f} ({interval(hits, hits + wrong)}) "
        f"recall {recall:.3f} ({interval(hits, hits + missed)})  "
        f"(tp {hits} fp {wrong} fn {missed} tn {counts[False, False]})"
    )
    print(f"values: {values['found']} of {values['found'] + values['missed']} found exactly")
    return precision, recall


def main() -> int:
    """Score and say whether the floors hold."""
    parser = argparse.ArgumentParser(description="Score claim extraction on labelled sentences.")
    parser.add_argument("labels", type=Path)
    parser.add_argument("root", type=Path)
    parser.add_argument("--half", choices=["tune", "held"])
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--min-precision", type=float, default=0.0)
    parser.add_argument("--min-recall", type=float, default=0.0)
    arguments = parser.parse_args()
    lines = arguments.labels.read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    labels = [one for one in labels if in_half(one["file"], arguments.half)]
    precision, recall = score(labels, arguments.root, arguments.verbose)
    return int(precision < arguments.min_precision or recall < arguments.min_recall)


if __name__ == "__main__":
    sys.exit(main())

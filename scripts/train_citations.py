"""Fits the weights of src/ainewslint/citations/flattened.json to labelled articles.

    python scripts/train_citations.py LABELS.jsonl FOLDER [--half 0]

LABELS has a line per number: file, line, column, text, label ("stray" or "legit"; others are
left out). Files are split in two by the SHA-1 of their names; `--half 0` fits to one half and
prints how it does on both. Plain gradient descent with ridge; no dependency.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import ainewslint
from ainewslint.citations.flattened import (
    DOCUMENT_FEATURES,
    FEATURES,
    Candidate,
    Model,
    document_features,
    find_candidates,
    score,
)

OUTPUT = Path(__file__).parents[1] / "src/ainewslint/citations/flattened.json"
Sample = tuple[list[float], bool]


def half_of(file: str) -> int:
    """Which half a file belongs to."""
    return hashlib.sha1(file.encode()).digest()[0] & 1


def fit(samples: Sequence[Sample], ridge: float = 0.001, rounds: int = 4000) -> list[float]:
    """Logistic regression; positives and negatives weigh as they are."""
    weights = [0.0] * len(samples[0][0])
    for step in range(rounds):
        gradient = [ridge * weight for weight in weights]
        for features, positive in samples:
            value = sum(a * b for a, b in zip(features, weights, strict=True))
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, value)))) - positive
            for index, feature in enumerate(features):
                if feature:
                    gradient[index] += error * feature / len(samples)
        rate = 2.0 / (1 + step / 1500)
        weights = [w - rate * g for w, g in zip(weights, gradient, strict=True)]
    return weights


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=[0, 1], help="fit to this half only")
    arguments = parser.parse_args()
    labels: dict[str, dict[tuple[int, int], bool]] = defaultdict(dict)
    for line in arguments.labels.read_text("utf-8").splitlines():
        one = json.loads(line)
        if one["label"] in ("stray", "legit"):
            labels[one["file"]][one["line"], one["column"]] = one["label"] == "stray"
    articles: dict[str, list[Candidate]] = {}
    for file in labels:
        text = (arguments.folder / file).read_bytes().decode("utf-8")
        article = ainewslint.parse(text, file)
        articles[file] = [
            one for one in find_candidates(article.prose, article.body) if not one.english
        ]
    labelled: list[tuple[str, Candidate, bool]] = []
    for file, candidates in articles.items():
        source = candidates[0].block.document.source if candidates else None
        for one in candidates:
            assert source is not None
            place = source.position(one.block.source_offset(one.start))
            if tuple(place) in labels[file]:
                labelled.append((file, one, labels[file][tuple(place)]))
    mine = [row for row in labelled if arguments.half is None or half_of(row[0]) == arguments.half]
    local = fit([(one.features, positive) for _file, one, positive in mine])
    model = Model(tuple(local), (*local, 0.0, 0.0, 0.0))
    samples: list[Sample] = []
    for candidates in articles.values():
        score(candidates, model)
    for file, one, positive in mine:
        candidates = articles[file]
        total = sum(each.local for each in candidates)
        strong = {each.digits for each in candidates if each.local > 0.5}
        extra = document_features(one, total, strong, len(candidates))
        samples.append(([*one.features, *extra], positive))
    model = Model(tuple(local), tuple(fit(samples)))
    for candidates in articles.values():
        score(candidates, model)
    for side in (0, 1):
        rows = [row for row in labelled if half_of(row[0]) == side]
        for threshold in (0.5, 0.7, 0.9):
            hits = [positive for _file, one, positive in rows if one.score >= threshold]
            total_positive = sum(positive for *_rest, positive in rows)
            used = "fitted" if arguments.half in (None, side) else "set aside"
            print(
                f"half {side} ({used}), from {threshold}: {sum(hits)} of {len(hits)} reported are "
                f"right, {total_positive} to find"
            )
    data = {
        "local": {n: round(w, 3) for n, w in zip(FEATURES, model.local, strict=True)},
        "document": {
            name: round(weight, 3)
            for name, weight in zip((*FEATURES, *DOCUMENT_FEATURES), model.document, strict=True)
        },
    }
    OUTPUT.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

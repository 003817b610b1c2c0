"""Fits src/ainewslint/citations/flattened.json to labelled articles.

    python scripts/train_citations.py LABELS FOLDER [--half 0]

LABELS is a folder with `stray-citations.jsonl` (a line per number: file, line, column, label
"stray" or "legit") and `stray-citation-files.jsonl` (a line per file: file, label "stray" or
"clean"); FOLDER holds the articles. Files are split in two by the SHA-1 of their names; with
`--half 0` the other half is neither read nor counted, but for the figures printed at the end.

In files without a stray number every candidate is content. The stray ones to learn from are made:
numbers are put behind clauses of those same articles, as an assistant's citations would stand
there once flattened. The labels themselves are used to leave out files with stray numbers, and to
say how the result does. Logistic regression by Newton's method with ridge; no dependency.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ainewslint
from ainewslint.citations.candidates import CLOSING, Candidate, Shape, find_candidates
from ainewslint.citations.features import DOCUMENT_FEATURES, FEATURES, USUAL, fill
from ainewslint.citations.flattened import Model, Surroundings, score
from ainewslint.source.article import Article
from ainewslint.source.nodes import Cell, Heading
from ainewslint.source.prose import ProseBlock, is_cjk

OUTPUT = Path(__file__).parents[1] / "src/ainewslint/citations/flattened.json"
CHINESE = re.compile("[\u4e00-\u9fff]")
NUMBER = re.compile("[ ]?[1-9][0-9]*")
MOST_PER_ARTICLE = 4  # numbers counted behind one character: a table of contents is one voice
CLAUSE_END = re.compile(r"[。；，：]|\\Z|\n")
RIDGE = 2.0
SHARE_FLATTENED = 0.25  # of the articles are flattened, twice at different places
PRIOR = 0.1  # weight of a flattened article: about one in fifty holds such numbers
LOCAL_WEIGHT = 0.5
TOKENS = 2.0  # not fitted, for too few articles hold both: citation tokens beside such numbers
MODELLED = (Shape.CHINESE, Shape.BEHIND_STOP)
Sample = tuple[list[float], bool, float]


def half_of(file: str) -> int:
    """Which half a file belongs to."""
    return hashlib.sha1(file.encode()).digest()[0] & 1


def fit(samples: Sequence[Sample]) -> list[float]:
    """Logistic regression with ridge on all weights but the first."""
    size = len(samples[0][0])
    weights = [0.0] * size
    for _round in range(25):
        gradient = [-RIDGE * w * (i > 0) for i, w in enumerate(weights)]
        hessian = [[0.0] * size for _row in range(size)]
        for i in range(size):
            hessian[i][i] = RIDGE * (i > 0) + 1e-6
        for features, positive, weight in samples:
            value = sum(a * b for a, b in zip(features, weights, strict=True))
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
            used = [i for i, feature in enumerate(features) if feature]
            for i in used:
                gradient[i] += weight * (positive - p) * features[i]
                scale = weight * p * (1 - p) * features[i]
                row = hessian[i]
                for j in used:
                    row[j] += scale * features[j]
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gauss with pivots; the matrix is positive definite."""
    size = len(vector)
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, size):
            factor = rows[r][i] / rows[i][i]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out


def rates(articles: Iterable[Article]) -> dict[str, float]:
    """log10 of how often a number follows a character, drawn to the mean where it is rare."""
    seen: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    for article in articles:
        here: Counter[str] = Counter()
        for block in article.prose:
            for match in CHINESE.finditer(block.text):
                char = match.group()
                seen[char] += 1
                if NUMBER.match(block.text, match.end()) and here[char] < MOST_PER_ARTICLE:
                    here[char] += 1
        followed.update(here)
    mean = 10**USUAL
    found = {}
    for char, count in seen.items():
        rate = math.log10((followed[char] + 100 * mean) / (count + 100))
        rounded = max(-4.0, min(-0.5, round(rate * 4) / 4))
        if rounded != USUAL:
            found[char] = rounded
    return found


class Corpus:
    """The articles of a folder with their candidates and labels."""

    def __init__(self, labels: Path, folder: Path, half: int | None) -> None:
        self.labels: dict[tuple[str, int, int], bool] = {}
        self.stray: set[str] = set()
        for one in read(labels / "stray-citations.jsonl"):
            if one["label"] in ("stray", "legit"):
                self.labels[one["file"], one["line"], one["column"]] = one["label"] == "stray"
            if one["label"] == "stray":
                self.stray.add(one["file"])
        self.stray |= {
            one["file"]
            for one in read(labels / "stray-citation-files.jsonl")
            if one["label"] == "stray"
        }
        self.articles: dict[str, Article] = {}
        for path in sorted(folder.rglob("*.md")):
            file = path.relative_to(folder).as_posix()
            if half is None or half_of(file) == half:
                text = path.read_bytes().decode("utf-8", "replace")
                self.articles[file] = ainewslint.parse(text, file)

    def clean(self) -> Iterator[Article]:
        """The articles in which every number is content."""
        for file, article in self.articles.items():
            if file not in self.stray:
                yield article


def read(path: Path) -> list[dict[str, Any]]:
    """A JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def candidates_of(article: Article, followed: dict[str, float]) -> list[Candidate]:
    """The candidates that the model weighs, with their features."""
    found = [one for one in find_candidates(article.prose) if one.shape in MODELLED]
    fill(found, "\n".join(block.text for block in article.prose), followed)
    return found


def flatten(article: Article, rng: random.Random) -> tuple[Article, set[int]] | None:
    """The article as if an assistant had cited in it: its new text, and where the marks are."""
    places = [place for block in article.prose for place in clause_ends(block)]
    if len(places) < 3:
        return None
    wanted = rng.choice((1, 1, 1, 2, 2, 3, 4, 6, 9, 14, 20, 30))
    largest = rng.choice((3, 6, 9, 10, 10, 12, 20, 40))
    chosen = sorted(rng.choices([p for p, _ in places], [w for _, w in places], k=wanted))
    text, parts, at, marks = article.source.text, [], 0, set()
    length = 0
    for place in dict.fromkeys(chosen):
        ids = sorted(rng.sample(range(1, largest + 1), rng.choice((1, 1, 1, 2, 2, 3))))
        parts += [text[at:place], "".join(map(str, ids))]
        length += place - at
        marks.add(length)
        length += len(parts[-1])
        at = place
    parts.append(text[at:])
    return ainewslint.parse("".join(parts), article.path), marks


def clause_ends(block: ProseBlock) -> Iterator[tuple[int, float]]:
    """Source offsets where an assistant could cite, each with how likely it would."""
    if isinstance(block.node, Heading) or len(block.text) < 12:
        return
    text, last = block.text, 0
    inside = block.containers
    ends = 0.1 if not inside else 0.5 if isinstance(block.node, Cell) else 0.3
    for match in CLAUSE_END.finditer(text):
        start, mark = match.start(), match.group()
        length, last = start - last, match.end()
        before = text[start - 1 : start]
        glues = is_cjk(before) or before in CLOSING or before in "%\ufffc" or before.isalpha()
        if length < 6 or not before or not glues:
            continue
        weight = 1.0 if mark == "。" else 0.06 if mark else ends
        yield block.span(start - 1, start).end, weight
        if mark == "。" and match.end() == len(text):
            yield block.span(start, match.end()).end, 0.1


def train(corpus: Corpus, followed: dict[str, float]) -> Model:
    """Both models: by its own surroundings, then with what the article says."""
    groups: list[tuple[list[Candidate], set[int], float]] = []
    for article in corpus.clean():
        groups.append((candidates_of(article, followed), set(), 1.0))
        rng = random.Random(article.path)
        for _round in range(2):
            made = flatten(article, rng) if rng.random() < SHARE_FLATTENED else None
            if made is not None:
                groups.append((candidates_of(made[0], followed), made[1], PRIOR))
    samples = [
        (one.features, one.span.start in marks, LOCAL_WEIGHT if one.span.start in marks else 1.0)
        for found, marks, _weight in groups
        for one in found
        if not marks or one.span.start in marks
    ]
    made = sum(positive for _features, positive, _weight in samples)
    print(f"{len(groups)} articles, {made} of {len(samples)} numbers made")
    local = fit(samples)
    model = Model(tuple(local), (*local, *(0.0 for _ in DOCUMENT_FEATURES)), followed)
    samples = []
    for found, marks, weight in groups:
        score(found, model)
        context = Surroundings(found, tokens=False)
        samples += [
            ([*one.features, *context.of(one)], one.span.start in marks, weight) for one in found
        ]
    return Model(tuple(local), (*fit(samples)[:-1], TOKENS), followed)


def report(corpus: Corpus, model: Model, title: str) -> None:
    """How the model does on the labelled numbers."""
    rows = []
    for file, article in corpus.articles.items():
        found = candidates_of(article, model.rates)
        score(found, model)
        for one in found:
            truth = corpus.labels.get((file, *article.source.position(one.span.start)))
            if truth is not None:
                rows.append((one.score, truth))
    for threshold in (0.5, 0.7, 0.9):
        hits = [truth for value, truth in rows if value >= threshold]
        missed = sum(truth for value, truth in rows if value < threshold)
        wrong = len(hits) - sum(hits)
        print(f"{title}, from {threshold}: {sum(hits)} right, {wrong} wrong, {missed} missed")


def write(model: Model) -> None:
    """The model as readable JSON."""
    by_rate = defaultdict(list)
    for char, rate in model.rates.items():
        by_rate[rate].append(char)
    data = {
        "local": dict(zip(FEATURES, (round(w, 2) for w in model.local), strict=True)),
        "document": dict(
            zip((*FEATURES, *DOCUMENT_FEATURES), (round(w, 2) for w in model.document), strict=True)
        ),
        "followed": {f"{rate:g}": "".join(sorted(by_rate[rate])) for rate in sorted(by_rate)},
    }
    OUTPUT.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Fit, print and write."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=[0, 1], help="fit to this half only")
    parser.add_argument("--test", action="store_true", help="print how the other half does too")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.labels, arguments.folder, arguments.half)
    followed = rates(corpus.clean())
    model = train(corpus, followed)
    write(model)
    report(corpus, model, "fitted")
    if arguments.test and arguments.half is not None:
        other = Corpus(arguments.labels, arguments.folder, 1 - arguments.half)
        report(other, model, "set aside")


if __name__ == "__main__":
    main()

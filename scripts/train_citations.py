"""Fits src/ainewslint/citations/flattened.json to labelled articles.

    python scripts/train_citations.py LABELS FOLDER [--folds 4]

LABELS is a folder with `stray-citations.jsonl` (a line per number: file, line, column, label
"stray" or "legit") and `stray-citation-files.jsonl` (a line per file: file, label "stray" or
"clean"); FOLDER holds the articles. `--folds 4` writes nothing: the files are dealt into four by
the SHA-1 of their names, and each part is scored with the model fitted to the other three.

In files without a stray number every candidate is content. What to learn from besides is made of
those same articles (`made_citations.py`): numbers put behind clauses as assistants do in several
styles, marks that authors did write in brackets, without the brackets; and as content, numbers
whose units are left out. The labels themselves only say which files have stray numbers, and how
the result does. Logistic regression by Newton's method with ridge; needs numpy.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from made_citations import bare, flatten, unbracket

import ainewslint
from ainewslint.citations.candidates import Candidate, Shape, find_candidates
from ainewslint.citations.features import DOCUMENT_FEATURES, FEATURES, fill
from ainewslint.citations.flattened import (
    Bare,
    Model,
    Surroundings,
    count_bare,
    find_flattened,
    score,
)
from ainewslint.citations.follows import USUAL_END, USUAL_NUMBER, Follows
from ainewslint.rules.citations.ci001_flattened_citation import Options
from ainewslint.source.article import Article

OUTPUT = Path(__file__).parents[1] / "src/ainewslint/citations/flattened.json"
CHINESE = re.compile("[\u4e00-\u9fff]")
NUMBER = re.compile("[ ]?[1-9][0-9]*")
MOST_PER_ARTICLE = 4  # numbers counted behind one character: a table of contents is one voice
RAREST_PAIR, PRIOR_PAIR, PRIOR_CHARACTER = 40, 50, 100
CLAUSE_END = re.compile(r"[。；，：、！？,;:!?]|\Z|\n")
RIDGE = 2.0
SHARE_FLATTENED = 0.35  # of the articles are flattened, twice at different places
SHARE_BARE, BARE_WEIGHT = 0.8, 0.25  # of the articles lose units
PRIOR = 0.1  # weight of a flattened article: about one in fifty holds such numbers
LOCAL_WEIGHT = 0.5
TOKENS = 2.0  # not fitted, for too few articles hold both: citation tokens beside such numbers
MODELLED = (Shape.CHINESE, Shape.BEHIND_STOP)
Sample = tuple[list[float], bool, float]


def fold_of(file: str, folds: int) -> int:
    """Which fold a file belongs to."""
    return hashlib.sha1(file.encode()).digest()[0] % folds


class Score(NamedTuple):
    """Labelled numbers, and clean articles of which some number is reported."""

    right: int
    wrong: int
    missed: int
    articles: int


def fit(samples: Sequence[Sample]) -> list[float]:
    """Logistic regression by Newton's method, with ridge on all weights but the first."""
    x = numpy.array([features for features, _positive, _weight in samples])
    y = numpy.array([float(positive) for _features, positive, _weight in samples])
    weight = numpy.array([weight for _features, _positive, weight in samples])
    ridge = numpy.full(x.shape[1], RIDGE)
    ridge[0] = 1e-6
    weights = numpy.zeros(x.shape[1])
    for _round in range(40):
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ weights, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - ridge * weights
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + numpy.diag(ridge)
        step = numpy.linalg.solve(hessian, gradient)
        weights += step
        if numpy.abs(step).max() < 1e-4:
            break
    return [float(one) for one in weights]


class Counts:
    """How often characters and pairs of them stand, before numbers and at ends of clauses."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()

    def add(self, article: Article) -> None:
        """Count an article."""
        here: Counter[str] = Counter()
        for block in article.prose:
            text = block.text
            for match in CHINESE.finditer(text):
                start, end = match.span()
                words = [text[start:end]]
                if start and CHINESE.match(text, start - 1):
                    words.append(text[start - 1 : end])
                self.seen.update(words)
                if CLAUSE_END.match(text, end):
                    self.ends.update(words)
                elif NUMBER.match(text, end) and here[words[-1]] < MOST_PER_ARTICLE:
                    here[words[-1]] += 1
                    self.numbers.update(words)

    def update(self, other: Counts) -> None:
        """Add what was counted elsewhere."""
        self.seen.update(other.seen)
        self.numbers.update(other.numbers)
        self.ends.update(other.ends)

    def follows(self) -> Follows:
        """The rates, drawn to the mean where a word is rare."""
        return Follows(
            _rates(self.seen, self.numbers, USUAL_NUMBER), _rates(self.seen, self.ends, USUAL_END)
        )


def _rates(seen: Counter[str], counted: Counter[str], usual: float) -> dict[str, float]:
    """The rates of single characters, and of pairs where they differ from the last one's."""
    found: dict[str, float] = {}
    for word in sorted(seen, key=len):
        count = seen[word]
        expected = found.get(word[-1], usual) if len(word) > 1 else usual
        if len(word) > 1 and count < RAREST_PAIR:
            continue
        prior = PRIOR_PAIR if len(word) > 1 else PRIOR_CHARACTER
        rate = math.log10((counted[word] + prior * 10**expected) / (count + prior))
        rounded = max(-4.0, min(-0.25, round(rate * 4) / 4))
        if abs(rounded - expected) >= (0.5 if len(word) > 1 else 0.25):
            found[word] = rounded
    return found


class Corpus:
    """The articles of a folder with their candidates and labels."""

    def __init__(self, labels: Path, folder: Path) -> None:
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
            text = path.read_bytes().decode("utf-8", "replace")
            self.articles[file] = ainewslint.parse(text, file)

    def part(self, wanted: Callable[[str], bool]) -> Corpus:
        """The articles with wanted names."""
        other = copy.copy(self)
        other.articles = {file: one for file, one in self.articles.items() if wanted(file)}
        return other

    def clean(self) -> Iterator[Article]:
        """The articles in which every number is content."""
        for file, article in self.articles.items():
            if file not in self.stray:
                yield article


def read(path: Path) -> list[dict[str, Any]]:
    """A JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class Group(NamedTuple):
    """An article's candidates and prose, the source offsets of made marks, what each weighs."""

    found: list[Candidate]
    text: str
    bare: Bare
    marks: set[int]
    weight: float


def group(article: Article, marks: set[int], weight: float) -> Group:
    """The candidates that the model weighs."""
    every = find_candidates(article.prose)
    found = [one for one in every if one.possible and one.shape in MODELLED]
    text = "\n".join(block.text for block in article.prose)
    return Group(found, text, count_bare(every), marks, weight)


def make_groups(article: Article) -> Iterator[Group]:
    """An article in which every number is content, and what can be made of it."""
    yield group(article, set(), 1.0)
    rng = random.Random(article.path)
    for _round in range(2):
        made = flatten(article, rng) if rng.random() < SHARE_FLATTENED else None
        if made is not None:
            yield group(*made, PRIOR)
    made = unbracket(article)
    if made is not None:
        yield group(*made, PRIOR)
    stripped = bare(article, rng) if rng.random() < SHARE_BARE else None
    if stripped is not None:
        yield group(stripped, set(), BARE_WEIGHT)


def train(groups: Sequence[Group], follows: Follows) -> Model:
    """Both models: by its own surroundings, then with what the article says."""
    for one in groups:
        fill(one.found, one.text, follows)
    samples: list[Sample] = []
    for each in groups:
        for one in each.found:
            if one.span.start in each.marks:
                samples.append((one.features, True, LOCAL_WEIGHT))
            elif not each.marks:
                samples.append((one.features, False, each.weight))
    made = sum(positive for _features, positive, _weight in samples)
    print(f"{len(groups)} articles, {made} of {len(samples)} numbers made")
    local = fit(samples)
    model = Model(tuple(local), (*local, *(0.0 for _ in DOCUMENT_FEATURES)), follows)
    samples = []
    for each in groups:
        score(each.found, model)
        context = Surroundings(each.found, bare=each.bare, tokens=False)
        samples += [
            ([*one.features, *context.of(one)], one.span.start in each.marks, each.weight)
            for one in each.found
        ]
    return Model(tuple(local), (*fit(samples)[:-1], TOKENS), follows)


def report(corpus: Corpus, model: Model, title: str) -> Score:
    """How the rule does with a model on an articles' labels; the misses are printed."""
    right = wrong = missed = articles = 0
    options = Options()
    for file, article in corpus.articles.items():
        found = {
            article.source.position(one.span.start): one.digits
            for one in find_flattened(article, options.threshold, options.alone, model)
        }
        articles += bool(found) and file not in corpus.stray
        for place, digits in found.items():
            truth = corpus.labels.get((file, *place))
            right += truth is True
            if truth is False or (truth is None and file not in corpus.stray):
                wrong += 1
                print(f"  wrong {file}:{place[0]}:{place[1]} {digits}")
        places = {
            article.source.position(one.span.start)
            for one in find_candidates(article.prose)
            if one.possible
        }
        for (name, *at), truth in corpus.labels.items():
            if name == file and truth and tuple(at) in places - set(found):
                missed += 1
                print(f"  missed {file}:{at[0]}:{at[1]}")
    print(
        f"{title}: {right} right, {wrong} wrong, {missed} missed; {articles} clean articles reported"
    )
    return Score(right, wrong, missed, articles)


def write(model: Model) -> None:
    """The model as readable JSON."""
    data = {
        "local": dict(zip(FEATURES, (round(w, 2) for w in model.local), strict=True)),
        "document": dict(
            zip((*FEATURES, *DOCUMENT_FEATURES), (round(w, 2) for w in model.document), strict=True)
        ),
        "followed by a number": _by_rate(model.follows.numbers),
        "followed by an end": _by_rate(model.follows.ends),
    }
    OUTPUT.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _by_rate(rates: Mapping[str, float]) -> dict[str, str]:
    by_rate = defaultdict(list)
    for word, rate in rates.items():
        by_rate[rate].append(word)
    return {f"{rate:g}": " ".join(sorted(by_rate[rate])) for rate in sorted(by_rate)}


class Fold:
    """A part of the articles, read and counted once."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.counts = Counts()
        self.groups: list[Group] = []
        for article in corpus.clean():
            self.counts.add(article)
            self.groups += make_groups(article)


def fit_to(folds: Iterable[Fold]) -> Model:
    """The model of all the folds."""
    counts, groups = Counts(), []
    for fold in folds:
        counts.update(fold.counts)
        groups += fold.groups
    return train(groups, counts.follows())


def across(corpus: Corpus, number: int) -> Iterator[tuple[Corpus, Model]]:
    """Each part of the articles with the model fitted to all the others."""
    folds = [
        Fold(corpus.part(lambda file, at=at: fold_of(file, number) == at)) for at in range(number)
    ]
    for at, left_out in enumerate(folds):
        yield left_out.corpus, fit_to(fold for i, fold in enumerate(folds) if i != at)


def main() -> None:
    """Fit, print and write."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, help="write nothing, score each of FOLDS by the rest")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.labels, arguments.folder)
    if arguments.folds:
        parts = enumerate(across(corpus, arguments.folds))
        scores = [report(part, model, f"fold {at}") for at, (part, model) in parts]
        total = Score(*map(sum, zip(*scores, strict=True)))
        precision = total.right / (total.right + total.wrong)
        recall = total.right / (total.right + total.missed)
        print(f"out of fold: precision {precision:.3f}, recall {recall:.3f}, {total}")
        return
    model = fit_to([Fold(corpus)])
    write(model)
    report(corpus, model, "fitted")


if __name__ == "__main__":
    main()

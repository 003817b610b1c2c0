"""Which bare numbers of an article are citations that lost their brackets.

A logistic model weighs each candidate by its own surroundings, then a second one adds what the
other candidates of the article say: assistants cite often, and with changing numbers. English
text goes by counts (`english.py`), links that are nothing but numbers by their being several.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ainewslint.citations.candidates import Candidate, Shape, find_candidates
from ainewslint.citations.english import weigh
from ainewslint.citations.explained import Explained
from ainewslint.citations.features import DOCUMENT_FEATURES, FEATURES, INDEX, fill
from ainewslint.source.article import Article

_LIKELY, _UNLIKELY = 0.7, 0.3
_ENGLISH = (Shape.GLUED, Shape.AFTER_STOP)
_CHINESE = (Shape.CHINESE, Shape.BEHIND_STOP)
# In an article that has them for sure, this share of the threshold is enough for more.
_COMPANION = 0.5
_SECOND, _CONVINCING = 0.75, 0.85
_TOKEN = re.compile(r":cite\[\d|\[citation:\d|oaicite|【\d+†|citeturn\d|\[cite_start\]|\[\^\d\^\]")


@dataclass(frozen=True)
class Model:
    """Weights by feature, and how often a number follows a character (log10)."""

    local: tuple[float, ...]
    document: tuple[float, ...]
    rates: dict[str, float]


@functools.cache
def load_model() -> Model:
    """The model that ships with the package."""
    data = json.loads(Path(__file__).with_name("flattened.json").read_text("utf-8"))
    return Model(
        tuple(data["local"][name] for name in FEATURES),
        tuple(data["document"][name] for name in (*FEATURES, *DOCUMENT_FEATURES)),
        {char: float(rate) for rate, chars in data["followed"].items() for char in chars},
    )


def find_flattened(article: Article, threshold: float, alone: float) -> list[Candidate]:
    """The flattened citations of an article, in order.

    `threshold` is the probability that makes one of several, `alone` the one that the only one
    needs, and then it must be several numbers at the end of a sentence.
    """
    candidates = find_candidates(article.prose)
    chinese = _likely(candidates, article)
    others = [one for one in candidates if one.shape not in _CHINESE]
    if not chinese and not others:
        return []
    explained = Explained(article)
    chinese = [one for one in chinese if not explained.covers(one)]
    others = [one for one in others if not explained.covers(one)]
    found = weigh([one for one in others if one.shape in _ENGLISH])
    found += [one for one in others if one.shape is Shape.LINKED]
    if chinese:
        score(chinese, load_model(), tokens=_TOKEN.search(article.source.text) is not None)
        found += _believed(chinese, threshold, alone)
    return sorted(found, key=lambda one: one.span)


def _likely(candidates: list[Candidate], article: Article) -> list[Candidate]:
    """The Chinese candidates with their features; none where none may be believed.

    Spares most articles the search for reference lists.
    """
    chinese = [one for one in candidates if one.shape in _CHINESE]
    if not any(one.ends_sentence or one.shape is Shape.BEHIND_STOP for one in chinese):
        return []
    model = load_model()
    fill(chinese, "\n".join(block.text for block in article.prose), model.rates)
    score(chinese, model)
    return chinese if any(one.local >= _UNLIKELY for one in chinese) else []


def _believed(candidates: list[Candidate], threshold: float, alone: float) -> list[Candidate]:
    sure = any(one.score >= threshold for one in candidates)
    strong = [one for one in candidates if _is_strong(one, threshold)]
    if sure and len(strong) > 1:
        return [one for one in candidates if one.score >= threshold * _COMPANION]
    return [one for one in candidates if is_telling(one) and one.local >= alone]


def _is_strong(one: Candidate, threshold: float) -> bool:
    """Whether it confirms another; what is strong alone needs less support of the article."""
    needed = threshold * _SECOND if one.local >= _CONVINCING else threshold
    return one.score >= needed


def is_telling(one: Candidate) -> bool:
    """Whether it may stand for itself: several source numbers at the end of a sentence."""

    def has(name: str) -> bool:
        return bool(one.features[INDEX[name]])

    doubtful = ("takes a number", "well-known number", "numbered elsewhere", "blank before")
    return has("several ids") and has("ends sentence") and not any(map(has, doubtful))


def score(candidates: Sequence[Candidate], model: Model, *, tokens: bool = False) -> None:
    """Fill in the probabilities; `tokens` says that the article holds citation tokens."""
    for one in candidates:
        one.local = _probability(one.features, model.local)
    context = Surroundings(candidates, tokens=tokens)
    for one in candidates:
        one.score = _probability([*one.features, *context.of(one)], model.document)


class Surroundings:
    """What the other candidates of an article say of one."""

    def __init__(self, candidates: Sequence[Candidate], *, tokens: bool) -> None:
        # At a sentence's end a citation stands, elsewhere many other things do.
        telling = [one for one in candidates if one.features[INDEX["ends sentence"]]]
        self.likely = [one for one in telling if one.local >= _LIKELY]
        self.unlikely = sum(one.local < _UNLIKELY for one in telling)
        self.values = {one.digits for one in self.likely}
        self.tokens = float(tokens)

    def of(self, one: Candidate) -> tuple[float, ...]:
        """The features of the article for one candidate."""
        telling = bool(one.features[INDEX["ends sentence"]])
        likely = len(self.likely) - (telling and one.local >= _LIKELY)
        unlikely = self.unlikely - (telling and one.local < _UNLIKELY)
        return (
            math.log1p(likely),
            min(len(self.values - {one.digits}), 3) / 3,
            math.log1p(unlikely),
            likely / (likely + unlikely + 1),
            self.tokens,
        )


def reasons(one: Candidate, model: Model, least: float = 0.4) -> tuple[list[str], list[str]]:
    """The names of the features that speak for and against a candidate, heaviest first."""
    pairs = zip(FEATURES, one.features, model.local, strict=True)
    weighed = [(value * weight, name) for name, value, weight in pairs if name != "bias" and value]
    speaking = sorted(weighed, key=lambda pair: -abs(pair[0]))
    return (
        [name for value, name in speaking if value >= least],
        [name for value, name in speaking if value <= -least],
    )


def _probability(features: Sequence[float], weights: Sequence[float]) -> float:
    value = sum(map(float.__mul__, features, weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

"""Which bare numbers of an article are citations that lost their brackets.

A logistic model weighs each candidate by its own surroundings, then a second one adds what the
other candidates of the article say: assistants cite often, and with changing numbers. English
text goes by counts (`english.py`), links that are nothing but numbers by their being several.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ainewslint.citations.candidates import Candidate, Shape, find_candidates
from ainewslint.citations.english import weigh
from ainewslint.citations.explained import Explained
from ainewslint.citations.features import (
    DOCUMENT_FEATURES,
    FEATURES,
    INDEX,
    fill_elsewhere,
    fill_near,
    is_asked_for,
    is_bare,
    sources_needed,
)
from ainewslint.citations.follows import Follows
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.article import Article

_LIKELY, _UNLIKELY, _POSSIBLE = 0.7, 0.3, 0.15
_FEW = 10  # sources that most answers have
_ENGLISH = (Shape.GLUED, Shape.AFTER_STOP)
_CHINESE = (Shape.CHINESE, Shape.BEHIND_STOP)
# In an article that has them for sure, this share of the threshold is enough for more.
_COMPANION = 0.5
# What its own clause speaks against is content in such an article too.
_LEAST_LOCAL = 0.4
# What has another reading convicts no article, though in a convicted one it may be a mark too.
_DOUBTFUL = (
    "takes a number",
    "cannot end a clause",
    "reads as a label",
    "well-known number",
    "numbers in a row",
    "numbered elsewhere",
)
_SECOND, _CONVINCING = 0.75, 0.85
_TOKEN = regex(r":cite\[\d|\[citation:\d|oaicite|【\d+†|citeturn\d|\[cite_start\]|\[\^\d\^\]")


@record(frozen=True)
class Model:
    """Weights by feature, and how often a number follows a character (log10)."""

    local: tuple[float, ...]
    document: tuple[float, ...]
    follows: Follows


@functools.cache
def load_model() -> Model:
    """The model that ships with the package."""
    data = json.loads(Path(__file__).with_name("flattened.json").read_text("utf-8"))
    return Model(
        tuple(data["local"][name] for name in FEATURES),
        tuple(data["document"][name] for name in (*FEATURES, *DOCUMENT_FEATURES)),
        Follows(_by_word(data["followed by a number"]), _by_word(data["followed by an end"])),
    )


def _by_word(rates: dict[str, str]) -> dict[str, float]:
    return {word: float(rate) for rate, words in rates.items() for word in words.split(" ")}


def find_flattened(
    article: Article, threshold: float, alone: float, model: Model | None = None
) -> list[Candidate]:
    """The flattened citations of an article, in order.

    `threshold` is the probability that makes one of several, `alone` the one that the only one
    needs, and then it must be several numbers at the end of a sentence.
    """
    model = model or load_model()
    candidates = find_candidates(article.prose)
    chinese = _likely(candidates, article, model)
    others = [one for one in candidates if one.shape not in _CHINESE]
    if not chinese and not others:
        return []
    explained = Explained(article)
    chinese = [one for one in chinese if not explained.covers(one)]
    others = [one for one in others if not explained.covers(one)]
    found = weigh([one for one in others if one.shape in _ENGLISH])
    found += [one for one in others if one.shape is Shape.LINKED]
    if chinese:
        bare = count_bare(candidates)
        tokens = _TOKEN.search(article.source.text) is not None
        score(chinese, model, bare=bare, tokens=tokens)
        found += _believed(chinese, threshold, alone)
    return sorted(found, key=lambda one: one.span)


def _likely(candidates: list[Candidate], article: Article, model: Model) -> list[Candidate]:
    """The Chinese candidates with their features; none where none may be believed.

    Spares most articles the search for their words and for reference lists.
    """
    chinese = [one for one in candidates if one.possible and one.shape in _CHINESE]
    if all(map(is_asked_for, chinese)):
        return []
    fill_near(chinese, model.follows)
    open_ = [
        one
        for one in chinese
        if _probability(one.features, model.local) >= _POSSIBLE and not _has(one, _DOUBTFUL)
    ]
    if len(open_) < 2 and not any(map(is_telling, open_)):
        return []
    fill_elsewhere(chinese, "\n".join(block.text for block in article.prose))
    return chinese


def _believed(candidates: list[Candidate], threshold: float, alone: float) -> list[Candidate]:
    strong = [one for one in candidates if _is_strong(one, threshold)]
    if len(strong) > 1 and any(one.score >= threshold for one in strong):
        return [
            one
            for one in candidates
            if one.score >= threshold * _COMPANION and one.local >= _LEAST_LOCAL
        ]
    return [one for one in candidates if is_telling(one) and one.local >= alone]


def _is_strong(one: Candidate, threshold: float) -> bool:
    """Whether it confirms another; what is strong alone needs less support of the article."""
    needed = threshold * _SECOND if one.local >= _CONVINCING else threshold
    return one.score >= needed and one.local >= _LEAST_LOCAL and not _has(one, _DOUBTFUL)


def is_telling(one: Candidate) -> bool:
    """Whether it may stand for itself: several source numbers at the end of a sentence."""
    several = _has(one, ("several ids",)) and _has(one, ("ends sentence",))
    return several and not _has(one, (*_DOUBTFUL, "blank before"))


def _has(one: Candidate, names: Iterable[str]) -> bool:
    return any(one.features[INDEX[name]] for name in names)


class Bare(NamedTuple):
    """How many numbers stand like citations that cannot be any, glued to a word or spaced."""

    glued: int = 0
    spaced: int = 0


_NONE = Bare()


def count_bare(candidates: Iterable[Candidate]) -> Bare:
    """Count them."""
    spaced = [one.spaced for one in candidates if is_bare(one)]
    return Bare(len(spaced) - sum(spaced), sum(spaced))


def score(
    candidates: Sequence[Candidate], model: Model, *, bare: Bare = _NONE, tokens: bool = False
) -> None:
    """Fill in the probabilities.

    `bare` counts the article's numbers that stand so and cannot be sources', `tokens` says that
    it holds citation tokens.
    """
    for one in candidates:
        one.local = _probability(one.features, model.local)
    context = Surroundings(candidates, bare=bare, tokens=tokens)
    for one in candidates:
        one.score = _probability([*one.features, *context.of(one)], model.document)


class Surroundings:
    """What the other candidates of an article say of one."""

    def __init__(self, candidates: Sequence[Candidate], *, bare: Bare, tokens: bool) -> None:
        # At a sentence's end a citation stands, elsewhere many other things do.
        telling = [one for one in candidates if one.features[INDEX["ends sentence"]]]
        self.likely = [one for one in telling if one.local >= _LIKELY]
        self.unlikely = sum(one.local < _UNLIKELY for one in telling)
        self.values = {one.digits for one in self.likely}
        self.needed = Counter(sources_needed(one.digits) for one in self.likely)
        self.bare = bare
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
            math.log1p(self.bare.spaced if one.spaced else self.bare.glued),
            float(bool(likely) and self._is_beyond(one)),
            self.tokens,
        )

    def _is_beyond(self, one: Candidate) -> bool:
        """Whether it needs a much longer list of sources than any of the others does."""
        needed = sources_needed(one.digits)
        others = (n for n, count in self.needed.items() if n != needed or count > 1)
        return needed > _FEW and needed > 2 * max(others, default=needed)


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

"""The names in all of an article's prose, looked for in one go and dealt out to its blocks."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from weakref import WeakKeyDictionary

from ainewslint.claims.names import Names
from ainewslint.claims.passage import Passage
from ainewslint.claims.reading import Mention
from ainewslint.knowledge import BenchmarkMention, ModelMention
from ainewslint.source.article import Article

_GAP = "\n\n"  # no name runs across it; what speaks for a name may stand in the next block

_cache: WeakKeyDictionary[Article, dict[int, NamedArticle]] = WeakKeyDictionary()


class NamedArticle:
    """An article's passages with the models and benchmarks they name."""

    def __init__(self, article: Article, names: Names) -> None:
        self.names = names
        self.passages = [Passage(block) for block in article.prose]

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        starts, length = [], 0
        for passage in self.passages:
            starts.append(length)
            length += len(passage.text) + len(_GAP)
        return _GAP.join(passage.text for passage in self.passages), starts

    @cached_property
    def _models(self) -> dict[int, list[ModelMention]]:
        text, starts = self._joined
        found: dict[int, list[ModelMention]] = {}
        for one in self.names.knowledge.find_models(text):
            index = bisect_right(starts, one.start) - 1
            at = starts[index]
            moved = one._replace(start=one.start - at, end=one.end - at)
            found.setdefault(index, []).append(moved)
        return found

    @cached_property
    def _benchmarks(self) -> dict[int, list[BenchmarkMention]]:
        text, starts = self._joined
        found: dict[int, list[BenchmarkMention]] = {}
        for one in self.names.knowledge.find_benchmarks(text):
            index = bisect_right(starts, one.start) - 1
            at = starts[index]
            moved = one._replace(start=one.start - at, end=one.end - at)
            found.setdefault(index, []).append(moved)
        return found

    def with_models(self) -> list[tuple[Passage, list[ModelMention]]]:
        """The passages that name a model, each with its mentions."""
        return [(self.passages[index], found) for index, found in sorted(self._models.items())]

    def models(self, index: int) -> list[Mention]:
        """The models that a passage names."""
        return self.names.model_mentions(self._models.get(index, []))

    def benchmarks(self, index: int) -> list[Mention]:
        """The benchmarks that a passage names, known ones and others."""
        return self.names.benchmark_mentions(
            self.passages[index].text, self._benchmarks.get(index, [])
        )


def named_article(article: Article, names: Names) -> NamedArticle:
    """The names of an article; looked for once."""
    known = _cache.setdefault(article, {})
    found = known.get(id(names))
    if found is None:
        found = known[id(names)] = NamedArticle(article, names)
    return found

"""The names in all of an article's prose, looked for in one go and dealt out to its blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from ainewslint.claims.names import Names
from ainewslint.claims.passage import Passage
from ainewslint.claims.reading import Mention
from ainewslint.knowledge import BenchmarkMention, ModelMention
from ainewslint.source.article import Article, once_an_article

_GAP = "\n\n"  # no name runs across it; what speaks for a name may stand in the next block


class NamedArticle:
    """An article's passages with the models and benchmarks they name."""

    def __init__(self, article: Article, names: Names) -> None:
        self.names = names
        self.blocks = article.prose
        self._passages: dict[int, Passage] = {}

    def passage(self, index: int) -> Passage:
        """The passage of a block of prose; made once."""
        found = self._passages.get(index)
        if found is None:
            found = self._passages[index] = Passage(self.blocks[index])
        return found

    def _text(self, index: int) -> str:
        block = self.blocks[index]
        return self.passage(index).text if block.holes else block.text

    @cached_property
    def _models(self) -> dict[int, list[ModelMention]]:
        joined, starts = self._joined(range(len(self.blocks)))
        found: dict[int, list[ModelMention]] = {}
        for one in self.names.knowledge.find_models(joined):
            index = bisect_right(starts, one.start) - 1
            at = starts[index]
            moved = one._replace(start=one.start - at, end=one.end - at)
            found.setdefault(index, []).append(moved)
        return found

    def _joined(self, indexes: Sequence[int]) -> tuple[str, list[int]]:
        starts, length = [], 0
        texts = [self._text(index) for index in indexes]
        for text in texts:
            starts.append(length)
            length += len(text) + len(_GAP)
        return _GAP.join(texts), starts

    def with_models(self) -> list[tuple[Passage, list[ModelMention]]]:
        """The passages that name a model, each with its mentions."""
        return [(self.passage(index), found) for index, found in sorted(self._models.items())]

    def models(self, index: int) -> list[Mention]:
        """The models that a passage names."""
        return self.names.model_mentions(self._models.get(index, []))

    def benchmarks(self, indexes: Sequence[int]) -> dict[int, list[Mention]]:
        """The benchmarks that some passages name, known ones and others.

        Looks at the passages beside them too, where words may stand that speak for a name.
        """
        beside = {index + step for index in indexes for step in (-1, 0, 1)}
        around = sorted(index for index in beside if 0 <= index < len(self.blocks))
        joined, starts = self._joined(around)
        known: dict[int, list[BenchmarkMention]] = {}
        for one in self.names.knowledge.find_benchmarks(joined):
            place = bisect_right(starts, one.start) - 1
            at = starts[place]
            moved = one._replace(start=one.start - at, end=one.end - at)
            known.setdefault(around[place], []).append(moved)
        return {
            index: self.names.benchmark_mentions(self._text(index), known.get(index, []))
            for index in indexes
        }


@once_an_article
def named_article(article: Article, names: Names) -> NamedArticle:
    """The names of an article; looked for once."""
    return NamedArticle(article, names)

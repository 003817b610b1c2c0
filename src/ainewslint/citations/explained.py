"""Numbers that the article itself explains: entries of its lists, and sources shown above."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ainewslint.citations.candidates import Candidate
from ainewslint.citations.ids import splits
from ainewslint.patterns import regex
from ainewslint.source.article import Article

_SHOWN = regex(r"^[ \t]*[*+-][ \t\u00a0]+(\d{1,2})\.[ \t\u00a0\u3000]", re.MULTILINE)
_SHOWN_LEAST = 5


class _Shown(NamedTuple):
    """A list of sources that a chat shows before its answer."""

    numbers: frozenset[int]
    end: int
    scope_end: int

    def answers(self, reading: tuple[int, ...], offset: int) -> bool:
        """Whether it has all these numbers and stands above, in the same part."""
        return self.end < offset < self.scope_end and self.numbers.issuperset(reading)


class Explained:
    """What an article explains of its numbers.

    An answer that shows its numbered sources first leaves the reader what the numbers mean.
    """

    def __init__(self, article: Article) -> None:
        self.article = article

    def covers(self, one: Candidate) -> bool:
        """Whether it stands in a reference list, or below one that has all its numbers."""
        references = self.article.references
        offset = one.span.start
        if references.is_listed(offset):
            return True
        if not self._shown and offset < self._first_end:
            return False
        for reading in splits(one.digits):
            answers = [references.answering(number, offset) for number in reading]
            if all(found is not None and found.span.end <= offset for found in answers):
                return True
            if any(run.answers(reading, offset) for run in self._shown):
                return True
        return False

    @cached_property
    def _first_end(self) -> int:
        """Where the first list ends: nothing before is explained by a list above it."""
        lists = self.article.references.lists
        return min((one.span.end for one in lists), default=len(self.article.source.text))

    @cached_property
    def _shown(self) -> list[_Shown]:
        """The bullets "* 3. Title" with which chats show their sources, each with its scope."""
        text = self.article.source.text
        if not any(bullet in text for bullet in ("* 1.", "- 1.", "+ 1.", "\u00a01.")):
            return []
        runs: list[dict[int, int]] = []
        for match in _SHOWN.finditer(text, self.article.body_start):
            number = int(match[1])
            if number == 1 or not runs:
                runs.append({})
            runs[-1][number] = match.start()
        return [
            _Shown(frozenset(run), max(run.values()), self._scope_end(run[1]))
            for run in runs
            if len(run) >= _SHOWN_LEAST and set(range(1, len(run) + 1)) == set(run)
        ]

    def _scope_end(self, offset: int) -> int:
        """Where the part that an offset lies in ends: the next heading as high."""
        level = 0
        for section in self.article.document.sections:
            start = section.span.start
            if start <= offset:
                level = section.level
            elif section.level <= level:
                return start
        return len(self.article.source.text)

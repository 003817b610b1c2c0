"""Which part of an article a reference list answers for.

One list answers for the whole article. Of several, each answers for the largest part that has
no other; where sections are the answers of different assistants, each list stays in its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.document import Document, Section
from ainewslint.source.reference_titles import ASSISTANT, is_heading

_MARK = regex(r"[\[【]\d{1,3}[\]】,，]")


class Scopes:
    """Finds the scope of each list from the section it stands in."""

    def __init__(self, document: Document, homes: Sequence[Section | None]) -> None:
        """`homes` are the sections that hold a numbered list each, without repeats."""
        self.document = document
        self.text = document.source.text
        self.homes = sorted(home.span.start for home in homes if home is not None)
        self.roots = [one for one in document.sections if one.parent is None]
        self._answers: dict[int, bool] = {}  # by the offset of a section

    def scope(self, home: Section | None, end: int) -> Span:
        """The scope of a list that stands in `home` and ends at the offset `end`."""
        whole = self.document.span
        if home is None:
            return whole
        answer = next((one for one in _upwards(home) if self._is_one_answer(one)), None)
        if answer is not None:
            return _extent(answer)
        if len(self.homes) > 1:
            return self._own_part(home) or whole
        # Behind a list that stands amid the article, its marks are somebody else's.
        return Span(whole.start, self._closed_at(home, end) or whole.end)

    def _own_part(self, home: Section) -> Span | None:
        part = None
        for one in _upwards(home):
            extent = _extent(one)
            first, behind = (bisect_left(self.homes, offset) for offset in extent)
            if behind - first > 1 or (behind > first and self.homes[first] != home.span.start):
                break  # another list's home is in it
            part = extent
        return part

    def _is_one_answer(self, section: Section) -> bool:
        """Whether a section is one of several that are named after assistants."""
        found = self._answers.get(section.span.start)
        if found is None:
            found = self._names_assistant(section) and any(
                one is not section and self._names_assistant(one) for one in self._siblings(section)
            )
            self._answers[section.span.start] = found
        return found

    def _names_assistant(self, section: Section) -> bool:
        return bool(section.heading and ASSISTANT.search(self._title(section)))

    def _siblings(self, section: Section) -> list[Section]:
        if section.parent is not None:
            return section.parent.subsections
        return self.roots

    def _closed_at(self, home: Section, end: int) -> int | None:
        """Where the scope of a list amid the article ends; None where it is the last part."""
        following = [one for one in self.document.sections if one.span.start > end]
        if not any(one.heading and not is_heading(self._title(one)) for one in following):
            return None
        if not _MARK.search(self.text, self.document.body_start, home.span.start):
            return None
        return _extent(home).end

    def _title(self, section: Section) -> str:
        assert section.heading is not None
        start, end = section.heading.content_span
        return self.text[start:end]


def _upwards(section: Section) -> Iterator[Section]:
    at: Section | None = section
    while at is not None:
        yield at
        at = at.parent


def _extent(section: Section) -> Span:
    """A section with all below it."""
    last = section
    while last.subsections:
        last = last.subsections[-1]
    return Span(section.span.start, last.span.end)

"""Document symbols: front matter keys and the outline's sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from ainewslint.diagnostics import Span
from ainewslint.messages import _, ngettext
from ainewslint.server.positions import Positions
from ainewslint.server.session import Analysis
from ainewslint.source.pointers import make_pointer


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The article as a tree."""
    found = []
    front = analysis.article.front_matter
    if front is not None:
        found.append(_front_matter(analysis))
    end = len(analysis.source.text)
    sections = analysis.article.outline.data["sections"]
    return found + _sections(analysis, sections, "/sections", end)


def flat(
    tree: list[types.DocumentSymbol], uri: str, container: str | None = None
) -> Iterator[types.SymbolInformation]:
    """The tree as a list, for clients that know no trees."""
    for one in tree:
        where = types.Location(uri, one.range)
        yield types.SymbolInformation(where, one.name, one.kind, container_name=container)
        yield from flat(list(one.children or ()), uri, one.name)


def _front_matter(analysis: Analysis) -> types.DocumentSymbol:
    front, place = analysis.article.front_matter, analysis.positions.range
    assert front is not None
    keys = []
    for key in front.data:
        at = front.place(pointer := make_pointer((key,)))
        if at is None or at.key is None:
            continue
        whole = place(Span(at.key.start, max(at.key.end, at.value.end)))
        keys.append(
            types.DocumentSymbol(
                name=str(key) or '""',
                kind=types.SymbolKind.Key,
                range=whole,
                selection_range=place(at.key),
                detail=_short(analysis.source.slice(front.visible_span(pointer))),
            )
        )
    return types.DocumentSymbol(
        name=_("front matter"),
        kind=types.SymbolKind.Object,
        range=place(front.span),
        selection_range=place(front.opening_span),
        children=keys,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _sections(
    analysis: Analysis, sections: list[dict[str, Any]], base: str, end: int
) -> list[types.DocumentSymbol]:
    """Symbols of sibling sections; each ends where the next begins, the last at `end`."""
    outline, positions = analysis.article.outline, analysis.positions
    headings = [outline.span(f"{base}/{index}") for index in range(len(sections))]
    ends = [_line_start(analysis, span.start) for span in headings[1:]] + [end]
    found = []
    for index, data in enumerate(sections):
        inner = f"{base}/{index}/sections"
        words = _words(data)
        found.append(
            types.DocumentSymbol(
                name=data["heading"] or "#" * data["level"],
                kind=types.SymbolKind.String,
                range=_from_heading(analysis, positions, headings[index], ends[index]),
                selection_range=positions.range(headings[index]),
                detail=ngettext("{n} word", "{n} words", words).format(n=words),
                children=_sections(analysis, data["sections"], inner, ends[index]),
            )
        )
    return found


def _words(section: dict[str, Any]) -> int:
    """The words of a section and all below it."""
    return int(section["words"]) + sum(map(_words, section["sections"]))


def _from_heading(analysis: Analysis, positions: Positions, heading: Span, end: int) -> types.Range:
    start = _line_start(analysis, heading.start)
    return positions.range(Span(start, max(heading.end, end)))


def _line_start(analysis: Analysis, offset: int) -> int:
    return analysis.source.line_span(analysis.source.line_number(offset)).start

"""The reference lists of an article: where they are, what they hold, and where they apply."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import field

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.document import Document, Section
from ainewslint.source.nodes import (
    BlockQuote,
    Definition,
    FootnoteDef,
    List,
    ListItem,
    Node,
    Paragraph,
    TextBlock,
)
from ainewslint.source.reference_entries import Entry, make_entry, number_of
from ainewslint.source.reference_lines import Line, lines_of
from ainewslint.source.reference_scopes import Scopes
from ainewslint.source.reference_titles import LEAD, PSEUDO_HEADING, is_heading, word_offsets

_EXPLICIT = ("bracketed", "round", "caret", "super")  # marks that stand in the text itself
_BARE = regex(r"^[>\s*\\]{0,8}[\[【［]\d", re.MULTILINE)
_LETTER = regex(r"[^\W\d_]")
_LOOK = 90  # characters of a paragraph in which a bold heading must end


class ListKind(enum.StrEnum):
    """How a list's entries are marked."""

    NUMBERED = "numbered"  # 1. 2. 3.
    BRACKETED = "bracketed"  # [1] [2] 【3】
    BULLETED = "bulleted"
    FOOTNOTES = "footnotes"  # [^1]: …
    DEFINITIONS = "definitions"  # [1]: https://…


@record(frozen=True, slots=True)
class ReferenceList:
    """A reference list. `scope` is the part of the article whose citations it answers.

    `title` is its heading's text, None where it has none; `pseudo` says the heading is only
    bold or plain text.
    """

    kind: ListKind
    span: Span
    scope: Span
    entries: tuple[Entry, ...]
    title: str | None = None
    pseudo: bool = False
    _by_number: dict[int | None, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries: every citation asks for one."""
        object.__setattr__(self, "_by_number", {one.number: one for one in self.entries[::-1]})

    @property
    def numbered(self) -> bool:
        """Whether its entries have numbers to be cited by."""
        return bool(self._by_number.keys() - {None})

    def entry(self, number: int) -> Entry | None:
        """The first entry of a number."""
        return self._by_number.get(number)


@record(frozen=True, slots=True)
class _Title:
    """What a list is headed by."""

    text: str | None = None
    pseudo: bool = False


@record(slots=True)
class _Found:
    """A list before its scope is known; `home` is the section whose part it answers for."""

    kind: ListKind
    entries: list[Entry]
    home: Section | None
    title: _Title = _Title()

    @property
    def span(self) -> Span:
        return Span(self.entries[0].span.start, self.entries[-1].span.end)


def find_lists(document: Document) -> list[ReferenceList]:
    """All reference lists of a body, in order of position."""
    found = sorted(_Finder(document).find(), key=lambda one: one.span)
    numbered = [one.home for one in found if any(e.number is not None for e in one.entries)]
    scopes = Scopes(document, list(dict.fromkeys(numbered)))
    return [
        ReferenceList(
            one.kind, one.span, scopes.scope(one.home, one.span.end), tuple(one.entries),
            one.title.text, one.title.pseudo,
        )
        for one in found
    ]  # fmt: skip


class _Finder:
    """Goes through the sections of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source.text
        self.words = word_offsets(self.source, document.body_start)
        self.bare = _BARE.search(self.source, document.body_start) is not None

    def find(self) -> Iterator[_Found]:
        """Lists under headings, under lines that stand for headings, and without either."""
        titled: set[Section] = set()
        for section in self.document.sections:
            heading = section.heading
            if section.parent in titled:
                titled.add(section)
            elif heading is not None and is_heading(self._slice(heading.content_span)):
                titled.add(section)
                title = self._slice(heading.content_span).strip(" *_:：#")
                for part in section.walk():
                    blocks = part.blocks
                    yield from self._take(blocks, section.parent, _Title(title))
            else:
                yield from self._untitled(section)
        yield from self._notes()

    def _slice(self, span: Span) -> str:
        return self.source[span.start : span.end]

    def _untitled(self, section: Section) -> Iterator[_Found]:
        """Lists under a bold or plain line, and runs of `[1] …` lines without any."""
        blocks, index, any_found = section.blocks, 0, False
        while index < len(blocks):
            block = blocks[index]
            index += 1
            if isinstance(block, BlockQuote):
                block = block.children[0] if block.children else block
            if not isinstance(block, Paragraph) or not self._is_named(block):
                continue
            match = self._pseudo_heading(block, blocks[index : index + 1])
            if match is None:
                led = list(self._led(block, section))
                any_found = any_found or bool(led)
                yield from led
                continue
            title = _Title(match["title"], pseudo=True)
            end = block.content_span.start + match.end("title")
            below = [line for line in lines_of(block) if line.start >= end]
            entries = self._entries(
                [line for line in below if line.text.strip(" :：") or line.urls], loose=True
            )
            if entries:
                found = list(_split(_kind_of(entries), entries, section, title))
            else:
                following = self._until_break(blocks[index:])
                found = list(self._take(following, section, title))
                index += len(following)
            any_found = any_found or bool(found)
            yield from found
        if self.bare and not any_found:
            yield from self._bare(section)

    def _is_named(self, block: Paragraph) -> bool:
        """Whether a word that heads lists stands near the beginning."""
        index = bisect_left(self.words, block.span.start)
        return index < len(self.words) and self.words[index] < block.span.start + _LOOK

    def _led(self, block: Paragraph, section: Section) -> Iterator[_Found]:
        """A list whose first entry stands in the line of its heading."""
        start, end = block.content_span
        match = LEAD.match(self.source[start : min(end, start + _LOOK)])
        lines = lines_of(block) if match else []
        if match is None or not lines or lines[0].start != start:
            return
        first = lines[0]
        behind = LEAD.match(first.text)
        if behind is None:
            return
        first.text = first.text[behind.end() :]
        first.start += match.end()
        entries = self._entries(lines, loose=True)
        title = _Title(match.group().strip(" :：*_"), pseudo=True)
        if entries:
            yield from _split(_kind_of(entries), entries, section, title)

    def _pseudo_heading(self, block: Paragraph, following: list[Node]) -> re.Match[str] | None:
        start, end = block.content_span
        match = PSEUDO_HEADING.match(self.source[start : min(end, start + _LOOK)])
        if match is None:
            return None
        bold = match["bold"] is not None and match["end"] is not None
        if bold or match["colon"] or match["stranded"] or start + match.end() < end:
            return match
        # A plain word alone on its line stands for a heading only right before a list.
        after = following[0] if following else None
        if isinstance(after, Paragraph):
            return match if self._begins_entry(after) else None
        return match if isinstance(after, List) else None

    def _begins_entry(self, block: Paragraph) -> bool:
        start = block.content_span.start
        return number_of(self.source[start : start + 12].lstrip("\\*")) is not None

    def _until_break(self, blocks: list[Node]) -> list[Node]:
        """The blocks that still belong to a list: up to a rule, table, code or plain text."""
        taken: list[Node] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                if not self._begins_entry(block) and "://" not in self._slice(block.span)[:400]:
                    break
            elif not isinstance(block, List | Definition | FootnoteDef):
                break
            taken.append(block)
        return taken

    def _bare(self, section: Section) -> Iterator[_Found]:
        """A run of lines `[1] …`, `[2] …` without a heading."""
        run: list[Entry] = []
        for block in (*section.blocks, None):
            entries = self._bracketed(block) if isinstance(block, Paragraph) else []
            if entries and run and entries[0].number == (run[-1].number or 0) + 1:
                run.extend(entries)
                continue
            if _are_sources(run):
                yield _Found(ListKind.BRACKETED, run, section)
            run = entries

    def _bracketed(self, block: Paragraph) -> list[Entry]:
        start = block.content_span.start
        if self.source[start : start + 4].lstrip("\\*")[:1] not in ("[", "【", "［"):
            return []
        lines = lines_of(block)
        if not lines or (number_of(lines[0].text) or (0, 0, 0, ""))[3] != "bracketed":
            return []
        return self._entries(lines)

    def _take(self, blocks: list[Node], home: Section | None, title: _Title) -> Iterator[_Found]:
        """The lists in some blocks: numbered entries apart from those without numbers."""
        groups: dict[bool, tuple[ListKind, list[Entry]]] = {}
        for block in blocks:
            if isinstance(block, BlockQuote):
                yield from self._take(block.children, home, title)
                continue
            if isinstance(block, List):
                entries = self._items(block)
                kind = _kind_of(entries, ordered=block.ordered)
            elif isinstance(block, Paragraph):
                entries = self._entries(lines_of(block), loose=True)
                kind = _kind_of(entries)
            else:
                continue
            if entries:
                group = groups.setdefault(kind is ListKind.BULLETED, (kind, []))
                group[1].extend(entries)
        for kind, entries in groups.values():
            yield from _split(kind, entries, home, title)

    def _items(self, block: List) -> list[Entry]:
        """The entries of a list; a bullet that only names a group stands for those below it."""
        entries: list[Entry] = []
        for item in block.children:
            if not isinstance(item, ListItem):
                continue
            nested: list[Entry] = []
            lines: list[Line] = []
            for child in item.children:
                if isinstance(child, List):
                    nested += self._items(child)
                elif isinstance(child, TextBlock):
                    lines += lines_of(child)
            urls = tuple(url for line in lines for url in line.urls)
            if nested and not block.ordered and not urls:
                entries += nested
            elif nested or any(line.text.strip() or line.urls for line in lines):
                entries.append(self._item(item, block.ordered, lines, nested))
        return entries

    def _item(self, item: ListItem, ordered: bool, lines: list[Line], nested: list[Entry]) -> Entry:
        urls = [url for line in lines for url in line.urls]
        urls += [url for entry in nested for url in entry.urls]
        text = "\n".join([*(line.text for line in lines), *(entry.text for entry in nested)])
        mark = number_of(text)
        number, place = item.number, item.marker_span if ordered else None
        style = "item" if ordered else ""
        if mark and mark[3] in _EXPLICIT and lines:
            start = lines[0].start
            number, place = mark[0], Span(start + mark[1], start + mark[2])
            text, style = text[mark[2] :], mark[3]
        return make_entry(
            text, item.span, number=number, number_span=place, urls=tuple(urls), mark=style
        )

    def _entries(self, lines: list[Line], *, loose: bool = False) -> list[Entry]:
        """Entries from lines: a numbered line begins one, others carry it on.

        `loose` takes unnumbered lines that lead to a source, as under a heading.
        """
        groups: list[list[Line]] = []
        for line in lines:
            if number_of(line.text) is None and groups and number_of(groups[-1][0].text):
                groups[-1].append(line)
            else:
                groups.append([line])
        made = (_entry_of(group, loose=loose) for group in groups)
        return [entry for entry in made if entry is not None]

    def _notes(self) -> Iterator[_Found]:
        notes = [
            make_entry(
                self.source[note.label_span.end + 2 : note.span.end].strip(),
                note.span,
                number=_label_number(note.label),
                number_span=note.label_span,
                label=note.label,
                mark="label",
            )
            for note in self.document.of(FootnoteDef)
        ]
        definitions = [
            make_entry(
                one.title or "",
                one.span,
                number=_label_number(one.label),
                number_span=one.label_span,
                label=one.label,
                urls=(one.url,),
                mark="label",
            )
            for one in self.document.of(Definition)
        ]
        for kind, entries in ((ListKind.FOOTNOTES, notes), (ListKind.DEFINITIONS, definitions)):
            if entries:
                yield _Found(kind, entries, None)


def _label_number(label: str) -> int | None:
    return int(label) if label.isdecimal() and len(label) <= 3 else None


def _entry_of(lines: list[Line], *, loose: bool) -> Entry | None:
    text = "\n".join(line.text for line in lines)
    urls = tuple(url for line in lines for url in line.urls)
    span = Span(lines[0].start, lines[-1].end)
    mark = number_of(text)
    if mark is not None:
        if not urls and not _LETTER.search(text, mark[2]):
            return None  # "参考资料：[16]" cites, it lists nothing
        place = Span(span.start + mark[1], span.start + mark[2])
        return make_entry(
            text[mark[2] :], span, number=mark[0], number_span=place, urls=urls, mark=mark[3]
        )
    entry = make_entry(text, span, urls=urls)
    return entry if loose and entry.has_source else None


def _split(
    kind: ListKind, entries: list[Entry], home: Section | None, title: _Title
) -> Iterator[_Found]:
    """Lists that begin anew at 1 under one heading ("论文 1 2 3, 书籍 1 2") are several."""
    run: list[Entry] = []
    for entry in entries:
        if entry.number == 1 and any((one.number or 0) > 1 for one in run):
            yield _Found(kind, run, home, title)
            run = []
        run.append(entry)
    if run:
        yield _Found(kind, run, home, title)


def _are_sources(run: list[Entry]) -> bool:
    """Whether a run is one of sources: a REPL prints `[1] TRUE`, a contents list links `#one`."""
    if not run or run[0].number != 1:
        return False
    if len(run) == 1:
        return bool(run[0].urls)
    return sum(entry.has_source for entry in run) * 2 >= len(run)


def _kind_of(entries: list[Entry], *, ordered: bool = False) -> ListKind:
    marks = [entry for entry in entries if entry.number is not None]
    if not marks:
        return ListKind.BULLETED
    if ordered:
        return ListKind.NUMBERED
    return ListKind.BRACKETED if marks[0].mark == "bracketed" else ListKind.NUMBERED

"""The reference lists of an article: where they are, what they hold, and where they apply."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ainewslint.diagnostics import Span
from ainewslint.source.document import Document, Section
from ainewslint.source.nodes import (
    BareUrl,
    BlockQuote,
    CodeSpan,
    Definition,
    FootnoteDef,
    HardBreak,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    SoftBreak,
    Text,
    TextBlock,
)
from ainewslint.source.reference_entries import Entry, make_entry, number_of

_TITLE = (
    r"(?:主要|部分|本文|相关)?参考(?:资料|文献|链接|来源|文章|网址|网站|书目|书籍|内容|出处|材料)?(?:与链接|及链接|列表|清单)?"
    r"|引用(?:来源|文献|资料|链接|列表)?|(?:资料|信息|数据|文献|内容|新闻|图片)来源|来源|引文|文献|脚注|尾注|注释"
    r"|(?:list of |selected |key )?references?(?: list)?|bibliography|works cited|literature(?: cited)?"
    r"|sources?(?: and notes)?|citations?|footnotes?|endnotes?|references? and notes"
    r"|参考(?:资料|文献|链接)?\s*[(（/]?\s*references?\s*[)）]?|references?\s*[(（/]?\s*参考(?:资料|文献|链接)?\s*[)）]?"
)
_ORDINAL = (
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节部分]*|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.、．]?|[ivx]{1,5}\.|附录?\s*[:：])?"
)
# A heading's own text.
HEADING = re.compile(
    rf"[\W_]{{0,6}}{_ORDINAL}[\s\u3000]*[\W_]{{0,4}}(?:{_TITLE})[\s:：*_#]*", re.IGNORECASE
)
# A line that stands for a heading: bold, or ending in a colon, or alone before a list.
PSEUDO_HEADING = re.compile(
    rf"[>\s]*(?P<bold>\*\*|__)?[\s\u3000]*[^\w\s*]{{0,3}}\s*{_ORDINAL}[\s\u3000]*(?P<title>{_TITLE})"
    r"[\s]*(?P<colon>[:：])?[\s]*(?P<end>\*\*|__)?(?:[ \t\\]*\r?\n?[>\s]*(?P<stranded>[:：]))?(?=[ \t\\]*(?:\r|\n|$))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"[>\s]*(?:\*\*|__)?\s*(?:{_TITLE})\s*[:：]\s*(?:\*\*|__)?\s*[:：]?[ \t]*(?=\S)", re.IGNORECASE
)
# Cheap signs that an article may hold a reference list at all.
MAY_HOLD = re.compile(
    r"参考|引用|来源|文献|引文|脚注|尾注|注释|\[\^|^ {0,3}\[[^\]\n]{1,60}\]:|^[>\s*-]*\\?[\[【]\d"
    r"|references?\b|bibliography|works cited|literature|sources?\b|citations?\b|(?:foot|end)notes?\b",
    re.IGNORECASE | re.MULTILINE,
)
_ASSISTANT = re.compile(
    r"chatgpt|gpt|deepseek|kimi|claude|gemini|copilot|perplexity|grok|llama|qwen|豆包|文心|通义|元宝|秘塔|智谱"
    r"|讯飞|星火|混元|助手|模型|assistant|chatbot",
    re.IGNORECASE,
)


class ListKind(enum.StrEnum):
    """How a list's entries are marked."""

    NUMBERED = "numbered"  # 1. 2. 3.
    BRACKETED = "bracketed"  # [1] [2] 【3】
    BULLETED = "bulleted"
    FOOTNOTES = "footnotes"  # [^1]: …
    DEFINITIONS = "definitions"  # [1]: https://…


@dataclass(frozen=True, slots=True)
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
    title_span: Span | None = None
    pseudo: bool = False

    @property
    def numbered(self) -> bool:
        """Whether its entries have numbers to be cited by."""
        return any(entry.number is not None for entry in self.entries)

    def entry(self, number: int) -> Entry | None:
        """The first entry of a number."""
        return next((entry for entry in self.entries if entry.number == number), None)


@dataclass(slots=True)
class _Line:
    """A line of a text block as a reader sees it."""

    start: int
    end: int
    text: str = ""
    urls: tuple[str, ...] = ()


@dataclass
class _Found:
    """A list before its scope is known."""

    kind: ListKind
    entries: list[Entry]
    section: Section | None
    title: str | None = None
    title_span: Span | None = None
    pseudo: bool = False

    @cached_property
    def span(self) -> Span:
        """From the first entry to the last."""
        return Span(self.entries[0].span.start, self.entries[-1].span.end)


def find_lists(document: Document) -> list[ReferenceList]:
    """All reference lists of a body, in order of position."""
    return _Finder(document).lists()


class _Finder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source.text
        self.found: list[_Found] = []

    def lists(self) -> list[ReferenceList]:
        for section in self.document.sections:
            if section.heading is not None and self._is_title(section.heading):
                self._titled(section)
            elif not self._inside_titled(section):
                self._untitled(section)
        self._notes()
        self.found.sort(key=lambda one: one.span)
        return [
            ReferenceList(
                one.kind,
                one.span,
                self._scope(one),
                tuple(one.entries),
                one.title,
                one.title_span,
                one.pseudo,
            )
            for one in self.found
        ]

    def _is_title(self, heading: Heading) -> bool:
        start, end = heading.content_span
        return end - start <= 60 and HEADING.fullmatch(self.source[start:end]) is not None

    def _inside_titled(self, section: Section) -> bool:
        parent = section.parent
        while parent is not None:
            if parent.heading is not None and self._is_title(parent.heading):
                return True
            parent = parent.parent
        return False

    def _titled(self, section: Section) -> None:
        heading = section.heading
        assert heading is not None
        title = self.source[heading.content_span.start : heading.content_span.end].strip(" *_:：#")
        for part in section.walk():
            self._take(part.blocks, part, title, heading.content_span, pseudo=False)

    def _untitled(self, section: Section) -> None:
        """Lists under a bold or plain line, and runs of `[1] …` lines without any."""
        blocks = section.blocks
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if isinstance(block, BlockQuote):
                block = block.children[0] if block.children else block
            match = self._pseudo_heading(block, blocks[index + 1 : index + 2])
            if match is None:
                index += 1
                continue
            offset = block.content_span.start if isinstance(block, TextBlock) else block.span.start
            span = Span(offset + match.start("title"), offset + match.end("title"))
            following = blocks[index + 1 :]
            rest = self._lines(block)[1 + bool(match["stranded"] and "\n" in match.group()) :]
            taken = self._take_lines(rest, section, match["title"], span)
            if not taken:
                self._take(self._until_break(following), section, match["title"], span, pseudo=True)
            index += 1 + (0 if taken else len(self._until_break(following)))
        if not any(one.section is section for one in self.found):
            self._bare(section)

    def _pseudo_heading(self, block: Node, following: list[Node]) -> re.Match[str] | None:
        if not isinstance(block, Paragraph):
            return None
        start, end = block.content_span
        match = PSEUDO_HEADING.match(self.source[start : min(end, start + 90)])
        if match is None:
            return None
        alone = start + match.end() >= end
        bold = match["bold"] is not None and match["end"] is not None
        if bold or match["colon"] or match["stranded"] or not alone:
            return match
        # A plain word alone on its line stands for a heading only right before a list.
        after = following[0] if following else None
        if isinstance(after, List):
            return match
        if isinstance(after, Paragraph):
            head = self.source[after.content_span.start : after.content_span.start + 12]
            return match if number_of(head.lstrip("\\")) else None
        return None

    def _until_break(self, blocks: list[Node]) -> list[Node]:
        """The blocks that still belong to a list: up to a rule, table, code or plain text."""
        taken: list[Node] = []
        for block in blocks:
            if isinstance(block, List | Definition | FootnoteDef) or (
                isinstance(block, Paragraph) and self._is_entry_like(block)
            ):
                taken.append(block)
            else:
                break
        return taken

    def _is_entry_like(self, block: Paragraph) -> bool:
        start, end = block.content_span
        text = self.source[start:end]
        return number_of(text.lstrip("\\")) is not None or "://" in text[:400]

    def _bare(self, section: Section) -> None:
        """A run of two or more lines `[1] …`, `[2] …` without a heading."""
        run: list[Entry] = []
        for block in [*section.blocks, None]:
            entries = self._bracketed(block) if isinstance(block, Paragraph) else []
            if entries and (not run or entries[0].number == (run[-1].number or 0) + 1):
                run.extend(entries)
                continue
            self._take_bare(run, section)
            run = entries
        self._take_bare(run, section)

    def _take_bare(self, run: list[Entry], section: Section) -> None:
        """Keep the run if it is one of sources: a REPL prints `[1] TRUE` too."""
        if len(run) < 2 or run[0].number != 1:
            return
        if sum(entry.has_source for entry in run) * 2 >= len(run):
            self.found.append(_Found(ListKind.BRACKETED, run, section))

    def _bracketed(self, block: Paragraph) -> list[Entry]:
        start = block.content_span.start
        if self.source[start : start + 4].lstrip("\\")[:1] not in ("[", "【"):
            return []
        entries = self._entries(self._lines(block))
        numbers = [entry.number for entry in entries]
        return entries if None not in numbers else []

    def _take(
        self,
        blocks: list[Node],
        section: Section,
        title: str | None,
        title_span: Span | None,
        *,
        pseudo: bool,
    ) -> None:
        groups: dict[ListKind, list[Entry]] = {}
        for block in blocks:
            if isinstance(block, List):
                entries = self._items(block)
                kind = _kind_of(entries, ordered=block.ordered)
            elif isinstance(block, Paragraph):
                entries = self._entries(self._lines(block), loose=True)
                kind = _kind_of(entries, ordered=False, text=self._head(block))
            elif isinstance(block, BlockQuote):
                self._take(block.children, section, title, title_span, pseudo=pseudo)
                continue
            else:
                continue
            if entries:
                groups.setdefault(kind, []).extend(entries)
        for kind, entries in groups.items():
            self.found.append(_Found(kind, entries, section, title, title_span, pseudo))

    def _take_lines(
        self, lines: list[_Line], section: Section, title: str, title_span: Span
    ) -> bool:
        entries = self._entries(lines, loose=True)
        if not entries:
            return False
        head = lines[0].text
        kind = _kind_of(entries, ordered=False, text=head)
        self.found.append(_Found(kind, entries, section, title, title_span, pseudo=True))
        return True

    def _head(self, block: TextBlock) -> str:
        start = block.content_span.start
        return self.source[start : start + 8].lstrip("\\*")

    def _items(self, block: List) -> list[Entry]:
        entries: list[Entry] = []
        for item in block.children:
            if not isinstance(item, ListItem):
                continue
            nested = [
                one
                for child in item.children
                if isinstance(child, List)
                for one in self._items(child)
            ]
            lines = [
                line
                for child in item.children
                if isinstance(child, TextBlock)
                for line in self._lines(child)
            ]
            text = "\n".join(line.text for line in lines)
            urls = tuple(url for line in lines for url in line.urls)
            if nested and not block.ordered and not urls:
                entries.extend(nested)
                continue
            urls += tuple(url for entry in nested for url in entry.urls)
            text = "\n".join([text, *(entry.text for entry in nested)])
            mark = number_of(text)
            if mark and mark[3] in ("bracketed", "caret", "super"):
                start = lines[0].start
                span = Span(start + mark[1], start + mark[2])
                entries.append(
                    make_entry(
                        text[mark[2] :], item.span, number=mark[0], number_span=span, urls=urls
                    )
                )
            else:
                entries.append(
                    make_entry(
                        text,
                        item.span,
                        number=item.number,
                        number_span=item.marker_span if block.ordered else None,
                        urls=urls,
                    )
                )
        return entries

    def _entries(self, lines: list[_Line], *, loose: bool = False) -> list[Entry]:
        """Entries from lines: a numbered line begins one, others carry it on.

        `loose` takes unnumbered lines that lead to a source, as under a heading.
        """
        entries: list[Entry] = []
        pending: list[_Line] = []
        mark: tuple[int, int, int, str] | None = None
        for line in [*lines, None]:
            head = number_of(line.text) if line is not None else None
            if line is not None and head is None and mark is not None:
                pending.append(line)
                continue
            if pending:
                entries.extend(self._finish(pending, mark, loose=loose))
            pending, mark = ([line] if line is not None else []), head
        return entries

    def _finish(
        self, lines: list[_Line], mark: tuple[int, int, int, str] | None, *, loose: bool
    ) -> Iterator[Entry]:
        text = "\n".join(line.text for line in lines)
        urls = tuple(url for line in lines for url in line.urls)
        span = Span(lines[0].start, lines[-1].end)
        if mark is not None:
            number_span = Span(span.start + mark[1], span.start + mark[2])
            yield make_entry(
                text[mark[2] :], span, number=mark[0], number_span=number_span, urls=urls
            )
        elif loose:
            entry = make_entry(text, span, urls=urls)
            if entry.has_source:
                yield entry

    def _lines(self, block: Node) -> list[_Line]:
        """A text block's lines with links resolved and their URLs."""
        if not isinstance(block, TextBlock):
            return []
        line = _Line(block.content_span.start, block.content_span.end)
        lines = [line]
        stack = list(reversed(block.children))
        while stack:
            node = stack.pop()
            if isinstance(node, SoftBreak | HardBreak):
                line.end = node.span.start
                line = _Line(node.span.end, block.content_span.end)
                lines.append(line)
            elif isinstance(node, Text | CodeSpan):
                line.text += node.text
            elif isinstance(node, BareUrl):
                line.urls += (node.url,)
                line.text += node.text
            elif isinstance(node, Link):
                line.urls += (node.url,) if node.url else ()
                stack.extend(reversed(node.inner))
            elif not isinstance(node, Image):
                stack.extend(reversed(node.inner))
        return [one for one in lines if one.text.strip() or one.urls]

    def _notes(self) -> None:
        notes = [
            make_entry(
                self.source[note.label_span.end + 2 : note.span.end].strip(),
                note.span,
                number=int(note.label) if note.label.isdecimal() else None,
                number_span=note.label_span,
                label=note.label,
            )
            for note in self.document.of(FootnoteDef)
        ]
        definitions = [
            make_entry(
                one.title or "",
                one.span,
                number=int(one.label) if one.label.isdecimal() and len(one.label) < 4 else None,
                number_span=one.label_span,
                label=one.label,
                urls=(one.url,),
            )
            for one in self.document.of(Definition)
        ]
        for kind, entries in ((ListKind.FOOTNOTES, notes), (ListKind.DEFINITIONS, definitions)):
            if entries:
                self.found.append(_Found(kind, entries, None))

    def _scope(self, one: _Found) -> Span:
        """Where a list's numbers hold: its chapter where others have lists or answers of their own."""
        whole = self.document.span
        section = one.section
        if section is None:
            return whole
        holder = section if one.pseudo or one.title is None else section.parent
        while holder is not None and not self._own_chapter(holder, one):
            holder = holder.parent
        if holder is None:
            return whole
        last = holder
        for last in holder.walk():
            pass
        return Span(holder.span.start, last.span.end)

    def _own_chapter(self, section: Section, one: _Found) -> bool:
        """Whether a section's lists are its own: one of several answers, or others have theirs."""
        heading = section.heading
        siblings = (
            section.parent.subsections
            if section.parent
            else [other for other in self.document.sections if other.parent is None]
        )
        if heading is None or len(siblings) < 2:
            return False
        if section is not siblings[-1] and one.span.end < siblings[-1].span.start:
            following = siblings[siblings.index(section) + 1 :]
            if any(not self._is_title(other.heading) for other in following if other.heading):
                return True
        title = self.source[heading.content_span.start : heading.content_span.end]
        if _ASSISTANT.search(title) and any(
            other is not section
            and other.heading
            and _ASSISTANT.search(
                self.source[other.heading.content_span.start : other.heading.content_span.end]
            )
            for other in siblings
        ):
            return True
        inside = {id(part) for part in section.walk()}
        return any(
            other is not one
            and other.section is not None
            and other.kind is one.kind
            and id(other.section) not in inside
            and any(id(other.section) in {id(p) for p in s.walk()} for s in siblings)
            for other in self.found
        )


def _kind_of(entries: list[Entry], *, ordered: bool, text: str = "") -> ListKind:
    if not any(entry.number is not None for entry in entries):
        return ListKind.BULLETED
    if ordered and all(entry.number_span is not None for entry in entries):
        return ListKind.NUMBERED
    return (
        ListKind.BRACKETED
        if text.lstrip()[:1] in ("[", "【", "［") or not text
        else ListKind.NUMBERED
    )

"""Links, images and footnote references: what begins with a bracket.

markdown-it-py's rules, which look through a label with all rules before they read what follows
it.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.inline import MAX_INLINE_NESTING, InlineState, Marker, Places, has_markup
from ainewslint.source.nodes import (
    BareUrl,
    CodeSpan,
    Content,
    FootnoteRef,
    HardBreak,
    Image,
    Link,
    LinkKind,
    Node,
    SoftBreak,
    Text,
)

# What may hold a bracket that is not one of the label's, and the brackets.
_IN_LABEL = regex(r"[\[\]\\`<${]|!\[|\^\[")
_PLAIN_DESTINATION = regex(r"[^\x00-\x20\x7f()<\\][^\x00-\x20\x7f()\\]*")
_FOOTNOTE_END = regex(r"[] \n]")
_NO_MARKUP = regex(r"[^][\\`*_~<&$@{!^\n:w]*")


class _Target(NamedTuple):
    """What a link or image points to, and where its text ends."""

    end: int
    url: str
    title: str
    kind: LinkKind
    label: str | None = None
    label_span: Span | None = None
    destination_span: Span | None = None


def is_allowed(url: str) -> bool:
    """Whether markdown-it-py makes links of a URL: not of `javascript:`, `file:` and their kind."""
    if url.lstrip()[:1] not in _SUSPECT:
        return True
    return bool(validateLink(normalizeLink(url)))


# The first letters of javascript, vbscript, file and data; any other is let through unparsed.
_SUSPECT = frozenset("jvfdJVFD")


def skip(state: InlineState, pos: int) -> int:
    """The offset behind the token at an offset, without reading it."""
    from ainewslint.source.inline_rules import RULES

    known = state.skips.get(pos)
    if known is not None:
        return known
    if state.level >= MAX_INLINE_NESTING:
        after = state.end
    else:
        rule = RULES.get(state.src[pos])
        state.level += 1
        after = rule(state, pos, True) if rule else -1
        state.level -= 1
        if after <= pos:
            after = pos + 1
    state.skips[pos] = after
    return after


def label_end(state: InlineState, start: int, no_links: bool) -> int:
    """Where the label that begins at `[` ends; -1 for none.

    `no_links`: a label that holds a link is none.
    """
    if state.find("]", start) >= state.end:
        return -1
    return _label_end(state, start, no_links)


def _label_end(state: InlineState, start: int, no_links: bool) -> int:
    src, end = state.src, state.end
    pos = start + 1
    depth = 1
    while pos < end:
        char = src[pos]
        if char == "]":
            depth -= 1
            if not depth:
                return pos
        elif pos not in state.skips and state.level < MAX_INLINE_NESTING:
            found = _IN_LABEL.search(src, pos, end)
            if found is None:
                return -1
            if found.start() > pos:
                pos = found.start()
                continue
        after = skip(state, pos)
        if char == "[":
            if after == pos + 1:
                depth += 1
            elif no_links:
                return -1
        pos = after
    return -1


def _inline_target(state: InlineState, pos: int) -> tuple[int, _Target | None]:
    """Read `(destination "title")` from behind its `(`.

    The offset where reading stopped is told too: markdown-it-py goes on from there when it looks
    for a label instead. -1 for it: the text ended.
    """
    src, end = state.src, state.end
    pos = _skip_blanks(src, pos, end)
    if pos >= end:
        return -1, None
    url = title = ""
    destination = Span(pos, pos)
    after, found = _destination(src, pos, end)
    if after >= 0:
        if is_allowed(found):
            url = found
            destination = Span(pos + 1, after - 1) if src[pos] == "<" else Span(pos, after)
            pos = after
        start = pos
        pos = _skip_blanks(src, pos, end)
        if start < pos < end and src[pos] in "\"'(":
            result = parseLinkTitle(src, pos, end)
            if result.ok:
                title = result.str
                pos = _skip_blanks(src, result.pos, end)
    if pos >= end or src[pos] != ")":
        return pos, None
    span = state.places.span(*destination)
    return pos, _Target(pos + 1, url, title, LinkKind.INLINE, destination_span=span)


def _destination(src: str, pos: int, end: int) -> tuple[int, str]:
    """The end of a destination and what it says; -1 where there is none."""
    plain = _PLAIN_DESTINATION.match(src, pos, end)
    if plain:
        after = plain.end()
        # Parentheses and escapes, and nothing at all, are upstream's to judge.
        if after == end or src[after] not in "(\\":
            return after, unescapeAll(plain.group())
    result = parseLinkDestination(src, pos, end)
    return (result.pos, result.str) if result.ok else (-1, "")


def _skip_blanks(src: str, pos: int, end: int) -> int:
    while pos < end and src[pos] in " \t\n":
        pos += 1
    return pos


def _reference_target(state: InlineState, pos: int, start: int, close: int) -> _Target | None:
    """The definition that `[start:close]` or the label at `pos` names."""
    if not state.parser.definitions:
        return None
    src = state.src
    kind, label, span = LinkKind.SHORTCUT, "", (start, close)
    end = close + 1
    if pos < state.end and src[pos] == "[":
        after = label_end(state, pos, False)
        if after >= 0:
            kind, label, end = LinkKind.COLLAPSED, src[pos + 1 : after], after + 1
            if label:
                kind, span = LinkKind.REFERENCE, (pos + 1, after)
    label = label or src[start:close]
    definition = state.parser.definitions.get(normalizeReference(label))
    if definition is None:
        return None
    title = definition.title or ""
    return _Target(end, definition.url, title, kind, label, state.places.between(*span))


def link(state: InlineState, pos: int, silent: bool) -> int:
    """`[text](destination)`, `[text][label]`, `[label][]` or `[label]`."""
    src = state.src
    close = label_end(state, pos, True)
    if close < 0:
        return -1
    target = None
    at = close + 1
    if at < state.end and src[at] == "(":
        at, target = _inline_target(state, at + 1)
        if at < 0:
            return -1
        at += 1
    if target is None:
        target = _reference_target(state, at, pos + 1, close)
        if target is None:
            return -1
    if not silent:
        _add_link(state, pos, close, target)
    return target.end


def _add_link(state: InlineState, pos: int, close: int, target: _Target) -> None:
    places = state.places
    node = Link(
        places.span(pos, target.end),
        url=target.url,
        kind=target.kind,
        text_span=places.between(pos + 1, close),
        destination_span=target.destination_span,
        label_span=target.label_span,
        label=target.label,
        title=target.title or None,
    )
    text = state.src[pos + 1 : close]
    if not has_markup(text) and "\n" not in text:
        if text:
            node.children.append(places.text(text, pos + 1, close))
        state.add(pos, target.end, node)
        return
    marker = Marker("link", pos, pos + 1, "")
    marker.nesting, marker.node = 1, node
    state.add(pos, pos + 1, marker)
    end, state.pos, state.end = state.end, pos + 1, close
    runs, state.runs = state.runs, []
    state.groups.append(state.runs)
    state.link_level += 1
    state.parser.tokenize(state)
    state.link_level -= 1
    state.end, state.runs = end, runs
    closing = Marker("link", close, target.end, "")
    closing.nesting = -1
    state.add(close, target.end, closing)


def image(state: InlineState, pos: int, silent: bool) -> int:
    """`![text](destination)`, and the reference kinds."""
    src = state.src
    close = label_end(state, pos + 1, False)
    if close < 0:
        return -1
    at = close + 1
    if at < state.end and src[at] == "(":
        target = _inline_target(state, at + 1)[1]
    else:
        target = _reference_target(state, at, pos + 2, close)
    if target is None:
        return -1
    if not silent:
        places = state.places
        node = Image(
            places.span(pos, target.end),
            url=target.url,
            kind=target.kind,
            alt=_alt(state, pos + 2, close),
            alt_span=places.between(pos + 2, close),
            destination_span=target.destination_span,
            label_span=target.label_span,
            label=target.label,
            title=target.title or None,
        )
        state.add(pos, target.end, node)
    return target.end


def _alt(state: InlineState, start: int, end: int) -> str:
    """The text content of an image's label."""
    text = state.src[start:end]
    if _NO_MARKUP.fullmatch(text):
        return text
    return plain_text(_read_part(state, start, end))


def _read_part(state: InlineState, start: int, end: int) -> list[Node]:
    places = state.places
    content = Content(state.src, tuple(places.starts), tuple(places.sources))
    return state.parser.read(state.src[start:end], Places(content, start))


def plain_text(nodes: list[Node]) -> str:
    """The text content of nodes: code and URLs as written, line ends as such, `alt` of images."""
    parts: list[str] = []
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, (Text, CodeSpan, BareUrl)):
            parts.append(node.text)
        elif isinstance(node, Image):
            parts.append(node.alt)
        elif isinstance(node, (SoftBreak, HardBreak)):
            parts.append("\n")
        else:
            stack.extend(reversed(node.inner))
    return "".join(parts)


def inline_note(state: InlineState, pos: int, silent: bool) -> int:
    """`^[note]`."""
    if pos + 2 >= state.end:
        return -1
    close = label_end(state, pos + 1, False)
    if close < 0:
        return -1
    if not silent:
        children = _read_part(state, pos + 2, close)
        node = FootnoteRef(state.places.span(pos, close + 1), None, children)
        state.add(pos, close + 1, node)
    return close + 1


def footnote_ref(state: InlineState, pos: int, silent: bool) -> int:
    """`[^label]` where such a note is defined."""
    src = state.src
    if not state.parser.footnotes or not src.startswith("[^", pos) or pos + 3 > state.end:
        return -1
    close = state.find(_FOOTNOTE_END, pos + 2)
    if close >= state.end or src[close] != "]" or close == pos + 2:
        return -1
    label = src[pos + 2 : close]
    if label not in state.parser.footnotes:
        return -1
    if not silent:
        node = FootnoteRef(state.places.span(pos, close + 1), label)
        state.add(pos, close + 1, node)
    return close + 1

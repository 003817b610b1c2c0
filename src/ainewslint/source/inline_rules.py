"""What may begin at a character of a text: one rule for each kind of markup but links.

A rule takes the state, the offset and whether it only looks; it tells the offset behind what it
has read, or one not above the offset where there is nothing of its kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

from markdown_it.common.entities import entities
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.common.utils import (
    fromCodePoint,
    isLinkClose,
    isLinkOpen,
    isMdAsciiPunct,
    isPunctChar,
    isValidEntityCode,
    isWhiteSpace,
)
from markdown_it.rules_inline.autolink import AUTOLINK_RE, EMAIL_RE
from markdown_it.rules_inline.entity import DIGITAL_RE, NAMED_RE
from markdown_it.rules_inline.escape import _ESCAPED as ESCAPABLE

from ainewslint.patterns import regex
from ainewslint.source.bare_urls import bare_email, bare_url
from ainewslint.source.inline import InlineState, Marker
from ainewslint.source.inline_links import footnote_ref, image, inline_note, is_allowed, link
from ainewslint.source.nodes import (
    CodeSpan,
    HardBreak,
    Html,
    Link,
    LinkKind,
    Math,
    Shortcode,
    SoftBreak,
)

Rule = Callable[[InlineState, int, bool], int]

# Where a rule may find something.
SPECIAL = regex(r"[\n\\`*_~\[<&$@{]|!\[|\^\[|www\.|https?://|mailto:|xmpp:")

_OPEN_CLOSE_TAG = regex(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"))
_ANGLE = regex(r"[<>]")
_BACKTICKS = regex(r"`+")
# The end of a comment, given the run of dashes before it is read in threes and twos as the
# pattern of the specification does.
_COMMENT_END = regex(r"(?<!-)(?:---)*-->")
_DASHES_END = regex(r"(?:---)*-->")


def _is_cjk(char: str) -> bool:
    return (
        "\u3000" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
    )


def newline(state: InlineState, pos: int, silent: bool) -> int:
    """A line end: hard where two blanks stand before it."""
    src = state.src
    after = pos + 1
    while after < state.end and src[after] in " \t":
        after += 1
    if not silent:
        stop = pos
        while stop > state.text_start and src[stop - 1] == " ":
            stop -= 1
        hard = pos - stop > 1
        _add_break(state, stop, after, hard)
    return after


def _add_break(state: InlineState, start: int, end: int, hard: bool) -> None:
    span = state.places.between(start, end)
    state.add(start, end, HardBreak(span) if hard else SoftBreak(span))


def escape(state: InlineState, pos: int, silent: bool) -> int:
    """A backslash and a character, or a hard break."""
    src = state.src
    if pos + 1 >= state.end:
        return -1
    char = src[pos + 1]
    after = pos + 2
    if char == "\n":
        while after < state.end and src[after] in " \t":
            after += 1
        if not silent:
            _add_break(state, pos, after, hard=True)
    elif not silent:
        text = char if char in ESCAPABLE else src[pos:after]
        state.add(pos, after, (pos, after, text))
    return after


def code_span(state: InlineState, pos: int, silent: bool) -> int:
    """`code`, or backticks that nothing closes."""
    src = state.src
    start = pos
    while start < state.end and src[start] == "`":
        start += 1
    if state.backticks is None:
        state.backticks = {}
        for run in _BACKTICKS.finditer(src):
            state.backticks.setdefault(run.end() - run.start(), []).append(run.start())
    width = start - pos
    runs = state.backticks.get(width, [])
    index = bisect_left(runs, start)
    if index == len(runs) or runs[index] + width > state.end:
        return start
    stop = runs[index]
    if not silent:
        text = src[start:stop].replace("\n", " ")
        if text[:1] == " " == text[-1:] and text.strip(" "):
            text = text[1:-1]
        node = CodeSpan(state.places.span(pos, stop + width), text)
        state.add(pos, stop + width, node)
    return stop + width


def _scan_delimiters(state: InlineState, pos: int, can_split_word: bool) -> tuple[int, bool, bool]:
    """The end of a run of markers, whether it can open and whether it can close.

    The flanking rules of the CommonMark specification, section 6.2.
    """
    src = state.src
    marker = src[pos]
    end = pos
    while end < state.end and src[end] == marker:
        end += 1
    before = src[pos - 1] if pos else " "
    after = src[end] if end < state.end else " "
    before_punct, before_white = _char_kind(before)
    after_punct, after_white = _char_kind(after)
    left = not (after_white or (after_punct and not (before_white or before_punct)))
    right = not (before_white or (before_punct and not (after_white or after_punct)))
    can_open = left and (can_split_word or not right or before_punct)
    can_close = right and (can_split_word or not left or after_punct)
    return end, can_open, can_close


@lru_cache(4096)
def _char_kind(char: str) -> tuple[bool, bool]:
    """Whether a character is punctuation, and whether it is white."""
    code = ord(char)
    return isMdAsciiPunct(code) or isPunctChar(char), isWhiteSpace(code)


def emphasis(state: InlineState, pos: int, silent: bool) -> int:
    """A run of `*` or `_`, matched later; text where it can neither open nor close."""
    if silent:
        return -1
    end, can_open, can_close = _scan_delimiters(state, pos, state.src[pos] == "*")
    _add_run(state, pos, end, can_open, can_close)
    return end


def strikethrough(state: InlineState, pos: int, silent: bool) -> int:
    """A run of two or more `~`, matched later."""
    if silent or not state.src.startswith("~~", pos, state.end):
        return -1
    end, can_open, can_close = _scan_delimiters(state, pos, True)
    _add_run(state, pos, end, can_open, can_close)
    return end


def _add_run(state: InlineState, pos: int, end: int, can_open: bool, can_close: bool) -> None:
    if not (can_open or can_close):
        state.local_start = end
        return
    run = Marker("run", pos, end, state.src[pos:end])
    run.can_open, run.can_close = can_open, can_close
    state.add(pos, end, run)
    state.runs.append(run)


def angle(state: InlineState, pos: int, silent: bool) -> int:
    """`<https://…>`, `<me@example.org>` or an HTML tag."""
    after = _autolink(state, pos, silent)
    return after if after > 0 else _html(state, pos, silent)


def _autolink(state: InlineState, pos: int, silent: bool) -> int:
    src = state.src
    close = _ANGLE.search(src, pos + 1, state.end)
    if close is None or close.group() == "<":
        return -1
    text = src[pos + 1 : close.start()]
    if ":" in text and AUTOLINK_RE.search(text):
        url = text
    elif "@" in text and EMAIL_RE.search(text):
        url = "mailto:" + text
    else:
        return -1
    if not is_allowed(url):
        return -1
    if not silent:
        places = state.places
        inner = places.span(pos + 1, close.start())
        node = Link(
            places.span(pos, close.end()),
            [places.text(text, pos + 1, close.start())],
            url=url,
            kind=LinkKind.AUTOLINK,
            text_span=inner,
            destination_span=inner,
        )
        state.add(pos, close.end(), node)
    return close.end()


def _html(state: InlineState, pos: int, silent: bool) -> int:
    """One tag, comment, instruction, declaration or CDATA section."""
    src = state.src
    if pos + 2 >= state.end:
        return -1
    after = _html_end(state, pos)
    if after < 0:
        return -1
    if not silent:
        text = src[pos:after]
        if isLinkOpen(text):
            state.link_level += 1
        if isLinkClose(text):
            state.link_level -= 1
        state.add(pos, after, Html(state.places.span(pos, after), text, inline=True))
    return after


def _html_end(state: InlineState, pos: int) -> int:
    """The end of the HTML that begins at an offset; -1 for none. Looks at no text twice."""
    src = state.src
    second = src[pos + 1]
    if second == "!":
        if src.startswith("<!--", pos):
            return _comment_end(state, pos)
        if src.startswith("<![CDATA[", pos):
            return _behind(state, "]]>", pos + 9)
        if src[pos + 2].isascii() and src[pos + 2].isalpha():
            return _behind(state, ">", pos + 3)
        return -1
    if second == "?":
        return _behind(state, "?>", pos + 2)
    if not (second == "/" or (second.isascii() and second.isalpha())):
        return -1
    if state.find(">", pos + 2) > len(src):
        return -1
    tag = _OPEN_CLOSE_TAG.match(src, pos)
    return tag.end() if tag else -1


def _behind(state: InlineState, close: str, pos: int) -> int:
    at = state.find(close, pos)
    return at + len(close) if at <= len(state.src) else -1


def _comment_end(state: InlineState, pos: int) -> int:
    src = state.src
    for empty in ("<!-->", "<!--->"):
        if src.startswith(empty, pos):
            return pos + len(empty)
    start = pos + 4
    if src.startswith("-", start):
        if dashes := _DASHES_END.match(src, start):
            return dashes.end()
        while src.startswith("-", start):
            start += 1
    at = state.find(_COMMENT_END, start)
    if at > len(src):
        return -1
    while src[at] == "-":
        at += 1
    return at + 1


def entity(state: InlineState, pos: int, silent: bool) -> int:
    """`&amp;`, `&#38;` or `&#x26;`."""
    src = state.src
    if src.startswith("&#", pos):
        match = DIGITAL_RE.match(src, pos)
        if match is None:
            return -1
        digits = match.group(1)
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        text = fromCodePoint(code) if isValidEntityCode(code) else "\ufffd"
    else:
        match = NAMED_RE.match(src, pos)
        if match is None or match.group(1) not in entities:
            return -1
        text = entities[match.group(1)]
    if not silent:
        state.add(pos, match.end(), (pos, match.end(), text))
    return match.end()


def math(state: InlineState, pos: int, silent: bool) -> int:
    """`$…$` or `$$…$$` in a line, by pandoc's rules: no blank inside the dollars, no digit outside.

    What begins like a price and holds Chinese is not a formula either.
    """
    src = state.src
    mark = "$$" if src.startswith("$$", pos) else "$"
    start = pos + len(mark)
    if start >= state.end or isWhiteSpace(ord(src[pos + 1])) or (pos and src[pos - 1].isdigit()):
        return -1
    close = state.find(mark, start)
    while close < state.end and _is_escaped(src, close):
        close = state.find(mark, close + 1)
    after = close + len(mark)
    if close <= start or after > state.end or isWhiteSpace(ord(src[after - 2])):
        return -1
    if src[after : after + 1].isdigit():
        return -1
    text = src[start:close]
    if text[0].isdigit() and any(map(_is_cjk, text)):
        return -1
    if not silent:
        node = Math(state.places.span(pos, after), text, display=mark == "$$")
        state.add(pos, after, node)
    return after


def _is_escaped(src: str, pos: int) -> bool:
    before = pos
    while before and src[before - 1] == "\\":
        before -= 1
    return (pos - before) % 2 == 1


def shortcode(state: InlineState, pos: int, silent: bool) -> int:
    """A shortcode of Hugo, `{{< … >}}` or `{{% … %}}`, or a Liquid tag, `{% … %}` or `{{ … }}`."""
    src = state.src
    opening = next((mark for mark in _SHORTCODES if src.startswith(mark, pos)), None)
    if opening is None:
        return -1
    closing = _SHORTCODES[opening]
    start = pos + len(opening)
    after = state.find(closing, start) + len(closing)
    if after > state.end or (opening == "{{" and src[start] == "{"):
        return -1
    if not silent:
        node = Shortcode(state.places.span(pos, after), src[pos:after])
        state.add(pos, after, node)
    return after


_SHORTCODES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}


def bracket(state: InlineState, pos: int, silent: bool) -> int:
    """A link, or a reference to a footnote."""
    after = link(state, pos, silent)
    return after if after > 0 else footnote_ref(state, pos, silent)


RULES: dict[str, Rule] = {
    "\n": newline,
    "\\": escape,
    "`": code_span,
    "*": emphasis,
    "_": emphasis,
    "~": strikethrough,
    "[": bracket,
    "!": image,
    "^": inline_note,
    "<": angle,
    "&": entity,
    "$": math,
    "{": shortcode,
    "@": bare_email,
    "w": bare_url,
    "h": bare_url,
    "m": bare_url,
    "x": bare_url,
}

"""URLs and mail addresses in running text, by GitHub's rules.

The GFM specification, section 6.9, as mdit-py-plugins reads it; every character is looked at
once.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ainewslint.patterns import regex
from ainewslint.source.inline import InlineState
from ainewslint.source.nodes import BareUrl

_BEFORE = frozenset(" \t\r\n*_~(")
_TRAILING = frozenset("?!.,:*_~'\"[]")
_SPACE = regex(r"[ \t\r\n\x00\x0b\x0c]")
_LOCAL = regex(r"[A-Za-z0-9.+_-]*")


def bare_url(state: InlineState, pos: int, silent: bool) -> int:
    """`https://…`, `www.…`, `mailto:…` or `xmpp:…`."""
    src = state.src
    if silent or state.link_level > 0 or (pos and src[pos - 1] not in _BEFORE):
        return -1
    prefix = ""
    if src[pos] == "h":
        start = src.index("/", pos) + 2
        after = _url_end(state, pos, start, True) if start < state.end else -1
    elif src[pos] == "w":
        prefix = "http://"
        after = _url_end(state, pos, pos + 4, False)
    else:
        after = _address_end(src, src.index(":", pos) + 1, state.end, src[pos] == "x")
    if after < 0:
        return -1
    _add(state, pos, after, prefix)
    return after


def bare_email(state: InlineState, pos: int, silent: bool) -> int:
    """`me@example.org`, found at its `@`; what stands before it is text so far."""
    src = state.src
    if silent or state.link_level > 0:
        return -1
    start = pos
    while start > state.local_start and _is_local(src[start - 1]):
        start -= 1
    if start == pos or (start and src[start - 1] not in _BEFORE):
        return -1
    after = _domain_of_address(src, pos + 1, state.end, False)
    if after < 0 or not (_is_alnum(src[after - 1]) or src[after - 1] == "."):
        return -1
    _add(state, start, after, "mailto:")
    return after


def _add(state: InlineState, start: int, end: int, prefix: str) -> None:
    text = state.src[start:end]
    node = BareUrl(state.places.span(start, end), text, prefix + text)
    state.add(start, end, node)


def _url_end(state: InlineState, start: int, domain: int, short: bool) -> int:
    """The end of the URL whose domain begins at an offset; -1 where it is none."""
    end = _domain_end(state.src, domain, state.end, short)
    if end < 0:
        return -1
    end = min(state.find(_SPACE, end), state.end)
    return _without_punctuation(state.src, start, end)


def _domain_end(src: str, pos: int, end: int, short: bool) -> int:
    """The end of a domain; `short` allows one without a dot. -1 where it is none."""
    dots = underscores = before = 0  # of the last label, and of the one before
    start = pos
    while pos < end:
        char = src[pos]
        if char == "_":
            underscores += 1
        elif char == ".":
            before, underscores = underscores, 0
            dots += 1
        elif char != "-" and not _is_host(char):
            return pos if not (before or underscores) and (short or dots) else -1
        pos += 1
    if pos == start or ((before or underscores) and dots <= 10):
        return -1
    return pos if short or dots else -1


@lru_cache(4096)
def _is_host(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] != "P"


def _without_punctuation(src: str, start: int, end: int) -> int:
    """The end of a URL less the punctuation of the sentence around it."""
    angle = src.find("<", start, end)
    if angle >= 0:
        end = angle
    closing = -1  # how many more ")" than "("; counted when first asked
    while end > start:
        last = src[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ";":
            at = end - 2
            while at > start and src[at].isalpha():
                at -= 1
            end = at if start <= at < end - 2 and src[at] == "&" else end - 1
        elif last == ")":
            if closing < 0:
                closing = max(0, src.count(")", start, end) - src.count("(", start, end))
            if not closing:
                break
            closing -= 1
            end -= 1
        else:
            break
    return end


def _address_end(src: str, local: int, end: int, xmpp: bool) -> int:
    """The end of an address after `mailto:` or `xmpp:`; -1 where it is none."""
    match = _LOCAL.match(src, local, end)
    at = match.end() if match else local
    if at == local or at >= end or src[at] != "@":
        return -1
    after = _domain_of_address(src, at + 1, end, xmpp)
    if after < 0:
        return -1
    last = src[after - 1]
    return after if (last.isascii() and last.isalpha()) or last == "." else -1


def _domain_of_address(src: str, pos: int, end: int, xmpp: bool) -> int:
    """The end of the domain of an address; -1 where it is none."""
    start = pos
    dots = slashes = 0
    while pos < end:
        char = src[pos]
        if char == "@":
            if not xmpp:
                return -1
        elif char == "." and pos + 1 < end and _is_alnum(src[pos + 1]):
            dots += 1
        elif char == "/" and xmpp and not slashes:
            slashes = 1
        elif char not in "-_" and not _is_alnum(char):
            break
        pos += 1
    return pos if dots and pos > start else -1


def _is_alnum(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_local(char: str) -> bool:
    return _is_alnum(char) or char in ".+-_"

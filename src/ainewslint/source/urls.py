"""URLs as text: the parts that link rules ask for, and edits that keep the target.

Reads what a browser would read (https://url.spec.whatwg.org/) as far as host and query go;
nothing here decodes, resolves or requests more than it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from ainewslint.patterns import regex

_WEB = regex(r"(https?):[/\\]{2}(?:[^/?#\\\s]*@)?([^/?#\\:\s]*)", re.IGNORECASE)
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DOMAIN = regex(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
# Names and numbers that mean another computer for each reader, or none.
_LOCAL = regex(
    r"(?:127|10)(?:\.\d{1,3}){3}|(?:192\.168|169\.254)(?:\.\d{1,3}){2}|0\.0\.0\.0"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[::1\]"
    r"|(?:[a-z0-9-]{1,63}\.){0,8}(?:localhost|local|localdomain|lan|internal|intranet)"
)
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# `user:password@` behind a scheme; what else may stand before an `@` in running text ends it.
_CREDENTIALS = regex(
    r"(?<=[A-Za-z0-9]):[/\\]{1,3}([^\s/?#\\<>()\[\]\"'，。、；！？（）「」“”《》]{1,256})@"
)
# Second-level labels under which two-letter domains sell third-level ones (`com.cn`, `ac.uk`).
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "ne", "or", "org", "go"})
# ASCII that may stand in a URL as it is; everything else is percent-encoded.
_KEPT = "%/?#[]@!$&'()*+,;=:-._~|"


class Parameter(NamedTuple):
    """`name=value` of a query, with its place in the URL's text."""

    name: str
    value: str
    start: int
    end: int


def mask_credentials(text: str, *, keep_length: bool = False) -> str:
    """A text with `***` for the user names and passwords of the URLs in it.

    For whatever is shown or kept outside the article: a report goes where a password must not.
    With `keep_length` there is an asterisk for each character, so that columns stay.
    """
    if "@" not in text:
        return text

    def masked(match: re.Match[str]) -> str:
        stars = "*" * (len(match[1]) if keep_length else 3)
        return f"{text[match.start() : match.start(1)]}{stars}@"

    return _CREDENTIALS.sub(masked, text)


def scheme_of(url: str) -> str:
    """The scheme in lower case, empty for a relative URL."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def host_of(url: str) -> str:
    """The host of an http(s) URL in lower case, without port; empty for any other URL."""
    match = _WEB.match(url)
    return match[2].lower().rstrip(".") if match else ""


def is_web(url: str) -> bool:
    """Whether a browser would fetch this over http or https from a named host."""
    return bool(host_of(url))


def is_domain(host: str) -> bool:
    """Whether a host is a dotted ASCII name, as opposed to an address or a single word."""
    return _DOMAIN.fullmatch(host) is not None


def is_local(host: str) -> bool:
    """Whether a host (in lower case) is the reader's own computer or one of a private network."""
    return _LOCAL.fullmatch(host) is not None


def site_of(host: str) -> str:
    """The part of a host that one owner registers: `blog.csdn.net` -> `csdn.net`.

    An approximation of the public suffix list that knows `com.cn` and its like.
    """
    labels = host.lower().removeprefix("www.").split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def host_matches(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies under it."""
    return host == domain or host.endswith("." + domain)


def path_of(url: str) -> str:
    """The path of an http(s) URL as written, from its first slash; `/` where there is none."""
    match = _WEB.match(url)
    if not match:
        return ""
    rest = url[match.end() :]
    at = rest.find("/")
    stop = _first_of(rest, "?#", 0)
    return rest[at:stop] if 0 <= at < stop else "/"


def query_span(url: str) -> tuple[int, int]:
    """Where the query stands, without its `?`; empty at the end of the path where there is none."""
    end = url.find("#")
    if end < 0:
        end = len(url)
    start = url.find("?", 0, end)
    return (end, end) if start < 0 else (start + 1, end)


def parameters(url: str) -> Iterator[Parameter]:
    """The parameters of the query, as written."""
    at, end = query_span(url)
    while at < end:
        stop = url.find("&", at, end)
        if stop < 0:
            stop = end
        name, _, value = url[at:stop].partition("=")
        yield Parameter(name, value, at, stop)
        at = stop + 1


def without_parameters(url: str, dropped: Callable[[Parameter], bool]) -> str:
    """The URL without some parameters, everything else untouched."""
    start, end = query_span(url)
    if start == end:
        return url
    kept = [url[one.start : one.end] for one in parameters(url) if not dropped(one)]
    query = "&".join(kept)
    return url[: start if query else start - 1] + query + url[end:]


def decode_once(text: str) -> str | None:
    """Percent-decoding, once; None where the bytes are not UTF-8."""
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeError:
        return None


def encode_for_markdown(url: str) -> str | None:
    """An http(s) URL that means the same and can stand in a Markdown destination or in text.

    What a browser would percent-encode is percent-encoded. None where the URL cannot be written
    so: unbalanced parentheses, backslashes, something that reads as an HTML entity, a host that is
    not plain ASCII.
    """
    host = host_of(url)
    if not host or not host.isascii() or "\\" in url or _ENTITY.search(url):
        return None
    if any(char < " " or char == "\x7f" for char in url) or not _balanced(url):
        return None
    try:
        return quote(url, safe=_KEPT)
    except UnicodeError:  # lone surrogates
        return None


def has_entity(text: str) -> bool:
    """Whether a text holds something that Markdown and HTML read as a character reference."""
    return "&" in text and _ENTITY.search(text) is not None


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _first_of(text: str, chars: str, start: int) -> int:
    places = [at for at in (text.find(char, start) for char in chars) if at >= 0]
    return min(places, default=len(text))

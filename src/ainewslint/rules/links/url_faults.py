"""What can be wrong with the address itself, for LK002; pure text, no article."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from urllib.parse import quote

from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.source.urls import host_of, is_domain, path_of

# What was meant as `http://` or `https://`: letters doubled, lost or swapped, the colon
# full-width or missing, slashes lost or turned.
_SCHEME = regex(
    r"(?P<word>h{1,3}t{1,4}p{1,3}s{0,3}|t{1,2}ps?|ht{1,2}ps?|hptts?)"
    r"(?P<colon>\s?[:：;；]?)(?P<slashes>[/\\／]{0,9})",
    re.IGNORECASE,
)
# Nothing to look at: no percent sign, nothing but ASCII, a host of words and dots.
_PLAIN = regex(r"https?://(?:[\w-]+\.)*[\w-]+(?::\d+)?(?:[/?#][!-$&-~]*)?", re.ASCII)
_RIGHT = regex(r"https?://(?![/\\:])", re.IGNORECASE)
_DOUBLED = regex(r"(?:https?[:：]?[/\\]{0,3}){1,4}(?=https?[:：]?[/\\]{1,3})", re.IGNORECASE)
_HOST_LIKE = regex(r"[\w\[]")
# Top-level domains that are no file extensions.
_NO_SCHEME = regex(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|cn|io|ai|dev|xyz))"
    r"(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_MAIL = regex(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_STUCK = ")]'\",.;!`”’"  # what ends a phrase around an address, not a host name
_BAD_HOST = regex(r"[,;!'\"`()|„“”…]|\.\.")
_TEMPLATE = regex(r"[{}$<>*]|%[sd7]|xxx", re.IGNORECASE)
_RUN_TOGETHER = regex(r"[A-Za-z0-9](https?://)[^/\s]")
_SHORTENED = ("…", "...", "%E2%80%A6", "%e2%80%a6")
_LAST = frozenset(one[-1] for one in _SHORTENED)
# Parameter names that HTML reads as a character: `&mid=` became `∣=`.
_ENTITIES = {
    "∣": "&mid", "¶": "&para", "§": "&sect", "©": "&copy", "®": "&reg", "×": "&times",
    "¬": "&not", "¤": "&curren", "⟨": "&lang", "¥": "&yen", "£": "&pound", "µ": "&micro",
    "∂": "&part", "∏": "&prod", "∼": "&sim", "ℑ": "&image", "…": "&hellip",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a URL.

    `meant` is the URL it should be, where that is known; `certain`: a browser reads the two as one
    target, or the one is the other with its scheme twice or with a mark behind its host.
    """

    message: str
    meant: str | None = None
    certain: bool = False


def fault_of(url: str, *, bare: bool = False) -> Fault | None:
    """What is wrong with a URL; None for one that a browser reads as meant, or for none at all.

    `bare`: found in running text, where what follows it may not belong to it.
    """
    if _PLAIN.fullmatch(url) and url.find("http", 7) < 0:
        return None
    if _RIGHT.match(url):
        return _fault_of_whole(url, bare)
    first = url[:1]
    if not first or first in "/#.?":
        return None
    doubled = _doubled(url)
    if doubled is not None:
        return doubled
    match = _SCHEME.match(url)
    if match and (match["colon"].strip() or len(match["slashes"]) > 1):
        return _broken_scheme(url, match)
    return _without_scheme(url)


def _fault_of_whole(url: str, bare: bool) -> Fault | None:
    """What is wrong behind a right scheme."""
    if url.find("http", 7) >= 0:
        found = _doubled(url) or _run_together(url)
        if found is not None:
            return found
    if bare:
        return None
    host = host_of(url)
    if (not host or _BAD_HOST.search(host)) and not _TEMPLATE.search(url):
        return _mark_at_host(url) or Fault(
            _(
                "No site can have the host name in this address, so the link leads nowhere: write "
                "the whole address"
            )
        )
    if not url.isascii() or "%" in url:
        return _decoded_entity(url)
    return None


def _mark_at_host(url: str) -> Fault | None:
    """Marks behind a host with which the URL ends."""
    meant = url.rstrip(_STUCK)
    if meant == url or not is_domain(host_of(meant)) or path_of(meant + "/") != "/":
        return None
    return Fault(
        _(
            "“{marks}” ran into this address and became part of the host name, so the link leads "
            "nowhere: take it away"
        ).format(marks=url[len(meant) :][:12]),
        meant,
        certain=True,
    )


def _doubled(url: str) -> Fault | None:
    match = _DOUBLED.match(url)
    if match is None:
        return None
    rest = url[match.end() :]
    scheme = _SCHEME.match(rest)
    if scheme is None or not _HOST_LIKE.match(rest, scheme.end()):
        return None
    meant = _normal_scheme(scheme["word"]) + rest[scheme.end() :]
    return Fault(
        _(
            "The scheme stands twice, so the browser looks for a site called “http”: "
            "keep the second one"
        ),
        meant,
        certain=True,
    )


def _run_together(url: str) -> Fault | None:
    query = url.find("?")
    match = _RUN_TOGETHER.search(url, 8, len(url) if query < 0 else query)
    if match is None:
        return None
    first, second = url[: match.start(1)], url[match.start(1) :]
    return Fault(
        _("Two addresses run together here, so the link leads to neither: keep one of them"),
        first if first == second else None,
    )


def _broken_scheme(url: str, match: re.Match[str]) -> Fault:
    word, colon, slashes = match["word"].lower(), match["colon"], match["slashes"]
    rest = url[match.end() :]
    meant = _normal_scheme(word) + rest if _HOST_LIKE.match(rest) else None
    known = word in ("http", "https") and colon == ":" and "／" not in slashes
    return Fault(
        _(
            "The address begins with “{start}”, so browsers look for it on this site: "
            "write http:// or https://"
        ).format(start=match[0]),
        meant,
        certain=known and rest[:1] not in ("", "/", "\\"),
    )


def _without_scheme(url: str) -> Fault | None:
    if "." not in url:
        return None
    if _NO_SCHEME.fullmatch(url):
        return Fault(
            _(
                "Without https:// browsers look for this address on your own site and do not "
                "find it: write the whole address"
            ),
            f"https://{url}",
        )
    if "@" in url and _MAIL.fullmatch(url):
        return Fault(
            _("Without mailto: browsers take this for a page of your site: put it in front"),
            f"mailto:{url}",
        )
    return None


def _decoded_entity(url: str) -> Fault | None:
    at = url.find("?")
    if at < 0:
        return None
    pattern, names = _entity_pattern()
    query, count = pattern.subn(lambda match: names[match[1]] + match[2], url[at:])
    if not count:
        return None
    return Fault(
        _(
            "A parameter's name was taken for a special character when the page was copied "
            "(&mid= became ∣=), so the site does not get it: write it out"
        ),
        url[:at] + query,
    )


@functools.cache
def _entity_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = _ENTITIES | {quote(char): name for char, name in _ENTITIES.items()}
    return re.compile("(" + "|".join(map(re.escape, names)) + r")(\w{0,20}=)"), names


def is_shortened(url: str) -> bool:
    """Whether an address was cut off for display: it ends with an ellipsis."""
    return url[-1:] in _LAST and url.endswith(_SHORTENED) and "#" not in url


def _normal_scheme(word: str) -> str:
    return "https://" if "s" in word.lower() else "http://"

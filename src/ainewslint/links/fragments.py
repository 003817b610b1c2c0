"""Whether a page has the anchors that links name, told only where the page itself shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from ainewslint.patterns import regex

from .client import Reply
from .outcomes import Fragment


def find_fragments(reply: Reply, wanted: Iterable[str]) -> dict[str, Fragment]:
    """Look for anchors in a page.

    Missing is said only of a complete HTML page whose headings have ids, so that its anchors are
    known to be made by the server; scripts make the others.
    """
    is_html = "html" in reply.headers.get("content-type", "")
    text = reply.text if is_html else ""
    ids = {html.unescape(match[1].strip("\"'")) for match in _IDS.finditer(text)}
    sure = is_html and reply.complete and _HEADING_ID.search(text) is not None
    return {fragment: _state(fragment, ids, sure=sure) for fragment in wanted}


def _state(fragment: str, ids: set[str], *, sure: bool) -> Fragment:
    # GitHub writes the ids of a README with a prefix and lets a script find them.
    if fragment in ids or fragment.lower() == "top" or f"user-content-{fragment.lower()}" in ids:
        return Fragment.FOUND
    if not sure or _made_by_script(fragment):
        return Fragment.UNKNOWN
    return Fragment.MISSING


def _made_by_script(fragment: str) -> bool:
    """Text fragments, routes of one-page applications, parameters, line numbers."""
    return (
        fragment.startswith((":~:", "/", "!"))
        or not {"=", "&", "?"}.isdisjoint(fragment)
        or re.fullmatch(r"L\d+([-:].*)?", fragment) is not None
    )


# A pattern, not an HTML parser: an id in a comment or script errs on the side of "found".
_IDS = regex(
    r"""\b(?:id|name)\s{0,8}=\s{0,8}("[^"]{1,500}"|'[^']{1,500}'|[^\s"'>]{1,500})""",
    re.IGNORECASE,
)
_HEADING_ID = regex(r"<h[1-6]\s[^<>]{0,500}\bid\s{0,8}=", re.IGNORECASE)

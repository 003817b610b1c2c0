"""What an article says of its own identity, read once for all rules about it."""

from __future__ import annotations

import re

from ainewslint.identity import ArturlError, decode_arturl, last_path_part
from ainewslint.patterns import regex
from ainewslint.source.front_matter import FrontMatter

ARTID = "/artid"
ENCODED = "/arturl_encode"
PLAIN = "/arturl"
_NAME = regex(r"(?:^|[/\\])(\d{4}-\d{1,2}-\d{1,2}-(\d{4,})\.(?:md|markdown))$", re.ASCII)


def artid_of(front: FrontMatter) -> str | None:
    """The article's number as written, leading zeros and all; None where there is none."""
    value = front.data.get("artid")
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    span = front.value_span(ARTID)
    return front.source.slice(span).strip() if span else str(value)


def decoded_url(front: FrontMatter) -> str | None:
    """The URL in `arturl_encode`; None where there is none that can be decoded."""
    value = front.data.get("arturl_encode")
    if not isinstance(value, str):
        return None
    try:
        return decode_arturl(value)
    except ArturlError:
        return None


def plain_url(front: FrontMatter) -> str | None:
    """The URL in `arturl`, None where there is none."""
    value = front.data.get("arturl")
    return value.strip() if isinstance(value, str) and value.strip() else None


def numbered_name(path: str) -> tuple[str, str] | None:
    """A file name of the form `YYYY-MM-DD-ARTID.md` and its number; None for any other."""
    match = _NAME.search(path)
    return (match[1], match[2]) if match else None


def numbers_elsewhere(front: FrontMatter, path: str) -> set[str]:
    """The numbers that the article's URLs and its file name give it."""
    name = numbered_name(path)
    urls = (decoded_url(front), plain_url(front))
    found = {last_path_part(url) for url in urls if url} | {name[1] if name else ""}
    return found - {""}

"""What an article says of its own identity, read once for all rules about it."""

from __future__ import annotations

from ainewslint.identity import ArturlError, decode_arturl
from ainewslint.source.front_matter import FrontMatter

ARTID = "/artid"
ENCODED = "/arturl_encode"
PLAIN = "/arturl"


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

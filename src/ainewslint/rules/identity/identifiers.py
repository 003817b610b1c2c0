"""What the identity rules need of an article."""

from __future__ import annotations

from ainewslint.identity import ArturlError, decode_arturl
from ainewslint.source.front_matter import FrontMatter


def artid_of(front: FrontMatter) -> str | None:
    """The article's number as written; None where there is none."""
    value = front.data.get("artid")
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        span = front.value_span("/artid")  # as written: YAML drops leading zeros
        return front.source.slice(span) if span else str(value)
    return None


def decoded_url(front: FrontMatter) -> str | None:
    """The URL that `arturl_encode` stands for; None where it is missing or broken."""
    value = front.data.get("arturl_encode")
    if not isinstance(value, str):
        return None
    try:
        return decode_arturl(value)
    except ArturlError:
        return None

"""The string formats that schemas may ask for, really checked.

jsonschema leaves a format unchecked where an optional package is missing; these are checked
always. `article-date` is ours: any date that `parse_date` understands.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlsplit

from ainewslint.patterns import regex
from ainewslint.source.dates import ImpossibleDateError, parse_date
from ainewslint.source.text import encodable

_DATE = regex(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# RFC 3339, section 5.6
_DATE_TIME = regex(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:)(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What RFC 3986 allows nowhere; RFC 3987 adds the letters of other scripts.
_NOT_IN_IRI = regex(r"[\x00-\x20\x7f-\x9f\"<>\\^`{|}]")
_BAD_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")


def is_date(text: str) -> bool:
    """An RFC 3339 full-date."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_date_time(text: str) -> bool:
    """An RFC 3339 date-time; a leap second is one."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    second = "59" if match[3] == "60" else match[3]
    zone = "+00:00" if match[5] in "Zz" else match[5]
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}{second}{zone}")
    except ValueError:
        return False
    return True


def is_uri(text: str) -> bool:
    """An RFC 3986 URI with a scheme; http and https need a host. Letters of other scripts pass,
    as browsers accept them."""
    return bool(_SCHEME.match(text)) and is_uri_reference(text)


def is_uri_reference(text: str) -> bool:
    """A URI, or one relative to the page."""
    if _NOT_IN_IRI.search(text) or _BAD_PERCENT.search(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    del port  # reading it checks it
    return bool(parts.hostname) or parts.scheme.lower() not in ("http", "https")


def is_article_date(text: str) -> bool:
    """A date or a date with a time, in any form that `parse_date` reads."""
    try:
        return parse_date(text) is not None
    except ImpossibleDateError:
        return False


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "uri": is_uri,
    "iri": is_uri,
    "uri-reference": is_uri_reference,
    "iri-reference": is_uri_reference,
    "article-date": is_article_date,
}


@functools.lru_cache(maxsize=256)
def searcher(pattern: str) -> Callable[[str], object]:
    """What searches a text for a schema's pattern: RE2, so that no pattern can hang a run.

    Patterns beyond RE2 (look-around, back references) fall back to Python's engine. Raises
    re.error for a pattern that neither reads.
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options=options)
    except re2.error:
        return re.compile(pattern).search
    return lambda text: compiled.search(encodable(text))

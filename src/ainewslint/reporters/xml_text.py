"""Text and attributes of the XML formats.

The standard library escapes markup but lets through what XML 1.0 cannot hold even escaped:
control characters, lone surrogates, U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets).
Articles have such characters (rules report them), so they are shown as `\\x1b`.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ainewslint.patterns import regex

_FORBIDDEN = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(value: str) -> str:
    """Character data."""
    return escape(_shown(value), {"\r": "&#13;"})


def attributes(**values: str | int) -> str:
    """` name="value"` for each."""
    return "".join(f" {name}={quoteattr(_shown(str(value)))}" for name, value in values.items())


def _shown(value: str) -> str:
    return _FORBIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode(), value)

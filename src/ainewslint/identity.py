"""What identifies a mirrored article: its URL, coded as `arturl_encode`, and its number.

`arturl_encode` is the hex of the URL's UTF-8 with colons put in between bytes: from the end on,
one before every 50 digits (so of every article of 2,037 measured). Readers take them anywhere.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ainewslint.messages import _
from ainewslint.patterns import regex

GROUP = 50  # hex digits between two colons
_NOT_HEX = regex(r"[^0-9A-Fa-f]")
_BLANK = regex(r"\s")


class ArturlError(ValueError):
    """A value that is no `arturl_encode`.

    The message says why; `index` and `length` say which part of the value is at fault, the
    whole of it unless told.
    """

    def __init__(self, message: str, index: int = 0, length: int | None = None) -> None:
        super().__init__(message)
        self.index = index
        self.length = length


def decode_arturl(value: str) -> str:
    """The URL that an `arturl_encode` stands for. Raises ArturlError."""
    digits = value.replace(":", "")
    if not digits:
        raise ArturlError(_("it is empty"))
    _check_digits(value, digits)
    data = bytes.fromhex(digits)
    try:
        url = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"{data[error.start]:02x}"
        index = _index_of_byte(value, error.start)
        raise ArturlError(_("byte {byte} is not UTF-8").format(byte=byte), index, 2) from None
    if not is_url(url):
        shown = url if len(url) <= 60 else url[:59] + "…"
        raise ArturlError(_("it decodes to {text}, which is no URL").format(text=repr(shown)))
    return url


def encode_arturl(url: str) -> str:
    """The `arturl_encode` of a URL."""
    digits = url.encode("utf-8", "surrogatepass").hex()
    first = len(digits) % GROUP
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + GROUP] for at in range(first, len(digits), GROUP)]
    return ":".join(groups)


def is_url(text: str) -> bool:
    """Whether a text is an http or https URL with a host."""
    if not text.lower().startswith(("http://", "https://")) or _BLANK.search(text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def last_path_part(url: str) -> str:
    """The last part of a URL's path, the article's number at CSDN; empty where there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return path.rstrip("/").rpartition("/")[2]


def _check_digits(value: str, digits: str) -> None:
    match = _NOT_HEX.search(digits)
    if match is not None:
        index = value.index(match[0])
        words = _("{character} is not a hexadecimal digit").format(character=repr(match[0]))
        raise ArturlError(words, index, 1)
    if len(digits) % 2:
        words = _("{count} hexadecimal digits are an odd number, so one is lost or too many")
        raise ArturlError(words.format(count=len(digits)))


def _index_of_byte(value: str, byte: int) -> int:
    """The index in a value of its nth byte's first digit."""
    digits = [index for index, character in enumerate(value) if character != ":"]
    return digits[2 * byte]

"""URLs as a browser reads them, as far as a request needs it; nothing here touches the network.

Follows https://url.spec.whatwg.org/ for http and https, so that a host written to mislead
(`http://0x7f.1`, `http:\\\\host`, full-width digits) is seen for what a browser makes of it.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote, unquote_to_bytes, urljoin

from ainewslint.records import record

from .addresses import BAD_PORTS, ends_in_number, literal, parse_ipv4
from .outcomes import Cause, Kind, Outcome

MAX_URL = 16_384
DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN_IN_HOST = frozenset("\0\t\n\r #/:<>?@[\\]^|%\x7f") | {chr(code) for code in range(0x20)}


@record(frozen=True, slots=True)
class Target:
    """A URL that may be requested.

    `url` is normal in scheme, host and port and without fragment: one target, one request.
    `fragment` is decoded, "" where there is none. `host` has no brackets.
    """

    url: str
    scheme: str
    host: str
    port: int
    fragment: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt is looked up by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = self.port == DEFAULT_PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if default else f":{self.port}")

    @property
    def path(self) -> str:
        """Path and query, from the first slash."""
        return self.url[len(self.origin) :]


class _MalformedError(ValueError):
    """Why a text is not a URL; caught in this module."""


def parse_target(url: str) -> Target | Outcome:
    """Read a URL, or say why no request can be made for it; never raises."""
    try:
        return _parse(url)
    except _MalformedError as error:
        return Outcome(Kind.BAD_URL, Cause.MALFORMED, str(error))


def join(base: Target, location: str) -> str:
    """The URL that a Location header means, seen from the page that sent it."""
    location = location.strip().replace("\\", "/")
    if location.partition("://")[0].isalpha():
        return location  # urljoin would take "http://" for the base
    try:
        return urljoin(base.url, location)
    except ValueError:
        return location


def _parse(url: str) -> Target | Outcome:
    text = url.strip(" \0\t\n\r\f\v").replace("\t", "").replace("\n", "").replace("\r", "")
    if len(text) > MAX_URL:
        raise _MalformedError(f"longer than {MAX_URL} characters")
    if not text.isprintable() and any(char < " " or "\ud800" <= char <= "\udfff" for char in text):
        raise _MalformedError("control character")
    scheme, colon, rest = text.partition(":")
    scheme = scheme.lower()
    if not colon or not scheme.replace("+", "").replace("-", "").replace(".", "").isalnum():
        raise _MalformedError("no scheme")
    if scheme not in DEFAULT_PORTS:
        return Outcome(Kind.REFUSED, Cause.OTHER_SCHEME, scheme[:20])
    rest, _hash, fragment = rest.partition("#")
    before, mark, query = rest.partition("?")
    before = before.replace("\\", "/")
    if not before.startswith("//"):
        raise _MalformedError("no // after the scheme")
    authority, _slash, path = before[2:].partition("/")
    if "@" in authority:
        return Outcome(Kind.REFUSED, Cause.CREDENTIALS)
    host, port = _split_port(authority, DEFAULT_PORTS[scheme])
    if port in BAD_PORTS:
        return Outcome(Kind.REFUSED, Cause.UNSAFE_PORT, str(port))
    target = Target("", scheme, host, port, unquote(fragment))
    whole = f"{target.origin}/{path}{mark}{query}"
    return Target(whole, scheme, host, port, target.fragment)


def _split_port(authority: str, default: int) -> tuple[str, int]:
    if authority.startswith("["):
        inner, bracket, tail = authority[1:].partition("]")
        if not bracket or (tail and not tail.startswith(":")):
            raise _MalformedError("bad IPv6 address")
        address = literal(inner) if ":" in inner else None
        if address is None or "%" in inner:
            raise _MalformedError("bad IPv6 address")
        host, port = str(address), tail[1:]
    else:
        raw, _colon, port = authority.partition(":")
        host = _host(raw)
    if not port:
        return host, default
    if not (port.isascii() and port.isdigit()) or len(port) > 5 or int(port) > 65_535:
        raise _MalformedError("bad port")
    return host, int(port)


def _host(raw: str) -> str:
    """A host name or IPv4 address in the one form that all checks use."""
    try:
        decoded = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeError:
        raise _MalformedError("bad host name") from None
    # An approximation of UTS #46, enough to see digits and dots; IDNA proper is applied on sending.
    host = unicodedata.normalize("NFKC", decoded).replace("。", ".").lower()
    host = host.replace("\u00ad", "").replace("\u200b", "").replace("\u2060", "")
    host = host.removesuffix(".")
    if not host:
        raise _MalformedError("no host name")
    if not _FORBIDDEN_IN_HOST.isdisjoint(host):
        raise _MalformedError("bad character in the host name")
    if ends_in_number(host):
        try:
            return str(parse_ipv4(host))
        except ValueError:
            raise _MalformedError("bad IPv4 address") from None
    if len(host) > 253 or any(not label or len(label) > 63 for label in host.split(".")):
        raise _MalformedError("bad host name")
    return host

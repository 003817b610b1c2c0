"""What became of a URL: the kind that rules act on, the cause, and the reason in words."""

from __future__ import annotations

import enum
from typing import Any

from ainewslint.messages import _
from ainewslint.records import record


class Kind(enum.StrEnum):
    """What a rule may conclude. Only `DEAD` is a finding that the reader's link is broken."""

    OK = "ok"
    REDIRECT = "redirect"
    DEAD = "dead"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    BAD_URL = "bad-url"


class Fragment(enum.StrEnum):
    """Whether the page has the anchor; unknown where the page may make it with a script."""

    FOUND = "found"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Cause(enum.StrEnum):
    """Why an outcome is what it is; stable, so that reports and caches may rely on it."""

    ANSWERED = "answered"
    MOVED = "moved"
    SENT_ELSEWHERE = "sent-elsewhere"
    NOT_FOUND = "not-found"
    GONE = "gone"
    NO_SUCH_HOST = "no-such-host"
    NAME_SERVICE = "name-service"
    OFFLINE = "offline"
    THROTTLED = "throttled"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    PROTOCOL = "protocol"
    TLS = "tls"
    BOT_WALL = "bot-wall"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    OTHER_STATUS = "other-status"
    ROBOTS = "robots"
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_CHAIN = "redirect-chain"
    REDIRECT_BROKEN = "redirect-broken"
    HOST_SKIPPED = "host-skipped"
    NOT_CACHED = "not-cached"
    INTERNAL = "internal"
    UNSAFE_ADDRESS = "unsafe-address"
    UNSAFE_PORT = "unsafe-port"
    CREDENTIALS = "credentials"
    OTHER_SCHEME = "other-scheme"
    MALFORMED = "malformed"


@record(frozen=True, slots=True)
class Outcome:
    """The result of checking one URL.

    `detail` is the part of the reason that no translation covers: an address, a system's words.
    `final_url` is where redirects ended. `moved_to` is set for permanent redirects (301, 308): the
    last URL of the leading permanent hops, thus the one to write instead; a temporary hop after
    it is the site's own business. `checked_at` is in seconds since the epoch, of the network
    check, also where the outcome was taken from the cache.
    """

    kind: Kind
    cause: Cause
    detail: str = ""
    status: int | None = None
    final_url: str | None = None
    moved_to: str | None = None
    redirects: int = 0
    fragment: Fragment | None = None
    archive_url: str | None = None
    checked_at: float = 0.0
    from_cache: bool = False

    @property
    def reason(self) -> str:
        """Why, in words, in the language in force."""
        text = _words(self.cause).format(
            status=self.status, url=self.moved_to or self.final_url, detail=self.detail
        )
        if self.archive_url:
            text += "; " + _("archived copy: {url}").format(url=self.archive_url)
        if self.fragment is Fragment.MISSING:
            text += "; " + _("the page has no such anchor")
        return text

    def to_json(self) -> dict[str, Any]:
        """The outcome as a JSON object, reason included."""
        return {
            "kind": self.kind.value,
            "cause": self.cause.value,
            "reason": self.reason,
            "status": self.status,
            "final_url": self.final_url,
            "moved_to": self.moved_to,
            "redirects": self.redirects,
            "fragment": self.fragment.value if self.fragment else None,
            "archive_url": self.archive_url,
            "checked_at": self.checked_at,
            "from_cache": self.from_cache,
        }


def _words(cause: Cause) -> str:
    """The template of a cause, in the language in force; fields: status, url, detail."""
    return {
        Cause.ANSWERED: _("answers {status}"),
        Cause.MOVED: _("moved for good to {url}"),
        Cause.SENT_ELSEWHERE: _("redirects for now to {url}"),
        Cause.NOT_FOUND: _("not found (404)"),
        Cause.GONE: _("gone (410)"),
        Cause.NO_SUCH_HOST: _("no such host: {detail}"),
        Cause.NAME_SERVICE: _("the name service does not answer: {detail}"),
        Cause.OFFLINE: _("no name resolves; is this machine online?"),
        Cause.THROTTLED: _("too many requests for this site ({status}) {detail}"),
        Cause.SERVER_ERROR: _("the server fails ({status})"),
        Cause.TIMEOUT: _("no answer in time"),
        Cause.CONNECTION: _("connection fails: {detail}"),
        Cause.PROTOCOL: _("the answer is not valid HTTP: {detail}"),
        Cause.TLS: _("secure connection fails: {detail}"),
        Cause.BOT_WALL: _("the site turns programs away ({status})"),
        Cause.LOGIN: _("leads to a login page: {url}"),
        Cause.FORBIDDEN: _("the server refuses this program ({status})"),
        Cause.OTHER_STATUS: _("unusual answer ({status})"),
        Cause.ROBOTS: _("robots.txt asks programs to keep out {detail}"),
        Cause.REDIRECT_LOOP: _("redirects in a circle at {url}"),
        Cause.REDIRECT_CHAIN: _("too many redirects, the last to {url}"),
        Cause.REDIRECT_BROKEN: _("redirects to something unusable: {detail}"),
        Cause.HOST_SKIPPED: _("not asked, the site had trouble before: {detail}"),
        Cause.NOT_CACHED: _("not in the cache, and the network is not used"),
        Cause.INTERNAL: _("the check itself failed: {detail}"),
        Cause.UNSAFE_ADDRESS: _("not a public address: {detail}"),
        Cause.UNSAFE_PORT: _("port {detail} is not for web pages"),
        Cause.CREDENTIALS: _("the URL holds a user name or password; it was not sent"),
        Cause.OTHER_SCHEME: _("only http and https are checked, not {detail}"),
        Cause.MALFORMED: _("not a valid URL: {detail}"),
    }[cause]

"""LK003: text that ran into an address."""

from __future__ import annotations

import re
from typing import NamedTuple

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.hyperlinks import Hyperlink, Where
from ainewslint.source.urls import (
    decode_once,
    host_matches,
    host_of,
    is_domain,
    is_web,
    path_of,
)

_ENDING = "，。；：！？、）】」』》〉”’"
_OPENING = "（【「『《〈“‘"
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_FIRST = re.compile(r"[^\x00-\x7f]")
_IS_CJK = re.compile(f"[{_CJK}]")
# What an address surely ends with when a CJK character follows at once.
_COMPLETE = re.compile(
    r"(?:\.(?:s?html?|php|aspx?|jsp|pdf|zip|t?gz|rar|7z|exe|apk|png|jpe?g|gif|git|md)"
    r"|/\d{5,}|(?<=\d):\d{2,5})\Z",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"%(?:E[23]|EF)%", re.IGNORECASE)
_STRUCTURE = re.compile(r"[/=&?#]|\.[A-Za-z0-9]{2,5}\Z")
# Sites whose page addresses are titles, in which any character may stand.
_TITLES = (
    "wikipedia.org", "wikisource.org", "wiktionary.org", "wikiquote.org", "moegirl.org.cn",
    "baike.baidu.com", "hudong.com", "baike.com", "fandom.com", "huijiwiki.com", "douban.com",
)  # fmt: skip
_WHOLE_TEXT = re.compile(r"[^\s<>|*`\[\]\"]*")
_LONGEST = 2_000
_PUNCTUATION = re.compile(f"[{_ENDING}{_OPENING}]")
_PERCENT_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Glue(NamedTuple):
    """Where text that does not belong to a URL begins in it; `certain`: it begins just there."""

    at: int
    certain: bool


class PunctuationInUrl(UrlRule):
    """Reports addresses that swallowed the punctuation or the words behind them.

    ## What it does
    Finds full-width punctuation and Chinese, Japanese or Korean text at the end of an address:
    in running text, where everything up to the next blank becomes part of the link, and in the
    destination of a link, also percent-encoded (`%E3%80%82` is `。`). Such characters inside a
    path are left alone. Hugo and Jekyll end an address in running text before them.

    ## Why is this bad?
    The link leads to a page that does not exist, and it looks right.

    ## Example
    ```markdown
    代码见https://github.com/example/model。欢迎试用。
    ```

    ## Use instead
    ```markdown
    代码见<https://github.com/example/model>。欢迎试用。
    ```

    ## Evidence
    """

    code = "LK003"
    name = "punctuation-in-url"
    severity = Severity.WARNING
    fixable = Applicability.SAFE
    needs = ("//", "www.")
    yields_to = ("LK002",)

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where text ran into a URL."""
        if link.where is Where.BARE:
            if context.site in ("hugo", "jekyll"):
                return None
            return self._bare(link, context)
        url = link.url
        if url.isascii() and ("%" not in url or not _ENCODED.search(url)):
            return None
        decoded, starts = _decoded(url)
        glue = glue_in_destination(decoded)
        if glue is None:
            return None
        clean = url[: starts[glue.at]]
        title = _("Link to {url}").format(url=clean[:120])
        fix = replacing_fix(context.article, link, clean, title, Applicability.SAFE)
        return self.diagnostic(link.span, _message(decoded[glue.at :]), fix=fix)

    def _bare(self, link: Hyperlink, context: Context) -> Diagnostic | None:
        text = context.article.source.text
        match = _WHOLE_TEXT.match(text, link.span.start, link.span.start + _LONGEST)
        written = match[0] if match else ""
        if written.isascii():
            return None
        glue = glue_in_text(written)
        if glue is None:
            return None
        start = link.span.start
        end = start + glue.at
        fix = None
        if glue.certain and is_web(written[: glue.at]):
            edit = Edit(Span(start, end), f"<{text[start:end]}>")
            fix = Fix(_("Put the address in <…>"), (edit,), Applicability.SAFE, ("text",))
        stop = end + 1
        while stop < start + len(written) and text[stop] in _ENDING:
            stop += 1
        return self.diagnostic(Span(start, stop), _message(written[glue.at :]), fix=fix)


def _message(glued: str) -> str:
    return _(
        "“{glued}” ran into this address, so the link leads to a page that does not exist: "
        "end the address before it"
    ).format(glued=glued if len(glued) <= 12 else glued[:12] + "…")


def glue_in_destination(url: str) -> Glue | None:
    """Text at the end of a link's destination (percent-decoded) that does not belong to it."""
    match = _FIRST.search(url)
    if match is None:
        return None
    at = match.start()
    before, char, rest = url[:at], url[at], url[at + 1 :]
    if not host_of(before):
        return None
    if char in _ENDING:
        if before[-1] in "=&" or _STRUCTURE.search(rest):
            return None
        if char in "”’" and rest and not (rest[0] in _ENDING or _IS_CJK.match(rest)):
            return None
        return Glue(at, certain=True)
    if not _IS_CJK.match(char):
        return None
    if _COMPLETE.search(before[-20:]) and "?" not in before and not _STRUCTURE.search(rest):
        return Glue(at, certain=True)
    if url[-1] in "，。；、：" and "=" not in url:
        return Glue(len(url) - 1, certain=True)
    return None


def glue_in_text(written: str) -> Glue | None:
    """Text behind a URL in running text that a Markdown processor takes for part of it."""
    match = _FIRST.search(written)
    if match is None:
        return None
    at = match.start()
    before, char = written[:at], written[at]
    host = host_of(before) or before.lower().removeprefix("www.")
    titles = any(host_matches(host, one) for one in _TITLES)
    if "." not in before or before[-1] == "=":
        return None
    stripped = _without_end(before)
    if char in _ENDING or char in _OPENING:
        rest = written[at + 1 :]
        if char in "”’“‘" and rest and not (rest[0] in _ENDING or _IS_CJK.match(rest)):
            return None
        if titles and (char in _OPENING or rest) and path_of(before) != "/":
            return None
        return Glue(stripped, certain=True)
    if not _IS_CJK.match(char):
        return None
    if stripped < at and not titles and "=" not in before:
        return Glue(stripped, certain=True)
    if path_of(before) == "/" and before[-1].isalnum() and _ends_with_host(before, host):
        return Glue(at, certain=True)
    if _COMPLETE.search(before[-20:]) and "?" not in before:
        return Glue(at, certain=True)
    if titles or "=" in before:
        return Glue(len(written) - 1, certain=True) if written[-1] in "，。；、：" else None
    later = _PUNCTUATION.search(written, at)
    return Glue(later.start(), certain=False) if later else None


def _ends_with_host(before: str, host: str) -> bool:
    """Whether a URL so far is a scheme and a whole host, a port perhaps."""
    if before[-1] == "/":
        return False
    port = before.rpartition(":")[2]
    return is_domain(host) or (port.isdigit() and "." in host)


def _without_end(before: str) -> int:
    """How much of a URL is left without closing punctuation that belongs to the sentence."""
    at = len(before)
    while at:
        char = before[at - 1]
        if char in ".,;:!?'\"" or (
            char == ")" and before.count("(", 0, at) < before.count(")", 0, at)
        ):
            at -= 1
        else:
            break
    return at


def _decoded(url: str) -> tuple[str, list[int]]:
    """The URL percent-decoded where that gives UTF-8, and where each character begins in it."""
    if "%" not in url:
        return url, list(range(len(url)))
    chars: list[str] = []
    starts: list[int] = []
    at = 0
    for match in _PERCENT_RUN.finditer(url):
        chars.append(url[at : match.start()])
        starts.extend(range(at, match.start()))
        run = decode_once(match[0])
        if run is None:
            chars.append(match[0])
            starts.extend(range(*match.span()))
        else:
            place = match.start()
            for char in run:
                starts.append(place)
                place += 3 * len(char.encode("utf-8"))
            chars.append(run)
        at = match.end()
    chars.append(url[at:])
    starts.extend(range(at, len(url)))
    return "".join(chars), starts

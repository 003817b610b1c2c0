"""LK003: text that ran into an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink, Where, texts_with_addresses
from ainewslint.source.nodes import BareUrl, Link, Node, Text
from ainewslint.source.urls import (
    decode_once,
    host_matches,
    host_of,
    is_domain,
    is_local,
    is_web,
    path_of,
)

_ENDING = "，。；：！？、）】」』》〉”’"
_OPENING = "（【「『《〈“‘"
_FIRST = regex(r"[^\x00-\x7f]")
_IS_CJK = regex(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]")
# What an address surely ends with when a CJK character follows at once.
_COMPLETE = regex(
    r"(?:\.(?:s?html?|php|aspx?|jsp|pdf|zip|t?gz|rar|7z|exe|apk|png|jpe?g|gif|git|md)"
    r"|/\d{5,}|(?<=\d):\d{2,5})\Z",
    re.IGNORECASE,
)
_ENCODED = regex(r"%(?:E[23]|EF)%", re.IGNORECASE)
_STRUCTURE = regex(r"[/=&?#]|\.[A-Za-z0-9]{2,5}\Z")
# Sites whose page addresses are titles, in which any character may stand.
_TITLES = (
    "wikipedia.org", "wikisource.org", "wiktionary.org", "wikiquote.org", "moegirl.org.cn",
    "baike.baidu.com", "hudong.com", "baike.com", "fandom.com", "huijiwiki.com", "douban.com",
)  # fmt: skip
_ADDRESS = regex(r"(?:https?://|\bwww\.)[^\s<>|*`\[\]\"]*", re.IGNORECASE)
_REST = regex(r"[^\s<>|*`\[\]\"]{0,400}")
# Sites whose Markdown processor ends an address in running text before the first other character
# (Goldmark), or makes no links there (kramdown).
_ASCII_ADDRESSES = ("hugo", "jekyll")
_PUNCTUATION = regex(f"[{_ENDING}{_OPENING}]")
# What a word processor writes for a link, `HYPERLINK "…" \\t "…"`: its addresses are no text.
_FIELD_CODE = regex(r"\b(?:HYPERLINK|INCLUDEPICTURE)\s{1,4}(?:\\[a-z]\s{1,4})?[\"“”]")
_PERCENT_RUN = regex(r"(?:%[0-9A-Fa-f]{2})+")


class Glue(NamedTuple):
    """Where text that does not belong to a URL begins in it.

    `certain`: it begins just there; `open`: there or behind it, at the next mark.
    """

    at: int
    certain: bool
    open: bool = False


class PunctuationInUrl(UrlRule):
    """Reports addresses that swallowed the punctuation or the words behind them.

    ## What it does
    Finds full-width punctuation and Chinese, Japanese or Korean text at the end of an address:
    in running text, where everything up to the next blank becomes part of the link, and in the
    destination of a link, also percent-encoded (`%E3%80%82` is `。`). Such characters inside a
    path are left alone. Hugo ends an address in running text before them and Jekyll makes no link
    of it: there, by the setting `site` or by front matter that is written for them (TOML,
    `render_with_liquid`), only destinations are judged. In running text, addresses of the
    reader's own computer or network (`127.0.0.1`, `192.168.1.5`) and those in field codes of word
    processors (`HYPERLINK "…"`) are no links for readers and are left alone.

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
    Over 2,681 articles: 12 findings, 11 of them in destinations; nearly all articles are Jekyll's.
    Judged as GitHub renders them there are 112. All were read, all are right; in three the
    Chinese text may belong to the path, which the message leaves open and no fix decides.
    """

    code = "LK003"
    name = "punctuation-in-url"
    severity = Severity.WARNING
    fixable = Applicability.SAFE
    needs = ("//", "www.")
    yields_to = ("LK002", "AI007")

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """The problems of links, and of addresses in running text."""
        yield from super().check(target, context)
        if context.builder not in _ASCII_ADDRESSES:
            text = context.article.source.text
            for bare in target.of(BareUrl):
                yield from self._in_text(bare, target, text)
            for node in texts_with_addresses(context.article):
                yield from self._in_text(node, target, text)

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where text ran into the destination of a link."""
        url = link.url
        if url.isascii() and ("%" not in url or not _ENCODED.search(url)):
            return None
        if link.where is Where.BARE:
            return None
        decoded, starts = _decoded(url)
        at = glue_in_destination(decoded)
        if at is None:
            return None
        clean = url[: starts[at]]
        title = _("Link to {url}").format(url=clean[:120])
        fix = replacing_fix(context.article, link, clean, title, Applicability.SAFE)
        return self.diagnostic(link.span, _message(decoded[at:]), fix=fix)

    def _in_text(self, node: Text | BareUrl, document: Document, text: str) -> Iterator[Diagnostic]:
        end = node.span.end
        for match in _ADDRESS.finditer(text, node.span.start, end):
            written = match[0]
            if written[0] in "wW" and isinstance(node, Text):
                continue  # only at the beginning of a word, and then the node is a BareUrl
            if match.end() == end:  # the node may end where a processor ends the address
                whole = _REST.match(text, end)
                written += whole[0] if whole else ""
            if written.isascii():
                continue
            if text[max(0, match.start() - 2) : match.start()] in ("=“", "=‘", "=”"):
                continue  # HTML with curly quotes, which is another mistake
            if _in_field_code(text, match.start()):
                continue
            glue = glue_in_text(written)
            if glue is not None and not _in_link(node, document):
                yield self._glued(match.start(), written, glue)

    def _glued(self, start: int, written: str, glue: Glue) -> Diagnostic:
        fix = None
        address = written[: glue.at]
        if glue.certain and is_web(address):
            edit = Edit(Span(start, start + glue.at), f"<{address}>")
            fix = Fix(_("Put the address in <…>"), (edit,), Applicability.SAFE, ("text",))
        stop = glue.at + 1
        while stop < len(written) and written[stop] in _ENDING:
            stop += 1
        message = _open_message if glue.open else _message
        return self.diagnostic(Span(start, start + stop), message(written[glue.at :]), fix=fix)


def _in_field_code(text: str, start: int) -> bool:
    """Whether an address stands in quotes behind the name of a word processor's field."""
    if text[start - 1 : start] not in ("“", "”", '"') or start == 0:
        return False
    line = max(text.rfind("\n", 0, start), start - 600, 0)
    return _FIELD_CODE.search(text, line, start) is not None


def _in_link(node: Node, document: Document) -> bool:
    return any(isinstance(one, Link) for one in document.ancestors(node))


def _message(glued: str) -> str:
    return _(
        "“{glued}” ran into this address, so the link leads to a page that does not exist: "
        "end the address before it"
    ).format(glued=_shown(glued))


def _open_message(glued: str) -> str:
    return _(
        "Everything up to the next blank, “{glued}” too, counts as part of this address, so the "
        "link may lead nowhere: put the address alone in <…>"
    ).format(glued=_shown(glued))


def _shown(glued: str) -> str:
    return glued if len(glued) <= 12 else glued[:12] + "…"


def glue_in_destination(url: str) -> int | None:
    """Where text that does not belong to a link's destination (percent-decoded) begins in it."""
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
        return _without_end(before)
    if not _IS_CJK.match(char):
        return None
    if _COMPLETE.search(before[-20:]) and "?" not in before and not _STRUCTURE.search(rest):
        return at
    if url[-1] in "，。；、：" and "=" not in url:
        return len(url) - 1
    return None


def glue_in_text(written: str) -> Glue | None:
    """Text behind a URL in running text that a Markdown processor takes for part of it."""
    match = _FIRST.search(written)
    if match is None:
        return None
    at = match.start()
    before, char = written[:at], written[at]
    stripped = _without_end(before)
    url = before[:stripped] if before[0] in "hH" else f"http://{before[:stripped]}"
    host = host_of(url)
    if "." not in before or before[-1] == "=" or ".." in host or is_local(host):
        return None
    titles = "/" in url[8:] and any(host_matches(host, one) for one in _TITLES)
    if char in _ENDING or char in _OPENING:
        rest = written[at + 1 :]
        if char in "”’“‘" and rest and not (rest[0] in _ENDING or _IS_CJK.match(rest)):
            return None
        if titles and (char in _OPENING or rest) and path_of(url) != "/":
            return None
        return Glue(stripped, certain=True)
    if not _IS_CJK.match(char):
        return None
    query = "=" in before
    if stripped < at and not titles and not query:
        return Glue(stripped, certain=True)
    if _is_whole(before, url):
        return Glue(at, certain=True)
    if titles or query:
        return Glue(len(written) - 1, certain=True) if written[-1] in "，。；、：" else None
    mark = _PUNCTUATION.search(written, at)
    if mark is None:
        return None
    if _STRUCTURE.search(written[at : mark.start()]):  # the path goes on in Chinese
        return Glue(mark.start(), certain=False)
    return Glue(at, certain=False, open=True)


def _is_whole(before: str, url: str) -> bool:
    """Whether a URL ends here when a CJK character follows: behind a host, a file, a number."""
    if before[-1] == "/" or "?" in before:
        return False
    if _COMPLETE.search(before[-20:]):
        return True
    port, host = before.rpartition(":")[2], host_of(url)
    return path_of(url) == "/" and (is_domain(host) or (port.isdigit() and "." in host))


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

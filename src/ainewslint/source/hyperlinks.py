"""Every URL of an article, wherever it stands, with its place: what the link rules walk over."""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from ainewslint.diagnostics import Edit, Span
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.article import Article, once_an_article
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.nodes import (
    BareUrl,
    Definition,
    Html,
    Image,
    Link,
    LinkKind,
    Node,
    Text,
    TextBlock,
)
from ainewslint.source.pointers import make_pointer
from ainewslint.source.urls import has_entity

_ATTRIBUTE = regex(
    r"""\b(href|src|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""", re.IGNORECASE
)
_PLAIN = regex(r"https?://\w[\w.-]*+(?:/[!#$&-;=@-Z_a-z|~]*+)?", re.ASCII)
_FRONT_MATTER_URL = regex(r"\s*(?:https?[:：/]|//)", re.IGNORECASE)
_BRACKET = regex(r"\\[\[\]]|[\[\]]")
_IMAGE_KEY = regex(r"image|img|cover|thumbnail|banner|featured|og_?image", re.IGNORECASE)
_IMAGE_PATH = regex(r"[^\s:]+\.(?:png|jpe?g|gif|webp|svg|avif)", re.IGNORECASE)
_LABEL_LIMIT = 6_000  # how far back the bracket of a broken link is looked for
_ADDRESS_LIMIT = 2_000  # how far its address may reach
_NESTED = 4  # parentheses inside a destination that are counted


class Where(enum.Enum):
    """What holds a URL."""

    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    BARE = "bare"
    DEFINITION = "definition"
    HTML = "html"
    FRONT_MATTER = "front matter"


class Hyperlink:
    """A URL in an article.

    `url` is what the parser makes of it, `node` the node it belongs to and `pointer` the JSON
    pointer of a front-matter value.
    """

    __slots__ = ("_place", "node", "pointer", "url", "where")

    def __init__(
        self,
        url: str,
        place: Span | FrontMatter,
        where: Where,
        node: Node | None = None,
        pointer: str | None = None,
    ) -> None:
        self.url = url
        self.where = where
        self.node = node
        self.pointer = pointer
        self._place = place

    @property
    def span(self) -> Span:
        """The source of the URL; looked up when asked for in front matter, where it takes time."""
        place = self._place
        if isinstance(place, Span):
            return place
        return place.value_span(self.pointer or "") or place.opening_span

    def text_in(self, article: Article) -> str:
        """The URL as written."""
        return article.source.slice(self.span)

    @property
    def visible(self) -> bool:
        """Whether a reader reads the URL itself."""
        return self.where in (Where.AUTOLINK, Where.BARE)


@once_an_article
def hyperlinks(article: Article) -> list[Hyperlink]:
    """The URLs of the body in order of their kind, then those of the front matter.

    A reference link is not listed, its definition is.
    """
    return [*_body_links(article), *_front_matter_links(article)]


def is_plain(url: str) -> bool:
    """Whether this is a web address to which no rule about its writing could object.

    It has an ordinary host and path of ASCII characters, and no query, percent-encoding, second
    address inside or run of dots.
    """
    return bool(_PLAIN.fullmatch(url)) and ".." not in url and url.find("http", 7) < 0


@once_an_article
def unusual_hyperlinks(article: Article) -> list[Hyperlink]:
    """The hyperlinks without the plain ones, which are most."""
    return [link for link in hyperlinks(article) if not is_plain(link.url)]


def _body_links(article: Article) -> list[Hyperlink]:
    document = article.document
    link_, autolink, image_, autolinked = Where.LINK, Where.AUTOLINK, Where.IMAGE, LinkKind.AUTOLINK
    found = [
        Hyperlink(link.url, place, autolink if link.kind is autolinked else link_, link)
        for link in document.of(Link)
        if (place := link.destination_span) is not None
    ]
    found += [
        Hyperlink(image.url, place, image_, image)
        for image in document.of(Image)
        if (place := image.destination_span) is not None
    ]
    found += map(_bare_link, document.of(BareUrl))
    found += [
        Hyperlink(one.url, one.destination_span, Where.DEFINITION, one)
        for one in document.of(Definition)
    ]
    text = article.source.text
    for html in document.of(Html):
        if "=" in html.text:  # else no attribute has a value
            found += _html_links(html, text)
    return found


def _bare_link(bare: BareUrl) -> Hyperlink:
    at = bare.text.find("](")
    if at < 0:
        return Hyperlink(bare.url, bare.span, Where.BARE, bare)
    # The text of a broken link: what follows is its destination, see `broken_links`.
    span = Span(bare.span.start, bare.span.start + at)
    return Hyperlink(bare.url[: len(bare.url) - len(bare.text) + at], span, Where.BARE, bare)


def _html_links(html: Html, text: str) -> Iterator[Hyperlink]:
    if html.text.startswith(("<!--", "<script", "<style")):
        return
    start, end = html.span
    for match in _ATTRIBUTE.finditer(text, start, end):
        span = Span(*match.span(match.lastindex or 0))
        url = match[match.lastindex or 0]
        if url[:1] in ("“", "”", "‘", "’"):  # curly quotes: no attribute value, another mistake
            continue
        yield Hyperlink(unescape(url) if "&" in url else url, span, Where.HTML, html)


def _front_matter_links(article: Article) -> Iterator[Hyperlink]:
    front = article.front_matter
    if front is None or not front.is_mapping:
        return
    stack: list[tuple[tuple[object, ...], object]] = [((), front.data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(((*path, key), value[key]) for key in reversed(value))
        elif isinstance(value, list):
            stack.extend(((*path, at), value[at]) for at in reversed(range(len(value))))
        elif isinstance(value, str) and _is_front_matter_url(path, value):
            yield Hyperlink(value, front, Where.FRONT_MATTER, None, make_pointer(path))


def _is_front_matter_url(path: tuple[object, ...], value: str) -> bool:
    """Whether a value is an address: a whole URL, or the file of an image where one belongs."""
    if _FRONT_MATTER_URL.match(value):
        return " " not in value
    if "." not in value[-5:] or not _IMAGE_PATH.fullmatch(value):
        return False
    return any(_IMAGE_KEY.search(str(key)) for key in path)


def replace_url(article: Article, link: Hyperlink, url: str) -> tuple[Edit, ...] | None:
    """Edits that put another URL in a link's place; None where its way of writing forbids it.

    A link text that repeats the URL changes with it.
    """
    written = link.text_in(article)
    edits = []
    if written == link.url:
        if link.where is Where.FRONT_MATTER and ("'" in url or ("#" in url and "#" not in written)):
            return None
        edits.append(Edit(link.span, url))
    elif not has_entity(written.replace("&amp;", "")) and written.replace("&amp;", "&") == link.url:
        edits.append(Edit(link.span, url.replace("&", "&amp;")))
    else:
        return None
    if link.where is Where.LINK and isinstance(link.node, Link):
        label = link.node.text_span
        if article.source.text[label.start : label.end] == written:
            edits.insert(0, Edit(label, edits[0].replacement))
    return tuple(edits)


@once_an_article
def texts_with_addresses(article: Article) -> list[Text]:
    """The texts in which an address stands that is no link, be it for what is before it."""
    return [node for node in article.document.of(Text) if "http" in node.text]


@record(frozen=True, slots=True)
class BrokenLink:
    """`[text](destination)` that Markdown does not read as a link, so that it stays in the text.

    `label` covers the text between the brackets, None where they are not in the same block;
    `destination` what follows `](`, up to the closing parenthesis if there is one on the line.
    `opened`: there is an opening bracket, be it in a block before.
    """

    label: Span | None
    destination: Span
    closed: bool
    image: bool = False
    opened: bool = True


@once_an_article
def broken_links(article: Article) -> list[BrokenLink]:
    """The places where `](` is left in the text a reader sees."""
    text = article.source.text
    if text.count("](", article.body_start) <= _inline_links(article):
        return []
    document = article.document
    nodes: list[Text | BareUrl] = [*document.of(Text), *document.of(BareUrl)]
    spans = sorted(node.span for node in nodes if "](" in node.text)
    starts = sorted(one.span.start for one in document.blocks if isinstance(one, TextBlock))
    brackets = _Brackets(text)
    return [one for span in spans for one in _broken_in(span, text, brackets, starts)]


def _inline_links(article: Article) -> int:
    """How many `](` belong to links and images, at least."""
    document = article.document
    kinds = [link.kind for link in document.of(Link)]
    kinds += [image.kind for image in document.of(Image)]
    return kinds.count(LinkKind.INLINE)


def _broken_in(
    span: Span, text: str, brackets: _Brackets, starts: list[int]
) -> Iterator[BrokenLink]:
    start, end = span
    block = starts[max(0, bisect_right(starts, start) - 1)]
    at = text.find("](", start, end)
    while at >= 0:
        opening = brackets.closed_by(at)
        if opening is not None and (at == 0 or text[at - 1] != "\\"):
            yield _broken_at(text, opening, at, block)
        at = text.find("](", at + 2, end)


class _Brackets:
    """Which bracket one closes, asked for from left to right: each is looked at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[re.Match[str]] = []

    def closed_by(self, at: int) -> int | None:
        """The bracket that the one at `at` closes, in whatever block.

        -1 where none is open within reach, None for an escaped one.
        """
        if at - self.at > _LABEL_LIMIT:
            self.at = at - _LABEL_LIMIT
            self.open.clear()
        for match in _BRACKET.finditer(self.text, self.at, at):
            found = match[0]
            if found.endswith("["):
                self.open.append(match)
            elif found == "]" and self.open:
                self.open.pop()
        self.at = at + 1
        if not self.open:
            return -1
        opening = self.open.pop()
        if opening.start() < at - _LABEL_LIMIT:
            return -1
        return opening.start() if opening[0] == "[" else None


def _broken_at(text: str, opening: int, at: int, block: int) -> BrokenLink:
    """The broken link whose label ends at `at`, in the text block that begins at `block`."""
    begin = at + 2
    limit = min(len(text), begin + _ADDRESS_LIMIT)
    line_end = min(
        (found for found in (text.find("\n", at, limit), text.find("\r", at, limit)) if found >= 0),
        default=limit,
    )
    stop = _closing_parenthesis(text, begin, line_end)
    return BrokenLink(
        label=Span(opening + 1, at) if opening >= block else None,
        destination=Span(begin, line_end if stop < 0 else stop),
        closed=stop >= 0,
        image=opening > 0 and text[opening - 1] == "!",
        opened=opening >= 0,
    )


def _closing_parenthesis(text: str, begin: int, end: int) -> int:
    """The parenthesis that closes the one before `begin`; -1 where none does within reach."""
    stop = text.find(")", begin, end)
    for _ in range(_NESTED):
        if stop < 0 or text.count("(", begin, stop) <= text.count(")", begin, stop):
            return stop
        stop = text.find(")", stop + 1, end)
    return stop

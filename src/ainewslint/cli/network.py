"""The web addresses of articles, collected and asked for: what `links` and `check --online` share."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from ainewslint.cache.location import cache_folder
from ainewslint.cli.common import RunError
from ainewslint.config import Settings, SettingsResolver
from ainewslint.discovery import display_path
from ainewslint.links import Cause, Kind, LinkOptions, LinksExtraMissing, Outcome, check_urls
from ainewslint.messages import _, ngettext
from ainewslint.records import record
from ainewslint.source.article import Article
from ainewslint.source.hyperlinks import Hyperlink, hyperlinks
from ainewslint.source.text import DecodingError, SourceText
from ainewslint.source.urls import is_web
from ainewslint.suppressions import Suppressions

DEAD_LINK, REDIRECT = "LK014", "LK015"  # the rules that need the network


@record(frozen=True, slots=True)
class Place:
    """Where a URL stands: 1-based lines and columns, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to_json(self) -> dict[str, Any]:
        """The place as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@record
class Collected:
    """The URLs of some articles and where each stands."""

    files: int = 0
    places: dict[str, list[Place]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def read(self, path: str, codes: Collection[str]) -> None:
        """Add the URLs of a file that are to be asked for on behalf of some rules."""
        try:
            data = Path(path).read_bytes()
        except (OSError, ValueError) as error:
            self.files += 1
            self._failed(path, getattr(error, "strerror", None) or str(error))
        else:
            self.add(data, path, codes)

    def add(self, data: bytes, path: str, codes: Collection[str]) -> None:
        """Add the URLs of a file's bytes."""
        self.files += 1
        try:
            article = Article(SourceText.decode(data, path))
        except DecodingError as error:
            self._failed(path, str(error))
            return
        if codes:
            for url, place in _web_links(article, display_path(path), codes):
                self.places.setdefault(url, []).append(place)

    def _failed(self, path: str, reason: str) -> None:
        self.unreadable.append(f"{display_path(path)}: {reason.lower()}")


def _web_links(article: Article, path: str, codes: Collection[str]) -> Iterator[tuple[str, Place]]:
    """The http(s) URLs of an article with their places, without those that comments silence."""
    suppressions = Suppressions(article)
    for link in hyperlinks(article):
        if not is_web(link.url) or "{" in link.url:  # a template's variable is no address
            continue
        if suppressions.all and _silenced(link, suppressions, codes):
            continue
        start = article.source.position(link.span.start)
        end = article.source.position(link.span.end)
        yield link.url, Place(path, start.line, start.column, end.line, end.column)


def _silenced(link: Hyperlink, suppressions: Suppressions, codes: Collection[str]) -> bool:
    from ainewslint.rules.links.lk014_dead_link import DeadLink
    from ainewslint.rules.links.lk015_permanent_redirect import PermanentRedirect

    rules = [rule for rule in (DeadLink(), PermanentRedirect()) if rule.code in codes]
    return all(suppressions.silenced(rule.diagnostic(link.span, "")) for rule in rules)


def cache_path(settings: Settings, folder: str | None) -> Path:
    """The file that outcomes are kept in."""
    return Path(cache_folder(settings, folder)) / "links.sqlite"


def ask(urls: Collection[str], options: LinkOptions) -> dict[str, Outcome]:
    """The outcome of each URL, with a progress bar on a terminal. Raises RunError."""
    from ainewslint.links.progress import progress

    with progress(len(urls)) as advance:
        try:
            return check_urls(urls, options, advance, _note)
        except LinksExtraMissing as error:
            raise RunError(str(error)) from None


def _note(line: str) -> None:
    print(f"ainewslint: {line}", file=sys.stderr)


def ask_for_check(
    articles: Iterable[tuple[str, bytes | None]],
    resolver: SettingsResolver,
    cache_folder: str | None,
    *,
    use_cache: bool = True,
    quiet: bool = False,
) -> dict[str, Outcome]:
    """What the network says of the addresses in articles, for the rules that ask for it.

    `articles` are paths with their bytes, None where the file is to be read. Each address is
    asked for once. Files that cannot be read are passed over: `check` reports them. Unless
    `quiet`, one line on standard error counts the outcomes. Raises RunError where the extra
    `links` is missing, ConfigError for an unusable configuration.
    """
    collected = Collected()
    options = None
    for path, data in articles:
        settings = resolver.for_path(path)
        if options is None:
            file = cache_path(settings, cache_folder) if use_cache else None
            options = LinkOptions(cache_path=file)
        codes = settings.codes.intersection((DEAD_LINK, REDIRECT)) - settings.ignored_for(path)
        if codes and data is None:
            collected.read(path, codes)
        elif codes and data is not None:
            collected.add(data, path, codes)
    if options is None or not collected.places:
        return {}
    outcomes = ask(collected.places, options)
    if not quiet:
        _note(sentence(len(outcomes), collected.files, outcomes.values()))
    return outcomes


def sentence(urls: int, files: int, outcomes: Iterable[Outcome]) -> str:
    """How many addresses were checked, and how many came out how."""
    counts = counted(outcomes)
    shown = [f"{counts[kind.value]} {kind_word(kind)}" for kind in Kind if counts[kind.value]]
    return _("Checked {links} in {files}: {counts}.").format(
        links=ngettext("{n} address", "{n} addresses", urls).format(n=urls),
        files=ngettext("{n} file", "{n} files", files).format(n=files),
        counts=_(", ").join(shown) or _("nothing to check"),
    )


def why_not_asked(outcomes: Iterable[Outcome]) -> str:
    """Why some addresses were not asked for, and what asks for them; empty where all were."""
    counts = Counter(one.cause for one in outcomes if one.kind is Kind.REFUSED)
    words = {
        Cause.UNSAFE_ADDRESS: _("{n} not public (--allow-private asks for them)"),
        Cause.UNSAFE_PORT: _("{n} on a port that is not for web pages"),
        Cause.CREDENTIALS: _("{n} with a user name or password"),
    }
    shown = [text.format(n=counts[cause]) for cause, text in words.items() if counts[cause]]
    if not shown:
        return ""
    return _("Not asked: {reasons}. --verbose lists every link.").format(
        reasons=_(", ").join(shown)
    )


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Outcomes by kind."""
    counts = dict.fromkeys((kind.value for kind in Kind), 0)
    for outcome in outcomes:
        counts[outcome.kind.value] += 1
    return counts


def kind_word(kind: Kind) -> str:
    """A kind in the language in force."""
    return {
        Kind.OK: _("ok"),
        Kind.REDIRECT: _("redirected"),
        Kind.DEAD: _("dead"),
        Kind.UNKNOWN: _("unknown"),
        Kind.REFUSED: _("not asked"),
        Kind.BAD_URL: _("not an address"),
    }[kind]

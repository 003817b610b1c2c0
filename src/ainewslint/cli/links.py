"""`ainewslint links`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import click

from ainewslint import __version__
from ainewslint.cli.common import (
    EXIT_FINDINGS,
    EXIT_OK,
    RunError,
    comma_separated,
    config_option,
    isolated_option,
    language_option,
    output_stream,
    speak,
)
from ainewslint.config import SettingsResolver
from ainewslint.discovery import Discovery, NoSuchPathError, display_path
from ainewslint.links import Cause, Kind, LinkOptions, LinksExtraMissing, Outcome, check_urls
from ainewslint.messages import _, ngettext
from ainewslint.source.article import Article
from ainewslint.source.hyperlinks import hyperlinks
from ainewslint.source.text import DecodingError, SourceText
from ainewslint.source.urls import is_web
from ainewslint.suppressions import Suppressions

CACHE_FOLDER = ".ainewslint_cache"


@dataclass(frozen=True, slots=True)
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


@dataclass
class Collected:
    """The URLs of some articles and where each stands."""

    files: int = 0
    places: dict[str, list[Place]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--max-per-host",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Requests open at once to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=20.0,
    show_default=True,
    help="Seconds for one request.",
)
@click.option(
    "--allow-private", is_flag=True, help="Let requests go to private and loopback addresses."
)
@click.option("--cached-only", is_flag=True, help="Answer from the cache alone; send nothing.")
@click.option(
    "--suggest-archive", is_flag=True, help="Ask the Wayback Machine for a copy of dead pages."
)
@click.option("--ignore-robots", is_flag=True, help="Do not ask for and obey robots.txt.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
)
@click.option("--output-file", type=click.Path(dir_okay=False), help="Write the report there.")
@click.option("--cache-dir", type=click.Path(file_okay=False), help="Where outcomes are kept.")
@click.option("--no-cache", is_flag=True, help="Keep no outcomes and use none.")
@click.option(
    "--exclude",
    multiple=True,
    callback=comma_separated,
    metavar="GLOB",
    help="Leave out what matches.",
)
@click.option("--force-exclude", is_flag=True, help="Leave it out even where named.")
@click.option("--no-ignore", is_flag=True, help="Do not honour .gitignore.")
@config_option
@isolated_option
@language_option
@click.option("--quiet", "-q", is_flag=True, help="Findings only, no summary.")
@click.option("--verbose", "-v", is_flag=True, help="List every link, not only the broken ones.")
@click.pass_context
def links(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check the links of files and folders (default: the working folder) over the network.

    Every address is asked for once, politely; outcomes are kept, so that a run that was stopped
    goes on where it was. Exit codes: 0 no broken link, 1 broken links, 2 the run could not be done.
    """
    ctx.exit(_Links(paths or (".",), options).run())


class _Links:
    """One call of the command."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        self.paths = paths
        self.options = options
        config = Path(options["config"]) if options["config"] else None
        self.resolver = SettingsResolver(
            {"language": options["language"]}, config=config, isolated=options["isolated"]
        )
        self.settings = self.resolver.for_path(paths[0] if len(paths) == 1 else ".")
        speak(None, self.settings.language)

    def run(self) -> int:
        """Collect, ask, report."""
        collected = self._collect()
        outcomes = self._ask(collected)
        with output_stream(self.options["output_file"]) as stream:
            _Report(stream, collected, outcomes, self.options).write()
        if collected.unreadable:
            raise RunError(collected.unreadable[0])
        broken = any(is_broken(outcome) for outcome in outcomes.values())
        return EXIT_FINDINGS if broken else EXIT_OK

    def _collect(self) -> Collected:
        discovery = Discovery(
            exclude=(*self.settings.exclude, *(self.options["exclude"] or ())),
            force_exclude=self.options["force_exclude"],
            use_ignore_files=not self.options["no_ignore"],
        )
        try:
            files = discovery.files(self.paths)
        except NoSuchPathError as error:
            raise RunError(f"{error}: no such file or folder") from None
        if not files:
            print("ainewslint: no articles found (*.md, *.markdown)", file=sys.stderr)
        collected = Collected()
        for path in files:
            self._read(path, collected)
        return collected

    def _read(self, path: str, collected: Collected) -> None:
        shown = display_path(path)
        collected.files += 1
        try:
            source = SourceText.decode(Path(path).read_bytes(), path)
        except (OSError, ValueError, DecodingError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            collected.unreadable.append(f"{shown}: {reason.lower()}")
            return
        if "LK014" in self.resolver.for_path(path).ignored_for(path):
            return
        for url, place in web_links(Article(source), shown):
            collected.places.setdefault(url, []).append(place)

    def _ask(self, collected: Collected) -> dict[str, Outcome]:
        options = self.options
        link_options = LinkOptions(
            timeout=options["timeout"],
            max_per_host=options["max_per_host"],
            allow_private=options["allow_private"],
            ignore_robots=options["ignore_robots"],
            suggest_archive=options["suggest_archive"],
            cached_only=options["cached_only"],
            cache_path=self._cache_path(),
        )
        from ainewslint.links.progress import progress

        with ExitStack() as stack:
            advance = stack.enter_context(progress(len(collected.places)))
            try:
                return check_urls(collected.places, link_options, advance, _note)
            except LinksExtraMissing as error:
                raise RunError(str(error)) from None

    def _cache_path(self) -> Path | None:
        if self.options["no_cache"]:
            if self.options["cached_only"]:
                raise RunError("--cached-only needs the cache that --no-cache leaves out")
            return None
        folder = self.options["cache_dir"] or (self.settings.root or Path.cwd()) / CACHE_FOLDER
        return Path(folder) / "links.sqlite"


def web_links(article: Article, path: str) -> Iterator[tuple[str, Place]]:
    """The http(s) URLs of an article with their places, without those that comments silence."""
    from ainewslint.rules.links.lk014_dead_link import DeadLink

    rule = DeadLink()
    suppressions = Suppressions(article)
    for link in hyperlinks(article):
        if not is_web(link.url) or "{" in link.url:  # a template's variable is no address
            continue
        if suppressions.all and suppressions.silenced(rule.diagnostic(link.span, "")):
            continue
        start = article.source.position(link.span.start)
        end = article.source.position(link.span.end)
        yield link.url, Place(path, start.line, start.column, end.line, end.column)


def is_broken(outcome: Outcome) -> bool:
    """Whether a reader meets an error, or the address gives away a password."""
    return outcome.kind in (Kind.DEAD, Kind.BAD_URL) or outcome.cause is Cause.CREDENTIALS


def _note(line: str) -> None:
    print(f"ainewslint: {line}", file=sys.stderr)


class _Report:
    """What was found out, in one of the formats."""

    def __init__(
        self,
        stream: IO[str],
        collected: Collected,
        outcomes: dict[str, Outcome],
        options: dict[str, Any],
    ) -> None:
        self.stream = stream
        self.collected = collected
        self.outcomes = outcomes
        self.options = options

    def write(self) -> None:
        """The report."""
        {"text": self._text, "json": self._json, "jsonl": self._jsonl}[
            self.options["output_format"]
        ]()

    def _counts(self) -> dict[str, int]:
        counts = dict.fromkeys((kind.value for kind in Kind), 0)
        for outcome in self.outcomes.values():
            counts[outcome.kind.value] += 1
        return counts

    def _entries(self) -> Iterator[dict[str, Any]]:
        for url, places in self.collected.places.items():
            yield {
                "url": url,
                **self.outcomes[url].to_json(),
                "places": [place.to_json() for place in places],
            }

    def _json(self) -> None:
        document = {
            "version": 1,
            "tool": {"name": "ainewslint", "version": __version__},
            "summary": {
                "files": self.collected.files,
                "urls": len(self.outcomes),
                **self._counts(),
            },
            "links": list(self._entries()),
        }
        json.dump(document, self.stream, ensure_ascii=False, indent=1)
        self.stream.write("\n")

    def _jsonl(self) -> None:
        for entry in self._entries():
            self.stream.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def _text(self) -> None:
        lines = []
        for url, places in self.collected.places.items():
            outcome = self.outcomes[url]
            if is_broken(outcome) or self.options["verbose"]:
                word = _kind_word(outcome.kind)
                lines += [(place, f"{word}: {url} ({outcome.reason})") for place in places]
        lines.sort(key=lambda one: (one[0].path, one[0].line, one[0].column))
        for place, text in lines:
            self.stream.write(f"{place.path}:{place.line}:{place.column}: {text}\n")
        if not self.options["quiet"]:
            self.stream.write(self._sentence() + "\n")

    def _sentence(self) -> str:
        counts = self._counts()
        links_ = ngettext("{n} address", "{n} addresses", len(self.outcomes))
        files = ngettext("{n} file", "{n} files", self.collected.files)
        shown = [f"{counts[kind.value]} {_kind_word(kind)}" for kind in Kind if counts[kind.value]]
        return _("Checked {links} in {files}: {counts}.").format(
            links=links_.format(n=len(self.outcomes)),
            files=files.format(n=self.collected.files),
            counts=_(", ").join(shown) or _("nothing to check"),
        )


def _kind_word(kind: Kind) -> str:
    return {
        Kind.OK: _("ok"),
        Kind.REDIRECT: _("redirected"),
        Kind.DEAD: _("dead"),
        Kind.UNKNOWN: _("unknown"),
        Kind.REFUSED: _("not asked"),
        Kind.BAD_URL: _("not an address"),
    }[kind]

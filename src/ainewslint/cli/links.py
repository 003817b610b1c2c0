"""`ainewslint links`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from ainewslint import __version__
from ainewslint.cli.common import (
    EXIT_FINDINGS,
    EXIT_OK,
    RunError,
    articles,
    config_option,
    file_options,
    isolated_option,
    language_option,
    output_stream,
    speak,
)
from ainewslint.cli.network import (
    DEAD_LINK,
    Collected,
    ask,
    cache_path,
    counted,
    kind_word,
    sentence,
    why_not_asked,
)
from ainewslint.config import SettingsResolver
from ainewslint.links import Cause, Kind, LinkOptions, Outcome
from ainewslint.source.urls import mask_credentials


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
@file_options
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
        files = articles(self.paths, self.settings, self.options)
        collected = Collected()
        for path in files:
            ignored = DEAD_LINK in self.resolver.for_path(path).ignored_for(path)
            collected.read(path, () if ignored else (DEAD_LINK,))
        return collected

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
        return ask(collected.places, link_options)

    def _cache_path(self) -> Path | None:
        if self.options["no_cache"]:
            if self.options["cached_only"]:
                raise RunError("--cached-only needs the cache that --no-cache leaves out")
            return None
        return cache_path(self.settings, self.options["cache_dir"])


def is_broken(outcome: Outcome) -> bool:
    """Whether a reader meets an error, or the address gives away a password."""
    return outcome.kind in (Kind.DEAD, Kind.BAD_URL) or outcome.cause is Cause.CREDENTIALS


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

    def _entries(self) -> Iterator[dict[str, Any]]:
        for url, places in self.collected.places.items():
            yield {
                "url": mask_credentials(url),
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
                **counted(self.outcomes.values()),
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
                word = kind_word(outcome.kind)
                lines += [
                    (place, f"{word}: {mask_credentials(url)} ({outcome.reason})")
                    for place in places
                ]
        lines.sort(key=lambda one: (one[0].path, one[0].line, one[0].column))
        for place, text in lines:
            self.stream.write(f"{place.path}:{place.line}:{place.column}: {text}\n")
        if not self.options["quiet"]:
            total = sentence(len(self.outcomes), self.collected.files, self.outcomes.values())
            self.stream.write(total + "\n")
            if not self.options["verbose"] and (why := why_not_asked(self.outcomes.values())):
                self.stream.write(why + "\n")

"""`ainewslint corpus`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
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
    discovery_of,
    file_options,
    isolated_option,
    language_option,
    output_stream,
    speak,
    tell_of_none,
)
from ainewslint.corpus.gather import Gathered
from ainewslint.corpus.inputs import Columns, InputError, Part, find_parts
from ainewslint.corpus.run import ENGINES, CorpusResolver, CorpusRun
from ainewslint.corpus.store import Store, StoreError
from ainewslint.diagnostics import Severity
from ainewslint.discovery import NoSuchPathError

_ROWS = ("json", "jsonl")


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="A summary, or all that is known: articles, findings, claims, clusters, …",
)
@click.option("--output-file", type=click.Path(dir_okay=False), help="Write that there.")
@click.option(
    "--output",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write articles, diagnostics and claims as Parquet files; what is there is not done again.",
)
@click.option(
    "--store",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Append the run to this SQLite file, and show what changed since the last one.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write an HTML report, a page for any browser.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="Who does the work: processes of this machine, or daft.",
)
@click.option("--path-column", default="path", show_default=True, help="Column of a table.")
@click.option(
    "--text-column", help="Column of a table (default: text). Folders then hold Parquet files."
)
@click.option("--select", multiple=True, callback=comma_separated, help="Rules besides CX to run.")
@click.option("--ignore", multiple=True, callback=comma_separated, help="Rules not to run.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity across articles that makes the exit code 1 (default: warning).",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@file_options
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.")
@language_option
@config_option
@isolated_option
@click.pass_context
def corpus(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Look at all articles together: copies, contradictions, tags, sites cited, trends.

    PATHS are folders and articles (default: the working folder), Parquet files, and addresses of
    object storage such as s3://bucket/posts. Runs the configured rules and those across articles.

    Exit codes: 0 nothing across articles at or above --fail-on, 1 findings, 2 the run could not be
    done as asked.
    """
    ctx.exit(_Corpus(paths or (".",), options).run())


class _Corpus:
    """One call of the command."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        self.paths = paths
        self.options = options
        overrides = {name: options[name] for name in ("select", "ignore", "fail_on", "language")}
        config = Path(options["config"]) if options["config"] else None
        self.resolver = CorpusResolver(overrides, config=config, isolated=options["isolated"])
        first = paths[0] if len(paths) == 1 and "://" not in paths[0] else "."
        self.settings = self.resolver.for_path(first)
        speak(None, self.settings.language)

    def run(self) -> int:
        """Run, write, store, and say how it went."""
        from ainewslint.knowledge import KnowledgeError

        options = self.options
        if "://" in (options["output"] or ""):
            raise RunError("--output: is a folder of this machine, not an address")
        self._check_packages()
        try:
            store = Store(Path(options["store"])) if options["store"] else None
            output = Path(options["output"]) if options["output"] else None
            rows = bool(store or options["report"]) or options["output_format"] in _ROWS
            run = CorpusRun(
                self.resolver, self._parts(), options["engine"], options["jobs"], output, rows
            )
            gathered = run.run()
            self._remember(store, gathered)
            self._write_report(gathered)
            with output_stream(options["output_file"]) as stream:
                _WRITERS[options["output_format"]](gathered, stream)
        except (InputError, KnowledgeError, StoreError) as error:
            raise RunError(str(error)) from None
        return self._exit_code(gathered)

    def _check_packages(self) -> None:
        """Say what is missing before any work, not after it. CX005 needs rensa and rapidfuzz."""
        from ainewslint.rules.corpus.bodies import can_compare

        if "CX005" in self.settings.codes and not can_compare():
            print(
                "ainewslint: near-duplicates are not looked for:"
                " pip install ainewslint[corpus], or --ignore CX005",
                file=sys.stderr,
            )

    def _parts(self) -> list[Part]:
        options = self.options
        discovery = discovery_of(self.settings, options)
        columns = Columns(options["path_column"], options["text_column"] or "text")
        tables = options["text_column"] is not None
        try:
            parts = find_parts(self.paths, discovery, columns, tables=tables)
        except NoSuchPathError as error:
            raise RunError(f"{error}: no such file or folder, or no article in it") from None
        if not parts:
            tell_of_none()
        return parts

    def _remember(self, store: Store | None, gathered: Gathered) -> None:
        if store is None:
            return
        with store:
            data = gathered.data
            store.add(gathered.run(), data.findings, data.claims)
            data.runs = store.runs()

    def _write_report(self, gathered: Gathered) -> None:
        if not self.options["report"]:
            return
        from ainewslint.html_report import render_report
        from ainewslint.html_report.from_json import report_of

        data = report_of(gathered.data.to_json(), Path.cwd().name, __version__, _text_at)
        with output_stream(self.options["report"]) as stream:
            stream.write(render_report(data))

    def _exit_code(self, gathered: Gathered) -> int:
        fail_on = self.settings.fail_on
        if self.options["exit_zero"] or fail_on == "never":
            return EXIT_OK
        least = Severity.parse(fail_on)
        worst = [Severity.parse(one["severity"]) for one in gathered.across]
        return EXIT_FINDINGS if any(one >= least for one in worst) else EXIT_OK


def _text_at(path: str) -> str | None:
    """The text of an article for the report's source lines; None for a row of a table."""
    try:
        return Path(path).read_text("utf-8")
    except (OSError, ValueError):
        return None


def _text(gathered: Gathered, stream: IO[str]) -> None:
    from ainewslint.corpus.summary import summary

    stream.writelines(f"{line}\n" for line in summary(gathered))


def _json(gathered: Gathered, stream: IO[str]) -> None:
    json.dump(gathered.data.to_json(), stream, ensure_ascii=False)
    stream.write("\n")


def _jsonl(gathered: Gathered, stream: IO[str]) -> None:
    for row in _lines(gathered.data.to_json()):
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _lines(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data a thing a line, each says in `record` what it is."""
    for kind, things in data.items():
        if isinstance(things, list):
            for thing in things:
                yield {"record": kind, **thing}


_WRITERS = {"text": _text, "json": _json, "jsonl": _jsonl}

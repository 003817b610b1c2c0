"""`ainewslint claims`."""

from __future__ import annotations

import csv
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
    articles,
    config_option,
    file_options,
    isolated_option,
    output_stream,
)
from ainewslint.config import Settings, SettingsResolver
from ainewslint.discovery import display_path
from ainewslint.messages import _

Row = dict[str, Any]


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--output-format",
    type=click.Choice(["text", "csv", "jsonl", "json"]),
    default="text",
    show_default=True,
)
@click.option("--output-file", type=click.Path(dir_okay=False), help="Write the ledger there.")
@click.option(
    "--check-knowledge",
    is_flag=True,
    help="Check the knowledge files instead: those named, else the configured, else ours.",
)
@file_options
@config_option
@isolated_option
@click.pass_context
def claims(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """List the benchmark and performance claims of articles: one ledger for a whole folder.

    Exit codes: 0 done, 1 problems in knowledge files (with --check-knowledge), 2 the run could
    not be done.
    """
    run = _Claims(paths, options)
    with output_stream(options["output_file"]) as stream:
        ctx.exit(run.check(stream) if options["check_knowledge"] else run.write(stream))


class _Claims:
    """One call of the command."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        self.paths = paths
        self.options = options
        config = Path(options["config"]) if options["config"] else None
        self.resolver = SettingsResolver({}, config=config, isolated=options["isolated"])

    def write(self, stream: IO[str]) -> int:
        """Write the ledger."""
        writers = {"text": _text, "csv": _csv, "jsonl": _jsonl, "json": _json}
        writers[self.options["output_format"]](self._rows(), stream)
        return EXIT_OK

    def _files(self) -> list[str]:
        return articles(self.paths or (".",), self.resolver.for_path("."), self.options)

    def _rows(self) -> Iterator[Row]:
        from ainewslint.knowledge import KnowledgeError

        try:
            for file in self._files():
                yield from _rows_of(file, self.resolver.for_path(file))
        except KnowledgeError as error:
            raise RunError(str(error)) from None

    def check(self, stream: IO[str]) -> int:
        """Check knowledge files and write what is wrong with them."""
        from ainewslint.knowledge.validation import validate

        named = [Path(path) for path in self.paths]
        for path in named:
            if not path.exists():
                raise RunError(f"{path}: no such file or folder")
        files = named or self.resolver.for_path(".").knowledge_files
        found = [
            {"path": display_path(str(one.file)), "line": one.line, "message": one.message}
            for one in validate(files)
        ]
        if self.options["output_format"] == "json":
            json.dump({"version": 1, "problems": found}, stream, ensure_ascii=False, indent=1)
            stream.write("\n")
        else:
            for one in found:
                stream.write(_problem(one, self.options["output_format"]))
            if not found and self.options["output_format"] == "text":
                stream.write(_("The knowledge files are in order.") + "\n")
        return EXIT_FINDINGS if found else EXIT_OK


def _problem(one: Row, output_format: str) -> str:
    if output_format == "jsonl":
        return json.dumps(one, ensure_ascii=False) + "\n"
    return f"{one['path']}:{one['line']}: {one['message']}\n"


def _rows_of(file: str, settings: Settings) -> Iterator[Row]:
    from ainewslint.claims import extract_claims
    from ainewslint.claims.ledger import make_row
    from ainewslint.source.article import Article
    from ainewslint.source.text import DecodingError, SourceText

    try:
        source = SourceText.decode(Path(file).read_bytes(), file)
    except OSError as error:
        _unreadable(file, (error.strerror or str(error)).lower())
        return
    except DecodingError as error:
        _unreadable(file, str(error))
        return
    known = (settings.knowledge_files, settings.more_benchmarks)
    for claim in extract_claims(Article(source), *known):
        yield make_row(claim, source, display_path(file))


def _unreadable(file: str, reason: str) -> None:
    print(f"ainewslint: {display_path(file)}: cannot be read: {reason}", file=sys.stderr)


def _text(rows: Iterator[Row], stream: IO[str]) -> None:
    for row in rows:
        board = " ".join(row[key] for key in ("benchmark", "variant") if row[key])
        about = " / ".join(word for word in (row["subject"], board, row["metric"]) if word)
        change = f" from {row['from']}" if row["from"] else ""
        source = row["source"] + (f" {row['source_url']}" if row["source_url"] else "")
        place = f"{row['path']}:{row['line']}:{row['column']}"
        stream.write(f"{place}  {row['value']}{change}  {about or '-'}  [{source}]\n")


def _csv(rows: Iterator[Row], stream: IO[str]) -> None:
    from ainewslint.claims.ledger import COLUMNS

    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: Any) -> Any:
    """A value in a spreadsheet: no formula, and JSON's words for truth."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value[:1] in ("=", "@", "\t", "+", "-"):
        return "'" + value
    return value


def _jsonl(rows: Iterator[Row], stream: IO[str]) -> None:
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _json(rows: Iterator[Row], stream: IO[str]) -> None:
    tool = {"name": "ainewslint", "version": __version__}
    report = {"version": 1, "tool": tool, "claims": list(rows)}
    json.dump(report, stream, ensure_ascii=False, indent=1)
    stream.write("\n")

"""`ainewslint claims`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from ainewslint.cli.common import RunError
from ainewslint.discovery import Discovery, NoSuchPathError, display_path

_COLUMNS = (
    "path", "line", "column", "kind", "subject", "benchmark", "metric", "value", "number", "unit",
    "source", "source_url", "sentence",
)  # fmt: skip


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--output-format",
    type=click.Choice(["text", "csv", "jsonl", "json"]),
    default="text",
    show_default=True,
)
def claims(paths: tuple[str, ...], output_format: str) -> None:
    """List the benchmark and performance claims of articles: one ledger for a whole folder."""
    try:
        files = Discovery().files(paths or (".",))
    except NoSuchPathError as error:
        raise RunError(f"{error}: no such file or folder") from None
    rows = (row for file in files for row in _rows(file))
    if output_format == "json":
        click.echo(json.dumps({"version": 1, "claims": list(rows)}, ensure_ascii=False, indent=1))
    elif output_format == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif output_format == "csv":
        _write_csv(rows)
    else:
        for row in rows:
            about = " / ".join(row[key] for key in ("subject", "benchmark", "metric") if row[key])
            place = f"{row['path']}:{row['line']}:{row['column']}"
            click.echo(f"{place}  {row['value']}  {about or '-'}  [{row['source']}]")


def _rows(file: str) -> Iterator[dict[str, Any]]:
    from ainewslint.claims import extract_claims
    from ainewslint.source.article import Article
    from ainewslint.source.text import DecodingError, SourceText

    try:
        with open(file, "rb") as stream:
            source = SourceText.decode(stream.read(), file)
    except (OSError, DecodingError) as error:
        print(f"ainewslint: {file}: cannot be read: {error}", file=sys.stderr)
        return
    for claim in extract_claims(Article(source)):
        line, column = source.position(claim.span.start)
        yield {
            "path": display_path(file),
            "line": line,
            "column": column,
            "kind": claim.kind.value,
            "subject": claim.subject.name if claim.subject else None,
            "benchmark": claim.benchmark.name if claim.benchmark else None,
            "metric": claim.metric,
            "value": claim.value.text.strip(),
            "number": claim.value.number,
            "unit": claim.value.unit.value,
            "source": claim.source.grade.value,
            "source_url": claim.source.url,
            "sentence": claim.context.strip(),
        }


def _write_csv(rows: Iterator[dict[str, Any]]) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
    click.echo(buffer.getvalue(), nl=False)

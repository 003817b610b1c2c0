"""`ainewslint artid`."""

from __future__ import annotations

import click

from ainewslint.cli.common import RunError
from ainewslint.identity import ArturlError, decode_arturl, encode_arturl


@click.group()
def artid() -> None:
    """Decode and encode `arturl_encode`: the hex of an article's URL with colons put in."""


@artid.command()
@click.argument("values", nargs=-1, required=True)
def decode(values: tuple[str, ...]) -> None:
    """Print the URL that each value stands for."""
    for value in values:
        try:
            click.echo(decode_arturl(value))
        except ArturlError as error:
            raise RunError(f"{value[:60]}: {error}") from None


@artid.command()
@click.argument("values", nargs=-1, required=True)
def encode(values: tuple[str, ...]) -> None:
    """Print each URL's `arturl_encode` value."""
    for value in values:
        click.echo(encode_arturl(value))

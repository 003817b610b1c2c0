"""`ainewslint schema`."""

from __future__ import annotations

import click

from ainewslint.cli.common import RunError
from ainewslint.resources import folder

_SUFFIX = ".schema.json"


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """List the JSON Schemas, or print one (`ainewslint schema post.front-matter`)."""
    files = {one.name.removesuffix(_SUFFIX): one for one in folder("schemas").glob(f"*{_SUFFIX}")}
    if name is None:
        for one in sorted(files):
            click.echo(one)
        return
    wanted = name.removesuffix(_SUFFIX)
    if wanted not in files:
        import difflib

        near = difflib.get_close_matches(wanted, files, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise RunError(f"no schema named {name!r}{hint} (`ainewslint schema` lists them)")
    click.echo(files[wanted].read_text("utf-8").rstrip())

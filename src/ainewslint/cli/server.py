"""`ainewslint server`."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

import click

from ainewslint.cli.common import RunError

_MISSING = (
    "the language server needs pygls, which is not installed: pip install 'ainewslint[server]'"
)


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What many clients pass; the only way.")
@click.pass_context
def server(ctx: click.Context, /, stdio: bool) -> None:
    """Serve an editor by the Language Server Protocol on standard input and output.

    Editors start this themselves; how to tell yours is in docs/editors.md.
    """
    try:
        import pygls.lsp.server  # noqa: F401 - asked for before the streams are taken
    except ImportError:
        raise RunError(_MISSING) from None
    from ainewslint.rule_page import page
    from ainewslint.server import serve

    if sys.stdin.isatty():
        print("ainewslint: an editor speaks to this; Ctrl-C ends it", file=sys.stderr)
    ctx.exit(serve(sys.stdin.buffer, _protocol_output(), page))


def _protocol_output() -> BinaryIO:
    """Standard output for the protocol alone: whatever else is printed goes to standard error."""
    sys.stdout.flush()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output

"""The language server: what `check` finds, in an editor, as it is typed.

`serve` speaks the protocol over two binary streams; everything that looks at articles runs on one
worker thread, everything about the connection on the event loop. Needs the extra `server`.
"""

from __future__ import annotations

from typing import BinaryIO

from ainewslint.server.findings import Page


def serve(stdin: BinaryIO, stdout: BinaryIO, page: Page) -> int:
    """Serve one client until it leaves: 0 after a shutdown it asked for, 1 without.

    `page` gives a rule's page in Markdown.
    """
    import logging

    from ainewslint.server.app import make_server

    logging.getLogger("pygls").setLevel(logging.ERROR)  # it warns of every ordinary shutdown
    server = make_server(page)
    server.start_io(stdin, stdout)
    return 0 if server.left_in_order else 1


__all__ = ["serve"]

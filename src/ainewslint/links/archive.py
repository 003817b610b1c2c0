"""An archived copy of a page that is gone, from the Wayback Machine's availability API.

https://archive.org/help/wayback_api.php
"""

from __future__ import annotations

import json
from urllib.parse import quote

from .client import Client
from .hosts import Failure
from .urls import Target, parse_target

MAX_ANSWER = 65_536


async def find_copy(client: Client, api: str, url: str) -> str | None:
    """The address of the latest copy, https where the archive says http; None for no copy.

    Goes through the guarded client, so a changed `api` is held to the same rules. Never raises
    for what the archive answers: a hint that cannot be had is not given.
    """
    target = parse_target(f"{api}?url={quote(url, safe='')}")
    if not isinstance(target, Target):
        return None
    try:
        reply = await client.ask("GET", target, limit=MAX_ANSWER)
    except Failure:
        return None
    if reply.status != 200 or not reply.complete:
        return None
    try:
        closest = json.loads(reply.body)["archived_snapshots"]["closest"]
        found, status = closest["url"], closest.get("status", "200")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(found, str) or not str(status).startswith("2"):
        return None
    if found.startswith("http://web.archive.org/"):
        found = "https" + found[4:]
    return found if isinstance(parse_target(found), Target) else None

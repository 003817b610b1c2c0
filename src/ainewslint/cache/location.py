"""Where a project's cache lies."""

from __future__ import annotations

import os
from datetime import datetime

from ainewslint.cache import ENVIRONMENT, FOLDER, Cache
from ainewslint.config import Settings


def open_cache(settings: Settings, folder: str | None = None, now: datetime | None = None) -> Cache:
    """The cache of a project: in `folder`, else where the environment says, else in its root.

    The root is the configuration's folder, else the repository's, else the working folder.
    """
    return Cache(cache_folder(settings, folder), _root(settings), now)


def cache_folder(settings: Settings, folder: str | None = None) -> str:
    """The folder of that cache, which keeps what links answered as well."""
    chosen = folder or os.environ.get(ENVIRONMENT) or os.path.join(_root(settings), FOLDER)
    return os.path.abspath(chosen)


def _root(settings: Settings) -> str:
    return str(settings.root) if settings.root else _repository() or os.getcwd()


def _repository() -> str | None:
    folder = os.getcwd()
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder

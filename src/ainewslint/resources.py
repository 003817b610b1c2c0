"""Where the files are that ship with the package: `schemas/`, `rules/`."""

from __future__ import annotations

import functools
from pathlib import Path


@functools.cache
def folder(name: str) -> Path:
    """The folder `name` ("schemas", "rules"): inside a wheel, or at the top of a checkout.

    The build copies the top-level folders to `_data/` of the package. Raises
    FileNotFoundError where an installation has neither.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_data" / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"ainewslint is installed without its folder {name}")

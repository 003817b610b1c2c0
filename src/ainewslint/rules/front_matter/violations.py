"""The schema violations of one article's front matter, found once for all rules about them."""

from __future__ import annotations

import functools
from pathlib import Path

from ainewslint.rules.base import Context
from ainewslint.schema import Schema, SchemaFileError, Violation, load_schema
from ainewslint.source.front_matter import FrontMatter


def schema_of(context: Context) -> Schema | None:
    """The schema of an article's front matter; None where its profile has none.

    Raises SchemaFileError.
    """
    name = context.profile.front_matter_schema
    return load_schema(name, "front-matter", context.project_root) if name else None


def violations(front: FrontMatter, context: Context) -> tuple[Violation, ...]:
    """What does not fit the profile's schema; nothing where the schema cannot be used, which
    FM005 reports."""
    name = context.profile.front_matter_schema
    if not name:
        return ()
    try:
        return _violations(front, name, context.project_root)
    except SchemaFileError:
        return ()


@functools.lru_cache(maxsize=4)
def _violations(front: FrontMatter, name: str, base: Path | None) -> tuple[Violation, ...]:
    schema = load_schema(name, "front-matter", base)
    return tuple(schema.violations(front.data, front.visible_span, front.key_span))

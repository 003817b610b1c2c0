"""The schema violations of one article's front matter, found once for all rules about them."""

from __future__ import annotations

import functools
from pathlib import Path

from ainewslint.rules.base import Context
from ainewslint.schema import Schema, Violation, load_schema
from ainewslint.source.front_matter import FrontMatter


def schema_of(context: Context) -> Schema | None:
    """The schema of an article's front matter; None where its profile has none.

    Raises SchemaFileError.
    """
    name = context.profile.front_matter_schema
    return load_schema(name, "front-matter", context.project_root) if name else None


def schema_name(context: Context) -> str:
    """How to call the schema of an article's front matter: its name, or its file's."""
    name = context.profile.front_matter_schema or ""
    return name if len(name) < 40 and "/" not in name else Path(name).name


def violations(front: FrontMatter, context: Context) -> tuple[Violation, ...]:
    """What does not fit the profile's schema. Raises SchemaFileError, which FM005 reports."""
    name = context.profile.front_matter_schema
    return _violations(front, name, context.project_root) if name else ()


@functools.lru_cache(maxsize=4)
def _violations(front: FrontMatter, name: str, base: Path | None) -> tuple[Violation, ...]:
    schema = load_schema(name, "front-matter", base)
    return tuple(schema.violations(front.data, front.visible_span, front.key_span))

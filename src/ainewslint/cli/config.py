"""`ainewslint config`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any

import click

from ainewslint.cli.common import config_option, isolated_option
from ainewslint.config import Settings, SettingsResolver


@click.command()
@click.argument("path", default=".")
@config_option
@isolated_option
def config(path: str, config: str | None, isolated: bool) -> None:
    """Show the settings in force for a path and where each came from."""
    resolver = SettingsResolver(config=Path(config) if config else None, isolated=isolated)
    settings = resolver.for_path(path)
    click.echo(f"# settings for {path}")
    click.echo(f"# configuration file: {settings.source or 'none (defaults)'}")
    for one in fields(Settings):
        if one.name in ("root", "source", "extends", "origins"):
            continue
        value = getattr(settings, one.name)
        origin = settings.origins.get(one.name, "default")
        shown = "the default selection" if one.name == "select" and value is None else _show(value)
        click.echo(f"{one.name.replace('_', '-')} = {shown}  # {origin}")
    profile = settings.profile_for(path) if not Path(path).is_dir() else None
    if profile:
        click.echo(f"# profile of this path: {profile.name or 'chosen by the article'}")
        click.echo(f"#   front-matter schema: {profile.front_matter_schema or 'of the profile'}")
        click.echo(f"#   body schema: {profile.body_schema or 'of the profile'}")
    click.echo(f"# rules that run: {len(settings.codes)} of {len(settings.registry.codes)}")
    click.echo(f"#   {' '.join(sorted(settings.codes))}")


def _show(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {key: one for key, one in asdict(value).items() if one}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value

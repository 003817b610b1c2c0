"""Settings read before: a run over known articles need not check its configuration again.

Checking takes longer than all else such a run does: pydantic, and the names of all rules. What is
kept is JSON beside the reports, for the content of the configuration file and the installation.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from ainewslint.atomic import write_new_or_atomic
from ainewslint.cache import ENVIRONMENT, FOLDER, prepare
from ainewslint.cache.identity import installation
from ainewslint.config import PROFILES, Collection, Settings
from ainewslint.records import record

_PATHS = ("root", "source")


@record(frozen=True)
class SettingsReader:
    """Reads a configuration file, or takes what was read of it before. `folder`: `--cache-dir`."""

    folder: str | None = None

    def __call__(self, file: Path) -> Settings:
        """The settings of a file. Raises ConfigError."""
        folder = self.folder or os.environ.get(ENVIRONMENT) or file.absolute().parent / FOLDER
        name = hashlib.blake2b(os.fsencode(file.absolute()), digest_size=8).hexdigest()
        store = Path(folder) / f"settings-{name}.json"
        key = _key(file)
        known = _read(store, key)
        if known is not None:
            return known
        from ainewslint.config_file import read_settings

        settings = read_settings(file)
        if key and _stands_alone(settings):
            # A cache that cannot be written is no reason to stop.
            with contextlib.suppress(OSError, TypeError, ValueError):
                text = json.dumps({"key": key, "settings": _plain(settings)})
                prepare(str(folder))
                write_new_or_atomic(store, text.encode("utf-8", "surrogatepass"))
        return settings


def _key(file: Path) -> str:
    """What settings rest on; empty for a file that cannot be read."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    digest = hashlib.blake2b(content, digest_size=16)
    for part in installation():
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _stands_alone(settings: Settings) -> bool:
    """Whether no other file was asked for settings, or to check them."""
    schemas = {
        name
        for one in settings.collections
        for name in (one.front_matter_schema, one.body_schema)
        if name is not None
    }
    return not settings.extends and not settings.packs and schemas <= set(PROFILES)


def _plain(settings: Settings) -> dict[str, Any]:
    values = {one.name: getattr(settings, one.name) for one in dataclasses.fields(settings)}
    values["collections"] = [dataclasses.asdict(one) for one in settings.collections]
    return {**values, **{name: str(values[name]) for name in _PATHS}}


def _read(store: Path, key: str) -> Settings | None:
    try:
        kept = json.loads(store.read_bytes())
        if not key or kept["key"] != key:
            return None
        values = {name: _tupled(value) for name, value in kept["settings"].items()}
        collections = kept["settings"]["collections"]
        values["collections"] = tuple(
            Collection(**{name: _tupled(value) for name, value in one.items()})
            for one in collections
        )
        values["per_path_ignores"] = {
            pattern: tuple(codes) for pattern, codes in values["per_path_ignores"].items()
        }
        return Settings(**{**values, **{name: Path(values[name]) for name in _PATHS}})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

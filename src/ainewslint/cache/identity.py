"""What a cached report must have been made with: the same linter under the same settings.

Content decides for the user's files (packs, schemas, knowledge, configuration through its
settings), names with versions for installed distributions. The package itself is known by its
list of files with hashes where it is installed, in a checkout by their sizes and times.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from ainewslint.config import PROFILES, Settings
from ainewslint.registry import PACK_GROUP, RULE_GROUP, has_entry_points
from ainewslint.remembered import remembered

# Settings that decide what is done with findings, or which files are read.
_NO_MATTER = frozenset({"language", "fail_on", "exclude", "origins", "source", "extends"})
_REFERENCE = re.compile(rb'"\$(?:ref|dynamicRef)"\s*:\s*"([^"#]+)')


def identity_of(settings: Settings, language: str, *, fresh: bool = False) -> str:
    """The name of what reports depend on besides the article. Raises ConfigError.

    A file counts as it was when first asked for in this process, like the rules made of it;
    `fresh` looks again.
    """
    values = {
        one.name: getattr(settings, one.name)
        for one in dataclasses.fields(settings)
        if one.name not in _NO_MATTER
    }
    files = [
        *settings.files(settings.packs, "packs.paths"),
        *settings.knowledge_files,
        *_schemas(settings),
    ]
    digest = hashlib.blake2b(digest_size=16)
    for part in (
        *(installation.__wrapped__() if fresh else installation()),
        language,
        json.dumps(values, default=_plain),
        *(f"{path} {state}" for path, state in _contents(files, fresh)),
    ):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)  # type: ignore[arg-type]


def _contents(files: Iterable[Path], fresh: bool) -> Iterator[tuple[str, str]]:
    """Path and digest of each file, of the files of a folder, "absent" for what is not there."""
    for file in files:
        if file.is_dir():
            yield from _contents(sorted(file.iterdir()), fresh)
        else:
            yield str(file), _content.__wrapped__(file) if fresh else _content(file)


@remembered
def _content(file: Path) -> str:
    try:
        return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return "absent"


def _schemas(settings: Settings) -> list[Path]:
    """The user's schemas and the files that they refer to."""
    named = [
        one
        for collection in settings.collections
        for one in (collection.front_matter_schema, collection.body_schema)
        if one is not None and one not in PROFILES
    ]
    waiting = [Path(settings.schema(one) or one) for one in named]
    found: dict[Path, None] = {}
    while waiting:
        file = waiting.pop()
        if file not in found:
            found[file] = None
            waiting.extend(_references(file))
    return list(found)


def _references(file: Path) -> Iterator[Path]:
    try:
        data = file.read_bytes()
    except OSError:
        return
    for match in _REFERENCE.finditer(data):
        url = urlsplit(urljoin(file.absolute().as_uri(), match[1].decode("utf-8", "replace")))
        if url.scheme == "file":
            yield Path(unquote(url.path))


@remembered
def installation() -> tuple[str, ...]:
    """The linter, Python, every installed distribution, and the plugins' own files."""
    names = sorted({name for folder in sys.path for name in _distributions(folder or ".")})
    plugins = _plugin_files() if has_entry_points() else ()
    return (sys.version, sys.platform, *names, *_package_files(), *plugins)


def _distributions(folder: str) -> Iterator[str]:
    try:
        yield from (name for name in os.listdir(folder) if name.endswith("-info"))
    except OSError:
        return


def _package_files() -> Iterator[str]:
    package = Path(__file__).resolve().parents[1]
    if (package / "_data").is_dir():
        listed = [_content(one) for one in package.parent.glob("ainewslint-*.dist-info/RECORD")]
        yield from listed
        yield from _files_in(str(package), times=not listed)
        return
    yield from _files_in(str(package))
    for name in ("schemas", "rules"):
        yield from _files_in(str(package.parents[1] / name))


def _files_in(folder: str, *, times: bool = True) -> Iterator[str]:
    """Every file in a folder and below, with its size and time."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files_in(entry.path, times=times)
        else:
            yield _state(entry.path, times)


def _state(path: str, times: bool = True) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return f"{path} absent"
    return f"{path} {status.st_size} {status.st_mtime_ns if times else ''}"


def _plugin_files() -> Iterator[str]:
    """The files of every package that an entry point of ours leads to, without importing it."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    for group in (RULE_GROUP, PACK_GROUP):
        for point in entry_points(group=group):
            yield f"{point.name} {point.value}"
            try:
                spec = find_spec(point.module.partition(".")[0])
            except (ImportError, ValueError):
                continue
            for folder in (spec and spec.submodule_search_locations) or ():
                yield from _files_in(folder)
            if spec and spec.origin:
                yield _state(spec.origin)

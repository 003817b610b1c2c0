"""Settings: what a run is asked to do for a path, and where each value came from.

`Settings` is plain data, so a run without a configuration file never loads the validator.
A file is read by `config_file`, which quotes the offending line.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from pathlib import Path, PurePath
from typing import Any

from ainewslint.diagnostics import Severity
from ainewslint.errors import FileError
from ainewslint.records import record
from ainewslint.registry import Registry, UnknownRuleError, load_registry
from ainewslint.remembered import remembered
from ainewslint.rules.base import Profile

CONFIG_NAMES = ("ainewslint.toml", ".ainewslint.toml", "pyproject.toml")
PROFILES = ("csdn-mirror", "post", "daily-digest")
_COMMAND_LINE = "command line"  # the origin of what an option says


class ConfigError(FileError):
    """A configuration that cannot be used; the message names the file and quotes its line."""


@record(frozen=True)
class Collection:
    """Paths (gitignore patterns, from the configuration's folder) and what holds there."""

    paths: tuple[str, ...]
    profile: str | None = None
    front_matter_schema: str | None = None
    body_schema: str | None = None


@record(frozen=True)
class Settings:
    """The settings in force. `origins` tells where each came from, by its name in the file."""

    language: str = "auto"
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: str = "warning"
    profile: str | None = None
    site: str | None = None
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    collections: tuple[Collection, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    baseline: str | None = None
    root: Path | None = None  # the folder of the configuration file
    source: Path | None = None  # the configuration file
    extends: tuple[Path, ...] = ()  # the files it builds upon, the nearest first
    origins: Mapping[str, str] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """For a worker: what was set, not what was made of it (rules cannot be sent)."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def with_options(self, overrides: Mapping[str, Any]) -> Settings:
        """These settings with the command line's values (None: not given) on top."""
        given = {name: value for name, value in overrides.items() if value is not None}
        origins = {**self.origins, **dict.fromkeys(given, _COMMAND_LINE)}
        if "select" in given:  # a selection on the command line starts afresh
            given = {"ignore": (), "extend_select": (), **given}
        return replace(self, **given, origins=origins)

    @functools.cached_property
    def registry(self) -> Registry:
        """The rules that these settings know. Raises ConfigError for an unusable pack."""
        return _registry(self.files(self.packs, "packs.paths"))

    @functools.cached_property
    def codes(self) -> frozenset[str]:
        """The codes to run. Raises ConfigError for an unknown one."""
        try:
            return self.registry.resolve(self.select, self.ignore, self.extend_select)
        except UnknownRuleError as error:
            raise ConfigError(unknown_rule(error)) from None

    @functools.cached_property
    def knowledge_files(self) -> tuple[Path, ...]:
        """The user's own knowledge files."""
        return self.files(self.knowledge, "knowledge.paths")

    @functools.cached_property
    def more_benchmarks(self) -> tuple[str, ...]:
        """Names of benchmarks that the user adds: an option of BM001 that all claims heed."""
        return tuple(self.rule_options("BM001").benchmarks)

    @functools.cached_property
    def severities(self) -> dict[str, Severity]:
        """Code -> severity where the user changed it; the longest selector wins."""
        changed: dict[str, Severity] = {}
        for selector in sorted(self.severity, key=len):
            for code in self.registry.matching(selector):
                changed[code] = Severity.parse(self.severity[selector])
        return changed

    def rule_options(self, code: str) -> Any:
        """The options of a rule: the user's values over the defaults."""
        rule = self.registry.rule(code)
        given = self.rules.get(code)
        if not given:
            return rule.Options()
        from ainewslint.config_file import read_rule_options

        return read_rule_options(rule, given, self.source)

    def profile_for(self, path: str) -> Profile | None:
        """The profile configured for a path; None where the article itself decides."""
        relative = self.relative(path)
        for collection in self.collections:
            if _matches(collection.paths, relative):
                name = collection.profile or self.profile
                return Profile(
                    name,
                    self.schema(collection.front_matter_schema) or name,
                    self.schema(collection.body_schema) or name,
                    configured=True,
                )
        if self.profile:
            return Profile(self.profile, self.profile, self.profile, configured=True)
        return None

    def ignored_for(self, path: str) -> frozenset[str]:
        """The codes that the configuration ignores for a path."""
        if not self.per_path_ignores:
            return frozenset()
        relative = self.relative(path)
        return frozenset(
            code
            for pattern, selectors in self.per_path_ignores.items()
            if _matches((pattern,), relative)
            for selector in selectors
            for code in self.registry.matching(selector)
        )

    @property
    def made_of(self) -> frozenset[str]:
        """The files these settings come from, as absolute glob patterns: for who watches them."""
        named = [*map(self.pattern, self.packs), *map(self.pattern, self.knowledge)]
        for one in self.collections:
            schemas = (one.front_matter_schema, one.body_schema)
            named += [str(self.schema(name)) for name in schemas if name and name not in PROFILES]
        files = (*((self.source,) if self.source else ()), *self.extends)
        return frozenset(Path(one).absolute().as_posix() for one in (*files, *named))

    def excludes(self, path: str) -> bool:
        """Whether the configuration leaves a path out."""
        return bool(self.exclude) and _matches(self.exclude, self.relative(path))

    def relative(self, path: str) -> str:
        """A path as the configuration's patterns see it: from its folder, with `/`."""
        if self.root is None:
            return PurePath(path).as_posix()
        try:
            return Path(path).absolute().relative_to(self.root.absolute()).as_posix()
        except ValueError:
            return PurePath(path).as_posix()

    def schema(self, name: str | None) -> str | None:
        """A schema's name, or its path made absolute."""
        if name is None or (name in PROFILES):
            return name
        return str((self.root or Path.cwd()) / name)

    def pattern(self, name: str) -> str:
        """A glob pattern of the configuration made absolute."""
        from glob import escape

        return os.path.join(escape(str(self.root or Path.cwd())), name)

    def files(self, patterns: Sequence[str], key: str) -> tuple[Path, ...]:
        """The files that glob patterns of the configuration name. Raises ConfigError for none."""
        found: list[Path] = []
        for pattern in patterns:
            files = _matching(self.pattern(pattern))
            if not files:
                raise ConfigError(
                    f"{self.source or 'configuration'}: {key}: no file matches {pattern!r}"
                )
            found.extend(files)
        return tuple(dict.fromkeys(found))


def unknown_rule(error: UnknownRuleError) -> str:
    """An unknown selector in words, with the nearest that exists."""
    hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
    return f"unknown rule {error.selector!r}{hint} (`ainewslint rule --all` lists them)"


@remembered
def _registry(packs: tuple[Path, ...]) -> Registry:
    from ainewslint.packs import PackError
    from ainewslint.registry import PluginError

    try:
        return load_registry(packs)
    except PackError as error:
        raise ConfigError(str(error), error.file, error.line, error.reason) from None
    except PluginError as error:
        raise ConfigError(str(error)) from None


def _matching(pattern: str) -> list[Path]:
    from glob import glob

    return sorted(map(Path, glob(pattern, recursive=True, include_hidden=True)))


def _matches(patterns: Sequence[str], path: str) -> bool:
    return bool(_spec(tuple(patterns)).match_file(path))


@functools.cache
def _spec(patterns: tuple[str, ...]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class SettingsResolver:
    """Finds the settings for each path: the closest file upward, read once.

    `config` names the file for every path, `isolated` reads none, `fixed` is the answer itself.
    `read` reads a file, by default `config_file.read_settings`.
    """

    def __init__(
        self,
        overrides: Mapping[str, Any] | None = None,
        *,
        config: Path | None = None,
        isolated: bool = False,
        fixed: Settings | None = None,
        read: Callable[[Path], Settings] | None = None,
    ) -> None:
        self.fixed = fixed
        self.read = read
        self.overrides = dict(overrides or {})
        self.config = config
        self.isolated = isolated
        self._by_file: dict[Path | None, Settings] = {}
        self._by_folder: dict[Path, Path | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        """For a worker: what to find settings by, not the settings found."""
        return {**vars(self), "_by_file": {}, "_by_folder": {}}

    def for_path(self, path: str | Path) -> Settings:
        """The settings for a file or folder. Raises ConfigError."""
        if self.fixed is not None:
            return self.fixed
        file = self.config
        if file is None and not self.isolated:
            folder = Path(path).absolute()
            file = self._closest(folder if folder.is_dir() else folder.parent)
        if file not in self._by_file:
            self._by_file[file] = self._read(file)
        return self._by_file[file]

    def _read(self, file: Path | None) -> Settings:
        if file is None:
            return Settings().with_options(self.overrides)
        if self.read is None:
            from ainewslint.config_file import read_settings

            self.read = read_settings
        return self.read(file).with_options(self.overrides)

    def _closest(self, folder: Path) -> Path | None:
        """The configuration file of a folder or of the nearest one above it."""
        passed = []
        found: Path | None = None
        for candidate in (folder, *folder.parents):
            if candidate in self._by_folder:
                found = self._by_folder[candidate]
                break
            passed.append(candidate)
            found = _config_in(candidate)
            if found:
                break
        self._by_folder.update(dict.fromkeys(passed, found))
        return found


def _config_in(folder: Path) -> Path | None:
    for name in CONFIG_NAMES:
        file = folder / name
        try:
            if file.is_file() and (
                name != "pyproject.toml" or b"[tool.ainewslint" in file.read_bytes()
            ):
                return file
        except OSError:
            continue
    return None

"""Reads a configuration file into `Settings`; every error quotes the file's line."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ainewslint.config import PROFILES, Collection, ConfigError, Settings, unknown_rule
from ainewslint.registry import UnknownRuleError
from ainewslint.rules.base import BaseRule
from ainewslint.schema.load import Part, SchemaFileError, load_schema
from ainewslint.source.text import SourceText
from ainewslint.source.toml_json_metadata import read_toml

Selector = str
SeverityWord = Literal["error", "warning", "info"]
ProfileName = Literal["csdn-mirror", "post", "daily-digest"]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=_kebab, populate_by_name=False)


class CollectionModel(_Strict):
    """Which schemas hold for which paths."""

    paths: list[str] = Field(
        min_length=1, description="gitignore patterns, from this file's folder"
    )
    profile: ProfileName | None = Field(None, description="schemas and defaults by one name")
    front_matter_schema: str | None = Field(None, description="a JSON Schema for the front matter")
    body_schema: str | None = Field(None, description="a JSON Schema for the body's outline")


class PathsModel(_Strict):
    """Files to read besides the bundled ones."""

    paths: list[str] = Field(
        default_factory=list, description="glob patterns, from this file's folder"
    )


class ConfigModel(_Strict):
    """`ainewslint.toml`, `.ainewslint.toml` or `[tool.ainewslint]` in `pyproject.toml`."""

    extend: str | None = Field(None, description="another configuration to build upon")
    language: Literal["en", "zh", "auto"] = Field("auto", description="language of the messages")
    select: list[Selector] | None = Field(None, description="codes, prefixes, names or ALL to run")
    ignore: list[Selector] = Field(default_factory=list, description="what not to run")
    extend_select: list[Selector] = Field(default_factory=list, description="what to run besides")
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        "warning", description="the least severity that makes a run fail"
    )
    profile: ProfileName | None = Field(None, description="the profile of every article")
    site: Literal["hugo", "jekyll", "csdn", "github"] | None = Field(
        None, description="what builds the site: slug style and roots of links"
    )
    roots: list[str] = Field(
        default_factory=list, description='folders that "/" in a link may mean'
    )
    exclude: list[str] = Field(default_factory=list, description="gitignore patterns to leave out")
    baseline: str | None = Field(
        None, description="the file of known findings that are let pass, from this file's folder"
    )
    severity: dict[str, SeverityWord] = Field(default_factory=dict, description="severity per rule")
    collections: list[CollectionModel] = Field(
        default_factory=list, description="which schemas hold for which paths"
    )
    per_path_ignores: dict[str, list[Selector]] = Field(
        default_factory=dict, description="pattern -> codes not to run there"
    )
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict, description="options per rule")
    packs: PathsModel = Field(default_factory=PathsModel, description="the user's own rule packs")
    knowledge: PathsModel = Field(
        default_factory=PathsModel, description="the user's own models, benchmarks and results"
    )


def read_settings(file: Path, _seen: tuple[Path, ...] = ()) -> Settings:
    """The settings of a file and of what it extends. Raises ConfigError."""
    if file.resolve() in _seen:
        chain = " -> ".join(str(one) for one in (*_seen, file))
        raise ConfigError(f"{file}: `extend` goes in a circle: {chain}", file)
    opened = _load(file)
    try:
        model = ConfigModel.model_validate(opened.table)
    except ValidationError as error:
        raise _explain(error, opened) from None
    given = _given(model)
    base = Settings()
    extends: tuple[Path, ...] = ()
    if model.extend:
        parent = file.parent / model.extend
        if not parent.is_file():
            raise opened.error(("extend",), f"no such file: {parent}")
        base = _absolute(read_settings(parent, (*_seen, file.resolve())))
        extends = (parent, *base.extends)
    origins = {**base.origins, **dict.fromkeys(given, str(file))}
    merged = {**vars(base), **given}
    for name in ("severity", "per_path_ignores", "rules"):
        merged[name] = {**getattr(base, name), **given.get(name, {})}
    known = {one.name for one in fields(Settings)}
    settings = Settings(
        **{name: value for name, value in merged.items() if name in known}
        | {
            "root": file.parent.absolute(),
            "source": file,
            "extends": extends,
            "origins": origins,
        }
    )
    _check_codes(settings, model, opened)
    _check_schemas(settings, model, opened)
    return settings


def read_rule_options(rule: type[BaseRule], given: Mapping[str, Any], source: Path | None) -> Any:
    """A rule's options from its table. Raises ConfigError."""
    known = {_kebab(one.name): one.name for one in fields(rule.Options)}
    opened = _load(source) if source else None
    where = ("rules", rule.code)
    for key in given:
        if key not in known:
            hint = _nearest(key, known) or f"; {rule.code} has {', '.join(known) or 'no options'}"
            raise _error(opened, (*where, key), f"unknown option {key!r}{hint}")
    values = {known[key]: value for key, value in given.items()}
    try:
        return TypeAdapter(rule.Options).validate_python(values)
    except ValidationError as error:
        raise _explain(error, opened, where) from None


def _error(opened: _File | None, where: Sequence[str], message: str) -> ConfigError:
    return opened.error(where, message) if opened else ConfigError(message)


def _given(model: ConfigModel) -> dict[str, Any]:
    """What the file says, as fields of Settings."""
    given: dict[str, Any] = {}
    for name in model.model_fields_set - {"extend"}:
        value = getattr(model, name)
        if name == "collections":
            value = tuple(Collection(**_tupled(one.model_dump())) for one in value)
        elif name in ("packs", "knowledge"):
            value = tuple(value.paths)
        elif name == "per_path_ignores":
            value = {pattern: tuple(codes) for pattern, codes in value.items()}
        elif isinstance(value, list):
            value = tuple(value)
        given[name] = value
    return given


def _tupled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}


def _absolute(settings: Settings) -> Settings:
    """An extended file's relative paths, seen from the file that extends it."""
    root = settings.root or Path.cwd()
    return replace(
        settings,
        packs=tuple(map(settings.pattern, settings.packs)),
        knowledge=tuple(map(settings.pattern, settings.knowledge)),
        roots=tuple(str(root / one) for one in settings.roots),
        baseline=settings.baseline and str(root / settings.baseline),
        collections=tuple(
            replace(
                one,
                front_matter_schema=settings.schema(one.front_matter_schema),
                body_schema=settings.schema(one.body_schema),
            )
            for one in settings.collections
        ),
    )


def _check_codes(settings: Settings, model: ConfigModel, opened: _File) -> None:
    places: list[tuple[tuple[str, ...], Iterable[str]]] = [
        (("select",), model.select or ()),
        (("ignore",), model.ignore),
        (("extend-select",), model.extend_select),
        *((("per-path-ignores", path), codes) for path, codes in model.per_path_ignores.items()),
        *((("severity", code), (code,)) for code in model.severity),
        *((("rules", code), (code,)) for code in model.rules),
    ]
    for where, selectors in places:
        for selector in selectors:
            try:
                found = settings.registry.matching(selector)
                if where[0] == "rules" and found != [selector]:
                    raise UnknownRuleError(selector, found[0])
            except UnknownRuleError as error:
                raise opened.error(where, unknown_rule(error)) from None
    for code in model.rules:
        settings.rule_options(code)


def _check_schemas(settings: Settings, model: ConfigModel, opened: _File) -> None:
    """A schema that cannot be used would let every article pass: better no run at all."""
    parts: tuple[tuple[str, Part], ...] = (
        ("front-matter-schema", "front-matter"),
        ("body-schema", "body"),
    )
    for number, one in enumerate(model.collections):
        for key, part in parts:
            name = settings.schema(getattr(one, key.replace("-", "_")))
            try:
                if name:
                    load_schema(name, part).load()
            except SchemaFileError as error:
                where = ("collections", str(number), key)
                raise opened.error(where, f"the schema cannot be used: {error}") from None


class _File:
    """A configuration file's text: our table in it, and errors that quote a line of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.source = SourceText(path.read_bytes().decode("utf-8-sig"), str(path))
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}", path) from None
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: not UTF-8 at byte {error.start}", path) from None
        self._toml = read_toml(self.source.text, 0)
        for problem in self._toml.problems:
            raise self._quote(problem.offset, f"not valid TOML: {problem.message}")
        self._prefix: tuple[str, ...] = ()
        self.table: dict[str, Any] = self._toml.data
        if path.name == "pyproject.toml":
            self._prefix = ("tool", "ainewslint")
            self.table = self.table.get("tool", {}).get("ainewslint", {})

    def error(self, where: Sequence[str], message: str) -> ConfigError:
        """An error at the key that `where` leads to, or at its nearest ancestor."""
        path = [*self._prefix, *where]
        while path:
            place = self._toml.locate(path)
            if place is not None:
                return self._quote((place.key or place.value).start, message)
            path.pop()
        return self._quote(0, message)

    def _quote(self, offset: int, message: str) -> ConfigError:
        line = self.source.line_number(offset)
        quoted = self.source.line_text(line).strip()
        shown = f"\n  {line} | {quoted}" if quoted else ""
        return ConfigError(f"{self.path}:{line}: {message}{shown}", self.path, line, message)


@functools.cache
def _file(path: Path, _changed: int) -> _File:
    return _File(path)


def _load(path: Path) -> _File:
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _file(path, changed)


def _explain(
    error: ValidationError, opened: _File | None, prefix: Sequence[str] = ()
) -> ConfigError:
    """The first of pydantic's errors in our words."""
    first = error.errors()[0]
    where = (*prefix, *(str(part) for part in first["loc"]))
    if first["type"] == "extra_forbidden":
        model = CollectionModel if where[0] == "collections" else ConfigModel
        names = [_kebab(name) for name in model.model_fields]
        if where[0] in ("packs", "knowledge"):
            names = ["paths"]
        key = where[-1]
        return _error(opened, where, f"unknown key {key!r}{_nearest(key, names)}")
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "literal_error":
        message = f"{first['input']!r} is not one of {first['ctx']['expected']}"
        if isinstance(first["input"], str):
            message += _nearest(first["input"], [*PROFILES, "error", "warning", "info", "never"])
    return _error(opened, where, f"{'.'.join(where)}: {message[:1].lower()}{message[1:]}")


def _nearest(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(words), 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def config_schema(rules: Iterable[type[BaseRule]] = ()) -> dict[str, Any]:
    """The JSON Schema of a configuration file, with the options of these rules."""
    schema = ConfigModel.model_json_schema(by_alias=True)
    options = {}
    for rule in rules:
        if not fields(rule.Options):
            continue
        one = TypeAdapter(rule.Options).json_schema()
        described = {_kebab(f.name): f.metadata.get("help", "") for f in fields(rule.Options)}
        properties = {
            _kebab(name): {**value, "description": described[_kebab(name)]}
            for name, value in one.get("properties", {}).items()
        }
        options[rule.code] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "description": f"options of {rule.code} ({rule.name})",
        }
        if "$defs" in one:
            schema.setdefault("$defs", {}).update(one["$defs"])
    schema["properties"]["rules"] = {
        "type": "object",
        "properties": options,
        "description": "options per rule",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ainewslint configuration",
        **{key: value for key, value in schema.items() if key != "title"},
    }

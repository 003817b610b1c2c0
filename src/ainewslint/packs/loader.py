"""Reads a pack; every error names the file, quotes the line and says what to do."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ainewslint.diagnostics import FileError
from ainewslint.packs.rule import make_rule
from ainewslint.packs.spec import (
    Entry,
    Examples,
    FixSpec,
    Localized,
    PackSpec,
    RuleSpec,
)
from ainewslint.resources import folder
from ainewslint.rules.base import Rule
from ainewslint.source.metadata import Metadata
from ainewslint.source.text import SourceText
from ainewslint.source.yaml_metadata import read_yaml


class PackError(FileError):
    """A pack that cannot be used; the message names the file and quotes its line."""


def bundled_packs() -> list[Path]:
    """The packs that come with ainewslint."""
    return sorted(folder("rules").glob("*.yaml"))


@functools.cache
def load_pack(file: Path) -> tuple[type[Rule[Any]], ...]:
    """The rules of a pack. Raises PackError."""
    if file in bundled_packs():
        import yaml

        data = yaml.load(file.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return tuple(make_rule(one) for one in _pack(data).rules)
    return tuple(make_rule(one) for one in read_pack(file).rules)


def read_pack(file: Path) -> PackSpec:
    """A pack as data, thoroughly checked. Raises PackError."""
    try:
        source = SourceText(file.read_bytes().decode("utf-8-sig"), str(file))
    except OSError as error:
        raise PackError(f"{file}: cannot be read: {error.strerror}", file) from None
    except UnicodeDecodeError as error:
        raise PackError(f"{file}: not UTF-8 at byte {error.start}", file) from None
    metadata = read_yaml(source.text, 0)
    for problem in metadata.problems:
        raise _error(source, problem.offset, f"not valid YAML: {problem.message}")
    _validate(metadata, source)
    pack = _pack(metadata.data)
    for where, message in _problems(pack):
        raise _error(source, _offset(metadata, where), message)
    return pack


def _validate(metadata: Metadata, source: SourceText) -> None:
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(PackSpec).validate_python(_normalised(metadata.data))
    except ValidationError as error:
        unknown = ("unexpected_keyword_argument", "extra_forbidden")  # says more than "required"
        errors = error.errors()
        first = next((one for one in errors if one["type"] in unknown), errors[0])
        where = [str(part) for part in first["loc"]]
        message = f"{'.'.join(where)}: {first['msg']}".replace("pass_", "pass")
        if first["type"] in unknown:
            message = f"unknown key {where[-1]!r}"
        raise _error(source, _offset(metadata, where), message) from None


def _problems(pack: PackSpec) -> Iterator[tuple[list[str], str]]:
    """What the types cannot say: what each kind needs, and expressions that do not compile."""
    import re2

    for r, rule in enumerate(pack.rules):
        at = ["rules", str(r)]
        if rule.kind == "occurrence" and rule.max is None and rule.min is None:
            yield at, f"{rule.code}: an occurrence rule needs `max` or `min`"
        if rule.kind == "required" and rule.fix:
            yield [*at, "fix"], f"{rule.code}: a required rule cannot have a fix"
        for e, entry in enumerate(rule.entries):
            here = [*at, "entries", str(e)]
            needed = "swap" if rule.kind == "substitution" else "patterns"
            if not getattr(entry, needed):
                yield here, f"{rule.code}: a {rule.kind} entry needs `{needed}`"
            for key in ("patterns", "unless"):
                for p, pattern in enumerate(getattr(entry, key)):
                    reason = _compile_error(re2, pattern)
                    if reason:
                        text = f"{pattern!r} is not a RE2 expression: {reason}"
                        yield [*here, key, str(p)], f"{text} (RE2 has no look-around)"


def _compile_error(re2: Any, pattern: str) -> str | None:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0]
        return reason.decode() if isinstance(reason, bytes) else str(reason)
    return None


def _offset(metadata: Metadata, where: list[str]) -> int:
    path = [part.replace("pass_", "pass") for part in where]
    while path:
        for candidate in (path, [part.replace("_", "-") for part in path]):
            place = metadata.locate(candidate)
            if place is not None:
                return (place.key or place.value).start
        path.pop()
    return 0


def _error(source: SourceText, offset: int, message: str) -> PackError:
    line = source.line_number(offset)
    quoted = source.line_text(line).strip()
    shown = f"{source.path}:{line}: {message}\n  {line} | {quoted}"
    return PackError(shown, Path(source.path), line, message)


def _normalised(value: Any) -> Any:
    """As the types have it: `yields-to` as `yields_to`, a plain text as `{en: …}`."""
    if not isinstance(value, dict):
        return value
    rules = value.get("rules")
    return {**value, "rules": [_rule(one) for one in rules] if isinstance(rules, list) else rules}


def _rule(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    rule = {str(key).replace("-", "_"): one for key, one in value.items()}
    for key in ("message", "description", "why", "help"):
        if key in rule:
            rule[key] = _localized(rule[key])
    entries, fix = rule.get("entries"), rule.get("fix")
    if isinstance(entries, list):
        rule["entries"] = [_entry(one) for one in entries]
    if isinstance(fix, dict) and "title" in fix:
        rule["fix"] = {**fix, "title": _localized(fix["title"])}
    return rule


def _entry(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("examples"), dict):
        examples = {f"{key}_" if key == "pass" else key: v for key, v in value["examples"].items()}
        return {**value, "examples": examples}
    return value


def _localized(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


def _pack(data: Any) -> PackSpec:
    """A pack from data that is known to be valid."""
    rules = [_build(one) for one in _normalised(data)["rules"]]
    return PackSpec(title=data["title"], rules=rules)


def _build(rule: dict[str, Any]) -> RuleSpec:
    for key in ("message", "description", "why", "help"):
        if rule.get(key):
            rule[key] = Localized(**rule[key])
    rule["entries"] = [
        Entry(**{**one, "examples": Examples(**one["examples"])}) for one in rule["entries"]
    ]
    if rule.get("fix"):
        title = rule["fix"].get("title")
        rule["fix"] = FixSpec(**{**rule["fix"], "title": title and Localized(**title)})
    return RuleSpec(**rule)


def pack_schema() -> dict[str, Any]:
    """The JSON Schema of a pack file."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(PackSpec).json_schema()
    definitions = schema["$defs"]
    text = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Localized"}]}
    for key in ("message", "description", "why", "help"):
        definitions["RuleSpec"]["properties"][key] = text
    definitions["FixSpec"]["properties"]["title"] = text
    for name, old, new in (("RuleSpec", "yields_to", "yields-to"), ("Examples", "pass_", "pass")):
        definitions[name]["properties"][new] = definitions[name]["properties"].pop(old)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ainewslint rule pack",
    }
    return {**head, **{key: value for key, value in schema.items() if key != "title"}}

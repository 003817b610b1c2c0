"""A quick yes for documents that are plainly valid.

Importing jsonschema takes longer than linting an article, and nearly every article is valid.
`quick_yes` compiles a schema to a check that answers True only where jsonschema would find no
error; "no" means "ask jsonschema". Keywords it does not know make it refuse the schema.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from ainewslint.schema.formats import FORMATS, searcher

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Check = Callable[[Any], bool]

_IGNORED = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples"}
    | {"deprecated", "readOnly", "writeOnly"}
)
_TYPES: dict[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) is int or type(value) is float,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
# Of which type a keyword speaks; values of other types pass it.
_BOUNDS: dict[str, tuple[type, Callable[[Any, Any], bool]]] = {
    "minLength": (str, lambda value, limit: len(value) >= limit),
    "maxLength": (str, lambda value, limit: len(value) <= limit),
    "minItems": (list, lambda value, limit: len(value) >= limit),
    "maxItems": (list, lambda value, limit: len(value) <= limit),
    "minProperties": (dict, lambda value, limit: len(value) >= limit),
    "maxProperties": (dict, lambda value, limit: len(value) <= limit),
}


class UnknownKeywordError(ValueError):
    """A keyword this module does not check."""


def quick_yes(schema: Any) -> Check | None:
    """The check of a schema, or None where the schema says more than is known here."""
    try:
        return _Compiler(schema).check(schema, 0)
    except (ValueError, TypeError, AttributeError, LookupError, re.error):
        return None


class _Compiler:
    """Compiles one schema. `budget` bounds what references can multiply."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.budget = 2000

    def check(self, schema: Any, depth: int) -> Check:
        """The check of one subschema; `depth` stops references that go in a circle."""
        self.budget -= 1
        if schema is True:
            return lambda value: True
        if not isinstance(schema, dict) or depth > 30 or self.budget < 0:
            raise UnknownKeywordError(schema)
        if depth and "$id" in schema:  # references below it would mean something else
            raise UnknownKeywordError("$id")
        if schema.get("$schema", DIALECT).rstrip("#") != DIALECT:
            raise UnknownKeywordError("$schema")
        checks = [
            self.keyword(name, argument, schema, depth + 1)
            for name, argument in schema.items()
            if name not in _IGNORED
        ]
        return lambda value: all(check(value) for check in checks)

    def keyword(self, name: str, argument: Any, schema: Mapping[str, Any], depth: int) -> Check:
        """The check of one keyword."""
        if name in _BOUNDS:
            kind, fits = _BOUNDS[name]
            return lambda value: not isinstance(value, kind) or fits(value, argument)
        if name in _SIMPLE:
            return _SIMPLE[name](argument)
        if name in _NESTED:
            return _NESTED[name](self, argument, schema, depth)
        raise UnknownKeywordError(name)

    def properties(self, argument: dict[str, Any], schema: Any, depth: int) -> Check:
        """`properties`."""
        checks = {name: self.check(part, depth) for name, part in argument.items()}
        return lambda value: (
            not isinstance(value, dict)
            or all(checks[name](item) for name, item in value.items() if name in checks)
        )

    def additional(self, argument: Any, schema: Any, depth: int) -> Check:
        """`additionalProperties`."""
        if "patternProperties" in schema:
            raise UnknownKeywordError("patternProperties")
        known = frozenset(schema.get("properties", ()))
        if argument is False:
            return lambda value: not isinstance(value, dict) or value.keys() <= known
        check = self.check(argument, depth)
        return lambda value: (
            not isinstance(value, dict)
            or all(check(item) for name, item in value.items() if name not in known)
        )

    def items(self, argument: Any, schema: Any, depth: int) -> Check:
        """`items`."""
        if "prefixItems" in schema:
            raise UnknownKeywordError("prefixItems")
        check = self.check(argument, depth)
        return lambda value: not isinstance(value, list) or all(map(check, value))

    def contains(self, argument: Any, schema: Any, depth: int) -> Check:
        """`contains`."""
        if "minContains" in schema or "maxContains" in schema:
            raise UnknownKeywordError("minContains")
        check = self.check(argument, depth)
        return lambda value: not isinstance(value, list) or any(map(check, value))

    def all_of(self, parts: list[Any], schema: Any, depth: int) -> Check:
        """`allOf`."""
        checks = [self.check(part, depth) for part in parts]
        return lambda value: all(check(value) for check in checks)

    def any_of(self, parts: list[Any], schema: Any, depth: int) -> Check:
        """`anyOf`."""
        checks = [self.check(part, depth) for part in parts]
        return lambda value: any(check(value) for check in checks)

    def reference(self, target: str, schema: Any, depth: int) -> Check:
        """`$ref` into the schema's own `$defs`."""
        name = target.removeprefix("#/$defs/")
        if name == target or "/" in name or "~" in name or "%" in name:
            raise UnknownKeywordError(target)
        return self.check(self.root["$defs"][name], depth)


def _type(names: str | list[str]) -> Check:
    checks = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
    return lambda value: any(check(value) for check in checks)


def _enum(allowed: list[Any]) -> Check:
    texts = {value for value in allowed if isinstance(value, str)}
    return lambda value: isinstance(value, str) and value in texts


def _required(names: list[str]) -> Check:
    wanted = frozenset(names)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _unique(argument: bool) -> Check:
    def check(value: Any) -> bool:
        if not argument or not isinstance(value, list):
            return True
        texts = all(isinstance(item, str) for item in value)
        return texts and len(set(value)) == len(value)

    return check


def _pattern(pattern: str) -> Check:
    search = searcher(pattern)
    return lambda value: not isinstance(value, str) or bool(search(value))


def _format(name: str) -> Check:
    fits = FORMATS[name]  # KeyError: a format jsonschema may know
    return lambda value: not isinstance(value, str) or fits(value)


def _numeric(fits: Check) -> Check:
    def check(value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return True
        return not (isinstance(value, float) and math.isnan(value)) and fits(value)

    return check


_SIMPLE: dict[str, Callable[[Any], Check]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda wanted: _enum([wanted]),
    "required": _required,
    "uniqueItems": _unique,
    "minimum": lambda limit: _numeric(lambda value: value >= limit),
    "maximum": lambda limit: _numeric(lambda value: value <= limit),
    "pattern": _pattern,
    "format": _format,
}
_NESTED: dict[str, Callable[[_Compiler, Any, Any, int], Check]] = {
    "properties": _Compiler.properties,
    "additionalProperties": _Compiler.additional,
    "items": _Compiler.items,
    "contains": _Compiler.contains,
    "allOf": _Compiler.all_of,
    "anyOf": _Compiler.any_of,
    "$ref": _Compiler.reference,
}

"""Finding, reading and applying a schema."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ainewslint import resources
from ainewslint.diagnostics import Span
from ainewslint.remembered import remembered
from ainewslint.schema.fast import quick_yes
from ainewslint.schema.words import Violation, violations_of

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Part = Literal["front-matter", "body"]
SUFFIX = ".schema.json"
_URN = "urn:ainewslint:schema:"


class SchemaFileError(ValueError):
    """A schema that cannot be used: `path` and `reason` say which and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def schema_names() -> list[str]:
    """The shipped schemas: "csdn-mirror.front-matter", "csdn-mirror.body", …"""
    files = resources.folder("schemas").glob(f"*{SUFFIX}")
    return sorted(file.name.removesuffix(SUFFIX) for file in files)


def schema_path(name_or_path: str, part: Part | None = None, base: Path | None = None) -> Path:
    """The file of a schema: a profile's or a shipped schema's by name, else a path.

    A name has no slash and no suffix; `part` chooses between a profile's two. A relative path
    starts at `base`.
    """
    if "/" not in name_or_path and "\\" not in name_or_path and not name_or_path.endswith(".json"):
        shipped = resources.folder("schemas")
        for name in (f"{name_or_path}.{part}", name_or_path):
            file = shipped / f"{name}{SUFFIX}"
            if file.is_file():
                return file
    return (base or Path()) / name_or_path


def load_schema(name_or_path: str, part: Part | None = None, base: Path | None = None) -> Schema:
    """The schema of a name or path, read once. Raises SchemaFileError."""
    return _load(schema_path(name_or_path, part, base))


@remembered
def _load(path: Path) -> Schema:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SchemaFileError(str(path), _not_found(path)) from None
    except OSError as error:
        raise SchemaFileError(str(path), error.strerror or str(error)) from None
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise SchemaFileError(str(path), reason) from None
    except (ValueError, RecursionError) as error:
        raise SchemaFileError(str(path), str(error)) from None
    if not isinstance(document, (dict, bool)):
        raise SchemaFileError(str(path), "a schema is a JSON object")
    return Schema(document, path)


def _not_found(path: Path) -> str:
    import difflib

    names = sorted({name.partition(".")[0] for name in schema_names()} | set(schema_names()))
    near = difflib.get_close_matches(path.name, names, 1, 0.6)
    hint = f"; did you mean the profile {near[0]}?" if near else ""
    return f"no such schema{hint}"


class Schema:
    """A schema read from `path`."""

    def __init__(self, document: dict[str, Any] | bool, path: Path) -> None:
        self.document = document
        self.path = path

    @functools.cached_property
    def _quick(self) -> Callable[[Any], bool] | None:
        return quick_yes(self.document)

    @functools.cached_property
    def _validator(self) -> Validator:
        return _make_validator(self.document, self.path)

    def load(self) -> Schema:
        """Make sure that the schema itself is sound. Raises SchemaFileError."""
        if self._quick is None:
            _ = self._validator
        return self

    def is_valid(self, instance: Any) -> bool:
        """Whether the instance fits. Raises SchemaFileError."""
        if self._quick is not None and self._quick(instance):
            return True
        return not self.violations(instance, lambda pointer: Span(0, 0))

    def violations(
        self,
        instance: Any,
        value_span: Callable[[str], Span],
        key_span: Callable[[str], Span | None] = lambda pointer: None,
    ) -> list[Violation]:
        """What does not fit, in words and in document order; at the key for an unknown one.

        `value_span` gives where to point for a JSON pointer, `key_span` where its key is. Raises
        SchemaFileError where the schema is unsound or refers to what cannot be read.
        """
        if self._quick is not None and self._quick(instance):
            return []
        from referencing.exceptions import Unresolvable

        try:
            errors = list(self._validator.iter_errors(instance))
            found = violations_of(errors, value_span, key_span)
        except Unresolvable as error:
            raise SchemaFileError(str(self.path), f"cannot resolve {error.ref}") from None
        except re.error as error:
            raise SchemaFileError(str(self.path), f"bad pattern: {error}") from None
        except RecursionError:
            raise SchemaFileError(str(self.path), "references go in a circle") from None
        return sorted(found, key=lambda violation: (violation.span, violation.pointer))

    @functools.cached_property
    def properties(self) -> dict[str, Any]:
        """The keys the schema knows at the top, with what it says of each."""
        if isinstance(self.document, bool):
            return {}
        known = self.document.get("properties", {})
        return known if isinstance(known, dict) else {}

    @functools.cached_property
    def mentioned(self) -> frozenset[str] | None:
        """The names of all keys that the schema says something of; None where it may be any."""
        names: set[str] = set()
        return frozenset(names) if _mentioned(self.document, names) else None


# What says something of keys without naming them.
_ABOUT_ANY_KEY = frozenset(
    {"patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames"}
    | {"minProperties", "maxProperties", "dependentSchemas", "dependentRequired", "dependencies"}
    | {"$ref", "$dynamicRef", "enum", "const"}
)


def _mentioned(schema: Any, names: set[str]) -> bool:
    """Collect the keys named in a schema; False where it speaks of keys by other means."""
    if isinstance(schema, list):
        return all(_mentioned(part, names) for part in schema)
    if not isinstance(schema, dict):
        return True
    if not _ABOUT_ANY_KEY.isdisjoint(schema):
        return False
    for keyword, argument in schema.items():
        if keyword == "required":
            names.update(one for one in argument if isinstance(one, str))
        elif keyword == "properties" and isinstance(argument, dict):
            names.update(argument)
            if not all(_mentioned(part, names) for part in argument.values()):
                return False
        elif isinstance(argument, (dict, list)) and not _mentioned(argument, names):
            return False
    return True


def _make_validator(document: Any, path: Path) -> Validator:
    import jsonschema
    from jsonschema import validators
    from referencing import Registry

    chosen = validators.validator_for(document, default=jsonschema.Draft202012Validator)
    try:
        chosen.check_schema(document)
    except jsonschema.SchemaError as error:
        where = error.json_path.removeprefix("$").removeprefix(".") or "the schema"
        raise SchemaFileError(str(path), f"{where}: {error.message}") from None
    except re.error as error:
        raise SchemaFileError(str(path), f"bad pattern: {error}") from None
    if isinstance(document, dict) and "$id" not in document:
        document = {"$id": path.resolve().as_uri(), **document}
    extend: Any = validators.extend
    kind = extend(chosen, {"pattern": _pattern})
    registry = Registry(retrieve=_retrieve)  # type: ignore[call-arg]
    made: Validator = kind(document, registry=registry, format_checker=_format_checker())
    return made


def _format_checker() -> Any:
    """jsonschema's own formats, and ours in place of those it leaves unchecked."""
    from jsonschema import Draft202012Validator, FormatChecker

    from ainewslint.schema.formats import FORMATS

    checker = FormatChecker(())
    checker.checkers = dict(Draft202012Validator.FORMAT_CHECKER.checkers)
    for name, fits in FORMATS.items():
        checker.checkers[name] = (_of_text(fits), ())
    return checker


def _of_text(fits: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or fits(value)


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Any:
    """The keyword `pattern` on RE2."""
    from jsonschema import ValidationError

    from ainewslint.schema.formats import searcher

    if isinstance(instance, str) and not searcher(pattern)(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _retrieve(uri: str) -> Any:
    """Another schema that one refers to: shipped, or a file beside it. Nothing is fetched."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    from referencing import Resource, exceptions
    from referencing.jsonschema import DRAFT202012

    no_such: Any = exceptions.NoSuchResource
    try:
        if uri.startswith(_URN):
            path = resources.folder("schemas") / f"{uri.removeprefix(_URN)}{SUFFIX}"
        elif uri.startswith("file:"):
            path = Path(url2pathname(urlsplit(uri).path))
        else:
            raise no_such(ref=uri)
        contents = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise no_such(ref=uri) from None
    return Resource.from_contents(contents, default_specification=DRAFT202012)

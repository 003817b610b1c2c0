"""Schema errors as an editor would put them, at the place they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from ainewslint.diagnostics import Span
from ainewslint.messages import _, ngettext
from ainewslint.records import record
from ainewslint.source.pointers import escape_token, make_pointer, split_pointer

if TYPE_CHECKING:
    from jsonschema import ValidationError

Kind = Literal["missing", "unknown", "value"]


@record(frozen=True, slots=True)
class Violation:
    """One thing that does not fit a schema.

    `kind` "missing": a key that should be there, `pointer` names where it would be; "unknown":
    a key that should not be there; "value": anything else. `keyword` is the schema's, `hint`
    the schema's own description of the value.
    """

    message: str
    span: Span
    pointer: str
    kind: Kind
    keyword: str
    hint: str = ""


def violations_of(
    errors: Iterable[ValidationError],
    value_span: Callable[[str], Span],
    key_span: Callable[[str], Span | None],
) -> Iterator[Violation]:
    """The violations that errors of jsonschema stand for."""
    for outer in errors:
        for error in _meant(outer):
            yield from _of_one(error, value_span, key_span)


def _of_one(
    error: ValidationError,
    value_span: Callable[[str], Span],
    key_span: Callable[[str], Span | None],
) -> Iterator[Violation]:
    pointer = make_pointer(error.absolute_path)
    keyword = str(error.validator)
    hint = _hint(error)
    if keyword == "required":
        for name in _missing(error):
            at = f"{pointer}/{escape_token(name)}"
            message = _("{keys} is missing").format(keys=describe(at))
            yield Violation(message, value_span(pointer), at, "missing", keyword, hint)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        for name in _unexpected(error):
            at = f"{pointer}/{escape_token(name)}"
            span = key_span(at) or value_span(at)
            message = _unknown_key(at, name, _schema_of(error).get("properties", {}))
            yield Violation(message, span, at, "unknown", keyword, hint)
    else:
        missing = _one_of_missing(error, pointer)
        kind: Kind = "missing" if missing else "value"
        message = missing or _words(error, pointer)
        yield Violation(message, value_span(pointer), pointer, kind, keyword, hint)


def describe(pointer: str) -> str:
    """A pointer as people write it: `image.path`, item 2 of `tags`."""
    tokens = split_pointer(pointer)
    if not tokens:
        return _("the document")
    if tokens[-1].isdigit() and len(tokens) > 1:
        inside = ".".join(tokens[:-1])
        return _("item {number} of `{key}`").format(number=int(tokens[-1]) + 1, key=inside)
    return f"`{'.'.join(tokens)}`"


def _schema_of(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _meant(error: ValidationError) -> list[ValidationError]:
    """For `anyOf` and `oneOf` the errors of the alternative that was probably meant.

    That is the only one that a value of this type can be, or else the only one with its
    constants (`kind: book`), or with these keys; where several might be meant the error stays
    as it is.
    """
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        return [error]
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(_branch(inner), []).append(inner)
    for excludes in (_other_type, _other_constant, _other_keys):
        meant = [inner for inner in branches.values() if not any(map(excludes, inner))]
        if len(meant) == 1:
            return [leaf for inner in meant[0] for leaf in _meant(inner)]
    return [error]


def _other_type(error: ValidationError) -> bool:
    return not error.relative_path and error.validator in ("type", "const", "enum")


def _other_constant(error: ValidationError) -> bool:
    if _other_type(error):
        return True
    return error.validator in ("const", "enum") and len(error.relative_path) == 1


def _other_keys(error: ValidationError) -> bool:
    missing = error.validator == "required" and not error.relative_path
    return missing or _other_constant(error)


def _branch(error: ValidationError) -> Any:
    """Which alternative an error is of; None for the alternative `false`."""
    return next(iter(error.relative_schema_path), None)


def _hint(error: ValidationError) -> str:
    words = _schema_of(error).get("description", "")
    return _(words) if isinstance(words, str) and words else ""


def _missing(error: ValidationError) -> list[str]:
    instance = error.instance if isinstance(error.instance, dict) else {}
    wanted: Any = error.validator_value
    names = [name for name in wanted if name not in instance]
    return [name for name in names if error.message.startswith(repr(name))] or names[:1]


def _one_of_missing(error: ValidationError, pointer: str) -> str | None:
    """The message where every alternative of an `anyOf` only lacks a key: one of them is wanted."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        return None
    if any(inner.validator != "required" or inner.relative_path for inner in error.context):
        return None
    names = dict.fromkeys(name for inner in error.context for name in _missing(inner))
    keys = _(" or ").join(describe(f"{pointer}/{escape_token(name)}") for name in names)
    return _("{keys} is missing").format(keys=keys)


def _unexpected(error: ValidationError) -> list[str]:
    instance = error.instance if isinstance(error.instance, dict) else {}
    if error.validator == "unevaluatedProperties":
        return [name for name in instance if repr(name) in error.message]
    schema = _schema_of(error)
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    return [
        name
        for name in instance
        if name not in known and not any(re.search(pattern, name) for pattern in patterns)
    ]


def _unknown_key(pointer: str, name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, [key for key in known if key != name], 1, 0.7)
    if near:
        return _("{key} is not a known key; did you mean `{near}`?").format(
            key=describe(pointer), near=near[0]
        )
    return _("{key} is not a known key").format(key=describe(pointer))


def shown(value: Any, limit: int = 40) -> str:
    """A value in a message, cut where long."""
    import json

    if value is None:
        return _("nothing")
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def type_name(name: str) -> str:
    """A JSON type in words."""
    return {
        "string": _("text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("a mapping"),
        "null": _("empty"),
    }.get(name, name)


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    for kind, name in (
        (bool, "boolean"),
        (str, "string"),
        (int, "integer"),
        (float, "number"),
        (list, "array"),
    ):
        if isinstance(value, kind):
            return name
    return "object"


def _format_name(name: str) -> str:
    return {
        "date": _("a date such as 2025-02-10"),
        "date-time": _("a date and time such as 2025-02-10T13:18:05+08:00"),
        "article-date": _("a date such as 2025-02-10 or 2025-02-10 13:18:05 +08:00"),
        "uri": _("a full URL such as https://example.com/page"),
        "iri": _("a full URL such as https://example.com/page"),
        "uri-reference": _("a URL or a path"),
        "email": _("an e-mail address"),
    }.get(name, name)


def _words(error: ValidationError, pointer: str) -> str:
    """An error in words; jsonschema's own for a keyword without any here."""
    make = _WORDS.get(str(error.validator))
    name = describe(pointer)
    if make is not None:
        return make(name, error.validator_value, error.instance, error)
    text = " ".join(error.message.split())
    return f"{name}: {text if len(text) <= 160 else text[:159] + '…'}"


def _type(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    words = _(" or ").join(type_name(each) for each in names)
    if value is None:
        return _("{name} is empty, but should be {wanted}").format(name=name, wanted=words)
    return _("{name} should be {wanted}, but {value} is {found}").format(
        name=name, wanted=words, value=shown(value), found=type_name(_type_of(value))
    )


def _alternatives(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    types: list[str] = []
    for inner in error.context or []:
        if inner.validator == "type" and not inner.relative_path:
            names: Any = inner.validator_value
            types.extend([names] if isinstance(names, str) else names)
    branches = {_branch(inner) for inner in error.context or []}
    if types and len(types) >= len(branches):
        return _type(name, list(dict.fromkeys(types)), value, error)
    if not error.context:
        return _("{name}: {value} fits more than one of the forms that exclude each other").format(
            name=name, value=shown(value)
        )
    if not error.absolute_path and _hint(error):  # of the whole there is no value to quote
        return _hint(error)
    from jsonschema.exceptions import relevance

    nearest = min(error.context, key=relevance)
    return _("{name}: {value} fits none of the {count} allowed forms; nearest: {nearest}").format(
        name=name,
        value=shown(value),
        count=len(wanted),
        nearest=_words(nearest, make_pointer(nearest.absolute_path)),
    )


def _pattern(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    hint = _hint(error)
    if hint:
        return _("{name} is {value}, which is not what belongs there: {hint}").format(
            name=name, value=shown(value), hint=hint
        )
    return _("{name} is {value}, which does not match the pattern {pattern}").format(
        name=name, value=shown(value), pattern=wanted
    )


def _enum(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    import difflib

    texts = [each for each in wanted if isinstance(each, str)]
    near = difflib.get_close_matches(value, texts, 1, 0.6) if isinstance(value, str) else []
    if near:
        return _("{name} is {value}, which is not allowed; did you mean {near}?").format(
            name=name, value=shown(value), near=shown(near[0])
        )
    allowed = ", ".join(shown(each) for each in wanted[:12]) + (", …" if len(wanted) > 12 else "")
    return _("{name} is {value}, but may only be {allowed}").format(
        name=name, value=shown(value), allowed=allowed
    )


def _format(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    return _("{name} should be {wanted}, but is {value}").format(
        name=name, wanted=_format_name(wanted), value=shown(value)
    )


def _too_short(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    if not value:
        return _("{name} is empty").format(name=name)
    unit = _unit(error, wanted)
    return _("{name} has {count}, but should have at least {limit} {unit}").format(
        name=name, count=len(value), limit=wanted, unit=unit
    )


def _too_long(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    unit = _unit(error, wanted)
    return _("{name} has {count}, but should have at most {limit} {unit}").format(
        name=name, count=len(value), limit=wanted, unit=unit
    )


def _unit(error: ValidationError, count: int) -> str:
    if str(error.validator).endswith("Length"):
        return ngettext("character", "characters", count)
    if str(error.validator).endswith("Items"):
        return ngettext("item", "items", count)
    return ngettext("key", "keys", count)


def _bound(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    words = {
        "minimum": _("{name} is {value}, but should be at least {limit}"),
        "maximum": _("{name} is {value}, but should be at most {limit}"),
        "exclusiveMinimum": _("{name} is {value}, but should be more than {limit}"),
        "exclusiveMaximum": _("{name} is {value}, but should be less than {limit}"),
        "multipleOf": _("{name} is {value}, but should be a multiple of {limit}"),
        "const": _("{name} is {value}, but may only be {limit}"),
    }
    return words[str(error.validator)].format(name=name, value=shown(value), limit=shown(wanted))


def _unique(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    return _("{name} has an item twice").format(name=name)


def _told_apart(wanted: Any) -> str:
    """By what a schema tells the items that it asks for: `title` "References"."""
    keys = wanted.get("properties") if isinstance(wanted, dict) else None
    told = []
    for key, one in keys.items() if isinstance(keys, dict) else ():
        if isinstance(one, dict):
            value = one.get("const", one.get("pattern"))
            if value is not None:
                told.append(f"`{key}` {shown(value)}")
    return ", ".join(told)


def _contains(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    hint = ""
    if isinstance(wanted, dict) and isinstance(wanted.get("description"), str):
        hint = _(wanted["description"])
    if hint:
        return _("{name} has no item that is wanted there: {hint}").format(name=name, hint=hint)
    told = _told_apart(wanted)
    if told:
        return _("{name} has no item with {what}").format(name=name, what=told)
    return _("{name} has no item of the kind the schema asks for").format(name=name)


def _never(name: str, wanted: Any, value: Any, error: ValidationError) -> str:
    hint = _hint(error)
    if hint:
        return _("{name} should not be {value}: {hint}").format(
            name=name, value=shown(value), hint=hint
        )
    return _("{name} should not be {value}").format(name=name, value=shown(value))


_WORDS: dict[str, Callable[[str, Any, Any, Any], str]] = {
    "type": _type,
    "anyOf": _alternatives,
    "oneOf": _alternatives,
    "pattern": _pattern,
    "enum": _enum,
    "format": _format,
    "minLength": _too_short,
    "minItems": _too_short,
    "minProperties": _too_short,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "maxProperties": _too_long,
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _bound,
    "exclusiveMaximum": _bound,
    "multipleOf": _bound,
    "const": _bound,
    "uniqueItems": _unique,
    "contains": _contains,
    "not": _never,
}

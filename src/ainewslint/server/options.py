"""What the editor's own settings say: `ainewslint.*`, or the client's initializationOptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from ainewslint.config import PROFILES
from ainewslint.records import record

SECTION = "ainewslint"
DEBOUNCE_MS = 150


@record(frozen=True)
class ClientOptions:
    """The editor's settings; those about rules go over the configuration file, as options do."""

    language: str = "auto"  # en, zh; auto: the configuration's, then the editor's own
    configuration: str | None = None  # one configuration file for everything
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    profile: str | None = None
    debounce: int = DEBOUNCE_MS  # milliseconds of silence before a changed text is linted
    code_lens: bool = True

    @property
    def overrides(self) -> dict[str, Any]:
        """What goes over the configuration file."""
        names = ("select", "ignore", "extend_select", "profile")
        return {name: getattr(self, name) for name in names}


def read_options(given: Any, base: ClientOptions | None = None) -> tuple[ClientOptions, list[str]]:
    """The options in a client's JSON over `base`, and a line about each that cannot be used.

    Keys are in camelCase. Null and empty lists mean “not set”; keys that are the client's own
    business, such as where to find the program, are no concern of ours.
    """
    problems: list[str] = []
    values: dict[str, Any] = {}
    given = given if isinstance(given, Mapping) else {}
    given = given.get(SECTION, given)  # some clients send all they have
    given = given if isinstance(given, Mapping) else {}
    for one in fields(ClientOptions):
        key = _camel(one.name)
        if key not in given:
            continue
        value = given[key]
        if value in (None, "", []):
            values[one.name] = one.default
            continue
        read, wanted = _READERS[one.name]
        value = read(value)
        if value is None:
            problems.append(f"setting ainewslint.{key}: expected {wanted}, got {given[key]!r}")
        else:
            values[one.name] = value
    return replace(base or ClientOptions(), **values), problems


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _one_of(*words: str) -> tuple[Any, str]:
    return (lambda value: value if value in words else None), f"one of {', '.join(words)}"


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _words(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(one.strip() for one in value if one.strip())


def _milliseconds(value: Any) -> int | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if usable and 0 <= value <= 60_000 else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


_READERS: dict[str, tuple[Any, str]] = {
    "language": _one_of("en", "zh", "auto"),
    "configuration": (_text, "the path of a configuration file"),
    "select": (_words, "a list of rule codes"),
    "ignore": (_words, "a list of rule codes"),
    "extend_select": (_words, "a list of rule codes"),
    "profile": _one_of(*PROFILES),
    "debounce": (_milliseconds, "milliseconds from 0 to 60000"),
    "code_lens": (_truth, "true or false"),
}

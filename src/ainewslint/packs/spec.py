"""What a rule pack says; `docs/packs.md` tells users, `schemas/rule-pack.schema.json` editors.

Plain data: bundled packs are read without the validator (the tests validate them).
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Literal

from ainewslint.records import record

Kind = Literal["pattern", "substitution", "required", "occurrence"]
Scope = Literal[
    "source",  # the body as written, code included
    "text",  # the body as written, without code, maths and shortcodes
    "prose",  # what a reader reads, a block at a time
    "heading",  # headings as a reader reads them
    "link",  # destinations of links and images
    "first-block",  # the first paragraph, as a reader reads it
    "last-block",  # the last paragraph, as a reader reads it
]
Word = Literal["error", "warning", "info"]
_STRICT = {"extra": "forbid"}


@record(frozen=True, kw_only=True)
class Localized:
    """A text in English and Chinese; a plain string in YAML is the English one for both."""

    en: str
    zh: str = ""
    __pydantic_config__: ClassVar = _STRICT

    def text(self, language: str) -> str:
        """The text in a language."""
        return (self.zh or self.en) if language == "zh" else self.en


@record(frozen=True, kw_only=True)
class Examples:
    """Articles that the tests run: `fail` ones report the rule, `pass` ones do not."""

    fail: list[str]
    pass_: list[str] = field(default_factory=list)
    __pydantic_config__: ClassVar = _STRICT


@record(frozen=True, kw_only=True)
class Entry:
    """One family of patterns in a rule: RE2 expressions, or for a substitution what to write.

    `unless`: a hit is dropped where one of these matches at the same place.
    """

    title: str
    patterns: list[str] = field(default_factory=list)
    swap: dict[str, str] = field(default_factory=dict)
    unless: list[str] = field(default_factory=list)
    scope: Scope | None = None  # else the rule's
    examples: Examples
    __pydantic_config__: ClassVar = _STRICT


@record(frozen=True, kw_only=True)
class FixSpec:
    """What to put in a hit's place; `$1` is a group."""

    replacement: str = ""
    applicability: Literal["safe", "unsafe"] = "unsafe"
    title: Localized | None = None
    __pydantic_config__: ClassVar = _STRICT


@record(frozen=True, kw_only=True)
class RuleSpec:
    """One rule of a pack."""

    code: str
    name: str
    kind: Kind
    severity: Word
    message: Localized  # {match} is the hit, {replacement} what to write, {count} and {max}
    description: Localized
    why: Localized
    entries: list[Entry]
    help: Localized | None = None
    scope: Scope = "text"
    default: bool = True
    since: str = "0.1.0"
    evidence: str = ""
    profiles: list[str] = field(default_factory=list)
    yields_to: list[str] = field(default_factory=list)
    max: int | None = None  # occurrence: at most so many
    min: int | None = None  # occurrence: at least so many
    fix: FixSpec | None = None
    __pydantic_config__: ClassVar = _STRICT


@record(frozen=True, kw_only=True)
class PackSpec:
    """A file of rules."""

    title: str
    rules: list[RuleSpec]
    __pydantic_config__: ClassVar = _STRICT

"""What a rule reports: where, what, why, and how to mend it."""

from __future__ import annotations

import enum
from typing import NamedTuple

from ainewslint.records import record


class Span(NamedTuple):
    """A half-open range of code-point offsets into the original text.

    The only truth about position: lines and columns are computed when a report is written.
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; an empty span touches what it lies in."""
        if self == other:
            return True
        return self.start < other.end and other.start < self.end


class Severity(enum.IntEnum):
    """How sure and how bad: an error is right 98 times in 100, a warning 93."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in options, configuration and reports."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """The severity a word names; raises KeyError for any other word."""
        return cls[word.upper()]


class Applicability(enum.StrEnum):
    """Who may apply a fix: `--fix`, `--unsafe-fixes`, or only a person."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"


@record(frozen=True, slots=True)
class Edit:
    """One replacement of source text."""

    span: Span
    replacement: str


@record(frozen=True, slots=True)
class Fix:
    """Edits that are applied all together or not at all.

    `declares` lists what else the fix may change: JSON pointers of front-matter values whose
    data changes, or `"text"` when characters a reader sees are added or removed beyond the
    edited spans. The fixer checks every fix against it.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    declares: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Related:
    """A second place that explains a diagnostic; `path` is None in the same article."""

    span: Span
    message: str
    path: str | None = None


@record(frozen=True, slots=True)
class Diagnostic:
    """One problem at one place. `pointer` is the JSON pointer of a front-matter problem."""

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    help: str | None = None
    fix: Fix | None = None
    pointer: str | None = None
    related: tuple[Related, ...] = ()

"""What a run hands to reporters: diagnostics with lines and columns, one file at a time.

Light and free of the article, so that it crosses processes and is kept in a cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any, NamedTuple

from ainewslint.diagnostics import Diagnostic, Fix, Severity, Span
from ainewslint.outside import Outside
from ainewslint.records import record
from ainewslint.source.text import SourceText
from ainewslint.source.urls import mask_credentials

URL = "https://ainewslint.readthedocs.io/rules/{code}"
_WINDOW = 400  # characters of a line kept for a source frame


class Place(NamedTuple):
    """A range by 1-based lines and columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to_json(self) -> dict[str, int]:
        """As the report writes it."""
        return self._asdict()


class Frame(NamedTuple):
    """The first source line of a place, cut to a window: `text` begins at column `first`."""

    text: str
    first: int


class PlacedFix(NamedTuple):
    """A fix whose edits are placed."""

    title: str
    applicability: str
    edits: tuple[tuple[Place, str], ...]


class PlacedRelated(NamedTuple):
    """Another place that explains an entry."""

    path: str
    line: int
    column: int
    message: str


@record(frozen=True, slots=True)
class Entry:
    """One diagnostic as reporters see it."""

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    help: str | None
    pointer: str | None
    place: Place
    frame: Frame
    fix: PlacedFix | None = None
    related: tuple[PlacedRelated, ...] = ()

    @property
    def url(self) -> str:
        """The page of the rule."""
        return URL.format(code=self.code)

    def to_json(self) -> dict[str, Any]:
        """As the JSON report has it."""
        fix = self.fix
        return {
            "path": self.path,
            "code": self.code,
            "name": self.name,
            "severity": self.severity.label,
            "message": self.message,
            "help": self.help,
            "url": self.url,
            "pointer": self.pointer,
            **self.place.to_json(),
            "fix": fix
            and {
                "title": fix.title,
                "applicability": fix.applicability,
                "edits": [
                    {**place.to_json(), "replacement": replacement}
                    for place, replacement in fix.edits
                ],
            },
            "related": [one._asdict() for one in self.related],
        }


class Tally(NamedTuple):
    """How many findings of each severity, and how many that `--fix` mends."""

    errors: int
    warnings: int
    infos: int
    fixable: int


def tally(entries: Sequence[Entry]) -> Tally:
    """Entries counted."""
    severities = [one.severity for one in entries]
    return Tally(
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        severities.count(Severity.INFO),
        sum(one.fix is not None and one.fix.applicability == "safe" for one in entries),
    )


@record
class FileReport:
    """What a run found in one file."""

    path: str
    entries: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)  # where asked for
    suppressed: int = 0
    baselined: int = 0
    fixed: dict[str, int] = field(default_factory=dict)  # code -> fixes applied
    facts: dict[str, Any] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)  # tracebacks of rules, for --verbose
    failures: list[str] = field(default_factory=list)  # what could not be done, a line each
    notes: list[str] = field(default_factory=list)  # what was left undone on purpose, a line each
    diff: str | None = None
    new_text: str | None = None  # of standard input, and of what was fixed
    outside: Outside | None = None  # what the findings rest on; None: not to be kept

    def tally(self) -> Tally:
        """The findings counted."""
        return tally(self.entries)

    def has_facts(self) -> bool:
        """Whether any rule that looks across articles knows something of this one."""
        return bool(self.facts)

    def written(self) -> str | None:
        """The findings as the reporter in force writes them, where that is known already."""
        return None


@record
class Summary:
    """Counts over a run."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0
    baselined: int = 0
    fixable: int = 0
    fixed: int = 0

    def add(self, report: FileReport) -> None:
        """Count a file in."""
        self.files += 1
        self.suppressed += report.suppressed
        self.baselined += report.baselined
        self.fixed += sum(report.fixed.values())
        self._add(report.tally())

    def count(self, entry: Entry) -> None:
        """Count an entry in."""
        self._add(tally([entry]))

    def _add(self, counted: Tally) -> None:
        self.errors += counted.errors
        self.warnings += counted.warnings
        self.infos += counted.infos
        self.fixable += counted.fixable

    @property
    def findings(self) -> int:
        """All entries."""
        return self.errors + self.warnings + self.infos

    def worst(self) -> Severity | None:
        """The worst severity there is."""
        if self.errors:
            return Severity.ERROR
        if self.warnings:
            return Severity.WARNING
        return Severity.INFO if self.infos else None


def place_of(source: SourceText, span: Span) -> Place:
    """Where a span lies."""
    return Place(*source.position(span.start), *source.position(span.end))


def make_entry(diagnostic: Diagnostic, source: SourceText, path: str) -> Entry:
    """A diagnostic with its places, and without the passwords of URLs: reports travel."""
    place = place_of(source, diagnostic.span)
    return Entry(
        path=path,
        code=diagnostic.code,
        name=diagnostic.name,
        severity=diagnostic.severity,
        message=mask_credentials(diagnostic.message),
        help=diagnostic.help and mask_credentials(diagnostic.help),
        pointer=diagnostic.pointer,
        place=place,
        frame=_frame(source, place),
        fix=_placed(diagnostic.fix, source) if diagnostic.fix else None,
        related=tuple(
            PlacedRelated(
                one.path or path,
                *source.position(one.span.start),
                mask_credentials(one.message),
            )
            for one in diagnostic.related
        ),
    )


def _placed(fix: Fix, source: SourceText) -> PlacedFix | None:
    if any(mask_credentials(edit.replacement) != edit.replacement for edit in fix.edits):
        return None  # `--fix` knows it; a report can neither show it nor leave half of it out
    edits = tuple((place_of(source, edit.span), edit.replacement) for edit in fix.edits)
    return PlacedFix(mask_credentials(fix.title), fix.applicability.value, edits)


def _frame(source: SourceText, place: Place) -> Frame:
    line = source.line_text(place.line)
    first = max(0, min(place.column - 1 - _WINDOW // 4, len(line) - _WINDOW))
    # Masked before it is cut, or half a password would go unseen.
    context = max(0, first - _WINDOW)
    shown = mask_credentials(line[context : first + 2 * _WINDOW], keep_length=True)
    return Frame(shown[first - context : first - context + _WINDOW], first + 1)

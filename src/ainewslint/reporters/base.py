"""What a reporter is, and what the ones for people share."""

from __future__ import annotations

import abc
import os
import unicodedata
from typing import IO, TYPE_CHECKING

from ainewslint.diagnostics import Severity
from ainewslint.messages import _, ngettext
from ainewslint.records import record
from ainewslint.report import Entry, FileReport, Summary

if TYPE_CHECKING:
    from ainewslint.registry import Registry

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@record(frozen=True)
class ReporterOptions:
    """How to write: `color` with ANSI colours, `verbose` without folding."""

    color: bool = False
    verbose: bool = False
    quiet: bool = False
    fixed: bool = False  # the run applied fixes
    version: str = ""
    language: str = "en"
    registry: Registry | None = None  # of the rules, for formats that describe them


class Reporter(abc.ABC):
    """Writes a run's report to a stream, a file at a time."""

    def __init__(self, stream: IO[str], options: ReporterOptions) -> None:
        self.stream = stream
        self.options = options

    def start(self) -> None:  # noqa: B027 - most formats have no head
        """Before the first file."""

    @abc.abstractmethod
    def file(self, report: FileReport) -> None:
        """One file's findings."""

    def finish(self, summary: Summary) -> None:  # noqa: B027 - some have no tail
        """After the last file."""

    def write(self, text: str) -> None:
        """Put text out."""
        self.stream.write(text)

    def paint(self, text: str, color: str) -> str:
        """Text in an ANSI colour, where colours are wanted."""
        return f"\x1b[{color}m{text}\x1b[0m" if self.options.color else text

    def severity(self, entry: Entry) -> str:
        """The severity's word in its colour."""
        return self.paint(severity_word(entry.severity), f"1;{_COLORS[entry.severity]}")


class PeopleReporter(Reporter):
    """A report that ends in a sentence."""

    def finish(self, summary: Summary) -> None:
        """The sentence."""
        if not self.options.quiet:
            self.write(summary_line(summary) + "\n")

    def head(self, entry: Entry) -> str:
        """`path:line:column`, in colour."""
        place = entry.place
        path = self.paint(entry.path, "1")
        return f"{path}:{place.line}:{place.column}"

    def mark(self, entry: Entry) -> str:
        """` [*]` behind the code of what `--fix` mends, ` [-]` for `--unsafe-fixes`."""
        if entry.fix is None or entry.fix.applicability == "display-only":
            return ""
        return " [*]" if entry.fix.applicability == "safe" else " [-]"


def from_checkout(path: str, variable: str) -> str:
    """A path as a CI server knows it: relative to the checkout that an environment variable names.

    The path itself outside that server, or where the file lies elsewhere.
    """
    root = os.environ.get(variable)
    if not root:
        return path
    absolute, top = os.path.abspath(path), os.path.realpath(root)
    if not absolute.startswith(top.rstrip(os.sep) + os.sep):
        return path
    return os.path.relpath(absolute, top).replace(os.sep, "/")


def severity_word(severity: Severity) -> str:
    """A severity in the language in force."""
    words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("info")}
    return words[severity]


def summary_line(summary: Summary) -> str:
    """The run in a sentence."""
    files = ngettext("{n} file", "{n} files", summary.files).format(n=summary.files)
    parts = []
    if summary.fixed:
        parts.append(
            ngettext("Fixed {n} finding.", "Fixed {n} findings.", summary.fixed).format(
                n=summary.fixed
            )
        )
    if not summary.findings:
        parts.append(_("No findings in {files}.").format(files=files))
    else:
        counts = [
            ngettext("{n} error", "{n} errors", summary.errors).format(n=summary.errors),
            ngettext("{n} warning", "{n} warnings", summary.warnings).format(n=summary.warnings),
            ngettext("{n} info", "{n} infos", summary.infos).format(n=summary.infos),
        ]
        numbers = (summary.errors, summary.warnings, summary.infos)
        shown = _(", ").join(text for text, n in zip(counts, numbers, strict=True) if n)
        parts.append(_("Found {counts} in {files}.").format(counts=shown, files=files))
    if summary.fixable:
        parts.append(
            ngettext(
                "[*] {n} can be fixed with `--fix`.",
                "[*] {n} can be fixed with `--fix`.",
                summary.fixable,
            ).format(n=summary.fixable)
        )
    hidden = []
    if summary.suppressed:
        hidden.append(_("{n} suppressed").format(n=summary.suppressed))
    if summary.baselined:
        hidden.append(_("{n} in the baseline").format(n=summary.baselined))
    if hidden:
        parts.append("({})".format(_(", ").join(hidden)))
    return " ".join(parts)


def width(text: str) -> int:
    """The columns a text takes on a terminal: East Asian wide characters two, combining none."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clean(text: str) -> str:
    """Text safe on a terminal: tabs as a space, control characters as their pictures."""
    if text.isprintable():
        return text
    return "".join(_printable(char) for char in text)


def _printable(char: str) -> str:
    if char == "\t":
        return " "
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    # Invisible and bidirectional characters would change how the terminal shows the line.
    return "\u00b7" if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs") else char

"""NL004: a baseline entry that matches nothing any more."""

from __future__ import annotations

from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import ngettext
from ainewslint.rules.base import BaseRule, Target


class StaleBaselineEntry(BaseRule):
    """Reports baseline entries whose finding is gone.

    ## What it does
    Compares the baseline with what was found. Entries of files and rules outside the run are left
    alone, as are those of an article that could not be read.

    ## Why is this bad?
    A stale entry would hide the same problem if it came back. It also shows progress:
    `--write-baseline` takes the mended ones out.
    """

    code: ClassVar[str] = "NL004"
    name: ClassVar[str] = "stale-baseline-entry"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.ENGINE

    @classmethod
    def of(cls, code: str, count: int) -> Diagnostic:
        """The diagnostic for `count` entries of one rule in one file."""
        message = ngettext(
            "{count} baseline entry of {code} matches nothing any more, and would let the same "
            "mistake pass again: run with `--write-baseline` to take it out",
            "{count} baseline entries of {code} match nothing any more, and would let the same "
            "mistakes pass again: run with `--write-baseline` to take them out",
            count,
        )
        return cls().diagnostic(Span(0, 0), message.format(count=count, code=code))

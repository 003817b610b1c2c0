"""What a run does with each file besides linting it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from ainewslint.records import record
from ainewslint.rules.base import LinkOutcome


@record(frozen=True)
class RunOptions:
    """What to do with each file besides linting it."""

    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    color: bool = False  # of the difference
    jobs: int | None = None  # None: as many as there are processors
    now: datetime | None = None
    raw: bool = False  # keep the diagnostics themselves, for the library
    link_outcomes: Mapping[str, LinkOutcome] = field(default_factory=dict)  # of `--online`

    # How a file's report is going to be written, where that rests on the file alone.
    rendering: Callable[[Any], str] | None = None

    @property
    def fixes(self) -> bool:
        """Whether fixes are worked out at all."""
        return self.fix or self.diff

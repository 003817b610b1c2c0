"""NL003: a suppression that does not say why."""

from __future__ import annotations

from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import BaseRule, Target


class SuppressionWithoutReason(BaseRule):
    """Reports a suppression comment without `-- reason`.

    ## What it does
    Checks that every `ainewslint-disable…` comment says why, behind `--`. Off by default.

    ## Why is this bad?
    The next editor cannot tell whether the exception still holds.

    ## Example
    ```markdown
    As reported [3]. <!-- ainewslint-disable-line CI002 -->
    ```

    ## Use instead
    ```markdown
    As reported [3]. <!-- ainewslint-disable-line CI002 -- quotes the original -->
    ```
    """

    code: ClassVar[str] = "NL003"
    name: ClassVar[str] = "suppression-without-reason"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.ENGINE
    default = False

    @classmethod
    def of(cls, comment: Span) -> Diagnostic:
        """The diagnostic for one comment."""
        return cls().diagnostic(
            comment,
            _(
                "This comment does not say why: add ` -- reason`, so that the next editor "
                "can tell whether it still holds"
            ),
        )

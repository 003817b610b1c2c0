"""NL005: a rule that failed on an article."""

from __future__ import annotations

from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import BaseRule, Target


class RuleCrashed(BaseRule):
    """Reports that a rule raised an exception on an article.

    ## What it does
    Names the rule that failed; the other rules' findings are complete. The run exits with 2.
    With `--verbose` the traceback is printed.

    ## Why is this bad?
    What that rule would have found in this article is unknown, so a gate must not pass.
    """

    code: ClassVar[str] = "NL005"
    name: ClassVar[str] = "rule-crashed"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.ENGINE

    @classmethod
    def of(cls, code: str, error: Exception) -> Diagnostic:
        """The diagnostic for one crash."""
        reason = f"{type(error).__name__}: {error}"[:200]
        return cls().diagnostic(
            Span(0, 0),
            _(
                "Rule {code} failed on this article ({reason}), so what it would have found "
                "is unknown: please report it, and use `--ignore {code}` until it is mended"
            ).format(code=code, reason=reason),
        )

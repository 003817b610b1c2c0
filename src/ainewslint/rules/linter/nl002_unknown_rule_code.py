"""NL002: a code that no rule has."""

from __future__ import annotations

from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import BaseRule, Target


class UnknownRuleCode(BaseRule):
    """Reports a code or name in a suppression comment that no rule has.

    ## What it does
    Checks the codes, prefixes and names in `ainewslint-disable…` comments.

    ## Why is this bad?
    A misspelt code silences nothing, and the finding it was meant for stays.

    ## Example
    ```markdown
    As reported [3]. <!-- ainewslint-disable-line CI0002 -- kept on purpose -->
    ```

    ## Use instead
    ```markdown
    As reported [3]. <!-- ainewslint-disable-line CI002 -- kept on purpose -->
    ```
    """

    code: ClassVar[str] = "NL002"
    name: ClassVar[str] = "unknown-rule-code"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.ENGINE

    @classmethod
    def of(cls, word: str, span: Span, suggestion: str | None) -> Diagnostic:
        """The diagnostic for one misspelt selector."""
        if suggestion:
            message = _("No rule is called {word}, so this silences nothing: write {suggestion}?")
        else:
            message = _(
                "No rule is called {word}, so this silences nothing: `ainewslint rule --all` "
                "lists the rules"
            )
        return cls().diagnostic(span, message.format(word=word, suggestion=suggestion))

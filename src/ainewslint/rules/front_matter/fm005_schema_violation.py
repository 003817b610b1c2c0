"""FM005: front matter that does not fit its schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.violations import schema_name, violations
from ainewslint.schema import SchemaFileError
from ainewslint.source.front_matter import FrontMatter


class SchemaViolation(Rule[FrontMatter]):
    """Reports values that the profile's JSON Schema does not allow.

    ## What it does
    Checks the front matter against the JSON Schema (draft 2020-12) of the article's profile, or
    your own (`front-matter-schema` of a collection): types, formats, patterns, allowed values,
    keys that are not allowed. Keys that are missing are FM006's.

    ## Why is this bad?
    Templates, feeds and importers are written for the form that the schema describes: a list
    where text is expected, or a date that is none, breaks them far from the article.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    weight: first
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    weight: 1
    ---

    Three models came out in March.
    ```

    ## Evidence
    No article of 2,681 violates the shipped schemas except where a rule of its own says so more
    exactly (a number without quotes is FM007).
    """

    code: ClassVar[str] = "FM005"
    name: ClassVar[str] = "schema-violation"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER
    # To every rule about one value but those whose fix would bring the violation to light again.
    yields_to: ClassVar[tuple[str, ...]] = (
        *(f"FM{number:03}" for number in range(6, 21) if number not in (14, 15, 16)),
        *(f"ID00{number}" for number in (1, 2, 3, 5, 6)),
    )

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each value or key that does not fit."""
        try:
            found = violations(front, context)
        except SchemaFileError as error:
            yield self.diagnostic(
                front.opening_span,
                _("The schema {path} cannot be used, so nothing was checked: {reason}").format(
                    path=error.path, reason=error.reason
                ),
            )
            return
        for violation in found:
            if violation.kind == "missing":
                continue
            hint = violation.hint
            yield self.diagnostic(
                violation.span,
                _(
                    "The schema {schema}, which templates and tools are built on, does not allow "
                    "this: {problem}"
                ).format(problem=violation.message, schema=schema_name(context)),
                pointer=violation.pointer,
                help=_("It should be: {hint}").format(hint=hint) if hint else None,
            )

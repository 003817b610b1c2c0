"""FM005: front matter that its schema rejects."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.schema import load_schema
from ainewslint.source.front_matter import FrontMatter


class SchemaViolation(Rule[FrontMatter]):
    """Reports values that the front matter's JSON Schema rejects.

    ## What it does
    Validates the front matter against the schema of its profile, or the one configured, and
    says in words what does not fit. Missing keys are FM006, unknown ones FM020; where another
    rule about front matter says more of a value, this one keeps quiet.

    ## Why is this bad?
    Templates rely on the schema: a wrong type breaks the page or vanishes from it.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    draft: soon
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    draft: true
    ---
    Text.
    ```

    ## Evidence
    Few published articles have it: their site generator would have failed.
    """

    code = "FM005"
    name = "schema-violation"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER
    yields_to = ("FM", "ID")

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each value that does not fit."""
        name = context.profile.front_matter_schema
        if name is None:
            return
        schema = load_schema(name, "front-matter")
        known = schema.properties
        for one in schema.violations(front.data, front.visible_span, front.key_span):
            unknown_key = one.kind == "unknown" and one.pointer.count("/") == 1 and known
            if one.kind == "missing" or unknown_key:
                continue
            yield self.diagnostic(
                one.span,
                _("{problem}, so the site may not read it: correct it as the schema says").format(
                    problem=one.message
                ),
                help=one.hint or None,
                pointer=one.pointer,
            )

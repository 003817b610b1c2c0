"""ST001: a body that does not have the shape its profile asks for."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.schema import load_schema
from ainewslint.source.document import Document
from ainewslint.source.outline import make_outline


class BodySchema(Rule[Document]):
    """Reports a body whose outline fails the profile's body schema.

    ## What it does
    Validates the outline (`ainewslint.parse(text).outline`: title, sections, words, links …)
    against the JSON Schema of the profile, or the one configured for the collection. The schema
    can demand sections, their order and depth, a number of words, references.

    ## Why is this bad?
    Readers of a series expect each piece where it always is.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    ---
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    ---

    Two labs published their models this week.
    ```

    ## Evidence
    The default schemas only ask for a body that holds something, so that they pass every
    article of the sample that is not empty.
    """

    code = "ST001"
    name = "body-schema"
    severity = Severity.ERROR
    target = Target.DOCUMENT

    def check(self, document: Document, context: Context, /) -> Iterator[Diagnostic]:
        """Each part of the outline that does not fit."""
        name = context.profile.body_schema
        if name is None:
            return
        schema = load_schema(name, "body", context.project_root)
        # Counting words and the like takes as long as parsing: only where the schema asks.
        outline = make_outline(context.article, schema.mentioned)
        for one in schema.violations(outline.data, outline.span):
            yield self.diagnostic(
                one.span,
                _(
                    "{problem}, so the article does not have the shape that its profile asks for: "
                    "change this part, or the schema"
                ).format(problem=one.message),
                help=one.hint or None,
            )

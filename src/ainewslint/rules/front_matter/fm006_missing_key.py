"""FM006: a required key that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.schema import load_schema
from ainewslint.source.front_matter import FrontMatter


class MissingKey(Rule[FrontMatter]):
    """Reports keys that the profile's schema requires and the front matter lacks.

    ## What it does
    Compares the keys with `required` of the schema. Of variants (`arturl` or `arturl_encode`)
    one is enough. An error where the profile is configured or sure; where it was only guessed
    from the article (`post`, `daily-digest`), a hint.

    ## Why is this bad?
    Lists, feeds and search show the article without it.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    ---
    Text.
    ```

    ## Evidence
    Every hit over 2,681 real articles agrees with an independent reading of the YAML
    (`evaluation/front_matter_agreement.py`).
    """

    code = "FM006"
    name = "missing-key"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each key that is not there."""
        name = context.profile.front_matter_schema
        if name is None:
            return
        schema = load_schema(name, "front-matter")
        certain = context.profile.configured or name == "csdn-mirror"
        for one in schema.violations(front.data, front.visible_span, front.key_span):
            if one.kind == "missing":
                yield self.diagnostic(
                    front.opening_span if one.pointer.count("/") <= 1 else one.span,
                    _(
                        "{problem}, and profile {profile} needs it for lists, feeds and search: "
                        "add it to the front matter"
                    ).format(problem=one.message, profile=context.profile.name or name),
                    help=one.hint or None,
                    pointer=one.pointer,
                    severity=Severity.ERROR if certain else Severity.INFO,
                )

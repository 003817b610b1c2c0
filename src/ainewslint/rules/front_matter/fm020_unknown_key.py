"""FM020: a key that the profile does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.violations import schema_of
from ainewslint.schema import SchemaFileError
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.pointers import escape_token


@record(frozen=True)
class Options:
    """Options of unknown-key."""

    allow: tuple[str, ...] = option((), "further keys to accept")


class UnknownKey(Rule[FrontMatter]):
    """Reports keys that the profile's schema does not name.

    ## What it does
    Checks each key of the front matter against those the schema of the article's profile knows,
    and proposes the nearest one. Off by default: sites have keys of their own.

    ## Why is this bad?
    A misspelt key is no error to any tool, it just has no effect: `catagories` sorts nothing.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    descripton: Three models came out.
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    description: Three models came out.
    ---

    Three models came out in March.
    ```

    ## Evidence
    405 findings in 114 of 2,681 articles: four keys of one newsletter's own, which shows why
    the rule is off by default. A list of keys to accept makes it useful.
    """

    code: ClassVar[str] = "FM020"
    name: ClassVar[str] = "unknown-key"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.FRONT_MATTER
    default = False
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each unknown key."""
        try:
            schema = schema_of(context)
        except SchemaFileError:  # FM005 tells
            return
        if schema is None or not schema.properties:
            return
        for key in front.data:
            if key in schema.properties or key in self.options.allow:
                continue
            pointer = f"/{escape_token(key)}"
            yield self.diagnostic(
                front.key_span(pointer) or front.visible_span(pointer),
                _message(
                    key, pointer, [known for known in schema.properties if known not in front.data]
                ),
                pointer=pointer,
            )


def _message(key: str, pointer: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(key, known, 1, 0.7)
    if near:
        return _("{key} is not known and has no effect; did you mean `{near}`?").format(
            key=describe(pointer), near=near[0]
        )
    return _(
        "{key} is not among the keys of the profile's schema, so it probably has no effect: "
        "remove it, or allow it"
    ).format(key=describe(pointer))

"""FM020: a key that the profile does not know."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.schema import load_schema
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.pointers import escape_token


@dataclass(frozen=True)
class Options:
    """The options of FM020."""

    allow: tuple[str, ...] = option((), "keys that are right besides those of the schema")


class UnknownKey(Rule[FrontMatter]):
    """Reports keys that the profile's schema does not name.

    ## What it does
    Compares the keys with `properties` of the schema and suggests the nearest. Off by default:
    themes add keys of their own.

    ## Why is this bad?
    A misspelt key does nothing, and nobody notices.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    descripton: What changed this week
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    date: 2025-03-01
    description: What changed this week
    ---
    Text.
    ```

    ## Evidence
    Off by default: which keys are right only the site's theme knows.
    """

    code = "FM020"
    name = "unknown-key"
    severity = Severity.INFO
    target = Target.FRONT_MATTER
    default = False
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each key outside the schema."""
        name = context.profile.front_matter_schema
        known = load_schema(name, "front-matter").properties if name else {}
        if not known:
            return
        for key in front.data:
            pointer = f"/{escape_token(key)}"
            span = front.key_span(pointer)
            if key in known or key in self.options.allow or span is None:
                continue
            near = difflib.get_close_matches(str(key), known, 1, 0.75)
            if near:
                message = _("No template knows `{key}`, so it does nothing: did you mean `{near}`?")
            else:
                message = _(
                    "The profile does not know `{key}`, so it may do nothing: remove it, or allow "
                    "it in the options of this rule"
                )
            yield self.diagnostic(
                span,
                message.format(key=key, near=near[0] if near else ""),
                pointer=pointer,
            )

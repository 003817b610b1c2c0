"""FM007: an identifier that YAML reads as a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.front_matter import FrontMatter


@dataclass(frozen=True)
class Options:
    """The options of FM007."""

    keys: tuple[str, ...] = option(("artid",), "keys that hold an identifier")


class UnquotedIdentifier(Rule[FrontMatter]):
    """Reports identifiers without quotes, which YAML reads as numbers.

    ## What it does
    Finds `artid: 135465531`, a number, where a text is meant. The fix puts quotes around it.

    ## Why is this bad?
    Leading zeros are lost, an `0x` or `_` is interpreted, and JavaScript rounds long ones.

    ## Example
    ```markdown
    ---
    artid: 135465531
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    artid: "135465531"
    ---
    Text.
    ```

    ## Evidence
    232 of 2,433 mirrored articles; all agree with an independent reading of the YAML
    (`evaluation/front_matter_agreement.py`).
    """

    code = "FM007"
    name = "unquoted-identifier"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each identifier that is a number."""
        for key in self.options.keys:
            value, pointer = front.data.get(key), f"/{key}"
            span = front.value_span(pointer)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or span is None:
                continue
            raw = front.source.slice(span)
            edit = Edit(span, f'"{raw}"')
            title = _("Put quotes around {value}").format(value=raw)
            yield self.diagnostic(
                span,
                _(
                    "`{key}` is a number to YAML, so leading zeros are lost and long ones "
                    "rounded: write it in quotes"
                ).format(key=key),
                fix=Fix(title, (edit,), Applicability.SAFE, (pointer,)),
                pointer=pointer,
            )

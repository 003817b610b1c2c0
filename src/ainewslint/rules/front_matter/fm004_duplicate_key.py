"""FM004: a key written twice."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.front_matter import Duplicate, FrontMatter


class DuplicateKey(Rule[FrontMatter]):
    """Reports a key that stands twice in one mapping.

    ## What it does
    Finds the second and later of equal keys, at any depth. The unsafe fix removes the earlier
    one, which readers of YAML ignore anyway.

    ## Why is this bad?
    Parsers keep one of the two in silence, and not all the same one.

    ## Example
    ```markdown
    ---
    title: Weekly notes
    image: /cover.png
    image: https://example.org/random.png
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    title: Weekly notes
    image: /cover.png
    ---
    Text.
    ```

    ## Evidence
    Every hit over 2,681 real articles agrees with an independent reading of the YAML
    (`evaluation/front_matter_agreement.py`).
    """

    code = "FM004"
    name = "duplicate-key"
    severity = Severity.ERROR
    target = Target.FRONT_MATTER
    fixable = Applicability.UNSAFE

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each key that came before."""
        for one in front.duplicates:
            key = front.source.slice(one.second_key)
            yield self.diagnostic(
                one.second_key,
                _(
                    "`{key}` is there twice and parsers keep only one value, not always the same: "
                    "remove the wrong one"
                ).format(key=key.strip("\"'")),
                fix=_fix(front, one),
                pointer=one.pointer,
                related=[Related(one.first_key, _("first written here"))],
            )


def _fix(front: FrontMatter, one: Duplicate) -> Fix | None:
    """Removes the lines of the earlier key, where they hold nothing else."""
    source, text = front.source, front.source.text
    start = source.line_span(source.line_number(one.first_key.start)).start
    second = source.line_span(source.line_number(one.second_key.start)).start
    last = source.line_span(source.line_number(max(one.first_span.end - 1, one.first_key.end)))
    quote = text[one.first_key.start - 1 : one.first_key.start]
    lead = text[start : one.first_key.start - (quote in "\"'")]
    end = last.end + (2 if text[last.end : last.end + 2] == "\r\n" else 1)
    if front.format != "yaml" or lead.strip() or end > second:
        return None
    return Fix(_("Remove the earlier one"), (Edit(Span(start, end), ""),), Applicability.UNSAFE)

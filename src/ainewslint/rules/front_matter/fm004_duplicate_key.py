"""FM004: a key twice in one mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.schema.words import describe, shown
from ainewslint.source.front_matter import Duplicate, FrontMatter


class DuplicateKey(Rule[FrontMatter]):
    """Reports a key that one mapping has twice.

    ## What it does
    Checks that no key comes twice in the front matter or in a mapping inside it. The fix takes
    the earlier one away, which most readers overlook already; it is unsafe because that may be
    the value that was meant.

    ## Why is this bad?
    YAML forbids it, and readers disagree: most keep the last value in silence, Hugo refuses the
    page. Whoever edits the first one wonders why nothing happens.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    image:
      path: /img/march.png
    image: /img/march-wide.png
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    image: /img/march-wide.png
    ---

    Three models came out in March.
    ```

    ## Evidence
    890 of 2,681 articles, every one a mapping `image:` followed by a text `image:`. All are
    right: an independent reading of the YAML (`evaluation/front_matter_agreement.py`) finds the
    same keys. Thirty drawn at random were read as well.
    """

    code: ClassVar[str] = "FM004"
    name: ClassVar[str] = "duplicate-key"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER
    fixable = Applicability.UNSAFE

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each key that was there before."""
        source = context.article.source
        for duplicate in front.duplicates:
            line = source.line_number(duplicate.first_key.start)
            if duplicate.first_value == duplicate.second_value:
                words = _("{key} is here again (first in line {line}): remove one of the two")
            else:
                words = _(
                    "{key} is here again (first in line {line}) with another value: most readers "
                    "take this one, {second}, and drop {first}, others refuse the file; keep one"
                )
            message = words.format(
                key=describe(duplicate.pointer),
                line=line,
                first=shown(duplicate.first_value),
                second=shown(duplicate.second_value),
            )
            yield self.diagnostic(
                duplicate.second_key,
                message,
                pointer=duplicate.pointer,
                related=[Related(duplicate.first_key, _("the first one"))],
                fix=_fix(duplicate, front),
            )


def _fix(duplicate: Duplicate, front: FrontMatter) -> Fix | None:
    """Remove the lines of the earlier key, where nothing else stands on them."""
    if front.format != "yaml":
        return None
    source = front.source
    text = source.text
    start = source.line_span(source.line_number(duplicate.first_key.start)).start
    last = source.line_number(max(duplicate.first_span.end, duplicate.first_key.end))
    end = source.line_span(last).end
    before = text[start : duplicate.first_key.start].strip(" \t\"'")
    after = text[duplicate.first_span.end : end].strip(" \t\"'")
    if before or (after and not after.startswith("#")) or duplicate.second_key.start < end:
        return None
    following = source.line_span(last + 1).start
    return Fix(
        _("Remove the earlier one"),
        (Edit(Span(start, following), ""),),
        Applicability.UNSAFE,
    )

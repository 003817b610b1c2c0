"""FM006: a key that the profile demands is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.violations import violations
from ainewslint.schema import SchemaFileError
from ainewslint.source.front_matter import FrontMatter

_DATED_NAME = regex(r"(?:^|[/\\])(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}(?!\d)[^/\\]*|_index\.[^/\\]*)$")


class MissingKey(Rule[FrontMatter]):
    """Reports a required key that is not there.

    ## What it does
    Checks that every key is there which the schema of the article's profile requires. Variants
    count: `arturl` does for `arturl_encode`. A post whose file name begins with its date, a section
    page (`_index.md`) and a page (`type: page`) need no `date`. Where the profile is guessed
    and not configured, a missing key of a plain post or digest is a mere remark.

    ## Why is this bad?
    Each key has a reader: search results show the description, lists sort by date, feeds carry
    the title.

    ## Example
    ```markdown
    ---
    date: 2025-02-10
    tags: [AI]
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-02-10
    tags: [AI]
    ---

    Three models came out in March.
    ```

    ## Evidence
    642 findings in 258 of 2,681 articles: `arturl_encode` or `arturl` 258 times, `description`
    and `keywords` 192 times each. All are right: an independent reading of the YAML
    (`evaluation/front_matter_agreement.py`) misses the same keys. 69 issues whose date is only
    in their file name, and 8 pages, are left alone.
    """

    code: ClassVar[str] = "FM006"
    name: ClassVar[str] = "missing-key"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic for each missing key, at the mapping that should have it."""
        try:
            found = violations(front, context)
        except SchemaFileError:  # FM005 tells
            return
        sure = context.profile.configured or context.profile.name == "csdn-mirror"
        for violation in found:
            if violation.kind != "missing":
                continue
            if violation.pointer == "/date" and _needs_no_date(front, context.article.path):
                continue
            yield self.diagnostic(
                violation.span,
                _("{problem}: {reason}; add it").format(
                    problem=violation.message, reason=_reason(violation.pointer)
                ),
                pointer=violation.pointer,
                severity=Severity.ERROR if sure else Severity.INFO,
            )


def _needs_no_date(front: FrontMatter, path: str) -> bool:
    """Whether the file name has the date, or the file is a page and no article."""
    return bool(_DATED_NAME.search(path)) or "page" in (
        front.data.get("type"),
        front.data.get("layout"),
    )


def _reason(pointer: str) -> str:
    """What a key is there for."""
    return {
        "/title": _("without it the page has no name in lists and feeds"),
        "/date": _("without it lists and feeds cannot sort the article"),
        "/description": _("search results and previews show it"),
        "/keywords": _("search and related articles rely on it"),
        "/tags": _("readers find related articles by it"),
        "/categories": _("readers find the article by it"),
        "/artid": _("it ties the copy to the original"),
        "": _("it ties the copy to the original"),
    }.get(pointer, _("the profile's schema requires it"))

"""ID003: the file name has another article's number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.identity.facts import ARTID, artid_of, numbered_name
from ainewslint.source.front_matter import FrontMatter


class ArtidFilenameMismatch(Rule[FrontMatter]):
    """Reports a file name whose number is not `artid`.

    ## What it does
    Compares the number in a file name of the form `YYYY-MM-DD-ARTID.md` with `artid`. Other file
    names are left alone.

    ## Why is this bad?
    The page's URL is made from the file name: it names one article and holds another.

    ## Example
    This article is the file `2025-02-10-1001.md`:
    ```markdown
    ---
    title: What came out in March
    artid: "1002"
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    ---

    Three models came out in March.
    ```

    ## Evidence
    In all 2,432 articles with such a name and an `artid`, of 2,681, the two agree; the cases
    are made up.
    """

    code: ClassVar[str] = "ID003"
    name: ClassVar[str] = "artid-filename-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at `artid`."""
        name = numbered_name(context.article.path)
        artid = artid_of(front)
        if name is None or artid is None or name[1] == artid:
            return
        yield self.diagnostic(
            front.visible_span(ARTID),
            _(
                "`artid` is {artid}, but the file is named {name}: its URL names another article; "
                "rename the file or correct the number"
            ).format(artid=artid, name=name[0]),
            pointer=ARTID,
        )

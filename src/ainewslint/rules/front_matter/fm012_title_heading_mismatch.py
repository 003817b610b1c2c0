"""FM012: the title and the first heading are about different things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.nodes import Heading
from ainewslint.source.prose import prose_of

_DATE = re.compile(r"\A(?:19|20)\d\d-\d\d-\d\d[-_ ]+")
# A date in the title or heading: "06-14-Daily", "AI Insights Daily 2025/6/14", "4 juin 2025".
_ISSUE = re.compile(r"\d{1,4}\s*[-/.年月]\s*\d{1,2}(?!\d)|\b20\d\d\b")
_SAME = 0.75  # of the characters: above, one is the other with a slip or another word order


class TitleHeadingMismatch(Rule[FrontMatter]):
    """Reports a `title` and an H1 that say different things.

    ## What it does
    Compares the title with the only level-1 heading, by letters and digits alone: punctuation,
    width, case and a date in front do not count, nor does one that continues the other.
    Titles that name an issue by its date and translations are left alone.

    ## Why is this bad?
    The reader clicks one title and lands under another; usually one of them was left over.

    ## Example
    ```markdown
    ---
    title: How context windows grew
    date: 2024-12-05
    ---
    # A first look at robot arms
    ```

    ## Use instead
    ```markdown
    ---
    title: How context windows grew
    date: 2024-12-05
    ---
    # How context windows grew
    ```

    ## Evidence
    65 of 36,854 real articles differ by more than punctuation.
    """

    code = "FM012"
    name = "title-heading-mismatch"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The title, when the heading has another."""
        title, span = front.data.get("title"), front.value_span("/title")
        if not isinstance(title, str) or span is None:
            return
        document = context.article.document
        top = [one for one in document.of(Heading) if one.level == 1]
        if len(top) != 1 or top[0] not in document.children:
            return
        heading = "".join(prose_of(top[0].children)).strip()
        mine, theirs = _letters(title), _letters(heading)
        if not mine or not theirs or mine in theirs or theirs in mine:
            return
        if _names_issue(title) or _names_issue(heading) or _is_chinese(mine) != _is_chinese(theirs):
            return  # an issue's short name, or a translation
        if SequenceMatcher(None, mine, theirs, autojunk=False).ratio() > _SAME:
            return
        yield self.diagnostic(
            span,
            _(
                "The title is not what the heading says (“{heading}”), so readers land under "
                "another title than they clicked: make them agree"
            ).format(heading=heading[:40]),
            pointer="/title",
            related=[Related(top[0].content_span, _("the heading"))],
        )


def _names_issue(text: str) -> bool:
    return _ISSUE.search(text) is not None


def _is_chinese(text: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" for char in text)


def _letters(text: str) -> str:
    """The letters and digits of a text, width and case folded."""
    folded = unicodedata.normalize("NFKC", _DATE.sub("", text)).casefold()
    return "".join(char for char in folded if char.isalnum())

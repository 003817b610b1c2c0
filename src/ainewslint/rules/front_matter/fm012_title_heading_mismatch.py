"""FM012: the title and the H1 name different articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.front_matter.fm011_title_date_prefix import DATE_PREFIX
from ainewslint.rules.text.characters import has_cjk
from ainewslint.schema.words import shown
from ainewslint.source.anchors import heading_text
from ainewslint.source.article import Article
from ainewslint.source.document import Document
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.nodes import Heading, Image, Paragraph

_POINTER = "/title"
_FIRST_LINE = regex(r"\s*+(?:#[ \t]++([^\r\n]*))?")
_NUMBER = regex(r"\d+")


class TitleHeadingMismatch(Rule[FrontMatter]):
    """Reports a title that says something else than the article's H1.

    ## What it does
    Compares `title` with the H1 where the article begins with its only one. Punctuation, blanks,
    full and half width, capitals and a date in front make no difference, nor does it when one of
    the two only says more, when both name the same day's issue, or when one is a translation.

    ## Why is this bad?
    The title is what search results and lists show, the H1 what the reader finds: two different
    ones look like the wrong page, and often one has lost characters.

    ## Example
    ```markdown
    ---
    title: What came out in Mach
    date: 2025-03-31
    ---

    # What came out in March

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    ---

    # What came out in March

    Three models came out in March.
    ```

    ## Evidence
    4 of 2,681 articles; all read, all right: two titles that lost a character, two pages whose
    title was not translated. 2,357 titles are the H1 but for punctuation, 73 but for a date in
    front; the H1 of 110 newsletters is a section's, which is why the first of several does not
    count.
    """

    code: ClassVar[str] = "FM012"
    name: ClassVar[str] = "title-heading-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the title."""
        title = front.data.get("title")
        if not isinstance(title, str) or not _may_differ(title, context.article):
            return
        heading = _article_heading(context.article.document)
        if heading is None:
            return
        text = heading_text(heading)
        if not text.strip() or _same(title, text):
            return
        yield self.diagnostic(
            front.visible_span(_POINTER),
            _(
                "The title and the H1 differ ({heading}), so readers who come from a list or a "
                "search think they are on the wrong page: make them the same"
            ).format(heading=shown(text, 60)),
            pointer=_POINTER,
            related=[Related(heading.content_span, _("the H1"))],
        )


def _may_differ(title: str, article: Article) -> bool:
    """Whether it takes a parse of the body to know that title and H1 agree."""
    text, start = article.source.text, article.body_start
    first = _FIRST_LINE.match(text, start)
    if first is not None and first[1]:
        return not _same(title, first[1])
    return text.find("# ", start) >= 0 or text.find("==", start) >= 0


def _article_heading(document: Document) -> Heading | None:
    """The H1 at the head of the body, where it is the only one; images may stand before it."""
    found = [heading for heading in document.of(Heading) if heading.level == 1]
    if len(found) != 1:
        return None
    for block in document.children:
        if block is found[0]:
            return found[0]
        pictures = isinstance(block, Paragraph) and all(
            isinstance(node, Image) for node in block.children
        )
        if not pictures:
            return None
    return None


def _same(title: str, heading: str) -> bool:
    match = DATE_PREFIX.match(title)
    one, other = _essence(title[match.end() :] if match else title), _essence(heading)
    if not one or not other or one == other or one == _essence(heading.partition("|")[0]):
        return True
    short, long = sorted((one, other), key=len)
    if short in long and (len(short) >= 10 or 2 * len(short) >= len(long)):
        return True
    return _same_issue(title, heading) or has_cjk(one) != has_cjk(other)


def _same_issue(title: str, heading: str) -> bool:
    """Whether a title is little more than a date (`06-15-Daily`) and the H1 has its numbers."""
    numbers = [int(number) for number in _NUMBER.findall(title) if len(number) <= 8]
    words = _NUMBER.sub("", _essence(title))
    if not numbers or len(words) > 8:
        return False
    there = {int(number) for number in _NUMBER.findall(heading) if len(number) <= 8}
    return numbers[-1] in there


def _essence(text: str) -> str:
    """The letters and digits, in one width and case. Circled numbers are ornaments."""
    plain = "".join(each for each in text if unicodedata.category(each) != "No")
    return "".join(
        each for each in unicodedata.normalize("NFKC", plain).casefold() if each.isalnum()
    )

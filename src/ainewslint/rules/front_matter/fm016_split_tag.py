"""FM016: one name in two tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import item_removal, rewritten, texts
from ainewslint.source.front_matter import FrontMatter

# Names of two words of which one alone is no tag.
NAMES = (
    "Stable Diffusion",
    "Spring Boot",
    "Visual Studio",
    "Machine Learning",
    "Deep Learning",
    "Reinforcement Learning",
    "Big Data",
    "Cloud Native",
    "Computer Vision",
    "Data Science",
    "Hugging Face",
    "Open Source",
    "Prompt Engineering",
    "Sql Server",
    "Language Model",
    "Power Bi",
)


@record(frozen=True)
class Options:
    """Options of split-tag."""

    keys: tuple[str, ...] = option(("tags",), "keys that hold lists of tags")
    names: tuple[str, ...] = option(NAMES, "names of two words that are one tag")


class SplitTag(Rule[FrontMatter]):
    """Reports a name of two words that became two tags.

    ## What it does
    Checks lists of tags for both words of a name such as "Stable Diffusion" as tags of their
    own. The fix joins them, which is unsafe because both might be meant.

    ## Why is this bad?
    Nobody looks for the tag "Diffusion" or "Boot", and whoever looks for the name finds nothing.

    ## Example
    ```markdown
    ---
    title: Pictures from words
    date: 2025-03-31
    tags: ['Stable', 'Diffusion', 'AIGC']
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: Pictures from words
    date: 2025-03-31
    tags: ['Stable Diffusion', 'AIGC']
    ---

    Three models came out in March.
    ```

    ## Evidence
    52 of 2,681 articles; those that were read are right. 18 have the words side by side, the others have
    tags in between or the second word first.
    """

    code: ClassVar[str] = "FM016"
    name: ClassVar[str] = "split-tag"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.UNSAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic for each name, at its first word or at both if they are neighbours."""
        for key in self.options.keys:
            tags = {
                tag.casefold(): (pointer, tag)
                for pointer, tag in reversed(list(texts(front, (key,))))
                if "/" in pointer[1:]
            }
            for name in self.options.names:
                words = name.casefold().split()
                if len(words) == 2 and words[0] in tags and words[1] in tags:
                    yield self._split(front, tags[words[0]], tags[words[1]])

    def _split(
        self, front: FrontMatter, first: tuple[str, str], second: tuple[str, str]
    ) -> Diagnostic:
        pointer, tag = first
        other, word = second
        joined = f"{tag} {word}"
        edits = (rewritten(front, pointer, joined), item_removal(front, other))
        parent = pointer.rpartition("/")[0]
        span, half = front.visible_span(pointer), front.visible_span(other)
        if pointer == f"{parent}/{int(other.rpartition('/')[2]) - 1}":
            span = Span(span.start, half.end)
        return self.diagnostic(
            span,
            _(
                "“{first}” and “{second}” are one name, and nobody looks for its halves: make "
                "them one tag, “{joined}”"
            ).format(first=tag, second=word, joined=joined),
            pointer=pointer,
            related=[Related(half, _("the other half"))],
            fix=_fix(edits, parent, joined),
        )


def _fix(edits: tuple[Edit | None, ...], pointer: str, joined: str) -> Fix | None:
    kept = tuple(edit for edit in edits if edit is not None)
    if len(kept) < 2 or kept[0].span.overlaps(kept[1].span):
        return None
    return Fix(
        _("Join them to “{tag}”").format(tag=joined),
        tuple(sorted(kept, key=lambda edit: edit.span)),
        Applicability.UNSAFE,
        declares=(pointer,),
    )

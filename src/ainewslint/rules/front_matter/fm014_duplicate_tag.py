"""FM014: a tag written twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import item_pointer, removal, strings
from ainewslint.source.front_matter import FrontMatter


@dataclass(frozen=True)
class Options:
    """The options of FM014."""

    keys: tuple[str, ...] = option(("tags", "categories"), "keys that hold lists of words")


class DuplicateTag(Rule[FrontMatter]):
    """Reports a tag that stands twice in one list.

    ## What it does
    Compares the items of `tags` and of `categories`, without regard to case. The fix removes
    the later one.

    ## Why is this bad?
    The article is listed twice under one tag, or the tag gets two pages.

    ## Example
    ```markdown
    ---
    tags: ['大模型', 'AI', 'ai']
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    tags: ['大模型', 'AI']
    ---
    正文。
    ```

    ## Evidence
    1,261 of 36,854 real articles; a rule of equality, so none of them wrong.
    """

    code = "FM014"
    name = "duplicate-tag"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each item that came before."""
        for key, items in strings(front, self.options.keys):
            first: dict[str, int] = {}
            for index, item in enumerate(items):
                word = item.strip().casefold()
                pointer = item_pointer(key, index)
                span = front.value_span(pointer)
                if not word or span is None:
                    continue
                earlier = first.setdefault(word, index)
                if earlier == index:
                    continue
                edit = removal(front, pointer)
                title = _("Remove the second {tag}").format(tag=item)
                fix = Fix(title, (edit,), Applicability.SAFE, (f"/{key}",)) if edit else None
                before = front.value_span(item_pointer(key, earlier))
                related = [Related(before, _("first written here"))] if before else []
                yield self.diagnostic(
                    span,
                    _(
                        "“{tag}” is already in `{key}`, so the article would be listed twice: "
                        "remove it"
                    ).format(tag=item, key=key),
                    fix=fix,
                    pointer=pointer,
                    related=related,
                )

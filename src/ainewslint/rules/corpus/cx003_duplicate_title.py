"""CX003: one title, two articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, CorpusRule, Reread, option
from ainewslint.rules.corpus.bodies import digest_of
from ainewslint.rules.corpus.shared import and_others, fact, groups, without_translations


@record(frozen=True)
class Options:
    """Options of duplicate-title."""

    column: int = option(
        4, "a title that more articles have than this is a column's name, and not reported"
    )


class DuplicateTitle(CorpusRule):
    """Reports a title that several articles of the run have.

    ## What it does
    Compares the titles in front matter; capitals, width and blanks make no difference. The oldest
    by date is left alone, the others are reported and point to it. Not reported: translations
    (`en/a.md` and `zh/a.md`), articles whose whole text is the same (CX004), and a title that more
    than four articles have, which is the name of a column.

    ## Why is this bad?
    Lists, search results and feeds show two entries that nobody can tell apart, and often the
    second is the first one once more.

    ## Example
    `2025-03-02-a.md` and `2025-06-19-b.md` both have
    ```yaml
    title: DeepSeek-R1 本地部署教程
    ```

    ## Use instead
    ```yaml
    title: DeepSeek-R1 本地部署教程：用 vLLM 多卡部署
    ```

    ## Evidence
    14 findings in 2,681 articles; all read, all right: seven issues kept in two folders, seven titles
    used again within a mirror.
    """

    code = "CX003"
    name = "duplicate-title"
    severity = Severity.WARNING
    needs = ("title",)
    Options = Options

    def facts(self, context: Context, /) -> Any:
        """The title, where it stands, and a digest of the text."""
        front = context.article.front_matter
        title = front.data.get("title") if front is not None and front.is_mapping else None
        if front is None or not isinstance(title, str):
            return None
        essence = "".join(unicodedata.normalize("NFKC", title).casefold().split())
        if not essence:
            return None
        return [*fact(essence, front.visible_span("/title"), context), digest_of(context.article)]

    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterator[tuple[str, Diagnostic]]:
        """Each later article of a title."""
        for group in groups({path: one[:4] for path, one in facts.items()}):
            oldest, *later = without_translations(group)
            if len(later) >= self.options.column:
                continue
            texts = {facts[oldest.path][4]} - {None}
            for one in later:
                text = facts[one.path][4]
                if text in texts:
                    continue
                texts.update({text} - {None})
                message = _(
                    "The title is also that of {other}{more}, so readers cannot tell them apart"
                    " in a list: say what is new in this one"
                ).format(other=oldest.named, more=and_others(len(later) - 1))
                yield (
                    one.path,
                    self.diagnostic(one.span, message, pointer="/title", related=[oldest.related]),
                )

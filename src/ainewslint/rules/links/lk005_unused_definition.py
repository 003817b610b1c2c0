"""LK005: a link definition that nothing uses, or that comes second."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.common.utils import normalizeReference

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.document import Document
from ainewslint.source.nodes import Definition, Html, Image, Link, Shortcode

_COMMENT_LABEL = regex(r"(?://|comment|_|#|-+|\.|\*)\d*", re.IGNORECASE)


class UnusedDefinition(Rule[Document]):
    """Reports link definitions that no link uses, and second definitions of one label.

    ## What it does
    Finds lines `[label]: address` whose label occurs in no link or image, and lines that define a
    label again: only the first definition counts. Comments written as definitions
    (`[//]: # (note)`) are left alone.

    ## Why is this bad?
    A definition without a link is a source that the reader never sees; mostly the link's label was
    misspelt. A second definition is ignored, although its author thinks it counts.

    ## Example
    ```markdown
    权重已经公开，见[模型页][model]。

    [model]: https://example.com/model
    [report]: https://example.com/report.pdf
    ```

    ## Use instead
    ```markdown
    权重已经公开，见[模型页][model]。

    [model]: https://example.com/model
    ```

    ## Evidence
    None of 2,681 articles defines labels, so the cases are made up.
    """

    code = "LK005"
    name = "unused-definition"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    fixable = Applicability.UNSAFE

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each definition that counts for nothing."""
        definitions = target.of(Definition)
        if not definitions:
            return
        used = _used_labels(target)
        opaque = [node.text for node in target.of(Html, Shortcode) if "[" in node.text]
        text = context.article.source.text
        for definition in definitions:
            if _is_comment(definition):
                continue
            if definition.duplicate:
                yield self._second(definition, target, text)
            elif normalizeReference(definition.label) not in used and not any(
                f"[{definition.label}]" in one for one in opaque
            ):
                yield self.diagnostic(
                    definition.label_span,
                    _(
                        "No link uses [{label}], so the reader never sees this address: "
                        "link to it or remove the line"
                    ).format(label=definition.label),
                    fix=_removal(definition, text),
                )

    def _second(self, definition: Definition, document: Document, text: str) -> Diagnostic:
        first = document.definitions.get(normalizeReference(definition.label))
        related = [Related(first.span, _("The first definition, which counts"))] if first else []
        return self.diagnostic(
            definition.label_span,
            _(
                "[{label}] is defined above already, so this address is ignored: "
                "rename the label or remove the line"
            ).format(label=definition.label),
            fix=_removal(definition, text),
            related=related,
        )


def _used_labels(document: Document) -> set[str]:
    found = set()
    for node in document.of(Link, Image):
        if node.label is not None:
            found.add(normalizeReference(node.label))
    return found


def _is_comment(definition: Definition) -> bool:
    url = definition.url
    return url in ("#", "", "<>") or _COMMENT_LABEL.fullmatch(definition.label) is not None


def _removal(definition: Definition, text: str) -> Fix:
    """Removes the definition with its line, where it stands alone on it."""
    start, end = definition.span
    while start and text[start - 1] in " \t":
        start -= 1
    if start == 0 or text[start - 1] in "\r\n":
        if text[end : end + 2] == "\r\n":
            end += 2
        elif end < len(text) and text[end] in "\r\n":
            end += 1
    else:
        start = definition.span.start
    edit = Edit(Span(start, end), "")
    return Fix(_("Remove the definition"), (edit,), Applicability.UNSAFE)

"""Diagnostics as the protocol has them, and the page of a rule on hover."""

from __future__ import annotations

from collections.abc import Callable

from lsprotocol import types

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.report import URL
from ainewslint.rules.base import BaseRule
from ainewslint.server.session import Analysis

SOURCE = "ainewslint"
Page = Callable[[type[BaseRule]], str]

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def published(analysis: Analysis) -> list[types.Diagnostic]:
    """The findings of an analysis."""
    return [to_protocol(one, analysis) for one in analysis.diagnostics]


def to_protocol(one: Diagnostic, analysis: Analysis) -> types.Diagnostic:
    """One finding."""
    place = analysis.positions.range
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(analysis.uri, place(other.span)), other.message
        )
        for other in one.related
        if other.path is None
    ]
    return types.Diagnostic(
        range=place(one.span),
        message=f"{one.message}\n{one.help}" if one.help else one.message,
        severity=_SEVERITIES[one.severity],
        code=one.code,
        code_description=types.CodeDescription(URL.format(code=one.code)),
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if _is_superfluous(one) else None,
        related_information=related or None,
    )


def _is_superfluous(one: Diagnostic) -> bool:
    """Whether what is found should not be there at all: editors show it faded."""
    fix = one.fix
    return (
        fix is not None
        and bool(fix.edits)
        and all(
            not edit.replacement
            and edit.span.start <= one.span.start
            and one.span.end <= edit.span.end
            for edit in fix.edits
        )
    )


def hover(analysis: Analysis, position: types.Position, page: Page) -> types.Hover | None:
    """The findings at a position, each with its rule's page; None where there is none."""
    offset = analysis.positions.offset(position)
    found = [one for one in analysis.diagnostics if one.span.start <= offset <= one.span.end]
    inside = [
        one for one in found if offset < one.span.end
    ]  # a neighbour that ends here is not meant
    found = inside or found
    if not found:
        return None
    parts: dict[str, None] = {}
    for one in found:
        parts[_headline(one)] = None
    for code in dict.fromkeys(one.code for one in found):
        parts[_page(analysis, code, page)] = None
    narrow = min(found, key=lambda one: one.span.end - one.span.start)
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(filter(None, parts))),
        analysis.positions.range(narrow.span),
    )


def _headline(one: Diagnostic) -> str:
    lines = [f"**{_(one.severity.label)} {one.code}** `{one.name}`: {one.message}"]
    if one.help:
        lines.append(one.help)
    if one.fix and one.fix.applicability is Applicability.DISPLAY_ONLY:
        lines.append(_("Suggestion: {title}").format(title=one.fix.title))
    return "\n\n".join(lines)


def _page(analysis: Analysis, code: str, page: Page) -> str:
    try:
        rule = analysis.linter.settings.registry.rule(code)
    except KeyError:  # the fixer's own findings carry no rule of the registry
        return ""
    more = _("The rule on the web")
    return f"{page(rule)}\n\n[{more}]({URL.format(code=code)})"

"""Code actions: fixes, fixing everything, and comments that silence a rule.

An action is offered with what it needs to be worked out again in its `data`; the edits are made,
and checked as `--fix` checks them, when it is chosen. A client that cannot ask then gets them
at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from lsprotocol import types

from ainewslint.diagnostics import Applicability, Diagnostic, Edit
from ainewslint.fixer import fix_text
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.server.edits import changes
from ainewslint.server.findings import to_protocol
from ainewslint.server.session import Analysis
from ainewslint.server.suppress import silence_here, silence_in_file
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

FIX_ALL = "source.fixAll.ainewslint"
_APPLIED = (Applicability.SAFE, Applicability.UNSAFE)


@record(frozen=True)
class Worked:
    """What an action comes to: edits, or why there are none."""

    edits: list[Edit]
    reason: str = ""


def offered(analysis: Analysis, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions for a range, without their edits."""
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        touched = analysis.touching(analysis.positions.span(params.range))
        for one in touched:
            actions += _quick_fixes(analysis, one)
        actions += _rule_fixes(analysis, touched)
        for one in touched:
            actions += _silencers(analysis, one)
    asked = params.context.trigger_kind is not types.CodeActionTriggerKind.Automatic
    if _wanted(FIX_ALL, only) and (asked or only) and _safe(analysis.diagnostics):
        title = _("ainewslint: fix everything that is safe to fix")
        actions.append(types.CodeAction(title, kind=FIX_ALL, data=_data(analysis, "all")))
    return actions


def _wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether a kind is asked for: itself, a kind above it, or anything."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") or not one for one in only)


def _safe(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in diagnostics if one.fix and one.fix.applicability is Applicability.SAFE]


def _data(analysis: Analysis, act: str, one: Diagnostic | None = None) -> dict[str, Any]:
    data: dict[str, Any] = {"uri": analysis.uri, "version": analysis.version, "act": act}
    if one is not None:
        data |= {"code": one.code, "span": list(one.span)}
    return data


def _quick_fixes(analysis: Analysis, one: Diagnostic) -> list[types.CodeAction]:
    fix = one.fix
    if fix is None or fix.applicability not in _APPLIED or not fix.edits:
        return []
    safe = fix.applicability is Applicability.SAFE
    title = fix.title if safe else _("{title} (unsafe: check the result)").format(title=fix.title)
    return [
        types.CodeAction(
            f"{one.code}: {title}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[to_protocol(one, analysis)],
            is_preferred=safe or None,
            data=_data(analysis, "fix", one),
        )
    ]


def _rule_fixes(analysis: Analysis, touched: list[Diagnostic]) -> list[types.CodeAction]:
    """The safe fixes of one rule everywhere, where there are several."""
    safe = _safe(analysis.diagnostics)
    actions = []
    for code in dict.fromkeys(one.code for one in _safe(touched)):
        count = sum(one.code == code for one in safe)
        if count > 1:
            title = _("Fix all {count} {code} in this file").format(count=count, code=code)
            kind = types.CodeActionKind.QuickFix
            data = _data(analysis, "rule") | {"code": code}
            actions.append(types.CodeAction(title, kind=kind, data=data))
    return actions


def _silencers(analysis: Analysis, one: Diagnostic) -> list[types.CodeAction]:
    if one.code.startswith("NL"):  # what the linter says of its own comments stands
        return []
    here = _("Disable {code} ({name}) for this line")
    everywhere = _("Disable {code} ({name}) in this file")
    return [
        types.CodeAction(
            title.format(code=one.code, name=one.name),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[to_protocol(one, analysis)],
            data=_data(analysis, act, one),
        )
        for title, act in ((here, "line"), (everywhere, "file"))
    ]


def work_out(analysis: Analysis, data: dict[str, Any]) -> Worked:
    """The edits of an action that was offered for this analysis."""
    act, code = data.get("act"), data.get("code")
    if act == "all":
        return _fixed(analysis, lambda _one, _first: True)
    if act == "rule":
        return _fixed(analysis, lambda one, _first: one.code == code)
    one = _meant(analysis, data)
    if one is None:
        return Worked([], _("this finding is gone: the text has changed"))
    if act == "fix":
        return _fixed(analysis, lambda other, first: first and other is one, unsafe=True)
    if act == "line":
        edits = silence_here(analysis, one)
        reason = _(
            "no comment on this line would silence it and leave the article as it reads: "
            "disable the rule in this file"
        )
    else:
        edits = silence_in_file(analysis, one)
        reason = _("no comment in this file would silence it and leave the article as it reads")
    return Worked([], reason) if edits is None else Worked(edits)


def _meant(analysis: Analysis, data: dict[str, Any]) -> Diagnostic | None:
    code, span = data.get("code"), data.get("span")
    for one in analysis.diagnostics:
        if one.code == code and list(one.span) == span:
            return one
    return None


def _fixed(
    analysis: Analysis, keep: Callable[[Diagnostic, bool], bool], *, unsafe: bool = False
) -> Worked:
    """What the fixer makes of the fixes that `keep` lets it see; it says whether it is the first
    round, that of the text as it stands."""
    original, path = analysis.source.text, analysis.source.path
    linted: dict[str, list[Diagnostic]] = {original: analysis.diagnostics}

    def lint(text: str) -> list[Diagnostic]:
        if text not in linted:
            linted[text] = analysis.linter.lint(Article(SourceText(text, path))).diagnostics
        first = text == original
        return [one if keep(one, first) else replace(one, fix=None) for one in linted[text]]

    result = fix_text(original, path, lint, unsafe)
    reason = "; ".join(dict.fromkeys(one.message for one in result.failures))
    return Worked(changes(original, result.text), reason)

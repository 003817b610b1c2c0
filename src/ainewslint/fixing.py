"""Fixes a file's text with a linter's rules; the bridge from the runner to the fixer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ainewslint.engine import Linted, Linter
from ainewslint.fixer import fix_text, unified_diff
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

if TYPE_CHECKING:
    from ainewslint.diagnostics import Diagnostic
    from ainewslint.report import FileReport
    from ainewslint.run_options import RunOptions


def fix_source(
    source: SourceText, linted: Linted, linter: Linter, options: RunOptions, report: FileReport
) -> tuple[SourceText, Linted]:
    """The fixed source and what remains in it; fills in what the report says of fixes.

    With `diff` the report gets the difference, and the source and findings stay as they were.
    """
    last = {source.text: linted}

    def lint(text: str) -> list[Diagnostic]:
        if text not in last:
            found = linter.lint(Article(SourceText(text, source.path)))
            last.clear()
            last[text] = found
        return last[text].diagnostics

    result = fix_text(source.text, source.path, lint, options.unsafe_fixes)
    lint(result.text)
    fixed = last[result.text]
    contradictions = [one for one in result.failures if one.contradiction]
    report.failures.extend(f"{report.path}: {one.message}" for one in contradictions)
    fixed_source = SourceText(result.text, source.path)
    report.notes.extend(
        f"{report.path}:{fixed_source.position(one.span.start).line}: {one.message}"
        for one in result.failures
        if not one.contradiction
    )
    report.new_text = result.text
    if options.diff:
        report.diff = unified_diff(source.text, result.text, report.path, color=options.color)
        return source, linted
    report.fixed = dict(result.applied)
    fixed.diagnostics.extend(one.diagnostic() for one in contradictions)
    fixed.diagnostics.sort(key=lambda one: (one.span.start, one.span.end, one.code))
    return fixed_source, fixed

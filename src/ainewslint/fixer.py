"""Applies fixes until there is nothing left to fix, and checks every one of them.

Pure: text in, text out. The caller reads and writes files and says how to lint a text.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from itertools import pairwise

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.fix_check import FixCheck, Mapping
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.source.edits import apply_edits
from ainewslint.source.text import LINE_END, SourceText

MAX_ROUNDS = 10
# A rule whose fixes fail this often in one article is not tried again there: looking for the
# culprits among thousands of bad fixes would cost far more than the good ones are worth.
MAX_REFUSALS = 8

Lint = Callable[[str], list[Diagnostic]]
# Why a set of fixes cannot be applied together; None where it can.
Judge = Callable[[Sequence[Diagnostic]], str | None]


@record(slots=True, eq=False)
class FixFailure:
    """Fixes that were not applied: whose they are, why, and where (in the resulting text).

    A `contradiction` is rules whose fixes undo each other or find no end: the rules are wrong, as
    when one crashes. Else a fix was refused for what it would do to this article; what it should
    mend remains a finding.
    """

    codes: tuple[str, ...]
    reason: str
    span: Span
    contradiction: bool = False

    @property
    def message(self) -> str:
        """What to tell the user."""
        return _("the fix of {codes} was not applied: {reason}").format(
            codes=", ".join(self.codes), reason=self.reason
        )

    def diagnostic(self) -> Diagnostic:
        """A contradiction as the linter's own finding, NL005."""
        return Diagnostic("NL005", "rule-crashed", Severity.ERROR, self.message, self.span)


@record(slots=True)
class FixResult:
    """A fixed text, what was applied (by code), what remains, and what could not be applied."""

    text: str
    applied: Counter[str]
    remaining: list[Diagnostic]
    failures: list[FixFailure] = field(default_factory=list)


def fix_text(text: str, path: str, lint: Lint, unsafe: bool = False) -> FixResult:
    """Apply every safe fix that `lint` offers, with `unsafe` the unsafe ones too.

    At most ten rounds: fixes sorted by position, one that overlaps another left for the next
    round, all edits of a fix or none. What a round did is checked (see FixCheck), no error may
    appear that was not there; a fix that fails is left out and reported, the others applied.
    Rules whose fixes undo each other, or find no end, are reported and none of theirs applied.
    """
    barred: dict[str, FixFailure] = {}
    while True:
        session = _Session(text, path, lint, unsafe, frozenset(barred))
        hopeless, reason = session.run(), _("these fixes undo each other or find no end")
        contradiction = bool(hopeless)
        if not hopeless:
            hopeless = session.overwhelmed
            reason = _("too many of them would change more than they say")
        if not hopeless:
            failures = [*dict.fromkeys(barred.values()), *session.failures]
            return FixResult(session.text, session.applied, session.diagnostics, failures)
        failure = FixFailure(hopeless, reason, Span(0, 0), contradiction)
        barred.update(dict.fromkeys(hopeless, failure))


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with the edits of fixes that do not overlap."""
    return apply_edits(text, (edit for fix in fixes for edit in fix.edits))


def choose_fixes(diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Diagnostic]:
    """Those whose fixes can be applied at once, the first of any that overlap."""
    wanted = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    candidates = [
        one for one in diagnostics if one.fix and one.fix.edits and one.fix.applicability in wanted
    ]
    candidates.sort(key=lambda one: (min(_spans(one)), one.code))
    taken, chosen = _Taken(), []
    for one in candidates:
        if taken.add(sorted(_spans(one))):
            chosen.append(one)
    return chosen


class _Taken:
    """Spans already spoken for: disjoint, in order; nearly always asked about the end."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def add(self, spans: list[Span]) -> bool:
        """Take spans, all or none; False where one overlaps another or a taken one."""
        for before, after in pairwise(spans):
            if before.end > after.start or before == after:
                return False
        for span in spans:
            at = bisect_left(self.spans, span)
            if any(span.overlaps(other) for other in self.spans[max(0, at - 1) : at + 1]):
                return False
        for span in spans:
            insort(self.spans, span)
        return True


class _Session:
    """One attempt at a text, without the fixes of the barred codes."""

    def __init__(
        self, text: str, path: str, lint: Lint, unsafe: bool, barred: frozenset[str]
    ) -> None:
        self.text = text
        self.lint = lint
        self.unsafe = unsafe
        self.barred = barred
        self.check = FixCheck(text, path)
        self.newline = SourceText(text).newline
        self.diagnostics = self._lint(text)
        self.applied: Counter[str] = Counter()
        self.failures: list[FixFailure] = []
        self.refused: set[tuple[str, int]] = set()
        self.refusals: Counter[str] = Counter()

    def run(self) -> tuple[str, ...]:
        """Fix to the end; the codes that find none, if any."""
        seen = {self.text: 0}
        rounds: list[set[str]] = []
        for number in range(1, MAX_ROUNDS + 1):
            chosen = self._choose()
            if not chosen:
                return ()
            accepted = self._apply(chosen)
            rounds.append({one.code for one in accepted})
            if accepted and self.text in seen:
                return tuple(sorted(set().union(*rounds[seen[self.text] :])))
            seen[self.text] = number
        return tuple(sorted({one.code for one in self._choose()}))

    @property
    def overwhelmed(self) -> tuple[str, ...]:
        """The codes whose fixes failed too often."""
        return tuple(sorted(code for code, count in self.refusals.items() if count >= MAX_REFUSALS))

    def _choose(self) -> list[Diagnostic]:
        return choose_fixes(
            (
                one
                for one in self.diagnostics
                if one.code not in self.barred
                and self.refusals[one.code] < MAX_REFUSALS
                and (one.code, one.span.start) not in self.refused
            ),
            self.unsafe,
        )

    def _lint(self, text: str) -> list[Diagnostic]:
        return [self._with_newlines(one) for one in self.lint(text)]

    def _with_newlines(self, diagnostic: Diagnostic) -> Diagnostic:
        """With the file's line end in what a fix puts in."""
        fix = diagnostic.fix
        if fix is None or all(edit.replacement.find("\n") < 0 for edit in fix.edits):
            return diagnostic
        edits = tuple(
            Edit(edit.span, LINE_END.sub(lambda _match: self.newline, edit.replacement))
            for edit in fix.edits
        )
        return replace(diagnostic, fix=replace(fix, edits=edits))

    def _apply(self, chosen: list[Diagnostic]) -> list[Diagnostic]:
        """Apply what passes; returns it."""
        accepted = self._sift(chosen, [], self._unproven)
        text = apply_fixes(self.text, _fixes(accepted))
        diagnostics = self._lint(text) if accepted else self.diagnostics
        if _new_errors(self.diagnostics, diagnostics):
            accepted = self._sift(accepted, [], self._harmful)
            text = apply_fixes(self.text, _fixes(accepted))
            diagnostics = self._lint(text) if accepted else self.diagnostics
        self._move(Mapping(_edits(accepted)))
        self.text, self.diagnostics = text, diagnostics
        self.check.advance(text)
        self.applied.update(one.code for one in accepted)
        return accepted

    def _move(self, mapping: Mapping) -> None:
        """Carry what was remembered by position over to the new text."""
        self.refused = {(code, mapping.offset(start)) for code, start in self.refused}
        for failure in self.failures:
            failure.span = mapping.span(failure.span)

    def _sift(
        self, group: list[Diagnostic], base: list[Diagnostic], judge: Judge
    ) -> list[Diagnostic]:
        """`base` and those of `group` that pass with it; halves a group that does not."""
        group = [one for one in group if self.refusals[one.code] < MAX_REFUSALS]
        if not group:
            return base
        together = [*base, *group]
        reason = judge(together)
        if reason is None:
            return together
        if len(group) == 1:
            self._refuse(group[0], reason)
            return base
        middle = len(group) // 2
        return self._sift(group[middle:], self._sift(group[:middle], base, judge), judge)

    def _refuse(self, diagnostic: Diagnostic, reason: str) -> None:
        self.refused.add((diagnostic.code, diagnostic.span.start))
        self.refusals[diagnostic.code] += 1
        self.failures.append(FixFailure((diagnostic.code,), reason, diagnostic.span))

    def _unproven(self, diagnostics: Sequence[Diagnostic]) -> str | None:
        fixes = _fixes(diagnostics)
        return self.check.problem(fixes, lambda some: apply_fixes(self.text, some))

    def _harmful(self, diagnostics: Sequence[Diagnostic]) -> str | None:
        text = apply_fixes(self.text, _fixes(diagnostics))
        new = _new_errors(self.diagnostics, self._lint(text))
        return _("it would bring a new error, {code}").format(code=new) if new else None


def _fixes(diagnostics: Iterable[Diagnostic]) -> list[Fix]:
    return [one.fix for one in diagnostics if one.fix]


def _edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    return [edit for fix in _fixes(diagnostics) for edit in fix.edits]


def _spans(diagnostic: Diagnostic) -> list[Span]:
    return [edit.span for edit in diagnostic.fix.edits] if diagnostic.fix else []


def _new_errors(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> str:
    """The codes that have more errors after than before."""
    old, new = (
        Counter(one.code for one in some if one.severity is Severity.ERROR)
        for some in (before, after)
    )
    return ", ".join(sorted(new - old))


# --- differences ----------------------------------------------------------------------------

_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_LINE = regex(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def unified_diff(old: str, new: str, path: str, *, color: bool = False) -> str:
    """What changed, as `diff -u` prints it; empty where nothing did."""
    from difflib import unified_diff as difference

    name = path.lstrip("/")
    lines = difference(
        _LINE.findall(old), _LINE.findall(new), f"a/{name}", f"b/{name}", lineterm="\n"
    )
    shown: list[str] = []
    for number, line in enumerate(lines):
        body = line.rstrip("\r\n")
        if color and (number < 2 or line[0] in _COLOURS):
            code = "\x1b[1m" if number < 2 else _COLOURS[line[0]]
            body = f"{code}{body}\x1b[0m"
        shown.append(body + ("\r\n" if line.endswith("\r\n") else "\n"))
        if line[-1] not in "\r\n":
            shown.append("\\ No newline at end of file\n")
    return "".join(shown)

"""What of a run the gate and the reader see: the baseline, and what changed since a revision."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ainewslint.cli.common import RunError
from ainewslint.config import Settings, SettingsResolver
from ainewslint.discovery import display_path
from ainewslint.messages import _, ngettext
from ainewslint.report import FileReport

if TYPE_CHECKING:
    from ainewslint.baseline import BaselineFilter, BaselineRecorder
    from ainewslint.changes import Changes

_DEFAULT_BASELINE = ".ainewslint-baseline.json"
# option -> what it cannot be combined with
_CONFLICTS = {
    "write_baseline": ("no_baseline", "diff", "changed_lines"),
    "no_baseline": ("baseline",),
    "changed_lines": ("fix", "diff"),  # fixes are made in whole files
}


class Gate:
    """The options of one run: called with a file's report, it returns what is left of it."""

    def __init__(
        self,
        options: dict[str, Any],
        settings: Settings,
        resolver: SettingsResolver,
        *,
        stdin: bool = False,
    ) -> None:
        """Reads the baseline. Raises RunError for one that cannot be used."""
        _check_combinations(options, stdin=stdin)
        self.options = options
        self._known = None if options["write_baseline"] else _filter(options, settings, resolver)
        self._recorder = (
            _recorder(options, settings, resolver) if options["write_baseline"] else None
        )
        self._changes: Changes | None = None
        steps = (self._known, self._recorder)
        self._steps: list[Callable[[FileReport], FileReport]] = [one for one in steps if one]

    @property
    def active(self) -> bool:
        """Whether anything is taken out of reports."""
        return bool(self._steps)

    def __call__(self, report: FileReport) -> FileReport:
        """The report as the gate and the reader see it."""
        for step in self._steps:
            report = step(report)
        return report

    def files(self, files: Sequence[str]) -> Sequence[str]:
        """Those of the files that the run is to look at. Raises RunError."""
        since = self.options["since"]
        if since is None:
            return files
        from ainewslint.changes import Changes, ChangesError

        try:
            self._changes = Changes(since, with_lines=self.options["changed_lines"])
            changed = [path for path in files if self._changes.has(path)]
        except ChangesError as error:
            raise RunError(str(error)) from None
        if self.options["changed_lines"]:
            self._steps.append(self._changes.on_changed_lines)
            if self._known:
                self._known.suspect = self._changes.is_changed
        if files and not changed:
            print(
                "ainewslint:",
                _("no article changed since {rev}").format(rev=since),
                file=sys.stderr,
            )
        return changed

    def finish(self) -> None:
        """Write the baseline where asked for. Raises RunError."""
        if self._recorder is None:
            return
        file = self._recorder.baseline.file
        try:
            findings, files = self._recorder.write()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = _("{file}: cannot be written: {reason}").format(file=file, reason=reason)
            raise RunError(message) from None
        shown = ngettext("{n} finding", "{n} findings", findings).format(n=findings)
        print(
            "ainewslint:",
            ngettext(
                "{file} holds {findings} in {n} file",
                "{file} holds {findings} in {n} files",
                files,
            ).format(file=display_path(str(file)), findings=shown, n=files),
            file=sys.stderr,
        )

    def progress(self) -> Iterator[str]:
        """Lines on how much of the baseline is left."""
        if self._known is not None:
            yield from self._known.progress()


def _check_combinations(options: dict[str, Any], *, stdin: bool) -> None:
    for name in ("since", "write_baseline"):
        if stdin and options[name]:
            raise RunError(f"{_flag(name)} cannot be combined with standard input")
    if options["changed_lines"] and options["since"] is None:
        raise RunError("--changed-lines needs --since REV")
    for name, others in _CONFLICTS.items():
        for other in others:
            if options[name] and options[other]:
                raise RunError(f"{_flag(name)} cannot be combined with {_flag(other)}")


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _baseline_file(options: dict[str, Any], settings: Settings) -> tuple[Path, bool]:
    """The baseline's file, and whether somebody named it."""
    if options["baseline"]:
        return Path(options["baseline"]), True
    root = settings.root or Path()
    if settings.baseline:
        return root / settings.baseline, True
    return root / _DEFAULT_BASELINE, False


def _filter(
    options: dict[str, Any], settings: Settings, resolver: SettingsResolver
) -> BaselineFilter | None:
    file, named = _baseline_file(options, settings)
    if options["no_baseline"] or not (named or (file.is_file() and not options["isolated"])):
        return None
    from ainewslint.baseline import Baseline, BaselineError, BaselineFilter

    try:
        return BaselineFilter(Baseline.read(file), resolver)
    except BaselineError as error:
        raise RunError(str(error)) from None


def _recorder(
    options: dict[str, Any], settings: Settings, resolver: SettingsResolver
) -> BaselineRecorder:
    from ainewslint.baseline import Baseline, BaselineError, BaselineRecorder

    file, _named = _baseline_file(options, settings)
    try:
        known = Baseline.read(file) if file.exists() else Baseline(file)
    except BaselineError as error:
        raise RunError(str(error)) from None
    return BaselineRecorder(known, resolver)

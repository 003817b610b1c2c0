"""Baselines: the findings that were there when the gate was turned on, and are let pass.

The file is JSON of version 1: file -> "CODE fingerprint" -> how many, a line each and sorted, so
that branches merge. Paths are relative to the file's own folder. A finding is known by its
fingerprint, so it stays known while the article around it is edited; where nothing equal is left,
by one half of it, so it stays known when a word beside it is mended. One more than the file
counts is new.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ainewslint.atomic import write_new_or_atomic
from ainewslint.config import SettingsResolver
from ainewslint.fingerprints import HALF, digest
from ainewslint.messages import _
from ainewslint.report import Entry, FileReport, make_entry
from ainewslint.rules.linter.nl004_stale_baseline_entry import StaleBaselineEntry
from ainewslint.source.text import SourceText

VERSION = 1
_NEVER = frozenset({"NL004", "NL005"})  # of the run, not of an article
_UNSURE = frozenset({"NL005", "NL006"})  # the article was not checked, or not by every rule


_Alike = Callable[[str], tuple[str, ...]]  # what of a name makes two alike


class BaselineError(ValueError):
    """A baseline that cannot be used; the message is one line and says what to do."""


class Baseline:
    """The known findings of files: path from the baseline's folder -> "CODE digest" -> count."""

    def __init__(self, file: Path, files: Mapping[str, Counter[str]] | None = None) -> None:
        self.file = file
        self.files: dict[str, Counter[str]] = dict(files or {})
        self._root = os.path.realpath(file.parent)
        self._folders: dict[str, str] = {}

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """The baseline in a file. Raises BaselineError."""
        try:
            data = json.loads(file.read_bytes().decode("utf-8-sig"), object_pairs_hook=_no_twins)
        except FileNotFoundError:
            raise BaselineError(
                _("{file}: no such baseline; `--write-baseline` writes it").format(file=file)
            ) from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BaselineError(
                _("{file}: cannot be read: {reason}").format(file=file, reason=reason)
            ) from None
        except json.JSONDecodeError as error:
            raise _unusable(file, f"{error.msg}, line {error.lineno}") from None
        except (ValueError, RecursionError) as error:
            raise _unusable(file, str(error)) from None
        return cls(file, _checked(data, file))

    def key(self, path: str) -> str:
        """A file as the baseline knows it, from the path of a report."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        whole = os.path.join(self._folders[folder], name)
        try:
            return os.path.relpath(whole, self._root).replace(os.sep, "/")
        except ValueError:  # another drive
            return whole.replace(os.sep, "/")

    def write(self) -> None:
        """Write the file, whole or not at all. Raises OSError."""
        files = {
            path: {name: counts[name] for name in sorted(counts)}
            for path, counts in sorted(self.files.items())
            if counts
        }
        text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=1) + "\n"
        # A file name that is not UTF-8 holds lone surrogates; `\udcff` is JSON for one.
        write_new_or_atomic(self.file, text.encode("utf-8", "backslashreplace"))

    def __len__(self) -> int:
        return sum(counts.total() for counts in self.files.values())


class BaselineFilter:
    """Takes the known findings out of reports, and says which of them are gone."""

    def __init__(self, baseline: Baseline, resolver: SettingsResolver) -> None:
        self.baseline = baseline
        self.resolver = resolver
        # Tells of a path what makes an entry of it likely to be new: among equal ones it is taken
        # for the new one.
        self.suspect: Callable[[str], Callable[[Entry], bool]] | None = None
        self.left: Counter[str] = Counter()  # code -> known findings that are still there
        self.gone: Counter[str] = Counter()

    def __call__(self, report: FileReport) -> FileReport:
        """The report without what the baseline knows, with NL004 for what is gone."""
        key = self.baseline.key(report.path)
        known = self.baseline.files.get(key)
        if not known:
            return report
        open_ones, unknown = known.copy(), list(report.entries)
        if self.suspect:
            unknown.sort(key=self.suspect(report.path))
        for alike in (_equal, _half_equal):
            unknown = self._unknown(unknown, key, open_ones, alike)
        hidden = len(report.entries) - len(unknown)
        left = set(map(id, unknown))
        new = [entry for entry in report.entries if id(entry) in left]
        stale = self._stale(report, open_ones)
        return replace(report, entries=stale + new, baselined=report.baselined + hidden)

    def _unknown(
        self, entries: list[Entry], key: str, open_ones: Counter[str], alike: _Alike
    ) -> list[Entry]:
        """The entries that no open one is like; the others close one each."""
        by_trait: dict[str, dict[str, None]] = {}
        for name in +open_ones:
            for trait in alike(name):
                by_trait.setdefault(trait, {})[name] = None
        left: list[Entry] = []
        for entry in entries:
            traits = () if entry.code in _NEVER else alike(_name(entry, key))
            names = next(filter(None, (by_trait.get(trait) for trait in traits)), None)
            if names is None:
                left.append(entry)
                continue
            name = next(reversed(names))
            self.left[entry.code] += 1
            open_ones[name] -= 1
            for trait in alike(name) if not open_ones[name] else ():
                del by_trait[trait][name]
        return left

    def _stale(self, report: FileReport, open_ones: Counter[str]) -> list[Entry]:
        if _is_unsure(report):
            return []
        running = _running(report.path, self.resolver)
        gone: Counter[str] = Counter()
        for name, count in open_ones.items():
            code = name.split(" ")[0]
            if running(code):
                gone[code] += count
        self.gone += gone
        settings = self.resolver.for_path(report.path)
        rule = StaleBaselineEntry
        if rule.code not in settings.codes or rule.code in settings.ignored_for(report.path):
            return []
        severity = settings.severities.get(rule.code, rule.severity)
        source = SourceText("", report.path)
        return [
            make_entry(replace(rule.of(code, count), severity=severity), source, report.path)
            for code, count in sorted(gone.items())
            if count
        ]

    def progress(self) -> Iterable[str]:
        """How much of the baseline is left in the files of this run, a line a rule."""
        left, gone = self.left.total(), self.gone.total()
        yield _("Baseline: {left} of {all} old findings left in these files, {gone} gone.").format(
            left=left, all=left + gone, gone=gone
        )
        columns = len(str(left + gone))
        for code in sorted({*self.left, *self.gone}):
            count = self.left[code] + self.gone[code]
            yield f"{self.left[code]:>{columns}} / {count:>{columns}}  {code}"


class BaselineRecorder:
    """Takes every finding out of reports and into the baseline."""

    def __init__(self, baseline: Baseline, resolver: SettingsResolver) -> None:
        self.baseline = baseline
        self.resolver = resolver
        self.found: dict[str, Counter[str]] = {}

    def __call__(self, report: FileReport) -> FileReport:
        """The report with nothing left but what a baseline cannot hold."""
        key = self.baseline.key(report.path)
        taken = [entry for entry in report.entries if entry.code not in _NEVER]
        counts = Counter(_name(entry, key) for entry in taken)
        running = _running(report.path, self.resolver)
        unsure = _is_unsure(report)
        for name, count in self.baseline.files.get(key, Counter()).items():
            code = name.split(" ")[0]
            if unsure or not running(code):  # unknown to this run: what was known stays
                counts[name] = max(counts[name], count)
        self.found[key] = counts
        kept = [entry for entry in report.entries if entry.code in _NEVER]
        return replace(report, entries=kept, baselined=report.baselined + len(taken))

    def write(self) -> tuple[int, int]:
        """Write the file; returns how many findings it holds, and in how many files.

        Files outside this run keep their entries while they exist. Raises OSError.
        """
        root = self.baseline.file.parent
        for key in list(self.baseline.files):
            if key not in self.found and not (root / key).exists():
                del self.baseline.files[key]
        self.baseline.files |= self.found
        self.baseline.write()
        return len(self.baseline), sum(map(bool, self.baseline.files.values()))


def _equal(name: str) -> tuple[str, ...]:
    return (name,)


def _half_equal(name: str) -> tuple[str, ...]:
    code, _space, known = name.partition(" ")
    return f"{code} {known[:HALF]}", f"{code}  {known[HALF:]}"


def _name(entry: Entry, key: str) -> str:
    return f"{entry.code} {digest(entry, key)}"


def _is_unsure(report: FileReport) -> bool:
    return bool(report.crashes) or any(entry.code in _UNSURE for entry in report.entries)


def _running(path: str, resolver: SettingsResolver) -> Callable[[str], bool]:
    """Whether this run would find a code's findings in a file, or no run could any more."""
    settings = resolver.for_path(path)
    ignored = settings.ignored_for(path)

    def running(code: str) -> bool:
        if code in settings.codes:
            return code not in ignored
        return code not in settings.registry.codes

    return running


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the file; a key that is there twice (a merge gone wrong) would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        (twin, _count), *_rest = Counter(key for key, _value in pairs).most_common(1)
        raise ValueError(f"{twin!r} is there twice")
    return found


def _checked(data: Any, file: Path) -> dict[str, Counter[str]]:
    """The counts in a file's data. Raises BaselineError."""
    if not isinstance(data, dict) or not isinstance(data.get("files"), dict):
        raise _unusable(file, "no `files`")
    if data.get("version") != VERSION:
        raise _unusable(file, f"version {data.get('version')!r}, not {VERSION}")
    for path, counts in data["files"].items():
        if not isinstance(counts, dict) or not all(
            type(count) is int and count > 0 for count in counts.values()
        ):
            raise _unusable(file, f"no counts for {path!r}")
    return {path: Counter(counts) for path, counts in data["files"].items()}


def _unusable(file: Path, reason: str) -> BaselineError:
    return BaselineError(
        _(
            "{file}: not a baseline ({reason}): mend it, or delete it and run with "
            "`--write-baseline`"
        ).format(file=file, reason=reason)
    )

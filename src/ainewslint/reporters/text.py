"""The default report: each finding with its source line, repeats folded."""

from __future__ import annotations

from collections import defaultdict

from ainewslint.messages import _, ngettext
from ainewslint.report import Entry, FileReport
from ainewslint.reporters.base import PeopleReporter, clean, width

_SHOWN_LINES = 8  # of the places of folded repeats
_FRAME_COLUMNS = 96  # terminal columns of a source line


class TextReporter(PeopleReporter):
    """For people: message, source frame, help; the second and later of a code are folded."""

    def file(self, report: FileReport) -> None:
        """One file's findings."""
        seen: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in report.entries:
            key = (entry.code, "" if not self.options.verbose else str(len(seen)))
            seen[key].append(entry)
        for group in seen.values():
            self._entry(group[0])
            if len(group) > 1:
                self._folded(group)
            self.write("\n")

    def _entry(self, entry: Entry) -> None:
        code = self.paint(entry.code, "1") + self.mark(entry)
        self.write(f"{self.head(entry)}: {self.severity(entry)} {code} {clean(entry.message)}\n")
        gutter = " " * len(str(entry.place.line))
        bar = self.paint("|", "34")
        if entry.frame.text.strip():
            text, before, marked = _cut(entry)
            number = self.paint(str(entry.place.line), "34")
            carets = self.paint("^" * max(1, marked), "1;31")
            self.write(f"{number} {bar} {text}\n{gutter} {bar} {' ' * before}{carets}\n")
        for one in entry.related[:_SHOWN_LINES]:
            place = f"{one.path}:{one.line}:{one.column}"
            self.write(f"{gutter} {bar} {place}: {clean(one.message)}\n")
        if len(entry.related) > _SHOWN_LINES:
            more = len(entry.related) - _SHOWN_LINES
            self.write(f"{gutter} {bar} " + _("and {n} more places").format(n=more) + "\n")
        if entry.help:
            first, *others = entry.help.splitlines()
            self.write(f"{gutter} = {_('help: ')}{clean(first)}\n")
            for line in others:
                self.write(f"{gutter}   {clean(line)}\n")

    def _folded(self, group: list[Entry]) -> None:
        lines = list(dict.fromkeys(str(entry.place.line) for entry in group[1:]))
        shown = _(", ").join(lines[:_SHOWN_LINES]) + ("…" if len(lines) > _SHOWN_LINES else "")
        count = len(group) - 1
        text = ngettext(
            "and {n} more {code} in this file: line {lines}",
            "and {n} more {code} in this file: lines {lines}",
            len(lines),
        )
        gutter = " " * len(str(group[0].place.line))
        self.write(f"{gutter} = {text.format(n=count, code=group[0].code, lines=shown)}\n")


def _cut(entry: Entry) -> tuple[str, int, int]:
    """The part of the line to show, the columns before the marked text, and its columns."""
    frame, place = entry.frame, entry.place
    start = max(0, place.column - frame.first)
    same_line = place.end_line == place.line
    end = max(start, place.end_column - frame.first) if same_line else len(frame.text)
    left, right = 0, len(frame.text)
    if width(frame.text) > _FRAME_COLUMNS:
        left, used = start, 0
        while left > 0 and used < _FRAME_COLUMNS // 2:
            left -= 1
            used += width(frame.text[left])
        used += width(frame.text[start : min(end, start + _FRAME_COLUMNS)])
        right = min(len(frame.text), max(end, start))
        if right - start > _FRAME_COLUMNS:
            right = start + _FRAME_COLUMNS
        while right < len(frame.text) and used < _FRAME_COLUMNS:
            used += width(frame.text[right])
            right += 1
    head = "…" if left > 0 or frame.first > 1 else ""
    tail = "…" if right < len(frame.text) else ""
    before = clean(frame.text[left:start])
    marked = clean(frame.text[start : min(end, right)])
    text = head + clean(frame.text[left:right]) + tail
    indent = len(text) - len(text.lstrip()) if not head else 0
    return text[indent:], width(head + before) - indent, width(marked)


REPORTERS = {"text": TextReporter}

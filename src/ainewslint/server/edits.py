"""Two versions of a text as edits that leave alone what did not change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ainewslint.diagnostics import Edit, Span
from ainewslint.patterns import regex

_LINE = regex(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_MANY = 4000  # lines; above, one edit: comparing them costs more than a cursor kept in place


def changes(old: str, new: str) -> list[Edit]:
    """The edits, in order, that make `old` into `new`."""
    if old == new:
        return []
    whole = _trimmed(old, new, 0)
    span, replacement = whole.span, whole.replacement
    lines = _LINE.findall(old[span.start : span.end]), _LINE.findall(replacement)
    if max(map(len, lines)) > _MANY:
        return [whole]
    return list(_by_line(*lines, span.start))


def _by_line(old: list[str], new: list[str], offset: int) -> Iterator[Edit]:
    ends = [0]
    for line in old:
        ends.append(ends[-1] + len(line))
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            was, now = "".join(old[start:end]), "".join(new[new_start:new_end])
            yield _trimmed(was, now, offset + ends[start])


def _trimmed(old: str, new: str, offset: int) -> Edit:
    """One edit without what both have in common at the ends; never within a line end."""
    head, tail, limit = 0, 0, min(len(old), len(new))
    while head < limit and old[head] == new[head]:
        head += 1
    limit -= head
    while tail < limit and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head and old[head - 1] == "\r":
        head -= 1
    if tail and old[len(old) - tail] == "\n" and old[: len(old) - tail].endswith("\r"):
        tail -= 1
    return Edit(Span(offset + head, offset + len(old) - tail), new[head : len(new) - tail])

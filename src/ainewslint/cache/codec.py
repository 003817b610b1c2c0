"""A file's report as a few bytes, for the way between processes and for the cache.

JSON with every text written once, deflated. Paths are left out: the reader says what the file
is called, so that a report holds from whatever folder it is asked for.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Callable
from typing import Any

from ainewslint.diagnostics import Severity
from ainewslint.outside import Answer, Question
from ainewslint.report import (
    Entry,
    FileReport,
    Frame,
    Place,
    PlacedFix,
    PlacedRelated,
    Tally,
)

_RAW = -15  # deflate without header and checksum: the store has its own
_SEVERITIES = tuple(Severity)


class _Texts:
    """Texts by number, in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str | None) -> int:
        """The number of a text; -1 for none."""
        if text is None:
            return -1
        return self.numbers.setdefault(text, len(self.numbers))


def packable(report: FileReport) -> bool:
    """Whether a report is findings alone, without what happened on the way."""
    return not (
        report.crashes
        or report.failures
        or report.notes
        or report.fixed
        or report.diff
        or report.diagnostics
        or report.baselined
    )


class PackedReport(FileReport):
    """A report out of a cache or from another process.

    Entries and facts are unpacked when asked for; until then the counts and the text that came
    with them stand.
    """

    _findings: bytes
    _tally: Tally
    _has_facts: bool
    _written: str | None

    def __getattr__(self, name: str) -> Any:
        if name not in ("entries", "facts"):
            raise AttributeError(name)
        _suppressed, facts, texts, entries = json.loads(_inflate(self._findings))
        if name == "facts":
            self.facts = facts
        else:
            texts.append(None)  # number -1
            self.entries = [_unpack_entry(one, self.path, texts) for one in entries]
        return self.__dict__[name]

    def tally(self) -> Tally:
        """The findings counted."""
        return super().tally() if "entries" in self.__dict__ else self._tally

    def has_facts(self) -> bool:
        """Whether any rule that looks across articles knows something of this one."""
        return super().has_facts() if "facts" in self.__dict__ else self._has_facts

    def written(self) -> str | None:
        """The text that came with the findings, while nobody has looked at them."""
        return None if "entries" in self.__dict__ else self._written


def pack(report: FileReport) -> bytes:
    """The findings, counts and facts of a report."""
    texts = _Texts()
    entries = [_pack_entry(one, report.path, texts) for one in report.entries]
    whole = [report.suppressed, report.facts, list(texts.numbers), entries]
    return _deflate(_dump(whole))


def _pack_entry(entry: Entry, path: str, texts: _Texts) -> list[Any]:
    number = texts.number
    packed: list[Any] = [
        number(entry.code),
        number(entry.name),
        int(entry.severity),
        number(entry.message),
        number(entry.help),
        number(entry.pointer),
        *entry.place,
        number(entry.frame.text),
        entry.frame.first,
    ]
    if entry.fix is not None or entry.related:
        packed.append(entry.fix and _pack_fix(entry.fix, texts))
    if entry.related:
        packed.append(
            [
                [number(None if one.path == path else one.path), *one[1:3], number(one.message)]
                for one in entry.related
            ]
        )
    return packed


def _pack_fix(fix: PlacedFix, texts: _Texts) -> list[Any]:
    number = texts.number
    edits = [[*place, number(replacement)] for place, replacement in fix.edits]
    return [number(fix.title), number(fix.applicability), edits]


def unpack(
    findings: bytes, written: bytes, path: str, rendering: Callable[[FileReport], str] | None
) -> PackedReport:
    """The report of the file that is called `path`. Raises ValueError for other bytes."""
    try:
        head, named, way, text = _decoded(_inflate(written)).split("\0", 3)
        *tally, suppressed, has_facts = map(int, head.split())
        report = PackedReport(path, suppressed=suppressed)
        report._tally = Tally(*tally)
        report._has_facts = bool(has_facts)
    except (zlib.error, TypeError) as error:
        raise ValueError(f"not a packed report: {error}") from None
    del report.entries, report.facts
    report._findings = findings
    same = rendering is not None and named == path and way == _way(rendering)
    report._written = text if same else None
    return report


def _unpack_entry(packed: list[Any], path: str, texts: list[Any]) -> Entry:
    (
        code,
        name,
        severity,
        message,
        help,
        pointer,
        line,
        column,
        end_line,
        end_column,
        text,
        first,
    ) = packed[:12]
    return Entry(
        path,
        texts[code],
        texts[name],
        _SEVERITIES[severity - 1],
        texts[message],
        texts[help],
        texts[pointer],
        Place(line, column, end_line, end_column),
        Frame(texts[text], first),
        _unpack_fix(packed[12], texts) if len(packed) > 12 and packed[12] else None,
        _unpack_related(packed[13], path, texts) if len(packed) > 13 else (),
    )


def _unpack_fix(packed: list[Any], texts: list[Any]) -> PlacedFix:
    title, applicability, edits = packed
    placed = tuple((Place(*one[:4]), texts[one[4]]) for one in edits)
    return PlacedFix(texts[title], texts[applicability], placed)


def _unpack_related(packed: list[Any], path: str, texts: list[Any]) -> tuple[PlacedRelated, ...]:
    return tuple(
        PlacedRelated(texts[where] or path, line, column, texts[message])
        for where, line, column, message in packed
    )


def pack_written(report: FileReport, rendering: Callable[[FileReport], str] | None) -> bytes:
    """A report's counts and, with a rendering, its text."""
    counts = " ".join(map(str, (*report.tally(), report.suppressed, int(report.has_facts()))))
    text = rendering(report) if rendering else ""
    return _deflate(_encoded(f"{counts}\0{_terms(report.path, rendering)}\0{text}"))


def _terms(path: str, rendering: Callable[[FileReport], str] | None) -> str:
    """What a text holds for: a name of the file and a way of writing."""
    return f"{path}\0{_way(rendering)}" if rendering is not None else "\0"


@functools.lru_cache(2)
def _way(rendering: Callable[[FileReport], str]) -> str:
    return repr(rendering)


def pack_targets(targets: dict[Question, Answer]) -> bytes:
    """Local targets and whether they were there; nothing for none."""
    return _dump([[*question, answer] for question, answer in targets.items()]) if targets else b""


def unpack_targets(data: bytes) -> dict[Question, Answer]:
    """The other way. Raises ValueError for other bytes."""
    try:
        return {
            (site, url, metadata): answer and (answer[0], answer[1])
            for site, url, metadata, answer in (json.loads(data) if data else ())
        }
    except (TypeError, IndexError) as error:
        raise ValueError(f"not packed targets: {error}") from None


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as they come out of a cache, so that they are the same whichever way they came."""
    loaded: dict[str, Any] = json.loads(_dump(facts)) if facts else facts
    return loaded


def _deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(1, zlib.DEFLATED, _RAW)
    return deflate.compress(data) + deflate.flush()


def _inflate(data: bytes) -> bytes:
    return zlib.decompress(data, _RAW)


def _dump(value: Any) -> bytes:
    return _encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")

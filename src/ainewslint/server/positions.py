"""Between offsets in code points and the protocol's lines and columns.

The protocol counts columns in the units of the encoding agreed on (UTF-16 unless the client
offers better) and ends lines at `\\r\\n`, `\\n` and `\\r` alone, as `SourceText` does; pygls' own
documents also break at U+2028 and the like, so neither their lines nor their conversions are used.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from lsprotocol import types
from pygls.workspace import PositionCodec

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.text import SourceText

# The characters that take more than one unit.
_WIDE = {
    types.PositionEncodingKind.Utf16: regex("[\U00010000-\U0010ffff]"),
    types.PositionEncodingKind.Utf8: regex("[^\x00-\x7f]"),
}


class Positions:
    """Converts the positions of one text; each in time logarithmic in the text's size."""

    def __init__(self, source: SourceText, codec: PositionCodec) -> None:
        self.source = source
        self.codec = codec

    @cached_property
    def _wide(self) -> tuple[list[int], list[int]]:
        """Offsets of the wide characters, and the units beyond one up to and with each."""
        pattern = _WIDE.get(types.PositionEncodingKind(self.codec.encoding or "utf-16"))
        offsets, extra, total = [], [], 0
        for match in pattern.finditer(self.source.text) if pattern else ():
            total += self.codec.client_num_units(match.group()) - 1
            offsets.append(match.start())
            extra.append(total)
        return offsets, extra

    def _units(self, offset: int) -> int:
        """How many units come before an offset."""
        offsets, extra = self._wide
        index = bisect_left(offsets, offset)
        return offset + (extra[index - 1] if index else 0)

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        starts = self.source.line_starts
        line = bisect_right(starts, offset) - 1
        return types.Position(line, self._units(offset) - self._units(starts[line]))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position: one beyond the line is its end, one in a character its start."""
        starts = self.source.line_starts
        if position.line >= len(starts):
            return len(self.source.text)
        start, end = self.source.line_span(position.line + 1)
        wanted = self._units(start) + position.character
        low, high = start, end
        while low < high:
            middle = (low + high + 1) // 2
            if self._units(middle) <= wanted:
                low = middle
            else:
                high = middle - 1
        return low

    def span(self, place: types.Range) -> Span:
        """The span of a range."""
        start = self.offset(place.start)
        return Span(start, max(start, self.offset(place.end)))

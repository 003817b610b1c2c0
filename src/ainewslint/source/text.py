"""The decoded text of one file, and where its lines are."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record

BOM = "\ufeff"
LINE_END = regex(r"\r\n?|\n")


class DecodingError(ValueError):
    """Bytes that are not UTF-8; `offset` is the first bad byte's."""

    def __init__(self, offset: int, byte: int) -> None:
        super().__init__(f"byte 0x{byte:02x} at offset {offset} is not UTF-8")
        self.offset = offset
        self.byte = byte


def encodable(text: str) -> str:
    """The text with lone surrogates, which RE2's UTF-8 cannot hold, replaced one for one.

    A file never has any; a text handed over in Python may.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


class Position(NamedTuple):
    """A 1-based line and column; columns count code points and a BOM is not one."""

    line: int
    column: int


@record(frozen=True)
class SourceText:
    """The text exactly as in the file: BOM and newlines kept.

    Lines end at `\\r\\n`, `\\n` and `\\r` alone, as CommonMark has it; never at U+2028 and the
    other breaks of `str.splitlines`.
    """

    text: str
    path: str = "<string>"

    @classmethod
    def decode(cls, data: bytes, path: str = "<string>") -> SourceText:
        """Decode a file's bytes. Raises DecodingError where they are not UTF-8."""
        try:
            return cls(data.decode("utf-8"), path)
        except UnicodeDecodeError as error:
            raise DecodingError(error.start, data[error.start]) from None

    @property
    def has_bom(self) -> bool:
        """Whether the file begins with a byte order mark."""
        return self.text.startswith(BOM)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character."""
        text = self.text
        if "\r" not in text:  # twice as fast, and nearly every file
            starts, at = [0], text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = text.find("\n", at + 1)
            return starts
        return [0, *(match.end() for match in LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Line and column of an offset; offsets outside the text are clamped into it."""
        offset = max(0, min(offset, len(self.text)))
        index = bisect_right(self.line_starts, offset) - 1
        column = offset - self.line_starts[index] + 1
        if index == 0 and self.has_bom and column > 1:
            column -= 1
        return Position(index + 1, column)

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a 1-based line and column, clamped into that line."""
        span = self.line_span(line)
        shift = 1 if line == 1 and self.has_bom else 0
        return min(span.start + column - 1 + shift, span.end)

    def line_number(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.line_starts, max(0, offset))

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end; the last line for one beyond."""
        starts = self.line_starts
        index = max(0, min(line - 1, len(starts) - 1))
        start = starts[index]
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end (nor the BOM)."""
        start, end = self.line_span(line)
        return self.text[start:end].removeprefix(BOM) if line == 1 else self.text[start:end]

    def slice(self, span: Span) -> str:
        """The text a span covers."""
        return self.text[span.start : span.end]

    @cached_property
    def newline(self) -> str:
        """The file's first line end, `\\n` where there is none."""
        match = LINE_END.search(self.text)
        return match.group() if match else "\n"

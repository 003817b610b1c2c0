"""Errors about a user's file."""

from __future__ import annotations

from pathlib import Path


class FileError(ValueError):
    """A file that cannot be used; the message names it and quotes its line.

    `file`, `line` and `reason` are the same in parts, for an editor; None where there is none.
    """

    def __init__(
        self,
        message: str,
        file: Path | None = None,
        line: int | None = None,
        reason: str | None = None,
    ) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.reason = reason or message

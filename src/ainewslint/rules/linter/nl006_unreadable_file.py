"""NL006: a file that cannot be read."""

from __future__ import annotations

from typing import ClassVar

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import BaseRule, Target


class UnreadableFile(BaseRule):
    """Reports a file that is not UTF-8 or cannot be read at all.

    ## What it does
    Reports bytes that are not UTF-8, at the first of them; no permission; something that is
    not a file; a file that vanished during the run.

    ## Why is this bad?
    The article was not checked, and a site generator will stumble over it as well.
    """

    code: ClassVar[str] = "NL006"
    name: ClassVar[str] = "unreadable-file"
    severity: ClassVar[Severity] = Severity.ERROR
    target = Target.ENGINE

    @classmethod
    def not_utf8(cls, span: Span, byte: int, offset: int) -> Diagnostic:
        """The diagnostic for a byte that is not UTF-8, in the text decoded with replacements."""
        return cls().diagnostic(
            span,
            _(
                "Byte 0x{byte:02x} at offset {offset} is not UTF-8, so the article was not "
                "checked: save the file as UTF-8"
            ).format(byte=byte, offset=offset),
        )

    @classmethod
    def failed(cls, reason: str) -> Diagnostic:
        """The diagnostic for a file that could not be opened."""
        return cls().diagnostic(
            Span(0, 0),
            _("The file cannot be read ({reason}), so it was not checked").format(reason=reason),
        )

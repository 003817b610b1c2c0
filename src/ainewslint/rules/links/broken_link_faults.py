"""Why Markdown does not read `[text](address)` as a link, for LK002."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ainewslint.diagnostics import Applicability, Edit, Fix, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.source.hyperlinks import BrokenLink

_WEB = regex(r"\s*<?(?:https?[:：]|www\.)", re.IGNORECASE)
_IMAGE_FILE = regex(r"[^\n]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_TITLE = regex(r"\s(?:\"[^\"]*\"|'[^']*')\s*\Z")
_BLANKS = regex(r"\s+")
# What an address over several lines is made of; the marks of a quote stand at a line's head.
_PIECE = regex(r"[^\s()<>\[\]\"']{1,2000}")
_LINE_END = regex(r"(?:\r\n?|\n)[ \t>]{0,40}")
_TITLE_BELOW = regex(r"""[ \t]{0,40}(?:\r\n?|\n)?[ \t>]{0,40}(?:"[^"]{0,600}"|'[^']{0,600}')""")
_BLANK_LINE = regex(r"(?:\r\n?|\n)[ \t>]{0,40}(?:\r\n?|\n)")
_END = regex(r"[ \t]{0,40}\)")
_LINES = 12  # over how many lines an address is followed


class Flaw(NamedTuple):
    """What is wrong with a link that stays in the text."""

    span: Span
    message: str
    fix: Fix | None = None


def flaw_of(broken: BrokenLink, text: str) -> Flaw | None:
    """What is wrong with a broken link; None for brackets that may mean something else."""
    place = broken.destination
    written = text[place.start : place.end]
    address = written.strip()
    if address.endswith(('"', "'")):
        address = _TITLE.sub("", address).strip()
    blank = _BLANKS.search(address) is not None
    if not _WEB.match(address) and not (broken.image and blank and _IMAGE_FILE.fullmatch(address)):
        return None
    if not broken.closed:
        if _is_cut_off(written):
            return Flaw(place, cut_off())
        pieces = _pieces(text, place.start)
        if not pieces:
            return _unclosed(broken, written)
        if len(pieces) > 1:
            return _over_lines(pieces)
        place = pieces[0]
    elif blank and broken.label is not None and "<" not in address:
        encoded = _BLANKS.sub("%20", address)
        return Flaw(
            place,
            _(
                "An address with blanks makes no link, so the reader sees the raw text: "
                "write %20 for each blank"
            ),
            _fix(_("Write %20 for the blanks"), Edit(place, written.replace(address, encoded))),
        )
    return Flaw(place, _unread(broken))


def cut_off() -> str:
    """The message about an address that ends with an ellipsis."""
    return _(
        "This address was cut off for display and leads nowhere: copy it whole from the source"
    )


def _unread(broken: BrokenLink) -> str:
    """Why a whole address in parentheses is no link: for its brackets."""
    if not broken.opened:
        return _(
            "This link has no opening bracket, so the reader sees “](…)” in the text: put “[” "
            "before the words to click"
        )
    if broken.label is None:
        return _(
            "This link is broken over several blocks, so the reader sees “](…)” in the "
            "text: put text and address on one line"
        )
    return _(
        "Markdown does not read this as a link, so the reader sees brackets and "
        "address: look for a bracket too many or a link inside the link's text"
    )


def _is_cut_off(written: str) -> bool:
    """Whether what stands behind `](` was shortened; a Chinese sentence may end with `……`."""
    rest = written.rstrip()
    return rest.endswith(("...", "…")) and not rest.endswith("……")


def _pieces(text: str, begin: int) -> list[Span]:
    """The lines of an address that goes on below, or whose title does, up to its parenthesis.

    Empty where no parenthesis ends it so.
    """
    pieces: list[Span] = []
    at = begin
    while len(pieces) < _LINES:
        piece = _PIECE.match(text, at)
        if piece is None:
            return []
        pieces.append(Span(*piece.span()))
        at = piece.end()
        title = _TITLE_BELOW.match(text, at)
        if title is not None and not _BLANK_LINE.search(title[0]):
            at = title.end()
        if _END.match(text, at):
            return pieces
        line_end = _LINE_END.match(text, at)
        if line_end is None or title is not None or piece[0].endswith("）"):
            return []
        at = line_end.end()
        if _END.match(text, at):
            return pieces
    return []


def _over_lines(pieces: list[Span]) -> Flaw:
    edits = [Edit(Span(one.end, two.start), "") for one, two in pairwise(pieces)]
    return Flaw(
        Span(pieces[0].start, pieces[-1].end),
        _(
            "This address is broken over several lines, so it makes no link and the reader sees "
            "raw Markdown: put it on one line"
        ),
        _fix(_("Join the lines"), *edits),
    )


def _unclosed(broken: BrokenLink, written: str) -> Flaw:
    fix = None
    place, stripped = broken.destination, written.rstrip()
    if stripped.endswith("）") and not _BLANKS.search(stripped) and stripped.isprintable():
        end = place.start + len(stripped)
        fix = _fix(_("Close the link"), Edit(Span(end - 1, end), ")"))
    return Flaw(
        place,
        _(
            "The parenthesis behind this address is missing or full-width, so the reader sees "
            "raw Markdown: close the link with “)”"
        ),
        fix,
    )


def _fix(title: str, *edits: Edit) -> Fix:
    return Fix(title, edits, Applicability.UNSAFE, ("text",))

"""TX008: no space between Chinese and Latin text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.text.characters import is_cjk
from ainewslint.source.prose import ProseBlock

_SEAM = "[㐀-䶿一-鿿][A-Za-z0-9]|[A-Za-z0-9%][㐀-䶿一-鿿]"  # compiled when first asked for
_LIST_MARKER = regex(r"\s*(?:\d{1,9}[.)]|[-+*#>]+)")
_ADDRESS = regex(r"https?:|ftp:|www\.|mailto:|[\w.+-]{1,64}@")
_TITLE = regex("《[^《》\n]{1,80}》|「[^「」\n]{1,80}」|#[^#\\s]{1,40}#")


@record(frozen=True)
class Options:
    """The options of TX008."""

    keep: list[str] = option(
        ["A股", "B股", "H股", "K线", "T恤", "卡拉OK", "AA制", "U盘", "X光", "维生素C"],
        "words written without a space, of which nothing is reported",
    )


class CjkLatinSpacing(Rule[ProseBlock]):
    """Finds Chinese characters right beside Latin letters or digits.

    ## What it does
    Asks AutoCorrect where a space belongs, and reports each paragraph that lacks some. Only
    spaces are taken from it. Names in book-title marks, words in `keep`, code, addresses and
    front matter are left alone, and so are places where markup stands between the two. Off by
    default, and silent unless autocorrect-py is installed
    (`pip install "ainewslint[typography]"`).

    ## Why is this bad?
    Many Chinese style guides ask for the space, which makes mixed text easier to read; a site
    should at least do it everywhere or nowhere.

    ## Example
    ```markdown
    团队用Python重写了推理服务。
    ```

    ## Use instead
    ```markdown
    团队用 Python 重写了推理服务。
    ```

    ## Evidence
    A matter of style: most articles mix both.
    """

    code = "TX008"
    name = "cjk-latin-spacing"
    severity = Severity.INFO
    target = Target.PROSE
    fixable = Applicability.SAFE
    default = False
    Options = Options

    def check(self, target: ProseBlock, context: Context, /) -> Iterator[Diagnostic]:
        """One finding per block, at the first place."""
        text = target.text
        if text.isascii() or re.search(_SEAM, text) is None:
            return
        correct = _formatter()
        if correct is None:
            return
        kept = self._kept(text)
        places = [
            Span(start, start)
            for at in _insertions(text, correct(text))
            if not any(first < at < end for first, end in kept)
            and not _makes_markup(text, at)
            and (start := _contiguous(target, at)) is not None
        ]
        if not places:
            return
        edits = tuple(Edit(place, " ") for place in places)
        first = places[0].start
        yield self.diagnostic(
            Span(first - 1, first + 1),
            _(
                "Chinese and Latin text touch here, {count} times in this paragraph: put a space"
                " between them"
            ).format(count=len(places)),
            fix=Fix(_("Put in the spaces"), edits, Applicability.SAFE),
        )

    def _kept(self, text: str) -> list[tuple[int, int]]:
        """The places of words and titles that are left as they are."""
        found = [match.span() for match in _TITLE.finditer(text)]
        for word in self.options.keep:
            at = text.find(word) if word else -1
            while at >= 0:
                found.append((at, at + len(word)))
                at = text.find(word, at + len(word))
        return found


@cache
def _formatter() -> Callable[[str], str] | None:
    """AutoCorrect, where it is installed."""
    try:
        import autocorrect_py
    except ImportError:
        return None
    formatted: Callable[[str], str] = autocorrect_py.format
    return formatted


def _insertions(text: str, formatted: str) -> list[int]:
    """The offsets at which a formatted text has a space more, between Chinese and other text."""
    found = []
    at = 0
    for index, character in enumerate(formatted):
        if at < len(text) and character == text[at]:
            at += 1
        elif character == " ":
            if 0 < at < len(text) and is_cjk(text[at - 1]) != is_cjk(text[at]):
                found.append(at)
        else:
            # A mark was replaced or a space taken away: go on where the two agree again.
            ahead = text.find(formatted[index : index + 1], at, at + 4)
            at = ahead + 1 if ahead >= 0 else at + 1
    return found


def _makes_markup(text: str, at: int) -> bool:
    """Whether a space at an offset would make a list item of a line, or a link of an address."""
    line = text[text.rfind("\n", max(0, at - 12), at) + 1 : at]
    return bool(_LIST_MARKER.fullmatch(line) or _ADDRESS.match(text, at))


def _contiguous(block: ProseBlock, at: int) -> int | None:
    """The source offset between two characters of a prose; None where markup stands there."""
    before, after = block.span(at - 1, at), block.span(at, at + 1)
    return after.start if before.end == after.start else None

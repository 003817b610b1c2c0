"""TX005: bold markers that CommonMark leaves as asterisks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule
from ainewslint.rules.text.characters import (
    is_left_flanking,
    is_punctuation,
    is_right_flanking,
)
from ainewslint.source.edits import apply_edits
from ainewslint.source.inline import InlineParser
from ainewslint.source.nodes import (
    Cell,
    Content,
    Heading,
    Node,
    Paragraph,
    Strong,
    Text,
    TextBlock,
)

_RUN = regex(r"\*+")
_HEAD = 80  # characters of marks before the text of a line, at most
_MAX_LENGTH = 300  # characters of a bold run; a longer one is two strays
_TAIL = frozenset("：:，。；！？、,;!?.")
_WRAPS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "【": "】", '"': '"'}
_CODE = regex(r"[=;{}<>]|\w\(|\\")


class _Pair(NamedTuple):
    """Two markers that were meant to go together; offsets into the source."""

    start: int
    end: int  # of the closing marker's first asterisk


class UnrenderedEmphasis(Rule[TextBlock]):
    """Finds `**bold**` that readers see with its asterisks.

    ## What it does
    Reports a pair of `**` that CommonMark does not read as bold: a marker beside punctuation on
    its inner side and a letter on its outer side neither opens nor closes emphasis, and Chinese
    has no spaces to help. Blanks on the inner side have the same effect. The fix moves the
    punctuation out of the bold text, or puts a space beside the marker; it is unsafe because
    the text changes a little.

    ## Why is this bad?
    Editors that are lenient show bold text; GitHub, Hugo and most site generators show `**`.

    ## Example
    ```markdown
    **注意：**新版接口不再兼容旧参数。
    ```

    ## Use instead
    ```markdown
    **注意**：新版接口不再兼容旧参数。
    ```

    ## Evidence
    1,843 of 36,854 real articles have one.
    """

    code = "TX005"
    name = "unrendered-emphasis"
    severity = Severity.WARNING
    target = (Paragraph, Heading, Cell)
    fixable = Applicability.UNSAFE
    needs = ("**",)

    def check(self, target: TextBlock, context: Context, /) -> Iterator[Diagnostic]:
        """A finding per pair that stays visible."""
        if not _may_show(target):
            return
        source = context.article.source
        pairs = _lost_pairs(target, source.text)
        if not pairs:
            return
        edits = [_mend(pair, source.text) for pair in pairs]
        works = _renders(target, source.text, [edit for some in edits for edit in some])
        for pair, some in zip(pairs, edits, strict=True):
            span = Span(pair.start, pair.end + 2)
            fix = None
            if works and some:
                title = _("Let the bold text be read as bold")
                fix = Fix(title, tuple(some), Applicability.UNSAFE, declares=("text",))
            yield self.diagnostic(
                span,
                _(
                    "Readers see the asterisks around “{text}”: a marker between a letter and"
                    " punctuation or a blank does not make bold text; put the punctuation outside,"
                    " or a space beside the marker"
                ).format(text=_shown(source.text[pair.start + 2 : pair.end])),
                fix=fix,
            )


def _may_show(block: TextBlock) -> bool:
    """Whether any `**` of a block can be visible: a cheap look."""
    markers = block.markup.count("**")
    if not markers:
        return False
    nodes = block.children
    bold = sum(type(node) is Strong for node in nodes)
    return markers != 2 * bold or "***" in block.markup


def _lost_pairs(block: TextBlock, text: str) -> list[_Pair]:
    """The markers of a block taken two by two, where one of the two is visible."""
    visible: set[int] = set()
    markers: list[int] = []
    stack: list[Node] = list(block.children)
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            found = _visible_markers(node)
            if found is None:
                return []
            visible.update(found)
        elif isinstance(node, Strong) and text.startswith("**", node.span.start):
            markers += (node.span.start, node.span.end - 2)
        stack.extend(node.inner)
    if len(visible) < 2:
        return []
    markers = sorted({*markers, *visible})
    if len(markers) % 2:
        return []
    pairs = []
    for start, end in zip(markers[::2], markers[1::2], strict=True):
        if (start in visible or end in visible) and _was_meant(text, start, end):
            pairs.append(_Pair(start, end))
    return pairs


def _visible_markers(node: Text) -> list[int] | None:
    """Where a text shows `**`; None for a run of another length, which no guess is made about."""
    found: list[int] = []
    at = 0
    for length, start, end in node.pieces:
        piece = node.text[at : at + length]
        at += length
        if length != end - start or "*" not in piece:
            continue
        for match in _RUN.finditer(piece):
            if len(match.group()) > 2:
                return None
            if len(match.group()) == 2:
                found.append(start + match.start())
    return found


def _was_meant(text: str, start: int, end: int) -> bool:
    """Whether two visible markers look like bold text, not like powers, globs or code."""
    inner = text[start + 2 : end]
    before, after = text[start - 1 : start], text[end + 2 : end + 3]
    if not inner.strip() or len(inner) > _MAX_LENGTH or not any(map(str.isalpha, inner)):
        return False
    if "](" in inner and "[" not in inner.partition("](")[0]:
        return False  # it runs out of a link
    if inner[0].isspace() or inner[-1].isspace():
        return (
            _begins_line(text, start)
            and inner[0].isspace() == inner[-1].isspace()
            and not _CODE.search(inner)
        )
    opens, closes = is_left_flanking(before, inner[0]), is_right_flanking(inner[-1], after)
    return not (opens and closes and before.isalnum() and before.isascii())


def _begins_line(text: str, offset: int) -> bool:
    """Whether nothing but marks of lists and quotes stands before an offset in its line."""
    head = text[max(0, offset - _HEAD) : offset]
    line = head[head.rfind("\n") + 1 :]
    return len(line) < _HEAD and not line.strip(" \t>-+*0123456789.)")


def _mend(pair: _Pair, text: str) -> list[Edit]:
    """Edits that let a pair be read, in order of preference."""
    start, end = pair
    inner = text[start + 2 : end]
    if inner != inner.strip():
        lead, tail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
        return [Edit(Span(start + 2, start + 2 + lead), ""), Edit(Span(end - tail, end), "")]
    before, after = text[start - 1 : start], text[end + 2 : end + 3]
    opens, closes = is_left_flanking(before, inner[0]), is_right_flanking(inner[-1], after)
    ends_plain = len(inner) > 1 and not is_punctuation(inner[-2])
    if opens and not closes and inner[-1] in _TAIL and ends_plain:
        return [Edit(Span(end - 1, end + 2), f"**{inner[-1]}")]
    if _is_wrapped(inner) and ends_plain and not is_punctuation(inner[1]):
        return [
            Edit(Span(start, start + 3), f"{inner[0]}**"),
            Edit(Span(end - 1, end + 2), f"**{inner[-1]}"),
        ]
    edits = []
    if not opens:
        edits.append(Edit(Span(start, start), " "))
    if not closes:
        edits.append(Edit(Span(end + 2, end + 2), " "))
    return edits


def _is_wrapped(text: str) -> bool:
    """Whether a pair of quotation marks or brackets holds all of a text."""
    return len(text) > 2 and _WRAPS.get(text[0]) == text[-1] and text[-1] not in text[1:-1]


def _renders(block: TextBlock, text: str, edits: list[Edit]) -> bool:
    """Whether no marker is left visible after some edits of a block."""
    start, end = block.content_span
    moved = [Edit(Span(e.span.start - start, e.span.end - start), e.replacement) for e in edits]
    content = apply_edits(text[start:end], moved)
    nodes = InlineParser({}, {})(Content(content, (0,), (0,)))
    stack: list[Node] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, Text) and "**" in node.text:
            return False
        stack.extend(node.inner)
    return True


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else f"{text[:23]}…"

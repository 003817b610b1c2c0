"""How a written name becomes a key: case, width, spacing and hyphens are folded away.

`GPT4o`, `gpt-4o`, `GPT 4o` and `ＧＰＴ－４ｏ` share the key `gpt4o`. A hyphen stays only between
two numbers that a separator parts: `Gemma 3 1B` (`gemma3-1b`) is not `Gemma 31B` (`gemma31b`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.patterns import regex

CJK = "\u3400-\u9fff"
_SEPARATORS = " \t\u00a0\u3000_\\-\u2010-\u2015\u2212\uff0d\u00b7\u30fb'\u2019"
# One step of a name: a separator, an opening bracket or a dot, then letters, a number or a sign.
_STEP = regex(
    rf"([{_SEPARATORS}]{{0,2}}[\[(\uff08]?| - |[./])"
    rf"([A-Za-z\u00c0-\u024f\u0370-\u03ff]{{1,40}}|[0-9]+(?:\.[0-9]+)*|[+@\u00b2\u00b3]|[{CJK}])"
)
_CJK_RUN = regex(f"[{CJK}\u0370-\u03ff]+")
_OPENING = ("[", "(", "\uff08")
_CLOSING = ("]", ")", "\uff09")

_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_FULL_WIDTH |= {0xFF0B: 0x2B, 0xFF0D: 0x2D, 0xFF0E: 0x2E}
_HAS_FULL_WIDTH = regex("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_SUPERSCRIPTS = {0xB2: "2", 0xB3: "3"}

_MAX_STEPS = 16


def fold_width(text: str) -> str:
    """The text with full-width letters, digits and hyphens made half-width; offsets hold."""
    if text.isascii() or not _HAS_FULL_WIDTH.search(text):
        return text
    return text.translate(_FULL_WIDTH)


def leading_run(name: str) -> str:
    """The Chinese (or Greek) characters a name begins with; empty for most names."""
    match = _CJK_RUN.match(name)
    return match[0] if match else ""


def walk(text: str, start: int, head: str = "") -> Iterator[tuple[str, int, bool]]:
    """Yields `(key, end, may_end)` for every longer and longer name that begins at `start`.

    `head` is the key of what stands before `start` (a Chinese name whose number follows). A name
    may not end inside a bracket. The number of steps is bounded, so the cost is too.
    """
    key, position, opened = head, start, False
    for _ in range(_MAX_STEPS):
        match = _STEP.match(text, position)
        if match is None:
            return
        separator, part = match[1], match[2]
        bracket = separator[-1:] in _OPENING
        if (separator and not key) or (bracket and opened):
            return
        joint = "-" if separator and key[-1:].isdigit() and part[0].isdigit() else ""
        key += joint + part.lower().translate(_SUPERSCRIPTS)
        position = match.end()
        opened = opened or bracket
        if opened and text[position : position + 1] in _CLOSING:
            position += 1
            opened = False
        yield key, position, not opened


def key_of(name: str) -> str:
    """The key of a whole name as it stands in the data files; signs no name has are dropped."""
    key, position = "", 0
    while position < len(name):
        steps = list(walk(name, position, key))
        if steps:
            key, position, _ = steps[-1]
        else:
            position += 1
    return key

"""A corpus as large as a real blog's, made of copies of a smaller one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ainewslint.identity import ArturlError, decode_arturl, encode_arturl

_ARTID = re.compile(r"\d{8,9}(?=\.md$)")
_ARTURL = re.compile(r"^(arturl_encode\s*:\s*)(\S+)$", re.MULTILINE)


def articles(folder: Path) -> list[Path]:
    """The articles of a folder, in order."""
    return sorted(file for file in folder.rglob("*.md") if file.is_file())


def copies(folder: Path, target: Path, count: int) -> Iterator[Path]:
    """Write `count` copies of every article, each an article of its own.

    Another artid in name, front matter and URLs, and a paragraph that no other copy has.
    """
    for number in range(count):
        for file in articles(folder):
            text = file.read_bytes().decode("utf-8", "surrogateescape")
            name, text = _renumbered(file.name, text, number)
            text += f"\n\n以上内容整理自第 {number + 1} 批存档，编号 {number * 7919 + 11}。\n"
            made = target / f"{number:02}" / file.relative_to(folder).with_name(name)
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(text.encode("utf-8", "surrogateescape"))
            yield made


def _renumbered(name: str, text: str, number: int) -> tuple[str, str]:
    match = _ARTID.search(name)
    if match is None or number == 0:
        return name, text
    old, new = match[0], f"{int(match[0]) + number * 1_000_003:0{len(match[0])}}"

    def encoded(line: re.Match[str]) -> str:
        value = line[2].strip("\"'")
        try:
            return line[1] + line[2].replace(value, encode_arturl(_swap(decode_arturl(value))))
        except ArturlError:
            return line[0]

    def _swap(value: str) -> str:
        return value.replace(old, new)

    return _swap(name), _swap(_ARTURL.sub(encoded, text))

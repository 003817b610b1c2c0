"""Compares the front-matter rules with an independent reading of the YAML.

    python evaluation/front_matter_agreement.py FOLDER

Reads each article's block with PyYAML's pure-Python composer, knows nothing of the project's
own reader, and compares: duplicate keys (FM004), keys missing for mirrored articles (FM006),
integer `artid`s (FM007), decoded URLs that do not end in the number (ID002). Prints the counts
and every disagreement; exit 1 where there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_REQUIRED = ("title", "date", "description", "keywords", "categories", "tags", "artid")
Fact = tuple[str, str]


def duplicates(node: Node, path: str = "") -> Iterator[str]:
    """The JSON pointers of keys that one mapping has again, once for each repetition."""
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = f"{path}/{key.value}"
            if key.value in seen:
                yield here
            seen.add(key.value)
            yield from duplicates(value, here)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from duplicates(value, f"{path}/{index}")


def independent(text: str) -> set[Fact]:
    """(code, pointer) of everything the four rules should report."""
    match = _BLOCK.match(text.replace("\r\n", "\n"))
    node = yaml.compose(match[1], Loader=yaml.SafeLoader) if match else None
    if not isinstance(node, MappingNode):
        return set()
    found: set[Fact] = {("FM004", pointer) for pointer in duplicates(node)}
    top = {key.value: value for key, value in node.value}
    if {"artid", "arturl", "arturl_encode"} & set(top):
        found |= {("FM006", f"/{key}") for key in _REQUIRED if key not in top}
        if not {"arturl", "arturl_encode"} & set(top):
            found.add(("FM006", ""))  # either of two keys: the mapping itself
    artid = top.get("artid")
    if isinstance(artid, ScalarNode) and artid.tag == "tag:yaml.org,2002:int":
        found.add(("FM007", "/artid"))
    coded = top.get("arturl_encode")
    if isinstance(coded, ScalarNode) and isinstance(artid, ScalarNode):
        url = bytes.fromhex(coded.value.replace(":", "")).decode("utf-8")
        if url.rstrip("/").rsplit("/", 1)[-1] != artid.value:
            found.add(("ID002", "/artid"))
    return found


def main() -> int:
    """Compare and print."""
    linter = Linter(Settings(select=("FM004", "FM006", "FM007", "ID002")))
    counts: dict[str, int] = {}
    articles = wrong = 0
    for file in sorted(Path(sys.argv[1]).rglob("*.md")):
        text = file.read_bytes().decode("utf-8")
        articles += 1
        expected = independent(text)
        linted = linter.lint(Article(SourceText(text, str(file))))
        reported = {
            (one.code, one.pointer or "")
            for one in linted.diagnostics
            if one.code != "FM006" or one.severity.label == "error"
        }
        for code, _pointer in expected:
            counts[code] = counts.get(code, 0) + 1
        if expected != reported or linted.crashes:
            wrong += 1
            print(f"{file}: expected {sorted(expected)}, reported {sorted(reported)}")
    print(f"{articles} articles, {wrong} disagreements; {dict(sorted(counts.items()))}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compares what ainewslint says of front matter with a second, plain reading of the YAML.

    python evaluation/front_matter_agreement.py FOLDER

For every Markdown file below the folder: the data, every key that comes twice, every required
key that is missing, every `artid` that is a number, every decoded `arturl_encode`. The second
reading shares no code with the package: a fence is a line `---`, the YAML is read by PyYAML's
pure Python loader, keys are counted from its events. Exits 1 where the two disagree.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.identity import ArturlError, decode_arturl
from ainewslint.profiles import guess_profile
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

CODES = ("FM004", "FM006", "FM007")
BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
ROOT = Path(__file__).resolve().parents[1]


class TextDates(yaml.SafeLoader):
    """PyYAML's pure Python loader, with dates left as text."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in some if not tag.endswith("timestamp")]
    for first, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def repeated_keys(text: str) -> list[tuple[int, str]]:
    """(line, key) of each key that its mapping had before, from the event stream alone."""
    found: list[tuple[int, str]] = []
    stack: list[list[Any]] = []  # [keys so far or None for a list, whether a key comes next]
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.MappingStartEvent):
            _filled(stack)
            stack.append([set(), True])
        elif isinstance(event, yaml.SequenceStartEvent):
            _filled(stack)
            stack.append([None, False])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.ScalarEvent) and stack and stack[-1][1]:
            if event.value in stack[-1][0]:
                found.append((event.start_mark.line, event.value))
            stack[-1][0].add(event.value)
            stack[-1][1] = False
        elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            _filled(stack)
    return found


def _filled(stack: list[list[Any]]) -> None:
    if stack and stack[-1][0] is not None:
        stack[-1][1] = True


def missing_keys(data: dict[str, Any], schema: dict[str, Any], waived: set[str]) -> list[str]:
    """Required keys that are not there; of alternatives, "" for none of them."""
    names = [name for name in schema["required"] if name not in data and name not in waived]
    alternatives = [part["required"] for part in schema.get("anyOf", ())]
    if alternatives and not any(set(part) <= data.keys() for part in alternatives):
        names.append("")
    return sorted(names)


def waived_for(path: Path, data: dict[str, Any]) -> set[str]:
    """A date in the file name, or a page that is no article, waives `date` (as FM006 says)."""
    dated = re.match(r"\d{4}-\d\d-\d\d|_index\.", path.name)
    return {"date"} if dated or "page" in (data.get("type"), data.get("layout")) else set()


class Comparison:
    """The two readings side by side."""

    def __init__(self) -> None:
        self.linter = Linter(Settings(select=CODES), datetime.now(UTC))
        self.counts: Counter[str] = Counter()
        self.disagreements: list[str] = []

    def compare(self, path: Path, what: str, ours: Any, theirs: Any) -> None:
        """Count what both say, and keep it where they differ."""
        self.counts[what] += len(theirs) if isinstance(theirs, list) else 1
        if ours != theirs:
            self.disagreements.append(f"{path}: {what}: {ours!r} is not {theirs!r}")

    def article(self, path: Path) -> None:
        """Read one file both ways."""
        text = path.read_bytes().decode("utf-8")
        self.counts["files"] += 1
        article = Article(SourceText(text, str(path)))
        block = BLOCK.match(text)
        self.compare(path, "has front matter", article.front_matter is not None, block is not None)
        front = article.front_matter
        if front is None or block is None:
            return
        self.counts["blocks"] += 1
        data = yaml.load(block[1], Loader=TextDates)
        self.compare(path, "data", front.data, data)
        linted = self.linter.lint(article)
        if linted.crashes:
            self.disagreements.append(linted.crashes[0])
        found = {code: [d for d in linted.diagnostics if d.code == code] for code in CODES}
        ours = [
            (article.source.line_number(d.span.start) - 2, article.source.slice(d.span))
            for d in found["FM004"]
        ]
        self.compare(path, "repeated keys", ours, repeated_keys(block[1]))
        self._identity(path, data, found)

    def _identity(self, path: Path, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        profile = guess_profile(Article(SourceText(path.read_text("utf-8"))))
        schema_file = ROOT / f"schemas/{profile.name}.front-matter.schema.json"
        schema = json.loads(schema_file.read_text("utf-8"))
        theirs = missing_keys(data, schema, waived_for(path, data))
        ours = sorted((d.pointer or "").removeprefix("/") for d in found["FM006"])
        self.compare(path, "missing keys", ours, theirs)
        numbers = ["artid"] if type(data.get("artid")) is int else []
        self.compare(path, "numbers as artid", ["artid" for _d in found["FM007"]], numbers)
        coded = data.get("arturl_encode")
        if isinstance(coded, str):
            url = bytes.fromhex(coded.replace(":", "")).decode()
            try:
                self.compare(path, "decoded URLs", [decode_arturl(coded)], [url])
            except ArturlError as error:
                self.disagreements.append(f"{path}: {error}")


def main() -> int:
    """Compare every file of the folders on the command line."""
    comparison = Comparison()
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).rglob("*.md")):
            comparison.article(path)
    for what, count in comparison.counts.items():
        print(f"{count:7} {what}")
    print(f"{len(comparison.disagreements):7} disagreements")
    for line in comparison.disagreements[:50]:
        print(line)
    return 1 if comparison.disagreements or not comparison.counts["files"] else 0


if __name__ == "__main__":
    sys.exit(main())

"""Scores rules against the project's own labelled articles.

    python -m evaluation citations [-v] [--min-precision 0.97] [--min-recall 0.95]

`evaluation/citations/*.md` are articles written for this purpose, half of them traps;
`labels.jsonl` has a line for each place that a rule must report (file, code, line, column, text).
Whatever else CI001, CI002 and AI001 report in them is wrong. Prints precision and recall of each
rule and exits 1 where one is below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import ainewslint
from ainewslint.config import Settings
from ainewslint.source.text import SourceText

CODES = ("CI001", "CI002", "AI001")
FOLDER = Path(__file__).parent


class Place(NamedTuple):
    """A reported or labelled piece of an article."""

    file: str
    line: int
    column: int
    text: str


def labelled(folder: Path) -> dict[str, set[Place]]:
    """The places that each rule must report."""
    wanted: dict[str, set[Place]] = {code: set() for code in CODES}
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        wanted[one["code"]].add(Place(one["file"], one["line"], one["column"], one["text"]))
    return wanted


def reported(files: Iterable[Path]) -> dict[str, set[Place]]:
    """The places that each rule reports."""
    found: dict[str, set[Place]] = {code: set() for code in CODES}
    settings = Settings(select=CODES)
    for file in files:
        text = file.read_bytes().decode("utf-8")
        source = SourceText(text)
        for one in ainewslint.lint(text, path=file.name, settings=settings):
            if one.code in found:
                line, column = source.position(one.span.start)
                found[one.code].add(Place(file.name, line, column, source.slice(one.span)))
    return found


def citations(arguments: argparse.Namespace) -> bool:
    """Print the scores; whether all are at or above the floors."""
    folder = FOLDER / "citations"
    files = sorted(folder.glob("*.md"))
    wanted, found = labelled(folder), reported(files)
    print(f"{len(files)} articles")
    good = True
    for code in CODES:
        right = len(wanted[code] & found[code])
        precision = right / len(found[code]) if found[code] else 1.0
        recall = right / len(wanted[code]) if wanted[code] else 1.0
        print(
            f"{code}: precision {precision:.3f} recall {recall:.3f} "
            f"({right} right, {len(found[code]) - right} wrong, {len(wanted[code]) - right} missed)"
        )
        good &= precision >= arguments.min_precision and recall >= arguments.min_recall
        if arguments.v:
            for name, places in (
                ("wrong", found[code] - wanted[code]),
                ("missed", wanted[code] - found[code]),
            ):
                for place in sorted(places):
                    print(f"  {name} {place.file}:{place.line}:{place.column} {place.text!r}")
    return good


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("what", choices=["citations"])
    parser.add_argument("-v", action="store_true", help="list what is wrong and missed")
    parser.add_argument("--min-precision", type=float, default=0.97)
    parser.add_argument("--min-recall", type=float, default=0.95)
    sys.exit(0 if citations(parser.parse_args()) else 1)


if __name__ == "__main__":
    main()

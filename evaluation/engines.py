"""Whether the local and the daft engine say the same of a corpus.

    python -m evaluation.engines FOLDER [--jobs 2]

Compares findings, claims, facts and descriptions of every article; exit 1 where one differs.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from ainewslint.corpus.daft_engine import DaftEngine
from ainewslint.corpus.inputs import Columns, Part, find_parts
from ainewslint.corpus.local import LocalEngine
from ainewslint.corpus.run import CorpusResolver
from ainewslint.corpus.work import Checked
from ainewslint.discovery import Discovery


def results(engine: LocalEngine | DaftEngine, parts: list[Part]) -> list[Checked]:
    """What an engine says, and how long it took."""
    found: list[Checked] = []
    wall, before = time.perf_counter(), os.times()
    engine.check(parts, lambda _part, checked: found.extend(checked))
    after = os.times()
    own, children = after.user - before.user, after.children_user - before.children_user
    print(
        f"{type(engine).__name__}: {len(found)} articles, "
        f"{sum(len(one.entries) for one in found)} findings, "
        f"{sum(len(one.claims) for one in found)} claims, {time.perf_counter() - wall:.1f} s wall, "
        f"{own + children:.1f} s user"
    )
    return found


def main() -> int:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    os.chdir(arguments.folder)
    resolver = CorpusResolver({}, isolated=True)
    parts = find_parts(["."], Discovery(use_ignore_files=False), Columns())
    local = results(LocalEngine(resolver, arguments.jobs), parts)
    other = results(DaftEngine(resolver, arguments.jobs), parts)
    differing = [one.path for one, two in zip(local, other, strict=True) if one != two]
    print(f"{len(differing)} articles differ", *differing[:10], sep="\n  ")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())

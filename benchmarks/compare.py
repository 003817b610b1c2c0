"""Wall time of `ainewslint check` against a peer, in turn, as ratios of medians.

    python benchmarks/compare.py FOLDER --peer "markdownlint-cli2" [--step 5] [--runs 5]

FOLDER holds Markdown articles; one of them, and every STEP-th, are copied to a temporary folder
and given to both. The peer is a command that takes file names.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path


def wall(command: Sequence[str], folder: Path) -> float:
    """Seconds that a command takes, whatever it finds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", default="markdownlint-cli2")
    parser.add_argument("--step", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.md"))
    ours = [sys.executable, "-m", "ainewslint", "check", "--isolated"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = files[:: arguments.step]
        for number, file in enumerate(many):
            shutil.copy(file, folder / f"{number:05}.md")
        for label, names in (("one file", ["00000.md"]), (f"{len(many)} files", None)):
            given = names or [f"{number:05}.md" for number in range(len(many))]
            times: list[tuple[float, float]] = []
            for _run in range(arguments.runs):
                mine = wall([*ours, *given], folder)
                times.append((mine, wall([*shlex.split(arguments.peer), *given], folder)))
            mine, peer = (statistics.median(column) for column in zip(*times, strict=True))
            print(f"{label}: {mine:.2f} s against {peer:.2f} s, ratio {mine / peer:.2f}")


if __name__ == "__main__":
    main()

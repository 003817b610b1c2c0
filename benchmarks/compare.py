"""`ainewslint check` against other linters: wall, CPU and memory, as ratios of medians.

    python -m benchmarks.compare FOLDER [--copies 14] [--runs 3] [--peers rumdl,…] [--home DIR]

FOLDER holds articles. The peers are installed under DIR (kept for the next time), and every
measure is taken in turn, ours and theirs, on one file, on some 500 and on the large corpus
(the articles copied). A ratio below 1 means that ainewslint costs less.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import articles, copies
from benchmarks.measure import Cost, cost
from benchmarks.peers import PEERS, Peer

# Copies of one article would be findings of CX, which no peer looks for.
OURS = (sys.executable, "-m", "ainewslint", "check", "--isolated", "--ignore=CX", "--fail-on=never")
SOME = 500


@dataclass(frozen=True)
class Work:
    """Files in a folder, measured so many times."""

    label: str
    folder: Path
    names: tuple[str, ...]
    count: int
    runs: int


def in_turn(
    first: Sequence[str], second: Sequence[str], work: Work, output: Path | None
) -> tuple[Cost, Cost]:
    """The median costs of two commands that are run one after the other, again and again."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _run in range(work.runs):
        for command, found in zip((first, second), costs, strict=True):
            found.append(cost([*command, *work.names], work.folder, output))
    return Cost.median(costs[0]), Cost.median(costs[1])


def compare(peer: Peer, work: Work, home: Path, cache: Path) -> None:
    """Cold, and warm where the peer keeps what it found, with output and without."""
    if work.count > peer.most:
        return
    ways = [("cold", ["--no-cache"], peer.cold)]
    if peer.warm:
        mine = ["--cache-dir", str(cache / "ours")]
        ways.append(("warm", mine, peer.warm))
        ways.append(("warm, no output", mine, (*peer.warm, *peer.silent)))
    for label, ours, theirs in ways:
        first = [*OURS, *ours]
        second = peer.command(home, theirs, cache / peer.name)
        if label == "warm":
            for command in (first, second):
                cost([*command, *work.names], work.folder)
        output = None if "no output" in label else work.folder.parent / "output"
        mine_cost, peer_cost = in_turn(first, second, work, output)
        title = f"{work.label}, {label}"
        print(f"{title:28} ainewslint         {mine_cost}")
        print(f"{'':28} {peer.name:18} {peer_cost}")
        ratios = (mine / max(other, 1e-9) for mine, other in zip(mine_cost, peer_cost, strict=True))
        print(
            "{:28} ratio              {:8.3f}   {:8.3f}       {:7.3f}".format("", *ratios),
            flush=True,
        )
    for name in ("ours", peer.name):
        shutil.rmtree(cache / name, ignore_errors=True)


def growth(folder: Path, runs: int) -> None:
    """CPU seconds for one article of 1 KB to 10 MB, less those of an empty one."""
    paragraph = "模型在 GPQA 上达到 87.7%，比上一代高[^1]。See `the log` and [the card](https://a.example/x)。\n\n"
    (folder / "empty.md").write_text("", "utf-8")
    command = [*OURS, "--no-cache", "--output-format", "concise"]
    start = Cost.median(cost([*command, "empty.md"], folder) for _run in range(runs)).cpu
    before = 0.0
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        (folder / "grown.md").write_text("# 标题\n\n" + paragraph * (size // 130), "utf-8")
        spent = cost([*command, "grown.md"], folder).cpu - start
        grown = f"{spent / before:6.1f} times the one before" if before > 0.05 else ""
        print(f"one article of {size:>10,} B {spent:8.2f} CPU s {grown}", flush=True)
        before = spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=14, help="0: no large corpus")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS))
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "lint-peers")
    parser.add_argument("--no-growth", action="store_true")
    given = parser.parse_args()
    peers = [one for one in PEERS if one.name in given.peers.split(",") and one.install(given.home)]
    source = articles(given.folder)
    with tempfile.TemporaryDirectory() as name:
        some, large, cache = (Path(name, one) for one in ("some/in", "large/in", "cache"))
        some.mkdir(parents=True)
        chosen = source[:: max(1, len(source) // SOME)]
        for number, file in enumerate(chosen):
            shutil.copy(file, some / f"{number:05}.md")
        works = [
            Work("one file", some, ("00000.md",), 1, given.runs * 3),
            Work(f"{len(chosen)} files", some, (".",), len(chosen), given.runs),
        ]
        if given.copies:
            count = sum(1 for _file in copies(given.folder, large, given.copies))
            works.append(Work(f"{count} files", large, (".",), count, given.runs))
        time.sleep(2.5)  # files changed just now are not trusted by their times
        for work in works:
            for peer in peers:
                compare(peer, work, given.home, cache)
        if not given.no_growth:
            growth(some, given.runs)


if __name__ == "__main__":
    main()

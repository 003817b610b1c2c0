"""What it costs to find copies and near-copies in a corpus, at three sizes.

    python benchmarks/corpus_duplicates.py FOLDER [--copies 14] [--limit 36854] [--jobs 1]

Every article of FOLDER is written COPIES times, each time with other sentences turned round: from
none to most of them. `ainewslint check --select CX004,CX005` then runs over a ninth, a third and
all of it; CPU time, peak memory of the largest process and findings are printed for each.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SENTENCE = re.compile(r"[^。！？.!?\n]{8,}[。！？.!?]?")


def changed(text: str, copy: int, copies: int) -> str:
    """The text with `copy` of every `copies` sentences turned round."""
    number = 0

    def turn(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        # Which sentences are turned differs from copy to copy.
        turned = (number * 2_654_435_761 >> 16) % copies < copy
        return match[0][::-1] + str(copy) if turned else match[0]

    head, fence, body = text.partition("\n---")
    return head + fence + SENTENCE.sub(turn, body) if fence else SENTENCE.sub(turn, text)


def write(source: Path, target: Path, copies: int, limit: int) -> int:
    """Write the copies, a folder each; returns how many articles there are."""
    files = sorted(source.rglob("*.md"))
    count = 0
    for copy in range(copies):
        folder = target / f"copy{copy:02}"
        folder.mkdir()
        for number, file in enumerate(files):
            if count == limit:
                return count
            text = file.read_text("utf-8", errors="replace")
            (folder / f"{number:05}.md").write_text(changed(text, copy, copies), "utf-8")
            count += 1
    return count


def measure(paths: list[str], folder: Path, jobs: int) -> tuple[float, int, int]:
    """CPU seconds, peak memory in MiB and findings of a run."""
    command = [sys.executable, "-m", "ainewslint", "check", "--isolated", "--no-cache"]
    options = ["--select", "CX004,CX005", "--output-format", "jsonl", "--jobs", str(jobs)]
    with (folder / "found.jsonl").open("wb+") as out:
        process = subprocess.Popen([*command, *options, *paths], cwd=folder, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) > 1:
            raise SystemExit("the run failed")
        out.seek(0)
        found = sum(1 for _line in out)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=14)
    parser.add_argument("--limit", type=int, default=36_854)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        total = write(arguments.folder, folder, arguments.copies, arguments.limit)
        names = sorted(one.name for one in folder.iterdir())
        print(f"{total} articles")
        for parts in (9, 3, 1):
            some = names[: max(1, round(len(names) / parts))]
            count = sum(1 for one in some for _file in (folder / one).iterdir())
            cpu, memory, found = measure(some, folder, arguments.jobs)
            print(
                f"{count:6} articles: {cpu:6.1f} s CPU, {cpu / count * 1000:.2f} ms an article, "
                f"{memory} MiB, {found} findings",
                flush=True,
            )


if __name__ == "__main__":
    main()

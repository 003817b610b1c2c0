"""What a command costs: wall and CPU seconds, and the peak memory of all its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.02  # seconds between two looks at the memory


class Cost(NamedTuple):
    """Seconds, seconds of all processes together, MiB of all processes together."""

    wall: float
    cpu: float
    memory: float

    @classmethod
    def median(cls, costs: Iterable[Cost]) -> Cost:
        """The median of each column."""
        return cls(*(statistics.median(column) for column in zip(*costs, strict=True)))

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s {self.cpu:8.2f} CPU s {self.memory:7.0f} MiB"


def cost(command: Sequence[str], folder: Path, output: Path | None = None) -> Cost:
    """What a command costs, whatever it finds; its output goes to a file, or nowhere."""
    with open(output or os.devnull, "wb") as stream:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=stream, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        _pid, _status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = 0  # it has been waited for
        watcher.done.set()
        watcher.join()
    peak = max(watcher.peak, usage.ru_maxrss / 1024)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


class _Watcher(threading.Thread):
    """Adds up the memory of a process and of those it started, pages they share once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(_PAUSE):
            self.peak = max(self.peak, sum(map(_memory, _family(self.pid))) / 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except OSError:
                continue
    return found


def _memory(pid: int) -> int:
    """KiB, pages shared by several processes divided among them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:"), 0)

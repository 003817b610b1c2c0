"""Worker processes: how many, and how they begin."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a run without workers need not import what starts them
    from multiprocessing.context import BaseContext


def processors() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def worker_context() -> BaseContext:
    """How to start processes: forked, which costs next to nothing, where that is safe.

    A fork takes over the locks that other threads hold, and nobody ever releases them.
    """
    from multiprocessing import get_all_start_methods, get_context

    forks = os.name == "posix" and "fork" in get_all_start_methods()
    return get_context("fork" if forks and threading.active_count() == 1 else "spawn")

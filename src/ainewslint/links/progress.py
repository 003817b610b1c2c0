"""A progress bar on standard error: on a terminal only, and only where rich is installed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from ainewslint.source.urls import mask_credentials

from .outcomes import Outcome


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[str, Outcome], None]]:
    """Give a function to pass as `on_result`; `total` is the number of different URLs."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining
    except ImportError:
        yield _ignore
        return
    columns = (BarColumn(), MofNCompleteColumn(), Remaining(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(url: str, outcome: Outcome) -> None:
            shown = mask_credentials(url)
            shown = shown if len(shown) <= 60 else shown[:59] + "…"
            bar.update(task, advance=1, description=shown.replace("[", r"\["))

        yield advance


def _ignore(_url: str, _outcome: Outcome) -> None:
    """No terminal, no progress."""

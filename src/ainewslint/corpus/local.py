"""The local engine: worker processes on this machine, and none of them can take others down."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

from ainewslint.config import SettingsResolver
from ainewslint.corpus.inputs import Part, Row
from ainewslint.corpus.work import Checked, check_row
from ainewslint.messages import activate, language
from ainewslint.run_options import RunOptions
from ainewslint.runner import Runner
from ainewslint.workers import processors, worker_context

_CHUNK = 16  # articles a worker takes at a time
_ALONE_BELOW = 24  # articles; below, starting workers costs more than they save
_AHEAD = 4  # chunks a worker has waiting

Done = Callable[[Part, list[Checked]], None]


class LocalEngine:
    """Checks parts with `jobs` processes (None: one a processor)."""

    def __init__(self, resolver: SettingsResolver, jobs: int | None = None) -> None:
        self.resolver = resolver
        self.jobs = jobs or processors()
        self._pool: ProcessPoolExecutor | None = None

    def check(self, parts: Sequence[Part], done: Done) -> None:
        """Check parts, and hand on each with its results in order of its rows.

        Raises ConfigError, KnowledgeError and InputError.
        """
        if self.jobs < 2 or sum(part.size for part in parts) < _ALONE_BELOW:
            runner = Runner(self.resolver, RunOptions(jobs=1))
            for part in parts:
                done(part, [check_input(runner, row) for row in part.rows()])
            return
        # What workers need is imported before they are forked.
        Runner(self.resolver).linter(".")
        try:
            for part, results in _by_part(self._results(parts)):
                done(part, results)
        finally:
            self._close()

    def _results(self, parts: Sequence[Part]) -> Iterator[tuple[Part, bool, list[Checked]]]:
        """(part, whether it ends here, results) of every chunk, in order."""
        waiting: deque[tuple[Part, bool, list[Row], Future[list[Checked]]]] = deque()
        for part, last, rows in _chunks(parts):
            waiting.append((part, last, rows, self._submit(rows)))
            if len(waiting) >= self.jobs * _AHEAD:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(
        self, waiting: deque[tuple[Part, bool, list[Row], Future[list[Checked]]]]
    ) -> tuple[Part, bool, list[Checked]]:
        part, last, rows, future = waiting.popleft()
        try:
            return part, last, future.result()
        except BrokenExecutor:
            # A worker was killed, by an article or from outside: this chunk goes one by one, the
            # others once more.
            self._close()
            results = self._carefully(rows)
            for number, (other, ends, lines, _future) in enumerate(waiting):
                waiting[number] = (other, ends, lines, self._submit(lines))
            return part, last, results

    def _submit(self, rows: list[Row]) -> Future[list[Checked]]:
        if self._pool is None:
            self._pool = self._started(self.jobs)
        try:
            return self._pool.submit(_check_rows, rows)
        except BrokenExecutor as error:  # what was submitted before says so in its turn
            failed: Future[list[Checked]] = Future()
            failed.set_exception(error)
            return failed

    def _carefully(self, rows: list[Row]) -> list[Checked]:
        """Each article in a worker that it may take down with it."""
        results = []
        pool = self._started(1)
        for row in rows:
            try:
                results.extend(pool.submit(_check_rows, [row]).result())
            except BrokenExecutor:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = self._started(1)
                reason = "the process that read it was killed; is there enough memory?"
                results.append(Checked(row.path, failure=reason))
        pool.shutdown()
        return results

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            jobs,
            mp_context=worker_context(),
            initializer=start_worker,
            initargs=(self.resolver, language()),
        )

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


_worker: Runner | None = None


def start_worker(resolver: SettingsResolver, spoken: str) -> None:
    """Make this process a worker."""
    global _worker  # noqa: PLW0603 - one runner per worker process
    activate(spoken)
    _worker = Runner(resolver, RunOptions(jobs=1))


def _check_rows(rows: Iterable[Row]) -> list[Checked]:
    assert _worker is not None
    return [check_input(_worker, row) for row in rows]


def check_input(runner: Runner, row: Row) -> Checked:
    """Check one row of an input, read from the disk where it has no text of its own."""
    if row.failure is not None:
        return Checked(row.path, failure=row.failure)
    data = row.data
    if data is None:
        try:
            with open(row.path, "rb") as stream:
                data = stream.read()
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            return Checked(row.path, failure=f"cannot be read: {reason}")
    return check_row(runner, row.path, data)


def _chunks(parts: Sequence[Part]) -> Iterator[tuple[Part, bool, list[Row]]]:
    """The rows of the parts a chunk at a time; every part has at least one, its last."""
    for part in parts:
        rows: list[Row] = []
        for row in part.rows():
            if len(rows) == _CHUNK:
                yield part, False, rows
                rows = []
            rows.append(row)
        yield part, True, rows


def _by_part(
    results: Iterable[tuple[Part, bool, list[Checked]]],
) -> Iterator[tuple[Part, list[Checked]]]:
    found: list[Checked] = []
    for part, last, some in results:
        found.extend(some)
        if last:
            yield part, found
            found = []

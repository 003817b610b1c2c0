"""The daft engine: the same work as a daft plan, on this machine or on a Ray cluster.

https://docs.daft.ai. Articles are fetched (object storage), read (Parquet) or opened (files) by
daft's workers, checked there, and come back as a line of JSON each.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from ainewslint.config import SettingsResolver
from ainewslint.corpus.frames import NUMBERS, TEXTS, findings_of
from ainewslint.corpus.inputs import (
    FilesPart,
    InputError,
    ObjectsPart,
    Part,
    Row,
    TablePart,
    table_row,
)
from ainewslint.corpus.local import Done, LocalEngine, check_input
from ainewslint.corpus.work import Checked
from ainewslint.messages import activate, language
from ainewslint.run_options import RunOptions
from ainewslint.runner import Runner

_BATCH = 64  # articles a worker takes at a time
_TOGETHER = 8  # parts in one plan: starting a plan's workers costs a second


class DaftEngine:
    """Checks parts with `jobs` processes a machine (None: one a processor).

    Raises InputError where daft is not installed. After `daft.set_runner_ray()` the same plans
    run on Ray.
    """

    def __init__(self, resolver: SettingsResolver, jobs: int | None = None) -> None:
        try:
            import daft  # noqa: F401 - to say so before anything is done
        except ImportError:
            raise InputError("--engine daft needs daft: pip install ainewslint[daft]") from None
        self.resolver = resolver
        self.jobs = jobs or os.cpu_count() or 1

    def check(self, parts: Sequence[Part], done: Done) -> None:
        """Check parts, and hand on each with its results in order of its rows.

        A plan that fails, because a worker was killed or for any other reason, is done again by
        the local engine, which knows how to leave out the article at fault.

        Raises ConfigError, KnowledgeError and InputError.
        """
        Runner(self.resolver).linter(".")  # raises what every worker would raise
        for at in range(0, len(parts), _TOGETHER):
            some = parts[at : at + _TOGETHER]
            try:
                found = self._checked(some)
            except Exception as error:  # daft wraps what its workers meet in errors of its own
                reason = (str(error).strip() or type(error).__name__).splitlines()[0]
                print(f"ainewslint: daft: {reason}; going on without it", file=sys.stderr)
                LocalEngine(self.resolver, self.jobs).check(some, done)
                continue
            for part, results in zip(some, found, strict=True):
                done(part, results)

    def _checked(self, parts: Sequence[Part]) -> list[list[Checked]]:
        frames = [_frame(part, number) for number, part in enumerate(parts)]
        whole = frames[0]
        for frame in frames[1:]:
            whole = whole.concat(frame)
        checked = checking(self.resolver, self.jobs)
        columns = (whole[name] for name in ("path", "text", "disk"))
        whole = whole.select("part", "row", checked(*columns).alias("checked"))
        found: list[dict[int, Checked]] = [{} for _part in parts]
        for row in whole.iter_rows():
            found[row["part"]][row["row"]] = Checked.from_json(row["checked"])
        return [[rows[number] for number in sorted(rows)] for rows in found]


def checking(resolver: SettingsResolver, jobs: int | None) -> Any:
    """A daft function from columns (path, text, whether to read the path from disk) to the
    articles' results as JSON, made by `jobs` processes on each machine."""
    import daft

    spoken = language()

    @daft.cls(use_process=True, max_concurrency=jobs, name_override="ainewslint")
    class Checking:
        """Lints articles; each process has the rules once."""

        def __init__(self) -> None:
            activate(spoken)
            self.runner = Runner(resolver, RunOptions(jobs=1))

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=_BATCH)
        def check(self, paths: daft.Series, texts: daft.Series, disk: daft.Series) -> list[str]:
            """The results of some articles."""
            columns = (paths.to_pylist(), texts.to_pylist(), disk.to_pylist())
            rows = zip(*columns, strict=True)
            return [check_input(self.runner, _row(*row)).to_json() for row in rows]

    return Checking().check


def lint_daft(
    frame: Any, path_column: str, text_column: str, resolver: SettingsResolver, jobs: int | None
) -> Any:
    """The findings in a daft table as another, made when that one is asked for."""
    import daft
    from daft.functions import unnest

    text, number = daft.DataType.string(), daft.DataType.int64()
    finding = daft.DataType.struct({**dict.fromkeys(TEXTS, text), **dict.fromkeys(NUMBERS, number)})
    checked = checking(resolver, jobs)

    @daft.func(return_dtype=daft.DataType.list(finding))
    def findings(line: str) -> list[dict[str, Any]]:
        return findings_of(Checked.from_json(line))

    columns = (daft.col(path_column), daft.col(text_column), daft.lit(False))
    rows = frame.select(findings(checked(*columns)).alias("finding")).explode("finding")
    return rows.where(daft.col("finding").not_null()).select(unnest(daft.col("finding")))


def _row(path: Any, text: Any, disk: bool) -> Row:
    shown = "" if path is None else str(path)
    return Row(shown) if disk else table_row(shown, text)


def _frame(part: Part, number: int) -> Any:
    """A part as columns part, row, path, text, disk."""
    import daft

    if isinstance(part, TablePart):
        frame = _table(part)
    else:
        assert isinstance(part, (FilesPart, ObjectsPart))
        on_disk = isinstance(part, FilesPart)
        paths = list(part.paths)
        if isinstance(part, ObjectsPart):
            paths = [f"{part.scheme}://{path}" for path in part.paths]
        frame = daft.from_pydict({"row": list(range(len(paths))), "path": paths})
        none = daft.lit(None).cast(daft.DataType.binary())
        text = none if on_disk else daft.col("path").download(on_error="null")
        frame = frame.with_columns({"text": text, "disk": daft.lit(on_disk)})
    return frame.select(daft.lit(number).alias("part"), "row", "path", "text", "disk")


def _table(part: TablePart) -> Any:
    import daft
    from daft.functions import coalesce, monotonically_increasing_id

    # The list has the row groups of each file.
    frame = daft.read_parquet([part.shown], row_groups=[[part.group]])
    row = monotonically_increasing_id().cast(daft.DataType.int64())
    frame = frame.with_column("row", row)
    number = (daft.col("row") + part.first).cast(daft.DataType.string())
    path = daft.lit(f"{part.shown}#") + number
    if part.columns.path in frame.column_names:
        path = coalesce(daft.col(part.columns.path).cast(daft.DataType.string()), path)
    text = daft.col(part.columns.text).cast(daft.DataType.binary())
    return frame.select(
        "row", path.alias("path"), text.alias("text"), daft.lit(False).alias("disk")
    )

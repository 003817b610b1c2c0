"""The daft engine finds what the local one finds, and loses nothing."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from ainewslint.config import Settings, SettingsResolver
from ainewslint.corpus import daft_engine
from ainewslint.corpus.daft_engine import DaftEngine
from ainewslint.corpus.inputs import Columns, Part, find_parts
from ainewslint.corpus.local import LocalEngine
from ainewslint.corpus.work import Checked
from ainewslint.discovery import Discovery
from tests.corpus.articles import write
from tests.corpus.test_command import parquet_corpus

RESOLVER = SettingsResolver(fixed=Settings(extend_select=("CX",)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("daft")
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    parquet_corpus(tmp_path / "rows.parquet")
    return tmp_path


def results(engine: DaftEngine | LocalEngine, parts: list[Part]) -> list[list[Checked]]:
    found: list[list[Checked]] = []
    engine.check(parts, lambda _part, checked: found.append(checked))
    return found


@pytest.mark.parametrize("path", ["posts", "rows.parquet", "file://{here}/posts"])
def test_same_as_local(folder: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    columns = Columns("none" if "parquet" in path else "path", "body")
    address = path.format(here=folder)
    parts = find_parts([address], Discovery(), columns, size=3)
    assert len(parts) == 3
    whole = results(LocalEngine(RESOLVER, 1), parts)
    assert results(DaftEngine(RESOLVER, 1), parts) == whole
    assert capsys.readouterr().err == ""


def test_a_killed_worker_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import daft

    parts = find_parts(["posts"], Discovery(), Columns(), size=3)
    whole = results(LocalEngine(RESOLVER, 1), parts)

    def killing(_resolver: SettingsResolver, jobs: int) -> Any:
        @daft.cls(use_process=True, max_concurrency=jobs)
        class Killing:
            @daft.method.batch(return_dtype=daft.DataType.string())
            def check(self, *_columns: daft.Series) -> list[str]:
                os.kill(os.getpid(), signal.SIGKILL)
                return []

        return Killing().check

    monkeypatch.setattr(daft_engine, "checking", killing)
    assert results(DaftEngine(RESOLVER, 1), parts) == whole
    assert "going on without it" in capsys.readouterr().err

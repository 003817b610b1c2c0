"""Compiled patterns come back as they were, from a good file and from a bad one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ainewslint import pattern_store
from ainewslint.pattern_store import Store, default_path
from ainewslint.patterns import _Lazy
from tests.test_patterns import _named

PROGRAM = """
import sys
from ainewslint import pattern_store
made, original = [], pattern_store._made
def watched(*key):
    made.append(key)
    return original(*key)
pattern_store._made = watched
import ainewslint
found = ainewslint.lint("# 三月小结\\n\\n智能体与物理世界的交互13。\\n", path="a.md")
print(len(made), [one.code for one in found])
"""


def test_every_pattern_is_what_re_makes_of_it() -> None:
    for place, one in _named():
        if not isinstance(one, _Lazy):
            continue
        key = (one._arguments[0], int(one._arguments[1]))
        if isinstance(key[0], str):
            restored = pattern_store._restored(key[0], pattern_store._made(*key))
            assert restored == re.compile(*key), place
            assert restored.groupindex == re.compile(*key).groupindex, place


def test_is_read_back_by_the_next_run(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(**more: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    first, second = run().split(" ", 1), run().split(" ", 1)
    assert int(first[0]) > 20
    assert second == ["0", first[1]]
    (kept,) = tmp_path.rglob("*.patterns")
    kept.unlink()
    assert int(run(PYTHONDONTWRITEBYTECODE="1").split(" ", 1)[0]) > 20
    assert not kept.exists()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.patterns"
    store = Store(str(path))
    store.compiled("交互(?P<n>[0-9]+)", 0)
    store.write()
    return path


def test_what_two_processes_keep_is_kept(kept: Path) -> None:
    one, other = Store(str(kept)), Store(str(kept))
    one.compiled("a+", 0)
    other.compiled("b+", re.IGNORECASE)
    one.write()
    other.write()
    assert {pattern for pattern, _flags in Store(str(kept))._kept} == {
        "交互(?P<n>[0-9]+)", "a+", "b+",
    }  # fmt: skip


def test_a_damaged_file_is_as_none(kept: Path) -> None:
    whole = kept.read_bytes()
    for at in range(0, len(whole), 7):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            kept.write_bytes(damaged)
            assert Store(str(kept))._kept == {}
    match = Store(str(kept)).compiled("交互(?P<n>[0-9]+)", 0).search("交互13")
    assert match is not None
    assert match["n"] == "13"


def test_a_file_of_another_python_is_as_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_store, "_PYTHON", "pypy 9")
    assert Store(str(kept))._kept == {}


def test_code_that_python_refuses_is_compiled_anew(kept: Path) -> None:
    store = Store(str(kept))
    ((key, made),) = store._kept.items()
    store._kept[key] = (made[0], b"\xff" * len(made[1]), *made[2:])
    assert store.compiled(*key) == re.compile(*key)


def test_a_compiler_of_another_form_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_store, "_made", lambda *key: (0,))
    assert Store(None).compiled("a+", 0) == re.compile("a+")


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "missing" / "kept.patterns"))
    assert store.compiled("a+", 0) == re.compile("a+")
    store.write()
    assert list(tmp_path.iterdir()) == []


def test_old_patterns_do_not_pile_up(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_store, "_LARGEST", kept.stat().st_size - 5)
    store = Store(str(kept))
    store._kept.clear()
    store.compiled("a+", 0)
    store.write()
    assert [pattern for pattern, _flags in Store(str(kept))._kept] == ["a+"]


def test_nothing_is_kept_where_python_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = default_path()
    assert path is not None
    assert path.endswith(f".{sys.implementation.cache_tag}.patterns")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert default_path() is None

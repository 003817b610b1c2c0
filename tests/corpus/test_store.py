"""Stores that cannot be opened or read."""

from pathlib import Path

import pytest

from ainewslint.corpus.store import Store, StoreError


def test_a_store_that_cannot_be_opened_is_not_called_foreign(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: unable to open"):
        Store(tmp_path / "missing" / "runs.sqlite")


def test_a_damaged_store_is_an_error_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "runs.sqlite"
    with Store(file) as store:
        store._db.execute("DROP TABLE rule_counts")
        with pytest.raises(StoreError, match=r"runs\.sqlite: earlier runs cannot be read: "):
            store.runs()

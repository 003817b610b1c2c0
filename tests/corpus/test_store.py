"""Stores that cannot be opened."""

from pathlib import Path

import pytest

from ainewslint.corpus.store import Store, StoreError


def test_a_store_that_cannot_be_opened_is_not_called_foreign(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: unable to open"):
        Store(tmp_path / "missing" / "runs.sqlite")

"""The examples of docs/corpus.md run."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs/corpus.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
PLAIN = [one for one in EXAMPLES if "assert" in one]


def test_one_for_each_package() -> None:
    packages = [one.split()[1] for one in PLAIN]
    assert packages == ["pandas", "polars", "daft"]


@pytest.mark.parametrize("example", PLAIN, ids=["pandas", "polars", "daft"])
def test_example(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(example.split()[1])
    monkeypatch.chdir(tmp_path)
    exec(example, {})

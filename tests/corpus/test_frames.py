"""lint_frame: every kind of table gives the same rows."""

from typing import Any

import pytest

import ainewslint
from ainewslint.config import Settings
from ainewslint.corpus.frames import NUMBERS, TEXTS

SETTINGS = Settings(select=("ST", "AI", "NL"))
COLUMNS: dict[str, list[str | None]] = {
    "file": ["a.md", "b.md", "c.md", "d.md"],
    "body": [
        "# 一\n\n正文【3†source】。\n",
        "# 二\n\n" + "正文很长。" * 60,
        None,
        "# 四\n\n### 深\n" * 2,
    ],
}


def table(kind: str) -> Any:
    module = pytest.importorskip(kind)
    if kind == "daft":
        return module.from_pydict(COLUMNS)
    return module.table(COLUMNS) if kind == "pyarrow" else module.DataFrame(COLUMNS)


def rows(found: Any, kind: str) -> list[dict[str, Any]]:
    if kind == "pandas":
        columns = found.astype(object).where(found.notna(), None).to_dict("list")
    else:
        columns = found.to_dict(as_series=False) if kind == "polars" else found.to_pydict()
    assert list(columns) == [*TEXTS, *NUMBERS]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "daft"])
def test_same_rows_as_lint(kind: str) -> None:
    frame = table(kind)
    options: dict[str, Any] = {"path_column": "file", "text_column": "body", "jobs": 1}
    found = ainewslint.lint_frame(frame, settings=SETTINGS, **options)
    assert type(found) is type(frame)
    expected = []
    for path, text in zip(*COLUMNS.values(), strict=True):
        if text is None:
            expected.append((path, "NL006", None, None))
            continue
        source = ainewslint.parse(text).source
        for one in ainewslint.lint(text, str(path), SETTINGS):
            expected.append((path, one.code, *source.position(one.span.start)))
    got = [(row["path"], row["code"], row["line"], row["column"]) for row in rows(found, kind)]
    assert got == expected
    assert len({code for _path, code, *_place in got}) > 2


def test_no_rows() -> None:
    empty = table("pyarrow").slice(0, 0)
    found = ainewslint.lint_frame(empty, path_column="file", text_column="body")
    assert found.num_rows == 0
    assert found.column_names == [*TEXTS, *NUMBERS]


def test_clear_errors() -> None:
    with pytest.raises(KeyError, match="no column 'path'; there are file, body"):
        ainewslint.lint_frame(table("pyarrow"))
    with pytest.raises(TypeError, match="not list"):
        ainewslint.lint_frame([{"path": "a.md", "text": ""}])


def test_lazy_table() -> None:
    lazy = table("polars").lazy()
    with pytest.raises(TypeError, match="collect"):
        ainewslint.lint_frame(lazy)

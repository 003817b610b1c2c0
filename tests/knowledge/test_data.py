"""The shipped tables: enough of them, every row sound, the facts the rules rest on."""

from __future__ import annotations

import datetime

import pytest

from ainewslint.knowledge import PartialDate, default
from ainewslint.knowledge.store import DATA
from ainewslint.knowledge.tables import read_table
from ainewslint.knowledge.validation import validate


def test_counts() -> None:
    knowledge = default()
    assert len(knowledge.benchmarks) >= 120
    assert len([one for one in knowledge.models.values() if one.kind == "model"]) >= 300
    assert len(knowledge.results()) >= 1000


def test_the_shipped_tables_are_sound() -> None:
    assert validate() == []


def test_names_are_unique() -> None:
    for name, column in (("models", 0), ("benchmarks", 0), ("vendors", 0), ("spellings", 0)):
        keys = [row.cells[column] for row in default().table(name)]
        assert len(keys) == len(set(keys)), name


def test_one_row_a_line() -> None:
    """Queries read single lines of the results, so no cell may hold a line break."""
    for file in DATA.glob("*.csv"):
        _, rows = read_table(file)
        lines = file.read_text(encoding="utf-8").splitlines()
        comments = [line for line in lines if line.startswith("#")]
        assert len(rows) + 1 + len(comments) == len(lines), file.name


def test_every_result_has_a_source_and_a_range() -> None:
    for result in default().results():
        assert result.source.startswith("https://"), result
        assert "example" not in result.source
        if result.unit == result.benchmark.unit:
            assert result.benchmark.in_range(result.value), result


def test_vendors_are_known() -> None:
    knowledge = default()
    assert {model.vendor for model in knowledge.models.values()} <= set(knowledge.vendors)


def test_dates_parse_and_are_in_order() -> None:
    for model in default().models.values():
        for day in (model.announced, model.released):
            if day:
                assert day.first <= day.last
        if model.announced and model.released:
            assert model.announced.first <= model.released.last, model


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("o3", "2024-12-20"),
        ("GPT-4o", "2024-05-13"),
        ("GPT-4", "2023-03-14"),
        ("DeepSeek-R1", "2025-01-20"),
        ("文心一言", "2023-03-16"),
        ("Sora", "2024-02-15"),
        ("AlphaFold 3", "2024-05-08"),
        ("Llama 3.1", "2024-07-23"),
        ("Claude 3.5 Sonnet", "2024-06-20"),
        ("Veo 2", "2024-12-16"),
    ],
)
def test_known_announcements(name: str, announced: str) -> None:
    assert default().announced(name) == announced


def test_announced_is_not_released() -> None:
    o3 = default().models["o3"]
    assert (o3.announced, o3.released) == ("2024-12-20", "2025-04-16")


def test_partial_dates() -> None:
    assert PartialDate("2024-02").last == datetime.date(2024, 2, 29)
    assert PartialDate("2024").first == datetime.date(2024, 1, 1)
    assert PartialDate("2024").last == datetime.date(2024, 12, 31)
    assert PartialDate("2024-12-20").first == PartialDate("2024-12-20").last
    for wrong in ("", "2024-13", "2024-02-30", "soon", "2024-1-1"):
        with pytest.raises(ValueError, match=r".+"):
            _ = PartialDate(wrong).last

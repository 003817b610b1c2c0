"""Dates as people write them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainewslint.source.dates import ImpossibleDateError, parse_date

EAST = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-10", datetime(2025, 2, 10)),
        ("2025-02-10 13:18:05 +08:00", datetime(2025, 2, 10, 13, 18, 5, tzinfo=EAST)),
        ("2025-02-10T13:18:05Z", datetime(2025, 2, 10, 13, 18, 5, tzinfo=UTC)),
        ("2025-09-05T05:44:39.731046Z", datetime(2025, 9, 5, 5, 44, 39, tzinfo=UTC)),
        ("2025-02-10 13:18", datetime(2025, 2, 10, 13, 18)),
        ("2025-02-10 10:00 +8", datetime(2025, 2, 10, 10, tzinfo=EAST)),
        ("2025-02-10 10:00:00 CST", datetime(2025, 2, 10, 10)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Mon, 10 Feb 2025 13:18:05 +0800", datetime(2025, 2, 10, 13, 18, 5, tzinfo=EAST)),
        ("Feb 10, 2025", datetime(2025, 2, 10)),
        ("10 February 2025", datetime(2025, 2, 10)),
        ("2024-02-29", datetime(2024, 2, 29)),
    ],
)
def test_good_dates(text: str, moment: datetime) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.moment == moment
    assert date.moment.tzinfo == moment.tzinfo
    assert date.mended is None


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("2025-03-11T20:38:36+0800", "2025-03-11T20:38:36+08:00"),
        ("2025-3-1", "2025-03-01"),
        ("2025/03/01 10:00", "2025-03-01 10:00"),
        ("2025.3.1", "2025-03-01"),
        ("2025-3-1T10:00:00+0800", "2025-03-01T10:00:00+08:00"),
        ("2025年3月1日", "2025-03-01"),
        ("2025年3月1日 8:20", "2025-03-01 08:20:00"),
        ("20250301", "2025-03-01"),
    ],
)
def test_mended_dates_mean_the_same(text: str, mended: str) -> None:
    date, better = parse_date(text), parse_date(mended)
    assert date is not None
    assert better is not None
    assert date.mended == mended
    assert better.mended is None
    assert better.moment == date.moment


@pytest.mark.parametrize(
    "text",
    ["2025-13-01", "2025-02-29", "2025-00-10", "0000-01-01", "2025-02-10 25:00", "20251301"],
)
def test_impossible_dates(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "{{ date }}", "2025-02", "2025", "昨天", "2025-0２-10", "Feb 30, 2025"]
)
def test_no_dates(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=40) | st.from_regex(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]?.{0,12}"))
def test_nothing_else_is_raised(text: str) -> None:
    with suppress(ImpossibleDateError):
        date = parse_date(text)
        assert date is None or date.earliest().tzinfo is not None

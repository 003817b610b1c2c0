"""Runs of digits read as citation numbers."""

from hypothesis import given
from hypothesis import strategies as st

from ainewslint.citations.ids import restore, splits


def test_readings() -> None:
    assert splits("510") == ((5, 10),)
    assert splits("13") == ((1, 3), (13,))
    assert splits("20") == ((20,),)
    assert splits("907") == ()
    assert splits("0") == splits("") == splits("123456789") == ()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True).map(sorted))
def test_what_was_glued_is_among_the_readings(numbers: list[int]) -> None:
    assert tuple(numbers) in splits("".join(map(str, numbers)))


def test_restored_only_where_one_reading_fits() -> None:
    assert restore("13", frozenset({1, 2, 3})) == (1, 3)
    assert restore("13", frozenset(range(1, 20))) is None
    assert restore("510", frozenset(range(1, 20))) == (5, 10)
    assert restore("13", frozenset()) is None

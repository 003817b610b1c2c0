"""Records behave as the data classes that the standard library makes."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, field, fields, replace
from typing import Any

import pytest

from ainewslint.records import record


@record(frozen=True, slots=True)
class Point:
    x: int
    y: tuple[int, ...] = ()
    note: str = field(default="", compare=False, repr=False)


@record(slots=True)
class Tally:
    counts: dict[str, int] = field(default_factory=dict)


@record(eq=False)
class Thing:
    x: int = 0


class Standard:
    """The same classes, made by `dataclasses`."""

    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: tuple[int, ...] = ()
        note: str = field(default="", compare=False, repr=False)


def test_are_compared_hashed_and_shown_alike() -> None:
    ours, theirs = Point(1, (2,), "a"), Standard.Point(1, (2,), "a")
    assert ours == Point(1, (2,), "b")
    assert ours != Point(1, (3,), "a")
    assert ours != theirs
    assert hash(ours) == hash(theirs) == hash(Point(1, (2,), "b"))
    assert repr(ours) == "Point(x=1, y=(2,))"
    assert Standard.Point.__qualname__ in repr(theirs)


def test_what_changes_has_no_hash_and_what_is_not_compared_is_itself() -> None:
    assert Tally({"a": 1}) == Tally({"a": 1})
    with pytest.raises(TypeError):
        hash(Tally())
    assert Thing() != Thing()
    assert len({Thing(), Thing()}) == 2


@pytest.mark.parametrize("one", [Point(1, (2,), "n"), Tally({"a": 1})])
def test_can_be_copied_replaced_and_sent(one: Any) -> None:
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one) == replace(one)
    assert not hasattr(one, "__dict__")


def test_a_class_keeps_the_methods_it_has() -> None:
    @record(frozen=True)
    class Named:
        x: int

        def __repr__(self) -> str:
            return "its own"

    assert repr(Named(1)) == "its own"
    assert [one.name for one in fields(Named)] == ["x"]

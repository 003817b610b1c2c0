"""Runs of digits read as the citation numbers they were before they lost their brackets."""

from __future__ import annotations

from functools import lru_cache

# The longest list of sources that assistants cite from in one answer.
LARGEST_ID = 60
# "[12][24][36]" is the most that has been seen glued together: six digits, three or four ids.
LONGEST_RUN = 8


@lru_cache(maxsize=4096)
def splits(digits: str, largest: int = LARGEST_ID) -> tuple[tuple[int, ...], ...]:
    """Every way to read `digits` as ascending numbers from 1 to `largest`.

    "510" gives (5, 10); "13" gives (1, 3) and (13,); "20" gives (20,) and "907" nothing. The
    reading with the most numbers comes first.
    """
    if not digits or len(digits) > LONGEST_RUN:
        return ()
    found: list[tuple[int, ...]] = []
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    width = len(str(largest))
    while stack:
        at, ids = stack.pop()
        if at == len(digits):
            found.append(ids)
            continue
        if digits[at] == "0":
            continue
        for end in range(at + 1, min(at + width, len(digits)) + 1):
            number = int(digits[at:end])
            if number <= largest and (not ids or number > ids[-1]):
                stack.append((end, (*ids, number)))
    return tuple(sorted(found, key=lambda ids: (-len(ids), ids)))


def restore(digits: str, known: frozenset[int]) -> tuple[int, ...] | None:
    """The only reading of `digits` whose numbers are all in `known`; None if several or none."""
    if not known:
        return None
    readings = [ids for ids in splits(digits, max(known)) if known.issuperset(ids)]
    return readings[0] if len(readings) == 1 else None

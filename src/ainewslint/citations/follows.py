"""How often a number, or the end of a clause, follows a word: counted in real articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# log10 of the mean over all characters.
USUAL_NUMBER, USUAL_END = -2.5, -1.0


class Follows(NamedTuple):
    """log10 of how often each follows; by the last two characters, else by the last one."""

    numbers: Mapping[str, float]
    ends: Mapping[str, float]

    def number(self, before: str) -> float:
        """How much more often than usual a number follows, as log10."""
        return _rate(self.numbers, before, USUAL_NUMBER) - USUAL_NUMBER

    def end(self, before: str) -> float:
        """How much more often than usual a clause ends, as log10."""
        return _rate(self.ends, before, USUAL_END) - USUAL_END


def _rate(rates: Mapping[str, float], before: str, usual: float) -> float:
    rate = rates.get(before[-2:])
    return rates.get(before[-1:], usual) if rate is None else rate

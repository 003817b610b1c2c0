"""One place, one finding: rules that would report what another rule says better."""

import pytest

import ainewslint
from ainewslint.config import Settings

PLACES = {
    (
        "LK004",
        "CI002",
    ): "两项评测都领先（[技术报告][1]，[项目主页][2]）。训练成本见[技术报告][1]。\n",
    ("AI001", "AI009"): "两座城市的票价今年都没有上调\ue200cite\ue202turn0search3\ue201。\n",
    ("AI007", "AI008"): "见[图](https://files.oaiusercontent.com/a.png?utm_source=chatgpt.com)。\n",
    ("AI008", "LK010"): "见[公告](https://example.org/tender/12?utm_source=chatgpt.com)。\n",
}


def codes(text: str, *select: str) -> set[str]:
    return {one.code for one in ainewslint.lint(text, settings=Settings(select=select))}


@pytest.mark.parametrize(("winner", "loser"), PLACES)
def test_the_better_finding_stays_alone(winner: str, loser: str) -> None:
    text = PLACES[winner, loser]
    assert codes(text, loser) == {loser}
    assert codes(text, winner, loser) == {winner}

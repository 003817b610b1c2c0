"""Every case of every case file."""

from pathlib import Path

import pytest

from ainewslint.testing import Case, load_cases

FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{case.rule}-{case.name}")
        for file in FILES
        for case in load_cases(file)
    ],
)
def test_case(case: Case) -> None:
    case.run()

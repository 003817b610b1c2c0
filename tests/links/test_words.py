"""Reasons in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ainewslint import messages
from ainewslint.links import Cause, Fragment, Kind, LinksExtraMissing, Outcome


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = messages.language()
    messages.activate(request.param)
    yield request.param
    messages.activate(before)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words(language: str, cause: Cause) -> None:
    outcome = Outcome(
        Kind.UNKNOWN,
        cause,
        detail="{detail}",  # braces from outside are no fields
        status=418,
        final_url="http://site.test/{x}",
        fragment=Fragment.MISSING,
        archive_url="https://web.archive.org/x",
    )
    assert bool(re.search(r"[\u4e00-\u9fff]", outcome.reason)) == (language == "zh")
    assert "https://web.archive.org/x" in outcome.reason
    assert "\n" not in outcome.reason


def test_the_missing_extra_is_named(language: str) -> None:
    words = str(LinksExtraMissing("httpx2"))
    assert "httpx2" in words
    assert 'pip install "ainewslint[links]"' in words

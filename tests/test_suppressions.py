import pytest

from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.testing import NOW, lint_with

TAGS = "---\ntitle: A\ndate: 2025-01-01\ntags: [Ai]{}\n---\nText.\n"


def codes(text: str, *select: str) -> list[str]:
    linter = Linter(Settings(select=select or ("NL", "LK001")), NOW)
    return [one.code for one in lint_with(linter, text, "a.md")]


@pytest.mark.parametrize(
    "text",
    [
        "[文档]() <!-- ainewslint-disable-line LK001 -- why -->\n",
        "[文档]() <!-- ainewslint-disable-line LK -- why -->\n",
        "[文档]() <!-- ainewslint-disable-line empty-link -- why -->\n",
        "[文档]() <!-- ainewslint-disable-line -- all -->\n",
        "<!-- ainewslint-disable-next-line LK001 -- why -->\n[文档]()\n",
        "<!-- ainewslint-disable LK001 -- why -->\n\n[文档]()\n\n[下载]()\n",
        "[文档]()\n\n<!-- ainewslint-disable-file LK001 -- why -->\n",
        "<!-- ainewslint-disable LK001 -- x -->\n\n[文档]()\n\n<!-- ainewslint-enable LK001 -->\n",
    ],
)
def test_silences(text: str) -> None:
    assert codes(text) == []


def test_enable_ends_it() -> None:
    text = "<!-- ainewslint-disable LK001 -- x -->\n\n[文档]()\n\n<!-- ainewslint-enable -->\n\n[下载]()\n"
    assert codes(text) == ["LK001"]


def test_only_its_line() -> None:
    assert codes("[文档]()\n\n[下载]() <!-- ainewslint-disable-line LK001 -- x -->\n") == ["LK001"]


def test_not_in_code() -> None:
    text = "```\n<!-- ainewslint-disable-file LK001 -- x -->\n```\n\n[文档]()\n"
    assert codes(text) == ["LK001"]


def test_unused_whole_and_part() -> None:
    assert codes("Text. <!-- ainewslint-disable-line LK001 -- x -->\n") == ["NL001"]
    assert codes("[文档]() <!-- ainewslint-disable-line LK001, NL005 -- x -->\n") == ["NL001"]


def test_a_rule_that_did_not_run_is_not_unused() -> None:
    text = "Text. <!-- ainewslint-disable-line LK013 -- x -->\n"
    assert codes(text, "NL001", "LK001") == []


def test_unknown_code_and_missing_reason() -> None:
    found = codes("[文档]() <!-- ainewslint-disable-line LK0001 -->\n")
    assert sorted(found) == ["LK001", "NL002", "NL003"]


@pytest.mark.parametrize(
    "tail", ["  # ainewslint: disable=FM015 -- a name", "\n# ainewslint: disable=FM015 -- a name"]
)
def test_front_matter(tail: str) -> None:
    assert codes(TAGS.format(""), "FM015", "NL001") == ["FM015"]
    assert codes(TAGS.format(tail), "FM015", "NL001") == []

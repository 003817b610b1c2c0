"""Pages in another language: none is stale or incomplete, and what makes one so is noticed."""

from pathlib import Path

import pytest

from ainewslint import rule_page
from ainewslint.diagnostics import Severity
from ainewslint.registry import load_registry
from ainewslint.rules.base import Rule, Target

RULES = {rule.code: rule for rule in load_registry(plugins=False).rules()}
TRANSLATED = sorted(rule_page.TRANSLATIONS.glob("*/rules/*.md"))


class Made(Rule[str]):
    """Reports a word.

    ## What it does
    Finds it.

    ## Example
    The file `a.md` has
    ```markdown
    ## Word
    ```

    ## Use instead
    ```markdown
    ```
    """

    code = "XX001"
    name = "made-up"
    severity = Severity.INFO
    target = Target.SOURCE


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_page_of_its_present_text(code: str) -> None:
    assert rule_page.translation_problem(RULES[code], "zh") is None


def test_no_page_is_of_a_rule_that_is_gone() -> None:
    assert {file.stem for file in TRANSLATED} == set(RULES)


@pytest.fixture
def problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rule_page, "TRANSLATIONS", tmp_path)
    folder = tmp_path / "zh/rules"
    folder.mkdir(parents=True)

    def of(*lines: str, digest: str = "") -> str | None:
        rule_page._translated.cache_clear()
        head = f"<!-- translates {digest or rule_page.digest(Made)} -->"
        (folder / "XX001.md").write_text("\n".join([head, *lines]), "utf-8")
        return rule_page.translation_problem(Made, "zh")

    yield of
    rule_page._translated.cache_clear()


FIRST = ("报告一个词。", "", "## What it does", "查找它。", "", "## Example", "文件 `a.md` 里有")


def test_whole_page(problem) -> None:
    assert problem(*FIRST, "```markdown", "## Word", "```") is None
    assert rule_page.sections(Made, "zh")["Example"].startswith(
        "文件 `a.md` 里有\n```markdown\n## W"
    )
    assert rule_page.sections(Made, "zh")["Use instead"] == "```markdown\n```"


def test_words_of_an_example_are_to_be_translated(problem) -> None:
    assert problem(*FIRST[:4]) == "sections are missing: Example"


def test_code_of_an_example_stays(problem) -> None:
    assert "code" in (problem(*FIRST, "```markdown", "## 词", "```") or "")


def test_other_text(problem) -> None:
    assert "translate anew" in (problem(*FIRST, digest="00000000") or "")


def test_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_page, "TRANSLATIONS", tmp_path)
    assert rule_page.translation_problem(Made, "zh") == "there is none"

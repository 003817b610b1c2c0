"""What every rule owes: a page whose examples hold, cases, a fix case, a Chinese message."""

import ast
import gettext
import inspect
import re
from pathlib import Path

import pytest

from ainewslint.messages import DOMAIN
from ainewslint.packs.rule import PackRule
from ainewslint.registry import load_registry
from ainewslint.rules.base import BaseRule, CorpusRule, Target, sections_of
from ainewslint.testing import check_page, load_cases, page_examples

CASES = Path(__file__).with_name("cases")
LOCALE = Path(inspect.getfile(BaseRule)).parents[1] / "locale"
REGISTRY = load_registry(plugins=False)
RULES = [pytest.param(rule, id=rule.code) for rule in REGISTRY.rules()]
# Found by running, not in a text: these have tests of their own (tests/test_runner.py, …).
NO_TEXT = {"NL004", "NL005", "NL006", "LK014", "LK015"}


def is_textual(rule: type[BaseRule]) -> bool:
    return rule.code not in NO_TEXT


@pytest.mark.parametrize("rule", RULES)
def test_identity(rule: type[BaseRule]) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    if not issubclass(rule, PackRule):
        stem = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
        assert Path(inspect.getfile(rule)).stem == stem


@pytest.mark.parametrize("rule", RULES)
def test_page(rule: type[BaseRule]) -> None:
    sections = sections_of(rule)
    assert sections.get("What it does")
    assert sections.get("Why is this bad?")
    if is_textual(rule) and not issubclass(rule, CorpusRule):
        assert page_examples(rule)["Example"], f"{rule.code}: no example"
        assert page_examples(rule)["Use instead"], f"{rule.code}: no article under Use instead"
        assert list(check_page(rule)) == []


@pytest.mark.parametrize("rule", RULES)
def test_cases(rule: type[BaseRule]) -> None:
    if issubclass(rule, PackRule) or not is_textual(rule):
        return
    cases = load_cases(CASES / f"{rule.code}.yaml")
    assert any(case.expect for case in cases), f"{rule.code}: no failing case"
    assert any(not case.expect for case in cases), f"{rule.code}: no passing case"
    if rule.fixable is not None and rule.target is not Target.ENGINE:
        assert any(case.fix is not None for case in cases), f"{rule.code}: no case of its fix"


def messages_of(rule: type[BaseRule]) -> dict[str, str]:
    """The literals that a rule's module hands to `_` and `ngettext`, and all forms of each."""
    tree = ast.parse(Path(inspect.getfile(rule)).read_text("utf-8"))
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            if isinstance(node.args[0], ast.Constant):
                forms = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                found[forms[0]] = " ".join(map(str, forms))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_chinese_messages(rule: type[BaseRule]) -> None:
    if issubclass(rule, PackRule):
        assert re.search(r"[\u4e00-\u9fff]", rule.spec.message.zh), (
            f"{rule.code}: no Chinese message"
        )
        return
    catalogue = gettext.translation(DOMAIN, LOCALE, ["zh"])
    messages = messages_of(rule)
    assert messages
    for message, forms in messages.items():
        translated = catalogue.gettext(message)
        if translated == message:
            translated = catalogue.ngettext(message, message, 1)
        assert re.search(r"[\u4e00-\u9fff]", translated), f"{rule.code}: not translated: {message}"
        assert set(re.findall(r"\{\w+\}", forms)) >= set(re.findall(r"\{\w+\}", translated))


@pytest.mark.parametrize("rule", [one for one in RULES if issubclass(one.values[0], PackRule)])
def test_pack_examples(rule: type[PackRule]) -> None:
    from ainewslint.config import Settings
    from ainewslint.engine import Linter
    from ainewslint.testing import NOW, lint_with

    linter = Linter(Settings(select=(rule.code,)), NOW)
    for entry in rule.spec.entries:
        for text in entry.examples.fail:
            assert lint_with(linter, text, "a.md"), f"{rule.code} {entry.title}: {text!r} passes"
        for text in entry.examples.pass_:
            assert not lint_with(linter, text, "a.md"), f"{rule.code} {entry.title}: {text!r} fails"

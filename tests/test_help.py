"""Help pages speak the reader's language."""

import importlib
import os
import subprocess
import sys
from dataclasses import fields

import click
import pytest

from ainewslint.cli import COMMANDS
from ainewslint.cli.help import texts
from ainewslint.messages import _, activate
from ainewslint.registry import load_registry


def command(name: str) -> click.Command:
    module = COMMANDS[name][0]
    found: click.Command = getattr(importlib.import_module(f"ainewslint.cli.{module}"), module)
    return found


def untranslated(english: list[str]) -> list[str]:
    activate("zh")
    return [text for text in english if _(text) == text]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_of_a_help_page_has_its_chinese(name: str) -> None:
    assert untranslated([COMMANDS[name][1], *texts(command(name))]) == []


def test_every_option_of_a_rule_has_its_chinese() -> None:
    rules = load_registry(plugins=False).rules()
    helps = [field.metadata["help"] for rule in rules for field in fields(rule.Options)]
    assert helps
    assert untranslated(helps) == []


@pytest.mark.parametrize("arguments", [["--language", "zh"], ["--language=zh"], []])
def test_help_in_chinese(arguments: list[str]) -> None:
    environment = {**os.environ, "LANGUAGE": "en" if arguments else "zh_CN"}
    words = [sys.executable, "-m", "ainewslint", "check", *arguments, "--help"]
    done = subprocess.run(words, capture_output=True, check=True, env=environment)
    shown = done.stdout.decode()
    assert "检查文件和文件夹" in shown
    assert "选项" in shown
    assert "Apply safe fixes" not in shown

"""Patterns compile when they are first used: so a mistake in one shows here."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import ainewslint
from ainewslint import patterns
from ainewslint.pattern_store import Store
from ainewslint.patterns import regex

ROOT = Path(__file__).parents[1]
_GROUPS = (_constants.SUBPATTERN, _constants.BRANCH, _constants.MAX_REPEAT)


def _named() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of all modules, also those in tuples and dictionaries, each with its place."""
    for found in pkgutil.walk_packages(ainewslint.__path__, "ainewslint."):
        if found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            for one in _within(value):
                yield f"{found.name}.{name}", one


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, patterns._Lazy | re.Pattern):
        yield value  # type: ignore[misc]
    elif isinstance(value, dict):
        yield from _within(tuple(value.values()))
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _within(each)


def test_every_pattern_compiles() -> None:
    found = list(_named())
    assert len(found) > 400
    for place, one in found:
        try:
            one.pattern  # noqa: B018 - asking compiles
        except re.error as error:
            pytest.fail(f"{place}: {error}")


def _possessive_groups(parsed: Any) -> Iterator[Any]:
    """The groups of a parsed pattern that are repeated possessively."""
    for operation, argument in parsed:
        if operation is _constants.POSSESSIVE_REPEAT and argument[2][0][0] in _GROUPS:
            yield argument[2]
        for part in argument if isinstance(argument, tuple | list) else ():
            if isinstance(part, _parser.SubPattern):
                yield from _possessive_groups(part)
            elif isinstance(part, list):
                for each in part:
                    if isinstance(each, _parser.SubPattern):
                        yield from _possessive_groups(each)


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 matches such groups wrongly (python/cpython#106052)."""
    wrong = []
    for place, one in _named():
        arguments = one._arguments if isinstance(one, patterns._Lazy) else (one.pattern, one.flags)
        if isinstance(arguments[0], str):
            parsed = _parser.parse(arguments[0], int(arguments[1]))
            wrong += [place for _group in _possessive_groups(parsed)]
    assert wrong == []
    assert list(_possessive_groups(_parser.parse("a(?:(?:b|c+)*+)?")))
    assert not list(_possessive_groups(_parser.parse("[ab]*+c++")))


def test_no_module_compiles_a_pattern_of_text_when_it_is_imported() -> None:
    eager = [(place, one) for place, one in _named() if type(one) is re.Pattern]
    of_text = [place for place, one in eager if isinstance(one.pattern, str)]
    ours = [place for place in of_text if not place.endswith("_RE")]  # markdown-it-py's own
    assert ours == []


def test_importing_compiles_none() -> None:
    program = (
        "from tests.test_patterns import _named\n"
        "print(*(place for place, one in _named() if 'search' in getattr(one, '__dict__', ())), sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_is_compiled_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    class Watched(Store):
        def compiled(self, pattern: str, flags: int) -> re.Pattern[str]:
            compiled.append(pattern)
            return super().compiled(pattern, flags)

    monkeypatch.setattr(patterns, "_STORE", Watched(None))
    one = regex("交互(?P<n>[0-9]+)", re.IGNORECASE)
    assert compiled == []
    match = one.search("与物理世界的交互13。")
    assert match is not None
    assert match["n"] == "13"
    assert one.sub("", "交互13。") == "。"
    assert one.groups == 1
    assert one.flags & re.IGNORECASE
    assert compiled == ["交互(?P<n>[0-9]+)"]


def test_a_mistake_is_a_regex_error() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        _ = regex("a").nothing  # type: ignore[attr-defined]

"""Shared fixtures."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ainewslint.cli import cli
from ainewslint.cli.common import run_guarded
from ainewslint.messages import activate

# A run in the background may ignore Ctrl-C, and so would every program that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "ainewslint", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("ainewslint")

# A rule pack of one rule.
PACK = """\
title: Our own
rules:
  - code: ZZ001
    name: own-word
    kind: pattern
    severity: warning
    description: {en: Finds a word., zh: 找一个词。}
    why: {en: It is an example., zh: 举例而已。}
    message: {en: "The word is {match}", zh: "这个词是{match}"}
    entries:
      - title: the word
        patterns: ["正文"]
        examples:
          fail: ["正文在此"]
          pass: ["别的在此"]
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read English whatever the machine speaks."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    activate("en")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a cache of its own, and none is left in the checkout."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("AINEWSLINT_CACHE_DIR", str(folder))
    return folder


@dataclass
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def run(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs the command line in an empty folder, as its entry point does."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Outcome:
        words: Sequence[str] = [str(one) for one in arguments]
        code = run_guarded(cli, words)
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call

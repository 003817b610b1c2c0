"""The VS Code extension: its settings are the server's, its words there in both languages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from ainewslint.config import PROFILES
from ainewslint.server.actions import FIX_ALL
from ainewslint.server.options import ClientOptions

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text("utf-8"))
SETTINGS = MANIFEST["contributes"]["configuration"]["properties"]


def camel(name: str) -> str:
    return re.sub("_([a-z])", lambda match: match[1].upper(), name)


@pytest.mark.parametrize("name", [one.name for one in fields(ClientOptions)])
def test_every_option_of_the_server_is_a_setting(name: str) -> None:
    default = getattr(ClientOptions(), name)
    setting = SETTINGS[f"ainewslint.{camel(name)}"]
    assert (setting["default"] or None) == (default or None)
    assert f'"{camel(name)}"' in (EXTENSION / "src" / "settings.ts").read_text("utf-8")


def test_choices_are_the_same() -> None:
    assert SETTINGS["ainewslint.profile"]["enum"] == ["", *PROFILES]
    assert FIX_ALL in (EXTENSION / "src" / "extension.ts").read_text("utf-8")


def test_words_are_there_in_both_languages() -> None:
    english, chinese = (
        json.loads((EXTENSION / f"package.nls{one}.json").read_text("utf-8"))
        for one in ("", ".zh-cn")
    )
    used = set(re.findall(r"%([\w.]+)%", json.dumps(MANIFEST)))
    assert used == english.keys() == chinese.keys()
    source = (EXTENSION / "src" / "extension.ts").read_text("utf-8")
    said = set(re.findall(r'l10n\.t\(\s*"((?:[^"\\]|\\.)*)"', source))
    bundle = json.loads((EXTENSION / "l10n" / "bundle.l10n.zh-cn.json").read_text("utf-8"))
    assert said == bundle.keys()


@pytest.mark.skipif(
    not (shutil.which("npm") and (EXTENSION / "node_modules").is_dir()),
    reason="needs npm and the extension's dependencies (npm install in editors/vscode)",
)
def test_it_compiles_passes_its_tests_and_packages() -> None:
    environment = {**os.environ, "AINEWSLINT_PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", "test.sh"],
        cwd=EXTENSION,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DONE  Packaged" in done.stdout + done.stderr

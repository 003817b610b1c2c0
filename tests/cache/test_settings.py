"""Settings kept between runs are those of the file as it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ainewslint.cache import ENVIRONMENT
from ainewslint.cache.settings import SettingsReader
from ainewslint.config import ConfigError, Settings
from ainewslint.config_file import read_settings

CONFIG = """\
language = "zh"
ignore = ["FM019", "TX"]
roots = ["static"]

[severity]
BM002 = "warning"

[[collections]]
paths = ["posts/**", "!posts/drafts/**"]
profile = "post"

[per-path-ignores]
"about/**" = ["BM", "CI001"]

[rules.BM001]
benchmarks = ["HouseBench"]
"""


@pytest.fixture(autouse=True)
def folder_beside_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "ainewslint.toml"
    file.write_text(CONFIG, "utf-8")
    return file


def kept(file: Path) -> list[Path]:
    return list(file.parent.glob(".ainewslint_cache/settings-*.json"))


def test_the_same_again(config: Path) -> None:
    first = SettingsReader()(config)
    assert first == read_settings(config)
    (store,) = kept(config)
    again = SettingsReader()(config)
    assert again == first
    assert again.rule_options("BM001") == first.rule_options("BM001")
    assert again.codes == first.codes
    stored = json.loads(store.read_bytes())
    stored["settings"]["language"] = "en"
    store.write_text(json.dumps(stored), "utf-8")
    assert SettingsReader()(config).language == "en"  # it is what was kept that is taken


def test_an_edit_is_noticed(config: Path) -> None:
    SettingsReader()(config)
    config.write_text(CONFIG.replace("FM019", "FM017"), "utf-8")
    assert SettingsReader()(config).ignore == ("FM017", "TX")
    config.write_text(CONFIG.replace("FM019", "FM999"), "utf-8")
    with pytest.raises(ConfigError, match="unknown rule 'FM999'"):
        SettingsReader()(config)


@pytest.mark.parametrize(
    "more",
    [
        'extend = "base.toml"\n',
        'extend = "base.toml"\nignore = []\n',
        '[packs]\npaths = ["own.yaml"]\n',
        '[[collections]]\npaths = ["a"]\nbody-schema = "own.json"\n',
    ],
)
def test_what_rests_on_other_files_is_not_kept(tmp_path: Path, more: str) -> None:
    (tmp_path / "base.toml").write_text('ignore = ["FM019"]\n', "utf-8")
    (tmp_path / "own.json").write_text("{}", "utf-8")
    (tmp_path / "own.yaml").write_text("title: Own\nrules: []\n", "utf-8")
    file = tmp_path / "ainewslint.toml"
    file.write_text(more, "utf-8")
    assert isinstance(SettingsReader()(file), Settings)
    assert kept(file) == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"key": 1}', '{"key": "", "settings": {}}'])
def test_a_damaged_file_is_read_anew(config: Path, text: str) -> None:
    first = SettingsReader()(config)
    (store,) = kept(config)
    stored = json.loads(store.read_bytes())
    store.write_text(text or json.dumps({**stored, "settings": {"nonsense": 1}}), "utf-8")
    assert SettingsReader()(config) == first
    assert json.loads(store.read_bytes()) == stored


def test_a_folder_that_cannot_be_written(config: Path) -> None:
    (config.parent / ".ainewslint_cache").write_text("a file", "utf-8")
    assert SettingsReader()(config) == read_settings(config)
    elsewhere = config.parent / "elsewhere"
    SettingsReader(str(elsewhere))(config)
    assert list(elsewhere.glob("settings-*.json"))


def test_a_warm_run_does_not_import_pydantic(config: Path) -> None:
    (config.parent / "a.md").write_text("---\ntitle: A\ndate: 2025-01-01\n---\n\n正文。\n", "utf-8")
    code = (
        "import sys\nfrom ainewslint.cli import cli\nfrom ainewslint.cli.common import run_guarded\n"
        "run_guarded(cli, ['check', 'a.md'])\n"
        "print([name for name in ('pydantic', 'yaml', 'markdown_it') if name in sys.modules])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=config.parent,
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for _ in range(2)
    ]
    assert "pydantic" in said[0].splitlines()[-1]
    assert said[1].splitlines()[-1] == "[]"
    assert said[0].splitlines()[:-1] == said[1].splitlines()[:-1]

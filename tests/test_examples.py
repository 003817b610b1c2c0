"""The examples print what their expected.txt says, and the plugin works when installed."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import Command

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["blog", "newsletter"])
def test_expected_output(run: Command, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(ROOT / "examples" / name)
    outcome = run("check", "--language", "en")
    assert outcome.code == 1
    assert outcome.out == Path("expected.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel of this checkout and the example plugin."""
    folder = tmp_path_factory.mktemp("wheel")
    venv.create(folder / "venv", with_pip=True, system_site_packages=False)
    python = folder / "venv/bin/python"
    if not python.exists():
        python = folder / "venv/Scripts/python.exe"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", str(wheel), str(ROOT / "examples/plugin")],
        check=True,
        capture_output=True,
    )
    return python


def call(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), "-I", "-m", "ainewslint", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_lints(environment: Path, tmp_path: Path) -> None:
    article = (
        "---\ntitle: A\ndate: 2025-01-01\ntags: [Ai]\n---\n\nReported [3] in the field trial.\n"
    )
    (tmp_path / "a.md").write_text(article, "utf-8")
    outcome = call(environment, tmp_path, "check", "--output-format", "concise", "--language", "zh")
    assert outcome.returncode == 1, outcome.stderr
    assert "FM015" in outcome.stdout
    assert "\u5e94\u5199\u4f5c" in outcome.stdout  # the Chinese catalogue is in the wheel
    assert call(environment, tmp_path, "schema", "post.body").returncode == 0


def test_the_plugin_runs(environment: Path, tmp_path: Path) -> None:
    article = (
        "---\ntitle: " + "long " * 20 + "\ndate: 2025-01-01\n---\n\nThe weights are opensource!\n"
    )
    (tmp_path / "a.md").write_text(article, "utf-8")
    outcome = call(environment, tmp_path, "check", "--select", "HS", "--output-format", "concise")
    codes = {word for word in outcome.stdout.split() if word.startswith("HS")}
    assert codes == {"HS001", "HS002", "HS004"}, outcome.stdout + outcome.stderr
    call(environment, tmp_path, "check", "--select", "HS002", "--fix")
    assert "open source!" in (tmp_path / "a.md").read_text("utf-8")

"""`check --watch` as a process: what it lints again, and how it ends."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PACK, Command

GOOD = '---\ntitle: "标题"\ndate: 2025-01-01\ntags: ["AI"]\n---\n\n正文在此，没有什么可说的。\n'
BAD = GOOD.replace("AI", "Ai")
PATIENCE = 60  # seconds

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGINT is sent to a process")


class Watcher:
    """A watching process and the lines it writes, both streams in one."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "ainewslint", "check", "--watch", *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """The lines up to the first that holds some words."""
        seen: list[str] = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                seen.append(self.lines.get(timeout=0.2))
            except queue.Empty:
                continue
            if words in seen[-1]:
                return seen
        raise AssertionError(f"{words!r} never came: {seen}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(BAD, "utf-8")
    (tmp_path / "posts" / "b.md").write_text(GOOD, "utf-8")
    return tmp_path


@pytest.fixture
def started() -> Iterator[list[Watcher]]:
    """What a test starts is ended with it."""
    watchers: list[Watcher] = []
    yield watchers
    for one in watchers:
        one.process.kill()
        one.process.wait()
        assert one.process.stdout
        one.process.stdout.close()


def test_lints_what_changes(site: Path, started: list[Watcher]) -> None:
    started.append(watcher := Watcher(site, "--select", "FM015", "--output-format", "concise"))
    first = watcher.until("Watching 2 articles")
    assert sum("FM015" in line for line in first) == 1

    (site / "posts" / "b.md").write_text(BAD, "utf-8")
    again = watcher.until("All articles:")
    assert any("changed: posts/b.md" in line for line in again)
    assert [line.split(":")[0] for line in again if "FM015" in line] == ["posts/b.md"]
    assert "2 warnings" in again[-1]

    (site / "posts" / "new").mkdir()
    (site / "posts" / "new" / "c.markdown").write_text(BAD, "utf-8")
    assert any("posts/new/c.markdown" in line for line in watcher.until("All articles: "))

    (site / "posts" / "a.md").unlink()
    (site / "posts" / "b.md").unlink()
    gone = watcher.until("All articles:")
    assert any("gone: posts/a.md, posts/b.md" in line for line in gone)
    assert "1 warning" in gone[-1]
    assert watcher.stop() == 0


def test_configuration_changes_and_may_be_broken(site: Path, started: list[Watcher]) -> None:
    started.append(watcher := Watcher(site, "posts", "--output-format", "concise"))
    assert any("FM015" in line for line in watcher.until("Watching"))
    config = site / "ainewslint.toml"
    config.write_text('select = ["FM015", "NOPE"]\n', "utf-8")
    assert "configuration changed" in watcher.until("configuration changed")[-1]
    watcher.until("unknown rule 'NOPE'")
    config.write_text('ignore = ["FM015", "CX"]\nlanguage = "zh"\n', "utf-8")
    again = watcher.until("没有发现问题")
    assert not any("a.md" in line and "FM015" in line for line in again)
    assert watcher.stop() == 0


def test_a_pack_that_is_added(site: Path, started: list[Watcher]) -> None:
    (site / "lint").mkdir()
    config = site / "ainewslint.toml"
    config.write_text('select = ["ZZ"]\n[packs]\npaths = ["lint/*.yaml"]\n', "utf-8")
    (site / "lint" / "one.yaml").write_text(PACK, "utf-8")
    started.append(watcher := Watcher(site, "--output-format", "concise"))
    assert any("ZZ001" in line for line in watcher.until("Watching"))
    (site / "lint" / "one.yaml").write_text(PACK.replace("正文", "前言"), "utf-8")
    assert not any("ZZ001" in line for line in watcher.until("No findings"))
    (site / "lint" / "two.yaml").write_text(
        PACK.replace("ZZ001", "ZZ002").replace("own-", "our-"), "utf-8"
    )
    assert any("lint/two.yaml" in line for line in watcher.until("ZZ002"))
    assert watcher.stop() == 0


def test_a_base_that_is_overridden_throughout(site: Path, started: list[Watcher]) -> None:
    (site / "base.toml").write_text('fail-on = "error"\n', "utf-8")
    config = site / "ainewslint.toml"
    config.write_text('extend = "base.toml"\nfail-on = "info"\n', "utf-8")
    started.append(watcher := Watcher(site, "--output-format", "concise"))
    assert any("FM015" in line for line in watcher.until("Watching"))
    (site / "base.toml").write_text('ignore = ["FM015", "CX"]\n', "utf-8")
    assert any("base.toml" in line for line in watcher.until("No findings"))
    assert watcher.stop() == 0


def test_its_own_fixes_are_no_change(site: Path, started: list[Watcher]) -> None:
    started.append(watcher := Watcher(site, "--fix", "--select", "FM015"))
    watcher.until("Watching 2 articles")
    assert (site / "posts" / "a.md").read_text("utf-8") == GOOD
    (site / "posts" / "b.md").write_text(BAD, "utf-8")
    seen = watcher.until("All articles:")
    changes = [line.partition("changed: ")[2] for line in seen if "changed: " in line]
    assert changes == ["posts/b.md"]
    assert "Fixed" not in seen[-1]  # that was said when it was done
    assert (site / "posts" / "b.md").read_text("utf-8") == GOOD
    (site / "posts" / "c.md").write_text(GOOD, "utf-8")
    later = watcher.until("All articles:")
    assert next(line for line in later if "changed:" in line).endswith("changed: posts/c.md")


def test_a_named_file_may_vanish_and_return(site: Path, started: list[Watcher]) -> None:
    article = site / "posts" / "a.md"
    started.append(watcher := Watcher(site, "posts/a.md", "--select", "FM015"))
    watcher.until("Watching 1 article;")
    article.unlink()
    watcher.until("gone: posts/a.md")
    article.write_text(BAD, "utf-8")
    watcher.until("changed: posts/a.md")
    assert watcher.stop() == 0


def test_ctrl_c_while_workers_run(site: Path, started: list[Watcher]) -> None:
    for number in range(60):
        (site / "posts" / f"{number}.md").write_text(BAD * 20, "utf-8")
    started.append(watcher := Watcher(site, "--jobs", "2", "--output-format", "concise"))
    watcher.until("FM015")
    assert watcher.stop() == 0
    left = []
    while not watcher.lines.empty():
        left.append(watcher.lines.get())
    assert not any("Traceback" in line for line in left)


@pytest.mark.parametrize(
    "arguments", [["-"], ["--output-file", "report.txt"], ["nowhere"], ["--config", "broken.toml"]]
)
def test_what_cannot_be_watched(run: Command, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "broken.toml").write_text("selct = []\n", "utf-8")
    done = run("check", "--watch", *arguments)
    assert done.code == 2
    assert done.err.startswith("ainewslint: ")

"""Many files: the same bytes however many workers, cold or warm, and no more held than needed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ainewslint.cache import Cache
from ainewslint.config import Settings, SettingsResolver
from ainewslint.engine import Linter
from ainewslint.report import FileReport
from ainewslint.run_options import RunOptions
from ainewslint.runner import _CHUNK, Runner
from ainewslint.source.article import Article
from ainewslint.source.document import Document
from ainewslint.source.prose import ProseBlock
from ainewslint.source.text import SourceText
from tests.conftest import Command

ARTICLES = 60
PARTS = (
    "OpenAI 的 GPT-4o 在 GPQA 上达到 {n}.5%，比上一代高{n}%。\n",
    "The vendor claims a {n}% gain [{n}] over its last model .\n",
    "| 模型 | 分数 |\n|---|---|\n| 甲 | {n} |\n| 乙 | {n}2 |\n",
    "![](figure-{n}.png) 见 [文档](https://example.org/?utm_source=chatgpt.com&n={n})\n",
    "## 小结 {n}\n\n****\n",
    "据悉,模型(第{n}版)将于下月发布。。\n",
    "<div>{n}</div>\n\n> 引用 [^{n}]\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles with findings of many kinds."""
    for number in range(ARTICLES):
        body = [PARTS[(number * 3 + at) % len(PARTS)].format(n=number + at) for at in range(5)]
        head = f"---\ntitle: 第{number}期\ndate: 2025-01-{number % 28 + 1:02}\ntags: ['Ai']\n---\n"
        file = tmp_path / f"posts/{number % 4}/{number:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join([head, *body]), "utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_bytes(run: Command, folder: Path, own_cache: Path, form: str) -> None:
    def check(*more: str) -> bytes:
        outcome = run("check", "--output-format", form, "--output-file", "report", *more)
        assert (outcome.code, outcome.out, outcome.err) == (1, "", "")
        return (folder / "report").read_bytes()

    alone = check("--jobs", "1", "--no-cache")
    assert len(alone.split(b"CI002")) > ARTICLES / 4
    assert check("--jobs", "2", "--no-cache") == alone
    for jobs in ("1", "2"):
        for file in own_cache.iterdir():
            file.unlink()
        assert check("--jobs", jobs) == alone  # cold
        for warm in ("1", "2"):
            assert check("--jobs", warm) == alone
    for file in (folder / "posts/1").glob("*.md"):
        file.write_text(file.read_text("utf-8").replace("['Ai']", "[AI]"), "utf-8")
    partly = check("--jobs", "2")
    assert partly == check("--jobs", "1", "--no-cache")
    assert partly != alone


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("warm", [False, True])
def test_reports_are_not_held(folder: Path, own_cache: Path, jobs: int, warm: bool) -> None:
    files = sorted(str(file) for file in folder.rglob("*.md")) * 4

    def reports() -> Iterator[FileReport]:
        cache = Cache(str(own_cache), str(folder)) if warm else None
        return Runner(SettingsResolver(), RunOptions(jobs=jobs), cache).run(files)

    if warm:
        for _report in reports():
            pass
    most = 0
    for number, report in enumerate(reports()):
        assert report.path.endswith(files[number].rpartition("/posts/")[2])
        if number % 40 == 39:
            gc.collect()
            alive = sum(isinstance(one, FileReport) for one in gc.get_objects())
            most = max(most, alive)
    assert most <= 2 * _CHUNK


def test_nothing_of_an_article_outlives_its_report(folder: Path) -> None:
    """Not even what only a second look by the garbage collector would find."""
    runner = Runner(SettingsResolver(), RunOptions())
    files = sorted(map(str, folder.rglob("*.md")))[:10]
    gc.collect()
    gc.disable()
    try:
        for file in files:
            assert runner.check_and_keep(file)[0].entries
        kinds = (Article, Document, ProseBlock)
        assert [one for one in gc.get_objects() if isinstance(one, kinds)] == []
    finally:
        gc.enable()


def test_an_article_that_is_forgotten_waits_for_no_collection() -> None:
    text = "# 周报\n\n" + "## 模型\n\n新模型的推理速度提升了 3 倍[1]。准确率达到 92%。\n\n" * 40
    linter = Linter(Settings(extend_select=("CX",)))
    linter.lint(Article(SourceText(text, "a.md")))  # what is loaded once is no garbage
    gc.collect()
    gc.disable()
    try:
        article = Article(SourceText(text, "b.md"))
        linter.lint(article)
        article.forget()
        assert len(article.prose) > 40  # made anew when asked for
        article.forget()
        del article
        assert gc.collect() < 100
    finally:
        gc.enable()

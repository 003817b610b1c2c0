"""What each part costs per article: `pytest -s benchmarks` (needs pytest-benchmark).

AINEWSLINT_BENCH_CORPUS names a folder of articles; without it the examples' are used.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from ainewslint.cache.codec import pack, pack_written, unpack
from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.report import FileReport, make_entry
from ainewslint.reporters import FORMATS, ReporterOptions, make_reporter
from ainewslint.rules.base import Target
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

FOLDER = Path(os.environ.get("AINEWSLINT_BENCH_CORPUS") or Path(__file__).parents[1] / "examples")
MOST = 200
Benchmark = Any


@pytest.fixture(scope="module")
def sources() -> list[SourceText]:
    files = sorted(FOLDER.rglob("*.md"))
    chosen = files[:: max(1, len(files) // MOST)]
    return [SourceText.decode(file.read_bytes(), str(file)) for file in chosen]


@pytest.fixture(scope="module")
def reports(sources: list[SourceText]) -> list[FileReport]:
    linter = Linter(Settings())
    made = []
    for source in sources:
        found = linter.lint(Article(source)).diagnostics
        entries = [make_entry(one, source, source.path) for one in found]
        made.append(FileReport(source.path, entries))
    return made


def per_article(benchmark: Benchmark, work: Callable[[Any], object], items: list[Any]) -> None:
    """Measure some work on every item, and note milliseconds for each."""
    benchmark.pedantic(lambda: [work(one) for one in items], rounds=3, warmup_rounds=1)
    if benchmark.stats:  # None with --benchmark-disable
        spent = benchmark.stats["median"] * 1000 / len(items)
        benchmark.extra_info["ms an article"] = spent
        print(f"\n{benchmark.name}: {spent:.2f} ms an article")


@pytest.mark.parametrize("view", ["front_matter", "document", "prose", "references", "outline"])
def test_view(benchmark: Benchmark, sources: list[SourceText], view: str) -> None:
    per_article(benchmark, lambda source: getattr(Article(source), view), sources)


def test_other_parser(benchmark: Benchmark, sources: list[SourceText]) -> None:
    """The events of pulldown-cmark with their ranges, of which no node is made yet."""
    pyromark = pytest.importorskip("pyromark")
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES

    def events(body: str) -> None:
        for _event in pyromark.Markdown(options=options).events_with_range(body):
            pass

    per_article(benchmark, events, [Article(source).body for source in sources])


def test_lint(benchmark: Benchmark, sources: list[SourceText]) -> None:
    linter = Linter(Settings())
    per_article(benchmark, lambda source: linter.lint(Article(source)), sources)


@pytest.mark.parametrize("name", FORMATS)
def test_reporter(benchmark: Benchmark, reports: list[FileReport], name: str) -> None:
    def write(one: FileReport) -> None:
        reporter = make_reporter(name, StringIO(), ReporterOptions())
        reporter.start()
        reporter.file(one)

    per_article(benchmark, write, reports)


def test_packing_and_unpacking(benchmark: Benchmark, reports: list[FileReport]) -> None:
    def there_and_back(one: FileReport) -> object:
        return unpack(pack(one), pack_written(one, None), one.path, None).entries

    per_article(benchmark, there_and_back, reports)


def test_rules(benchmark: Benchmark, sources: list[SourceText]) -> None:
    """Each rule alone, over views that are already made; the slowest ten are listed."""
    articles = [Article(source) for source in sources]
    everything = Linter(Settings())
    for article in articles:
        everything.lint(article)
    spent: dict[str, float] = {}

    def measure() -> None:
        for code in sorted(everything.codes):
            if everything.settings.registry.rule(code).target is Target.ENGINE:
                continue
            linter = Linter(Settings(select=(code,)))
            start = time.process_time()
            for article in articles:
                linter.lint(article)
            spent[code] = (time.process_time() - start) * 1000 / len(articles)

    benchmark.pedantic(measure, rounds=1)
    slowest = sorted(spent.items(), key=lambda one: -one[1])[:10]
    benchmark.extra_info["slowest, ms an article"] = slowest
    print("\nslowest rules, ms an article, views made:")
    for code, milliseconds in slowest:
        print(f"  {code}  {milliseconds:.3f}  {everything.settings.registry.rule(code).name}")

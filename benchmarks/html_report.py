"""How quick the HTML report is: making it, opening it in Chromium, filtering and sorting it.

python benchmarks/html_report.py [--findings 50000] [--open REPORT]

Needs chromium, chromedriver and selenium. Times in the browser are of the page's own clock, from
an event to the frame that shows its result; medians of several.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from ainewslint.diagnostics import Severity
from ainewslint.html_report import ArticleInfo, ReportData, render_report
from ainewslint.report import Entry, Frame, Place, PlacedFix, Summary

RULES = [(f"{group}{n:03d}", f"rule-{group.lower()}-{n}") for group in ("FM", "CI", "TX", "LK", "BM") for n in range(1, 15)]  # fmt: skip
CHARACTERS = (
    "模型训练推理数据开源发布评测基准性能提升参数量化部署芯片算力公司研究人员表示今年首次支持多语言"
)

# From an event to the second frame after it: by then its result has been painted.
STEP = """
const [done] = arguments;
const started = performance.now();
{ SCRIPT }
const worked = performance.now() - started;
requestAnimationFrame(() => requestAnimationFrame(() => done([worked, performance.now() - started])));
"""
TYPE = "const q = document.querySelector('input[name=q]'); q.value = %r; q.dispatchEvent(new Event('input'))"
PICK = "const s = document.querySelector('select[name=%s]'); s.value = %r; s.dispatchEvent(new Event('change'))"
SORT = "document.querySelector('.grid-head .cell-%s button').click()"
STEPS = {
    "type a letter": [TYPE % "r", TYPE % ""],
    "type a word": [TYPE % "模型", TYPE % ""],
    "type three words": [TYPE % "rule 模 2025", TYPE % ""],
    "pick a rule": [PICK % ("rule", "TX003"), PICK % ("rule", "")],
    "type a path": [TYPE.replace("=q]", "=path]") % "2025-1", TYPE.replace("=q]", "=path]") % ""],
    "sort by message": [SORT % "message"],
    "sort by article": [SORT % "article"],
    "jump to the middle": [
        "scrollTo(0, document.documentElement.scrollHeight / 2)",
        "scrollTo(0, 0)",
    ],
    "open a finding": ["document.querySelector('.grid-row').click()"],
}


def made_up(findings: int) -> ReportData:
    """As many findings as asked for, 20 an article, two thirds of the messages different."""
    chance = random.Random(7)
    sentence = "".join(chance.choices(CHARACTERS, k=4000))
    articles, entries = [], []
    for number in range(findings // 20):
        date = f"20{chance.randint(18, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        path = f"content/{chance.choice(('posts', 'daily', 'weekly'))}/{date}-{number:06d}.md"
        articles.append(
            ArticleInfo(
                path,
                sentence[number % 3000 :][:18],
                date,
                ("AI", f"t{number % 300}"),
                f"a{number % 40}",
            )
        )
        for line in sorted(chance.choices(range(1, 400), k=20)):
            at = chance.randrange(3800)
            code, name = RULES[min(len(RULES) - 1, int(chance.expovariate(0.08)))]
            fix = PlacedFix("Remove it", "safe", ()) if chance.random() < 0.3 else None
            text = sentence[at : at + chance.choice((6, 30))] if chance.random() < 0.67 else name
            entries.append(
                Entry(path, code, name, Severity(chance.choice((1, 2, 2, 3))), f"“{text}”: {name} in a message of some length",
                      "What to do about it.", None, Place(line, 40, line, 44), Frame(sentence[at : at + 120], 1), fix)
            )  # fmt: skip
    summary = Summary(files=len(articles))
    for entry in entries:
        summary.count(entry)
    return ReportData(summary, entries, articles, "Benchmark", "0")


def browser():  # type: ignore[no-untyped-def]
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    return webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
    )


def _make(findings: int) -> Path:
    """A report of made-up findings in a temporary file."""
    data = made_up(findings)
    started = time.process_time()
    html = render_report(data)
    spent, size = time.process_time() - started, len(html.encode()) / 1e6
    print(f"{len(data.entries)} findings: made in {spent:.2f} s CPU, {size:.1f} MB")
    file = Path(tempfile.mkdtemp()) / "report.html"
    file.write_text(html, "utf-8")
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=50_000)
    parser.add_argument("--open", type=Path, help="open this report instead of a made-up one")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    file = options.open or _make(options.findings)
    driver = browser()
    try:
        loads = []
        for _ in range(options.rounds):
            driver.get("about:blank")
            driver.get(f"{file.resolve().as_uri()}#findings")
            driver.execute_async_script(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
            )
            loads.append(
                driver.execute_script(
                    "return performance.getEntriesByType('navigation')[0].loadEventEnd"
                )
            )
            assert driver.execute_script("return document.querySelectorAll('.grid-row').length") > 5
        print(f"{'load, with the list of findings':34} {statistics.median(loads):7.0f} ms")
        for name, scripts in STEPS.items():
            times = []
            for _ in range(options.rounds):
                times.append(step(driver, scripts[0]))
                for script in scripts[1:]:
                    step(driver, script)
            worked, shown = (statistics.median(one[i] for one in times) for i in (0, 1))
            print(
                f"{name:34} {shown:7.0f} ms until shown, {worked:5.0f} ms of work, slowest {max(one[1] for one in times):.0f} ms"
            )
        print(
            f"memory of the page {driver.execute_script('return performance.memory.usedJSHeapSize') / 1e6:.0f} MB"
        )
    finally:
        driver.quit()


def step(driver, script: str) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Work and time until shown of one event, in milliseconds."""
    return tuple(driver.execute_async_script(STEP.replace("SCRIPT", script)))


if __name__ == "__main__":
    main()

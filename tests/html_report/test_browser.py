"""The report in a real browser: skipped where there is no Chromium with its driver."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ainewslint.html_report import ReportData, render_report
from ainewslint.messages import activate
from ainewslint.report import Summary

from .sample import HOSTILE, sample

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no chromium and chromedriver on the PATH"
)


class Page:
    """A report that is open."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def go(self, hash_: str) -> None:
        self.driver.execute_script("location.hash = arguments[0]", hash_)
        self.settle()

    def settle(self) -> None:
        """Until the page has drawn what it was told."""
        self.driver.execute_async_script(
            "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 30)"
        )

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def all(self, css: str) -> list[Any]:
        return [
            one for one in self.driver.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()
        ]

    def one(self, css: str) -> Any:
        return self.all(css)[0]

    def texts(self, css: str) -> list[str]:
        return [one.text for one in self.all(css)]

    def keys(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)
        self.settle()

    def focused(self) -> str:
        return self.js(
            "const e = document.activeElement; return e.dataset.at ? `row ${e.dataset.at}` : e.name || e.tagName"
        )

    def pick(self, css: str, value: str) -> None:
        self.js(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))",
            self.one(css),
            value,
        )
        self.settle()

    @property
    def count(self) -> str:
        return self.one(".count").text

    def errors(self) -> list[str]:
        """What the browser complained about since the last call."""
        return [one["message"] for one in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


Open = Callable[..., Page]


@pytest.fixture
def open_report(driver: Any, tmp_path: Path) -> Iterator[Open]:
    def open_(data: ReportData | None = None, *, width: int = 1280, dark: bool = False) -> Page:
        file = tmp_path / "report.html"
        file.write_text(render_report(data or sample()), "utf-8")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})
        driver.get("about:blank")
        driver.get_log("browser")
        driver.get(file.as_uri())
        return Page(driver)

    yield open_
    assert [one["message"] for one in driver.get_log("browser")] == []


def test_loads_alone_and_runs_nothing_of_the_articles(open_report: Open) -> None:
    page = open_report()
    for part in ("#findings", "#claims", "#duplicates", "#sources", "#overview"):
        page.go(part)
    page.go(
        "#findings?"
        + "article="
        + page.js("return encodeURIComponent(arguments[0])", f"content/{HOSTILE}.md")
    )
    page.one(".grid-row").click()
    page.settle()
    detail = page.one(".detail")
    assert HOSTILE in detail.text
    assert "U+200B" in detail.text
    assert page.js("return arguments[0].querySelector('mark').textContent", detail) == "13"
    page.go("#claims?q=GPQA")
    page.one(".grid-row").click()
    assert not page.all(".detail dd a")  # javascript: is not linked
    page.go("#duplicates")
    page.one(".group summary").click()
    page.settle()
    page.pick(".group select", "1")
    assert HOSTILE in page.one(".group").text
    assert page.js("return window.owned") is None
    assert page.js("return document.images.length") == 0
    assert page.js("return performance.getEntriesByType('resource').length") == 0


def test_policy_stops_what_is_not_ours(open_report: Open) -> None:
    page = open_report()
    page.js(
        "const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s)"
    )
    assert page.js("return window.owned") is None
    assert any("Content Security Policy" in one for one in page.errors())


def test_filters(open_report: Open) -> None:
    page = open_report()
    page.go("#findings")
    assert page.count == "1,200 findings"
    search = page.one("input[name=q]")
    search.send_keys("flattened 77 ")
    page.settle()
    shown = int(page.count.split(" of ")[0])
    assert 0 < shown < 400
    assert all(
        "flattened-citation in line" in one and "77" in one
        for one in page.texts(".cell-message .clamp")
    )
    search.send_keys("zzz")
    page.settle()
    assert page.count == "0 of 1,200 findings"
    assert page.one(".nothing").text == "Nothing matches these filters."
    page.one(".clear").click()
    page.settle()
    assert (page.count, page.focused()) == ("1,200 findings", "q")
    page.pick("select[name=rule]", "CI001")
    assert page.count == "400 of 1,200 findings"
    page.pick("select[name=folder]", "content/daily/2025")
    assert 0 < int(page.count.split(" of ")[0]) < 400
    assert all("content/daily/2025/" in one for one in page.texts(".grid-row .cell-article"))
    page.one(".clear").click()
    page.pick("select[name=fix]", "safe")
    assert page.count == "400 of 1,200 findings"
    page.pick("select[name=fix]", "unsafe")
    assert page.count == "40 of 1,200 findings"
    page.one(".clear").click()
    page.one("input[name=path]").send_keys("POSTS/2025-04")
    page.settle()
    assert page.count == "100 of 1,200 findings"
    page.one(".clear").click()
    for box in page.all(".check input")[:2]:
        box.click()
    page.settle()
    assert page.count == "399 of 1,200 findings"
    assert set(page.texts(".grid-row .severity")) == {"info"}


def test_filters_are_in_the_address(open_report: Open) -> None:
    page = open_report()
    page.one(".rules a").click()
    page.settle()
    assert page.js("return location.hash") == "#findings?rule=AI001"
    assert page.count == "401 of 1,200 findings"
    assert page.one("select[name=rule]").get_attribute("value") == "AI001"
    page.pick("select[name=fix]", "fixable")
    assert page.js("return location.hash") == "#findings?rule=AI001&fix=fixable"
    page.js("history.back()")
    page.settle()
    assert page.all("#view-overview")
    page.js("[...document.querySelectorAll('#view-overview .column[href]')][2].click()")
    page.settle()
    assert page.count == "100 of 1,200 findings"
    page.one(".chips button").click()
    page.settle()
    assert page.count == "1,200 findings"
    page.go("#findings?tag=大模型&author=Ada Byron&severity=error")
    assert page.count == "200 of 1,200 findings"


def test_sorting(open_report: Open) -> None:
    page = open_report()
    page.go("#findings")
    assert page.one("[aria-sort=descending]").text == "Severity"
    assert page.texts(".grid-row .severity")[0] == "error"
    page.one(".grid-head .cell-severity button").click()
    page.settle()
    assert page.texts(".grid-row .severity")[0] == "info"
    page.one(".grid-head .cell-article button").click()
    page.settle()
    assert page.one("[aria-sort=ascending]").text == "Article"
    paths = [one for one in page.texts(".grid-row .cell-article bdi") if one]
    assert paths == sorted(paths)
    page.one(".grid-head .cell-message button").click()
    page.settle()
    messages = page.texts(".grid-row .clamp")
    assert len(messages) > 10
    assert messages == sorted(messages, key=str.casefold)
    page.go("#claims?sort=-value")
    assert page.texts(".grid-row .value") == ["92", "87.7%", "3 倍"]
    page.go("#claims")
    assert page.texts(".grid-row .cell-grade")[0].startswith("No source")


def test_keyboard(open_report: Open) -> None:
    page = open_report()
    page.go("#findings")
    page.keys("/")
    assert page.focused() == "q"
    assert page.one("input[name=q]").get_attribute("value") == ""
    for _ in range(30):
        page.keys(Keys.TAB)
        if page.focused() == "row 0":
            break
    assert page.focused() == "row 0"
    page.keys(Keys.ARROW_DOWN)
    page.keys(Keys.ARROW_DOWN)
    assert page.focused() == "row 2"
    page.keys(Keys.ENTER)
    row = page.driver.switch_to.active_element
    assert row.get_attribute("aria-expanded") == "true"
    page.keys(Keys.TAB)
    assert page.js("return document.activeElement.href").endswith("/rules/AI001")
    page.keys(Keys.ESCAPE)
    assert page.focused() == "row 2"
    assert page.driver.switch_to.active_element.get_attribute("aria-expanded") == "false"
    page.keys(Keys.END)
    assert page.focused() == "row 1199"
    assert page.js(
        "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    )
    page.keys(Keys.PAGE_UP)
    page.keys(Keys.HOME)
    assert page.focused() == "row 0"
    assert len(page.js("return [...document.querySelectorAll('.grid-row[tabindex=\"0\"]')]")) == 1
    # The focus stays on its row however far the reader scrolls.
    page.js("scrollTo(0, 1e6)")
    page.settle()
    assert page.focused() == "row 0"


def test_only_rows_in_view_exist(open_report: Open) -> None:
    page = open_report(sample(20_000))
    page.go("#findings?sort=article")
    assert page.js("return document.querySelectorAll('.grid-row').length") < 60
    page.js("scrollTo(0, document.documentElement.scrollHeight)")
    page.settle()
    last = page.js("return [...document.querySelectorAll('.grid-row')].pop()")
    assert last.get_attribute("aria-rowindex") == "20001"
    assert page.one("[role=treegrid]").get_attribute("aria-rowcount") == "20001"
    # Opened rows push the others down, and nothing overlaps.
    page.js("scrollTo(0, 5000)")
    page.settle()
    rows = page.all(".grid-row")
    for row in (rows[4], rows[6]):
        page.js("arguments[0].click()", row)
        page.settle()
    boxes = page.js(
        "return [...document.querySelectorAll('.grid-row, .grid-part')].map((e) => e.getBoundingClientRect())"
        ".sort((a, b) => a.top - b.top).map((r) => [r.top, r.bottom])"
    )
    assert len(page.all(".grid-part")) == 2
    assert all(a[1] <= b[0] + 0.5 for a, b in itertools.pairwise(boxes))


def test_claims_and_duplicates(open_report: Open) -> None:
    page = open_report()
    page.go("#claims")
    page.pick("#view-claims select[name=grade]", "link")
    assert page.one("#view-claims .count").text == "1 of 3 claims"
    page.one("#view-claims .grid-row").click()
    page.settle()
    assert page.one("#view-claims mark").text == "3 倍"
    assert page.one("#view-claims dd a").get_attribute("href") == "https://example.com/post"
    page.go("#duplicates")
    assert page.one("#view-duplicates .count").text == "2 groups"
    page.one(".group summary").click()
    page.settle()
    left, right = page.one(".sides .left"), page.one(".sides .right")
    assert (left.text, right.text) == (
        "−\n第二句各不相同，这是旧的。",
        "+\n第二句各不相同，这是新的。",
    )
    assert left.rect["x"] < right.rect["x"]
    page.pick("#view-duplicates select[name=kind]", "exact")
    assert page.one("#view-duplicates .count").text == "1 of 2 groups"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_fits_the_window(open_report: Open, width: int) -> None:
    page = open_report(width=width)
    for part in ("#overview", "#findings", "#claims", "#duplicates", "#sources"):
        page.go(part)
        for one in page.all(".grid-row, .group summary")[:1]:
            one.click()
        page.settle()
        assert page.js("return document.documentElement.scrollWidth") <= width, part


def luminance(color: str) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(one) / 255 for one in color[color.index("(") + 1 : -1].split(",")[:3]]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_colours(open_report: Open, dark: bool) -> None:
    page = open_report(dark=dark)
    ground = luminance(page.js("return getComputedStyle(document.documentElement).backgroundColor"))
    assert (ground < 0.1) == dark
    page.go("#findings")
    page.one(".grid-row").click()
    page.settle()
    places = (".grid-row:nth-child(3) .clamp", ".grid-row .place", ".severity .mark-word", ".count", ".detail dt", ".detail a", ".check .n", ".made")  # fmt: skip
    wash = page.js("return getComputedStyle(document.querySelector('.detail')).backgroundColor")
    for css in places:
        ink = luminance(
            page.js("return getComputedStyle(document.querySelector(arguments[0])).color", css)
        )
        for other in (ground, luminance(wash)):
            low, high = sorted((ink, other))
            assert (high + 0.05) / (low + 0.05) >= 4.5, css
    page.pick("#theme", "light" if dark else "dark")
    changed = luminance(
        page.js("return getComputedStyle(document.documentElement).backgroundColor")
    )
    assert (changed < 0.1) != dark
    page.pick("#theme", "")


def test_paper(open_report: Open) -> None:
    page = open_report(dark=True)
    page.go("#findings?rule=CI001")
    page.js("dispatchEvent(new Event('beforeprint'))")
    page.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    assert len(page.js("return document.querySelectorAll('.paper-row')")) == 400
    assert not page.all(".grid-row")
    assert page.one(".paper-row").is_displayed()
    ground = page.js("return getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.js("dispatchEvent(new Event('afterprint'))")
    assert page.js("return document.querySelectorAll('.paper-row').length") == 0


def test_chinese(open_report: Open) -> None:
    activate("zh")
    try:
        page = open_report()
    finally:
        activate("en")
    assert page.texts("nav a")[0] == "概览"
    page.go("#findings?severity=error")
    assert page.count == "401 / 1,200 处问题"
    assert page.one(".grid-head .cell-severity").text == "严重程度"
    page.one(".grid-row").click()
    assert "原文" in page.texts(".detail dt")


def test_nothing_found(open_report: Open) -> None:
    page = open_report(ReportData(Summary(files=2), [], claims=[], clusters=[]))
    assert page.one(".lede").text == "No findings in 2 articles."
    for part, count in (
        ("findings", "0 findings"),
        ("claims", "0 claims"),
        ("duplicates", "0 groups"),
    ):
        page.go(f"#{part}")
        assert page.one(f"#view-{part} .count").text == count


def test_without_scripts(open_report: Open, driver: Any) -> None:
    page = open_report()
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.refresh()
        time.sleep(0.2)
        text = driver.find_element(By.TAG_NAME, "body").text
        assert "1,200 findings in 14 articles." in text
        assert "need JavaScript" in text
        assert "Domains most cited" in text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert json.dumps(page.errors()) == "[]"

import ast
import base64
import gettext
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ainewslint.html_report.page as page_module
from ainewslint.html_report import ReportData, render_report
from ainewslint.html_report import words as words_module
from ainewslint.html_report.page import safe_url
from ainewslint.html_report.words import words
from ainewslint.messages import activate
from ainewslint.report import FileReport, Summary
from ainewslint.reporters import ReporterOptions, make_reporter

from .sample import HOSTILE, sample

ASSETS = Path(page_module.__file__).with_name("assets")
LOCALE = Path(page_module.__file__).parents[1] / "locale"


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw[-1] = (self.raw[-1][0], self.raw[-1][1] + data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(sample())


def test_hostile_text_stays_text(html: str) -> None:
    reader = Reader(html)
    assert not [tag for tag, _ in reader.elements if tag in ("img", "iframe", "object")]
    scripts = [attributes for attributes, _ in reader.raw]
    assert sum("type" not in attributes for attributes in scripts) == 2  # the style, the script
    for _, attributes in reader.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "https://")), value
    assert HOSTILE in reader.text
    assert "49" not in re.findall(r"onerror[^<]*", reader.text)[0]
    html.encode("utf-8")
    assert "window.owned" not in [text for given, text in reader.raw if not given][1]


def test_policy_allows_only_what_is_there(html: str) -> None:
    reader = Reader(html)
    policy = next(
        given["content"] or "" for tag, given in reader.elements
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    style, script = [text for given, text in reader.raw if not given]
    for kind, text in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_is_fetched(html: str) -> None:
    for tag, given in Reader(html).elements:
        assert tag not in ("link", "img", "iframe", "source", "video", "audio", "embed")
        assert "src" not in given
    assert not re.search(r"@import|url\((?!#)", (ASSETS / "report.css").read_text("utf-8"))
    for file in ASSETS.glob("*.js"):
        text = file.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|fetch\(|XMLHttp|new Function", text), file.name  # fmt: skip


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.org/b", True),
        ("HTTP://a.org", True),
        ("javascript:alert(1)", False),
        (" https://a.org", False),
        ("//a.org", False),
        ("data:text/html,x", False),
        ("", False),
    ],
)
def test_safe_url(url: str, safe: bool) -> None:
    assert safe_url(url) == (url if safe else "")


def test_figures_are_in_the_page(html: str) -> None:
    text = " ".join(Reader(html).text.split())
    assert "1,200 findings in 14 articles." in text
    assert "1 article has none. 400 findings can be fixed with" in text
    assert "100 fewer than on 2025-12-01. 12 new, 40 gone." in text
    assert "LK001" in text  # a rule that only the run before had


def test_parts_that_were_not_looked_at_are_left_out() -> None:
    html = render_report(ReportData(Summary(files=3), []))
    assert "No findings in 3 articles." in html
    for part in ("claims", "duplicates", "sources"):
        assert f'id="view-{part}"' not in html
    assert 'id="view-findings"' in html


def test_chinese() -> None:
    activate("zh")
    try:
        html = render_report(sample())
    finally:
        activate("en")
    assert '<html lang="zh-Hans">' in html
    text = " ".join(Reader(html).text.split())
    assert "14 篇文章中共有 1,200 处问题。" in text
    # No English words but names are left in what the template writes.
    assert not re.search(r"\b(Findings|Articles|Errors|Overview|Rule|Show all)\b", text)


def said() -> list[tuple[str, ...]]:
    """The literals that words.py hands to gettext."""
    tree = ast.parse(Path(words_module.__file__).read_text("utf-8"))
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return [
        tuple(one.value for one in call.args if isinstance(one, ast.Constant))
        for call in calls
        if getattr(call.func, "id", "") in ("_", "_n") and isinstance(call.args[0], ast.Constant)
    ]


def test_every_word_is_translated() -> None:
    catalogue = gettext.translation("ainewslint", LOCALE, ["zh"])
    assert len(said()) > 100
    for forms in said():
        translated = (
            catalogue.gettext(forms[0]) if len(forms) == 1 else catalogue.ngettext(*forms, 2)
        )
        assert translated not in forms, forms
        wanted = [set(re.findall(r"\{\w+\}", form)) for form in forms]
        assert set(re.findall(r"\{\w+\}", translated)) in wanted, forms
        assert translated.count("`") == forms[0].count("`"), forms


def test_every_word_is_used_and_there() -> None:
    known = set(words())
    text = "\n".join(
        file.read_text("utf-8") for file in [*ASSETS.iterdir(), Path(page_module.__file__)]
    )
    asked = set(re.findall(r'\bword\("([\w.]+)"', text)) | set(re.findall(r"\bw\.(\w+)\b", text))
    asked |= set(re.findall(r'\bw\["([\w.]+)"\]', text))
    assert asked - known - {"format"} == set()
    # The others are put together in the page: severities, sources, kinds, counts.
    for name in known - asked:
        parts = name.split(".")
        assert f'"{name}"' in text or f'"{parts[0]}."' in text or f"`{parts[0]}." in text or f'"{".".join(parts[:-1])}"' in text or parts[-1] in ("one", "other"), name  # fmt: skip


def test_reporter() -> None:
    stream = io.StringIO()
    reporter = make_reporter("html", stream, ReporterOptions(version="9.9"))
    reporter.start()
    summary = Summary()
    for report in (
        FileReport("posts/2025-03-01-a.md", [one for one in sample(30).entries if one.path.endswith("2025-01-03-story.md")]),
        FileReport("posts/2025-04-01-b.md"),
    ):  # fmt: skip
        reporter.file(report)
        summary.add(report)
    assert stream.getvalue() == ""
    reporter.finish(summary)
    html = stream.getvalue()
    assert html.startswith("<!DOCTYPE html>")
    assert "ainewslint 9.9" in html
    assert f"{summary.findings} findings in 2 articles." in html

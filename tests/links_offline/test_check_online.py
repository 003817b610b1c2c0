"""`ainewslint check --online` against a site of real sockets on loopback, and masked passwords."""

from __future__ import annotations

import builtins
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from ainewslint.cli import network
from ainewslint.links import LinkOptions
from ainewslint.source.urls import mask_credentials

Command = Callable[..., Any]  # of the fixture `run`

TEXT = """\
---
title: 一周模型动态
source: {base}/gone
---

# 一周模型动态

[好]({base}/ok) 与 [坏]({base}/gone)，又见 [搬]({base}/moved) 。

[知道的]({base}/gone) <!-- ainewslint-disable-line LK014 -- 作者已告知 -->
"""
SELECT = ("--select", "LK014,LK015", "--isolated")


@pytest.fixture
def base(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site's address, which `check` may ask although it is on loopback."""
    monkeypatch.setattr(
        network, "LinkOptions", functools.partial(LinkOptions, allow_private=True, rate_per_host=0)
    )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    for path in ("/ok", "/new"):
        httpserver.expect_request(path).respond_with_data("hello")
    httpserver.expect_request("/gone").respond_with_data("", status=410)
    httpserver.expect_request("/moved").respond_with_data(
        "", status=301, headers={"Location": "/new"}
    )
    return httpserver.url_for("").rstrip("/")


def asked(httpserver: HTTPServer) -> list[str]:
    return [request.path for request, _ in httpserver.log if request.path != "/robots.txt"]


def found(text: str) -> list[tuple[str, int, str]]:
    return [(one["path"], one["line"], one["code"]) for one in map(json.loads, text.splitlines())]


def test_dead_and_moved_links_are_findings(
    run: Command, tmp_path: Path, base: str, httpserver: HTTPServer
) -> None:
    (tmp_path / "a.md").write_text(TEXT.format(base=base), "utf-8")
    outcome = run("check", "a.md", "--online", *SELECT, "--output-format", "jsonl")
    assert outcome.code == 1, outcome.err
    assert found(outcome.out) == [("a.md", 3, "LK014"), ("a.md", 8, "LK014"), ("a.md", 8, "LK015")]
    assert outcome.err == "ainewslint: Checked 3 addresses in 1 file: 1 ok, 1 redirected, 1 dead.\n"
    before = len(asked(httpserver))
    again = run("check", "a.md", "--online", *SELECT, "--quiet", "--output-format", "jsonl")
    assert (again.code, again.out, again.err) == (1, outcome.out, "")
    assert len(asked(httpserver)) == before, "the second run answers from the cache"


def test_a_comment_for_one_rule_leaves_the_other(run: Command, tmp_path: Path, base: str) -> None:
    text = f"[搬]({base}/moved) <!-- ainewslint-disable-line LK014 -->\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    outcome = run("check", "a.md", "--online", *SELECT, "--output-format", "jsonl")
    assert found(outcome.out) == [("a.md", 1, "LK015")]


def test_without_the_option_nothing_is_asked(
    run: Command, tmp_path: Path, base: str, httpserver: HTTPServer
) -> None:
    (tmp_path / "a.md").write_text(TEXT.format(base=base), "utf-8")
    assert run("check", "a.md", *SELECT).code == 0
    assert run("check", "a.md", "--online", "--select", "LK001", "--isolated").code == 0
    assert asked(httpserver) == []


def test_workers_share_what_was_asked_once(
    run: Command, tmp_path: Path, base: str, httpserver: HTTPServer
) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.md").write_text(TEXT.format(base=base), "utf-8")
    words = ("check", ".", "--online", *SELECT, "--no-cache", "--output-format", "jsonl")
    parallel, alone = run(*words, "--jobs", "2"), run(*words, "--jobs", "1")
    assert len(found(parallel.out)) == 120
    assert parallel.out == alone.out
    assert all(asked(httpserver).count(path) <= 4 for path in ("/ok", "/gone"))  # HEAD, GET; twice


def test_standard_input_and_fix(
    run: Command, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT.format(base=base), "utf-8")
    with path.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        outcome = run("check", "-", "--online", *SELECT, "--output-format", "jsonl")
    assert [code for _path, _line, code in found(outcome.out)] == ["LK014", "LK014", "LK015"]
    run("check", "a.md", "--online", "--fix", "--unsafe-fixes", *SELECT)
    assert path.read_text("utf-8") == TEXT.format(base=base).replace("/moved", "/new")


def test_a_missing_extra_is_one_line(
    run: Command, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(TEXT.format(base=base), "utf-8")
    real = builtins.__import__

    def fake(name: str, *rest: Any, **more: Any) -> Any:
        if name == "client":  # `from .client import …`: as if its libraries were not there
            raise ImportError("no", name="httpx2")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", fake)
    outcome = run("check", "a.md", "--online", *SELECT)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert 'pip install "ainewslint[links]"' in outcome.err


SECRET = "hunter2"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "concise", "grouped"])
def test_no_report_of_check_shows_a_password(run: Command, tmp_path: Path, form: str) -> None:
    url = f"https://bob:{SECRET}@https://example.com/a?utm_source=chatgpt.com"
    (tmp_path / "a.md").write_text(f"# 一\n\n见[文]({url})，{url}\n", "utf-8")
    outcome = run("check", "a.md", "--isolated", "--select", "ALL", "--output-format", form)
    assert "a.md" in outcome.out
    assert SECRET not in outcome.out + outcome.err


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_links_shows_no_password(run: Command, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.md").write_text(f"[文](https://bob:{SECRET}@example.com/)\n", "utf-8")
    outcome = run("links", ".", "--output-format", form)
    assert outcome.code == 1
    assert "https://***@example.com/" in outcome.out
    assert SECRET not in outcome.out


def test_masking() -> None:
    assert mask_credentials("见 https://a:b@c.com/x@y") == "见 https://***@c.com/x@y"
    assert mask_credentials("http:/ab:c@d.cn", keep_length=True) == "http:/****@d.cn"
    for kept in (
        "https://medium.com/@user",
        "a@b.com",
        "见 https://c.com，问 a@b.com",
        "https://c.com?q=a@b",
    ):
        assert mask_credentials(kept) == kept

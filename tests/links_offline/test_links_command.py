"""`ainewslint links` against a site of real sockets on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

Command = Callable[..., Any]  # of the fixture `run`

TEXT = """\
---
source: {base}/front
---
[好]({base}/ok) 与 [坏]({base}/gone)，又见 {base}/gone 。

[搬]({base}/moved) <!-- 备注 -->
[忽略]({base}/gone) <!-- ainewslint-disable-line LK014 -- 已知 -->
`{base}/code` [模板](http://{{host}}/x) [相对](a.md)
"""


@pytest.fixture
def base(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    for path in ("/ok", "/front", "/new"):
        httpserver.expect_request(path).respond_with_data("hello")
    httpserver.expect_request("/gone").respond_with_data("", status=410)
    httpserver.expect_request("/moved").respond_with_data(
        "", status=301, headers={"Location": "/new"}
    )
    return httpserver.url_for("").rstrip("/")


@pytest.fixture
def article(tmp_path: Path, base: str) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT.format(base=base), "utf-8")
    return path


def asked(httpserver: HTTPServer) -> list[str]:
    return [request.path for request, _ in httpserver.log if request.path != "/robots.txt"]


def test_text(run: Command, article: Path, base: str, httpserver: HTTPServer) -> None:
    outcome = run("links", "a.md", "--allow-private")
    assert outcome.code == 1, outcome.err
    lines = outcome.out.splitlines()
    assert lines[0] == f"a.md:4:{16 + len(base)}: dead: {base}/gone (gone (410))"
    assert [line.split(": ")[0].rpartition(":")[0] for line in lines[:-1]] == ["a.md:4", "a.md:4"]
    assert lines[-1] == "Checked 4 addresses in 1 file: 2 ok, 1 redirected, 1 dead."
    assert "/code" not in asked(httpserver)
    assert asked(httpserver).count("/ok") == 1


def test_json(run: Command, article: Path, base: str) -> None:
    outcome = run("links", ".", "--allow-private", "--output-format", "json")
    document = json.loads(outcome.out)
    assert document["summary"]["files"] == 1
    assert document["summary"]["dead"] == 1
    by_url = {one["url"]: one for one in document["links"]}
    assert by_url[f"{base}/moved"]["moved_to"] == f"{base}/new"
    assert by_url[f"{base}/front"]["places"] == [
        {"path": "a.md", "line": 2, "column": 9, "end_line": 2, "end_column": 15 + len(base)}
    ]
    assert len(by_url[f"{base}/gone"]["places"]) == 2
    lines = run("links", ".", "--allow-private", "--output-format", "jsonl").out.splitlines()
    assert {json.loads(line)["url"] for line in lines} == set(by_url)


def test_a_second_run_asks_nothing(
    run: Command, article: Path, base: str, httpserver: HTTPServer
) -> None:
    run("links", ".", "--allow-private")
    before = len(asked(httpserver))
    again = run("links", ".", "--allow-private", "--cached-only")
    assert again.code == 1
    assert "1 dead" in again.out
    assert len(asked(httpserver)) == before
    fresh = run("links", ".", "--allow-private", "--cached-only", "--cache-dir", "elsewhere")
    assert fresh.code == 0
    assert "4 unknown" in fresh.out


def test_private_addresses_are_not_asked(
    run: Command, article: Path, httpserver: HTTPServer
) -> None:
    outcome = run("links", ".")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "Checked 4 addresses in 1 file: 4 not asked.",
        "Not asked: 4 not public (--allow-private asks for them). --verbose lists every link.",
    ]
    assert "Not asked:" not in run("links", ".", "--verbose").out
    chinese = run("links", ".", "--language", "zh").out.splitlines()[-1]
    assert (
        chinese
        == "未访问的网址：4 个不是公网地址（加上 --allow-private 会访问）。--verbose 列出每个链接。"
    )
    assert asked(httpserver) == []


def test_passwords_are_reported_and_never_sent(
    run: Command, tmp_path: Path, base: str, httpserver: HTTPServer
) -> None:
    address = base.replace("http://", "http://user:secret@") + "/ok"
    (tmp_path / "a.md").write_text(f"<{address}>\n", "utf-8")
    outcome = run("links", ".", "--allow-private")
    assert outcome.code == 1
    assert "a.md:1:2: not asked" in outcome.out
    assert asked(httpserver) == []


def test_chinese(run: Command, article: Path) -> None:
    outcome = run("links", ".", "--allow-private", "--language", "zh", "--no-cache")
    assert outcome.out.splitlines()[-1] == (
        "检查了 1 个文件里的 4 个网址：2 正常、1 有跳转、1 已失效。"
    )


def test_what_cannot_be_done(run: Command, tmp_path: Path) -> None:
    missing = run("links", "nowhere.md")
    assert missing.code == 2
    assert missing.err == "ainewslint: nowhere.md: no such file or folder\n"
    assert run("links", ".").code == 0
    assert run("links", ".", "--cached-only", "--no-cache").code == 2
    (tmp_path / "b.md").write_bytes(b"\xff\xfe")
    unreadable = run("links", ".")
    assert unreadable.code == 2
    assert "b.md" in unreadable.err


def test_configuration_leaves_paths_out(
    run: Command, article: Path, base: str, tmp_path: Path
) -> None:
    (tmp_path / "ainewslint.toml").write_text('[per-path-ignores]\n"*.md" = ["LK"]\n', "utf-8")
    (tmp_path / "b.md").write_text(f"[坏]({base}/gone)\n", "utf-8")  # without any comment
    outcome = run("links", ".", "--allow-private", "--quiet")
    assert (outcome.code, outcome.out) == (0, "")

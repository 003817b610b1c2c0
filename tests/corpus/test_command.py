"""`ainewslint corpus` as a user calls it."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet, table

from ainewslint.claims.ledger import COLUMNS
from tests.corpus.articles import ACROSS, ARTICLES, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    return tmp_path


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ainewslint", "corpus", *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def data(*options: str) -> dict[str, Any]:
    done = run("--language", "en", "--output-format", "json", *options)
    assert done.returncode < 2, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def across(found: dict[str, Any]) -> list[tuple[str, str]]:
    codes = ("CX001", "CX002", "CX003", "CX004", "CX005", "CX006")
    return [(one["path"], one["code"]) for one in found["findings"] if one["code"] in codes]


def test_everything_is_found(folder: Path) -> None:
    found = data("posts")
    assert across(found) == ACROSS
    exact, near = found["clusters"]
    assert exact["exact"]
    assert [one["path"] for one in exact["members"]] == ["posts/a.md", "posts/b.md"]
    assert exact["members"][0]["excerpt"].startswith("国产大模型")
    assert not near["exact"]
    assert [one["path"] for one in near["members"]] == ["posts/a.md", "posts/c.md"]
    assert 0.7 <= near["members"][1]["similarity"] < 1
    (contradiction,) = found["contradictions"]
    assert (contradiction["model"], contradiction["benchmark"]) == ("GPT-4o", "MMLU")
    assert [one["value"] for one in contradiction["figures"]] == ["82.1%", "88.7%"]
    (tags,) = found["tags"]
    assert tags == {"suggested": "AI", "spellings": {"AI": 6, "Ai": 1, "人工智能": 1}}
    assert found["domains"] == [{"host": "a.org", "articles": 2, "links": 2}]
    assert [one["path"] for one in found["articles"]] == sorted(ARTICLES)
    assert {len(one) for one in found["claims"]} == {len(COLUMNS)}


def test_summary(folder: Path) -> None:
    done = run("--language", "en", "posts")
    assert done.returncode == 1
    for part in (
        "8 files",
        "the same text, 2 times",
        "2025-03-20  posts/b.md  模型更新小结",
        "GPT-4o on MMLU",
        "82.1%  2025-03-09  posts/e.md:7:21",
        "AI (6) ← Ai (1), 人工智能 (1)",
        "CX001 duplicate-artid: posts/h.md:5 = posts/g.md:5",
    ):
        assert part in done.stdout
    chinese = run("--language", "zh", "posts")
    assert "正文完全相同，共 2 篇" in chinese.stdout


def test_what_is_not_cited_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of a tutorial's own machine, and a way of writing a tag that nobody has yet."""
    monkeypatch.chdir(tmp_path)
    local = "http://localhost:3000/a http://127.0.0.1/b [c](http://192.168.1.2/c)"
    for number, tag in enumerate(["Ai", "ai"]):
        text = f"---\ntitle: t{number}\ntags: [{tag}]\n---\n\n{local} https://a.org/{number}\n"
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    assert [one["host"] for one in data(".")["domains"]] == ["a.org"]
    shown = run("--language", "en", ".").stdout
    assert "  AI ← Ai (1), ai (1)\n" in shown
    assert "Most cited\n  a.org: 2 articles\n" in shown


def test_gate(folder: Path) -> None:
    assert run("posts", "--fail-on", "never").returncode == 0
    assert run("posts", "--exit-zero").returncode == 0
    assert run("posts/g.md").returncode == 0
    assert run("posts", "--ignore", "CX", "--select", "CX007").returncode == 0
    assert run("posts", "--ignore", "CX001,CX003,CX004,CX005,CX006").returncode == 0
    assert run("posts", "--ignore", "CX001,CX003,CX004,CX005,CX006", "--fail-on", "info").returncode


def test_json_lines(folder: Path) -> None:
    done = run("--output-format", "jsonl", "posts")
    kinds = [json.loads(line)["record"] for line in done.stdout.splitlines()]
    assert {"articles", "findings", "claims", "clusters", "contradictions", "tags"} <= set(kinds)
    assert kinds.count("articles") == len(ARTICLES)


def test_store_and_trend(folder: Path) -> None:
    run("posts", "--store", "runs.sqlite")
    (folder / "posts/h.md").write_text(ARTICLES["posts/f.md"], "utf-8")
    done = run("posts", "--store", "runs.sqlite", "--language", "en")
    assert "CX001: 1 → 0" in done.stdout
    with sqlite3.connect("runs.sqlite") as db:
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (2,)
        count = "SELECT count(*) FROM findings WHERE run = ? AND code = 'CX004'"
        assert db.execute(count, (1,)).fetchone() == (1,)
        values = db.execute("SELECT value FROM claims WHERE run = 2 ORDER BY path").fetchall()
        assert values == [("88.7%",), ("82.1%",)]
    assert len(data("posts", "--store", "runs.sqlite")["runs"]) == 3


def test_comments_hold(folder: Path) -> None:
    for name in ("b", "h"):
        file = folder / f"posts/{name}.md"
        lines = file.read_text("utf-8").split("\n")
        lines.insert(1, "# ainewslint: disable" + ("=CX001" if name == "h" else ""))
        file.write_text("\n".join(lines), "utf-8")
    found = data("posts", "--select", "NL001")
    assert [one for one in across(found) if one[0][6] in "bh"] == []
    assert [one for one in found["findings"] if one["code"] == "NL001"] == []


def test_a_store_of_somebody_else_is_left_alone(folder: Path) -> None:
    with sqlite3.connect("other.sqlite") as db:
        db.execute("CREATE TABLE mine (x)")
    (folder / "text.sqlite").write_text("no database " * 100)
    for name in ("other.sqlite", "text.sqlite", "none/here.sqlite"):
        before = (folder / name).read_bytes() if (folder / name).exists() else None
        done = run("posts", "--store", name)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert name in done.stderr
        assert before is None or (folder / name).read_bytes() == before


def test_parquet_output_is_resumed(folder: Path) -> None:
    whole = data("posts", "--output", "out")
    (part,) = (folder / "out/articles").glob("*.parquet")
    codes = parquet.read_table(next((folder / "out/diagnostics").glob("part*")))["code"]
    assert len(codes) + len(across(whole)) + 2 == len(whole["findings"])  # 2 of CX007
    marked = part.stat().st_mtime_ns
    again = data("posts", "--output", "out")
    assert part.stat().st_mtime_ns == marked
    assert {**again, "at": ""} == {**whole, "at": ""}


def test_a_changed_article_or_setting_is_done_again(folder: Path) -> None:
    data("posts", "--output", "out")
    (folder / "posts/b.md").write_text("# 新的\n", "utf-8")
    changed = data("posts", "--output", "out")
    assert ("posts/b.md", "CX004") not in across(changed)
    assert len(list((folder / "out/articles").glob("*.parquet"))) == 1
    fewer = data("posts", "--output", "out", "--select", "FM")
    assert {one["code"][:2] for one in fewer["findings"]} <= {"FM", "CX"}


def test_a_setting_further_down_is_noticed(folder: Path) -> None:
    data("posts", "--output", "out")
    (folder / "posts/.ainewslint.toml").write_text('select = ["FM"]\n', "utf-8")
    fewer = data("posts", "--output", "out")
    assert {one["code"][:2] for one in fewer["findings"]} <= {"FM", "CX"}


def parquet_corpus(file: Path) -> None:
    rows = {"name": list(ARTICLES), "body": list(ARTICLES.values())}
    rows["name"].append("posts/z.md")
    rows["body"].append(None)  # type: ignore[arg-type]
    parquet.write_table(table(rows), file, row_group_size=3)


@pytest.mark.parametrize("address", ["rows.parquet", "tables", "file://{here}/rows.parquet"])
def test_tables(folder: Path, address: str) -> None:
    options = ["--path-column", "name", "--text-column", "body"]
    (folder / "tables").mkdir()
    parquet_corpus(folder / "rows.parquet")
    parquet_corpus(folder / "tables" / "rows.parquet")
    same = data("posts")
    for file in (folder / "posts").iterdir():
        file.unlink()
    found = data(address.format(here=folder), *options)
    assert found["findings"] == same["findings"]
    assert found["clusters"] == same["clusters"]
    (failure,) = found["failures"]
    assert failure["path"] == "posts/z.md"


def test_objects_of_a_store(folder: Path) -> None:
    found = data(f"file://{folder}/posts")
    assert [code for _path, code in across(found)] == [code for _path, code in ACROSS]


def test_bad_input_is_one_line(folder: Path) -> None:
    parquet_corpus(folder / "rows.parquet")
    (folder / "broken.parquet").write_bytes(b"PAR1 no more")
    for options in (
        ["nowhere"],
        ["rows.parquet"],  # no column `text`
        ["broken.parquet"],
        ["none.parquet"],
        ["what://ever/x"],
        ["posts", "--output", "posts/a.md/x"],
        ["posts", "--output-file", "none/x"],
    ):
        done = run(*options)
        assert done.returncode == 2, options
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_articles_that_cannot_be_read_are_rows(folder: Path) -> None:
    (folder / "posts/y.md").write_bytes(b"---\ntitle: x\n---\n\xff\n")
    (folder / "posts/z.md").symlink_to("gone.md")
    found = data("posts", "--output", "out")
    assert [one["path"] for one in found["failures"]] == ["posts/y.md", "posts/z.md"]
    assert across(found) == ACROSS


WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({packages!r}))
from ainewslint.cli import main
main({options!r})
"""


def run_without(packages: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    """The command where some packages are not installed."""
    code = WITHOUT.format(packages=packages, options=["corpus", *options])
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_without_the_optional_packages(folder: Path) -> None:
    packages = ["rensa", "rapidfuzz", "pyarrow", "daft"]
    done = run_without(packages, "posts", "--output-format", "json")
    assert across(json.loads(done.stdout)) == [one for one in ACROSS if one[1] != "CX005"]
    assert done.stderr.count("\n") == 1
    assert "ainewslint[corpus]" in done.stderr
    assert run_without(packages, "posts", "--ignore", "CX005").stderr == ""
    for options in (["--output", "out"], ["--engine", "daft"]):
        done = run_without(packages, "posts", "--ignore", "CX005", *options)
        assert done.returncode == 2
        assert "pip install ainewslint[" in done.stderr
        assert done.stderr.count("\n") == 1
    done = run_without(packages, "rows.parquet", "--ignore", "CX005")
    assert "needs pyarrow" in done.stderr

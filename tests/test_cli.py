"""The command line as its users call it."""

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import Command

BAD = "---\ntitle: A\ndate: 2025-01-01\ntags: ['Ai']\n---\n\n正文里有一个断掉的脚注[3]，读者找不到来源。\n"
GOOD = "---\ntitle: B\ndate: 2025-01-01\ntags: ['AI']\n---\n\n正文没有问题，读者可以放心阅读。\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/bad.md").write_text(BAD, "utf-8")
    (tmp_path / "content/good.md").write_text(GOOD, "utf-8")
    return tmp_path


def test_exit_codes(run: Command, site: Path) -> None:
    assert run("check", "content/good.md").code == 0
    assert run("check", "content").code == 1
    assert run("check", "content", "--exit-zero").code == 0
    assert run("check", "content", "--fail-on", "error").code == 0
    assert run("check", "content", "--fail-on", "never").code == 0
    assert run("check", "--select", "FM017", "content").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--no-such-option"], "No such option"),
        (["check", "missing.md"], "missing.md: no such file or folder"),
        (["check", "--select", "XX1"], "unknown rule 'XX1'"),
        (["check", "-", "content"], "cannot be mixed"),
        (["rule", "FM0155"], "did you mean FM015?"),
        (["rule"], "name one rule, or --all"),
        (["schema", "pots.front-matter"], "did you mean post.front-matter?"),
        (["artid", "decode", "zz"], "not a hexadecimal digit"),
        (["nonsense"], "No such command"),
        (["new-rule", "st15", "x"], "is not a code"),
        (["new-rule", "CI001", "x"], "CI001 is a rule of ainewslint itself"),
        (["new-rule", "MY001", "yaml-syntax"], "yaml-syntax is a rule of ainewslint itself"),
    ],
)
def test_what_cannot_be_done(run: Command, site: Path, arguments: list[str], words: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert "Traceback" not in outcome.err


def test_no_articles_is_a_notice(run: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = run("check", "empty")
    assert outcome.code == 0
    assert "no articles found" in outcome.err


def test_json_paths_are_relative(run: Command, site: Path) -> None:
    data = json.loads(run("check", "content", "--output-format", "json", "--ignore", "CX").out)
    assert {one["path"] for one in data["diagnostics"]} == {"content/bad.md"}
    assert data["summary"]["files"] == 2
    assert data["language"] == "en"


def test_output_file(run: Command, site: Path) -> None:
    assert run("check", "content", "--output-format", "json", "--output-file", "r.json").out == ""
    assert json.loads((site / "r.json").read_text("utf-8"))["summary"]["files"] == 2
    outcome = run("check", "content", "--output-file", "no/such/folder/r.json")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_output_file_that_is_no_regular_file_is_written_to(run: Command, site: Path) -> None:
    os.mkfifo(site / "pipe")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((site / "pipe").read_text, "utf-8")
        run("check", "content", "--output-format", "json", "--output-file", "pipe")
        assert json.loads(read.result(timeout=60))["summary"]["files"]
    assert (site / "pipe").is_fifo()


def test_output_file_behind_a_link_is_written_through_it(run: Command, site: Path) -> None:
    (site / "real.txt").write_text("old", "utf-8")
    (site / "link.txt").symlink_to("real.txt")
    run("check", "content", "--output-file", "link.txt")
    assert (site / "link.txt").is_symlink()
    assert "Found" in (site / "real.txt").read_text("utf-8")


def test_chinese(run: Command, site: Path) -> None:
    assert "参考列表" in run("check", "content", "--select", "CI002", "--language", "zh").out


def test_statistics(run: Command, site: Path) -> None:
    lines = run("check", "content", "--select", "FM015,CI002", "--statistics").out.splitlines()
    assert lines[0].split() == ["1", "CI002", "undefined-citation"]
    assert lines[1].split() == ["1", "FM015", "[*]", "tag-spelling"]


def test_fix_diff_and_stdin(run: Command, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    diff = run("check", "content", "--select", "FM015", "--diff")
    assert diff.code == 1
    assert "-tags: ['Ai']\n+tags: ['AI']" in diff.out
    assert (site / "content/bad.md").read_text("utf-8") == BAD
    mode = os.stat(site / "content/bad.md").st_mode
    assert run("check", "content", "--select", "FM015", "--fix").code == 0
    assert (site / "content/bad.md").read_text("utf-8") == BAD.replace("'Ai'", "'AI'")
    assert os.stat(site / "content/bad.md").st_mode == mode
    assert run("check", "content", "--select", "FM015", "--diff").code == 0

    class Stdin:
        buffer = __import__("io").BytesIO(BAD.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    fixed = run("check", "-", "--select", "FM015", "--fix")
    assert fixed.out == BAD.replace("'Ai'", "'AI'")


def test_config_and_init(run: Command, site: Path) -> None:
    assert run("init").code == 0
    assert run("init").code == 2
    assert run("init", "--force").code == 0
    assert run("check", "content/good.md").code == 0
    assert "repos:" in run("init", "--pre-commit").out
    assert "uses: ainewslint/ainewslint@v" in run("init", "--ci", "github").out
    (site / "ainewslint.toml").write_text('fail-on = "error"\n', "utf-8")
    shown = run("config", "content/bad.md").out
    assert 'fail-on = "error"' in shown
    assert "ainewslint.toml" in shown
    assert run("check", "content").code == 0
    assert run("check", "content", "--isolated").code == 1


def test_per_path_ignores_and_severity(run: Command, site: Path) -> None:
    (site / "ainewslint.toml").write_text(
        '[severity]\nFM015 = "error"\n[per-path-ignores]\n"content/bad.md" = ["CI"]\n', "utf-8"
    )
    data = json.loads(run("check", "content", "--output-format", "json").out)
    found = {(one["code"], one["severity"]) for one in data["diagnostics"]}
    assert ("FM015", "error") in found
    assert not any(code.startswith("CI") for code, _severity in found)


def test_rule_and_schema(run: Command) -> None:
    assert "## Why is this bad?" in run("rule", "FM015").out
    assert json.loads(run("rule", "tag-spelling", "--output-format", "json").out)["code"] == "FM015"
    assert "CI001" in run("rule", "--all").out
    assert "report" in run("schema").out.split()
    assert json.loads(run("schema", "report").out)["title"] == "ainewslint report"


def test_artid(run: Command) -> None:
    url = "https://blog.csdn.net/a/article/details/1001"
    coded = run("artid", "encode", url).out.strip()
    assert run("artid", "decode", coded).out.strip() == url


def test_new_rule_works(run: Command, tmp_path: Path) -> None:
    assert run("new-rule", "HS001", "full-stop").code == 0
    assert (tmp_path / "hs001_full_stop.py").exists()
    compile((tmp_path / "hs001_full_stop.py").read_text("utf-8"), "x", "exec")
    assert run("new-rule", "HS001", "full-stop").code == 2


def test_workers_give_the_same(run: Command, tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    for number in range(40):
        (tmp_path / f"many/{number}.md").write_text(BAD, "utf-8")
    one = run("check", "many", "--jobs", "1", "--output-format", "json")
    two = run("check", "many", "--jobs", "2", "--output-format", "json")
    assert one == two


def test_a_crash_does_not_hide_the_rest(
    run: Command, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ainewslint.rules.front_matter.fm015_tag_spelling import TagSpelling

    def crash(*_arguments: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(TagSpelling, "check", crash)
    outcome = run("check", "content", "--exit-zero", "--output-format", "concise")
    assert outcome.code == 2
    assert "Rule FM015 failed" in outcome.err
    assert "CI002" in outcome.out
    assert "Traceback" not in outcome.err
    assert "boom" in run("check", "content", "--verbose").err


def test_the_body_is_not_parsed_for_front_matter_rules(
    run: Command, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_arguments: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("ainewslint.source.markdown.parse_markdown", parse)
    assert run("check", "content", "--select", "FM015,FM007,ID,NL").code == 1


def test_every_command_has_help(run: Command) -> None:
    from ainewslint.cli import COMMANDS

    overview = run("--help").out
    for name in COMMANDS:
        assert name in overview
        outcome = run(name, "--help")
        assert outcome.code == 0, outcome.err
        assert "Usage: ainewslint" in outcome.out


def test_claims(run: Command, tmp_path: Path) -> None:
    text = "新模型在 MMLU 上达到 88.7%，见[报告](https://example.org/r)。算力提升50%。\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    data = json.loads(run("claims", "a.md", "--output-format", "json").out)["claims"]
    assert [(one["kind"], one["value"], one["benchmark"]) for one in data] == [
        ("benchmark", "88.7%", "MMLU"),
        ("performance", "50%", None),
    ]
    assert data[0]["source_url"] == "https://example.org/r"
    assert (
        run("claims", "--output-format", "csv").out.splitlines()[0].startswith("path,line,column")
    )
    assert len(run("claims", "--output-format", "jsonl").out.splitlines()) == 2
    assert "88.7%" in run("claims").out


def test_init_leaves_no_half_file(
    run: Command, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        outcome = run("init")
    assert outcome.code == 2
    assert "ainewslint.toml: cannot be written" in outcome.err
    assert not (site / "ainewslint.toml").exists()
    assert run("init").code == 0


def test_init_says_what_to_add(run: Command, site: Path) -> None:
    (site / ".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")
    outcome = run("init", "--pre-commit", "--write")
    assert outcome.code == 2
    assert "`ainewslint init --pre-commit` prints" in outcome.err


def test_new_rule_where_nothing_can_be_written(run: Command, site: Path) -> None:
    (site / "rules").write_text("a file, not a folder\n", "utf-8")
    outcome = run("new-rule", "HS001", "long-title", "--folder", "rules/mine")
    assert outcome.code == 2
    assert outcome.err.startswith("ainewslint: rules/mine/hs001_long_title.py: cannot be written:")

"""Baselines: old findings stay quiet and new ones loud, whatever is edited around them."""

import json
import random
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ainewslint
from ainewslint.baseline import Baseline, BaselineError, BaselineFilter, BaselineRecorder
from ainewslint.config import Settings, SettingsResolver
from ainewslint.fingerprints import digest
from ainewslint.report import Entry, FileReport, make_entry
from ainewslint.resources import folder
from ainewslint.source.text import SourceText
from tests.conftest import Command

NAME = ".ainewslint-baseline.json"
SELECT = ("--select", "FM015,CI002,AI001,NL004")
BAD = (
    "---\ntitle: 周报\ndate: 2025-01-01\ntags: ['Ai', 'Llm']\n---\n\n"
    "第一段说明背景，这里断掉了脚注[3]，后面还有话。\n\n第二段另有一处【7†source】。\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(BAD, "utf-8")
    (tmp_path / "content/b.md").write_text("# 没有问题\n\n正文。\n", "utf-8")
    return tmp_path


def data(site: Path, name: str = NAME) -> dict[str, dict[str, int]]:
    text = (site / name).read_text("utf-8")
    schema = json.loads((folder("schemas") / "baseline.schema.json").read_text("utf-8"))
    whole = json.loads(text)
    jsonschema.Draft202012Validator(schema).validate(whole)
    found: dict[str, dict[str, int]] = whole["files"]
    return found


def test_write_then_check(run: Command, site: Path) -> None:
    assert run("check", *SELECT).code == 1
    written = run("check", *SELECT, "--write-baseline")
    assert written.code == 0
    assert "holds 4 findings in 1 file" in written.err
    assert sum(data(site)["content/a.md"].values()) == 4
    again = run("check", *SELECT)
    assert again.code == 0
    assert "No findings in 2 files. (4 in the baseline)" in again.out
    assert run("check", *SELECT, "--no-baseline").code == 1
    assert run("check", *SELECT, "--isolated").code == 1
    summary = json.loads(run("check", *SELECT, "--output-format", "json").out)["summary"]
    assert summary["baselined"] == 4


def test_one_entry_a_line_sorted(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    lines = (site / NAME).read_text("utf-8").splitlines()
    entries = [line for line in lines if line.startswith("   ")]
    assert len(entries) == 4
    assert entries == sorted(entries)
    before = (site / NAME).read_bytes()
    run("check", *SELECT, "--write-baseline")
    assert (site / NAME).read_bytes() == before


def test_known_from_any_folder(run: Command, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "ainewslint.toml").write_text('baseline = "quality/known.json"\n', "utf-8")
    (site / "quality").mkdir()
    monkeypatch.chdir(site / "content")
    assert run("check", *SELECT, "--write-baseline").code == 0
    assert list(data(site, "quality/known.json")) == ["../content/a.md"]
    assert run("check", *SELECT).code == 0
    monkeypatch.chdir(site)
    assert run("check", *SELECT, "content/a.md").code == 0
    assert run("check", *SELECT, "--baseline", "quality/known.json", "--isolated").code == 0


def test_a_baseline_that_is_named_must_be_there(run: Command, site: Path) -> None:
    outcome = run("check", "--baseline", "none.json")
    assert outcome.code == 2
    assert "none.json: no such baseline" in outcome.err
    (site / "ainewslint.toml").write_text('baseline = "gone.json"\n', "utf-8")
    assert run("check").code == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"{", "line 1"),
        (b"<<<<<<< HEAD\n{}", "line 1"),
        (b"[]", "no `files`"),
        (b'{"version": 9, "files": {}}', "version 9"),
        (b'{"version": 1, "files": {"a.md": {"CI001 0": "x"}}}', "a.md"),
        (b'{"version": 1, "files": {"a.md": {"CI001 0": true}}}', "a.md"),
        (b'{"version": 1, "files": {"a.md": {}, "a.md": {}}}', "twice"),
        (b"\xff\xfe", "utf-8"),
        (b"[" * 100_000, "baseline"),
    ],
)
def test_what_is_no_baseline(run: Command, site: Path, content: bytes, word: str) -> None:
    (site / NAME).write_bytes(content)
    for options in ((), ("--write-baseline",)):
        outcome = run("check", *options)
        assert outcome.code == 2
        assert len(outcome.err.splitlines()) == 1
        assert "not a baseline" in outcome.err
        assert word in outcome.err
    assert (site / NAME).read_bytes() == content


@pytest.mark.parametrize(
    "options",
    [
        ("--write-baseline", "--diff"),
        ("--write-baseline", "--no-baseline"),
        ("--baseline", "x.json", "--no-baseline"),
        ("--changed-lines",),
        ("--changed-lines", "--since", "HEAD", "--fix"),
        ("-", "--write-baseline"),
        ("-", "--since", "HEAD"),
    ],
)
def test_what_cannot_be_combined(run: Command, site: Path, options: tuple[str, ...]) -> None:
    outcome = run("check", *options)
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1


def test_edits_around_and_beside(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    text = BAD.replace("title:", "subtitle: 新\ntitle:").replace("'Llm'", "'LLM'")
    text = text.replace("第一段", "新的一段。\n\n第一段").replace(
        "后面还有话", "后面还有**很多**话"
    )
    (site / "content/a.md").write_text(text + "\n又一处【9†source】。\n", "utf-8")
    outcome = run("check", *SELECT, "--output-format", "concise")
    assert [line.split(": ")[1][:12] for line in outcome.out.splitlines()[:2]] == [
        "info NL004 1", "error AI001 ",
    ]  # fmt: skip
    assert "1 baseline entry of FM015" in outcome.out
    assert "(3 in the baseline)" in outcome.out


def test_one_more_of_the_same_is_new(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    paragraph = "第二段另有一处【7†source】。\n"
    (site / "content/a.md").write_text(BAD + "\n" + paragraph, "utf-8")
    outcome = run("check", *SELECT, "--output-format", "concise")
    assert outcome.out.count(" AI001") == 1
    assert outcome.code == 1


def test_stale_entries(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    (site / "content/a.md").write_text(BAD.replace("[3]", "").replace("【7†source】", ""), "utf-8")
    outcome = run("check", *SELECT, "--output-format", "jsonl")
    stale = [json.loads(line) for line in outcome.out.splitlines()]
    assert {(one["code"], one["severity"], one["path"], one["line"]) for one in stale} == {
        ("NL004", "info", "content/a.md", 1)
    }
    assert sorted(one["message"].split(" ")[4] for one in stale) == ["AI001", "CI002"]
    assert outcome.code == 0
    assert run("check", *SELECT, "--fail-on", "info").code == 1
    # Rules that do not run and files outside the run say nothing about their entries.
    assert "NL004" not in run("check", "--select", "FM015,NL004").out
    assert "NL004" not in run("check", *SELECT, "content/b.md").out
    assert "NL004" not in run("check", *SELECT, "--ignore", "NL004").out
    shown = run("check", *SELECT, "--statistics").out
    assert "Baseline: 2 of 4 old findings left in these files, 2 gone." in shown
    assert "0 / 1  AI001" in shown
    assert "2 / 2  FM015" in shown
    run("check", *SELECT, "--write-baseline")
    assert run("check", *SELECT, "--fail-on", "info").code == 0


def test_write_keeps_what_the_run_did_not_see(run: Command, site: Path) -> None:
    (site / "content/c.md").write_text(BAD, "utf-8")
    run("check", *SELECT, "--write-baseline")
    assert list(data(site)) == ["content/a.md", "content/c.md"]
    (site / "content/a.md").write_text(BAD.replace("[3]", ""), "utf-8")
    assert run("check", "--select", "CI002", "content/a.md", "--write-baseline").code == 0
    codes = {path: sorted(name[:5] for name in names) for path, names in data(site).items()}
    assert codes == {
        "content/a.md": ["AI001", "FM015", "FM015"],
        "content/c.md": ["AI001", "CI002", "FM015", "FM015"],
    }
    (site / "content/c.md").unlink()
    run("check", *SELECT, "--write-baseline")
    assert list(data(site)) == ["content/a.md"]


def test_a_file_that_cannot_be_read_loses_nothing(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    before = data(site)
    (site / "content/a.md").write_bytes(BAD.encode("gb18030"))
    outcome = run("check", *SELECT[:1], f"{SELECT[1]},NL006", "--output-format", "concise")
    assert "NL006" in outcome.out
    assert "NL004" not in outcome.out
    run("check", *SELECT[:1], f"{SELECT[1]},NL006", "--write-baseline")
    assert before["content/a.md"].items() <= data(site)["content/a.md"].items()


def test_a_crash_is_no_baseline_matter(
    run: Command, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ainewslint.rules.citations.ci002_undefined_citation import UndefinedCitation

    def crash(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(UndefinedCitation, "check", crash)
    outcome = run("check", *SELECT, "--write-baseline", "--select", "NL005", "--jobs", "1")
    assert outcome.code == 2
    assert all(name[:5] != "NL005" for names in data(site).values() for name in names)


def test_fixing_goes_on(run: Command, site: Path) -> None:
    run("check", *SELECT, "--write-baseline")
    outcome = run("check", *SELECT, "--fix", "--output-format", "concise")
    assert outcome.code == 0
    assert "['AI', 'LLM']" in (site / "content/a.md").read_text("utf-8")
    assert "2 baseline entries of FM015" in outcome.out


def test_the_file_stays_what_it_was(run: Command, site: Path) -> None:
    target = site / "elsewhere.json"
    target.write_text('{"version": 1, "files": {}}', "utf-8")
    target.chmod(0o640)
    (site / NAME).symlink_to(target)
    run("check", *SELECT, "--write-baseline")
    assert (site / NAME).is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert len(data(site)) == 1
    assert not list(site.glob("*tmp*"))


def test_cannot_be_written(run: Command, site: Path) -> None:
    outcome = run("check", *SELECT, "--write-baseline", "--baseline", "no/such/folder.json")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    baseline = Baseline(tmp_path / "b.json", {})
    path = str(tmp_path / "\udcff.md")
    report = FileReport(path, entries_of(BAD, path))
    recorder = BaselineRecorder(baseline, SettingsResolver(fixed=Settings()))
    recorder(report)
    recorder.write()
    again = BaselineFilter(Baseline.read(tmp_path / "b.json"), recorder.resolver)
    assert again(report).baselined == len(report.entries) > 3


def test_chinese(run: Command, site: Path) -> None:
    assert "处问题" in run("check", *SELECT, "--write-baseline", "--language", "zh").err
    assert (
        "基线：这些文件原有 4 处" in run("check", *SELECT, "--statistics", "--language", "zh").out
    )
    assert "没有这个基线文件" in run("check", "--baseline", "x", "--language", "zh").err


def entries_of(text: str, path: str) -> list[Entry]:
    source = SourceText(text, path)
    return [make_entry(one, source, path) for one in ainewslint.lint(text, path=path)]


PARAGRAPHS = (
    "第{n}段讲模型的价格，来源见[{n}]，读者可以核对。",
    "这里混进了【{n}†source】，而且没有出处。",
    "Two labs published model number {n} this week, and nobody checked the figures.",
    "第{n}节谈论文，[空白]()的链接留在这里。",
    "第{n}段没有问题，读者可以放心。",
)
numbers = st.lists(st.integers(1, 999), min_size=1, max_size=12, unique=True)


@given(old=numbers, added=numbers, seed=st.integers(0, 10_000))
def test_any_edit_around_findings(old: list[int], added: list[int], seed: int) -> None:
    """Paragraphs put in anywhere: exactly the findings of those are reported."""
    dice = random.Random(seed)
    resolver = SettingsResolver(fixed=Settings(select=("CI002", "AI001", "LK001")))
    linted = ainewslint.lint
    settings = resolver.fixed

    def report(paragraphs: list[str]) -> FileReport:
        text = "\n\n".join(paragraphs) + "\n"
        source = SourceText(text, "a.md")
        found = linted(text, path="a.md", settings=settings)
        return FileReport("a.md", [make_entry(one, source, "a.md") for one in found])

    before = [dice.choice(PARAGRAPHS).format(n=n) for n in old]
    new = [dice.choice(PARAGRAPHS).format(n=n + 1000) for n in added]
    after = before.copy()
    for one in new:
        after.insert(dice.randint(0, len(after)), one)
    baseline = Baseline(Path("b.json"))
    recorder = BaselineRecorder(baseline, resolver)
    recorder(report(before))
    baseline.files |= recorder.found
    everything = report(after)
    left = BaselineFilter(baseline, resolver)(everything)
    loud = [one for one in everything.entries if after[(one.place.line - 1) // 2] in new]
    assert left.entries == loud
    assert left.baselined == len(everything.entries) - len(loud)


def test_a_digest_knows_the_rule_the_file_and_the_pointer() -> None:
    first, *_ = entries_of(BAD, "a.md")
    same = digest(first, "a.md")
    assert same == digest(first, "a.md")
    assert len(same) == 16
    assert same != digest(first, "b.md")
    tags = [one for one in entries_of(BAD, "a.md") if one.code == "FM015"]
    assert len({digest(one, "a.md") for one in tags}) == 2
    moved = [
        one
        for one in entries_of(BAD.replace("['Ai'", "['云', 'Ai'"), "a.md")
        if one.code == "FM015"
    ]
    assert tags[0].pointer != moved[0].pointer
    assert digest(tags[0], "a.md")[8:] == digest(moved[0], "a.md")[8:]


def test_pictures_whose_addresses_begin_alike() -> None:
    text = "".join(
        f"![图片](https://example.org/uploads/2025/06/picture-{n}.png)\n\n" for n in "abc"
    )
    found = [one for one in entries_of(text, "a.md") if one.code == "LK012"]
    assert len({digest(one, "a.md") for one in found}) == len(found) == 3


@pytest.mark.parametrize("at", [0, 3, 59, 60, 99, 100, 101, 250, 330])
@pytest.mark.parametrize("length", [1, 2, 199, 200, 201, 260])
def test_a_digest_in_a_line_that_grows(at: int, length: int) -> None:
    """Whatever window of a long line a report keeps: only what is near counts."""
    from ainewslint.diagnostics import Diagnostic, Severity, Span

    def of(line: str, start: int) -> str:
        source = SourceText(line, "a.md")
        found = Diagnostic("XX001", "x", Severity.INFO, "m", Span(start, start + length))
        return digest(make_entry(found, source, "a.md"), "a.md")

    line = "".join(chr(0x4E00 + n) for n in range(at + length + 70))
    same = {of(line + "文" * more, at) for more in (0, 1, 50, 150, 400, 5000)}
    assert len(same) == 1
    if at >= 100:
        same |= {of("字" * more + line, at + more) for more in (1, 50, 150, 400, 5000)}
        assert len(same) == 1


def test_a_baseline_that_is_inherited(run: Command, site: Path) -> None:
    (site / "base.toml").write_text('baseline = "known.json"\n', "utf-8")
    (site / "content/ainewslint.toml").write_text('extend = "../base.toml"\n', "utf-8")
    run("check", "content", *SELECT, "--write-baseline")
    assert list(data(site, "known.json")) == ["content/a.md"]
    assert run("check", "content", *SELECT).code == 0


def test_read_errors_are_of_one_kind(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be read"):
        Baseline.read(tmp_path)


def test_large_and_equal(tmp_path: Path) -> None:
    """Time linear in the number of entries, equal in halves or not."""
    import time

    def seconds(count: int) -> float:
        line = "".join(f"甲乙丙丁戊己【{n % 7}†source】" for n in range(count))
        source = SourceText(line, "a.md")
        from ainewslint.diagnostics import Diagnostic, Severity, Span

        entries = [
            make_entry(
                Diagnostic("AI001", "x", Severity.INFO, "m", Span(at, at + 3)), source, "a.md"
            )
            for at in range(0, len(line) - 3, max(1, len(line) // count))
        ]
        resolver = SettingsResolver(fixed=Settings())
        recorder = BaselineRecorder(Baseline(tmp_path / "b.json"), resolver)
        started = time.process_time()
        recorder(FileReport("a.md", entries))
        recorder.baseline.files |= recorder.found
        moved = [e for e in entries if e.place.column % 2]
        assert not BaselineFilter(recorder.baseline, resolver)(FileReport("a.md", moved)).entries[
            1:
        ]
        return time.process_time() - started

    seconds(500)
    small, large = seconds(2000), seconds(16000)
    assert large < 8 * small * 4 + 0.5


def test_a_remark_behind_a_picture_makes_it_no_other() -> None:
    address = "https://example.org/uploads/2025/06/picture-{}.png?w=960&fit=max"
    lines = [f"![图片]({address.format(n)})" for n in "abc"]

    def digests(lines: list[str]) -> list[str]:
        found = entries_of("\n\n".join(lines), "a.md")
        return [digest(one, "a.md") for one in found if one.code == "LK012"]

    assert len(set(digests(lines))) == 3
    assert digests([f"{line}（后来加的一句）" for line in lines]) == digests(lines)

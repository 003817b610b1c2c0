"""What the cache is made of: noting the outside, packing reports, rules that are not kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ainewslint.cache import Cache
from ainewslint.cache.codec import (
    pack,
    pack_targets,
    pack_written,
    packable,
    plain,
    unpack,
    unpack_targets,
)
from ainewslint.config import Settings, SettingsResolver
from ainewslint.diagnostics import Severity, Span
from ainewslint.outside import Outside, microseconds, noting
from ainewslint.registry import Registry
from ainewslint.report import Entry, FileReport, Frame, Place, PlacedFix, PlacedRelated
from ainewslint.rules.base import Context, CorpusRule, Profile, Rule, Target
from ainewslint.run_options import RunOptions
from ainewslint.runner import Runner
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

NOW = datetime(2025, 6, 15, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def noted(use: Callable[[Context], Any]) -> Outside:
    context = Context(Article(SourceText("")), Profile(), NOW)
    with noting() as seen:
        use(context)
    return seen


def test_a_comparison_holds_until_the_other_moment() -> None:
    later, earlier = NOW + DAY, NOW - DAY
    assert noted(lambda context: context.is_future(later)) == Outside(None, microseconds(later))
    seen = noted(lambda context: context.is_future(earlier))
    assert seen == Outside(microseconds(earlier) - 1, None)  # exclusive
    tokyo = timezone(timedelta(hours=9))
    seen = noted(lambda context: context.is_future(later.astimezone(tokyo)))
    assert seen.until == microseconds(later)
    context = Context(Article(SourceText("")), Profile(), NOW)
    answers = [context.is_future(one) for one in (earlier, NOW, later)]
    assert answers == [False, False, True]


def test_a_day_holds_until_midnight() -> None:
    midnight = datetime(2025, 6, 15, tzinfo=UTC)
    seen = noted(lambda context: context.today())
    assert seen == Outside(microseconds(midnight) - 1, microseconds(midnight + DAY))
    assert Context(Article(SourceText("")), Profile(), NOW).today() == NOW.date()


def test_the_time_itself_is_not_kept() -> None:
    assert not noted(lambda context: context.now).lasting
    assert noted(lambda context: context.site) == Outside()


def a_report() -> FileReport:
    place = Place(3, 1, 3, 9)
    fix = PlacedFix("Write \ud83d", "safe", ((place, "新"), (Place(4, 1, 4, 1), "")))
    related = (PlacedRelated("a.md", 1, 2, "here"), PlacedRelated("b.md", 3, 4, "there"))
    entries = [
        Entry("a.md", "AA001", "one", Severity.ERROR, "错", None, None, place, Frame("行", 1)),
        Entry("a.md", "AA002", "two", Severity.INFO, "", "help", "/t", place, Frame("", 9), fix),
        Entry(
            "a.md",
            "AA001",
            "one",
            Severity.WARNING,
            "错",
            None,
            "",
            place,
            Frame("行", 1),
            None,
            related,
        ),
    ]
    return FileReport("a.md", entries, suppressed=2, facts=plain({"CX001": [1, ("a", None)]}))


def test_packing_loses_nothing_but_the_path() -> None:
    report = a_report()
    packed = unpack(pack(report), pack_written(report, None), "a.md", None)
    assert (packed.tally(), packed.suppressed) == (report.tally(), 2)
    assert packed.entries == report.entries
    assert packed.facts == {"CX001": [1, ["a", None]]}
    elsewhere = unpack(pack(report), pack_written(report, None), "x/a.md", None)
    assert {one.path for one in elsewhere.entries} == {"x/a.md"}
    assert [one.path for one in elsewhere.entries[2].related] == ["x/a.md", "b.md"]


def test_a_text_stands_while_nobody_looks_at_the_findings() -> None:
    report = a_report()

    def rendering(one: FileReport) -> str:
        return f"{len(one.entries)} in {one.path}"

    written = pack_written(report, rendering)
    packed = unpack(pack(report), written, "a.md", rendering)
    assert packed.written() == "3 in a.md"
    packed.entries.pop()
    assert packed.written() is None
    assert packed.tally().warnings == 0
    assert unpack(pack(report), written, "b.md", rendering).written() is None
    assert unpack(pack(report), written, "a.md", len).written() is None


def test_targets() -> None:
    targets = {("hugo", "a b.png", True): ("a b.png", None), ("github", "c", False): None}
    assert unpack_targets(pack_targets(targets)) == targets
    assert pack_targets({}) == b""
    for data in (b"{", b"[1]", b"[[1]]"):
        with pytest.raises(ValueError, match=r"not packed|Expecting|not enough"):
            unpack_targets(data)


def test_what_is_more_than_findings_is_not_packed() -> None:
    assert packable(a_report())
    for more in ({"crashes": ["x"]}, {"failures": ["x"]}, {"fixed": {"A": 1}}, {"diff": "x"}):
        assert not packable(FileReport("a.md", **more))  # type: ignore[arg-type]


def run_at(folder: Path, now: datetime, names: list[str]) -> tuple[list[str], list[str]]:
    """The codes found in each file at a time, and the files that were linted anew."""
    anew: list[str] = []

    class Watched(Runner):
        def check_and_keep(self, path: str) -> Any:
            anew.append(Path(path).name)
            return super().check_and_keep(path)

    cache = Cache(str(folder / "cache"), str(folder), now)
    resolver = SettingsResolver(fixed=Settings(select=("FM009", "BM004")))
    reports = Watched(resolver, RunOptions(jobs=1, now=now), cache).run(
        [str(folder / name) for name in names]
    )
    return [" ".join(one.code for one in report.entries) for report in reports], anew


def test_the_clock_goes_on_and_back(tmp_path: Path) -> None:
    for name, day in (("old.md", "2025-01-01"), ("new.md", "2025-08-01")):
        (tmp_path / name).write_text(f"---\ndate: {day}\n---\n\nNews.\n", "utf-8")
    names = ["old.md", "new.md"]
    june, july = NOW, NOW + 30 * DAY
    assert run_at(tmp_path, june, names) == (["", "FM009"], names)
    assert run_at(tmp_path, july, names) == (["", "FM009"], [])
    assert run_at(tmp_path, NOW + 60 * DAY, names) == (["", ""], ["new.md"])
    assert run_at(tmp_path, NOW + 900 * DAY, names) == (["", ""], [])
    assert run_at(tmp_path, june, names) == (["", "FM009"], ["new.md"])
    assert run_at(tmp_path, NOW - 300 * DAY, names) == (["FM009", "FM009"], ["old.md"])


class Asked(Rule[SourceText]):
    """A rule that asks something."""

    code, name, severity = "ZZ001", "asked", Severity.INFO
    target = Target.SOURCE
    volatile: ClassVar[bool] = True
    times = 0

    def check(self, target: SourceText, context: Context, /) -> Any:
        """One diagnostic that counts the calls."""
        type(self).times += 1
        yield self.diagnostic(Span(0, 1), f"call {self.times}")


class Facts(CorpusRule):
    """A rule over the corpus."""

    code, name, severity = "ZZ002", "facts", Severity.INFO

    def facts(self, context: Context, /) -> Any:
        """A fact that JSON changes."""
        return {"title": (context.article.source.text[:3], None)}

    def join(self, facts: Any, /) -> Any:
        """Nothing."""
        return []


@pytest.mark.parametrize(("volatile", "times"), [(True, 2), (False, 1)])
def test_volatile_rules_and_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, volatile: bool, times: int
) -> None:
    file = tmp_path / "a.md"
    file.write_text("abcdef\n", "utf-8")
    monkeypatch.setattr(Asked, "volatile", volatile)
    monkeypatch.setattr(Asked, "times", 0)
    settings = Settings(select=("ZZ",))
    registry = vars(settings)["registry"] = Registry()
    for rule in (Asked, Facts):
        registry.add(rule)
    for _run in range(2):
        cache = Cache(str(tmp_path / "cache"), str(tmp_path))
        runner = Runner(SettingsResolver(fixed=settings), RunOptions(jobs=1), cache)
        (report,) = runner.run([str(file)])
        assert [one.message for one in report.entries] == [f"call {Asked.times}"]
        assert report.facts == {"ZZ002": {"title": ["abc", None]}}
    assert Asked.times == times

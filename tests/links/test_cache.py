"""The outcome cache: ages, damage, company, a full disk."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ainewslint.links import Ages, Cause, Fragment, Kind, LinkOptions, Outcome
from ainewslint.links.cache import Answer, OutcomeCache
from ainewslint.links.checker import LinkChecker

from .conftest import LOCAL, Names
from .testsite import Site, route

Run = Callable[..., Outcome]
URL = "http://site.test/page"


def _ok(age: float = 0, **more: object) -> Answer:
    outcome = Outcome(Kind.OK, Cause.ANSWERED, status=200, checked_at=time.time() - age)
    return Answer(replace(outcome, **more))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "links.sqlite"


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def options(path: Path) -> LinkOptions:
    return replace(LOCAL, cache_path=path)


def _open(path: Path, notes: list[str], ages: Ages | None = None) -> OutcomeCache:
    return OutcomeCache(path, ages or Ages(), notes.append)


def test_round_trip(path: Path, notes: list[str]) -> None:
    outcome = Outcome(
        kind=Kind.REDIRECT,
        cause=Cause.MOVED,
        detail="七",
        status=200,
        final_url="http://site.test/新",
        moved_to="http://site.test/新",
        redirects=2,
        archive_url="https://web.archive.org/x",
        checked_at=time.time(),
    )
    answer = Answer(outcome, {"节": Fragment.FOUND, "x": Fragment.MISSING})
    cache = _open(path, notes)
    cache.put(URL, answer)
    again = _open(path, notes).get(URL)
    assert again == Answer(replace(outcome, from_cache=True), answer.fragments)
    assert notes == []


@pytest.mark.parametrize(
    ("kind", "cause", "age", "known"),
    [
        (Kind.OK, Cause.ANSWERED, 9, True),
        (Kind.OK, Cause.ANSWERED, 11, False),
        (Kind.REDIRECT, Cause.MOVED, 9, True),
        (Kind.DEAD, Cause.GONE, 4, True),
        (Kind.DEAD, Cause.GONE, 6, False),
        (Kind.UNKNOWN, Cause.TIMEOUT, 1, True),
        (Kind.UNKNOWN, Cause.TIMEOUT, 3, False),
        (Kind.UNKNOWN, Cause.HOST_SKIPPED, 0, False),
        (Kind.UNKNOWN, Cause.OFFLINE, 0, False),
        (Kind.UNKNOWN, Cause.INTERNAL, 0, False),
        (Kind.REFUSED, Cause.UNSAFE_ADDRESS, 0, False),
        (Kind.OK, Cause.ANSWERED, -3600, False),  # from a clock that is ahead
    ],
)
def test_ages(
    path: Path, notes: list[str], kind: Kind, cause: Cause, age: float, known: bool
) -> None:
    cache = _open(path, notes, Ages(ok=10, dead=5, unknown=2))
    cache.put(URL, _ok(age, kind=kind, cause=cause))
    assert (cache.get(URL) is not None) == known


def test_old_rows_serve_cached_only_until_they_are_dropped(path: Path, notes: list[str]) -> None:
    cache = _open(path, notes)
    cache.put(URL, _ok(60 * 86_400))
    cache.put(URL + "?", _ok(100 * 86_400))
    assert cache.get(URL) is None
    assert cache.get(URL, any_age=True) is not None
    cache.close()
    again = _open(path, notes)
    assert again.get(URL, any_age=True) is not None
    assert again.get(URL + "?", any_age=True) is None


def test_a_second_run_asks_nothing(site: Site, names: Names, options: LinkOptions) -> None:
    urls = [site.url(path) for path in ("/200", "/404", "/403", "/to/301/page")]
    first = LinkChecker(options, lookup=names).check_urls(urls)
    before = len(site.seen)
    second = LinkChecker(options, lookup=names).check_urls(urls)
    assert len(site.seen) == before
    assert second == {url: replace(outcome, from_cache=True) for url, outcome in first.items()}


def test_cached_only(site: Site, names: Names, options: LinkOptions) -> None:
    LinkChecker(options, lookup=names).check_urls([site.url("/404")])
    before = len(site.seen)
    only = replace(options, cached_only=True, ages=Ages(0, 0, 0))
    urls = [site.url("/404"), site.url("/200")]
    result = LinkChecker(only, lookup=names).check_urls(urls)
    assert [outcome.cause for outcome in result.values()] == [Cause.NOT_FOUND, Cause.NOT_CACHED]
    assert result[urls[1]].kind is Kind.UNKNOWN
    assert len(site.seen) == before


def test_what_the_cache_does_not_say_is_asked(
    site: Site, names: Names, options: LinkOptions
) -> None:
    site.routes["/page"] = route(200, b'<h1 id="a">')
    site.routes["/available"] = route(200, b"{}")
    urls = [site.url("/page#a"), site.url("/404")]
    LinkChecker(options, lookup=names).check_urls(urls)
    more = replace(
        options, check_fragments=True, suggest_archive=True, archive_api=site.url("/available")
    )
    result = LinkChecker(more, lookup=names).check_urls(urls)
    assert result[urls[0]].fragment is Fragment.FOUND
    assert site.asked("/page") == ["HEAD", "GET"]
    # Then it is known, other anchors excepted.
    LinkChecker(more, lookup=names).check_urls(urls[:1])
    assert site.asked("/page") == ["HEAD", "GET"]
    LinkChecker(more, lookup=names).check_urls([site.url("/page#b")])
    assert site.asked("/page") == ["HEAD", "GET", "GET"]


def test_robots_once_obeyed_may_then_be_ignored(
    site: Site, names: Names, options: LinkOptions
) -> None:
    site.routes["/robots.txt"] = route(200, b"User-agent: *\nDisallow: /")
    url = site.url("/page")
    assert LinkChecker(options, lookup=names).check_urls([url])[url].cause is Cause.ROBOTS
    bold = replace(options, ignore_robots=True)
    assert LinkChecker(bold, lookup=names).check_urls([url])[url].kind is Kind.OK


@pytest.mark.parametrize(
    "damage", [b"", b"not a database" * 200, b"SQLite format 3\0" + b"\1" * 5000]
)
def test_a_damaged_file_is_begun_anew(path: Path, notes: list[str], damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    cache = _open(path, notes)
    cache.put(URL, _ok())
    cache.close()
    assert _open(path, notes).get(URL) is not None
    assert len(notes) == (1 if damage else 0)
    if damage:
        assert "\n" not in notes[0]
        assert Path(f"{path}.broken").read_bytes() == damage


def test_damage_in_the_middle_of_a_run(path: Path, notes: list[str]) -> None:
    cache = _open(path, notes)
    for number in range(3000):
        cache.put(f"{URL}/{number}", _ok(detail="x" * 200))
    cache.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xee" * (len(content) - 8192)
    path.write_bytes(content)
    cache = _open(path, notes)
    for number in range(0, 3000, 100):
        cache.get(f"{URL}/{number}")
    cache.put(URL, _ok())
    cache.close()
    assert len(notes) == 1
    assert _open(path, notes).get(URL) is not None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"kind":"splendid"}',
        '{"kind":"ok","cause":"answered","detail":1}',
        b"\x80",
        7,
        1e400,
    ],
)
def test_rows_that_make_no_sense(path: Path, notes: list[str], body: object) -> None:
    cache = _open(path, notes)
    cache.put(URL, _ok())
    with sqlite3.connect(path) as db:
        db.execute("UPDATE outcome_1 SET body = ?", (body,))
    assert cache.get(URL) is None
    assert notes == []


def test_a_full_disk_is_one_line(path: Path, notes: list[str]) -> None:
    cache = _open(path, notes)
    cache.put(URL, _ok())
    database = cache._db
    assert database is not None
    database.execute("PRAGMA max_page_count = 3")
    for number in range(200):
        cache.put(f"{URL}/{number}", _ok(detail="x" * 500))
    assert len(notes) == 1
    assert "disk is full" in notes[0]
    assert "\n" not in notes[0]
    assert cache.get(URL) is not None
    cache.close()


@pytest.mark.parametrize("place", ["a-file", "a-folder"])
def test_a_place_where_no_cache_can_be(
    site: Site, names: Names, tmp_path: Path, place: str
) -> None:
    notes: list[str] = []
    if place == "a-file":
        (tmp_path / "file").write_text("here")
        path = tmp_path / "file" / "links.sqlite"
    else:
        path = tmp_path
    options = replace(LOCAL, cache_path=path)
    url = site.url("/200")
    result = LinkChecker(options, lookup=names, on_note=notes.append).check_urls([url])
    assert result[url].kind is Kind.OK
    assert len(notes) == 1
    assert "not kept" in notes[0]


def test_another_program_that_holds_the_file(
    path: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ainewslint.links.cache.BUSY_SECONDS", 0.1)
    cache = _open(path, notes)
    cache.put(URL, _ok())
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        cache.put(URL + "/1", _ok())
        cache.put(URL + "/2", _ok())
        assert cache.get(URL) is not None
        other.execute("ROLLBACK")
    cache.put(URL + "/3", _ok())
    assert cache.get(URL + "/3") is not None
    assert len(notes) == 1


def _fill(path: Path, name: int, problems: multiprocessing.Queue[str]) -> None:
    cache = OutcomeCache(path, Ages(), problems.put)
    for number in range(150):
        cache.put(f"{URL}/{name}/{number}", _ok())
    cache.close()


def test_many_runs_at_once(path: Path, notes: list[str]) -> None:
    context = multiprocessing.get_context("spawn")  # test servers run threads: no forks
    problems = context.Queue()
    runs = [context.Process(target=_fill, args=(path, name, problems)) for name in range(6)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert problems.empty()
    cache = _open(path, notes)
    for name in range(6):
        for number in range(150):
            assert cache.get(f"{URL}/{name}/{number}") is not None


def test_no_pickle() -> None:
    import ainewslint.links.cache as module

    assert "pickle" not in Path(module.__file__ or "").read_text()

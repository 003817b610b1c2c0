"""Whole runs: load, interruption, a missing extra, progress."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import ainewslint.links as links
from ainewslint.links import Cause, Kind, LinksExtraMissing, Outcome
from ainewslint.links.cache import OutcomeCache
from ainewslint.links.checker import LinkChecker
from ainewslint.links.progress import progress

from .conftest import LOCAL, Names
from .testsite import Exchange, Site

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def test_load() -> None:
    """A thousand URLs over fifty hosts, in a process of their own: limits kept, memory flat."""
    script = ROOT / "benchmarks" / "links_load.py"
    command = [sys.executable, str(script), "--urls", "1000", "--max-per-host", "2"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert report["kinds"] == {"ok": 900, "redirect": 50, "dead": 50}
    assert report["most_open_per_host"] <= 2
    assert report["most_open"] <= 64
    # HEAD for each URL and each redirect; GET for robots.txt of each host, and to confirm a 404.
    assert report["requests"] == {"HEAD": 1050, "GET": 100}
    assert report["connections"] <= 2 * 50 + 50
    resident = report["resident_mib"]
    assert resident["1000"] - resident["100"] < 8


RUN = """
import sys
from pathlib import Path
from ainewslint.links import LinkOptions
from ainewslint.links.checker import LinkChecker

async def lookup(host):
    return ["127.0.0.1"]

cache, port = Path(sys.argv[1]), sys.argv[2]
options = LinkOptions(allow_private=True, rate_per_host=0, timeout=60, cache_path=cache)
urls = [f"http://h{n % 5}.test:{port}/p{n}" for n in range(60)] + [f"http://h.test:{port}/stuck"]
LinkChecker(options, lookup=lookup).check_urls(urls, lambda url, _outcome: print(url, flush=True))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_loses_nothing_finished(
    site: Site, names: Names, tmp_path: Path, how: signal.Signals
) -> None:
    async def stuck(exchange: Exchange) -> None:
        await asyncio.sleep(60)

    async def slow(exchange: Exchange) -> None:
        await asyncio.sleep(0.01 if exchange.seen.path < "/p4" else 60)
        await exchange.send(200)

    site.routes["/stuck"] = stuck
    site.routes |= {f"/p{n}": slow for n in range(60)}
    cache = tmp_path / "links.sqlite"
    command = [sys.executable, "-c", RUN, str(cache), str(site.port)]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        told = [run.stdout.readline().strip() for _line in range(20)]
        run.send_signal(how)
        told += [line.strip() for line in run.stdout]
        run.wait(30)
    assert "" not in told
    assert run.returncode != 0
    # Every outcome that was told is on disk, and a second run asks for none of them again.
    notes: list[str] = []
    kept = OutcomeCache(cache, LOCAL.ages, notes.append)
    assert all(kept.get(url) is not None for url in told)
    before = len(site.seen)
    again = LinkChecker(replace(LOCAL, cache_path=cache), lookup=names).check_urls(told)
    assert len(site.seen) == before
    assert {outcome.kind for outcome in again.values()} == {Kind.OK}
    assert notes == []


def test_what_the_listener_raises_ends_the_run(site: Site, names: Names) -> None:
    def listener(url: str, outcome: Outcome) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        LinkChecker(LOCAL, lookup=names).check_urls(
            [site.url(f"/p{n}") for n in range(50)], listener
        )
    assert len(site.asked()) < 50


def test_an_odd_failure_is_one_outcome(
    site: Site, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ainewslint.links import visit

    monkeypatch.setattr(visit, "is_wall", lambda *_arguments: 1 / 0)
    urls = [site.url("/403"), site.url("/200")]
    result = LinkChecker(LOCAL, lookup=names).check_urls(urls)
    assert [outcome.cause for outcome in result.values()] == [Cause.INTERNAL, Cause.ANSWERED]


def test_nothing_is_logged_or_printed(
    site: Site, names: Names, capfd: pytest.CaptureFixture[str]
) -> None:
    urls = [site.url(path) for path in ("/flaky/1", "/cut/9", "/bomb", "/huge", "/429")]
    LinkChecker(LOCAL, lookup=names).check_urls(urls)
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_no_urls_at_all(names: Names) -> None:
    assert LinkChecker(LOCAL, lookup=names).check_urls([]) == {}


def test_inside_an_event_loop(site: Site, names: Names) -> None:
    url = site.url("/200")
    result = asyncio.run(LinkChecker(LOCAL, lookup=names).run([url]))
    assert result[url].kind is Kind.OK


def test_the_facade(site: Site, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{site.port}/page"
    told: list[str] = []
    notes: list[str] = []
    options = replace(LOCAL, cache_path=tmp_path)  # a folder: one note
    result = links.check_urls([url], options, lambda url, _o: told.append(url), notes.append)
    assert result[url].kind is Kind.OK
    assert told == [url]
    assert len(notes) == 1


def test_names_of_the_system(site: Site) -> None:
    """The one test that uses the real name service, for a name that never leaves the machine."""
    outcome = LinkChecker(LOCAL).check_urls([site.url("/page", host="localhost")])
    assert [each.kind for each in outcome.values()] == [Kind.OK]


WITHOUT = """
import sys
sys.modules[{missing!r}] = None
import ainewslint.links as links
assert not {{"httpx2", "httpcore2", "stamina", "rich", "protego"}} & {{
    name for name, module in sys.modules.items() if module}}
options = links.LinkOptions(cached_only=True)
print(links.check_urls(["http://example.com/", "http://127.1/", "http:x"], options))
try:
    links.check_urls(["http://example.com/"])
except links.LinksExtraMissing as error:
    print(error)
"""


@pytest.mark.parametrize("missing", ["httpx2", "httpcore2", "h2", "stamina", "protego"])
def test_a_missing_extra_is_one_clear_line(missing: str) -> None:
    command = [sys.executable, "-c", WITHOUT.format(missing=missing)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    outcomes, message = done.stdout.splitlines()
    assert "not-cached" in outcomes
    assert 'pip install "ainewslint[links]"' in message
    assert missing in message
    assert issubclass(LinksExtraMissing, RuntimeError)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = Outcome(Kind.OK, Cause.ANSWERED, checked_at=time.time())
    monkeypatch.setenv("TERM", "xterm")
    for stream in (io.StringIO(), Terminal()):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress(2) as advance:
            advance("http://site.test/[a]/" + "x" * 100, outcome)
            advance("http://site.test/b", outcome)
        assert bool(stream.getvalue()) == stream.isatty()


def test_progress_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with progress(1) as advance:
        advance("http://site.test/", Outcome(Kind.OK, Cause.ANSWERED))
    assert sys.stderr.getvalue() == ""

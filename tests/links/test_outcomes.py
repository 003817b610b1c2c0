"""Every behaviour of the test site, and the outcome that it must have."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import replace

import pytest

from ainewslint.links import Cause, Kind, Outcome

from .conftest import LOCAL, Names
from .testsite import Site, route

Check = Callable[..., Outcome]

TABLE = [
    ("/200", Kind.OK, Cause.ANSWERED, 200),
    ("/204", Kind.OK, Cause.ANSWERED, 204),
    ("/300", Kind.UNKNOWN, Cause.OTHER_STATUS, 300),
    ("/301", Kind.UNKNOWN, Cause.OTHER_STATUS, 301),  # without a Location
    ("/304", Kind.UNKNOWN, Cause.OTHER_STATUS, 304),
    ("/400", Kind.UNKNOWN, Cause.OTHER_STATUS, 400),
    ("/401", Kind.UNKNOWN, Cause.FORBIDDEN, 401),
    ("/402", Kind.UNKNOWN, Cause.OTHER_STATUS, 402),
    ("/403", Kind.UNKNOWN, Cause.FORBIDDEN, 403),
    ("/404", Kind.DEAD, Cause.NOT_FOUND, 404),
    ("/405", Kind.UNKNOWN, Cause.OTHER_STATUS, 405),
    ("/406", Kind.UNKNOWN, Cause.OTHER_STATUS, 406),
    ("/410", Kind.DEAD, Cause.GONE, 410),
    ("/418", Kind.UNKNOWN, Cause.OTHER_STATUS, 418),
    ("/429", Kind.UNKNOWN, Cause.THROTTLED, 429),
    ("/451", Kind.UNKNOWN, Cause.OTHER_STATUS, 451),
    ("/500", Kind.UNKNOWN, Cause.SERVER_ERROR, 500),
    ("/501", Kind.UNKNOWN, Cause.SERVER_ERROR, 501),
    ("/502", Kind.UNKNOWN, Cause.SERVER_ERROR, 502),
    ("/503", Kind.UNKNOWN, Cause.SERVER_ERROR, 503),
    ("/504", Kind.UNKNOWN, Cause.SERVER_ERROR, 504),
    ("/521", Kind.UNKNOWN, Cause.SERVER_ERROR, 521),
    ("/999", Kind.UNKNOWN, Cause.BOT_WALL, 999),
    ("/to/301/page", Kind.REDIRECT, Cause.MOVED, 200),
    ("/to/308/page", Kind.REDIRECT, Cause.MOVED, 200),
    ("/to/302/page", Kind.REDIRECT, Cause.SENT_ELSEWHERE, 200),
    ("/to/303/page", Kind.REDIRECT, Cause.SENT_ELSEWHERE, 200),
    ("/to/307/page", Kind.REDIRECT, Cause.SENT_ELSEWHERE, 200),
    ("/to/301/404", Kind.DEAD, Cause.NOT_FOUND, 404),
    ("/to/301/503", Kind.UNKNOWN, Cause.SERVER_ERROR, 503),
    ("/loop/a", Kind.DEAD, Cause.REDIRECT_LOOP, None),
    ("/cookie-loop/x", Kind.UNKNOWN, Cause.REDIRECT_LOOP, None),
    ("/head-loop/x", Kind.OK, Cause.ANSWERED, 200),
    ("/chain/0", Kind.UNKNOWN, Cause.REDIRECT_CHAIN, None),
    ("/throttled/0", Kind.OK, Cause.ANSWERED, 200),
    ("/throttled/3600", Kind.UNKNOWN, Cause.THROTTLED, 429),
    ("/flaky/3", Kind.OK, Cause.ANSWERED, 200),
    ("/flaky/4", Kind.UNKNOWN, Cause.SERVER_ERROR, 503),
    ("/cut/1", Kind.OK, Cause.ANSWERED, 200),
    ("/cut/9", Kind.UNKNOWN, Cause.CONNECTION, None),
    ("/cut/half", Kind.UNKNOWN, Cause.CONNECTION, None),
    ("/goodbye", Kind.OK, Cause.ANSWERED, 200),
    ("/huge", Kind.OK, Cause.ANSWERED, 200),
    ("/bomb", Kind.OK, Cause.ANSWERED, 200),
    ("/slow-body", Kind.OK, Cause.ANSWERED, 200),
    ("/garbage", Kind.UNKNOWN, Cause.PROTOCOL, None),
    ("/long-header", Kind.UNKNOWN, Cause.PROTOCOL, None),
    ("/no-head/405", Kind.OK, Cause.ANSWERED, 200),
    ("/no-head/501", Kind.OK, Cause.ANSWERED, 200),
    ("/no-head/403", Kind.OK, Cause.ANSWERED, 200),
    ("/no-head/404", Kind.OK, Cause.ANSWERED, 200),
    ("/no-head/500", Kind.OK, Cause.ANSWERED, 200),
    ("/no-head/cut", Kind.OK, Cause.ANSWERED, 200),
]


@pytest.mark.parametrize(("path", "kind", "cause", "status"), TABLE, ids=[row[0] for row in TABLE])
def test_table(
    site: Site, check: Check, path: str, kind: Kind, cause: Cause, status: int | None
) -> None:
    outcome = check(site.url(path))
    assert (outcome.kind, outcome.cause, outcome.status) == (kind, cause, status)
    assert outcome.reason
    assert json.loads(json.dumps(outcome.to_json()))["kind"] == kind


def test_a_server_that_drips_bytes_meets_the_deadline(site: Site, check: Check) -> None:
    outcome = check(site.url("/drip"), replace(LOCAL, timeout=0.3, retries=0))
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.TIMEOUT)


def test_nobody_listens(site: Site, check: Check) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    outcome = check(f"http://site.test:{port}/")
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.CONNECTION)


def test_no_such_host_is_dead(check: Check, names: Names) -> None:
    outcome = check("http://gone.example/")
    assert (outcome.kind, outcome.cause) == (Kind.DEAD, Cause.NO_SUCH_HOST)
    assert "gone.example" in outcome.reason


def test_a_name_service_that_fails_says_nothing(check: Check, names: Names) -> None:
    names.failure["busy.example"] = socket.EAI_AGAIN
    outcome = check("http://busy.example/")
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.NAME_SERVICE)


def test_without_a_network_no_link_is_dead(check: Check, names: Names) -> None:
    names.online = False
    outcome = check("http://gone.example/")
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.OFFLINE)


def test_known_bot_walls(site: Site, check: Check, names: Names) -> None:
    names.known["www.zhihu.com"] = [["127.0.0.1"]]
    outcome = check(site.url("/403", host="www.zhihu.com"))
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.BOT_WALL)
    assert check(site.url("/404", host="www.zhihu.com")).kind is Kind.DEAD


def test_a_circle_behind_a_bot_wall_says_nothing(site: Site, check: Check, names: Names) -> None:
    names.known["www.zhihu.com"] = [["127.0.0.1"]]
    outcome = check(site.url("/loop/a", host="www.zhihu.com"))
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.REDIRECT_LOOP)


def test_a_challenge_is_a_bot_wall(site: Site, check: Check) -> None:
    site.routes["/page"] = route(403, Cf_Mitigated="challenge")
    assert check(site.url("/page")).cause is Cause.BOT_WALL


def test_where_to_point_a_moved_link(site: Site, check: Check) -> None:
    outcome = check(site.url("/to/301/308/302/page"))
    assert outcome.redirects == 3
    # The temporary hop at the end is the site's own business.
    assert outcome.moved_to == site.url("/to/302/page")
    assert outcome.final_url == site.url("/page")


def test_a_temporary_redirect_first_makes_nothing_permanent(site: Site, check: Check) -> None:
    outcome = check(site.url("/to/302/301/page"))
    assert outcome.kind is Kind.REDIRECT
    assert outcome.moved_to is None


def test_a_moved_link_keeps_its_fragment(site: Site, check: Check) -> None:
    assert check(site.url("/to/301/page#part")).moved_to == site.url("/page#part")
    site.routes["/anchored"] = route(301, Location="/page#there")
    assert check(site.url("/anchored#part")).moved_to == site.url("/page#there")


def test_a_redirect_to_a_login_page_says_nothing(site: Site, check: Check) -> None:
    site.routes["/members"] = route(301, Location="/account/signin.php?back=members")
    outcome = check(site.url("/members"))
    assert (outcome.kind, outcome.cause) == (Kind.UNKNOWN, Cause.LOGIN)
    assert outcome.moved_to is None


def test_a_login_page_that_was_linked_is_fine(site: Site, check: Check) -> None:
    site.routes["/login"] = route(301, Location="/login/new")
    assert check(site.url("/login")).kind is Kind.REDIRECT


@pytest.mark.parametrize(
    ("location", "cause"),
    [
        ("http://", Cause.REDIRECT_BROKEN),
        ("mailto:someone@site.test", Cause.REDIRECT_BROKEN),
        ("http://user:secret@site.test/", Cause.CREDENTIALS),
        ("http://site.test:25/", Cause.UNSAFE_PORT),
    ],
)
def test_redirects_to_what_is_not_asked_for(
    site: Site, check: Check, location: str, cause: Cause
) -> None:
    site.routes["/page"] = route(302, Location=location)
    outcome = check(site.url("/page"))
    assert outcome.cause is cause
    assert outcome.kind in (Kind.UNKNOWN, Kind.REFUSED)
    assert site.asked() == ["HEAD"]
    assert "secret" not in json.dumps(outcome.to_json())


def test_head_suffices_and_get_confirms(site: Site, check: Check) -> None:
    check(site.url("/page"))
    assert site.asked("/page") == ["HEAD"]
    check(site.url("/404"))
    assert site.asked("/404") == ["HEAD", "GET"]


def test_bodies_are_left_alone(site: Site, check: Check) -> None:
    site.routes["/page"] = route(405, b"x" * 20_000_000)
    assert check(site.url("/page")).status == 405
    assert site.asked("/page") == ["HEAD", "GET"]


def test_no_cookies_and_no_credentials(
    site: Site, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = tmp_path / "netrc"  # type: ignore[operator]
    netrc.write_text("machine site.test login someone password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert check(site.url("/cookie")).kind is Kind.REDIRECT
    for seen in site.seen:
        assert not {"cookie", "authorization", "referer"} & seen.headers.keys()


def test_credentials_are_never_sent(site: Site, check: Check) -> None:
    for user in ("someone:secret@", "someone@", "@", "a%40b:c@"):
        outcome = check(f"http://{user}site.test:{site.port}/")
        assert (outcome.kind, outcome.cause) == (Kind.REFUSED, Cause.CREDENTIALS)
    assert not site.seen

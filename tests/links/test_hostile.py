"""Servers that answer nonsense: an outcome for each, and none that blames the checker."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ainewslint.links import Cause, Kind
from ainewslint.links.checker import LinkChecker

from . import testsite
from .conftest import LOCAL, Names
from .testsite import Exchange, Site

ANSWERS = [
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 1\r\n\r\nx",
    b"HTTP/1.1 301 Moved\r\nLocation: http://site.test/%zz?a=1#b\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n1\r\nx\r\n",
    b"HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
    b"HTTP/1.1 302 Found\r\nLocation: //[::1]:80\\x\xff\xfe\r\nSet-Cookie: a\r\n\r\n",
]
SCRAPS = [b"\r\n", b":", b"\0", b"\xff", b"http://", b"%", b"//", b" ", b"[", b"@"]


def mutated(chance: random.Random) -> bytes:
    answer = bytearray(chance.choice(ANSWERS))
    for _change in range(chance.randrange(6)):
        at = chance.randrange(len(answer) + 1)
        end = at + chance.randrange(8)
        insert = chance.choice([b"", bytes([chance.randrange(256)]), chance.choice(SCRAPS)])
        answer[at:end] = insert
    return bytes(answer)


@pytest.mark.parametrize("seed", range(2))
def test_nonsense(site: Site, names: Names, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)

    async def answer(exchange: Exchange) -> None:
        exchange.close = True
        exchange.writer.write(mutated(chance))
        await exchange.writer.drain()

    monkeypatch.setattr(testsite, "_answer", answer)
    options = replace(LOCAL, check_fragments=True, retries=1, timeout=2, backoff=0.001, max_wait=1)
    urls = [site.url(f"/p{n}#a", host=f"h{n}.test") for n in range(200)]
    result = LinkChecker(options, lookup=names).check_urls(urls)
    assert Cause.INTERNAL not in {outcome.cause for outcome in result.values()}
    # A bad URL is the author's; whatever a redirect says is not.
    assert Kind.BAD_URL not in {outcome.kind for outcome in result.values()}

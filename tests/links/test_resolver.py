"""Names that do not resolve, and machines that resolve none."""

from __future__ import annotations

import asyncio
import socket

import pytest

from ainewslint.links.resolver import CONTROL_NAME, NameFailure, Resolver


def fail(known: dict[str, list[str]], host: str) -> NameFailure:
    async def lookup(name: str) -> list[str]:
        if name not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return known[name]

    async def ask() -> NameFailure:
        with pytest.raises(NameFailure) as caught:
            await Resolver(lookup).addresses(host)
        return caught.value

    return asyncio.run(ask())


@pytest.mark.parametrize("host", ["gone.invalid", CONTROL_NAME])
def test_where_no_name_resolves_no_name_is_dead(host: str) -> None:
    failure = fail({}, host)
    assert (failure.certain, failure.offline) == (False, True)


def test_where_the_control_name_resolves_another_is_dead() -> None:
    failure = fail({CONTROL_NAME: ["192.0.2.1"]}, "gone.invalid")
    assert (failure.certain, failure.offline) == (True, False)

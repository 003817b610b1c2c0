"""Where no request may go, however the address is written."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.links import Cause, Kind, Outcome, addresses
from ainewslint.links.urls import Target, parse_target

UNSAFE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254
168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 2002:808:808::1
2600::5efe:127.0.0.1 2600::200:5efe:10.0.0.1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fec0::1 ff02::1 ff0e::1 fe80::1%eth0 2600::1%eth0 4000::1 8000::1
""".split()  # noqa: SIM905 - a table
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1
169.253.0.1 172.15.0.1 172.32.0.1 192.0.1.1 192.167.0.1 192.169.0.1 198.17.0.1 198.20.0.1
223.255.255.255 2600::1 2001:4860:4860::8888 2400:3200::1 2a00:1450::1 64:ff9b::808:808
::ffff:8.8.8.8 2600::5efe:8.8.8.8
""".split()  # noqa: SIM905 - a table


@pytest.mark.parametrize("text", UNSAFE)
def test_unsafe(text: str) -> None:
    assert addresses.why_unsafe(addresses.parse_resolved(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert addresses.why_unsafe(addresses.parse_resolved(text)) is None


@settings(max_examples=300, derandomize=True)
@given(st.ip_addresses())
def test_nothing_passes_that_python_calls_special(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    special = address.is_private or address.is_multicast or address.is_reserved
    wrapped = isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped or int(address) >> 32 == 0x64FF9B << 64
    )
    if special and not wrapped:
        assert addresses.why_unsafe(address)


@settings(max_examples=300, derandomize=True)
@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_as_unsafe_as_the_bare_one(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::", "2600::5efe:", "2600::200:5efe:"):
        wrapped = ipaddress.IPv6Address(f"{prefix}{address}")
        assert bool(addresses.why_unsafe(wrapped)) == bool(addresses.why_unsafe(address))
    high = ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))
    assert addresses.why_unsafe(high)


NOTATIONS = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7F.0.0.1 0177.0.0.1 0177.1 017700000001
127.0x0.0.01 127.0.0.1. 127.1. ①②⑦.0.0.1 １２７.０.０.１ 127。0。0。1 127．0.0.1 127｡0.0.1
%31%32%37.0.0.1 0x7f.0x0.0x0.0x1 0 0x0 00000177.1 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[0:0:0:0:0:0:0:1]
[64:ff9b::127.0.0.1] [2002:7f00:1::] [fe80::1] localhost LOCALHOST localhost. ｌｏｃａｌｈｏｓｔ
a.localhost printer.local metadata.google.internal router.home.arpa secret.onion
loc\u00adalhost 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 [fd00:ec2::254]
""".split()  # noqa: SIM905 - a table


@pytest.mark.parametrize("host", NOTATIONS)
@pytest.mark.parametrize(
    "shape", ["http://{}/", "https://{}:8443/x?y#z", "http:\\\\{}\\x", "http://{}"]
)
def test_odd_notations(host: str, shape: str) -> None:
    target = parse_target(shape.format(host))
    assert isinstance(target, Target)
    assert addresses.why_unsafe_host(target.host)


@pytest.mark.parametrize(
    "host",
    [
        *("999.1", "1.2.3.4.5", "0x1ffffffff", "127.0.0.256", "08.1", "256.1.1.1", "1..1"),
        *("[::1%eth0]", "[fe80::1%25eth0]", "[::g]", "[1.2.3.4]", "[::1", "::1", "a..b", "."),
        *("%00", "a%2fb", "a b", "a<b", "%zz", "a" * 64, "%ff"),
    ],
)
def test_hosts_that_browsers_refuse(host: str) -> None:
    outcome = parse_target(f"http://{host}/")
    assert isinstance(outcome, Outcome)
    assert (outcome.kind, outcome.cause) == (Kind.BAD_URL, Cause.MALFORMED)


@settings(max_examples=300, derandomize=True)
@given(st.from_regex(r"\A(0x[0-9a-f]{0,9}|[0-9]{1,11})(\.(0x[0-9a-f]{0,4}|[0-9]{1,4})){0,4}\.?\Z"))
def test_numbers_are_read_as_the_c_library_reads_them(host: str) -> None:
    try:
        expected = ipaddress.IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except OSError:
        return
    target = parse_target(f"http://{host}/")
    # The C library and browsers differ only in what they refuse.
    if isinstance(target, Target):
        assert target.host == str(expected)


@settings(max_examples=500, derandomize=True)
@given(
    st.text(alphabet=st.characters(), max_size=60).map(lambda tail: f"http://{tail}") | st.text()
)
def test_no_text_raises(text: str) -> None:
    result = parse_target(text)
    assert isinstance(result, Target | Outcome)
    if isinstance(result, Target):
        assert parse_target(result.url) == Target(
            result.url, result.scheme, result.host, result.port, ""
        )


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https://example.com:443/a#b", "https://example.com/a"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("http://example.com:/a", "http://example.com/a"),
        ("  http://example.com/a\n", "http://example.com/a"),
        ("http://exa\nmple.com/a", "http://example.com/a"),
        ("http:\\\\example.com\\a?b\\c", "http://example.com/a?b\\c"),
        ("http://example.com?q=1", "http://example.com/?q=1"),
        ("http://例子.测试/路径", "http://例子.测试/路径"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://[2001:4860:4860:0:0:0:0:8888]/", "http://[2001:4860:4860::8888]/"),
    ],
)
def test_one_target_one_url(url: str, normal: str) -> None:
    target = parse_target(url)
    assert isinstance(target, Target)
    assert target.url == normal
    assert target.url.startswith(target.origin)


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("ftp://example.com/", Cause.OTHER_SCHEME),
        ("javascript:alert(1)", Cause.OTHER_SCHEME),
        ("mailto:someone@example.com", Cause.OTHER_SCHEME),
        ("http://example.com\\@evil.test/", None),
        ("http://evil.test@127.0.0.1/", Cause.CREDENTIALS),
        ("http://example.com:22/", Cause.UNSAFE_PORT),
        ("http://example.com:0/", Cause.UNSAFE_PORT),
        ("http://example.com:65536/", Cause.MALFORMED),
        ("http://example.com:8a/", Cause.MALFORMED),
        ("http:/example.com", Cause.MALFORMED),
        ("https:example.com", Cause.MALFORMED),
        ("http:///example.com", Cause.MALFORMED),
        ("http://", Cause.MALFORMED),
        ("//example.com/", Cause.MALFORMED),
        ("example.com", Cause.MALFORMED),
        ("", Cause.MALFORMED),
        ("http://example.com/\x00a", Cause.MALFORMED),
        ("http://example.com/\ud800", Cause.MALFORMED),
        ("http://example.com/" + "a" * 20_000, Cause.MALFORMED),
    ],
)
def test_what_is_not_requested(url: str, cause: Cause | None) -> None:
    result = parse_target(url)
    if cause is None:
        assert isinstance(result, Target)
        assert result.host == "example.com"
    else:
        assert isinstance(result, Outcome)
        assert result.cause is cause
        assert result.kind is (Kind.BAD_URL if cause is Cause.MALFORMED else Kind.REFUSED)

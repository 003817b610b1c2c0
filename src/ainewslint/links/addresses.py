"""Which addresses a link may lead to: public unicast ones, however they are written.

Python's `is_global` does not suffice: it lets multicast, 6to4 and NAT64 wrappings of loopback pass.
The tables follow the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890).
"""

from __future__ import annotations

import ipaddress
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_IPV4_SPECIAL = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider, or a cloud's metadata service",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "Azure's platform service",
    "169.254.0.0/16": "link-local, or a cloud's metadata service",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking; a local proxy with made-up addresses answers so",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
# Inside 2000::/3, the only block given out for unicast; all else is refused.
_IPV6_SPECIAL = {
    "2001::/23": "protocol assignments, Teredo among them",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "3fff::/20": "documentation",
}
_IPV6_UNICAST = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052; IPv6-only networks reach all of IPv4 through it
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: upper half of the interface identifier

# Names that must not leave the machine or the site: RFC 6761, RFC 6762, RFC 7686, RFC 9476,
# and ICANN's .internal.
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "onion", "alt")

# Ports that browsers do not open for http: https://fetch.spec.whatwg.org/#port-blocking
_BAD_PORTS = """0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109
    110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532
    540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061
    6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"""
BAD_PORTS = frozenset(map(int, _BAD_PORTS.split()))


@cache
def _tables() -> tuple[list[tuple[IPv4Network, str]], list[tuple[IPv6Network, str]]]:
    return (
        [(IPv4Network(net), why) for net, why in _IPV4_SPECIAL.items()],
        [(IPv6Network(net), why) for net, why in _IPV6_SPECIAL.items()],
    )


def why_unsafe(address: Address) -> str | None:
    """Why no request may go to an address, in words; None for a public unicast one."""
    four, six = _tables()
    if isinstance(address, IPv4Address):
        return next((why for net, why in four if address in net), None)
    if address.scope_id:
        return "link-local"
    if address in _MAPPED or address in _NAT64:
        inner = why_unsafe(IPv4Address(int(address) & 0xFFFFFFFF))
        return f"IPv4 inside IPv6, {inner}" if inner else None
    if address not in _IPV6_UNICAST:
        return "loopback" if address.is_loopback else "not public unicast"
    for net, why in six:
        if address in net:
            return why
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        inner = why_unsafe(IPv4Address(int(address) & 0xFFFFFFFF))
        return f"IPv4 inside IPv6, {inner}" if inner else None
    return None


def why_unsafe_host(host: str) -> str | None:
    """Why a host, as a URL gives it, may not be asked, as far as that shows without resolving."""
    address = literal(host)
    if address is not None:
        why = why_unsafe(address)
        return f"{address} ({why})" if why else None
    name = host.rstrip(".").lower()
    for local in _LOCAL_NAMES:
        if name == local or name.endswith("." + local):
            return f"{host} (local name)"
    return None


def literal(host: str) -> Address | None:
    """The address that a host is, in any notation that a browser or a resolver reads; else None."""
    if ":" in host:
        try:
            return IPv6Address(host.strip("[]"))
        except ValueError:
            return None
    try:
        return parse_ipv4(host) if ends_in_number(host) else None
    except ValueError:
        return None


def ends_in_number(host: str) -> bool:
    """Whether a browser takes the host for an IPv4 address, right or wrong.

    https://url.spec.whatwg.org/#ends-in-a-number-checker
    """
    last = host.removesuffix(".").rpartition(".")[2]
    if last.isascii() and last.isdigit():
        return True
    if last[:2].lower() != "0x":
        return False
    return all(char in "0123456789abcdefABCDEF" for char in last[2:])


def parse_ipv4(host: str) -> IPv4Address:
    """Read an IPv4 address in decimal, octal or hexadecimal, of one to four parts.

    https://url.spec.whatwg.org/#concept-ipv4-parser; raises ValueError where a browser fails.
    """
    parts = host.removesuffix(".").split(".")
    if len(parts) > 4:
        raise ValueError("too many parts")
    numbers = [_ipv4_part(part) for part in parts]
    if any(number > 255 for number in numbers[:-1]):
        raise ValueError("part over 255")
    if numbers[-1] >= 256 ** (5 - len(numbers)):
        raise ValueError("last part too large")
    value = numbers[-1]
    for index, number in enumerate(numbers[:-1]):
        value += number << (8 * (3 - index))
    return IPv4Address(value)


def _ipv4_part(part: str) -> int:
    if not part or not part.isascii() or not part.isalnum() or len(part) > 64:
        raise ValueError("not a number")
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part[0] == "0":
        return int(part, 8)
    return int(part, 10)


def parse_resolved(text: str) -> Address:
    """An address as a resolver gives it, a zone included; raises ValueError for anything else."""
    return ipaddress.ip_address(text)

"""Which addresses of the network may be spoken to: public ones only."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from dateline.errors import FetchError

# Networks that the standard library calls global, and that lead to the machine's own surroundings all the same.
_REFUSED = (
    ip_network("0.0.0.0/8"),
    ip_network("100.64.0.0/10"),  # carrier-grade NAT, RFC 6598; a cloud's metadata at 100.100.100.200
    ip_network("168.63.129.16/32"),  # the host service of a large cloud
    ip_network("192.0.0.0/24"),  # protocol assignments, RFC 6890; a cloud's metadata at 192.0.0.192
    ip_network("192.88.99.0/24"),  # the old 6to4 relays, RFC 7526
    ip_network("198.18.0.0/15"),  # benchmarks, RFC 2544
    ip_network("2001::/23"),  # protocol assignments, Teredo among them
    ip_network("2002::/16"),  # 6to4 holds an IPv4 address of any kind
    ip_network("64:ff9b:1::/48"),  # local NAT64, RFC 8215
    ip_network("fec0::/10"),  # site-local, RFC 3879
    ip_network("::/96"),  # IPv4-compatible, RFC 4291
)
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer of an address: `url` after redirects, `media_type` in small letters without its parameters."""

    url: str
    media_type: str
    charset: str | None
    body: bytes


class NotPublic(FetchError):
    """The address leads into a private or reserved network."""


def is_public(address: str) -> bool:
    """Whether an IP address, as numbers, is one of the public network; an IPv4 address inside IPv6 counts as itself.

    Loopback, private, link-local, shared, multicast, reserved and unspecified addresses are not; neither is what is no
    IP address, or one with a scope ("fe80::1%eth0").
    """
    try:
        given: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(given, IPv6Address):
        if given.scope_id is not None:
            return False
        if given.ipv4_mapped is not None:
            given = given.ipv4_mapped
        elif given in _NAT64:
            given = IPv4Address(int(given) & 0xFFFFFFFF)
    if any(given in network for network in _REFUSED if network.version == given.version):
        return False
    return given.is_global and not (
        given.is_private
        or given.is_loopback
        or given.is_link_local
        or given.is_multicast
        or given.is_reserved
        or given.is_unspecified
    )

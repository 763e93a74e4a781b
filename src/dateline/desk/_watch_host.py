"""Which server an address is of."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

_PORTS: Final = {"http": 80, "https": 443}


def host_of(url: str) -> str:
    """ "https://lamp.example:8080", without the port that is understood; "" for what is no http or https address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), parts.hostname
    if scheme not in _PORTS or not host:
        return ""
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}" if port in {None, _PORTS[scheme]} else f"{scheme}://{named}:{port}"


def same_site(url: str, other: str) -> bool:
    """Whether both are at one host, and at one port or at the two ports of the web: another port is another server."""
    try:
        one, two = urlsplit(url), urlsplit(other)
        ports = {parts.port or _PORTS.get(parts.scheme.lower(), 0) for parts in (one, two)}
    except ValueError:
        return False
    return (one.hostname or "") == (two.hostname or "-") and (len(ports) == 1 or ports == set(_PORTS.values()))

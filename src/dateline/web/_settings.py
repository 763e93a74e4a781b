"""Settings: how a workbench is served: where, to whom, and within what limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, Literal

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["reader", "editor"]
ROLES: Final[dict[str, Role]] = {"reader": "reader", "editor": "editor"}
HOST: Final = "127.0.0.1"
PORT: Final = 8321
# As many characters as a random token of 96 bits has in base64; shorter ones can be guessed.
SHORTEST_TOKEN: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Who holds a token may do what its role may; `name` is what the ledger's log and judgements say of them."""

    role: Role
    name: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is taken of one client. All of them protect the machine.

    Reading: requests a second and at once (a page asks for about ten); the same for writing and for attempts to log in.
    max_upload and max_body: bytes of what is added, and of every other request. max_jobs wait at once, max_streams are open
    at once, both for all clients together.
    """

    reads: tuple[float, int] = (30.0, 300)
    writes: tuple[float, int] = (2.0, 60)
    logins: tuple[float, int] = (0.1, 10)
    max_upload: int = 32_000_000
    max_files: int = 50
    max_body: int = 100_000
    max_jobs: int = 50
    max_streams: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`user` is who somebody without a token is, `hosts` are further names under which the server is asked.

    Without tokens the server is for whoever sits at this machine and listens on the loopback only. `allow_private`: addresses
    of private networks may be read. `is_encrypted`: it is asked over TLS. `demo`: the ledger is the one of examples.
    """

    host: str = HOST
    port: int = PORT
    tokens: tuple[Token, ...] = ()
    hosts: tuple[str, ...] = ()
    user: str = "unknown"
    allow_private: bool = False
    is_encrypted: bool = False
    demo: bool = False
    bounds: Bounds = Bounds()

    def __post_init__(self) -> None:
        if not self.tokens and not is_loopback(self.host):
            raise UsageError(
                f"{self.host} can be reached from other machines: give --token-file with who may read and edit, "
                f"or leave out --host to serve this machine only."
            )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def parse_tokens(lines: Iterable[str], *, source: str) -> tuple[Token, ...]:
    """The tokens of a file: `role token name` a line, # for remarks. Raises UsageError, which never repeats a token."""
    found: list[Token] = []
    for number, line in enumerate(lines, start=1):
        parts = line.split(maxsplit=2)
        if not parts or parts[0].startswith("#"):
            continue
        role = ROLES.get(parts[0])
        if role is None or len(parts) < 3:
            raise UsageError(f"{source}, line {number}: give a role ({' or '.join(ROLES)}), a token and a name.")
        if len(parts[1]) < SHORTEST_TOKEN or not parts[1].isascii():
            raise UsageError(
                f"{source}, line {number}: the token has to have at least {SHORTEST_TOKEN} characters of ASCII; "
                "`python -c 'import secrets; print(secrets.token_urlsafe())'` makes one."
            )
        if any(parts[1] == one.token for one in found):
            raise UsageError(f"{source}, line {number}: the token is that of another line.")
        found.append(Token(role=role, name=parts[2].strip(), token=parts[1]))
    if not found:
        raise UsageError(f"{source} holds no token; give one `role token name` a line.")
    return tuple(found)

"""serve: a ledger and settings -> a server that answers until it is told to end."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import uvicorn

from dateline.errors import UsageError
from dateline.web._app import make_app
from dateline.web._job import Reads, load_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.ledger import Ledger
    from dateline.web._desk import Desk
    from dateline.web._settings import Settings

GRACE_S: Final = 3  # how long what is being answered may take when the server ends
_BACKLOG: Final = 128


def serve(
    ledger: Ledger,
    settings: Settings,
    *,
    ready: Callable[[str], None],
    load: Callable[[], Reads] = load_reader,
    certificate: tuple[Path, Path] | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM. `ready` is told the address once requests are taken; port 0 takes a free one.

    `certificate` is the file of a TLS certificate and that of its key. Raises UsageError where it cannot listen.
    """
    listening = _listen(settings)
    settings = replace(settings, port=listening.getsockname()[1], is_encrypted=certificate is not None)
    app = make_app(ledger, settings, load=load)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"{'https' if certificate else 'http'}://{host}:{settings.port}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                desk: Desk = app.state.desk
                # So that the first page need not wait for all of it.
                desk.marks.refresh(desk.view().entry, patience_s=0)
                ready(address)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.desk.is_closing = True  # who listens to the stream would never hang up
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=None if certificate is None else str(certificate[0]),
        ssl_keyfile=None if certificate is None else str(certificate[1]),
    )
    with listening:
        try:
            Server(config).run(sockets=[listening])
        except OSError as error:  # of the certificate: the socket listens already
            raise UsageError(f"The certificate or its key cannot be read ({error.strerror or error}).") from error
        except KeyboardInterrupt:
            pass  # uvicorn ends in an orderly way, and then raises what it caught


def _listen(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM)
    except OSError:
        raise UsageError(
            f"{settings.host} is no address or name of this machine; give one such as 127.0.0.1."
        ) from None
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        if settings.port:
            told = (
                f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}); --port 0 takes a free one."
            )
        else:
            told = (
                f"{settings.host} cannot be listened at ({error.strerror}); give an address of this machine by --host."
            )
        raise UsageError(told) from None
    return listening

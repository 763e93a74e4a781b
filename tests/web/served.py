"""What the workbench's tests serve, and with what: see conftest.py for the fixtures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

import seed
import uvicorn

from dateline.ledger import Ledger
from dateline.model import Coder, Document, Dossier, Issue
from dateline.web import Bounds, Settings, make_app
from dateline.web._job import Reads, load_reader

# Many tests ask as one client.
SETTINGS: Final = Settings(user="ada", bounds=Bounds(reads=(1e5, 10**6), writes=(1e5, 10**6), logins=(1e5, 10**6)))
ADDRESS: Final = f"http://{SETTINGS.host}:{SETTINGS.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that listens: `url` without a slash at its end."""

    url: str
    ledger: Ledger
    settings: Settings


class Stub:
    """Reads one event in each text that has an attack, in no time."""

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        if "crash" in document.text:
            raise RuntimeError("a fault")
        if "attacked" not in document.text:
            coder = Coder(name="tests", version="1", reader="none", ontology="1")
            return Dossier(document=document, coder=coder, events=(), issues=tuple(issues))
        return seed.code(document, word="attacked", actor="Gunmen", place=("Odrin", "BGR", 43.0, 25.0), teller="police")


@contextmanager
def serving(
    ledger: Ledger, settings: Settings = SETTINGS, *, load: Callable[[], Reads] = load_reader
) -> Iterator[Served]:
    """A server on a free port, in a thread of this process."""
    with socket.socket() as listening:
        listening.bind((settings.host, 0))
        settings = replace(settings, port=listening.getsockname()[1])
        app = make_app(ledger, settings, load=load)
        config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=1, ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            until = time.monotonic() + 20
            while not server.started:
                assert thread.is_alive() and time.monotonic() < until, "the server did not start"
                time.sleep(0.01)
            yield Served(url=f"http://{settings.host}:{settings.port}", ledger=ledger, settings=settings)
        finally:
            app.state.desk.is_closing = True
            server.should_exit = True
            thread.join(20)

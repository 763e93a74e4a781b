"""dateline serve. Only what `--help` needs is imported here."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._desk import opened, say
from dateline.cli._terminal import is_terminal
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.web import Token

_EXAMPLES: Final = """\b
Examples:
  dateline serve --demo --open                   a ledger of examples, in your browser
  dateline serve --ledger case.sqlite
  dateline serve --host 0.0.0.0 --token-file tokens.txt --tls-cert cert.pem --tls-key key.pem

\b
A token file has `role token name` a line, role being reader or editor:
  editor 9fJ2kQ0vX3mT7wB1 Ada Lovelace
"""
HOST: Final = "127.0.0.1"  # those of `dateline.web`, which is too heavy to load for `--help`; a test compares them
PORT: Final = 8321


def serve(
    ledger: o.LedgerOption = "",
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="The address to listen at.")] = HOST,
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65_535, metavar="PORT", help="The port; 0 takes a free one.")
    ] = PORT,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file", metavar="FILE", help="Who may read and edit; needed for any HOST but this machine's own."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", metavar="NAME", help="A further name under which the server is asked; repeatable."
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Editors may also add addresses of this machine and private networks."),
    ] = False,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar="FILE", help="Serve over TLS with this certificate.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="The certificate's key.")] = None,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Serve a small ledger of examples, made on the spot and forgotten afterwards."),
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
    who: o.WhoOption = "",
) -> None:
    """Open the workbench: maps, timelines, stories and evidence of the ledger, in your browser.

    It is for this machine only, and whoever sits at it may edit, unless --token-file says who else may read or edit.
    """
    if bool(tls_cert) != bool(tls_key):
        raise typer.BadParameter("--tls-cert and --tls-key belong together; give both.")
    if demo and ledger and not _is_default(ledger):
        raise typer.BadParameter("--demo has a ledger of its own; leave out --ledger.")
    web = _load()
    with _telling(), _book(ledger, demo=demo) as book:
        settings = web.Settings(
            host=host, port=port, tokens=_read_tokens(token_file), hosts=tuple(allow_host or ()), user=o.name_user(who),
            allow_private=allow_private, demo=demo,
        )  # fmt: skip

        def ready(address: str) -> None:
            say(f"serving {'examples' if demo else book.name} at {address} (Control-C ends it)")
            if not web.is_loopback(host) and tls_cert is None:
                say("tokens and all that is read go over the network as they are; use --tls-cert, or a proxy with TLS.")
            if open_:
                typer.launch(address)

        certificate = (tls_cert, tls_key) if tls_cert and tls_key else None
        web.serve(book, settings, ready=ready, certificate=certificate)


def add_to(app: typer.Typer) -> None:
    app.command(epilog=_EXAMPLES)(serve)


def _load():
    try:
        from dateline import web  # noqa: PLC0415
    except ImportError as error:
        if not (error.name or "").startswith("dateline"):
            say("The workbench needs the extra: pip install 'dateline[web]'.")
            raise typer.Exit(1) from error
        raise
    return web


@contextmanager
def _telling() -> Generator[None]:
    """What is wrong with the call is one sentence."""
    try:
        yield
    except UsageError as error:
        say(str(error))
        raise typer.Exit(2) from error


@contextmanager
def _book(where: str, *, demo: bool) -> Generator[Ledger]:
    if not demo:
        with opened(where, read_only=False) as book:
            yield book
        return
    from dateline.pipeline import Pipeline  # noqa: PLC0415
    from dateline.web import fill_demo  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        path = Path(folder) / "demo.sqlite"
        tick = _tick if is_terminal(sys.stderr) else _quiet
        fill_demo(path, Pipeline.load(threads=0), now=datetime.now(UTC), tick=tick)
        with opened(str(path), read_only=False) as book:
            yield book


def _read_tokens(file: Path | None) -> tuple[Token, ...]:
    if file is None:
        return ()
    from dateline.web import parse_tokens  # noqa: PLC0415

    try:
        lines = file.read_text("utf-8").splitlines()
        shared = file.stat().st_mode & 0o077
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise UsageError(f"{file}: the tokens cannot be read ({told}).") from error
    if shared:
        say(f"{file} may be read by others on this machine; `chmod 600 {file}` keeps it to you.")
    return parse_tokens(lines, source=str(file))


def _is_default(ledger: str) -> bool:
    """Whether it came from the environment, which stands for no wish of this call."""
    import os  # noqa: PLC0415

    return ledger == os.environ.get("DATELINE_LEDGER", "")


def _tick(done: int, all: int) -> None:
    sys.stderr.write(f"\rdateline: reading example {done + 1} of {all} " if done < all else "\r\033[K")
    sys.stderr.flush()


def _quiet(done: int, all: int) -> None:
    del done, all

"""store: a path or an address -> an engine whose connections are set up alike, and whose faults are told in sentences."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from dateline.errors import (
    LedgerBroken,
    LedgerError,
    LedgerFull,
    LedgerLocked,
    LedgerMissing,
    LedgerReadOnly,
    UsageError,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Clock = Callable[[], datetime]

# The number in the header of an SQLite file that says whose it is: "DLN1".
APPLICATION_ID: Final = 0x444C4E31
# The lock that the writers of one PostgreSQL ledger take: a number that others are not likely to use, and the ledger's schema.
_WRITERS_LOCK: Final = f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_schema()))"
_CACHE_KIB: Final = 32_000  # of each SQLite connection; more made no ingest of 20,000 documents faster
# Pages of the write-ahead log (4 kB each) before they are moved into the file: keys of blocking fall on pages all over it,
# and the longer this is put off, the more of them fall on one page.
_LOG_PAGES: Final = 16_000
_POOL: Final = 5
_POOL_OVERFLOW: Final = 20

_LOCKED: Final = "{name} is locked: another program has been writing to it for {wait} seconds. Try again."
_FULL: Final = "{name}: there is no room left on its disk; what was reported as saved is kept."
# The beginnings of a driver's error codes -> what they mean and what is said; the first that fits.
_SQLITE: Final[tuple[tuple[tuple[str, ...], type[LedgerError], str], ...]] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), LedgerLocked, _LOCKED),
    (("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHMSIZE"), LedgerFull, _FULL),
    (("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"), LedgerReadOnly, "{name} may not be written."),
    (("SQLITE_CANTOPEN",), LedgerReadOnly, "{name} cannot be opened: its file or folder may not be read or written."),
    (("SQLITE_NOTADB",), LedgerBroken, "{name} is no ledger: it is not an SQLite file, or its beginning is damaged."),
    (
        ("SQLITE_CORRUPT", "SQLITE_IOERR"),
        LedgerBroken,
        "{name} is damaged ({words}). Keep the file: what can be read of it can be got out with sqlite3's .recover.",
    ),
)
_POSTGRES: Final[tuple[tuple[tuple[str, ...], type[LedgerError], str], ...]] = (
    (("55P03", "40P01"), LedgerLocked, _LOCKED),
    (("53100", "53200"), LedgerFull, _FULL),
    (("25006", "42501"), LedgerReadOnly, "{name} may not be written ({words})."),
    (("XX",), LedgerBroken, "{name} is damaged ({words})."),
    (("08", "28", "3D000", "53300", "57P0"), LedgerMissing, "{name} cannot be reached ({words})."),
)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Where a ledger is kept. `name` is what the user is told, without a password; `wait_s` is how long a lock is awaited."""

    engine: Engine
    name: str
    path: Path | None
    read_only: bool
    wait_s: float
    clock: Clock

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A short read transaction: all its queries see one state."""
        with self.telling(), self.engine.connect() as connection, connection.begin():
            if self.path is None:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A write transaction, one at a time for all processes; durable when the block has ended, nothing if it raises."""
        if self.read_only:
            raise LedgerReadOnly(f"{self.name} was opened for reading only.")
        with self.telling(), self.engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                if self.path is None:
                    connection.exec_driver_sql(_WRITERS_LOCK)
                yield connection

    @contextmanager
    def telling(self) -> Generator[None]:
        """Turns what the database raises into LedgerError."""
        try:
            yield
        except DBAPIError as error:
            raise tell(error.orig or error, self.name, wait_s=self.wait_s) from error
        except sqlite3.Error as error:
            raise tell(error, self.name, wait_s=self.wait_s) from error


def open_store(where: str | Path, *, read_only: bool, make: bool = True, wait_s: float, clock: Clock) -> Store:
    """The store of a file or of a `postgresql://` address; makes the file's folder, but neither file nor tables."""
    if isinstance(where, str) and where.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return _open_postgres(where, read_only=read_only, wait_s=wait_s, clock=clock)
    if isinstance(where, str) and "://" in where:
        raise UsageError(f"{where}: a ledger is a file or an address that begins with postgresql://.")
    path = Path(where).expanduser().absolute()
    return _open_sqlite(path, read_only=read_only, make=make and not read_only, wait_s=wait_s, clock=clock)


def _open_sqlite(path: Path, *, read_only: bool, make: bool, wait_s: float, clock: Clock) -> Store:
    if path.is_dir():
        raise LedgerMissing(f"{path} is a folder; give the ledger's file.")
    if not make and not path.exists():
        raise LedgerMissing(f"There is no ledger at {path}.")
    if make:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LedgerReadOnly(
                f"{path.parent}: the folder of the ledger cannot be made ({error.strerror})."
            ) from error
    uri = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rwc'}"
    if read_only and not os.access(path.parent, os.W_OK) and not _has_content(Path(f"{path}-wal")):
        uri += "&immutable=1"  # a reader of a WAL file makes a file beside it, which it may not do here

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False)
        try:
            for statement in (
                "PRAGMA foreign_keys=ON",
                "PRAGMA synchronous=FULL",
                "PRAGMA secure_delete=ON",
                "PRAGMA trusted_schema=OFF",
                f"PRAGMA cache_size=-{_CACHE_KIB}",
                f"PRAGMA wal_autocheckpoint={_LOG_PAGES}",
                f"PRAGMA query_only={'ON' if read_only else 'OFF'}",
            ):
                connection.execute(statement)
            # SQLite has these only where it was built with them.
            for name, function in (("sin", math.sin), ("cos", math.cos), ("asin", math.asin), ("sqrt", math.sqrt)):
                connection.create_function(name, 1, function, deterministic=True)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=_POOL, max_overflow=_POOL_OVERFLOW
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    assert begin
    return Store(engine=engine, name=str(path), path=path, read_only=read_only, wait_s=wait_s, clock=clock)


def _open_postgres(address: str, *, read_only: bool, wait_s: float, clock: Clock) -> Store:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
        name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        settings = f"-c lock_timeout={int(wait_s * 1000)} -c synchronous_commit=on -c timezone=UTC"
        if read_only:
            settings += " -c default_transaction_read_only=on"
        given = url.query.get("options", "")
        options = f"{given if isinstance(given, str) else ' '.join(given)} {settings}".strip()
        arguments: dict[str, Any] = {"options": options}
        if "connect_timeout" not in url.query:
            arguments["connect_timeout"] = max(2, int(wait_s))
        engine = create_engine(
            url.difference_update_query(["options"]),
            connect_args=arguments,
            pool_size=_POOL,
            max_overflow=_POOL_OVERFLOW,
            pool_pre_ping=True,
        )
    except ArgumentError as error:
        raise UsageError(
            "The address of the ledger is not of the form postgresql://user@host:port/database."
        ) from error
    except ImportError as error:
        raise LedgerError(
            f"{address.rsplit('@', maxsplit=1)[-1]}: PostgreSQL needs the extra: pip install 'dateline[postgres]'."
        ) from error
    return Store(engine=engine, name=name, path=None, read_only=read_only, wait_s=wait_s, clock=clock)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def tell(error: BaseException, name: str, *, wait_s: float) -> LedgerError:
    """The LedgerError of what a driver raised."""
    words = " ".join(str(error).split())
    if isinstance(error, sqlite3.Error):
        code, table = getattr(error, "sqlite_errorname", "") or "", _SQLITE
    else:
        # A server that does not answer gives no code; psycopg is not imported here, as it may not be installed.
        silent = "08" if type(error).__name__ in ("OperationalError", "ConnectionTimeout") else ""
        code, table = getattr(error, "sqlstate", "") or silent, _POSTGRES
    for beginnings, kind, sentence in table:
        if code.startswith(beginnings):
            return kind(sentence.format(name=name, words=words, wait=f"{wait_s:g}"))
    return LedgerError(f"{name}: the database refused it ({words}).")

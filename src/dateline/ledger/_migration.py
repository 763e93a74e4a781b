"""migrate: the tables as this version knows them, by named steps, one transaction each.

A step, once released, is never changed: what comes later is a new step at the end of `MIGRATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, inspect, select

from dateline import __version__
from dateline.errors import LedgerBroken, LedgerMissing, LedgerNewer
from dateline.ledger import _table as t
from dateline.ledger._search import FOUND
from dateline.ledger._store import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger._store import Store

# Words of search are found by their stem and without accents; `content=''`: the index keeps no text of its own.
_FTS5: Final = "fts5(body, content='', tokenize='porter unicode61 remove_diacritics 2')"
_NO_LEDGER: Final = "{} is an SQLite file of something else, and no ledger."
# Tables of which no row is ever changed or removed, not even by a deletion.
_FIXED: Final = (
    "audit",
    "documents",
    "custody",
    "refs",
    "linked_events",
    "memberships",
    "judgements",
    "looks",
    "tombstones",
)


def create_tables(connection: Connection) -> None:
    t.metadata.create_all(connection, checkfirst=False)


def create_search(connection: Connection) -> None:
    for name in FOUND:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING {_FTS5}")
        else:
            connection.exec_driver_sql(f"CREATE TABLE {name} (number BIGINT PRIMARY KEY, body TSVECTOR NOT NULL)")
            connection.exec_driver_sql(f"CREATE INDEX {name}_by_word ON {name} USING GIN (body)")


def forbid_changes(connection: Connection) -> None:
    """The database itself refuses to change what is only ever added, whoever asks."""
    if connection.dialect.name == "sqlite":
        for name in _FIXED:
            for act in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
                    "BEGIN SELECT RAISE(ABORT, 'rows of this table are only added'); END"
                )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of this table are only added'; END $$"
    )
    for name in _FIXED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def create_positions(connection: Connection) -> None:
    t.working.create_all(connection, checkfirst=False)


def create_shelves(connection: Connection) -> None:
    t.shelving.create_all(connection, checkfirst=False)


def create_marks(connection: Connection) -> None:
    t.cached.create_all(connection, checkfirst=False)


def seal_lines(connection: Connection) -> None:
    """A line of the log is written in two parts, before and behind the rows that point to it; its hash closes it for good."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN OLD.sha256 <> '' "
            "BEGIN SELECT RAISE(ABORT, 'rows of this table are only added'); END"
        )
        return
    connection.exec_driver_sql("DROP TRIGGER audit_no_change ON audit")
    connection.exec_driver_sql(
        "CREATE TRIGGER audit_no_change BEFORE DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW WHEN (OLD.sha256 <> '') "
        "EXECUTE FUNCTION refuse_change()"
    )


MIGRATIONS: Final[tuple[Callable[[Connection], None], ...]] = (
    create_tables,
    create_search,
    forbid_changes,
    create_positions,
    create_marks,
    create_shelves,
    seal_lines,
)


def migrate(store: Store, *, make: bool = True) -> None:
    """Brings the ledger to this version; unless it is to `make` one, there must be one.

    Raises LedgerNewer, LedgerBroken for a database of something else, LedgerMissing.
    """
    if store.path is not None and not store.read_only:
        with store.telling(), store.engine.connect() as connection:
            # Readers go on while one writes; this is a property of the file, and cannot be set inside a transaction.
            driver = connection.connection.driver_connection
            assert driver is not None
            if driver.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                tables = [name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                if tables and "migrations" not in tables:
                    raise LedgerBroken(_NO_LEDGER.format(store.name))
                driver.execute("PRAGMA journal_mode=WAL")
    with store.reading() as connection:
        done = _applied(connection, store)
    if len(done) == len(MIGRATIONS):
        return
    if not done and (store.read_only or not make):
        raise LedgerMissing(f"There is no ledger in {store.name}.")
    if store.read_only:
        raise LedgerMissing(f"{store.name} was made by an older version of dateline; open it once for writing.")
    for number in range(len(MIGRATIONS)):
        with store.writing() as connection:
            if number < len(_applied(connection, store)):
                continue  # done meanwhile by another process
            MIGRATIONS[number](connection)
            if store.path is not None:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(
                insert(t.migrations).values(
                    number=number, name=MIGRATIONS[number].__name__, recorded=store.clock(), program=__version__
                )
            )


def _applied(connection: Connection, store: Store) -> list[str]:
    """The names of the steps that were done, after a look at whether the database is a ledger of this version."""
    if not inspect(connection).has_table("migrations"):
        _refuse_others(connection, store)
        return []
    rows = connection.execute(select(t.migrations.c.name, t.migrations.c.program).order_by(t.migrations.c.number)).all()
    known = [step.__name__ for step in MIGRATIONS]
    for number, (name, program) in enumerate(rows):
        if number >= len(known):
            raise LedgerNewer(
                f"{store.name} was written by dateline {program}, which is newer than this one ({__version__}): "
                f"it has the change {name!r}. Update dateline to use it; nothing was changed."
            )
        if name != known[number]:
            raise LedgerBroken(f"{store.name} is no ledger that this version knows: its change {number} is {name!r}.")
    return [name for name, _ in rows]


def _refuse_others(connection: Connection, store: Store) -> None:
    """A file with tables and without ours is somebody else's."""
    if store.path is not None:
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if tables and not inspect(connection).has_table("migrations"):
            raise LedgerBroken(_NO_LEDGER.format(store.name))
    elif inspect(connection).has_table("documents") or inspect(connection).has_table("audit"):
        raise LedgerBroken(f"{store.name} has tables of something else; give the ledger a database of its own.")


def last_entry(connection: Connection) -> int:
    return connection.execute(select(func.max(t.audit.c.number))).scalar() or 0

"""Opening: migrations, and files and machines that are not as they should be; each is told in a sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from sample import attack, custody, march, numbered
from sqlalchemy import inspect

from dateline.errors import (
    LedgerBroken,
    LedgerError,
    LedgerFull,
    LedgerLocked,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
    UsageError,
)
from dateline.ledger import Ledger, open_ledger
from dateline.ledger import _migration as migration
from dateline.ledger import _table as table


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger, ledger.writer() as writer:
        writer.save(attack(), custody=custody())
    return path


def test_a_ledger_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "my ledger?.sqlite"
    with open_ledger(str(path)) as ledger:
        assert ledger.view().counts().documents == 0
        assert ledger.name == str(path)
    assert path.is_file()


def test_without_a_place_it_is_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_ledger() as ledger:
        assert Path(ledger.name).is_relative_to(tmp_path)
        assert Path(ledger.name).name == "ledger.sqlite"


def test_it_is_kept_durably(path: Path) -> None:
    with open_ledger(path) as ledger, ledger._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert said == ["wal", 2]


def test_opening_again_changes_nothing(where: str) -> None:
    for _ in range(2):
        with open_ledger(where) as ledger, ledger._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
            names = connection.exec_driver_sql("SELECT name FROM migrations ORDER BY number").scalars().all()
    assert names == [step.__name__ for step in migration.MIGRATIONS]


def test_the_steps_lead_to_the_tables_of_the_module(ledger: Ledger) -> None:
    with ledger._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
        found = inspect(connection)
        for name, known in table.metadata.tables.items():
            assert {column["name"] for column in found.get_columns(name)} == {column.name for column in known.columns}
            assert {index["name"] for index in found.get_indexes(name)} >= {index.name for index in known.indexes}


def test_an_older_ledger_is_brought_up_to_date(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migration, "MIGRATIONS", migration.MIGRATIONS[:2])
        open_ledger(where).close()
    with pytest.raises(LedgerMissing, match="older version"):
        open_ledger(where, read_only=True)
    with open_ledger(where) as ledger, ledger.writer() as writer:
        writer.save(attack(), custody=custody())


def test_a_step_that_fails_leaves_nothing_of_itself(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_and_fail(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (number INTEGER)")  # type: ignore[attr-defined]
        raise RuntimeError("no")

    open_ledger(where).close()
    with monkeypatch.context() as patch:
        patch.setattr(migration, "MIGRATIONS", (*migration.MIGRATIONS, add_and_fail))
        with pytest.raises(RuntimeError):
            open_ledger(where)
    with open_ledger(where) as ledger, ledger._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
        assert not inspect(connection).has_table("half")


def test_a_newer_ledger_is_refused(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_colours(connection: object) -> None:
        del connection

    with monkeypatch.context() as patch:
        patch.setattr(migration, "MIGRATIONS", (*migration.MIGRATIONS, add_colours))
        open_ledger(where).close()
    for read_only in (False, True):
        with pytest.raises(LedgerNewer, match=r"newer than this one .* 'add_colours'\. Update dateline"):
            open_ledger(where, read_only=read_only)


def test_read_only_does_not_write(where: str) -> None:
    with open_ledger(where) as ledger, ledger.writer() as writer:
        writer.save(attack(), custody=custody())
    with open_ledger(where, read_only=True) as ledger:
        assert ledger.view().counts().documents == 1
        assert list(ledger.verify()) == []
        with pytest.raises(LedgerReadOnly, match="for reading only"), ledger.writer():
            pass


def test_there_is_none_to_read(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing, match="no ledger at"):
        open_ledger(tmp_path / "none.sqlite", read_only=True)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerMissing, match="is a folder"):
        open_ledger(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with (
            pytest.raises(LedgerReadOnly, match="may not be written"),
            open_ledger(path) as ledger,
            ledger.writer() as writer,
        ):
            writer.save(march(), custody=custody())
        with open_ledger(path, read_only=True) as ledger:
            assert ledger.view().counts().documents == 1
    finally:
        path.parent.chmod(0o700)


def test_a_file_of_something_else(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary, " * 100)
    with pytest.raises(LedgerBroken, match="not an SQLite file"):
        open_ledger(text)
    assert text.read_text() == "Dear diary, " * 100
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    with pytest.raises(LedgerBroken, match="something else"):
        open_ledger(other)
    with pytest.raises(LedgerBroken, match="something else"):
        open_ledger(other, read_only=True)


def test_a_damaged_file(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(LedgerBroken, match="damaged"), open_ledger(path) as ledger, ledger.writer() as writer:
        writer.save(march(), custody=custody())


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    with pytest.raises(LedgerMissing):
        open_ledger(path, read_only=True)
    with open_ledger(path) as ledger:
        assert ledger.view().counts().entries == 0


def test_a_locked_file(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_ledger(path, wait_s=0.1) as ledger, ledger.writer() as writer:
        with pytest.raises(LedgerLocked, match=r"locked: another program has been writing to it for 0\.1 seconds"):
            writer.save(march(), custody=custody())
        assert ledger.view().counts().documents == 1  # readers are not kept out
        holder.execute("ROLLBACK")
        writer.save(march(), custody=custody())
        assert ledger.view().counts().documents == 2
    holder.close()


def test_a_locked_server(where: str) -> None:
    if not where.startswith("postgresql"):
        pytest.skip("of PostgreSQL only")
    with open_ledger(where, wait_s=0.1) as ledger, open_ledger(where) as other, ledger.writer() as writer:
        with other._store.writing():  # pyright: ignore[reportPrivateUsage]
            with pytest.raises(LedgerLocked, match=r"locked: .* 0\.1 seconds"):
                writer.save(march(), custody=custody())
            assert ledger.view().counts().documents == 0
        writer.save(march(), custody=custody())
        assert ledger.view().counts().documents == 1


def test_a_full_disk_loses_nothing_that_was_saved(path: Path) -> None:
    saved = 0
    with open_ledger(path) as ledger:
        with ledger._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 15}")
        with ledger.writer() as writer, pytest.raises(LedgerFull, match="no room left"):
            for number in range(1000):
                writer.save(numbered(number), custody=custody())
                saved += 1
    assert saved
    with open_ledger(path) as ledger, ledger.writer() as writer:
        assert ledger.view().counts().documents == saved + 1
        assert list(ledger.verify()) == []
        writer.save(numbered(saved), custody=custody())


FILL = """
import sys
from sample import numbered, custody
from dateline.errors import LedgerFull
from dateline.ledger import open_ledger
with open_ledger(sys.argv[1]) as ledger, ledger.writer() as writer:
    for number in range(100000):
        try:
            writer.save(numbered(number), custody=custody())
        except LedgerFull as error:
            print(error)
            break
        print(number, flush=True)
"""


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="needs ulimit")
def test_a_file_that_may_not_grow(path: Path) -> None:
    size = path.stat().st_size // 1024 + 600
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f {size}; exec {sys.executable} -c '{FILL}' {path}"],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    *saved, last = done.stdout.splitlines()
    assert "no room left" in last
    with open_ledger(path) as ledger:
        assert ledger.view().counts().documents == len(saved) + 1
        assert list(ledger.verify()) == []


def test_addresses_of_other_kinds_are_refused() -> None:
    with pytest.raises(UsageError, match="begins with postgresql://"):
        open_ledger("mysql://localhost/ledger")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerMissing, match="cannot be reached") as told:
        open_ledger("postgresql://me:secret@localhost:1/nothing", wait_s=1)
    assert "secret" not in str(told.value)


def test_all_are_ledger_errors() -> None:
    for kind in (LedgerBroken, LedgerFull, LedgerLocked, LedgerMissing, LedgerNewer, LedgerReadOnly):
        assert issubclass(kind, LedgerError)


@pytest.mark.parametrize("data", [b"no dossier", zlib.compress(b"{}"), zlib.compress(b"\xff")])
def test_a_record_that_is_damaged_is_told_in_a_sentence(path: Path, data: bytes) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE codings SET dossier = ?", (data,))
        connection.execute("UPDATE revisions SET text = ?", (b"no text",))
    connection.close()
    with open_ledger(path, read_only=True) as ledger:
        view = ledger.view()
        (document,) = view.documents()
        for ask in (lambda: list(view.accounts()), lambda: view.dossier(document.revision)):
            with pytest.raises(LedgerBroken, match=f"the coding of the text {document.revision} cannot be read"):
                ask()
        with pytest.raises(LedgerBroken, match=f"the text {document.revision} cannot be read"):
            view.text(document.revision)
        assert list(ledger.verify())

"""verify: whoever changes a row behind the ledger's back is found out."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from sample import LATER, SEEN, attack, custody, march

from dateline.ledger import open_ledger
from dateline.model import Judgement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger, ledger.writer() as writer:
        writer.save(attack(), custody=custody(raw=b"<p>Gunmen</p>"))
        writer.save(attack(LATER), custody=custody())
        writer.save(march(), custody=custody())
        writer.judge(Judgement(id="j1", kind="grade", who="ada", at=SEEN, source="Karsum Herald", grade="C"))
        writer.note_look(who="ada", what="karsum")
        writer.delete("https://herald.example/velnik", who="ada", reason="asked")
    return path


def faults(path: Path) -> set[str]:
    with open_ledger(path, read_only=True) as ledger:
        return {fault.kind for fault in ledger.verify()}


def test_a_good_ledger_has_no_fault(path: Path) -> None:
    assert faults(path) == set()


OTHER = zlib.compress(b"Nobody attacked anything.")


@pytest.mark.parametrize(
    ("statement", "values", "kinds"),
    [
        ("UPDATE revisions SET text = ? WHERE number = 1", (OTHER,), {"text"}),
        ("UPDATE revisions SET text = ? WHERE number = 1", (b"rubbish",), {"text"}),
        ("UPDATE revisions SET text = NULL WHERE number = 1", (), {"text", "search"}),
        ("UPDATE revisions SET sha256 = ? WHERE number = 1", ("0" * 64,), {"text", "dossier"}),
        ("DELETE FROM revisions WHERE number = 3", (), {"rows"}),
        ("UPDATE documents SET key = 'url:https://other.example/' WHERE name LIKE '%karsum'", (), {"rows"}),
        ("UPDATE raws SET data = ?", (OTHER,), {"raw"}),
        ("UPDATE raws SET data = NULL", (), {"raw"}),
        ("UPDATE codings SET dossier = ? WHERE number = 1", (OTHER,), {"dossier"}),
        ("UPDATE codings SET dossier = NULL WHERE number = 1", (), {"dossier"}),
        ("UPDATE events SET type = 'AID' WHERE number = 1", (), {"rows"}),
        ("UPDATE events SET earliest = '1999-01-01'", (), {"rows"}),
        ("UPDATE places SET lat = 0", (), {"rows"}),
        ("DELETE FROM parties", (), {"rows"}),
        ("UPDATE claims SET stance = 'denies'", (), {"rows"}),
        ("UPDATE tellers SET kind = 'witness'", (), {"rows"}),
        ("UPDATE custody SET source = 'elsewhere.txt' WHERE number = 1", (), {"custody"}),
        ("DELETE FROM custody WHERE number = 2", (), {"custody", "text"}),
        ("UPDATE judgements SET judgement = replace(judgement, '\"C\"', '\"A\"')", (), {"judgement"}),
        ("DELETE FROM judgements", (), {"judgement"}),
        ("UPDATE tombstones SET reason = 'a whim'", (), {"tombstone"}),
        ("DELETE FROM tombstones", (), {"tombstone", "text", "dossier"}),
        ("UPDATE audit SET who = 'nobody' WHERE number = 2", (), {"log"}),
        ("UPDATE audit SET recorded = recorded - 1000000000 WHERE number = 4", (), {"log"}),
        ("DELETE FROM audit WHERE number = 2", (), {"log", "rows"}),
        ("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)", (), {"rows"}),
        ("INSERT INTO looks VALUES (9, 1, 'eve', 'karsum')", (), {"rows"}),
        ("INSERT INTO found_events(found_events) VALUES ('delete-all')", (), {"search"}),
    ],
)
def test_each_change_is_found(path: Path, statement: str, values: tuple[object, ...], kinds: set[str]) -> None:
    with sqlite3.connect(path) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement, values)
    connection.close()
    assert kinds <= faults(path)


@pytest.mark.parametrize(
    "table", ["audit", "custody", "judgements", "tombstones", "documents", "refs", "memberships", "looks"]
)
def test_the_database_itself_refuses_to_change_what_is_only_added(path: Path, table: str) -> None:
    connection = sqlite3.connect(path)
    if table == "memberships":
        connection.execute("INSERT INTO linked_events VALUES (1, 1, 'aaaa')")
        connection.execute("INSERT INTO memberships VALUES (1, 1, 1, 1)")
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        connection.execute(f"DELETE FROM {table}")
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        connection.execute(
            f"UPDATE {table} SET number = 99" if table != "documents" else "UPDATE documents SET key = ''"
        )
    connection.close()


def test_a_damaged_page_is_told_of(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Pages that are not read to open it: where the tables themselves are told of moves with the number of tables.
        names = ("claims", "tellers", "parties", "events_by_type")
        roots = [
            connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            for name in names
        ]
    connection.close()
    content = bytearray(path.read_bytes())
    for page in roots:
        content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xaa" * 200
    path.write_bytes(bytes(content))
    with open_ledger(path, read_only=True) as ledger:
        assert "file" in {fault.kind for fault in ledger.verify()}

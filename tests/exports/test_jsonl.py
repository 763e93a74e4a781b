"""The whole ledger as lines and back: the same ledger, and nothing of a file that does not hold."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "ledger"))

from sample import LATER, SEEN, Said, Ticking, attack, custody, document, dossier, march, numbered
from sqlalchemy import select

from dateline.desk import Coded, accept, encode_profiles, ingest, merge
from dateline.errors import NotReadable, UsageError
from dateline.exports import Context, get_format
from dateline.ledger import Ledger, Prepared, open_ledger, prepare
from dateline.ledger import _table as t
from dateline.ledger._dump import TABLES
from dateline.model import Judgement, LinkedEvent

PROGRAM = "dateline test"
# Made of the rest: rows for filters, and (with the profile's line) the keys of blocking.
DERIVED = ("events", "places", "parties", "claims", "tellers", "block_keys", "migrations")


def dump(ledger: Ledger) -> bytes:
    out = io.BytesIO()
    context = Context(view=ledger.view(), made=datetime(2024, 6, 1, tzinfo=UTC), program=PROGRAM)
    count = get_format("jsonl").write((), out, context, [].append)
    assert count == out.getvalue().count(b"\n")
    return out.getvalue()


def all_rows(ledger: Ledger, entry: int) -> dict[str, list[tuple]]:
    """Every row of every table, but for lines of the log behind `entry`."""
    with ledger._store.reading() as c:
        return {
            table.name: [
                tuple(row)
                for row in c.execute(select(table).order_by(*table.primary_key))
                if table is not t.audit or row.number <= entry
            ]
            for table in t.metadata.sorted_tables
            if table is not t.migrations
        }


@contextmanager
def restored(folder: Path, data: bytes, name: str = "again.sqlite") -> Iterator[Ledger]:
    with open_ledger(folder / name, clock=Ticking()) as ledger:
        with ledger.writer() as writer:
            writer.restore(io.BytesIO(data), source="a.jsonl", by="ann")
        yield ledger


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two texts of a document, links, a judgement, a grade, a look, a deletion and a document taken again."""
    path = tmp_path_factory.mktemp("made") / "first.sqlite"
    with open_ledger(path, clock=Ticking()) as ledger:
        ingest(ledger, coded(attack(), march(), numbered(1)))
        ingest(ledger, coded(attack(text=LATER)))
        ids = [event.id for event in ledger.view().linked()]
        accept(ledger, ids[0], who="ann", reason="seen \u0000 on the spot")
        merge(ledger, ids[:2], who="ann")
        with ledger.writer() as writer:
            for url in ("https://herald.example/report/1", "https://herald.example/velnik"):
                writer.delete(url, who="bob", reason="asked by the publisher")
        ingest(ledger, coded(march()), again=True)
        with ledger.writer() as writer:
            writer.judge(
                Judgement(id="", kind="grade", who="ann", at=datetime(2024, 5, 2, tzinfo=UTC), source="x", grade="B")
            )
            writer.note_look(who="ann", what="story karsum")
    return path


@pytest.fixture(scope="module")
def full(made: Path) -> Iterator[Ledger]:
    """It, to be read only."""
    with open_ledger(made, read_only=True) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def whole(full: Ledger) -> bytes:
    return dump(full)


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it to write to."""
    with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(tmp_path / "own.sqlite")) as copy:
        source.backup(copy)
    with open_ledger(tmp_path / "own.sqlite", clock=Ticking()) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """It stays empty, as nothing of a broken file is taken."""
    with open_ledger(tmp_path_factory.mktemp("empty") / "empty.sqlite", clock=Ticking()) as ledger:
        yield ledger


def coded(*dossiers: Any) -> list[Coded]:
    return [
        Coded(dossier=one, custody=custody(raw=one.document.text.encode()), profiles=encode_profiles(one))
        for one in dossiers
    ]


def test_a_ledger_comes_back_the_same(full: Ledger, whole: bytes, tmp_path: Path):
    data = whole
    entry = full.view().entry
    with restored(tmp_path, data) as again:
        assert all_rows(again, entry) == all_rows(full, entry)
        assert not list(again.verify())
        assert dump(again) == data
        (line,) = again.view().audit(after=entry)
        assert (line.action, line.who, line.subject) == ("import", "ann", "a.jsonl")


def test_as_of_any_moment_it_gives_the_same_answers(full: Ledger, whole: bytes, tmp_path: Path):
    with restored(tmp_path, whole) as again:
        for line in list(full.view().audit())[::5]:
            left, right = full.view(line.recorded), again.view(line.recorded)
            assert left.entry == right.entry
            assert list(left.linked()) == list(right.linked())
            assert list(left.documents()) == list(right.documents())
            assert left.judgements() == right.judgements() and left.tombstones() == right.tombstones()
            assert list(left.accounts()) == list(right.accounts())
            assert [left.statuses(e.id) for e in left.linked()] == [right.statuses(e.id) for e in right.linked()]
        assert full.view().search("bakery") == again.view().search("bakery")
        assert full.view().last_look(who="ann", what="story karsum") == again.view().last_look(
            who="ann", what="story karsum"
        )


def test_it_goes_on_as_the_first_would_have(own: Ledger, tmp_path: Path):
    with restored(tmp_path, dump(own)) as again:
        for ledger in (own, again):
            ingest(ledger, coded(numbered(7)))
            assert not list(ledger.verify())
        assert [e.id for e in own.view().linked()] == [e.id for e in again.view().linked()]


def test_each_table_is_written_or_made_of_the_rest():
    written = {table.name for table, _ in TABLES}
    assert written.isdisjoint(DERIVED) and written | set(DERIVED) == set(t.metadata.tables)


def test_an_empty_ledger_comes_back_too(tmp_path: Path):
    with open_ledger(tmp_path / "empty.sqlite") as ledger:
        data = dump(ledger)
    assert data.count(b"\n") == 2
    with restored(tmp_path, data) as again:
        assert again.view().counts().documents == 0 and dump(again) == data


def test_exports_and_imports_at_the_end_of_the_log_change_no_byte(own: Ledger, whole: bytes):
    with own.writer() as writer:
        writer.note("export", who="ann", subject="jsonl")
        assert dump(own) == whole
        writer.note_look(who="bob", what="story")
        assert dump(own) != whole


def test_only_an_empty_ledger_takes_it(own: Ledger, whole: bytes):
    before = own.view().counts()
    with own.writer() as writer, pytest.raises(UsageError, match="not empty"):
        writer.restore(io.BytesIO(whole), source="a.jsonl", by="ann")
    assert own.view().counts() == before


def _lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def _change(kind: str, **values: Any) -> Callable[[list[dict[str, Any]]], int]:
    """Changes the first line of this kind that has a value there; its number."""

    def change(lines: list[dict[str, Any]]) -> int:
        for number, line in enumerate(lines):
            if line["line"] == kind and all(line.get(name) is not None for name in values):
                line.update(values)
                return number + 1
        raise AssertionError(kind)

    return change


def _add_field(lines: list[dict[str, Any]]) -> int:
    at = next(n for n, line in enumerate(lines) if line["line"] == "look")
    lines[at]["also"] = 1
    return at + 1


def _twice(lines: list[dict[str, Any]]) -> int:
    at = next(n for n, line in enumerate(lines) if line["line"] == "ref")
    lines.insert(at, lines[at])
    return at + 2


def _behind(lines: list[dict[str, Any]]) -> int:
    at = next(n for n, line in enumerate(lines) if line["line"] == "ref")
    lines.insert(at + 1, next(line for line in lines if line["line"] == "log"))
    return at + 2


HOSTILE = {
    "another text": (_change("text", text="Nothing happened."), "SHA-256"),
    "another id": (_change("document", key="url:https://other.example/"), "another id"),
    "other bytes": (_change("bytes", data="AAAA"), "SHA-256"),
    "another dossier": (_change("coding", dossier={"dossier": 1}), "SHA-256"),
    "a number out of range": (_change("ref", start=2**70), "out of range"),
    "a field too many": (_add_field, "no line of a ledger"),
    "a kind that is not known": (_change("ref", line="song"), "no line of a ledger"),
    "a text for a number": (_change("membership", ref="1"), "no line of a ledger"),
    "reasons that are none": (_change("link", because=[{"x": 1}]), "not of its kind"),
    "there twice": (_twice, "there twice"),
    "out of order": (_behind, "it should stand before"),
    "a ref to nowhere": (_change("membership", ref=99_999), "refers to something"),
    "a second head": (lambda lines: lines.insert(5, lines[0]) or 6, "second beginning"),
}


def refuse(ledger: Ledger, data: bytes, why: str) -> str:
    """The sentence with which a file is refused; nothing of it is taken."""
    with ledger.writer() as writer, pytest.raises(NotReadable, match=why) as raised:
        writer.restore(io.BytesIO(data), source="a.jsonl", by="ann")
    counts = ledger.view().counts()
    assert counts.entries == counts.documents == counts.events == 0
    return str(raised.value)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_line(whole: bytes, empty: Ledger, name: str):
    change, why = HOSTILE[name]
    lines = _lines(whole)
    number = change(lines)
    said = refuse(empty, _seal(lines), why)
    assert f"line {number}:" in said or "one of the lines" in said
    assert "nothing was imported" in said


def test_a_file_that_is_rewritten_as_a_whole_is_held_against_its_own_log(whole: bytes, empty: Ledger):
    """Who makes the hashes of file and text fit is caught by the chain of the log."""
    lines = _lines(whole)
    next(line for line in lines if line["line"] == "log" and line["action"] == "judge")["who"] = "eve"
    refuse(empty, _seal(lines), "does not hold together")


def _seal(lines: list[dict[str, Any]]) -> bytes:
    """The file of these lines, with an end that fits them."""
    from hashlib import sha256  # noqa: PLC0415

    before = b"".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines[:-1]
    )
    end = {"line": "end", "lines": len(lines), "sha256": sha256(before).hexdigest()}
    return before + json.dumps(end).encode() + b"\n"


def test_sealing_anew_what_was_not_changed_is_read(whole: bytes, tmp_path: Path):
    """That the hostile files above are refused for what was changed, and not for how they are written."""
    with restored(tmp_path, _seal(_lines(whole))) as again:
        assert again.view().counts().documents == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_that_is_cut_or_changed_anywhere_leaves_nothing(whole: bytes, empty: Ledger, data: st.DataObject):
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        broken = whole[:at]
    else:
        other = data.draw(st.binary(min_size=1, max_size=1).filter(lambda byte: byte != whole[at : at + 1]))
        broken = whole[:at] + other + whole[at + 1 :]
    refuse(empty, broken, "line|hold")


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"{}\n", b"[1]\n", b'{"line":"end","lines":1,"sha256":""}\n', b"\xff\n"]
)
def test_what_is_no_such_file_is_refused(empty: Ledger, data: bytes):
    refuse(empty, data, "line 1: ")


def test_a_newer_format_is_told(whole: bytes, empty: Ledger):
    lines = _lines(whole)
    lines[0] |= {"format": 2, "program": "dateline 9"}
    refuse(empty, _seal(lines), "written by dateline 9 in format 2; update dateline")


def test_what_follows_the_end_is_refused(whole: bytes, empty: Ledger):
    refuse(empty, whole + b"{}\n", "behind the last line")


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
_NEWS = st.lists(
    st.tuples(
        st.integers(0, 3), _TEXT, st.sampled_from(["ASSAULT", "PROTEST"]), st.none() | st.integers(0, 9), st.integers(0, 4)
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(news=_NEWS, deleted=st.booleans())
def test_any_ledger_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, news: list, deleted: bool):
    folder = tmp_path_factory.mktemp("any")
    with open_ledger(folder / "a.sqlite", clock=Ticking()) as ledger:
        with ledger.writer() as writer:
            saved = writer.save_all([_prepare(*one) for one in news])
            refs = tuple(dict.fromkeys(ref for one in saved for ref in one.refs))
            writer.save_events([LinkedEvent(id=news[0][1], members=refs)])
            words = news[-1][1]
            writer.judge(Judgement(id="", kind="reject", who=words, at=SEEN, events=refs, reason=words))
            if deleted:
                writer.delete(saved[0].document, who="bob", reason=f"x{words}")
        data = dump(ledger)
        with restored(folder, data) as again:
            assert dump(again) == data
            assert all_rows(again, ledger.view().entry) == all_rows(ledger, ledger.view().entry)


def _prepare(number: int, words: str, type: str, killed: int | None, day: int) -> Prepared:
    text = f"{words} Gunmen attacked a bakery in Karsum, the district police said."
    said = Said(
        word="attacked", type=type, place="Karsum", actor="Gunmen", teller="district police", killed=killed,
        day=date(2024, 4, 29) + timedelta(days=day),
    )  # fmt: skip
    made = dossier(document(text, url=f"https://herald.example/{number}", title=words), [said])
    made = replace(made, events=(replace(made.events[0], summary=words, confidence=0.1 + 0.2),))
    return prepare(made, custody(raw=words.encode(), source=words), encode_profiles(made))


def test_memory_stays_flat(tmp_path: Path):
    """Twenty-four documents of a megabyte each need no more than a few of them at once."""
    size = 1_000_000
    with open_ledger(tmp_path / "a.sqlite", clock=Ticking()) as ledger:
        ready = [prepare(numbered(n), custody(raw=bytes([n]) * size)) for n in range(24)]
        with ledger.writer() as writer:
            writer.save_all(ready)
        del ready
        tracemalloc.start()
        with (tmp_path / "a.jsonl").open("wb") as out:
            for line in ledger.view().dump(program=PROGRAM):
                out.write(line)
        assert tracemalloc.get_traced_memory()[1] < 12 * size
        tracemalloc.reset_peak()
        with (tmp_path / "a.jsonl").open("rb") as stream, open_ledger(tmp_path / "b.sqlite") as again:
            with again.writer() as writer:
                writer.restore(stream, source="a.jsonl", by="ann")
            assert tracemalloc.get_traced_memory()[1] < 12 * size
            assert again.view().counts().documents == 24
        tracemalloc.stop()


def test_from_sqlite_to_postgresql_and_back(whole: bytes, tmp_path: Path):
    address = os.environ.get("DATELINE_TEST_POSTGRES", "")
    if not address:
        pytest.skip("no PostgreSQL: set DATELINE_TEST_POSTGRES, see .ci/postgres")
    psycopg = pytest.importorskip("psycopg")
    schema = f"t{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    where = f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schema}"
    with open_ledger(where, clock=Ticking()) as there:
        for broken in (
            whole[:-100],
            _seal([line | {"ref": 999} if line["line"] == "event" else line for line in _lines(whole)]),
        ):
            refuse(there, broken, "line")
        with there.writer() as writer:
            writer.restore(io.BytesIO(whole), source="a.jsonl", by="ann")
        assert not list(there.verify())
        assert dump(there) == whole
        with restored(tmp_path, dump(there)) as again:
            assert dump(again) == whole
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")

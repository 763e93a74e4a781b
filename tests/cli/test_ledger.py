"""The commands over the ledger, as a user calls them."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from pathlib import Path
from typing import get_args

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from asked import call
from fake_pipeline import make_fake
from reports import coded, first, march, other, revised

from dateline.cli import _work
from dateline.cli._ledger_app import Place
from dateline.cli._option import Status
from dateline.desk import ingest
from dateline.ledger import Filter, open_ledger
from dateline.model import StatusName

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def restore_interrupts():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    """A ledger with an attack that two houses report, one of them twice, an arrest and a march."""
    path = tmp_path / "book.sqlite"
    monkeypatch.setenv("DATELINE_LEDGER", str(path))
    monkeypatch.setenv("DATELINE_USER", "ann")
    with open_ledger(path) as ledger:
        for dossier in (first(), march(), revised(), other()):
            ingest(ledger, coded(dossier))
    return path


@pytest.fixture
def attack(book) -> str:
    with open_ledger(book, read_only=True) as ledger:
        return next(iter(ledger.view().linked(Filter(type="ASSAULT")))).id


def test_names_are_those_of_the_model():
    assert [one.value for one in Status] == list(get_args(StatusName))
    assert {one.value for one in Place} == {"documents", "events", "claims"}


def test_list_is_in_order_of_time_with_what_is_known(capfd, book, attack):
    status, out, err = call(capfd, "ledger", "list")
    assert (status, err) == (0, "")
    assert (
        out.startswith("Monday 29 April 2024\n")
        and f"  {attack[:8]}  attack · Red Sickle → bakers · Karsum, TUR" in out
    )
    assert "2 reports" in out and "arrest · Police → driver" in out and "demonstration" in out


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3), (("--type", "assault"), 1), (("--country", "bgr"), 1), (("--party", "dockers"), 1),
        (("--near", "37.0,35.0,5"), 1), (("--near", "37.0,35.0,40"), 2), (("--since", "2024-04-30"), 0),
        (("--until", "2024-04-29"), 3), (("--text", "marched"), 1), (("--source", "harbour union"), 1),
        (("--limit", "2"), 2), (("--as-of", "2001-01-01"), 0),
    ],
)  # fmt: skip
def test_list_takes_filters(capfd, book, options, count):
    status, out, _ = call(capfd, "ledger", "list", "--json", *options)
    assert status == 0 and len(out.splitlines()) == count
    assert all(json.loads(line)["status"] for line in out.splitlines())


def test_pages_of_a_list_follow_each_other_without_what_was_rejected(capfd, book, attack):
    with open_ledger(book, read_only=True) as ledger:
        ids = [event.id for event in ledger.view().linked(Filter(newest_first=True))]
    assert call(capfd, "judge", "reject", ids[0])[0] == 0
    status, out, err = call(capfd, "ledger", "list", "--limit", "1", "--json")
    assert status == 0 and json.loads(out)["id"] == ids[1] and f"go on with --after {ids[1]}" in err
    assert f"--after {ids[1]}" in " ".join(call(capfd, "ledger", "list", "--limit", "1")[1].split())
    out, err = call(capfd, "ledger", "list", "--limit", "1", "--after", ids[1], "--json")[1:]
    assert json.loads(out)["id"] == ids[2] and err == ""


def test_a_ledger_that_was_empty_then_is_not_called_empty(capfd, book):
    assert call(capfd, "ledger", "list", "--as-of", "2001-01-01")[1] == f"{book} was empty then.\n"


def test_list_of_other_things(capfd, book):
    documents = call(capfd, "ledger", "list", "documents")[1]
    assert "Four killed in Karsum bakery" in documents and "2 texts" in documents
    assert "save" in call(capfd, "ledger", "list", "log")[1]
    assert "fits" in call(capfd, "ledger", "list", "deleted")[1]


@pytest.mark.parametrize(
    "argv",
    [
        ("list", "--near", "x"), ("list", "--near", "91,0,5"), ("list", "--since", "soon"), ("list", "--as-of", "2024-13-01"),
        ("list", "--as-of", "0001-01-01T00:00+05:00"),
        ("list", "--status", "true"), ("list", "songs"), ("show",), ("search", "---"), ("show", "0000"), ("delete", "x"),
    ],
)  # fmt: skip
def test_misuse_is_two_and_a_sentence(capfd, book, argv):
    status, _, err = call(capfd, "ledger", *argv)
    assert status == 2 and "Traceback" not in err and err


def test_show_is_the_page_of_an_event(capfd, attack):
    status, out, err = call(capfd, "ledger", "show", attack[:6])
    assert (status, err) == (0, "")
    for words in ("Attack, Karsum, Monday 29 April 2024", "WHAT IS SAID", "TOLL", "WHO SAYS SO", "REPORTS", f"event {attack}",
                  "a text since replaced", "[2]  Bakers killed in Karsum · Dorrat Post"):  # fmt: skip
        assert words in out or words in " ".join(out.split())
    assert json.loads(call(capfd, "ledger", "show", attack, "--json")[1])["reports"][1]["publisher"] == "Dorrat Post"
    assert "WHY ONE EVENT" in call(capfd, "ledger", "show", attack, "--why")[1]
    assert "\x1b[" in call(capfd, "ledger", "show", attack, "--color", "always")[1]


def test_show_is_the_history_of_a_document(capfd, book):
    status, out, _ = call(capfd, "ledger", "show", "https://herald.example/karsum")
    assert status == 0 and "changed killed: 2 (district police) → 4 (Karsum hospital)" in out
    assert "the present text" in out and "file, 1 May 2024, 09:30 UTC, by tester" in out


def test_an_unknown_id_is_told_with_where_ids_are(capfd, book):
    status, out, err = call(capfd, "ledger", "show", "abcdef")
    assert (status, out) == (2, "") and "no event or document 'abcdef'" in err and "dateline ledger list" in err


def test_search_finds_documents_events_and_claims(capfd, attack):
    out = call(capfd, "ledger", "search", "bakery")[1]
    assert "DOCUMENTS" in out and "CLAIMS" in out and attack[:8] in out
    assert call(capfd, "ledger", "search", "submarine")[1].startswith("Nothing in")
    lines = call(capfd, "ledger", "search", "bakery", "--in", "claims", "--json")[1].splitlines()
    assert {json.loads(line)["hit"]["kind"] for line in lines} == {"claims"}


def test_judgements_are_put_into_effect_and_shown(capfd, book, attack):
    walk = json.loads(call(capfd, "ledger", "list", "--type", "PROTEST", "--json")[1])["id"]
    status, _, err = call(capfd, "judge", "merge", attack[:8], walk[:8], "--reason", "a test")
    assert status == 0 and attack[:8] in err
    status, out, err = call(capfd, "ledger", "show", walk[:8])
    assert (status, out) == (2, "") and f"is no more; what told it belongs to {attack}." in err
    assert "ann · one event · “a test”" in call(capfd, "ledger", "show", attack)[1]
    status, _, err = call(capfd, "judge", "split", attack, "9")
    assert status == 2 and "no report" in err
    page = json.loads(call(capfd, "ledger", "show", attack, "--json")[1])
    number = next(r["number"] for r in page["reports"] if r["publisher"] == "Velnik Post")
    assert "2 events now" in call(capfd, "judge", "split", attack, number)[2]
    assert call(capfd, "judge", "reject", walk)[0] == 0
    assert (
        walk[:8] not in call(capfd, "ledger", "list")[1]
        and "Rejected by a person" in call(capfd, "ledger", "show", walk)[1]
    )
    assert call(capfd, "judge", "accept", walk)[0] == 0 and walk[:8] in call(capfd, "ledger", "list")[1]
    assert "graded D" in call(capfd, "judge", "grade", "Karsum hospital", "D")[2]
    assert "graded D" in call(capfd, "ledger", "show", attack)[1]
    assert "grade" in call(capfd, "ledger", "list", "judgements")[1]


def test_a_merge_of_two_events_of_one_text_can_be_undone(capfd, book, attack):
    arrest = json.loads(call(capfd, "ledger", "list", "--type", "COERCE", "--json")[1])["id"]
    assert call(capfd, "judge", "merge", attack, arrest)[0] == 0
    page = json.loads(call(capfd, "ledger", "show", attack, "--json")[1])
    assert len({r["document"] for r in page["reports"]}) == 2 and len(page["reports"]) == 3
    number = next(r["number"] for r in page["reports"] if "arrested" in r["summary"])
    assert "2 events now" in call(capfd, "judge", "split", attack, number)[2]
    with open_ledger(book, read_only=True) as ledger:
        view = ledger.view()
        assert [len(view.linked_event(event).members) for event in (attack, arrest)] == [3, 1]


def test_story_is_a_timeline_and_says_what_is_new(capfd, book, attack):
    status, out, _ = call(capfd, "story", "bakery")
    assert status == 0 and "2 events · first look" in out and f"in response to {attack[:8]}, attack" in out
    assert "nothing new since" in call(capfd, "story", "bakery")[1]
    assert call(capfd, "story", "submarine")[0] == 2


def test_link_and_verify(capfd, book):
    assert "0 accounts changed their event" in call(capfd, "link")[1]
    status, out, err = call(capfd, "verify")
    assert (status, err) == (0, "") and "all of it holds" in out
    with sqlite3.connect(book) as connection:
        connection.execute("UPDATE revisions SET sha256 = 'x' WHERE number = 1")
    status, out, _ = call(capfd, "verify")
    assert status == 1 and "do not hold" in out


def test_a_deletion_leaves_a_tombstone(capfd, book, attack):
    status, _, err = call(capfd, "ledger", "delete", "https://herald.example/karsum", "--reason", "asked to", "--yes")
    assert status == 0 and "deleted https://herald.example/karsum (2 texts)" in err
    assert "2 texts deleted" in call(capfd, "ledger", "list", "deleted")[1]
    status, out, err = call(capfd, "ledger", "show", "https://herald.example/karsum")
    assert (status, out) == (1, "") and "by ann: asked to" in err
    assert call(capfd, "verify")[0] == 0


@pytest.fixture
def article(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(_work, "open_pipeline", make_fake)
    path = tmp_path / "article.json"
    path.write_text(json.dumps({"url": "https://z.example/1", "text": "A dam broke in Zenda on Monday."}))
    return path


def test_read_saves_and_says_so(capfd, article, tmp_path):
    book = tmp_path / "new" / "book.sqlite"
    status, out, err = call(capfd, "read", article, "--ledger", book)
    assert status == 0 and "A dam broke" in out
    assert err == f"dateline: saved to {book}: 1 text with 1 event.\n"
    assert call(capfd, "read", article, "--ledger", book)[2] == f"dateline: saved to {book}: 1 known already.\n"
    article.write_text(
        json.dumps({"url": "https://z.example/1", "text": "A dam broke in Zenda on Monday. Two drowned."})
    )
    assert "1 of them a new text of a known document" in call(capfd, "read", article, "--ledger", book)[2]
    with open_ledger(book, read_only=True) as ledger:
        (document,) = ledger.view().documents()
        custody = ledger.view().revisions(document.id)[1].custody[0]
        assert ledger.view().raw(custody.raw_sha256) == article.read_bytes()
        assert (custody.how, custody.source) == ("file", str(article))


def test_no_save_writes_nothing(capfd, article, tmp_path):
    book = tmp_path / "book.sqlite"
    assert call(capfd, "read", article, "--ledger", book, "--no-save")[2] == "" and not book.exists()


def test_what_is_less_sure_is_not_shown_and_saved_all_the_same(capfd, article, tmp_path):
    book = tmp_path / "book.sqlite"
    assert "with 1 event" in call(capfd, "read", article, "--ledger", book, "--min-confidence", "0.9")[2]


def spoil(path: Path, how: str) -> None:
    if how == "newer":
        with open_ledger(path):
            pass
        with sqlite3.connect(path) as connection:
            row = connection.execute("SELECT * FROM migrations ORDER BY number DESC").fetchone()
            names = [d[1] for d in connection.execute("PRAGMA table_info(migrations)")]
            later = {**dict(zip(names, row, strict=True)), "number": 99, "name": "later", "program": "9.0"}
            marks = ", ".join("?" * len(names))
            connection.execute(f"INSERT INTO migrations ({', '.join(names)}) VALUES ({marks})", list(later.values()))
        connection.close()
    elif how == "corrupt":
        path.write_bytes(b"this is no ledger at all, and much longer than the header of a database file is " * 20)
    else:
        path.mkdir()


@pytest.mark.parametrize(
    ("how", "words"), [("newer", "newer than this one"), ("corrupt", "is no ledger"), ("folder", "a folder")]
)
def test_a_ledger_that_cannot_be_used_never_costs_the_reading(capfd, article, tmp_path, how, words):
    book = tmp_path / "book"
    spoil(book, how)
    status, out, err = call(capfd, "read", article, "--ledger", book)
    assert status == 1 and "A dam broke" in out
    assert words in err and "printed all the same; nothing was saved" in err and "Traceback" not in err
    status, out, err = call(capfd, "ledger", "list", "--ledger", book)
    assert (status, out) == (1, "") and words in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "asked",
    [
        ("ledger", "list"), ("story", "dam"), ("recode",), ("recode", "--dry-run"), ("link",), ("alert", "run"),
        ("alert", "remove", "all"), ("shelf", "remove", "old"), ("watch", "--forget", "https://news.example/feed"),
    ],
)  # fmt: skip
def test_a_ledger_that_is_not_there_is_not_made(capfd, tmp_path, asked):
    status, out, err = call(capfd, *asked, "--ledger", tmp_path / "none.sqlite")
    assert (status, out) == (1, "") and "There is no ledger at" in err and "`dateline read` makes one" in err
    assert not (tmp_path / "none.sqlite").exists()


def test_a_locked_ledger_is_a_sentence(capfd, book, monkeypatch):
    from dateline.ledger import _ledger  # noqa: PLC0415

    monkeypatch.setattr(_ledger, "WAIT_S", 0.05)
    monkeypatch.setattr("dateline.ledger.open_ledger", lambda where, **k: open_ledger(where, **({"wait_s": 0.05} | k)))
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        status, _, err = call(capfd, "judge", "grade", "Karsum hospital", "B")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert status == 1 and "is locked" in err and "Traceback" not in err

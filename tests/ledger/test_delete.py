"""Deleting: the text and all that repeats it are gone from the file, and a tombstone says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import LATER, SEEN, attack, custody, march

from dateline.errors import Deleted, NotFound, UsageError
from dateline.ledger import Filter, Ledger, StoredProfile, list_refs, open_ledger, revision_id
from dateline.model import FieldMatch, Judgement, Link, LinkedEvent, Status

ADDRESS = "https://herald.example/karsum"


def fill(ledger: Ledger) -> None:
    given = attack()
    profile = StoredProfile(
        ref=list_refs(given, revision_id(given.document))[0], data=b"Karsum", keys=("place:karsum",)
    )
    with ledger.writer() as writer:
        (first,) = writer.save(given, custody=custody(raw=b"<p>Gunmen</p>"), profiles=[profile]).refs
        (later,) = writer.save(attack(LATER), custody=custody()).refs
        (other,) = writer.save(march(), custody=custody(raw=b"<p>Dockers</p>")).refs
        because = (FieldMatch(field="place", left="Karsum", right="Karsum", weight=1.0),)
        writer.save_links([Link(kind="same-event", left=first, right=later, score=0.9, because=because)])
        writer.save_events([LinkedEvent(id="aaaa", members=(first, later)), LinkedEvent(id="bbbb", members=(other,))])
        status = Status(slot="event", status="claimed", why="the police of Karsum", credibility=3, origins=1)
        writer.save_statuses({"aaaa": [status]})
        writer.judge(Judgement(id="", kind="merge", who="ada", at=SEEN, events=(first, later)))


def test_a_deletion_removes_all_that_repeats_the_text(ledger: Ledger) -> None:
    fill(ledger)
    before = ledger.view()
    with ledger.writer() as writer:
        tombstone = writer.delete(ADDRESS, who="ada", reason="a court asked for it")
    first, later = (revision_id(one.document) for one in (attack(), attack(LATER)))
    for view in (ledger.view(), before):
        assert [doc.title for doc in view.documents()] == ["Dockers on the street"]
        assert [one.event.type for one in view.accounts(Filter(revisions="all"))] == ["PROTEST"]
        assert [one.id for one in view.linked()] == ["bbbb"]
        assert view.statuses("aaaa") == ()
        assert view.search("gunmen") == ()
        assert view.candidates(["place:karsum"]) == ()
        assert [one.is_deleted for one in view.revisions(ADDRESS)] == [True, True]
        for ask in (view.text, view.dossier, view.dossier_json):
            with pytest.raises(Deleted, match=r"was deleted on 2024-05-01 by ada: a court asked for it"):
                ask(first)
        with pytest.raises(Deleted):
            view.document(ADDRESS)
        with pytest.raises(Deleted):
            view.raw(tombstone.erased[0].raw_sha256[0])
    assert [one.revision for one in tombstone.erased] == [first, later]
    assert tombstone.erased[0].text_sha256 == attack().document.sha256
    assert ledger.view().tombstones() == (tombstone,)
    assert [one.kind for one in ledger.view().judgements()] == ["merge"]
    assert list(ledger.verify()) == []


def test_the_other_documents_stay(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writer() as writer:
        writer.delete(ADDRESS, who="ada", reason="asked")
    view = ledger.view()
    revision = revision_id(march().document)
    assert view.dossier(revision) == march()
    assert view.raw(view.revisions("https://herald.example/velnik")[0].custody[0].raw_sha256) == b"<p>Dockers</p>"


def test_a_deleted_document_comes_back_only_when_asked(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writer() as writer:
        writer.delete(ADDRESS, who="ada", reason="asked")
        with pytest.raises(Deleted, match="not taken again unless asked"):
            writer.save(attack(), custody=custody())
        saved = writer.save(attack(), custody=custody(raw=b"<p>Gunmen</p>"), again=True)
        assert saved.is_new
        writer.save(attack(LATER), custody=custody())
    view = ledger.view()
    assert view.dossier(saved.revision) == attack()
    assert len(view.search("gunmen", kinds=["documents"])) == 1
    assert list(ledger.verify()) == []
    with ledger.writer() as writer:
        writer.delete(ADDRESS, who="bob", reason="asked again")
        with pytest.raises(Deleted, match="by bob"):
            writer.save(attack(), custody=custody())
    assert [one.who for one in ledger.view().tombstones()] == ["ada", "bob"]
    assert ledger.view().search("gunmen") == ()
    assert list(ledger.verify()) == []


def test_what_cannot_be_deleted_is_said(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writer() as writer:
        with pytest.raises(NotFound, match="no document"):
            writer.delete("https://herald.example/nothing", who="ada", reason="asked")
        with pytest.raises(UsageError, match="reason"):
            writer.delete(ADDRESS, who="ada", reason=" ")
        writer.delete(ADDRESS, who="ada", reason="asked")
        with pytest.raises(Deleted, match="already deleted by ada"):
            writer.delete(ADDRESS, who="bob", reason="asked")
    assert len(ledger.view().tombstones()) == 1


def test_no_word_of_it_is_left_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        fill(ledger)
        assert b"bakeri" in _all_bytes(tmp_path).lower()  # the stem, in the index of words
        with ledger.writer() as writer:
            writer.delete(ADDRESS, who="ada", reason="asked")
        for word in (b"bakery", b"bakeri", b"gunmen"):
            assert word not in _all_bytes(tmp_path).lower()


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))

"""Saving: what is a new document, a new text, a new coding, and that everything comes back as it was."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import ATTACK, LATER, SEEN, Said, attack, custody, document, dossier, march, numbered
from sqlalchemy import Engine, event

from dateline.errors import NotFound, UsageError
from dateline.ledger import Ledger, StoredProfile, document_id, list_refs, open_ledger, prepare, revision_id
from dateline.model import Dossier, EventRef


def test_a_dossier_comes_back_as_it_was_given(ledger: Ledger) -> None:
    given = attack()
    with ledger.writer() as writer:
        saved = writer.save(given, custody=custody(raw=b"<p>Gunmen attacked</p>"))
    view = ledger.view()
    assert view.dossier(saved.revision) == given
    assert view.dossier_json(saved.revision) == msgspec.json.encode(given)
    assert view.text(saved.revision) == given.document.text
    (revision,) = view.revisions(saved.document)
    assert revision.sha256 == given.document.sha256
    assert view.raw(revision.custody[0].raw_sha256) == b"<p>Gunmen attacked</p>"
    (account,) = view.accounts()
    assert (account.ref, account.event, account.document) == (saved.refs[0], given.events[0], given.document)
    assert account.seen == SEEN
    assert account.recorded == revision.recorded


def test_ids_are_known_before_saving(ledger: Ledger) -> None:
    given = attack()
    with ledger.writer() as writer:
        saved = writer.save(given, custody=custody())
    assert (saved.document, saved.revision) == (document_id(given.document), revision_id(given.document))
    assert saved.refs == list_refs(given, saved.revision)
    assert saved.refs[0] == EventRef(revision=saved.revision, start=7, end=15)


def test_the_same_text_again_is_no_new_revision_but_its_custody_is_recorded(ledger: Ledger) -> None:
    later = SEEN + timedelta(days=1)
    with ledger.writer() as writer:
        first = writer.save(attack(), custody=custody(source="a.txt"))
        again = writer.save(attack(), custody=custody(source="b.txt", at=later))
    assert first.is_new
    assert not again.is_new
    assert again == replace(first, is_new=False)
    (revision,) = ledger.view().revisions(first.document)
    assert [(one.source, one.at) for one in revision.custody] == [("a.txt", SEEN), ("b.txt", later)]
    assert len(revision.codings) == 1


def test_a_new_text_at_the_same_address_is_a_revision(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        first = writer.save(attack(), custody=custody())
        second = writer.save(attack(LATER), custody=custody())
    assert second.document == first.document
    assert (second.is_new, second.previous) == (True, first.revision)
    view = ledger.view()
    assert [one.id for one in view.revisions(first.document)] == [first.revision, second.revision]
    assert view.document(first.document).revision == second.revision
    assert [one.ref for one in view.accounts()] == list(second.refs)


def test_a_text_that_comes_back_counts_again_without_being_new(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        first = writer.save(attack(), custody=custody())
        second = writer.save(attack(LATER), custody=custody())
        back = writer.save(attack(), custody=custody())
    assert (back.is_new, back.previous) == (False, second.revision)
    assert ledger.view().document(first.document).revision == first.revision


def test_without_an_address_the_id_is_the_document(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        one = writer.save(dossier(document(ATTACK, id="report-7")), custody=custody())
        two = writer.save(dossier(document(LATER, id="report-7")), custody=custody())
        three = writer.save(dossier(document(LATER, id="report-8")), custody=custody())
    assert two.previous == one.revision
    assert three.document != one.document
    assert ledger.view().document("report-7").revision == two.revision


@pytest.mark.parametrize(
    "address",
    [
        "http://herald.example/karsum",
        "https://HERALD.example/karsum#top",
        "https://herald.example:443/karsum?utm_source=feed",
    ],
)
def test_spellings_of_one_address_are_one_document(ledger: Ledger, address: str) -> None:
    with ledger.writer() as writer:
        first = writer.save(attack(), custody=custody())
        again = writer.save(attack(url=address), custody=custody())
    assert again.document == first.document
    assert ledger.view().document(address).id == first.document


@pytest.mark.parametrize("address", ["https://herald.example/karsum/", "https://herald.example/karsum?page=2"])
def test_other_addresses_are_other_documents(address: str) -> None:
    assert document_id(attack(url=address).document) != document_id(attack().document)


def test_a_new_coding_of_the_same_text_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    old = attack(version="1")
    new = dossier(old.document, [Said(word="killed", type="INCIDENT")], version="2")
    with ledger.writer() as writer:
        first = writer.save(old, custody=custody())
        second = writer.save(new, custody=custody())
    assert (second.is_new, second.is_recoded) == (False, True)
    view = ledger.view()
    assert view.dossier(first.revision) == new
    assert [one.version for one in view.revisions(first.document)[0].codings] == ["1", "2"]
    assert view.dossier(first.revision, coding=1) == old
    assert [account.event.type for account in view.accounts()] == ["INCIDENT"]
    with pytest.raises(NotFound):
        view.account(first.refs[0])


def test_order_of_recording_survives_a_new_coding(ledger: Ledger) -> None:
    old = attack()
    more = dossier(old.document, [Said(word="killed", type="INCIDENT"), Said(word="attacked")], version="2")
    with ledger.writer() as writer:
        first = writer.save(old, custody=custody())
        second = writer.save(march(), custody=custody())
        third = writer.save(more, custody=custody())
    # What the new coding adds comes last, although it stands in the first document.
    assert list(ledger.view().refs()) == [first.refs[0], second.refs[0], third.refs[0]]
    assert [account.ref for account in ledger.view().accounts()] == list(ledger.view().refs())


def test_several_dossiers_in_one_transaction(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        one, two = writer.save_all([prepare(attack(), custody()), prepare(march(), custody())])
    assert [doc.id for doc in ledger.view().documents()] == [one.document, two.document]
    assert list(ledger.verify()) == []


def test_of_several_dossiers_all_are_saved_or_none(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        writer.save(attack(), custody=custody())
        writer.delete("https://herald.example/karsum", who="tester", reason="asked")
        with pytest.raises(Exception, match="was deleted"):
            writer.save_all([prepare(march(), custody()), prepare(attack(), custody())])
    assert list(ledger.view().documents()) == []


def test_what_a_caller_got_wrong_is_said(ledger: Ledger) -> None:
    given = attack()
    with ledger.writer() as writer:
        with pytest.raises(UsageError, match="SHA-256"):
            writer.save(replace(given, document=replace(given.document, sha256="0" * 64)), custody=custody())
        with pytest.raises(UsageError, match="time zone"):
            writer.save(given, custody=custody(at=datetime(2024, 5, 1)))
        strange = StoredProfile(ref=EventRef(revision="none", start=0, end=1), data=b"")
        with pytest.raises(UsageError, match="profile"):
            writer.save(given, custody=custody(), profiles=[strange])
    assert ledger.view().counts().documents == 0


def test_the_time_of_recording_only_grows(where: str) -> None:
    moments = iter([datetime(2024, 5, 2, tzinfo=UTC), *[datetime(2024, 5, 1, tzinfo=UTC)] * 20])
    with open_ledger(where, clock=lambda: next(moments)) as ledger, ledger.writer() as writer:
        for given in (attack(), attack(LATER), march()):
            writer.save(given, custody=custody())
        times = [entry.recorded for entry in ledger.view().audit()]
    assert times == sorted(set(times))


def test_a_save_costs_no_more_the_more_the_ledger_holds(tmp_path: Path) -> None:
    steps = [0]  # of SQLite's machine, in hundreds, for each save

    def count() -> int:
        steps[-1] += 1
        return 0

    def watch(connection: sqlite3.Connection, _: object) -> None:
        connection.set_progress_handler(count, 100)

    event.listen(Engine, "connect", watch)
    try:
        with open_ledger(tmp_path / "ledger.sqlite") as ledger, ledger.writer() as writer:
            for number in range(330):
                steps.append(0)
                writer.save(numbered(number), custody=custody())
    finally:
        event.remove(Engine, "connect", watch)
    first, last = sum(steps[10:30]), sum(steps[-20:])
    assert first > 20
    assert last < 1.5 * first


TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], include_characters="\0é’\U0001f525"), min_size=1, max_size=60
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), sentence=TEXTS)
def test_any_text_comes_back_and_leaves_no_fault(ledger: Ledger, texts: list[str], sentence: str) -> None:
    with ledger.writer() as writer:
        for text in texts:
            given: Dossier = dossier(document(f"attacked {text}", title=sentence), [Said(word="attacked", actor="a")])
            saved = writer.save(given, custody=custody(raw=text.encode()))
            assert ledger.view().dossier(saved.revision) == given
    assert list(ledger.verify()) == []

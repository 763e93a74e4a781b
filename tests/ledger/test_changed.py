"""Of which events something else may be known since a line of the log, and marks that repeat no deleted word."""

from __future__ import annotations

from pathlib import Path

from sample import ATTACK, LATER, attack, custody, march

from dateline.ledger import Ledger, open_ledger
from dateline.model import Judgement, LinkedEvent


def gather(ledger: Ledger, *dossiers: object) -> list[str]:
    """Saves each, each account an event of its own; their ids."""
    ids: list[str] = []
    with ledger.writer() as writer:
        for dossier in dossiers:
            saved = writer.save(dossier, custody=custody())  # type: ignore[arg-type]
            events = [LinkedEvent(id=f"{ref.revision[:8]}{ref.start:04d}", members=(ref,)) for ref in saved.refs]
            writer.save_events(events)
            ids += [event.id for event in events]
    return ids


def test_only_what_may_be_otherwise_has_changed(ledger: Ledger) -> None:
    one, two = gather(ledger, attack(), march())
    view = ledger.view()
    assert view.changed(0) == (one, two)
    assert view.changed(view.entry) == ()
    with ledger.writer() as writer:
        writer.note_look(who="me", what="something")
    assert ledger.view().changed(view.entry) == ()


def test_a_new_text_changes_the_events_of_the_old_one(ledger: Ledger) -> None:
    one, _ = gather(ledger, attack(ATTACK), march())
    entry = ledger.view().entry
    (three,) = gather(ledger, attack(LATER))
    assert set(ledger.view().changed(entry)) == {one, three}
    entry = ledger.view().entry
    with ledger.writer() as writer:
        writer.save(attack(ATTACK), custody=custody())  # the old text is met again: it counts from now on
    assert set(ledger.view().changed(entry)) == {one, three}


def test_a_judgement_and_a_deletion_change_their_events(ledger: Ledger) -> None:
    one, two = gather(ledger, attack(), march())
    entry = ledger.view().entry
    (event,) = [event for event in ledger.view().linked() if event.id == two]
    with ledger.writer() as writer:
        judged = Judgement(id="", kind="reject", who="me", at=custody().at, events=event.members)
        writer.judge(judged)
    assert ledger.view().changed(entry) == (two,)
    entry = ledger.view().entry
    with ledger.writer() as writer:
        writer.delete("https://herald.example/karsum", who="me", reason="asked")
    assert ledger.view().changed(entry) == (one,)


def test_it_never_says_what_a_view_does_not_have_yet(ledger: Ledger) -> None:
    gather(ledger, attack())
    then = ledger.view()
    gather(ledger, march())
    assert len(then.changed(0)) == 1


def test_a_deletion_takes_the_marks_with_it(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        one, two = gather(ledger, attack(), march())
        entry = ledger.view().entry
        with ledger.writer() as writer:
            assert writer.save_marks({one: b"a bakery in Karsum", two: b"dockers"}, entry=entry, position="here")
            writer.delete("https://herald.example/karsum", who="me", reason="asked")
            assert ledger.marks() == {two: b"dockers"}
            # Made before the deletion and saved after it: it might bring the words back.
            assert not writer.save_marks({one: b"a bakery in Karsum"}, entry=entry)
        assert ledger.marks() == {two: b"dockers"} and ledger.positions("marks") == {"all": "here"}
        assert not list(ledger.verify())
    assert b"a bakery in Karsum" not in (tmp_path / "ledger.sqlite").read_bytes()


def test_ids_alone_are_those_of_the_events(ledger: Ledger) -> None:
    gather(ledger, attack(), march())
    view = ledger.view()
    assert list(view.event_ids()) == [event.id for event in view.linked()]

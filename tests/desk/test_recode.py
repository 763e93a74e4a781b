from __future__ import annotations

from dataclasses import replace

from reports import Said, coded, first, march, other, report

from dateline import desk
from dateline.desk import ingest, recode
from dateline.ledger import Filter


def newer(dossier, **changes):
    return replace(dossier, coder=replace(dossier.coder, reader="newer"), **changes)


def read_with(*dossiers):
    known = {one.document.sha256: one for one in dossiers}
    return lambda document: known[document.sha256]


def run(ledger, *dossiers, save=True):
    return list(recode(ledger, read_with(*dossiers), (), Filter(), by="ann", save=save))


def test_what_reads_as_before_changes_nothing(ledger):
    ingest(ledger, coded(first(), march()))
    entries = ledger.view().counts().entries
    assert run(ledger, first(), march()) == [] and ledger.view().counts().entries == entries


def test_changes_are_told_and_the_old_coding_stays(ledger):
    ingest(ledger, coded(first()))
    (event,) = ledger.view().linked()
    old = first()
    again = newer(old, events=(replace(old.events[0], casualties=None),))
    (dry,) = run(ledger, again, save=False)
    assert [(c.slot, c.kind) for c in dry.changes] == [("killed", "dropped")]
    assert ledger.view().account(event.members[0]).event.casualties is not None
    (done,) = run(ledger, again)
    assert done.changes == dry.changes and not done.lost
    assert ledger.view().account(event.members[0]).event.casualties is None
    (revision,) = ledger.view().revisions(done.document)
    assert [c.reader for c in revision.codings] == ["none", "newer"]
    assert list(ledger.view().linked()) == [event]


def test_a_judgement_holds_where_the_words_are_the_same(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(march()))
    attack, walk = ledger.view().linked()
    desk.merge(ledger, [attack.id, walk.id], who="ann")
    run(ledger, newer(first()), newer(march()))
    (both,) = ledger.view().linked()
    assert both.members == (*attack.members, *walk.members)


def test_a_judgement_goes_to_the_event_that_holds_the_old_words(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(march()))
    attack, walk = ledger.view().linked()
    desk.merge(ledger, [attack.id, walk.id], who="ann")
    text = first().document.text
    moved = report(
        text, Said(word="killed", place="Karsum", actor="Red Sickle", killed="two"), url="https://herald.example/karsum",
        title=first().document.title or "", reader="newer",
    )  # fmt: skip
    done = run(ledger, moved, march())
    assert [len(one.carried) for one in done] == [1] and not done[0].lost
    (both,) = ledger.view().linked()
    assert len(both.members) == 2 and walk.members[0] in both.members


def test_a_judgement_without_an_heir_is_named_as_lost(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(march()))
    attack, walk = ledger.view().linked()
    desk.merge(ledger, [attack.id, walk.id], who="ann", reason="one day")
    (done,) = run(ledger, newer(first(), events=()), march())
    assert [j.reason for j in done.lost] == ["one day"] and done.events_after == 0
    assert [event.members for event in ledger.view().linked()] == [walk.members]


def moved_attack():
    return report(
        first().document.text, Said(word="killed", place="Karsum", actor="Red Sickle", killed="two"),
        url="https://herald.example/karsum", title=first().document.title or "", reader="newer",
    )  # fmt: skip


def moved_march():
    return report(
        march().document.text, Said(word="Dockers marched", type="PROTEST", mode="demo", place="Velnik"),
        url="https://velnik.example/1", publisher="Velnik Post", title=march().document.title or "", reader="newer",
    )  # fmt: skip


def test_a_merge_of_two_texts_holds_where_a_new_reader_names_both_anew(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(march()))
    attack, walk = ledger.view().linked()
    desk.merge(ledger, [attack.id, walk.id], who="ann")
    done = run(ledger, moved_attack(), moved_march())
    assert [len(one.carried) for one in done] == [1, 1] and not any(one.lost for one in done)
    (both,) = ledger.view().linked()
    assert len(both.members) == 2 and not {*attack.members, *walk.members} & {*both.members}


def test_what_was_decided_of_several_goes_on_for_those_that_are_left(ledger):
    ingest(ledger, coded(first(), march(), other()))
    attack, walk, arrest = ledger.view().linked()
    desk.merge(ledger, [attack.id, walk.id, arrest.id], who="ann", reason="one day")
    done = run(ledger, moved_attack(), newer(march(), events=()), other())
    assert [[j.reason for j in one.lost] for one in done] == [
        [], ["one day (carried over to the words that a new reader names it by)"],
    ]  # fmt: skip
    (both,) = ledger.view().linked()
    assert len(both.members) == 3 and not {*walk.members} & {*both.members}


def test_the_status_of_an_event_that_lost_a_report_is_derived_anew(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(other()))
    (attack,) = ledger.view().linked(Filter(type="ASSAULT"))
    before = ledger.view().statuses(attack.id)
    run(ledger, first(), newer(other(), events=()))
    (attack,) = ledger.view().linked()
    after = ledger.view().statuses(attack.id)
    assert after != before and after == desk.tell(ledger.view(), attack).statuses

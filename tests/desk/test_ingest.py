from __future__ import annotations

from datetime import timedelta

import pytest
from reports import MONDAY, POLICE, Said, coded, first, march, other, report, revised

from dateline import desk
from dateline.desk import ingest, relink, tell
from dateline.errors import Deleted, NotFound, UsageError
from dateline.ledger import Filter
from dateline.views import make_event_page


def the_attack(ledger):
    return next(iter(ledger.view().linked(Filter(type="ASSAULT"))))


def test_one_report_is_one_event_with_a_status(ledger):
    (kept,) = ingest(ledger, coded(first()))
    assert kept.saved.is_new and not kept.joined and len(kept.events) == 1
    event = the_attack(ledger)
    assert event == kept.events[0]
    assert {s.slot: s.status for s in ledger.view().statuses(event.id)}["event"] in ("claimed", "confirmed")


def test_nothing_happens_the_second_time(ledger):
    ingest(ledger, coded(first()))
    before = ledger.view().counts()
    (kept,) = ingest(ledger, coded(first()))
    after = ledger.view().counts()
    assert not kept.saved.is_new and kept.events == () and kept.joined == ()
    assert (after.events, after.links, after.linked_events) == (before.events, before.links, before.linked_events)


def test_a_revision_is_the_same_event_and_no_second_report(ledger):
    ingest(ledger, coded(first()))
    (kept,) = ingest(ledger, coded(revised()))
    assert kept.saved.previous and kept.joined == ()
    event = the_attack(ledger)
    told = tell(ledger.view(), event)
    assert len(event.members) == 2 and len(told.accounts) == 1 and len(told.earlier) == 1
    page = make_event_page(told)
    (toll,) = page.tolls
    assert [(f.low, f.report) for f in toll.figures] == [(2, None), (4, 1)] and (toll.low, toll.high) == (4, 4)


def test_another_report_joins_the_known_event(ledger):
    (one,) = ingest(ledger, coded(first()))
    (two,) = ingest(ledger, coded(other()))
    assert two.joined == (one.events[0].id,)
    event = the_attack(ledger)
    assert event.id == one.events[0].id and len({ref.revision for ref in event.members}) == 2


def test_what_does_not_fit_is_left_apart(ledger):
    ingest(ledger, coded(first()))
    (kept,) = ingest(ledger, coded(march()))
    assert kept.joined == () and len(list(ledger.view().linked())) == 2


def test_several_at_once_are_as_one_by_one(ledger, tmp_path, clock):
    ingest(ledger, coded(first(), march(), other()))
    together = {event.members for event in ledger.view().linked()}
    with desk_ledger(tmp_path / "other.sqlite", clock) as single:
        for dossier in (first(), march(), other()):
            ingest(single, coded(dossier))
        assert {event.members for event in single.view().linked()} == together


def desk_ledger(path, clock):
    from dateline.ledger import open_ledger  # noqa: PLC0415

    return open_ledger(path, clock=clock)


def test_relink_gives_what_ingest_gave(ledger):
    for dossier in (first(), march(), revised(), other()):
        ingest(ledger, coded(dossier))
    before = set(ledger.view().linked())
    done = relink(ledger, by="ann")
    assert set(ledger.view().linked()) == before and done.moved == 0 and done.accounts == 5


def test_what_was_cut_off_before_it_was_linked_is_linked_later(ledger):
    from dateline.ledger import prepare  # noqa: PLC0415

    (one,) = coded(first())
    with ledger.writer() as writer:
        writer.save_all([prepare(one.dossier, one.custody, one.profiles)])
    assert desk.count_unlinked(ledger.view()) == 1 and not list(ledger.view().linked())
    relink(ledger, by="ann")
    assert desk.count_unlinked(ledger.view()) == 0 and len(list(ledger.view().linked())) == 1


def test_as_of_shows_what_was_known_then(ledger, clock):
    ingest(ledger, coded(first()))
    then = clock.now
    ingest(ledger, coded(revised()))
    ingest(ledger, coded(other()))
    event = the_attack(ledger)
    old = make_event_page(tell(ledger.view(then), ledger.view(then).linked_event(event.id)))
    now = make_event_page(tell(ledger.view(), event))
    assert (old.tolls[0].low, len(old.reports)) == (2, 1)
    assert (now.tolls[0].low, len(now.reports)) == (4, 2)


def test_a_merge_holds_and_a_split_takes_it_back(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(march()))
    attack, walk = ledger.view().linked()
    desk.merge(ledger, [attack.id[:8], walk.id], who="ann", reason="a test")
    (both,) = ledger.view().linked()
    assert both.id == attack.id and len(both.members) == 2
    relink(ledger, by="ann")
    assert list(ledger.view().linked()) == [both]
    told = tell(ledger.view(), both)
    assert [j.kind for j in told.judgements] == ["merge"]
    march_document = next(d.id for d in ledger.view().documents() if "velnik" in d.name)
    _, events = desk.split(ledger, both.id, {march_document}, who="ann")
    assert {e.members for e in events} == {attack.members, walk.members}
    relink(ledger, by="ann")
    assert {e.members for e in ledger.view().linked()} == {attack.members, walk.members}


def test_a_split_of_linked_reports_survives_a_third(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(other()))
    post = next(d.id for d in ledger.view().documents() if "post" in d.name)
    event = the_attack(ledger)
    desk.split(ledger, event.id, {post}, who="ann", reason="two attacks")
    assert len(list(ledger.view().linked(Filter(type="ASSAULT")))) == 2
    third = report(
        first().document.text.replace("two bakers", "two of the bakers"),
        *[],
        url="https://third.example/1",
    )
    ingest(ledger, coded(third))
    refs = [e.members for e in ledger.view().linked(Filter(type="ASSAULT"))]
    assert len(refs) == 2


def test_judging_needs_two_events_and_a_part_of_one(ledger):
    ingest(ledger, coded(first()))
    event = the_attack(ledger)
    with pytest.raises(UsageError, match="at least two"):
        desk.merge(ledger, [event.id, event.id[:6]], who="ann")
    with pytest.raises(UsageError, match="some, but not all"):
        desk.split(ledger, event.id, set(), who="ann")
    with pytest.raises(NotFound):
        desk.accept(ledger, "0000", who="ann")


def test_a_rejected_event_is_marked_until_it_is_accepted(ledger):
    ingest(ledger, coded(first()))
    event = the_attack(ledger)
    desk.accept(ledger, event.id, who="ann", wrong=True)
    assert tell(ledger.view(), event).is_rejected
    desk.accept(ledger, event.id, who="ann")
    assert not tell(ledger.view(), event).is_rejected


def test_a_grade_changes_what_is_confirmed(ledger):
    ingest(ledger, coded(first()))
    event = the_attack(ledger)
    judged, count = desk.grade(ledger, "district police", "e", who="ann")
    assert (judged.grade, count) == ("E", 1)
    (status,) = [s for s in ledger.view().statuses(event.id) if s.slot == "event"]
    assert status.origins == 0 and "grade" in status.why
    with pytest.raises(UsageError, match="no grade"):
        desk.grade(ledger, "district police", "G", who="ann")


def test_a_deleted_report_leaves_the_event_of_the_others(ledger):
    ingest(ledger, coded(first()))
    ingest(ledger, coded(other()))
    event = the_attack(ledger)
    grave = desk.regather_without(ledger, "https://herald.example/karsum", who="ann", reason="asked to")
    assert grave.reason == "asked to"
    (left,) = ledger.view().linked(Filter(type="ASSAULT"))
    assert len(left.members) == 1 and set(left.members) < set(event.members)
    assert len(make_event_page(tell(ledger.view(), left)).reports) == 1
    with pytest.raises(Deleted):
        ingest(ledger, coded(first()))


def test_an_event_that_the_later_text_drops_is_told_as_such(ledger):
    ingest(ledger, coded(first()))
    later = report("The Karsum Herald has withdrawn this report.", url="https://herald.example/karsum")
    ingest(ledger, coded(later))
    event = next(iter(ledger.view().linked(Filter(revisions="all"))))
    page = make_event_page(tell(ledger.view(), event))
    assert page.is_dropped and page.status == "retracted"


def test_the_status_of_what_a_later_text_leaves_out_is_derived_anew(ledger):
    ingest(ledger, coded(first()))
    event = the_attack(ledger)
    gone = report("The bakery of Karsum was open again on Tuesday.", url="https://herald.example/karsum")
    for dossier in (gone, first()):
        ingest(ledger, coded(dossier))
        told = tell(ledger.view(), event)
        assert told.is_dropped == (dossier is gone) and ledger.view().statuses(event.id) == told.statuses


def test_another_text_of_a_deleted_document_is_taken_back(ledger):
    ingest(ledger, coded(first()))
    document = next(iter(ledger.view().documents())).id
    desk.regather_without(ledger, document, who="ann", reason="asked")
    (kept,) = ingest(ledger, coded(revised()), again=True)
    assert len(kept.events) == 1


def with_search(words: str, *, outlet: str, url: str, attack: str = "attacked"):
    """A report of the attack on the bakery that tells of a search, too."""
    told = f"Gunmen of the Red Sickle {attack} a bakery in Karsum on Monday and killed two bakers, the district police said."
    return report(
        f"{told} {words}",
        Said(word=attack, place="Karsum", actor="Red Sickle", target="bakers", tellers=(POLICE,), killed="two"),
        Said(word="searched" if "searched" in words else "combed", type="COERCE", actor="troops", day=None),
        url=url,
        publisher=outlet,
    )


@pytest.mark.parametrize("again", [False, True])
def test_what_two_texts_of_one_event_tell_beside_it_is_laid_side_by_side(ledger, again):
    ingest(ledger, coded(with_search("Later troops searched farms.", outlet="Herald", url="https://a.example/1")))
    ingest(
        ledger,
        coded(with_search("Hills were combed by troops.", outlet="Post", url="https://b.example/2", attack="raided")),
    )
    if again:
        relink(ledger, by="tester")
    searches = list(ledger.view().linked(Filter(type="COERCE")))
    assert [len(event.members) for event in searches] == [2]
    reasons = [
        reason.field for link in ledger.view().links(searches[0].members) for reason in link.because if link.score > 0.5
    ]
    assert "story" in reasons


def test_events_beside_two_attacks_stay_apart(ledger):
    ingest(ledger, coded(with_search("Later troops searched farms.", outlet="Herald", url="https://a.example/1")))
    elsewhere = report(
        "Militants shot at a school in Velnik on Friday and killed nine pupils. Hills were combed by troops.",
        Said(
            word="shot",
            place="Velnik",
            actor="Militants",
            target="pupils",
            killed="nine",
            day=MONDAY + timedelta(days=4),
        ),
        Said(word="combed", type="COERCE", actor="troops", day=None),
        url="https://b.example/2",
    )
    ingest(ledger, coded(elsewhere))
    assert [len(event.members) for event in ledger.view().linked(Filter(type="COERCE"))] == [1, 1]

"""Views: filters, moments, paging, linking, and what people judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import ATTACK, LATER, SEEN, START, Said, Ticking, attack, custody, document, dossier, march, numbered

from dateline.errors import Ambiguous, NotFound, UsageError
from dateline.ledger import Filter, Ledger, Near, StoredProfile, _event, list_refs, revision_id
from dateline.model import (
    EventRef,
    FieldMatch,
    Judgement,
    JudgementKind,
    Link,
    LinkedEvent,
    Status,
)

REASON = FieldMatch(field="place", left="Karsum", right="Karsum", weight=2.5)


def fill(ledger: Ledger) -> tuple[EventRef, EventRef]:
    with ledger.writer() as writer:
        (first,) = writer.save(attack(), custody=custody()).refs
        (second,) = writer.save(march(), custody=custody()).refs
    return first, second


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filter(type="PROTEST"), ["marched"]),
        (Filter(since=date(2024, 4, 25)), ["attacked"]),
        (Filter(until=date(2024, 4, 25)), ["marched"]),
        (Filter(since=date(2024, 4, 20), until=date(2024, 4, 29)), ["attacked", "marched"]),
        (Filter(since=date(2024, 4, 30)), []),
        (Filter(published_since=date(2024, 4, 30)), ["attacked"]),
        (Filter(published_until=date(2024, 4, 30)), ["attacked", "marched"]),
        (Filter(country="BGR"), ["marched"]),
        (Filter(near=Near(lat=37.1, lon=35.1, km=20)), ["attacked"]),
        (Filter(near=Near(lat=37.1, lon=35.1, km=5)), []),
        (Filter(near=Near(lat=40.0, lon=30.0, km=800)), ["attacked", "marched"]),
        (Filter(party="gunm"), ["attacked"]),
        (Filter(party="velnik-dockers"), ["marched"]),
        (Filter(source="HARBOUR"), ["marched"]),
        (Filter(source="police"), ["attacked"]),
        (Filter(source="velnik post"), ["marched"]),
        (Filter(text="dockers"), ["marched"]),
        (Filter(text="attacked -bakery"), ["attacked"]),
        (Filter(document="https://herald.example/karsum"), ["attacked"]),
        (Filter(limit=1), ["attacked"]),
        (Filter(limit=1, newest_first=True), ["marched"]),
        (Filter(type="PROTEST", party="gunmen"), []),
    ],
)
def test_accounts_documents_and_linked_events_pass_a_filter(ledger: Ledger, chosen: Filter, names: list[str]) -> None:
    refs = fill(ledger)
    with ledger.writer() as writer:
        writer.save_events([LinkedEvent(id=name, members=(ref,)) for name, ref in zip("ab", refs, strict=True)])
    view = ledger.view()
    assert [one.event.mentions[0].quote for one in view.accounts(chosen)] == names
    ids = {"attacked": "a", "marched": "b"}
    assert [one.id for one in view.linked(chosen)] == [ids[name] for name in names]
    titles = {"attacked": "Two killed in Karsum", "marched": "Dockers on the street"}
    if "-" not in chosen.text:  # a document is searched in all its words
        assert [one.title for one in view.documents(chosen)] == [titles[name] for name in names]


@pytest.mark.parametrize("rare", [0, 4_000])
def test_pages_of_a_type_are_the_same_whether_it_is_rare_or_not(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    monkeypatch.setattr(_event, "_RARE", rare)
    text = "Rebels attacked a convoy, bombed a bridge, shelled a port and marched."
    said = [Said(word=word) for word in ("attacked", "bombed", "shelled")]
    with ledger.writer() as writer:
        saved = writer.save(dossier(document(text), [*said, Said(word="marched", type="PROTEST")]), custody=custody())
        writer.save_events([LinkedEvent(id=name, members=(ref,)) for name, ref in zip("abcd", saved.refs, strict=True)])
    view, chosen = ledger.view(), Filter(type="ASSAULT", newest_first=True, limit=2)
    assert _event._is_rare(view._scope, "ASSAULT") is (rare > 0)
    assert [one.id for one in view.linked(chosen)] == ["c", "b"]
    assert [one.id for one in view.linked(replace(chosen, after="b"))] == ["a"]
    assert [one.id for one in view.linked(Filter(type="PROTEST"))] == ["d"]


def test_a_place_known_only_coarsely_is_near_nothing_small(ledger: Ledger) -> None:
    text = "Rebels attacked a convoy in Oradia."
    with ledger.writer() as writer:
        writer.save(dossier(document(text), [Said(word="attacked", place="Oradia")]), custody=custody())
    view = ledger.view()
    assert list(view.accounts(Filter(near=Near(lat=45.9, lon=24.9, km=60)))) == []
    assert len(list(view.accounts(Filter(near=Near(lat=45.9, lon=24.9, km=400))))) == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    km=st.floats(1, 20_100),
)
def test_near_never_fails(ledger: Ledger, lat: float, lon: float, km: float) -> None:
    found = len(list(ledger.view().accounts(Filter(near=Near(lat=lat, lon=lon, km=km)))))
    assert found == 0


def test_a_view_is_of_one_moment(ledger: Ledger, clock: Ticking) -> None:
    with ledger.writer() as writer:
        first = writer.save(attack(), custody=custody())
        between = clock.now
        before = ledger.view()
        second = writer.save(attack(LATER), custody=custody())
        writer.save(march(), custody=custody())
    for view in (before, ledger.view(between)):
        assert [doc.revision for doc in view.documents()] == [first.revision]
        assert [one.ref for one in view.accounts()] == list(first.refs)
        assert [one.id for one in view.revisions(first.document)] == [first.revision]
        assert len(view.search("gunmen")) == 3
        assert view.counts().documents == 1
        with pytest.raises(NotFound):
            view.document("https://herald.example/velnik")
    now = ledger.view(clock.now)
    assert now.document(first.document).revision == second.revision
    assert now.counts().documents == 2
    assert ledger.view(START).counts().entries == 0


def test_a_moment_needs_a_time_zone(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="time zone"):
        ledger.view(datetime(2024, 5, 1))


def test_both_texts_of_a_document_where_all_are_asked_for(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        (old,) = writer.save(attack(), custody=custody()).refs
        (new,) = writer.save(attack(LATER), custody=custody()).refs
    view = ledger.view()
    assert [one.ref for one in view.accounts(Filter(revisions="all"))] == [old, new]
    assert [one.ref for one in view.accounts()] == [new]
    assert [one.ref for one in view.accounts_of((new, old))] == [new, old]


def test_pages_follow_on_each_other(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        for number in range(5):
            writer.save(numbered(number), custody=custody())
    view = ledger.view()
    names = [doc.name for doc in view.documents()]
    first = list(view.documents(Filter(limit=2)))
    rest = list(view.documents(Filter(after=first[-1].id)))
    assert [doc.name for doc in first + rest] == names
    back = list(view.documents(Filter(limit=2, newest_first=True, after=rest[-1].id)))
    assert [doc.name for doc in back] == names[3:1:-1]
    accounts = list(view.accounts())
    ref = accounts[2].ref
    page = view.accounts(Filter(after=f"{ref.revision}:{ref.start}:{ref.end}"))
    assert [one.ref for one in page] == [one.ref for one in accounts[3:]]
    with pytest.raises(UsageError, match="revision:start:end"):
        list(view.accounts(Filter(after="rubbish")))


@pytest.mark.parametrize("chosen", [Filter(), Filter(country="TUR"), Filter(type="ASSAULT", party="gunmen")])
def test_long_answers_come_page_by_page(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, chosen: Filter) -> None:
    monkeypatch.setattr("dateline.ledger._scope._PAGE", 2)
    with ledger.writer() as writer:
        refs = [writer.save(numbered(number), custody=custody()).refs[0] for number in range(7)]
        writer.save_events([LinkedEvent(id=f"event-{n}", members=(ref,)) for n, ref in enumerate(refs)])
    view = ledger.view()
    for limit in (None, 0, 1, 2, 3, 4, 7, 9):
        for newest_first in (False, True):
            some = replace(chosen, limit=limit, newest_first=newest_first)
            wanted = (refs[::-1] if newest_first else refs)[:limit]
            assert [one.ref for one in view.accounts(some)] == wanted
            assert [doc.revision for doc in view.documents(some)] == [ref.revision for ref in wanted]
            assert [one.members for one in view.linked(some)] == [(ref,) for ref in wanted]
    assert list(view.refs()) == refs


def test_ids_may_be_given_by_their_beginning(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writer() as writer:
        for number in range(40):
            writer.save(numbered(number), custody=custody())
    view = ledger.view()
    doc = view.document("https://herald.example/karsum")
    assert view.document(doc.id[:10]) == doc
    assert view.document(revision_id(attack().document)) == doc
    assert view.document(attack().document.sha256[:12]) == doc
    with pytest.raises(NotFound, match="no document 'abc'"):
        view.document("abc")
    with pytest.raises(NotFound, match="no text"):
        view.text("ffff0000ffff")


def test_an_ambiguous_id_is_refused(ledger: Ledger) -> None:
    first, second = fill(ledger)
    with ledger.writer() as writer:
        writer.save_events([LinkedEvent(id="abcd1", members=(first,)), LinkedEvent(id="abcd2", members=(second,))])
    assert ledger.view().linked_event("abcd1").members == (first,)
    with pytest.raises(Ambiguous, match="abcd1, abcd2"):
        ledger.view().linked_event("abcd")


def test_candidates_share_a_key_and_the_most_first(ledger: Ledger) -> None:
    given = [attack(), march()]
    keys = [("place:karsum", "day:1"), ("day:1", "place:velnik")]
    with ledger.writer() as writer:
        for one, some in zip(given, keys, strict=True):
            (ref,) = list_refs(one, revision_id(one.document))
            profile = StoredProfile(ref=ref, data=one.document.text.encode(), keys=some)
            writer.save(one, custody=custody(), profiles=[profile])
    view = ledger.view()
    assert [one.data.decode()[:6] for one in view.candidates(["place:velnik", "day:1"])] == ["Docker", "Gunmen"]
    assert view.candidates(["place:velnik", "day:1"])[1].keys == ("day:1",)
    assert len(view.candidates(["day:1"], most=1)) == 1
    assert view.candidates(["place:nowhere"]) == ()
    assert view.candidates([]) == ()


def test_only_the_newest_profile_of_an_event_that_counts_is_a_candidate(ledger: Ledger) -> None:
    given = attack()
    (ref,) = list_refs(given, revision_id(given.document))
    with ledger.writer() as writer:
        writer.save(given, custody=custody(), profiles=[StoredProfile(ref=ref, data=b"old", keys=("a", "b"))])
        before = ledger.view()
        writer.save_profiles([StoredProfile(ref=ref, data=b"new", keys=("a", "c"))])
        assert [one.data for one in ledger.view().candidates(["a", "b"])] == [b"new"]
        assert ledger.view().candidates(["b"]) == ()
        assert [one.data for one in before.candidates(["a"])] == [b"old"]
        assert [one.data for one in ledger.view().profiles([ref])] == [b"new"]
        writer.save(dossier(given.document, [Said(word="killed")], version="2"), custody=custody())
        assert ledger.view().candidates(["a", "c"]) == ()
        with pytest.raises(NotFound):
            writer.save_profiles([StoredProfile(ref=replace(ref, start=1), data=b"")])


def test_the_newest_link_of_a_pair_counts(ledger: Ledger) -> None:
    first, second = fill(ledger)
    link = Link(kind="same-event", left=first, right=second, score=0.3, because=(REASON,))
    turned = replace(link, left=second, right=first, score=0.9)
    with ledger.writer() as writer:
        writer.save_links([link])
        before = ledger.view()
        writer.save_links([turned])
        with pytest.raises(NotFound):
            writer.save_links([replace(link, left=replace(first, start=3))])
    assert ledger.view().links([first]) == (turned,)
    assert ledger.view().links([second], least=0.95) == ()
    assert before.links([second]) == (link,)


def test_events_gather_accounts_and_keep_their_history(ledger: Ledger) -> None:
    first, second = fill(ledger)
    with ledger.writer() as writer:
        writer.save_events([LinkedEvent(id="aaaa", members=(first,)), LinkedEvent(id="bbbb", members=(second,))])
        apart = ledger.view()
        writer.save_events([LinkedEvent(id="aaaa", members=(second, first))])
        together = ledger.view()
        writer.save_events([LinkedEvent(id="aaaa", members=(first,)), LinkedEvent(id="bbbb", members=(second,))])
        written = ledger.view().counts()
        writer.save_events([LinkedEvent(id="aaaa", members=(first,))])
    assert [(one.id, one.members) for one in apart.linked()] == [("aaaa", (first,)), ("bbbb", (second,))]
    assert [(one.id, one.members) for one in together.linked()] == [("aaaa", (first, second))]
    assert together.linked_ids([first, second]) == {first: "aaaa", second: "aaaa"}
    assert ledger.view().linked_event("bbbb").members == (second,)
    assert written.linked_events == 2
    with pytest.raises(NotFound, match="is no more; what told it belongs to aaaa"):
        together.linked_event("bbbb")


def test_accounts_that_do_not_count_any_more_leave_their_event(ledger: Ledger) -> None:
    first, second = fill(ledger)
    with ledger.writer() as writer:
        writer.save_events([LinkedEvent(id="aaaa", members=(first, second))])
        writer.save(dossier(attack().document, [Said(word="killed")], version="2"), custody=custody())
    assert ledger.view().linked_event("aaaa").members == (second,)


def test_statuses_can_be_asked_for(ledger: Ledger) -> None:
    first, second = fill(ledger)
    claimed = Status(slot="event", status="claimed", why="one origin", credibility=3, origins=1)
    denied = replace(claimed, status="denied", why="the army denies it")
    with ledger.writer() as writer:
        writer.save_events([LinkedEvent(id="aaaa", members=(first,)), LinkedEvent(id="bbbb", members=(second,))])
        writer.save_statuses({"aaaa": [claimed], "bbbb": [claimed]})
        before = ledger.view()
        writer.save_statuses({"bbbb": [denied]})
        with pytest.raises(NotFound):
            writer.save_statuses({"cccc": [denied]})
    view = ledger.view()
    assert view.statuses("bbbb") == (denied,)
    assert before.statuses("bbbb") == (claimed,)
    assert [one.id for one in view.linked(Filter(status="denied"))] == ["bbbb"]
    assert [one.ref for one in view.accounts(Filter(status="claimed"))] == [first]
    assert [one.id for one in before.linked(Filter(status="claimed"))] == ["aaaa", "bbbb"]


def judgement(kind: JudgementKind, *refs: EventRef, **more: str) -> Judgement:
    return Judgement(id="", kind=kind, who="ada", at=SEEN, events=refs, **more)


def test_judgements_and_grades_are_kept_in_order(ledger: Ledger) -> None:
    first, second = fill(ledger)
    with ledger.writer() as writer:
        merge = writer.judge(judgement("merge", first, second, reason="the same bakery"))
        writer.judge(judgement("grade", source="Karsum Herald", grade="D"))
        before = ledger.view()
        writer.judge(judgement("grade", source="Karsum Herald", grade="B", reason="was right before"))
        assert writer.judge(merge) == merge
        with pytest.raises(UsageError, match="another judgement"):
            writer.judge(replace(merge, reason="changed my mind"))
        with pytest.raises(NotFound):
            writer.judge(judgement("split", replace(first, end=99)))
    view = ledger.view()
    assert [one.kind for one in view.judgements()] == ["merge", "grade", "grade"]
    assert view.judgements()[0] == merge
    assert merge.id
    assert before.grades() == {"Karsum Herald": "D"}
    assert view.grades() == {"Karsum Herald": "B"}


def test_looks_tell_what_is_new(ledger: Ledger, clock: Ticking) -> None:
    with ledger.writer() as writer:
        assert ledger.view().last_look(who="ada", what="karsum") is None
        writer.note_look(who="ada", what="karsum")
        looked = clock.now
        writer.save(attack(), custody=custody())
    view = ledger.view()
    assert view.last_look(who="ada", what="karsum") == looked
    assert view.last_look(who="bob", what="karsum") is None
    assert ledger.view(looked).counts().documents == 0
    assert looked < clock.now < looked + timedelta(hours=1)


def test_the_log_tells_what_was_done(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        writer.save(attack(), custody=custody())
        writer.note("export", who="ada", subject="events.csv", details={"events": 1})
    entries = list(ledger.view().audit())
    assert [(one.action, one.who, one.subject) for one in entries] == [
        ("save", "tester", revision_id(attack().document)),
        ("export", "ada", "events.csv"),
    ]
    assert entries[1].previous == entries[0].sha256
    assert ATTACK not in entries[0].details

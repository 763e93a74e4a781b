"""Corrections, double coding and codings for training: what people say holds, is kept, and can be used."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from math import isclose
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import coded, first, march, other

from dateline import desk
from dateline.errors import NotFound, UsageError
from dateline.evaluation import score_dossiers
from dateline.ledger import Filter, Ledger, list_refs
from dateline.model import Corrected, EventRef, Judgement

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40)


def begin(ledger: Ledger, *dossiers) -> list[str]:
    desk.ingest(ledger, coded(*dossiers))
    return [event.id for event in ledger.view().linked()]


def tell(ledger: Ledger, event: str):
    view = ledger.view()
    return desk.Teller(view).tell(view.linked_event(event))


def revision_of(ledger: Ledger, event: str) -> str:
    return ledger.view().linked_event(event).members[0].revision


def words(ledger: Ledger, revision: str, chosen: str, text: str = "") -> Corrected:
    start = ledger.view().text(revision).index(chosen)
    return Corrected(text=text, start=start, end=start + len(chosen))


def correct(ledger: Ledger, event: str, slot: str, *values: Corrected, who: str = "ann") -> Judgement:
    return desk.correct(ledger, event, revision=revision_of(ledger, event), slot=slot, values=values, who=who)


def test_a_correction_takes_effect_and_gives_way(ledger):
    (event,) = begin(ledger, first())
    revision = revision_of(ledger, event)
    made = correct(ledger, event, "who", words(ledger, revision, "Gunmen"))
    told = tell(ledger, event)
    assert [party.name for party in told.lead.event.actors] == ["Gunmen"]
    assert [(one.slot, one.before, one.who) for one in told.corrections] == [("who", ("Red Sickle",), "ann")]
    again = correct(ledger, event, "who")
    assert tell(ledger, event).lead.event.actors == ()
    back = desk.undo_correction(ledger, again, who="ann")
    assert (back.kind, back.values) == ("correct", made.values)
    desk.undo_correction(ledger, made, who="ann")
    assert tell(ledger, event).corrections == ()
    assert not list(ledger.verify())


def test_a_correction_leaves_no_words_in_its_record(ledger):
    (event,) = begin(ledger, first())
    made = correct(ledger, event, "who", words(ledger, revision_of(ledger, event), "Gunmen"))
    assert b"Gunmen" not in msgspec.json.encode(made)


def test_a_correction_survives_a_new_reading_that_names_the_event_otherwise(ledger):
    (event,) = begin(ledger, first())
    correct(ledger, event, "who", words(ledger, revision_of(ledger, event), "Gunmen"))
    old = first()
    mention = old.events[0].mentions[0]
    text = old.document.text
    start = text.index("killed")
    other_word = replace(mention.trigger, start=start, end=start + len("killed"), text="killed")
    added = replace(old.events[0], mentions=(replace(mention, trigger=other_word), mention))
    again = replace(old, coder=replace(old.coder, reader="newer"), events=(added,))
    list(desk.recode(ledger, lambda document: again, (), Filter(), by="ann", save=True))
    (now,) = [one.id for one in ledger.view().linked()]
    told = tell(ledger, now)
    assert told.lead.ref.start == start
    assert [party.name for party in told.lead.event.actors] == ["Gunmen"]


def test_words_of_time_are_resolved_or_asked_for(ledger):
    (event,) = begin(ledger, first())
    revision = revision_of(ledger, event)
    made = correct(ledger, event, "when", words(ledger, revision, "Monday"))
    assert made.values[0].text == "2024-04-29"
    with pytest.raises(UsageError, match="give them, such as"):
        correct(ledger, event, "when", words(ledger, revision, "bakery"))
    with pytest.raises(UsageError, match="is no time"):
        correct(ledger, event, "when", Corrected(text="soon"))


@pytest.mark.parametrize(
    ("slot", "value", "told"),
    [
        ("mood", Corrected(text="glad"), "is no part"), ("type", Corrected(text="WAR"), "no event type"),
        ("realis", Corrected(text="maybe"), "is one of"), ("who", Corrected(start=3, end=99_999), "no words at"),
        ("who", Corrected(text="Gunmen"), "needs words"), ("weapon", Corrected(text="spoon", start=0, end=6), "kind of weapon"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told(ledger, slot, value, told):
    (event,) = begin(ledger, first())
    with pytest.raises(UsageError, match=told):
        correct(ledger, event, slot, value)
    assert ledger.view().judgements() == ()


def test_older_judgements_keep_their_ids(ledger):
    """The id of a judgement without the later fields is what the first version made of it."""
    at = datetime(2024, 5, 1, 12, 30, 0, 123, tzinfo=UTC)
    with ledger.writer() as writer:
        made = writer.judge(Judgement(id="", kind="grade", who="ann", at=at, source="police", grade="B"))
    assert made.id == "6b7bbe742404575b"
    assert ledger.view().judgements() == (made,)


def test_the_queue_has_links_that_could_go_either_way(ledger):
    begin(ledger, first(), other(), march())
    view = ledger.view()
    items = desk.find_items(view, desk.Teller(view), view.linked())
    assert {item.row.id for item in items} == {event.id for event in view.linked()}
    assert all(a.priority >= b.priority for a, b in pairwise(items))


def test_the_bench_holds_two_events_or_the_reports_of_one(ledger):
    ids = begin(ledger, first(), march())
    view = ledger.view()
    bench = desk.lay_on_bench(view, desk.Teller(view), *ids)
    assert [row.id for row in bench.rows] == ids and all(len(field.columns) == 2 for field in bench.fields)
    alone = desk.lay_on_bench(view, desk.Teller(view), ids[0])
    assert len(alone.rows) == 1 and len(alone.reports) == 1
    with pytest.raises(UsageError, match="one event already"):
        desk.lay_on_bench(view, desk.Teller(view), ids[0], ids[0])


def answer(**more: str) -> dict[str, str]:
    return {"verdict": "accept", "type": "ASSAULT", "realis": "actual", "ground": "main"} | more


def test_two_coders_see_nothing_before_both_are_done(ledger):
    begin(ledger, first(), march())
    begun = desk.start_round(ledger, ("ann", "bob"), size=9, seed=3, who="ann")
    assert begun.size == 2 and len(begun.left) == 2
    one, two = begun.left
    for ref in (one, two):
        desk.code(ledger, begun.id, ref, answer(), who="ann")
    assert desk.code(ledger, begun.id, one, answer(), who="bob").is_open
    for who in ("ann", "bob", "cas"):
        told = desk.tell_round(ledger.view(), begun.id, who=who)
        assert told.agreements == () and told.differences == () and told.done == (2, 1)
    # Nothing of it stands with the events.
    assert all(not tell(ledger, event.id).judgements for event in ledger.view().linked())
    done = desk.code(ledger, begun.id, two, answer(type="PROTEST", ground="related"), who="bob")
    assert not done.is_open
    assert {(one.field, one.coded, one.agreed) for one in done.agreements} == {
        ("verdict", 2, 2), ("type", 2, 1), ("realis", 2, 2), ("ground", 2, 1),
    }  # fmt: skip
    assert {one.field for one in done.differences} == {"type", "ground"}
    with pytest.raises(UsageError, match="settled now"):
        desk.code(ledger, begun.id, two, answer(), who="bob")
    settled = desk.settle(ledger, begun.id, two, "ground", "related", who="cas", reason="it is an aside")
    assert {(one.field, one.settled, one.settled_by) for one in settled.differences} == {
        ("type", "", ""), ("ground", "related", "cas"),
    }  # fmt: skip
    (event,) = ledger.view().linked_ids([two]).values()
    assert tell(ledger, event).lead.event.ground == "related"
    assert not list(ledger.verify())


def test_a_rejection_is_compared_by_the_verdict_alone(ledger):
    begin(ledger, first())
    begun = desk.start_round(ledger, ("ann", "bob"), size=1, seed=1, who="ann")
    desk.code(ledger, begun.id, begun.left[0], {"verdict": "reject"}, who="ann")
    done = desk.code(ledger, begun.id, begun.left[0], answer(), who="bob")
    assert [(one.field, one.coded) for one in done.agreements] == [
        ("verdict", 1), ("type", 0), ("realis", 0), ("ground", 0),
    ]  # fmt: skip
    assert [one.field for one in done.differences] == ["verdict"]
    desk.settle(ledger, begun.id, begun.left[0], "verdict", "reject", who="ann")
    (event,) = ledger.view().linked_ids(begun.left).values()
    assert tell(ledger, event).is_rejected


def test_the_same_seed_draws_the_same(ledger):
    begin(ledger, first(), march())
    drawn = [desk.start_round(ledger, ("ann", "bob"), size=1, seed=5, who="ann").left for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_who_is_no_coder_and_what_is_no_label_is_refused(ledger):
    begin(ledger, first())
    with pytest.raises(UsageError, match="two different people"):
        desk.start_round(ledger, ("ann", "ann"), size=1, seed=1, who="ann")
    begun = desk.start_round(ledger, ("ann", "bob"), size=1, seed=1, who="ann")
    with pytest.raises(UsageError, match="does not code"):
        desk.code(ledger, begun.id, begun.left[0], answer(), who="cas")
    with pytest.raises(UsageError, match="type is one of"):
        desk.code(ledger, begun.id, begun.left[0], answer(type="WAR"), who="ann")
    with pytest.raises(UsageError, match="not of this round"):
        desk.code(ledger, begun.id, EventRef(revision="x", start=0, end=1), answer(), who="ann")
    with pytest.raises(UsageError, match="do not differ"):
        desk.settle(ledger, begun.id, begun.left[0], "type", "AID", who="ann")
    with pytest.raises(NotFound):
        desk.tell_round(ledger.view(), "ffff", who="ann")


def test_kappa_of_a_known_table():
    """Agreement 0.7 where chance gives 0.5."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    kappa = desk.measure_kappa(pairs)
    assert kappa is not None and isclose(kappa, 0.4)
    assert desk.measure_kappa([]) is None and desk.measure_kappa([("a", "a")] * 3) is None


@given(PAIRS)
def test_kappa_is_symmetric_bounded_and_full_for_equals(pairs):
    kappa = desk.measure_kappa(pairs)
    turned = desk.measure_kappa([(b, a) for a, b in pairs])
    assert kappa == turned or (kappa is not None and turned is not None and isclose(kappa, turned))
    assert kappa is None or -1 <= kappa <= 1
    equal = [(a, a) for a, _ in pairs]
    assert desk.measure_kappa(equal) == (1 if len({a for a, _ in equal}) > 1 else None)


def test_what_people_decided_is_read_by_training_and_scoring(ledger, tmp_path: Path):
    ids = begin(ledger, first(), march())
    folder = tmp_path / "codings"
    assert desk.write_codings(ledger.view(), folder).articles == 0
    attack, walk = ids
    revision = revision_of(ledger, attack)
    correct(ledger, attack, "who", words(ledger, revision, "Gunmen"))
    desk.accept(ledger, walk, who="ann")
    written = desk.write_codings(ledger.view(), folder)
    assert (written.articles, written.events, written.partial) == (2, 2, 0)
    ann = json.loads((folder / "ann" / f"{revision}.json").read_text("utf8"))
    doc = json.loads((folder / "docs" / f"{revision}.json").read_text("utf8"))
    (event,) = ann["events"]
    assert set(ann) == {"id", "codebook", "events"} and set(doc) >= {"id", "text", "published"}
    assert [party["name"] for party in event["actors"]] == ["Gunmen"]
    assert all(
        mention["trigger"] in mention["quote"] and mention["quote"] in doc["text"] for mention in event["mentions"]
    )
    # The reader of codings for training pairs the two folders by name.
    train = pytest.importorskip("dateline.training._train", reason="training needs torch")
    assert [(d["id"], len(a["events"])) for d, a in train.read_dossiers(folder)] == sorted(
        (revision_of(ledger, one), 1) for one in ids
    )


def test_the_codings_can_be_scored_against(ledger, tmp_path: Path):
    ids = begin(ledger, first(), march())
    for event in ids:
        desk.accept(ledger, event, who="ann")
    desk.write_codings(ledger.view(), tmp_path / "codings")
    dossiers = {}
    for event in ids:
        revision = revision_of(ledger, event)
        dossier = ledger.view().dossier(revision)
        dossiers[revision] = replace(dossier, document=replace(dossier.document, id=revision))
    board = score_dossiers(tmp_path / "codings", dossiers)
    assert len(board.articles) == 2 and board.misses == ()


def test_a_text_that_is_half_decided_is_left_out_unless_asked_for(ledger, tmp_path: Path):
    attack = first()
    both = replace(attack, events=(attack.events[0], _second(attack)))
    desk.ingest(ledger, coded(both))
    view = ledger.view()
    refs = list_refs(both, next(iter(view.documents())).revision)
    desk.accept(ledger, view.linked_ids([refs[0]])[refs[0]], who="ann")
    assert desk.write_codings(ledger.view(), tmp_path / "all").partial == 1
    written = desk.write_codings(ledger.view(), tmp_path / "some", partial=True)
    assert (written.articles, written.events) == (1, 1)
    with pytest.raises(UsageError, match="not empty"):
        desk.write_codings(ledger.view(), tmp_path / "some", partial=True)
    desk.accept(ledger, ledger.view().linked_ids([refs[1]])[refs[1]], who="ann", wrong=True)
    assert desk.write_codings(ledger.view(), tmp_path / "now").events == 1


def _second(dossier):
    text = dossier.document.text
    start = text.index("killed")
    event = dossier.events[0]
    trigger = replace(event.mentions[0].trigger, start=start, end=start + 6, text="killed")
    return replace(event, id="e9", type="COERCE", mentions=(replace(event.mentions[0], trigger=trigger),))

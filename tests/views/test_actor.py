from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))

from telling import account, told

from dateline.views import is_asked, make_actor_page

from reports import Said, first, march, other, report  # isort: skip


def events():
    return [
        told(account(first()), account(other(), minute=1), id="a" * 16),
        told(account(other(), 1), id="b" * 16),
        told(account(march()), id="c" * 16),
    ]


def roles(page):
    return {event.row.id[0]: event.roles for event in page.events}


def test_a_party_as_actor_and_as_source():
    page = make_actor_page("police", events())
    assert roles(page) == {"a": ("source",), "b": ("actor",)}
    assert [(c.name, [e.kind for e in c.edges]) for c in page.counterparts] == [("driver", ["did to"])]


def test_a_target_sees_who_did_it():
    page = make_actor_page("bakers", events())
    (sickle,) = page.counterparts
    assert roles(page) == {"a": ("target",)} and sickle.name == "Red Sickle"
    assert [(e.kind, e.events) for e in sickle.edges] == [("done by", ("a" * 16,))] and sickle.events == 1


def test_two_reports_of_one_event_are_one_event_of_an_edge():
    page = make_actor_page("Red Sickle", events())
    assert [(c.name, c.events) for c in page.counterparts] == [("bakers", 1)]


def test_those_who_act_together_are_told_apart_from_those_it_was_done_to():
    dossier = report(
        "The Red Sickle and the Blue Hand attacked a bakery in Karsum on Monday.",
        Said(word="attacked", place="Karsum", actor="Red Sickle"),
        url="https://x.example/1",
    )
    event = dossier.events[0]
    party = event.actors[0]
    text = dossier.document.text
    at = text.index("Blue Hand")
    hand = type(party)(
        name="Blue Hand", actor_id="blue-hand", country="TUR", sector="REB", confidence=0.5,
        evidence=type(party.evidence).of(text, at, at + 9),
    )  # fmt: skip
    from dataclasses import replace  # noqa: PLC0415

    both = replace(dossier, events=(replace(event, actors=(party, hand)),))
    page = make_actor_page("Red Sickle", [told(account(both))])
    (other_one,) = page.counterparts
    assert [e.kind for e in other_one.edges] == ["together with"] and other_one.asked == "blue-hand"
    assert make_actor_page("blue-hand", [told(account(both))]).name == "Blue Hand"


def test_a_party_that_nobody_names_has_no_events():
    page = make_actor_page("Nobody", events(), left_out=2)
    assert (page.events, page.counterparts, page.name, page.left_out) == ((), (), "Nobody", 2)


@pytest.mark.parametrize(
    ("asked", "actor_id", "name", "answer"),
    [
        ("Red Sickle", None, "the Red Sickle", True),
        ("red sickle", None, "Gunmen of the Red Sickle", True),
        ("sick", None, "Red Sickle", False),
        ("RUS.MIL", "RUS.MIL", "Moscow's forces", True),
        ("", None, "anybody", False),
        ("…", None, "…", False),
    ],
)
def test_a_name_is_found_by_whole_words_or_by_its_id(asked, actor_id, name, answer):
    assert is_asked(asked, actor_id, name) is answer


@given(st.permutations(range(3)))
def test_the_order_of_the_events_changes_nothing(order):
    made = events()
    assert make_actor_page("police", [made[n] for n in order]) == make_actor_page("police", made)

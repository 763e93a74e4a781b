"""What cannot all be true, and what can."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from dateline.linking import find_disputes
from dateline.linking._detail import read_details


def toll(build: Any, id: str, number: str, figure: int, *, day: int = 1, by: str = "") -> Any:
    text = f"A bomb in Zaria killed {number} people" + (f", {by} said." if by else ".")
    said = [build.said(quote=text.rstrip("."), by=[(by, "official")], about="event casualties")] if by else []
    return build.tell(text, "bomb", *said, id=id, day=day, killed=[(figure, figure, f"{number} people")])


def test_figures_of_one_day_that_exclude_each_other_are_a_dispute(build: Any) -> None:
    (dispute,) = find_disputes(
        [toll(build, "a", "four", 4, by="the army"), toll(build, "b", "nine", 9, by="the mayor")]
    )
    assert dispute.slot == "casualties: killed" and [v.value for v in dispute.values] == ["4 killed", "9 killed"]


def test_a_toll_that_rises_from_day_to_day_is_a_history(build: Any) -> None:
    assert not find_disputes([toll(build, "a", "four", 4), toll(build, "b", "nine", 9, day=2)])


def test_a_toll_that_rises_within_hours_is_a_history_where_the_texts_tell_their_hour(build: Any) -> None:
    def at(account: Any, hour: int, minute: int = 0) -> Any:
        issued = datetime(2024, 1, 1, hour, minute, tzinfo=UTC)
        return replace(account, document=replace(account.document, issued=issued))

    four, nine = toll(build, "a", "four", 4), toll(build, "b", "nine", 9)
    assert not find_disputes([at(four, 9), at(nine, 15)])
    assert find_disputes([at(nine, 9), at(four, 15)])  # it falls
    assert find_disputes([at(four, 9), at(nine, 9, 20)])  # written side by side
    assert find_disputes([at(four, 9), nine])  # of one day, one hour is unknown


def test_a_toll_that_falls_is_a_dispute(build: Any) -> None:
    assert find_disputes([toll(build, "a", "nine", 9), toll(build, "b", "four", 4, day=3)])


def test_vague_words_and_bounds_that_meet_are_none(build: Any) -> None:
    text = "A bomb in Zaria killed several people."
    vague = build.tell(text, "bomb", id="v", killed=[(3, 9, "several people")])
    assert not find_disputes([toll(build, "a", "twelve", 12), vague])
    text = "A bomb in Zaria killed at least four people."
    open_ended = build.tell(text, "bomb", id="w", killed=[(4, None, "at least four people")])
    assert not find_disputes([toll(build, "a", "twelve", 12), open_ended])


def test_a_figure_told_as_an_earlier_state_is_no_dispute(build: Any) -> None:
    text = "A bomb in Zaria killed nine people. Initially officials had spoken of four people killed."
    account = build.tell(text, "bomb", id="a", killed=[(9, 9, "nine people"), (4, 4, "four people")])
    assert not find_disputes([account])


def test_places_days_weapons_and_sides(build: Any) -> None:
    one = "Rebels of the Dawn Front fired rockets at Lere on Monday."
    two = "The Army of Hope shot at people in Kachia on Friday."
    left = build.tell(one, "fired", id="a", where=[("Lere", "city", 10.4, 8.6)], when=("2024-01-01", "on Monday"),
                      weapon=("rocket-missile", "rockets"), actors=[("Rebels of the Dawn Front", "REB", "")])  # fmt: skip
    right = build.tell(two, "shot", id="b", where=[("Kachia", "city", 9.9, 7.9)], when=("2024-01-05", "on Friday"),
                       weapon=("firearms", "shot"), actors=[("The Army of Hope", "REB", "")])  # fmt: skip
    assert [d.slot for d in find_disputes([left, right])] == ["where", "when", "weapon", "actor"]
    assert not find_disputes([left, build.tell(one, "fired", id="c", where=[("Lere", "city", 10.45, 8.6)])])


def test_a_denial_is_told_once_and_not_of_ones_own_word(build: Any) -> None:
    one, two = "Troops burned Dallo, villagers said.", "The army denied that its troops had burned Dallo."
    said = build.said(quote="Troops burned Dallo, villagers said", by=[("villagers", "witness")], about="event actor")
    denied = build.said(
        quote="The army denied that its troops had burned Dallo",
        by=[("The army", "military")],
        about="event actor",
        stance="denies",
    )
    left, right = build.tell(one, "burned", said, id="a"), build.tell(two, "burned", denied, id="b", day=2)
    (dispute,) = find_disputes([left, right])
    assert (dispute.slot, dispute.how, [v.value for v in dispute.values]) == (
        "event",
        "denied",
        ["said to be so", "denied"],
    )
    assert not find_disputes([right])


PARTICULARS = [
    ("Shots fell at Sixth Avenue and Oak Street.", "Shots fell at Sixth Avenue and Elm Street.", "where: crossing"),
    ("The device was left in front of the chapel.", "Someone had left the device inside the chapel.", "where: spot"),
    ("The attacker fled on foot.", "The attacker fled by motorcycle.", "actor: way of escape"),
    ("The man was wearing a helmet.", "The man was wearing a straw hat.", "actor: headwear"),
    ("Three rockets hit the depot.", "Five rockets hit the depot.", "weapon: number of rockets"),
    ("The ambulances came within five minutes.", "The ambulances came after two hours.", "when: length of time"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "slot"), PARTICULARS, ids=[slot for *_, slot in PARTICULARS])
def test_particulars_that_exclude_each_other(build: Any, left: str, right: str, slot: str) -> None:
    accounts = [
        build.tell(text, text.split()[1], build.said(quote=text.rstrip("."), by=[]), id=id)
        for id, text in (("a", left), ("b", right))
    ]
    assert [d.slot for d in find_disputes(accounts)] == [slot]
    assert all(find_disputes(order) == find_disputes(accounts) for order in permutations(accounts))
    assert not find_disputes([accounts[0], build.tell(left, left.split()[1], id="c")])


def test_of_causes_the_relation_is_compared_where_claims_are_about_it(build: Any) -> None:
    def cause(id: str, text: str, by: str) -> Any:
        said = build.said(quote=text.rstrip("."), by=[(by, "official")], about="cause")
        return build.tell(text, "fire", said, id=id)

    one = cause("a", "The fire was related to the strike at the mill, Ana Ruiz said.", "Ana Ruiz")
    two = cause("b", "The fire was not related to the strike, Inspector Bo Lind said.", "Bo Lind")
    assert [d.slot for d in find_disputes([one, two])] == ["cause: relation"]


def test_when_an_article_was_published_is_no_detail() -> None:
    assert not [d for d in read_details("Wed Mar 16, 2011 4:21 pm EDT Troops fired at the town.") if d.what == "hour"]
    assert [d.value for d in read_details("It exploded at 4:21 pm.") if d.what == "hour"] == ["4:21 pm"]

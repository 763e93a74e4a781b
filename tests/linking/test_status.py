"""What is known of an event, derived by rule."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.linking import derive_statuses, find_disputes, find_origins

SLIDE = "A landslide buried the road to Coroico"


def derive(*accounts: Any, **options: Any) -> dict[str, Any]:
    found = derive_statuses(accounts, find_origins(accounts), find_disputes(accounts), **options)
    return {status.slot: status for status in found}


def slide(build: Any, id: str, by: str, kind: str, *, day: int = 1, **claim: Any) -> Any:
    text = f"{SLIDE}, {by} said." if by else f"{SLIDE} in the {['night', 'rain', 'morning'][day - 1]} of day {day}."
    said = build.said(quote=text.rstrip("."), by=[(by, kind)] if by else [], **{"about": "event where", **claim})
    return build.tell(text, "buried", said, id=id, day=day, type="INCIDENT")


TELLERS = [
    ([("", "")], "claimed", 6, 0),
    ([("", ""), ("", "")], "corroborated", 3, 0),
    ([("driver Ana Choque", "witness")], "claimed", 3, 1),
    ([("driver Ana Choque", "witness"), ("herder Luis Mita", "witness")], "corroborated", 2, 2),
    ([("driver Ana Choque", "witness"), ("the road office", "official")], "confirmed", 1, 2),
    ([("the road office", "official")], "claimed", 3, 1),
    ([("the road office", "official"), ("", "")], "confirmed", 2, 1),
    ([("a government source", "official"), ("", "")], "corroborated", 3, 1),
    ([("blogger Juan Rey", "media")], "claimed", 6, 0),
    ([("geologist Eva Roth", "expert")], "only analysed", 6, 0),
]


@pytest.mark.parametrize(("tellers", "status", "credibility", "origins"), TELLERS)
def test_the_event_by_who_tells_it(
    build: Any, tellers: list[tuple[str, str]], status: str, credibility: int, origins: int
) -> None:
    found = derive(*(slide(build, f"d{n}", by, kind, day=n) for n, (by, kind) in enumerate(tellers, start=1)))["event"]
    assert (found.status, found.credibility, found.origins) == (status, credibility, origins)
    assert all(by.split()[-1] in found.why for by, _ in tellers if by)


def test_whoever_did_it_confirms_it_but_not_an_attack(build: Any) -> None:
    text = "Customs officers seized a boat, the customs service said."
    said = build.said(quote=text.rstrip("."), by=[("the customs service", "official")])
    account = build.tell(text, "seized", said, id="a", type="COERCE", actors=[("Customs officers", "GOV", "")])
    assert derive(account)["event"].status == "confirmed"
    text = "The Dawn Front bombed a bridge, the Dawn Front said."
    said = build.said(quote="bombed a bridge, the Dawn Front said", by=[("the Dawn Front", "armed-group")])
    account = build.tell(text, "bombed", said, id="b", actors=[("The Dawn Front", "REB", "")])
    assert derive(account)["event"].status == "claimed"


def test_a_denial_by_one_who_knows(build: Any) -> None:
    told = slide(build, "a", "driver Ana Choque", "witness")
    denied = slide(build, "b", "the road office", "official", day=2, stance="denies", about="event")
    assert derive(told, denied)["event"].status == "disputed"
    found = derive(slide(build, "c", "", ""), denied)["event"]
    assert (found.status, found.credibility) == ("denied", 5) and "road office" in found.why


def test_tellers_whom_the_user_grades_low_confirm_nothing(build: Any) -> None:
    accounts = [
        slide(build, "a", "the road office", "official"),
        slide(build, "b", "driver Ana Choque", "witness", day=2),
    ]
    assert derive(*accounts)["event"].status == "confirmed"
    found = derive(*accounts, grades={"the road office": "E"})["event"]
    assert found.status == "claimed" and "the road office" in found.why and found.origins == 1
    assert derive(*accounts, grades={"the road office": "A"})["event"].status == "confirmed"


def test_copies_of_one_wire_count_once(build: Any) -> None:
    wire = "A cargo ship ran aground off the coast of Chiloe on Friday after its engines failed in heavy seas."
    copies = [
        build.tell(wire + end, "ran aground", build.said(quote=wire[:40]), id=f"d{n}", day=n, type="INCIDENT")
        for n, end in enumerate(("", " (AP)", " It was empty."), start=1)
    ]
    found = derive(*copies)["event"]
    assert found.status == "claimed" and "One report" in found.why


def test_only_remembered(build: Any) -> None:
    text = "Forty years ago a flood drowned the old town."
    account = build.tell(
        text, "drowned", build.said(quote=text.rstrip(".")), id="a", type="INCIDENT", ground="background"
    )
    assert derive(account)["event"].status == "only remembered"


def test_nobody_named_is_claimed_at_most(build: Any) -> None:
    text = "A man stabbed a clerk in Oruro, police said."
    said = build.said(quote=text.rstrip("."), by=[("police", "police")], about="event actor")
    accounts = [build.tell(text, "stabbed", said, id=id, actors=[("A man", "UNK", "")]) for id in "ab"]
    assert derive(*accounts)["actor"].status == "claimed"


def test_a_particular_in_dispute_leaves_the_slot(build: Any) -> None:
    one, two = (
        "The device was left in front of the chapel, Inspector Bo Lind said.",
        "A device was left inside the chapel, priest Ian Roe said.",
    )
    accounts = [
        build.tell(one, "left", build.said(quote=one.rstrip("."), by=[("Bo Lind", "police")], about="event where"), id="a"),
        build.tell(two, "left", build.said(quote=two.rstrip("."), by=[("Ian Roe", "witness")], about="event where"), id="b"),
    ]  # fmt: skip
    found = derive(*accounts)
    assert found["where"].status == "confirmed" and found["where: spot"].status == "disputed"
    assert found["where: spot"].origins == 2


def test_figures_that_two_who_know_hold_apart(build: Any) -> None:
    def toll(id: str, number: str, figure: int, by: str, kind: str) -> Any:
        text = f"A bomb in Zaria killed {number} people, {by} said."
        said = build.said(quote=text.rstrip("."), by=[(by, kind)], about="event casualties")
        return build.tell(text, "bomb", said, id=id, killed=[(figure, figure, f"{number} people")])

    found = derive(toll("a", "four", 4, "the army", "military"), toll("b", "nine", 9, "nurse Eva Hill", "medical"))
    assert found["casualties"].status == "disputed" and found["event"].status == "confirmed"
    assert "4 killed or 9 killed" in found["casualties"].why


def test_what_one_is_quoted_with_on_the_cause_has_a_status_of_its_own(build: Any) -> None:
    text = "The fire began with “a pan of burning fat”, chief Rosa Lima of the fire department said."
    said = build.said(quote=text.rstrip("."), by=[("Rosa Lima", "official")], about="event cause")
    account = build.tell(text, "fire", said, id="a", type="INCIDENT")
    assert derive(account)["cause: a pan of burning fat"].status == "claimed"


@given(st.permutations(range(4)))
@settings(max_examples=12)
def test_the_order_of_accounts_changes_nothing(build: Any, order: list[int]) -> None:
    tellers = [
        ("", ""),
        ("driver Ana Choque", "witness"),
        ("the road office", "official"),
        ("geologist Eva Roth", "expert"),
    ]
    accounts = [slide(build, f"d{n}", by, kind, day=1) for n, (by, kind) in enumerate(tellers)]
    assert derive(*(accounts[n] for n in order)) == derive(*accounts)


def test_each_account_set_has_an_event_status_and_valid_credibility(build: Any) -> None:
    accounts = [slide(build, "a", "", ""), slide(build, "b", "driver Ana Choque", "witness", day=2)]
    for some in permutations(accounts, 1):
        found = derive(*some)
        assert "event" in found and all(1 <= status.credibility <= 6 and status.why for status in found.values())

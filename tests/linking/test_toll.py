"""Tolls as a history: figures, who gives them, and from where they are read."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from dateline.linking import list_tolls


def test_a_figure_belongs_to_who_gives_it(build: Any) -> None:
    text = "A gas tank exploded in Puno, killing two people, the mayor said. Six people were injured."
    account = build.tell(
        text,
        "exploded",
        build.said(
            quote="killing two people, the mayor said", by=[("the mayor", "official")], about="event casualties"
        ),
        id="a",
        type="INCIDENT",
        killed=[(2, 2, "two people")],
        injured=[(6, 6, "Six people")],
    )
    assert [(t.kind, t.low, t.source, t.source_kind) for t in list_tolls([account])] == [
        ("killed", 2, "the mayor", "official"),
        ("injured", 6, "", ""),
    ]


def test_what_a_dossier_has_no_field_for_is_read_from_the_words(build: Any) -> None:
    text = (
        "A bus overturned near Puno. Nine passengers were hurt, doctor Rosa Quispe said. "
        "Two of them are in intensive care, she said."
    )
    said = build.said(
        quote="Nine passengers were hurt, doctor Rosa Quispe said", by=[("Rosa Quispe", "medical")], about="casualties"
    )
    account = build.tell(text, "overturned", said, id="a", type="INCIDENT", injured=[(9, 9, "Nine passengers")])
    assert [(t.kind, t.low, t.high, t.source) for t in list_tolls([account])] == [
        ("injured", 9, 9, "Rosa Quispe"),
        ("critical", 2, 2, "Rosa Quispe"),
    ]


def test_a_fate_is_that_of_the_sentence(build: Any) -> None:
    text = "Gunmen attacked a camp. Four men were wounded."
    account = build.tell(text, "attacked", id="a", killed=[(4, 4, "Four men")])
    assert [(t.kind, t.low) for t in list_tolls([account])] == [("injured", 4)]


def test_those_who_were_spared_are_taken_from_the_total(build: Any) -> None:
    text = "A wall fell on five people, who were all injured. The other three people are not in critical condition, a nurse said."
    said = build.said(
        quote="The other three people are not in critical condition", by=[("a nurse", "medical")], about="casualties"
    )
    account = build.tell(text, "fell", said, id="a", type="INCIDENT", injured=[(5, 5, "five people")])
    assert ("critical", 2, 2) in [(t.kind, t.low, t.high) for t in list_tolls([account])]


def test_the_order_of_accounts_changes_nothing(build: Any) -> None:
    accounts = [
        build.tell(f"A bomb killed {n} people in Puno.", "killed", id=f"a{n}", day=n, killed=[(n, n, f"{n} people")])
        for n in (2, 3, 5)
    ]
    told = [list_tolls(order) for order in permutations(accounts)]
    assert all(one == told[0] for one in told) and [t.low for t in told[0]] == [2, 3, 5]


def test_all_evidence_is_in_the_text(build: Any) -> None:
    text = (
        "A bus overturned near Puno and nine passengers were hurt, one critically. Eight people were taken to hospital."
    )
    account = build.tell(text, "overturned", id="a", type="INCIDENT", injured=[(9, 9, "nine passengers")])
    tolls = list_tolls([account])
    assert {t.kind for t in tolls} == {"injured", "critical", "hospitalised"}
    assert all(text[t.evidence.start : t.evidence.end] == t.evidence.quote for t in tolls)

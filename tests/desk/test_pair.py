"""Rows and events in pairs: one to one, the likeliest together, and nothing that cannot be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from math import log

from foreign import make_row
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import first, march

from dateline.desk import Pair, assign, pair_up
from dateline.desk._foreign import make_foreign_side, profile_foreign
from dateline.desk._pair import load_foreign_scorer
from dateline.linking import make_side, profile_events

OURS = {"attack": profile_events(first(), revision="a"), "march": profile_events(march(), revision="b")}


def scores(*rows):
    return {(pair.row, pair.event): pair.score for pair in pair_up(rows, OURS, least=0.0)}


def test_each_row_finds_its_event():
    pairs = assign(pair_up([make_row("march"), make_row("attack")], OURS))
    assert [(pair.row, pair.event) for pair in pairs] == [(0, "march"), (1, "attack")]
    assert all(pair.score > 0.9 for pair in pairs)


def test_a_row_without_notes_is_not_put_off_by_what_it_cannot_say():
    row = replace(make_row("attack"), notes="")
    assert profile_foreign(row).words == () and scores(row)[0, "attack"] > 0.5


@given(st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=20, deadline=None)
def test_the_further_the_day_the_less_sure(near, far):
    near, far = sorted((near, far))
    rows = [
        replace(make_row("attack"), earliest=day, latest=day)
        for day in (date(2024, 4, 29) + timedelta(days=n) for n in (near, far))
    ]
    found = scores(*rows)
    assert found.get((0, "attack"), 0.0) >= found.get((1, "attack"), 0.0)


@given(st.floats(0, 3), st.floats(0, 3))
@settings(max_examples=20, deadline=None)
def test_the_further_the_place_the_less_sure(near, far):
    near, far = sorted((near, far))
    place = make_row("attack").place
    rows = [replace(make_row("attack"), place=replace(place, lat=37.0 + off)) for off in (near, far)]
    found = scores(*rows)
    assert found.get((0, "attack"), 0.0) >= found.get((1, "attack"), 0.0)


def test_what_cannot_be_one_is_not_compared():
    place = make_row("attack").place
    for row in (
        replace(make_row("attack"), types=("CONSULT",)),
        replace(make_row("attack"), place=replace(place, country="FIN")),
        replace(make_row("attack"), place=replace(place, lat=39.5)),
        replace(make_row("attack"), earliest=date(2024, 7, 1), latest=date(2024, 7, 1)),
    ):
        assert (0, "attack") not in scores(row)


def test_the_reasons_are_told_for_and_against():
    row = make_row("attack")
    side = make_side(OURS["attack"][0])
    because = load_foreign_scorer().explain(make_foreign_side(row), side)
    weights = {reason.field: reason.weight for reason in because}
    assert weights["type"] > 0 and weights["time"] > 0 and weights["parties"] > 0
    far = replace(row, low=90, best=90, high=90)
    later = load_foreign_scorer().explain(make_foreign_side(far), side)
    assert {reason.field: reason.weight for reason in later}["toll"] < 0 < weights["toll"]
    assert [abs(reason.weight) for reason in because] == sorted((abs(r.weight) for r in because), reverse=True)


PAIRS = st.dictionaries(st.tuples(st.integers(0, 4), st.sampled_from("abcd")), st.floats(0.01, 0.99), max_size=10)


@given(PAIRS)
def test_an_assignment_is_one_to_one_and_the_best_of_all(scored):
    pairs = [Pair(row=row, event=event, score=score, account=0) for (row, event), score in scored.items()]
    made = assign(pairs)
    assert len({p.row for p in made}) == len(made) == len({p.event for p in made}) and set(made) <= set(pairs)
    assert sum(map(worth, made)) >= best_sum(scored) - 1e-6


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_is_of_no_matter(scored, dice):
    pairs = [Pair(row=row, event=event, score=score, account=0) for (row, event), score in scored.items()]
    mixed = list(pairs)
    dice.shuffle(mixed)
    assert assign(mixed) == assign(pairs)


def worth(pair):
    return log(pair.score / (1 - pair.score)) + log(1e12)


def best_sum(scored):
    best = 0.0
    for order in permutations([*"abcd", None], 5):
        found = [
            Pair(row=row, event=event, score=scored[row, event], account=0)
            for row, event in enumerate(order)
            if event and (row, event) in scored
        ]
        best = max(best, sum(map(worth, found)))
    return best

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_pipeline import event as make
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli._dispute import find_disputes
from dateline.model import Casualties, Claim, Evidence, Figure, Source

WORDS = Evidence(start=0, end=1, quote="x")


def claim(stance="asserts", *, hedge="none", about=("event",), name="") -> Claim:
    sources = (Source(name=name, kind="official", actor_id=None, evidence=WORDS),) if name else ()
    return Claim(about=about, sources=sources, stance=stance, hedge=hedge, evidence=WORDS)


def event(*claims: Claim, **slots):
    return make("e1", "ASSAULT", "", claims=claims, **slots)


def kinds(*claims: Claim, **slots):
    return [(dispute.kind, *dispute.about) for dispute in find_disputes([event(*claims, **slots)])]


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ([claim()], []),
        ([claim(), claim(name="ministry")], []),
        ([claim(), claim("denies", name="ministry")], [("contradicted", "event")]),
        ([claim(), claim("doubts", about=("actor", "event"))], [("contradicted", "event", "actor")]),
        ([claim(), claim("denies", about=("actor",))], [("contradicted", "actor")]),
        ([claim("denies", name="ministry")], [("denied", "event")]),
        ([claim(), claim("unknown", about=("cause",))], [("unknown", "cause")]),
        ([claim(), claim("unknown", about=("event", "actor"))], [("unknown", "event", "actor")]),
        (
            [claim(), claim("denies", about=("event", "actor")), claim("denies", name="rival", about=("actor",))],
            [("contradicted", "event"), ("contradicted", "actor")],
        ),
        ([claim(hedge="hedged"), claim("confirms", hedge="hedged")], [("hedged", "event")]),
        ([claim(hedge="hedged"), claim()], []),
        ([], []),
    ],
)
def test_claims_that_differ(claims, found):
    assert kinds(*claims) == found


def test_a_denial_of_what_did_not_happen_is_no_dispute_unless_someone_asserts_it():
    assert kinds(claim("denies"), realis="negated") == []
    assert kinds(claim("denies"), claim(name="rival"), realis="negated") == [("contradicted", "event")]


def test_a_hedge_on_a_plan_is_no_dispute():
    assert kinds(claim(hedge="hedged"), realis="future") == []


def figure(low, high) -> Figure:
    return Figure(low=low, high=high, evidence=WORDS)


@pytest.mark.parametrize(
    ("figures", "found", "compatible"),
    [
        ([(4, 4)], 0, None), ([(4, 4), (4, 4)], 0, None), ([(4, 4), (None, None)], 0, None),
        ([(4, None), (7, 7)], 2, True), ([(4, 4), (7, 7)], 2, False), ([(None, 5), (7, None)], 2, False),
    ],
)  # fmt: skip
def test_two_figures_for_one_toll(figures, found, compatible):
    tolls = Casualties(killed=tuple(figure(*bounds) for bounds in figures))
    disputes = find_disputes([event(claim(), casualties=tolls)])
    assert [len(dispute.figures) for dispute in disputes] == ([found] if found else [])
    assert [dispute.compatible for dispute in disputes] == ([compatible] if found else [])


CLAIMS = st.builds(
    claim,
    st.sampled_from(("asserts", "confirms", "denies", "doubts", "unknown")),
    hedge=st.sampled_from(("none", "hedged")),
    about=st.lists(st.sampled_from(("event", "actor", "casualties", "cause")), unique=True).map(tuple),
    name=st.sampled_from(("", "ministry", "rival")),
)


@given(st.lists(CLAIMS, max_size=5))
def test_every_side_of_a_dispute_is_a_claim_of_its_event(claims):
    one = event(*claims)
    disputes = find_disputes([one, replace(one, id="e2")])
    assert [d for d in disputes if d.event == "e1"] == [replace(d, event="e1") for d in disputes if d.event == "e2"]
    for dispute in disputes:
        assert {*dispute.claims, *dispute.against} <= set(claims)
        assert dispute.claims or dispute.against
        assert not any(c.stance in ("asserts", "confirms") for c in dispute.against)

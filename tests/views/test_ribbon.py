from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))

from telling import AT, account, told

from dateline.model import Judgement
from dateline.views import Fact, Moment, compare_facts, make_ribbon

from reports import first, other, revised  # isort: skip


def moment(minute, one, until=None, judgements=()):
    at = AT + timedelta(minutes=minute)
    return Moment(at=at, until=AT + timedelta(minutes=until) if until else None, told=one, judgements=judgements)


def three():
    a, b, c = account(first()), account(other(), minute=1), account(revised(), minute=2)
    return [moment(0, told(a), 1), moment(1, told(a, b), 2), moment(2, told(c, b, earlier=(a,)))]


def changes(step):
    return {change.name: (change.added, change.dropped) for change in step.changes}


def test_each_step_says_what_came_and_what_it_changed():
    ribbon = make_ribbon("x", three())
    one, two, now = ribbon.steps
    assert not one.changes and [h.kind for h in one.happened] == ["report"]
    assert changes(two)["reports"] == (("2",), ("1",)) and "disputes" in changes(two)
    assert [h.kind for h in now.happened] == ["revision"]
    assert changes(now)["toll"] == (("4 killed",), ("2 killed",))
    assert now.as_of is None and two.as_of is not None


def test_a_moment_that_changed_nothing_is_no_step_and_the_one_before_lasts_longer():
    a = told(account(first()))
    ribbon = make_ribbon("x", [moment(0, a, 5), moment(5, a, 9), moment(9, told(account(first()), account(other())))])
    assert len(ribbon.steps) == 2 and ribbon.steps[0].as_of == AT + timedelta(minutes=9)


def test_before_it_was_an_event_there_is_no_step():
    ribbon = make_ribbon("x", [moment(0, None, 1), moment(1, told(account(first())))], left_out=3)
    assert len(ribbon.steps) == 1 and ribbon.left_out == 3
    assert make_ribbon("x", []).steps == ()


def test_a_decision_is_a_step_of_its_own_with_who_and_why():
    a = told(account(first()))
    judged = Judgement(id="j", kind="reject", who="ada", at=AT, reason="a drill")
    ribbon = make_ribbon("x", [moment(0, a, 5), moment(5, a, judgements=(judged,))])
    (happened,) = ribbon.steps[1].happened
    assert happened.kind == "judgement" and happened.what == "reject by ada: “a drill”"


def test_every_step_has_the_same_facts_in_the_same_order():
    steps = make_ribbon("x", three()).steps
    assert len({tuple(fact.name for fact in step.facts) for step in steps}) == 1


facts = st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("xyz"), unique=True).map(tuple), min_size=3)


@given(facts, facts)
def test_what_differs_leads_from_one_version_to_the_other(before, after):
    old, new = ([Fact(name=n, values=v) for n, v in sorted(side.items())] for side in (before, after))
    found = {change.name: change for change in compare_facts(old, new)}
    for name in "abc":
        change = found.get(name)
        added, dropped = (change.added, change.dropped) if change else ((), ())
        assert (set(before[name]) - set(dropped)) | set(added) == set(after[name])
        assert not set(added) & set(before[name]) and set(dropped) <= set(before[name])
    assert compare_facts(old, old) == ()

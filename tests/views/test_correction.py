"""What people correct stands in the place of what was read, and both are told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))

from telling import AT, account  # isort: skip
from reports import Said, report  # isort: skip

from dateline.model import Account, Codes, Corrected, Event, Judgement
from dateline.views import CORRECTABLE, correct_account, correct_event, parse_bounds, say_slot

TEXT = "Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed two bakers, the district police said."


def attack() -> Account:
    said = Said(word="attacked", place="Karsum", actor="Red Sickle", target="bakers", killed="two")
    return account(report(TEXT, said, url="https://a.example/1"))


def at(words: str, text: str = "") -> Corrected:
    start = TEXT.index(words)
    return Corrected(text=text, start=start, end=start + len(words))


def keep(event: Event) -> Codes:
    return event.codes


def judged(slot: str, *values: Corrected, kind: str = "correct", minute: int = 0) -> Judgement:
    return Judgement(
        id=f"{slot}{minute}", kind=kind, who="ada", at=AT.replace(minute=minute), events=(attack().ref,), slot=slot,  # type: ignore[arg-type]
        values=values,
    )  # fmt: skip


def test_words_become_the_value_and_what_was_read_is_told() -> None:
    fixed, (made,) = correct_account(attack(), [judged("who", at("Gunmen"))], recode=keep)
    assert [party.name for party in fixed.event.actors] == ["Gunmen"]
    assert fixed.event.actors[0].evidence.quote == "Gunmen"
    assert (made.before, made.values, made.who) == (("Red Sickle",), ("Gunmen",), "ada")
    assert attack().event.actors[0].name == "Red Sickle"


def test_the_last_word_holds_and_may_be_taken_back() -> None:
    both = [judged("who", at("Gunmen")), judged("who", minute=1)]
    fixed, (made,) = correct_account(attack(), both, recode=keep)
    assert fixed.event.actors == () and made.before == ("Red Sickle",)
    back = [*both, judged("who", kind="restore", minute=2)]
    assert correct_account(attack(), back, recode=keep) == (attack(), ())


def test_what_the_tables_know_of_a_party_stays_known() -> None:
    found = attack()
    fixed = correct_event(found.event, TEXT, "whom", [at("Red Sickle")])
    assert fixed.targets[0].actor_id == found.event.actors[0].actor_id
    assert fixed.targets[0].confidence == 1.0


def test_a_place_that_no_table_knows_has_no_point() -> None:
    fixed = correct_event(attack().event, TEXT, "where", [at("bakery")])
    assert (fixed.where[0].lat, fixed.where[0].country, fixed.where[0].radius_km) == (None, "", None)


def test_figures_times_and_labels() -> None:
    event = correct_event(attack().event, TEXT, "injured", [at("two bakers", "2..4")])
    assert say_slot(event, "injured") == ("2 to 4",) and say_slot(event, "killed") == ("2",)
    event = correct_event(event, TEXT, "when", [at("Monday", "2024-04")])
    assert event.when and event.when.evidence and event.when.evidence.quote == "Monday"
    event = correct_event(event, TEXT, "type", [Corrected(text="COERCE/seize")])
    assert (event.type, event.mode) == ("COERCE", "seize")
    assert correct_event(event, TEXT, "weapon", [at("bakery", "fire")]).weapon


@pytest.mark.parametrize(
    ("slot", "values"),
    [
        ("type", []), ("who", [Corrected(text="Gunmen")]), ("when", [at("Monday", "soon")]), ("killed", [at("two", "many")]),
        ("who", [Corrected(start=5, end=9_999)]), ("mood", []),
    ],
)  # fmt: skip
def test_what_a_slot_cannot_hold_is_refused(slot: str, values: list[Corrected]) -> None:
    with pytest.raises(ValueError):
        correct_event(attack().event, TEXT, slot, values)


@given(st.sampled_from([s for s in CORRECTABLE if s in ("who", "whom", "where")]), st.data())
def test_every_value_stands_where_its_evidence_says(slot: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    fixed = correct_event(attack().event, TEXT, slot, [Corrected(start=start, end=end)])
    (item,) = {"who": fixed.actors, "whom": fixed.targets, "where": fixed.where}[slot]
    assert TEXT[item.evidence.start : item.evidence.end] == item.evidence.quote == TEXT[start:end]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_bounds_are_read_as_they_are_written(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert parse_bounds(f"{low}..{high}") == (low, high)
    assert (parse_bounds(f"{a}.."), parse_bounds(f"..{a}"), parse_bounds(f"{a}")) == ((a, None), (None, a), (a, a))
    if a != b:
        with pytest.raises(ValueError):
            parse_bounds(f"{high}..{low}")

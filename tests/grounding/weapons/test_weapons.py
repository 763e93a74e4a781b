"""Weapons: the kind that a span names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding.weapons import find_weapons, read_weapon
from dateline.grounding.weapons._lexicon import terms_by_first_word
from dateline.ontology import Ontology

VOCABULARY = "car - bomb AK 47 gun shot water F / A 18 tear gas"


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ("an AK-47", "firearms"),
        ("Kalashnikov rifles", "firearms"),
        ("shot dead", "firearms"),
        ("rubber bullets", "firearms"),
        ("IEDs", "explosive"),
        ("a roadside bomb", "explosive"),
        ("hand grenades", "explosive"),
        ("an EFP", "explosive"),
        ("a truck bomb", "car-bomb"),
        ("an explosives-laden van", "car-bomb"),
        ("a vehicle-borne improvised explosive device", "car-bomb"),
        ("an explosive vest", "suicide-bomb"),
        ("a suicide bomber", "suicide-bomb"),
        ("Katyusha rockets", "rocket-missile"),
        ("Grad", "rocket-missile"),
        ("two Hellfire missiles", "rocket-missile"),
        ("Scuds", "rocket-missile"),
        ("an RPG", "rocket-missile"),
        ("mortar rounds", "artillery"),
        ("howitzers", "artillery"),
        ("an air strike", "aircraft"),
        ("F-16 jets", "aircraft"),
        ("Apache helicopters", "aircraft"),
        ("a barrel bomb", "aircraft"),
        ("a drone strike", "drone"),
        ("an MQ-9", "drone"),
        ("Shahed drones", "drone"),
        ("a lorry driven into the crowd", "vehicle"),
        ("machetes", "blade"),
        ("knives and an axe", "blade"),
        ("iron rods", "blunt"),
        ("Molotov cocktails", "fire"),
        ("set ablaze", "fire"),
        ("sarin", "chemical"),
        ("chlorine gas", "chemical"),
        ("tear gas", "chemical"),
        ("tear gas and live rounds", "firearms"),
        ("water cannon and tear gas", "chemical"),
        ("ransomware", "cyber"),
        ("a nuclear warhead", "other"),
    ],
)
def test_kinds(span: str, kind: str) -> None:
    weapon = read_weapon(span, 0, len(span))
    assert weapon is not None
    assert (weapon.kind, weapon.evidence.quote) == (kind, span)


@pytest.mark.parametrize("span", ["", "a glass of water", "Sam", "grad students", "the patriot", "tow"])
def test_no_weapon_no_kind(span: str) -> None:
    assert read_weapon(span, 0, len(span)) is None


def test_weapons_are_found_in_a_text() -> None:
    text = "Sam shot a film on the mine while Grad rockets and car-bombs hit the town; RPGs followed."
    assert [text[a:b] for a, b in find_weapons(text)] == ["Grad", "rockets", "car-bombs", "RPGs"]


def test_the_lexicon_is_of_the_ontology() -> None:
    terms = [term for terms in terms_by_first_word().values() for term in terms]
    assert {term.kind for term in terms} == set(Ontology.load().weapon_kinds)
    assert len(terms) >= 250


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(VOCABULARY.split())).map(" ".join),
    st.data(),
)
def test_invariants(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    weapon = read_weapon(text, start, end)
    if weapon is not None:
        assert weapon.evidence.quote == text[start:end]
        assert weapon == read_weapon(text, weapon.evidence.start, weapon.evidence.end)
    stretches = find_weapons(text)
    assert all(read_weapon(text, a, b) is not None for a, b in stretches)
    assert all(left[1] <= right[0] for left, right in pairwise(stretches))


def test_a_stretch_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        read_weapon("gun", 2, 1)

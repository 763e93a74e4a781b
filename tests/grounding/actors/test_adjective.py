"""A word of nationality before a noun is the state; by itself it is somebody. It is no place, but where a town is called so."""

from __future__ import annotations

import pytest

from dateline.documents import from_text
from dateline.grounding import DocumentGrounding
from dateline.grounding.actors import ActorRegistry
from dateline.grounding.gazetteer import Gazetteer

REGISTRY, GAZETTEER = ActorRegistry.load(), Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "word", "name", "sector"),
    [
        ("One day after a Canadian drone strike killed the general.", "Canadian", "Canada", "GOV"),
        ("Canadian helicopters were seen over the bay.", "Canadian", "Canada", "GOV"),
        ("A Canadian was killed in Kabul.", "Canadian", "Canadian", "CVL"),
        ("An Iranian told police of the shots.", "Iranian", "Iranian", "CVL"),
        ("An Iranian arrested on Monday was freed.", "Iranian", "Iranian", "CVL"),
        ("Three Iranians died.", "Iranians", "Iranians", "CVL"),
    ],
)
def test_whose_an_act_is(text: str, word: str, name: str, sector: str) -> None:
    grounding = DocumentGrounding(from_text(text, id="x"), registry=REGISTRY, gazetteer=GAZETTEER)
    party = grounding.party(text.index(word), text.index(word) + len(word))
    assert (party.name, party.sector) == (name, sector)


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("New Zealand's Ministry of Foreign Affairs", "NZL"),
        ("Peru's Ministry of Foreign Affairs", "PER"),
        ("the Peruvian Ministry of Foreign Affairs", "PER"),
        ("the Ministry of Foreign Affairs", "CHL"),
    ],
)
def test_a_body_behind_a_state_is_its_own_whichever_state_the_text_is_of(phrase: str, country: str) -> None:
    text = f"Chile's army and the Chilean police came to Chile's capital. A call came from {phrase} on Monday."
    grounding = DocumentGrounding(from_text(text, id="x"), registry=REGISTRY, gazetteer=GAZETTEER)
    assert grounding.party(text.index(phrase), text.index(phrase) + len(phrase)).country == country


def test_a_town_may_be_called_like_a_nation() -> None:
    assert GAZETTEER.is_nationality("Canadian") and GAZETTEER.is_nationality("Iranian")
    assert not GAZETTEER.is_nationality("Canada") and not GAZETTEER.is_nationality("Georgia")

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.grounding.actors import (
    ActorRegistry,
    build_context,
    countries_named,
    find_actors,
    ground_party,
    source_kind,
)
from dateline.model import Party

PUBLISHED = date(2014, 6, 1)


def ground(registry: ActorRegistry, text: str, quote: str, *, published: date | None = PUBLISHED) -> Party:
    context = build_context(text, published=published, registry=registry)
    start = text.index(quote)
    return ground_party(text, start, start + len(quote), published=published, context=context)


@pytest.mark.parametrize(
    ("text", "quote", "want"),
    [
        ("Freedonia closed its border.", "Freedonia", ("Freedonia", "freedonia", "QFR", "GOV")),
        ("Freedonian troops moved north.", "Freedonian troops", ("Freedonian troops", None, "QFR", "MIL")),
        (
            "The Freedonian army moved north.",
            "The Freedonian army",
            ("Freedonian army", "freedonia-army", "QFR", "MIL"),
        ),
        (
            "Freedonia's government resigned.",
            "Freedonia's government",
            ("Freedonia's government", "freedonia-government", "QFR", "GOV"),
        ),
        (
            "Envoys flew to Sylvania after Fredville refused.",
            "Fredville",
            ("Fredville", "freedonia-government", "QFR", "GOV"),
        ),
        ("Marble Hall would not comment.", "Marble Hall", ("Marble Hall", "freedonia-government", "QFR", "GOV")),
        ("President Rufus Firefly left.", "President Rufus Firefly", ("Rufus Firefly", "rufus-firefly", "QFR", "GOV")),
        (
            "Rufus Firefly of Freedonia left. Mr Firefly smiled.",
            "Mr Firefly",
            ("Rufus Firefly", "rufus-firefly", "QFR", "GOV"),
        ),
        ("The MLF shelled the town.", "The MLF", ("Mountain Liberation Front", "mountain-front", "QFR", "REB")),
        ("The League of Rivers met.", "The League of Rivers", ("League of Rivers", "league-of-rivers", "", "IGO")),
        (
            "Freedonian Major General Ivo Brandl was hurt.",
            "Freedonian Major General Ivo Brandl",
            ("Ivo Brandl", None, "QFR", "MIL"),
        ),
        (
            "Nadia Brandl, a doctor from Sylvania, wept.",
            "Nadia Brandl, a doctor from Sylvania",
            ("Nadia Brandl", None, "QSY", "MED"),
        ),
        (
            "The Sylvanian foreign minister, Ivo Brandl, spoke.",
            "The Sylvanian foreign minister, Ivo Brandl",
            ("Ivo Brandl", None, "QSY", "GOV"),
        ),
        ("Judge Ivo Brandl ruled.", "Judge Ivo Brandl", ("Ivo Brandl", None, "", "JUD")),
        ("Three policemen were hurt.", "Three policemen", ("policemen", None, "", "COP")),
        ("Masked gunmen fired.", "Masked gunmen", ("Masked gunmen", None, "", "UAF")),
        (
            "At least 20 anti-government protesters sat down.",
            "At least 20 anti-government protesters",
            ("anti-government protesters", None, "", "CVL"),
        ),
        ("A rebel commander surrendered.", "A rebel commander", ("rebel commander", None, "", "REB")),
        (
            "A spokesman for the Mountain Liberation Front spoke.",
            "A spokesman for the Mountain Liberation Front",
            ("spokesman for the Mountain Liberation Front", None, "QFR", "REB"),
        ),
        ("The 44-year-old suspect ran.", "The 44-year-old suspect", ("suspect", None, "", "CVL")),
        ("A Sylvanian man ran.", "A Sylvanian man", ("Sylvanian man", None, "QSY", "CVL")),
        (
            "Western governments protested to Freedonia.",
            "Western governments",
            ("Western governments", None, "", "GOV"),
        ),
    ],
)
def test_party(registry: ActorRegistry, text: str, quote: str, want: tuple[str, str | None, str, str]) -> None:
    party = ground(registry, text, quote)
    assert (party.name, party.actor_id, party.country, party.sector) == want


def test_surname_takes_the_full_name_and_the_role_told_elsewhere(registry: ActorRegistry) -> None:
    text = "Police spokesman Ivo Brandl said so in Sylvania. Later Brandl was hurt."
    context = build_context(text, published=None, registry=registry)
    start = text.rindex("Brandl")
    party = ground_party(text, start, start + len("Brandl"), published=None, context=context)
    assert (party.name, party.sector) == ("Ivo Brandl", "COP")


def test_surname_goes_to_the_one_in_office_by_then(registry: ActorRegistry) -> None:
    text = "Ministers from Freedonia and Sylvania met. President Firefly opened the talks."
    assert ground(registry, text, "President Firefly", published=date(2014, 1, 1)).actor_id == "rufus-firefly"


def test_surname_without_support_is_not_resolved(registry: ActorRegistry) -> None:
    assert ground(registry, "A woman called Firefly sang.", "Firefly").actor_id is None


def test_part_of_another_name_is_not_resolved(registry: ActorRegistry) -> None:
    assert ground(registry, "In Freedonia, Margot Firefly sang.", "Margot Firefly").actor_id is None


def test_acronym_explained_in_the_text(registry: ActorRegistry) -> None:
    text = "The Office of Harbour Works (OHW) opened. OHW hired divers."
    assert ground(registry, text, "OHW hired"[:3], published=None).name == "Office of Harbour Works"


def test_body_takes_the_country_of_the_text(registry: ActorRegistry) -> None:
    text = "Freedonia is at war. The army moved north, and Freedonians fled."
    party = ground(registry, text, "The army")
    assert (party.country, party.actor_id) == ("QFR", None) or party.actor_id == "freedonia-army"


def test_small_us_is_not_the_state(registry: ActorRegistry) -> None:
    text = "They told us to wait."
    assert find_actors(text, build_context(text, published=None, registry=registry)) == ()


def test_names_and_countries_of_a_text(registry: ActorRegistry) -> None:
    text = "Freedonia and the League of Rivers met; the Freedonian Army watched, Sylvanians did not."
    context = build_context(text, published=None, registry=registry)
    found = [(text[s.start : s.end], s.actor_id) for s in find_actors(text, context)]
    assert found == [
        ("Freedonia", "freedonia"),
        ("League of Rivers", "league-of-rivers"),
        ("Freedonian Army", "freedonia-army"),
    ]
    assert countries_named(text, context) == {"QFR": 2, "QSY": 1}


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("Freedonian officials said so.", "Freedonian officials", "official"),
        ("The Fredville Post said so.", "The Fredville Post", "media"),
        ("The Fredville Post's Ivo Brandl said so.", "The Fredville Post's Ivo Brandl", "media"),
        ("Police said so.", "Police", "police"),
        ("An army spokesman said so.", "An army spokesman", "military"),
        ("The MLF said so.", "The MLF", "armed-group"),
        ("Residents said so.", "Residents", "witness"),
        ("A human rights group said so.", "A human rights group", "activist-ngo"),
        ("Doctors said so.", "Doctors", "medical"),
        ("The League of Rivers said so.", "The League of Rivers", "igo"),
        ("Reports said so.", "Reports", "unnamed"),
        ("The indictment said so.", "The indictment", "document"),
        ("A political analyst said so.", "A political analyst", "expert"),
        ("His lawyer said so.", "His lawyer", "other"),
        ("A video posted on Twitter showed it.", "Twitter", "social-post"),
    ],
)
def test_source_kind(registry: ActorRegistry, text: str, quote: str, kind: str) -> None:
    context = build_context(text, published=None, registry=registry)
    start = text.index(quote)
    end = start + len(quote)
    party = ground_party(text, start, end, published=None, context=context)
    assert source_kind(text, start, end, party=party, in_post=False, context=context) == kind
    assert source_kind(text, start, end, party=party, in_post=True, context=context) == "social-post"


def test_private_party_to_the_event(registry: ActorRegistry) -> None:
    text = "His lawyer said so."
    context = build_context(text, published=None, registry=registry)
    party = ground_party(text, 0, 10, published=None, context=context)
    kind = source_kind(text, 0, 10, party=party, in_post=False, is_party=True, context=context)
    assert kind == "party-to-event"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Freedonia met. The Lantern said so.", ["freedonia", "the-lantern"]),
        ("Freedonia met. Lantern light fell on the road.", ["freedonia"]),
        ("Freedonia met, as the Lantern Makers hoped.", ["freedonia"]),
        ("In Freedonia the Harbour Sentinel wrote so.", ["freedonia", "harbour-sentinel"]),
        ("In Freedonia the Old Harbour Sentinel Works burnt.", ["freedonia"]),
        ("Nothing was seen by the Harbour Sentinel.", []),
        ("Freedonia mourned. Firefly province was calm.", ["freedonia"]),
        ("NOTE THAT MLF IS A SHOUTED WORD", []),
        ("The MLF is a name.", ["mountain-front"]),
    ],
)
def test_names_that_look_like_other_words(registry: ActorRegistry, text: str, ids: list[str]) -> None:
    context = build_context(text, published=PUBLISHED, registry=registry)
    assert [s.actor_id for s in find_actors(text, context)] == ids


def test_group_tied_to_another_is_not_that_other(registry: ActorRegistry) -> None:
    text = "The MLF-linked militia fled. A militia linked to the MLF fled."
    party = ground(registry, text, "The MLF-linked militia")
    assert (party.name, party.actor_id) == ("MLF-linked militia", None)


def test_month_is_no_minister() -> None:
    text = "Britain voted in last May. Theresa May, the British prime minister, resigned on May 24."
    context = build_context(text, published=date(2019, 5, 25))
    assert [text[s.start : s.end] for s in find_actors(text, context)] == ["Britain", "Theresa May"]


def test_court_of_another_land_is_not_taken_for_the_one_in_the_news() -> None:
    text = "Zimbabwe was named again. He sued in the supreme court of Fredonshire."
    context = build_context(text, published=None)
    assert [s.actor_id for s in find_actors(text, context)] == ["zwe"]
    own = "Zimbabwe was named again. He sued in the supreme court of Zimbabwe."
    context = build_context(own, published=None)
    assert "zwe-supreme-court" in [s.actor_id for s in find_actors(own, context)]


def test_shared_capital_stands_for_its_state_only_where_the_state_is_named() -> None:
    alone = "Tripoli was calm, Lebanon said."
    context = build_context(alone, published=None)
    assert ground_party(alone, 0, 7, published=None, context=context).actor_id is None
    named = "Tripoli was calm, Libya said."
    context = build_context(named, published=None)
    assert ground_party(named, 0, 7, published=None, context=context).actor_id == "lby-government"


def test_stretch_outside_the_text_is_refused(registry: ActorRegistry) -> None:
    context = build_context("Word", published=None, registry=registry)
    with pytest.raises(ValueError, match="no stretch"):
        ground_party("Word", 2, 9, published=None, context=context)


# Words and marks that the rules look at.
_WORDS = """Freedonia Freedonian the The of President Rufus Firefly army 's , . ( ) MLF (MLF) - and police at least
    20 year old \u201c \u201d \u2019s al- bin U.S. E\u0301 's' Major General who us US minister
    spokesman for"""
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map(" ".join)), st.data())
def test_any_stretch_has_a_party_with_its_own_words(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    context = build_context(text, [(start, end)], published=PUBLISHED)
    party = ground_party(text, start, end, published=PUBLISHED, context=context)
    assert party.evidence.quote == text[start:end]
    assert 0.0 <= party.confidence <= 1.0
    again = build_context(text, [(start, end)], published=PUBLISHED)
    assert ground_party(text, start, end, published=PUBLISHED, context=again) == party
    assert source_kind(text, start, end, party=party, in_post=False, context=context)
    spans = find_actors(text, context)
    assert all(a.end <= b.start for a, b in pairwise(spans))

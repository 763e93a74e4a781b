from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.grounding.gazetteer import Gazetteer, PlaceSpan
from dateline.grounding.gazetteer._context import read_names
from dateline.grounding.gazetteer._finding import WEIGHTS, likelihood
from dateline.grounding.gazetteer._gazetteer import DATA_FILE
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._rank import Surroundings, choose
from dateline.grounding.gazetteer._store import Store
from dateline.model import Where

GAZETTEER = Gazetteer.load()
LEXICON = Lexicon(Store(DATA_FILE))


def ground(text: str, phrase: str, **options: object) -> Where | None:
    start = text.index(phrase)
    return GAZETTEER.ground_places(text, [(start, start + len(phrase))], **options)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phrase", "name", "country", "level"),
    [
        ("inside the Green Zone close to a checkpoint", "Green Zone, Baghdad", "IRQ", "neighbourhood"),
        ("Nabatiyeh in southern Lebanon", "Nabatiyeh", "LBN", "city"),
        ("a checkpoint outside Kirkuk", "checkpoint, Kirkuk", "IRQ", "site"),
        ("northern Mali", "northern Mali", "MLI", "region"),
        ("central Cairo", "central Cairo", "EGY", "neighbourhood"),
        ("the Iraqi capital", "Baghdad", "IRQ", "city"),
        ("the town of Tikrit", "Tikrit", "IRQ", "city"),
        ("the US embassy in Baghdad", "US embassy, Baghdad", "IRQ", "site"),
        ("a market in Kabul", "market, Kabul", "AFG", "site"),
        ("New Delhi", "New Delhi", "IND", "city"),
        ("the Strait of Hormuz", "Strait of Hormuz", "", "sea"),
        ("Wardak province", "Wardak province", "AFG", "province"),
        ("Syrian", "Syria", "SYR", "country"),
    ],
)
def test_phrases(phrase: str, name: str, country: str, level: str) -> None:
    found = ground(f"It happened there: {phrase}.", phrase)
    assert found is not None
    assert (found.name, found.country, found.level) == (name, country, level)
    assert (found.lat is None) == (level in ("country", "region", "sea"))
    assert (found.lat is None) == (found.lon is None) == (found.radius_km is None)


@pytest.mark.parametrize("phrase", ["the scene", "the area", "home", "the border"])
def test_no_place(phrase: str) -> None:
    assert ground(f"They went back to {phrase}.", phrase) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiev", "Kyiv"),
        ("Misurata", "Misrata"),
        ("Daraa", "Dera'a"),
        ("Bengasi", "Benghazi"),
        ("Deir ez-Zor", "Deir al-Zour"),
        ("Saigon", "Ho Chi Minh City"),
        ("Bombay", "Mumbai"),
        ("al-Raqqa", "Raqqa"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    first, second = ground(f"In {one} today.", one), ground(f"In {other} today.", other)
    assert first and second
    assert first.geonames_id == second.geonames_id is not None


def test_context_decides() -> None:
    assert (here := ground("Tripoli, Lebanon, was quiet.", "Tripoli")) and here.country == "LBN"
    assert (here := ground("Libyan rebels reached Tripoli.", "Tripoli")) and here.country == "LBY"
    assert (here := ground("Police in Hyderabad, Pakistan, said so.", "Hyderabad")) and here.country == "PAK"
    assert (here := ground("Hyderabad is a city of India.", "Hyderabad")) and here.country == "IND"
    assert (here := ground("Tbilisi says Georgia was attacked.", "Georgia")) and here.level == "country"
    assert (here := ground("Atlanta, Savannah and Macon are in Georgia.", "Georgia")) and here.country == "USA"
    hinted = ground("Tripoli was quiet.", "Tripoli", country_hints={"LBN": 5})
    assert hinted and hinted.country == "LBN"


def test_unknown_names_stay_open() -> None:
    alone = ground("A fire broke out in Qwertyville.", "Qwertyville")
    assert alone and (alone.country, alone.lat, alone.geonames_id) == ("", None, None)
    inside = ground("A fire in Qwertyville, Norway.", "Qwertyville, Norway")
    assert inside and (inside.name, inside.country, inside.lat) == ("Qwertyville", "NOR", None)


def test_referring_back() -> None:
    text = "Shells fell on Homs in Syria. Aid reached the city. People all over the country waited."
    city, country = ground(text, "the city"), ground(text, "the country")
    assert city and city.name == "Homs"
    assert country and country.name == "Syria"


def test_find_places_leaves_persons_out() -> None:
    found = [
        p.name
        for p in GAZETTEER.find_places("Gen. Jordan Lincoln met Paris Hilton in Cairo. Reading is fun, Egypt said.")
    ]
    assert found == ["Cairo", "Egypt"]


def test_stretch_outside_the_text() -> None:
    with pytest.raises(UsageError):
        GAZETTEER.ground_places("Cairo", [(0, 6)])


WORDS = st.sampled_from(
    tuple(
        word
        for line in (
            "the a in of near , . 's US Iraqi Syria Baghdad capital city northern Mali camp Green Zone al- Kabul",
            "market Tripoli 30 km south border ( ) - Qwerty country Mr. Paris",
        )
        for word in line.split()
    )
)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)), st.data())
def test_any_text(text: str, data: st.DataObject) -> None:
    for place in GAZETTEER.find_places(text):
        assert text[place.start : place.end] == place.name
    if not text:
        return
    edge = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(edge, edge).filter(lambda s: s[0] < s[1]), max_size=5))
    found = GAZETTEER.ground_places(text, spans)
    assert len(found) == len(spans)
    for (start, end), where in zip(spans, found, strict=True):
        if where:
            assert (where.evidence.start, where.evidence.end, where.evidence.quote) == (start, end, text[start:end])
            assert (where.lat is None) == (where.lon is None)
    order = data.draw(st.permutations(range(len(spans))))
    again = GAZETTEER.ground_places(text, [spans[i] for i in order])
    assert list(again) == [found[i] for i in order]


def places(text: str, *, demonyms: bool = False) -> list[str]:
    return [p.name for p in GAZETTEER.find_places(text, demonyms=demonyms)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kimberly Underwood teaches in Denver. Underwood said she likes Denver.", ["Denver", "Denver"]),
        ("Deputies in Tulsa, Okla., met Mr. Travis. The section chief, Travis, left.", ["Tulsa", "Okla"]),
        ("Reno City Council met on Monday in Reno, Nevada.", ["Reno", "Reno", "Nevada"]),
        ("at Easter the Olympic rowers trained near Lisbon", ["Lisbon"]),
    ],
)
def test_places_are_told_from_persons_bodies_and_words(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_nationality_words_on_request() -> None:
    text = "A Scottish court and European judges heard the Kenyan minister in Nairobi."
    assert places(text) == ["Nairobi"]
    found = GAZETTEER.find_places(text, demonyms=True)
    assert [(p.name, p.country, p.level) for p in found] == [
        ("Scottish", "GBR", "province"), ("European", "", "region"), ("Kenyan", "KEN", "country"),
        ("Nairobi", "KEN", "city"),
    ]  # fmt: skip
    assert all(p.lat is not None and p.lon is not None for p in found if p.level != "country")


def test_words_of_public_life_tell_the_country() -> None:
    text = "The RCMP and the provincial police searched a house in London on Friday."
    (place,) = GAZETTEER.find_places(text)
    assert (place.name, place.country) == ("London", "CAN")
    (place,) = GAZETTEER.find_places("Officers searched a house in London on Friday.")
    assert place.country == "GBR"


def test_a_hamlet_among_towns_of_great_names_does_not_take_the_name_of_a_country() -> None:
    (mention,) = [m for m in read_names("They met in Russia.", LEXICON)[0] if m.text == "Russia"]
    hamlet = next(p for p in mention.candidates if p.level == "city" and p.country == "USA")
    around = Surroundings(
        country_total={"USA": 6.0, "GBR": 1.0}, country_sum=7.0, province_total={("USA", hamlet.admin1 or ""): 1.0},
        province_sum=2.0, close={("russia", hamlet.geonames_id): 2.0},
    )  # fmt: skip
    found = choose(mention.candidates, around, name="russia")
    assert found and (found.level, found.country) == ("country", "RUS")


def test_a_great_capital_beside_one_country_that_is_told_of_more() -> None:
    text = (
        "WASHINGTON - A former officer who had served in Russia, Paris and London was questioned by the FBI in New York about"
        " payments for the games in Moscow. The U.S. firm told the Senate in Washington that it had no client in Russia."
    )
    assert {p.country for p in GAZETTEER.find_places(text) if p.name in ("Paris", "London", "Moscow")} == {
        "FRA",
        "GBR",
        "RUS",
    }


@pytest.mark.parametrize(
    ("street", "place"),
    [
        ("Rue Victor Hugo", "Rue Victor Hugo"),
        ("Rue de Rivoli in Paris", "Rue de Rivoli, Paris"),
        ("Calle Lima", "Calle Lima"),
    ],
)
def test_a_street_is_in_none_of_the_towns_that_its_name_is_made_of(street: str, place: str) -> None:
    text = f"LYON, France - A parcel exploded on {street} on Friday, police said."
    found = ground(text, street)
    assert found and (found.name, found.level, found.country) == (place, "site", "FRA")
    assert {p.name for p in GAZETTEER.find_places(text)} <= {"LYON", "France", "Paris"}


@pytest.mark.parametrize(
    ("text", "street", "place"),
    [
        ("BAGHDAD - A bomb killed four in Haifa Street.", "Haifa Street", ("Haifa Street", "IRQ", None)),
        (
            "A bomb killed four in Haifa Street in Baghdad.",
            "Haifa Street in Baghdad",
            ("Haifa Street, Baghdad", "IRQ", 33),
        ),
        (
            "SEATTLE - Shots at Third Avenue and Pike Street.",
            "Third Avenue and Pike Street",
            ("Third Avenue", "USA", None),
        ),
        (
            "Shots at Third Avenue and Pike in Seattle.",
            "Third Avenue and Pike in Seattle",
            ("Third Avenue, Seattle", "USA", 47),
        ),
        ("A convoy was hit on the Kandahar road.", "the Kandahar road", ("Kandahar road", "AFG", 31)),
    ],
)
def test_a_street_called_after_a_town_is_not_there(text: str, street: str, place: tuple[str, str, int | None]) -> None:
    found = ground(text, street)
    assert found and (found.name, found.country, found.lat and int(found.lat)) == place


def test_the_last_word_of_a_name_is_no_town_of_that_name() -> None:
    text = "SEOUL - No shells had fallen on Baengnyong Island, the ministry said."
    found = ground(text, "Baengnyong Island")
    assert found and found.name == "Baengnyong Island" and found.country != "USA"


def name(text: str, words: str) -> PlaceSpan | None:
    start = text.index(words)
    return GAZETTEER.name_places(text, [(start, start + len(words))])[0]


def test_a_given_name_gets_its_likeliest_place() -> None:
    text = "Police in Ghent, Belgium, closed the Blixworth Hall and spoke to the Belgian press in the North Sea port."
    hall, land, sea = name(text, "Blixworth Hall"), name(text, "Belgian"), name(text, "North Sea")
    assert hall and (hall.name, hall.country, hall.lat) == ("Blixworth Hall", "BEL", pytest.approx(51.05, abs=0.1))
    assert land and (land.country, land.level) == ("BEL", "country")
    assert sea and sea.level == "sea" and sea.lat is not None
    assert name("Nobody knows Qwertyham.", "Qwertyham") is None
    assert GAZETTEER.name_places("Cairo", []) == ()
    with pytest.raises(UsageError):
        GAZETTEER.name_places("Cairo", [(3, 3)])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_signs_and_support_give_a_probability(text: str) -> None:
    known, signs, _ = read_names(text, LEXICON)
    assert len(known) == len(signs)
    for own in signs:
        assert own is None or 0 < likelihood(own) < 1
    for first, second in pairwise(known):
        assert first.end <= second.start


def test_every_weighed_sign_can_occur() -> None:
    kinds = {sign.split(":")[0].split("-")[0] for sign in WEIGHTS}
    assert kinds == {
        "before", "after", "words", "is", "text", "kind", "dateline", "land", "abroad", "province", "close", "people"
    }  # fmt: skip

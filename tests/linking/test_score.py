"""Profiles, keys and the scorer, over short texts of our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking import (
    FIGURE_NAMES,
    Index,
    PlaceMark,
    Profile,
    Scorer,
    block_keys,
    make_side,
    measure,
    profile_events,
)
from dateline.linking._block import MOST_KEYS
from dateline.linking._name import find_ages, find_names, looks_personal
from dateline.linking._word import fold, load_table, overlap, sentences_around, weigh
from dateline.model import Document, EventRef

if TYPE_CHECKING:
    from tests.linking.conftest import Builder

FIRST = (
    "A gunman shot Marta Quillfeather, 34, outside the Copperfield bakery in Dunmarrow on Monday. "
    "Police are looking for a grey van."
)
AGAIN = "The woman whom a gunman shot in Dunmarrow on Monday was named as Marta Quillfeather, 34, of Tarn Lane."
OTHER = "A tanker fire in Eastwick killed Jonas Pellbright, 51, on Friday, the harbour office said."


def profile(
    build: Builder, text: str, trigger: str, *, name: str, place: str, day: str, word: str, **more: Any
) -> Profile:
    lat = {"Dunmarrow": 50.0, "Eastwick": 10.0}[place]
    account = build.tell(text, trigger, id=name, where=[(place, "city", lat, 8.0)], when=(day, word), **more)
    document = Document(id=name, sha256="", published=date(2024, 1, 2), text=text)
    return profile_events(replace(build.dossier(text, account.event), document=document), revision=name)[0]


@pytest.fixture(scope="module")
def three(build: Builder) -> tuple[Profile, Profile, Profile]:
    return (
        profile(build, FIRST, "shot", name="a", place="Dunmarrow", day="2024-01-01", word="Monday"),
        profile(build, AGAIN, "shot", name="b", place="Dunmarrow", day="2024-01-01", word="Monday"),
        profile(build, OTHER, "fire", name="c", place="Eastwick", day="2024-01-05", word="Friday", type="INCIDENT"),
    )


def test_two_reports_of_one_act_score_higher_than_reports_of_two(three: tuple[Profile, Profile, Profile]) -> None:
    scorer = Scorer.load()
    same, other = scorer.compare(three[0], three[1]), scorer.compare(three[0], three[2])
    assert same.score > 0.5 > other.score


def test_a_link_says_why_the_weightiest_field_first(three: tuple[Profile, Profile, Profile]) -> None:
    link = Scorer.load().compare(three[0], three[1])
    weights = [abs(reason.weight) for reason in link.because]
    assert weights == sorted(weights, reverse=True)
    people = next(reason for reason in link.because if reason.field == "people")
    assert people.weight > 0
    assert "marta quillfeather" in people.left
    assert "marta quillfeather" in people.right


def test_the_score_is_the_same_from_both_sides(three: tuple[Profile, Profile, Profile]) -> None:
    scorer = Scorer.load()
    for left in three:
        for right in three:
            one, two = scorer.compare(left, right), scorer.compare(right, left)
            assert one.score == two.score
            assert (one.left, one.right) == (two.right, two.left)


def test_reports_of_one_act_share_a_key_and_others_do_not(three: tuple[Profile, Profile, Profile]) -> None:
    first, again, other = (set(block_keys(one)) for one in three)
    assert first & again
    assert not first & other


def test_the_index_finds_the_other_report_and_not_the_text_itself(three: tuple[Profile, Profile, Profile]) -> None:
    index = Index()
    for one in (three[0], three[2]):
        index.add(one)
    (link,) = index.link(three[1], Scorer.load())
    assert (link.left, link.right) == (three[0].ref, three[1].ref)
    assert not index.link(three[0], Scorer.load())


def test_a_profile_survives_json_and_holds_no_text(three: tuple[Profile, Profile, Profile]) -> None:
    for one in three:
        line = msgspec.json.encode(one)
        assert msgspec.json.decode(line, type=Profile) == one
        assert b"outside the Copperfield" not in line


def test_all_of_the_weights_are_there() -> None:
    weights = Scorer.load().weights
    assert set(weights.figures) == set(FIGURE_NAMES)
    for steps in weights.figures.values():
        assert len(steps.values) == len(steps.edges) + 1
        assert list(steps.edges) == sorted(steps.edges)


def test_names_and_ages() -> None:
    names = find_names("Police said Marta J. Quillfeather and Jonas Pellbright met on Tarn Lane.", most=9)
    assert names == ("marta quillfeather", "jonas pellbright", "tarn lane")
    assert [looks_personal(name) for name in names] == [True, True, False]
    assert find_ages("Jonas Pellbright, 51, and a 9-year-old girl; 12 cars.") == (9, 51)


def test_words_are_folded_and_weighed() -> None:
    assert fold("Marta's  CAFÉ, No. 12") == "marta cafe no 12"
    assert weigh("police") < weigh("gunman") < weigh("quillfeather")
    assert weigh("12") == 0.0
    shared, share, words = overlap(("gunman", "quillfeather"), ("quillfeather", "bakery"))
    assert words == ("quillfeather",)
    assert shared == weigh("quillfeather")
    assert 0 < share < 1
    assert all(0 <= weight < 8 for weight in load_table().values())


def test_sentences_are_whole_and_told_once() -> None:
    text = "It began at dawn. Shots were fired at a guard. Then it was quiet."
    spot = text.index("fired")
    spans = list(sentences_around(text, [(spot, spot + 5), (text.index("Shots"), text.index("Shots") + 5)]))
    assert [text[a:b].strip() for a, b in spans] == ["Shots were fired at a guard."]


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 12, 31))
WORDS = st.lists(st.sampled_from("gunman bakery quillfeather pellbright harbour tanker 1200 tarn".split()), max_size=6)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    day = draw(DAYS)
    words = tuple(dict.fromkeys(draw(WORDS)))
    lat = draw(st.none() | st.floats(-90, 90))
    return Profile(
        ref=EventRef(revision=draw(st.sampled_from("abc")), start=draw(st.integers(0, 9)), end=12),
        type=draw(st.sampled_from(("ASSAULT", "INCIDENT", "ACCUSE", "COERCE", "CONSULT", "MOBILIZE"))),
        mode="",
        realis="actual",
        ground="main",
        focus=draw(st.floats(0, 1)),
        published=draw(DAYS),
        earliest=day,
        latest=day,
        dated="day" if day else "",
        places=tuple(
            PlaceMark(
                name=word, country="", admin1="", level="city", lat=lat, lon=lat, radius_km=None, geonames_id=None
            )
            for word in words[:2]
        ),
        people=tuple(f"ann {word}" for word in words),
        words=words,
        context=words,
        headline=words,
    )


@given(profiles(), profiles())
def test_any_two_profiles_can_be_compared(left: Profile, right: Profile) -> None:
    ours, theirs = make_side(left), make_side(right)
    assert repr(measure(ours, theirs)) == repr(measure(theirs, ours))
    link = Scorer.load().compare(left, right)
    assert 0.0 <= link.score <= 1.0
    for one in (left, right):
        keys = block_keys(one)
        assert len(keys) <= 3 * MOST_KEYS
        assert len(set(keys)) == len(keys)
        assert keys == block_keys(one)

"""Figures: what a span counts, by the codebook's rulings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.grounding.figures import combine, find_figures, others, part_named, read_figure

VOCABULARY = (
    "at least more than nearly up to between 12 1,200 2.5 million dozen dozens several hundred twenty - three no one "
    "a the his and , or including among of soldiers man women Ann Roe al was were killed wounded 30 35 year old % $ "
    "May others people bombs family group they he"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("span", "low", "high"),
    [
        ("six others", 6, 6),
        ("at least four", 4, None),
        ("no fewer than 15 sailors", 15, None),
        ("more than 20", 20, None),
        ("more than two dozen", 24, None),
        ("20+ people", 20, None),
        ("30 or more", 30, None),
        ("up to 37", None, 37),
        ("as many as 50 miners", None, 50),
        ("no more than 15 people", None, 15),
        ("nine or fewer", None, 9),
        ("nearly 100", 90, 110),
        ("about 30 people", 27, 33),
        ("a dozen or so", 11, 13),
        ("several", 3, 9),
        ("dozens", 24, 99),
        ("scores of people", 40, 99),
        ("hundreds", 100, 999),
        ("thousands of farmers", 1000, 9999),
        ("tens of thousands of people", 10_000, 99_999),
        ("several hundred people", 300, 999),
        ("at least dozens", 24, None),
        ("between 20 and 30", 20, 30),
        ("12 to 15 people", 12, 15),
        ("20-30 people", 20, 30),
        ("six or seven men", 6, 7),
        ("5,000", 5000, 5000),
        ("1.2 million", 1_200_000, 1_200_000),
        ("half a million people", 500_000, 500_000),
        ("twenty-three civilians", 23, 23),
        ("one hundred and five people", 105, 105),
        ("two thousand three hundred", 2300, 2300),
        ("two dozen", 24, 24),
        ("both brothers", 2, 2),
        ("one", 1, 1),
        ("a woman", 1, 1),
        ("an Iraqi", 1, 1),
        ("a 12-year-old girl", 1, 1),
        ("the 35-year-old", 1, 1),
        ("Mirza Hamdan", 1, 1),
        ("a man and his two sons", 3, 3),
        ("a couple and their three children", 5, 5),
        ("three policemen and a civilian", 4, 4),
        ("a mother and daughter", 2, 2),
        ("a family of five", 5, 5),
        ("a family", 2, None),
        ("a band of men, including four deserters", 4, None),
        ("soldiers", 2, None),
        ("many others", 2, None),
        ("no one", 0, 0),
        ("none", 0, 0),
        ("there were no casualties", 0, 0),
        ("23 people, including five children", 23, 23),
        ("two of the 12 hostages", 2, 2),
        ("thousands of men, women and children", 1000, 9999),
        ("all 12 crew members", 12, 12),
        ("two pupils, Ada Bell and Max Orr", 2, 2),
        ("a clerk, Ada Bell, died", 1, 1),
        ("the bodies of 40 villagers", 40, 40),
        ("six bombs that killed two people", 2, 2),
        ("was found dead", 1, 1),
    ],
)
def test_rulings(span: str, low: int | None, high: int | None) -> None:
    figure = read_figure(span, 0, len(span))
    assert figure is not None
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    "span", ["35-year-old", "in 2019", "$3 million", "12 rockets", "30 percent", "9/11", "4 March", "for two weeks", ""]
)
def test_what_counts_no_people(span: str) -> None:
    assert read_figure(span, 0, len(span)) is None


@pytest.mark.parametrize(
    ("span", "kind", "low", "high"),
    [
        ("killed 12 people and wounded 30", "killed", 12, 12),
        ("killed 12 people and wounded 30", "injured", 30, 30),
        ("nine dead, 40 hurt and two missing", "injured", 40, 40),
        ("nine dead, 40 hurt and two missing", "missing", 2, 2),
        ("at least 20 people were killed and 45 wounded", "injured", 45, None),
        ("killed at least 20 people and wounded 45", "injured", 45, 45),
        ("no one was hurt but three men were arrested", "arrested", 3, 3),
        ("no one was hurt but three men were arrested", "injured", 0, 0),
        ("three men were seized by police", "arrested", 3, 3),
    ],
)
def test_the_kind_picks_the_count(span: str, kind, low: int, high: int | None) -> None:
    figure = read_figure(span, 0, len(span), kind=kind)
    assert figure is not None
    assert (figure.low, figure.high) == (low, high)


def test_a_bound_before_the_span_is_taken_in() -> None:
    text = "Officials said that at least 12 people drowned."
    start = text.index("12")
    figure = read_figure(text, start, start + len("12 people"))
    assert figure is not None
    assert (figure.low, figure.high, figure.evidence.quote) == (12, None, "at least 12 people")


def test_a_span_that_cuts_a_number_is_widened() -> None:
    text = "some 2400 marchers"
    figure = read_figure(text, 6, 8)
    assert figure is not None
    assert (figure.low, figure.high) == (2160, 2640)


def test_others_and_their_total() -> None:
    text = "Seven others were killed along with Bell, including Omar al-Hakim."
    assert others(text, 0, len("Seven others"))
    assert others(text, 0, len("Seven"))
    figure = read_figure(text, 0, len(text) - 1, kind="killed")
    assert figure is not None
    assert (figure.low, figure.includes) == (7, ("Omar al-Hakim",))
    total = combine(["Bell", "Omar al-Hakim"], figure)
    assert (total.low, total.high, total.includes) == (8, 8, ("Bell", "Omar al-Hakim"))


@pytest.mark.parametrize(("span", "wanted"), [("two more", True), ("more than two", False), ("another three", True),
                                              ("three people", False), ("no more than six", False)])  # fmt: skip
def test_others(span: str, wanted: bool) -> None:
    assert others(span, 0, len(span)) is wanted


def test_open_bounds_stay_open_in_a_total() -> None:
    figure = read_figure("at least two others", 0, 19)
    assert figure is not None
    assert (combine(["Ada Bell"], figure).low, combine(["Ada Bell"], figure).high) == (3, None)


def test_counts_are_found_in_a_text() -> None:
    text = "On 4 May 2021 two bombs killed at least 30 shoppers and hurt dozens of others; a 9-year-old lost 2 dogs."
    assert [text[a:b] for a, b in find_figures(text)] == ["at least 30 shoppers", "dozens of others"]


@given(WORDS | st.text(max_size=60), st.data())
def test_invariants(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    kind = data.draw(st.sampled_from([None, "killed", "injured", "arrested"]))
    figure = read_figure(text, start, end, kind=kind)
    if figure is not None:
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.low >= 0
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert text[figure.evidence.start : figure.evidence.end] == figure.evidence.quote
        # Read again from its own evidence, it is the same.
        again = read_figure(text, figure.evidence.start, figure.evidence.end, kind=kind)
        assert again == figure
    assert isinstance(others(text, start, end), bool)
    stretches = find_figures(text)
    assert all(0 <= a < b <= len(text) for a, b in stretches)
    assert all(left[1] <= right[0] for left, right in pairwise(stretches))


def test_a_stretch_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        read_figure("two", 0, 9)


def _total(text: str, figure: str, names: list[str]) -> tuple[int | None, set[str]]:
    start = text.index(figure)
    read = read_figure(text, start, start + len(figure))
    assert read is not None
    apart, within = part_named(text, read, (0, len(text)), names)
    total = combine(apart, read, within=within)
    return total.low, set(total.includes)


def test_who_is_named_beside_others_is_counted_and_who_is_among_them_is_not_counted_again() -> None:
    text = "Three others drowned along with General Rahimi, including his deputy Omar Daud."
    assert _total(text, "Three others", ["General Rahimi", "Omar Daud"]) == (4, {"General Rahimi", "Omar Daud"})


def test_names_before_others_are_all_counted() -> None:
    text = "Rahimi, Daud and four others were killed."
    assert _total(text, "four others", ["Rahimi", "Daud"]) == (6, {"Rahimi", "Daud"})


def test_a_victim_of_another_sentence_is_left_out_where_this_one_names_some() -> None:
    text = "Rahimi and four others were killed."
    assert _total(text, "four others", ["Rahimi", "Sarwari"]) == (5, {"Rahimi"})


def test_names_from_elsewhere_count_where_the_sentence_has_none() -> None:
    text = "Four others were killed."
    assert _total(text, "Four others", ["Rahimi"]) == (5, {"Rahimi"})


def test_a_title_may_stand_for_who_died_beside_the_others() -> None:
    text = "Four others were killed along with the general, among them Omar Daud."
    assert _total(text, "Four others", ["Idris Rahimi", "Omar Daud"]) == (5, {"Idris Rahimi", "Omar Daud"})


def test_a_title_that_could_be_either_of_two_is_not_guessed() -> None:
    text = "Four others were killed along with the general, among them Omar Daud."
    assert _total(text, "Four others", ["Idris Rahimi", "Jan Sarwari", "Omar Daud"]) == (4, {"Omar Daud"})

"""What accounts bear out together: tolls and towns, in texts of our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking import PlaceName, TextPlaces, settle_toll, settle_town

if TYPE_CHECKING:
    from tests.linking.conftest import Builder


def toll(build: Builder, kind: str, *texts: tuple[str, str]) -> str | None:
    accounts = [build.tell(text, word, id=f"a{n}", day=n + 1) for n, (text, word) in enumerate(texts)]
    found = settle_toll(accounts, kind)
    return found.value if found else None


def test_figures_are_read_beside_words_of_death_and_injury(build: Builder) -> None:
    text = ("A blast at the mill killed three people and injured 12 others.", "blast")
    assert toll(build, "killed", text) == "3"
    assert toll(build, "injured", text) == "12"


def test_the_later_of_two_figures_wins_where_as_many_give_it(build: Builder) -> None:
    assert (
        toll(build, "killed", ("The blast killed two people.", "blast"), ("The blast killed four people.", "blast"))
        == "4"
    )


def test_most_reports_win_over_one(build: Builder) -> None:
    same = ("The blast killed two people.", "blast")
    assert toll(build, "killed", same, same, same, ("The blast killed nine people.", "blast")) == "2"


def test_a_single_victim_needs_no_figure(build: Builder) -> None:
    assert toll(build, "killed", ("A baker was shot dead on Tarn Lane.", "shot")) == "1"
    assert toll(build, "injured", ("A baker was shot dead on Tarn Lane.", "shot")) is None
    assert toll(build, "injured", ("A baker was shot in the arm on Tarn Lane.", "shot")) == "1"


def test_of_those_who_were_hit_the_dead_are_not_injured(build: Builder) -> None:
    text = ("Five people were shot at the fair, and one person died.", "shot")
    assert toll(build, "killed", text) == "1"
    assert toll(build, "injured", text) == "4"


def test_ages_years_and_sums_over_a_weekend_count_nobody(build: Builder) -> None:
    assert toll(build, "killed", ("A 13-year-old boy was killed on Tarn Lane.", "killed")) == "1"
    texts = (
        ("Police said 17 people were killed in weekend shootings.", "shootings"),
        ("A man was shot dead. It killed one person.", "killed"),
    )
    assert toll(build, "killed", *texts) == "1"


def test_victims_told_one_by_one_are_added_up(build: Builder) -> None:
    text = ("A 9-year-old girl and two men were shot on Tarn Lane. All will live.", "shot")
    assert toll(build, "injured", text) == "3"
    assert toll(build, "killed", text) is None


def test_a_number_of_shots_or_days_counts_nobody(build: Builder) -> None:
    assert toll(build, "injured", ("4 shot at Tarn Lane fair, police say.", "shot")) == "4"
    assert toll(build, "injured", ("A baker was hurt, and 4 shots hit a car.", "hurt")) == "1"
    assert toll(build, "killed", ("Two days after a girl was killed, a vigil was held.", "killed")) == "1"


def test_a_killer_who_dies_too_is_one_more(build: Builder) -> None:
    assert toll(build, "killed", ("A clerk killed three people, then himself.", "killed")) == "4"
    assert toll(build, "killed", ("A clerk killed three people and fled.", "killed")) == "3"
    assert toll(build, "killed", ("Three people died in a murder-suicide.", "died")) == "3"


def test_a_bomber_or_somebody_himself_is_no_further_victim(build: Builder) -> None:
    """The number that reports give stands; nobody is added to it who is not told to have died by his own hand."""
    for sentence in (
        "A suicide bomber killed 12 people at the market.",
        "The attackers killed 12 guards after barricading themselves in the mill.",
        "The mayor himself said that the blast killed 12 people.",
        "The gunman shot dead a guard and killed 12 people.",
    ):
        assert toll(build, "killed", (sentence, "killed")) == "12", sentence


def test_the_hurt_may_be_counted_only_where_the_report_opens(build: Builder) -> None:
    text = ("Six people were hurt at the fair on Monday. The shooting began at noon.", "shooting")
    assert toll(build, "injured", text) == "6"


def test_nothing_is_said_of_what_is_not_told(build: Builder) -> None:
    assert toll(build, "arrested", ("A baker was shot on Tarn Lane.", "shot")) is None
    assert settle_toll([], "killed") is None
    assert settle_toll([], "injured") is None


def test_other_tolls_come_from_the_coded_figures(build: Builder) -> None:
    text = "Police held nine people, then at least two."
    account = build.tell(
        text, "held", id="a", type="COERCE", arrested=[(9, 9, "nine people"), (2, None, "at least two")]
    )
    found = settle_toll([account], "arrested")
    assert found
    assert found.value == "9"
    assert found.accounts == (account.ref,)


def test_the_town_is_the_one_that_is_told_with_the_act(build: Builder) -> None:
    text = "A guard was shot in Dunmarrow on Monday. He was flown to a hospital in Eastwick, and Dunmarrow police want help."
    account = build.tell(text, "shot", id="a")
    names = tuple(PlaceName(name=n, level="city", start=text.index(n)) for n in ("Dunmarrow", "Eastwick"))
    found = settle_town([account], beside={"a": TextPlaces(names=names)})
    assert found
    assert found.value == "Dunmarrow"


def test_a_street_names_no_town(build: Builder) -> None:
    text = "A guard was shot on Copper Street."
    account = build.tell(text, "shot", id="a", where=[("Copper Street", "site", None, None)])
    assert settle_town([account]) is None
    assert settle_town([]) is None

from __future__ import annotations

from datetime import date

import pytest
from reports import Said, coded, first, march, other, report, revised

from dateline import desk
from dateline.desk import find_story, ingest
from dateline.errors import NotFound
from dateline.ledger import Filter


@pytest.fixture
def filled(ledger):
    for dossier in (first(), march(), other()):
        ingest(ledger, coded(dossier))
    return ledger


def acts(story):
    return [event.row.type for event in story.events]


def test_a_story_has_what_the_same_report_tells_and_not_the_rest(filled):
    story = find_story(filled, "bakery", Filter())
    assert acts(story) == ["ASSAULT", "COERCE"] and story.since is None
    arrest = story.events[1]
    assert ("response-to", story.events[0].row.id) in arrest.relations


@pytest.mark.parametrize("query", ["Karsum", "Red Sickle", "assault", "gunmen"])
def test_a_story_is_found_by_words_party_place_or_type(filled, query):
    assert acts(find_story(filled, query, Filter()))[0] == "ASSAULT"


def test_a_story_is_found_by_an_event(filled):
    event = next(iter(filled.view().linked(Filter(type="COERCE"))))
    assert acts(find_story(filled, event.id[:7], Filter())) == ["ASSAULT", "COERCE"]


def test_later_events_of_the_party_nearby_belong_to_it(filled):
    day = date(2024, 5, 9)
    later = report(
        "A miller in Dorrat found his windows shot out by men of the Red Sickle. They fired from a car, residents said.",
        Said(
            word="shot", place="Dorrat", actor="Red Sickle", target="miller", day=day,
            tellers=(("residents", "witness", "asserts"),),
        ),
        url="https://valley.example/9", publisher="Valley Weekly", published=day, title="Windows of a mill",
    )  # fmt: skip
    ingest(filled, coded(later))
    assert acts(find_story(filled, "bakery", Filter())) == ["ASSAULT", "COERCE", "ASSAULT"]


def test_what_is_new_since_the_last_look(filled):
    find_story(filled, "bakery", Filter(), who="ann")
    again = find_story(filled, "Bakery ", Filter(), who="ann")
    assert again.since is not None and not any(event.news for event in again.events)
    ingest(filled, coded(revised()))
    third = report(
        "Gunmen of the Red Sickle attacked a bakery in Karsum on Monday. The mayor of Karsum denied that there had been "
        "an attack.",
        Said(
            word="attacked", place="Karsum", actor="Red Sickle", tellers=(("mayor of Karsum", "official", "denies"),)
        ),
        url="https://third.example/1", publisher="Third",
    )  # fmt: skip
    ingest(filled, coded(third))
    peek = find_story(filled, "bakery", Filter(), who="ann", note=False)
    news = peek.events[0].news
    assert news is not None and news.kind in ("status", "reports") and news.reports >= 1
    assert find_story(filled, "bakery", Filter(), who="ben").since is None
    assert find_story(filled, "bakery", Filter(), who="ann").events[0].news == news
    assert not any(event.news for event in find_story(filled, "bakery", Filter(), who="ann").events)


def test_other_stories_that_fit_are_named(filled):
    story = find_story(filled, "Monday", Filter())
    assert acts(story) == ["ASSAULT", "COERCE"] and [row.type for row in story.others] == ["PROTEST"]


def test_what_fits_nothing_and_what_was_rejected(filled):
    with pytest.raises(NotFound, match="Nothing in"):
        find_story(filled, "submarine", Filter())
    walk = next(iter(filled.view().linked(Filter(type="PROTEST"))))
    desk.accept(filled, walk.id, who="ann", wrong=True)
    with pytest.raises(NotFound, match="rejected"):
        find_story(filled, "dockers", Filter())

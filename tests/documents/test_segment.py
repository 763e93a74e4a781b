"""Segments: what is not the article's plain prose, and where its parts are."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents import find_segments
from dateline.model import Segment, SegmentKind

BODY = "The river rose by two metres on Monday and cut off the road to the north, the district office said."


def _only(text: str, kind: SegmentKind) -> Segment:
    found = [segment for segment in find_segments(text) if segment.kind is kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("BAGHDAD (Reuters) -", "BAGHDAD", "Reuters"),
        ("DERA, Syria (AP) \u2014", "DERA, Syria", "AP"),
        ("Sfax, Tunisia (CNN) --", "Sfax, Tunisia", "CNN"),
        ("BEIRUT/AMMAN (Reuters) -", "BEIRUT/AMMAN", "Reuters"),
        ("UNITED NATIONS (AFP) \u2013", "UNITED NATIONS", "AFP"),
        ("KABUL, Dec. 13 (Xinhua) --", "KABUL", "Xinhua"),
        ("PORT-AU-PRINCE, Haiti (AP) -", "PORT-AU-PRINCE, Haiti", "AP"),
        ("Near Tal Amar, Syria (CNN) --", "Tal Amar, Syria", "CNN"),
        ("(Reuters) -", None, "Reuters"),
        ("Monday (CNN) --", None, "CNN"),
        ("BOSTON \u2014", "BOSTON", None),
        ("ST. LOUIS --", "ST. LOUIS", None),
    ],
)
def test_datelines(dateline: str, place: str | None, agency: str | None) -> None:
    text = f"{dateline} {BODY}"
    found = _only(text, SegmentKind.DATELINE)
    assert text[found.start : found.end].endswith(dateline[-2:].strip())
    assert (text[found.start : found.content_end] if found.content_end else None) == place
    assert found.author == agency
    if agency:
        assert text[found.author_start : found.author_end] == agency


def test_a_dateline_behind_a_headline_on_one_line() -> None:
    text = f"Flood cuts northern road: office GARISSA, Nov. 3 (Xinhua) -- {BODY}"
    dateline, heading = _only(text, SegmentKind.DATELINE), _only(text, SegmentKind.HEADING)
    assert text[dateline.start : dateline.content_end] == "GARISSA"
    assert text[heading.start : heading.end] == "Flood cuts northern road: office"


def test_an_agency_head_has_a_place_a_stamp_and_a_dateline() -> None:
    text = f"By Ann Bell and Omar Said CAIRO | Wed Aug 24, 2011 9:31 am BST CAIRO (Reuters) - {BODY}"
    kinds = [segment.kind.value for segment in find_segments(text)]
    assert kinds == ["byline", "dateline", "date", "dateline"]
    last = find_segments(text)[-1]
    assert text[last.start : last.end] == "CAIRO (Reuters) -"


@pytest.mark.parametrize(
    "text",
    [
        "The agency (AP) said so.",
        "Aid (food and water) - arrived late.",
        "He left NATO \u2014 a surprise.",
        "Troops of the army (AP photo) left.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert not [segment for segment in find_segments(text) if segment.kind is SegmentKind.DATELINE]


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Ann Bell\n", "Ann Bell"),
        ("BY ANN BELL\n", "ANN BELL"),
        ("By Ann Bell, Omar Said and Jo van Dyk\n", "Ann Bell, Omar Said and Jo van Dyk"),
        ("From Ann Bell, CNN ", "Ann Bell"),
        ("March 04, 2021 | By Ann Bell, Special to CNN ", "Ann Bell"),
        ("(Reporting by Ann Bell; Editing by Omar Said)\n", "Ann Bell"),
        ("By 2030 the town will have a bridge.\n", None),
        ("By Monday Evening\n", None),
        ("By Ann Bell the river was called a snake.\n", None),
    ],
)
def test_bylines(byline: str, author: str | None) -> None:
    text = byline + BODY
    found = [segment for segment in find_segments(text) if segment.kind is SegmentKind.BYLINE]
    assert [segment.author for segment in found] == ([author] if author else [])
    for segment in found:
        assert text[segment.author_start : segment.author_end] == author


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"Flood cuts road\n\n{BODY}", ["Flood cuts road"]),
        (f"Flood cuts road\n{BODY}\nWhat is known\n{BODY}", ["Flood cuts road", "What is known"]),
        (f"Is the road safe?\n\n{BODY}", ["Is the road safe?"]),
        (f"## Aftermath\n{BODY}", ["## Aftermath"]),
        (f"{BODY} == Response == {BODY}", ["== Response =="]),
        (f"He left.\n{BODY}", []),
        (f'"We saw it."\n{BODY}', []),
        ("The river rose by two metres on\nMonday and cut off the road to\nthe north, the office\nsaid.", []),
        (f"- first point\n- second point\n\n{BODY}", []),
        ("The last line has no end", []),
    ],
)
def test_headings(text: str, headings: list[str]) -> None:
    found = [text[s.start : s.end] for s in find_segments(text) if s.kind is SegmentKind.HEADING]
    assert found == headings


@pytest.mark.parametrize(
    "caption",
    [
        "Photo: Smoke over the depot",
        "Image caption The depot before the fire",
        "A man looks at the river. REUTERS/Jim Low",
        "A man looks at the river. (Photo by Jim Low/Getty Images)",
        "People wait at the river, March 4, 2021.",
    ],
)
def test_captions(caption: str) -> None:
    text = f"{caption}\nNAIROBI (Reuters) - {BODY}"
    found = _only(text, SegmentKind.CAPTION)
    assert text[found.start : found.end] == caption


@pytest.mark.parametrize(
    ("words", "signature", "handle", "day"),
    [
        ("We heard two bangs", " \u2014 Sam Reed (@samreed) March 4, 2021", "samreed", date(2021, 3, 4)),
        ("We heard two bangs", " https://t.co/a1 pic.twitter.com/b2 \u2014 Sam Reed (@samreed) March 4, 2021", "samreed", date(2021, 3, 4)),  # noqa: E501
        ("Water: knee deep!", " \u2014 Depot Fire Service (@depot_fire) 4 Mar 2021", "depot_fire", date(2021, 3, 4)),
        ("Stay away", " -- Mayor (@mayor) 7:03 PM - 4 Mar 2021", "mayor", date(2021, 3, 4)),
        ("Stay away", "\u2014 Mayor (@mayor)", "mayor", None),
        ("Two\nlines", "\n\u2014 Sam Reed (@samreed) March 4, 2021", "samreed", date(2021, 3, 4)),
    ],
)  # fmt: skip
def test_posts(words: str, signature: str, handle: str, day: date | None) -> None:
    text = f"{BODY}\n\n{words}{signature}\n\n{BODY}"
    post = _only(text, SegmentKind.POST)
    assert text[post.start : post.content_end] == words
    assert text[post.start : post.end] == words + signature
    assert (post.handle, post.published) == (handle, day)
    assert text[post.author_start : post.author_end] == post.author
    assert post.author and post.author in signature


def test_posts_that_run_on_after_prose() -> None:
    one = "Residents wrote: Two bangs, then dark \u2014 Sam Reed (@samreed) March 4, 2021"
    two = "All clear now \u2014 Mayor (@mayor) March 5, 2021"
    text = f"{BODY} {BODY} {BODY} {BODY} {one} {two} {BODY}"
    posts = [s for s in find_segments(text) if s.kind is SegmentKind.POST]
    assert [text[s.start : s.content_end] for s in posts] == ["Two bangs, then dark", "All clear now"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor (@mayor) said so.",
        "The mayor \u2014 Jo Low (@mayor) \u2014 said so.",
        "\u2014 Jo Low (@jo) May 1, 2020",
    ],
)
def test_no_post(text: str) -> None:
    assert not [segment for segment in find_segments(text) if segment.kind is SegmentKind.POST]


PIECES = st.sampled_from(
    ["\n", "\n\n", " ", ". ", "By Ann Bell", "CAIRO (AP) - ", "\u2014 Jo (@jo) ", "March 4, 2021", "pic.twitter.com/x",
     "date 2021-03-04", "== A ==", "Photo: ", "(@jo)", "\u2014", "Rain fell", "| ", "(CNN) --", "REUTERS/Jo Low", "LYON"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_segments_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for segment in find_segments(text):
        assert last <= segment.start < segment.end <= len(text)
        last = segment.end
        if segment.content_end is not None:
            assert segment.start < segment.content_end <= segment.end
        if segment.author_start is not None and segment.author_end is not None:
            assert segment.start <= segment.author_start < segment.author_end <= segment.end
            assert text[segment.author_start : segment.author_end] == segment.author


@pytest.mark.parametrize(
    "piece", ["A", "A ", "A\n", "(@a) ", "\u2014 ", "https://", "AB-", "By Ab ", "= ", "(AP", "Photo: A/", "-", "Aa "]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begin = time.process_time()
    find_segments(text)
    assert time.process_time() - begin < 2

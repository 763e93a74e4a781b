from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from fake_pipeline import story_dossier
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.cli._clean import clean
from dateline.cli._page import Look
from dateline.cli._render import render_dossier
from dateline.cli._words import say_confidence, say_figure, say_type, say_when
from dateline.model import Evidence, Figure, When, label

ANSI = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture
def story():
    return story_dossier()


def test_a_dossier_reads_from_top_to_bottom(story):
    shown = render_dossier(story, look=Look(), source="strelsau.txt")
    parts = (
        "Rockets hit the harbour of Strelsau",
        "Ruritania Daily · Saturday 4 January 2020 · English",
        "strelsau.txt",
        "5 events, 1 of them background · 3 in dispute · 1 issue",
        "EVENTS",
        "Thursday 2 January 2020",
        "  e1   Armed Forces of Borduria attacks dock workers",
        "attack with heavy weapons (ASSAULT/heavy-weapons) · high confidence 0.91",
        "“on Thursday”",
        "whom       dock workers (labour)  low confidence 0.41",
        "killed     at least 4  “at least four”",
        "Reports, via Port Watch (social post) says, reportedly: the toll",
        "spokesman for Borduria (official) denies: that it happened, who did it",
        "other news of the story",
        "link       follows e1",
        "6 to 12 January 2020",
        "PLANNED · visit (CONSULT/visit)",
        "No date",
        "not stated when, where, whom",
        "BACKGROUND",
        "2019",
        "IN DISPUTE INSIDE THE TEXT",
        "killed: at least 4 “at least four” or 7 “seven” (all can be true)",
        "COULD NOT BE RESOLVED",
        "e5: the words of time could not be resolved  “Some time ago”",
    )
    at = 0
    for part in parts:
        assert part in shown[at:], part
        at = shown.index(part, at)


def test_offsets_are_those_of_the_text(story):
    shown = render_dossier(story, look=Look(offsets=True, width=120))
    found = re.findall(r"“([^”]+)”\s+\[(\d+):(\d+)\]", re.sub(r"\n\s+", " ", shown))
    assert len(found) > 15
    assert all(story.document.text[int(start) : int(end)] == words for words, start, end in found)


def test_color_changes_no_words(story):
    plain, colored = (render_dossier(story, look=Look(color=color)) for color in (False, True))
    assert "\x1b" not in plain and ANSI.search(colored)
    assert ANSI.sub("", colored) == plain


@given(width=st.integers(min_value=40, max_value=120))
@settings(max_examples=8, deadline=None)
def test_lines_keep_to_the_width(width):
    lines = render_dossier(story_dossier(), look=Look(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_words_of_a_document_cannot_steer_the_terminal(story):
    evil = "\x1b[31mred\x07 [bold]not markup[/bold] \u202eturned\x9b2J :smile:\r\nnew line"
    event = replace(story.events[0], summary=evil, claims=(replace(
        story.events[0].claims[0], evidence=Evidence(start=0, end=1, quote=evil)),))  # fmt: skip
    document = replace(story.document, title=evil, publisher=evil, url=evil)
    dossier = replace(story, document=document, events=(event,))
    for color in (False, True):
        shown = render_dossier(dossier, look=Look(color=color), source=evil)
        bare = ANSI.sub("", shown)
        assert not set(bare) & set("\x1b\x07\x9b\r\u202e")
        assert "␛[31mred␇ [bold]not markup[/bold] <U+202E>turned<U+009B>2J :smile: new line" in bare


@given(st.text())
def test_clean_text_is_safe_and_stays_as_it_is(text):
    shown = clean(text)
    assert clean(shown) == shown
    assert all(char.isprintable() or char in "\u200c\u200d" for char in shown)
    shown.encode("utf-8")


def test_every_type_and_mode_has_words_of_its_own():
    acts = [(kind, mode) for kind in label.EVENT_TYPES for mode in ("", *label.MODES.get(kind, ()))]
    said = [say_type(kind, mode) for kind, mode in acts]
    assert len(set(said)) == len(acts)
    assert not [act for act, words in zip(acts, said, strict=True) if words == act[0].lower() and act[1]]


@pytest.mark.parametrize(
    ("value", "words"),
    [(1.0, "high confidence 1.00"), (0.8, "high confidence 0.80"), (0.799, "moderate confidence 0.79"),
     (0.3, "low confidence 0.30"), (0.0, "very low confidence 0.00")],
)  # fmt: skip
def test_confidence_in_words_agrees_with_its_number(value, words):
    assert say_confidence(value) == words


@pytest.mark.parametrize(
    ("low", "high", "words"), [(4, 4, "4"), (1000, None, "at least 1,000"), (None, 7, "up to 7"), (2, 9, "2 to 9"),
                               (None, None, ""), (0, 0, "0")],
)  # fmt: skip
def test_figures(low, high, words):
    figure = Figure(low=low, high=high, evidence=Evidence(start=0, end=1, quote="x"))
    assert say_figure(figure) == words


@pytest.mark.parametrize(
    ("edtf", "first", "last", "words"),
    [
        ("2020-01-03", date(2020, 1, 3), date(2020, 1, 3), "Friday 3 January 2020"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        ("2019~", date(2019, 1, 1), date(2019, 12, 31), "about 2019"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "the 2010s"),
        ("2020-01-30/2020-02-02", date(2020, 1, 30), date(2020, 2, 2), "30 January 2020 to 2 February 2020"),
        ("2020-01-03/..", date(2020, 1, 3), date.max, "since 3 January 2020"),
        ("2020-12", date(2020, 12, 1), date(2020, 12, 31), "December 2020"),
        ("9999", date(9999, 1, 1), date.max, "since 1 January 9999"),
    ],
)
def test_times_in_words(edtf, first, last, words):
    assert say_when(When(edtf=edtf, earliest=first, latest=last, rule="x", evidence=None)) == words

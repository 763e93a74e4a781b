from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from reports import Said, first, other, report

from dateline.model import Segment, SegmentKind
from dateline.views import Span, TextSegment, cut_runs, mark_text


def spans_of(marked, event):
    return {(span.role, span.label) for span in marked.spans if span.event == event}


def test_each_span_is_exact_and_says_what_it_fills():
    dossier = first()
    marked = mark_text(dossier, {"e1": "abcd"})
    text = dossier.document.text
    by_role = {span.role: text[span.start : span.end] for span in marked.spans}
    assert by_role["trigger"] == "attacked" and by_role["actor"] == "Red Sickle" and by_role["toll"] == "two"
    assert by_role["source"] == "district police" and by_role["claim"] == text
    assert ("place", "where: Karsum, TUR") in spans_of(marked, 1) and marked.events[0].linked == "abcd"


def test_events_are_numbered_in_the_order_of_the_text_and_may_be_of_no_event():
    marked = mark_text(other(), {})
    assert [event.number for event in marked.events] == [1, 2]
    assert [event.start for event in marked.events] == sorted(event.start for event in marked.events)
    assert {event.linked for event in marked.events} == {""}


def test_letters_of_two_units_do_not_shift_what_follows():
    dossier = report(
        "🔥🔥 Gunmen attacked a bakery in Karsum on Monday, the district police said.",
        Said(word="attacked", place="Karsum", actor="Gunmen"),
        url="https://x.example/1",
    )
    marked = mark_text(dossier, {})
    number = next(span.number for span in marked.spans if span.role == "trigger")
    assert "".join(run.text for run in marked.runs if number in run.spans) == "attacked"


def test_a_post_is_a_segment_with_its_author():
    dossier = first()
    post = Segment(kind=SegmentKind.POST, start=0, end=10, author="Ann", handle="ann")
    broken = Segment(kind=SegmentKind.CAPTION, start=50, end=9_999)
    document = replace(dossier.document, segments=(post, broken))
    marked = mark_text(replace(dossier, document=document), {})
    (segment,) = marked.segments
    assert (segment.kind, segment.author, segment.quote) == ("post", "Ann", document.text[:10])
    assert "".join(run.text for run in marked.runs if run.segment == 0) == document.text[:10]


def test_a_text_without_events_is_one_run():
    assert [run.text for run in cut_runs("nothing", (), ())] == ["nothing"]
    assert list(cut_runs("", (), ())) == []


@st.composite
def marked_texts(draw):
    text = draw(st.text(max_size=40))
    ends = st.tuples(st.integers(0, max(0, len(text))), st.integers(0, max(0, len(text)))).map(sorted)
    pairs = [pair for pair in draw(st.lists(ends, max_size=12)) if pair[0] < pair[1]]
    spans = [
        Span(number=n, event=1, role="claim", start=start, end=end, label="") for n, (start, end) in enumerate(pairs)
    ]
    return text, spans


@given(marked_texts())
def test_runs_are_the_text_and_each_span_is_the_runs_that_it_lies_on(given_text):
    text, spans = given_text
    runs = list(cut_runs(text, spans, ()))
    assert "".join(run.text for run in runs) == text and all(run.text for run in runs)
    for span in spans:
        assert "".join(run.text for run in runs if span.number in run.spans) == text[span.start : span.end]


@given(marked_texts(), st.integers(0, 40), st.integers(0, 40))
def test_a_segment_is_cut_out_exactly(given_text, a, b):
    text, spans = given_text
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    segment = TextSegment(
        number=7, kind="post", start=start, end=end, author=None, handle=None, published=None, quote=text[start:end]
    )
    runs = list(cut_runs(text, spans, [segment] if start < end else []))
    assert "".join(run.text for run in runs if run.segment == 7) == text[start:end]

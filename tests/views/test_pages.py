from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from reports import first, march, other, revised

from dateline.ledger import document_id, list_refs, revision_id
from dateline.linking import derive_statuses, find_disputes, find_origins, list_tolls
from dateline.model import Account, Judgement, LinkedEvent
from dateline.views import Told, make_event_page, make_row, make_story, sort_day

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def account(dossier, number=0, minute=0):
    revision = revision_id(dossier.document)
    at = AT.replace(minute=minute)
    ref = list_refs(dossier, revision)[number]
    return Account(ref=ref, event=dossier.events[number], document=dossier.document, recorded=at, seen=at)


def told(*accounts, earlier=(), judgements=(), grades=None):
    origins, disputes = find_origins(accounts), find_disputes(accounts)
    return Told(
        linked=LinkedEvent(id="0123456789abcdef", members=tuple(a.ref for a in (*earlier, *accounts))),
        accounts=tuple(accounts),
        earlier=tuple(earlier),
        is_dropped=False,
        documents={a.ref.revision: document_id(a.document) for a in (*earlier, *accounts)},
        origins=origins,
        tolls=list_tolls((*earlier, *accounts)),
        disputes=disputes,
        statuses=derive_statuses(accounts, origins, disputes, grades=grades or {}),
        judgements=tuple(judgements),
        grades=grades or {},
    )


def slot(page, name):
    return next(one for one in page.slots if one.name == name)


def test_a_value_that_two_reports_give_stands_once():
    page = make_event_page(told(account(first()), account(other(), minute=1)))
    (who,) = slot(page, "who").values
    # The second report names it in a sentence of its own: its teller says that people were killed, not by whom.
    assert (who.name, who.reports, who.origins) == ("Red Sickle", (1, 2), (1,))
    assert [q.words for q in who.quotes] == ["Red Sickle", "Red Sickle"]
    assert slot(page, "where").values[0].item.country == "TUR"


def test_a_toll_is_a_history_with_who_gives_each_figure():
    page = make_event_page(told(account(revised(), minute=2), earlier=[account(first())]))
    (toll,) = page.tolls
    assert [(f.low, f.source, f.report) for f in toll.figures] == [
        (2, "district police", None),
        (4, "Karsum hospital", 1),
    ]
    assert (toll.low, toll.high) == (4, 4) and page.replaced == 1


def test_figures_that_cannot_both_be_true_are_a_dispute_of_the_toll():
    page = make_event_page(told(account(first()), account(other(), minute=1)))
    assert page.tolls[0].dissent and page.disputes[page.tolls[0].dissent[0] - 1].slot.startswith("casualties")


def test_a_voice_has_its_words_and_its_grade():
    page = make_event_page(told(account(first()), grades={"District Police": "B"}))
    (voice,) = [v for v in page.voices if v.name == "district police"]
    assert voice.grade == "B" and voice.passages[0].report == 1 and "bakery" in voice.passages[0].words


def test_rejected_is_what_the_last_judgement_says():
    one = account(first())

    def judged(kind, minute):
        return Judgement(id=kind, kind=kind, who="ann", at=AT.replace(minute=minute), events=(one.ref,))

    assert told(one, judgements=[judged("accept", 1), judged("reject", 2)]).is_rejected
    assert not told(one, judgements=[judged("reject", 1), judged("accept", 2)]).is_rejected
    assert not told(one, account(other()), judgements=[judged("reject", 1)]).is_rejected


def test_pages_are_values_that_can_be_sent():
    page = make_event_page(told(account(first()), account(other(), minute=1)))
    sent = msgspec.json.decode(msgspec.json.encode(page))
    assert sent["id"] == "0123456789abcdef" and sent["slots"] and sent["voices"]
    assert page == make_event_page(told(account(first()), account(other(), minute=1)))


@given(st.permutations([(first, 0), (other, 0), (other, 1), (march, 0)]))
def test_a_story_does_not_depend_on_the_order_it_is_given_in(order):
    events = [told(account(make(), number)) for make, number in order]
    ids = {id(one): f"{n:016x}" for n, one in enumerate(events)}
    by_type = sorted(events, key=lambda one: (one.lead.event.type, one.lead.document.url))
    del ids
    story = make_story("x", by_type, relations={}, because={}, since=None, before={})
    rows = [event.row for event in story.events]
    assert rows == sorted(rows, key=sort_day) and len(rows) == 4


@pytest.mark.parametrize(("minute", "kind"), [(3, "event"), (0, None)])
def test_news_are_counted_from_the_last_look(minute, kind):
    one = told(account(first(), minute=minute))
    story = make_story("x", [one], relations={}, because={}, since=AT.replace(minute=1), before={})
    news = story.events[0].news
    assert (news.kind if news else None) == kind


def test_a_row_is_the_event_in_short():
    row = make_row(told(account(first())))
    assert (row.type, row.where.name, row.tolls, row.reports) == ("ASSAULT", "Karsum", (("killed", 2, 2),), 1)

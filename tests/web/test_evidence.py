"""Routes of events, documents and parties: everything that stands behind a value."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

sys.path.append(str(Path(__file__).parent))

import seed

from dateline import desk
from dateline.ledger import open_ledger
from dateline.web import _evidence

API = "/api/v1"


def find(client, words):
    events = client.get(f"{API}/events", params={"limit": 100}).json()["events"]
    return next(one["id"] for one in events if words in one["summary"])


def sheet(client, words, **params):
    answer = client.get(f"{API}/events/{find(client, words)}/sheet", params=params)
    assert answer.status_code == 200
    return answer.json()


def test_an_event_is_found_by_the_beginning_of_its_id(client):
    event = find(client, "market in Nakuru")
    page = client.get(f"{API}/events/{event[:10]}").json()
    assert page["id"] == event and len(page["reports"]) == 3 and page["links"]


def test_the_sheet_has_every_cell_with_the_place_of_its_words(client):
    found = sheet(client, "market in Nakuru")
    assert [cell["name"] for cell in found["cells"]] == ["what", "who", "whom", "when", "where", "weapon", "toll"]
    where = next(cell for cell in found["cells"] if cell["name"] == "where")
    (value,) = where["values"]
    words = value["words"][0]
    document = client.get(f"{API}/documents/{words['document']}").json()
    text = "".join(run["text"] for run in document["text"]["runs"])
    assert text[words["start"] : words["end"]] == words["quote"]


def test_five_copies_are_five_reports_of_one_origin(client):
    found = sheet(client, "Lake Kariba")
    assert (found["summary_reports"], found["page"]["origins"]) == (5, 1)
    reuters = next(tree for tree in found["relays"] if tree["name"] == "Reuters")
    assert {step["report"] for step in reuters["steps"]} == {1, 2, 3, 4, 5}
    assert all(step["because"] for step in reuters["steps"][1:])


def test_an_earlier_version_is_asked_for_by_a_step_of_the_ribbon(client):
    event = find(client, "market in Nakuru")
    steps = client.get(f"{API}/events/{event}/ribbon").json()["steps"]
    assert len(steps) == 3 and steps[-1]["as_of"] is None
    first = client.get(f"{API}/events/{event}/sheet", params={"as_of": steps[0]["as_of"]}).json()
    assert len(first["page"]["reports"]) == steps[0]["reports"] == 1
    assert first["page"]["status"] == steps[0]["status"]
    assert [c["name"] for c in steps[1]["changes"]][:1] == ["status"]


def test_before_it_was_known_there_is_no_event(client):
    event = find(client, "market in Nakuru")
    answer = client.get(f"{API}/events/{event}", params={"as_of": "2019-01-01"})
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "not-found"


def test_a_ribbon_that_would_be_too_long_says_what_it_left_out(client, monkeypatch):
    monkeypatch.setattr(_evidence, "MOST_MOMENTS", 2)
    monkeypatch.setattr(_evidence, "MOST_FIRST", 1)
    event = find(client, "market in Nakuru")
    ribbon = client.get(f"{API}/events/{event}/ribbon").json()
    assert ribbon["left_out"] == 1 and [step["reports"] for step in ribbon["steps"]] == [2, 3]


def test_a_document_has_its_spans_its_custody_and_its_history(client):
    answer = client.get(f"{API}/documents/{quote('https://post.example/lighthouse', safe='')}")
    page = answer.json()
    assert page["document"]["revisions"] == 2 and len(page["history"]["steps"]) == 2
    assert page["revision"] == page["document"]["revision"]
    (custody,) = page["history"]["steps"][0]["revision"]["custody"]
    assert custody["how"] == "fetched" and len(custody["raw_sha256"]) == 64 and custody.get("raw") is None
    assert {"trigger", "actor", "place", "source", "claim"} <= {span["role"] for span in page["text"]["spans"]}
    assert any(change["slot"] == "actor" or change["before"] for change in page["history"]["steps"][1]["changes"])


def test_an_older_text_is_shown_on_request_and_only_of_its_document(client):
    page = client.get(f"{API}/documents/{quote('https://post.example/lighthouse', safe='')}").json()
    old = page["history"]["steps"][0]["revision"]["id"]
    document = page["document"]["id"]
    then = client.get(f"{API}/documents/{document}", params={"revision": old}).json()
    assert then["revision"] == old and "Youths" in "".join(run["text"] for run in then["text"]["runs"])
    other = client.get(f"{API}/documents/{document}", params={"revision": "ffffffff"})
    assert other.status_code == 404


def test_what_is_hostile_is_sent_as_text(client):
    event = find(client, "<script>")
    answer = client.get(f"{API}/events/{event}/sheet")
    assert answer.headers["content-type"] == "application/json"
    who = next(cell for cell in answer.json()["cells"] if cell["name"] == "who")
    assert who["values"][0]["text"] == seed.SCRIPT


def test_a_deleted_document_is_gone_and_its_tombstone_says_who_and_why(fresh, fresh_client):
    document = next(iter(fresh.view().documents()))
    desk.regather_without(fresh, document.id, who="ada", reason="asked to be removed")
    answer = fresh_client.get(f"{API}/documents/{document.id}")
    assert answer.status_code == 410
    error = answer.json()["error"]
    assert error["code"] == "deleted" and error["details"]["tombstone"]["reason"] == "asked to be removed"
    assert len(error["details"]["tombstone"]["erased"][0]["text_sha256"]) == 64


def test_a_party_is_found_in_every_part_that_it_has(client):
    page = client.get(f"{API}/actors", params={"name": "police"}).json()
    assert len(page["events"]) >= 3 and {role for event in page["events"] for role in event["roles"]} == {"source"}
    page = client.get(f"{API}/actors", params={"name": "gunmen"}).json()
    assert {c["name"] for c in page["counterparts"]} >= {"two nurses"}


def test_events_of_a_party_beyond_the_most_are_counted(client, monkeypatch):
    monkeypatch.setattr(_evidence, "MOST_EVENTS", 1)
    page = client.get(f"{API}/actors", params={"name": "gunmen"}).json()
    assert len(page["events"]) == 1 and page["left_out"] >= 1


@pytest.mark.parametrize("params", [{}, {"name": " "}, {"name": "x" * 400}])
def test_a_party_has_to_be_named(client, params):
    answer = client.get(f"{API}/actors", params=params)
    assert answer.status_code in (400, 422) and answer.json()["error"]["message"]


@pytest.mark.parametrize("path", ["events/ffffffffffffffff/sheet", "events/ffff/ribbon", "documents/no/such/thing"])
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "not-found"


def test_an_answer_that_is_known_already_is_not_sent_again(client):
    path = f"{API}/events/{find(client, 'market in Nakuru')}/sheet"
    etag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(path).headers["etag"] == etag


def test_decisions_are_moments_of_the_ribbon(tmp_path):
    clock = seed.Ticking()
    clock.now = datetime(2024, 4, 29, 12, tzinfo=UTC)
    with open_ledger(tmp_path / "one.sqlite", clock=clock) as ledger:
        dossier = next(one for one in seed.awkward() if one.document.published == date(2024, 4, 29))
        desk.ingest(ledger, [seed.coded(dossier, at=clock.now)])
        (event,) = ledger.view().linked()
        desk.accept(ledger, event.id, who="ada", wrong=True, reason="a drill")
        view = ledger.view()
        ribbon = _evidence.tell_ribbon(ledger, desk.Teller(view), view.linked_event(event.id))
        assert [h.kind for step in ribbon.steps for h in step.happened] == ["report", "judgement"]


def test_why_reports_are_of_one_event_is_told_field_by_field(client):
    event = find(client, "market in Nakuru")
    found = client.get(f"{API}/events/{event}/pairs").json()
    assert found["event"] == event and len(found["pairs"]) == 3
    assert all({pair["left"], pair["right"]} <= {1, 2, 3} and pair["because"] for pair in found["pairs"])

"""What the server says of a ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.exports import FORMATS
from dateline.ledger import Filter, Ledger, Near

API = "/api/v1"


def test_a_session_says_who_asks_and_what_there_is(client: TestClient, seeded: Ledger) -> None:
    found = client.get(f"{API}/session").json()
    assert (found["who"], found["role"], found["demo"]) == ("ada", "editor", False)
    assert found["csrf"] and found["entry"] == seeded.view().entry
    assert found["counts"]["documents"] >= 20


@pytest.mark.parametrize("type", ["", "ASSAULT"])
def test_events_come_page_by_page_without_a_gap(client: TestClient, seeded: Ledger, type: str) -> None:
    ids: list[str] = []
    after: str | None = ""
    while after is not None:
        page = client.get(f"{API}/events", params={"limit": 3, "after": after, "type": type}).json()
        ids += [row["id"] for row in page["events"]]
        after = page["next"]
    assert sorted(ids) == sorted(event.id for event in seeded.view().linked(Filter(type=type)))
    assert len(ids) == len(set(ids))


def test_marks_are_all_events_in_columns(client: TestClient, seeded: Ledger) -> None:
    found = client.get(f"{API}/marks").json()
    columns = found["columns"]
    assert set(columns["id"]) == {event.id for event in seeded.view().linked()}
    assert {len(column) for column in columns.values()} == {len(columns["id"])}
    assert found["total"] == len(columns["id"]) + found["dropped"] and found["dropped"] == 0
    abroad = client.get(f"{API}/marks", params={"country": "BGR"}).json()["columns"]
    assert abroad["id"] and set(abroad["country"]) == {"BGR"} and None in abroad["lat"]


def test_the_filters_are_those_of_the_command_line(client: TestClient, seeded: Ledger) -> None:
    def ids(**asked: str) -> set[str]:
        response = client.get(f"{API}/events", params={"limit": 200, **asked})
        assert response.status_code == 200, response.text
        return {row["id"] for row in response.json()["events"]}

    def known(**chosen: Any) -> set[str]:
        return {event.id for event in seeded.view().linked(Filter(**chosen))}

    assert ids(type="protest") == known(type="PROTEST") != set()
    assert (
        ids(since="2024-04-30", until="2024-05-01") == known(since=date(2024, 4, 30), until=date(2024, 5, 1)) != set()
    )
    assert ids(near="43.0,25.0,30") == known(near=Near(lat=43.0, lon=25.0, km=30)) != set()
    assert ids(country="bgr") == known(country="BGR") != set()
    assert ids(party="Fishermen") == known(party="Fishermen") != set()
    assert ids(status="disputed") == known(status="disputed") != set()
    assert ids(source="coast guard") == known(source="coast guard") != set()
    assert ids(text="ferry -lighthouse") == known(text="ferry -lighthouse") != set()
    assert ids(as_of="2020-08-08") < ids(as_of="2020-08-09") < ids()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"near": "43,25"}, "LAT,LON,KM"),
        ({"near": "91,0,5"}, "latitude"),
        ({"near": "nan,0,5"}, "latitude"),
        ({"since": "tomorrow"}, "no day"),
        ({"as_of": "2024-13-01"}, "no time"),
        ({"as_of": "0001-01-01T00:00+14:00"}, "no time"),
        ({"status": "true"}, "no status"),
        ({"contry": "FIN"}, "'contry' is no parameter here"),
        ({"country": ["FIN", "SWE"]}, "given once"),
        ({"after": "ffff"}, "no event"),
        ({"text": "x" * 501}, "500 characters"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(client: TestClient, asked: Any, told: str) -> None:
    response = client.get(f"{API}/events", params=asked)
    error = response.json()["error"]
    assert response.status_code in (400, 404, 422) and told in error["message"] and error["message"].endswith(".")
    assert set(error) == {"code", "message", "details"}


def test_who_has_an_answer_is_not_sent_it_again(fresh_client: TestClient, fresh: Ledger) -> None:
    for path in ("events", "marks"):
        first = fresh_client.get(f"{API}/{path}")
        again = fresh_client.get(f"{API}/{path}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"] and "content-security-policy" in again.headers
        other = fresh_client.get(f"{API}/{path}?country=FIN", headers={"If-None-Match": first.headers["etag"]})
        assert other.status_code == 200
        with fresh.writer() as writer:
            writer.note_look(who="ada", what="something")
        assert fresh_client.get(f"{API}/{path}", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_long_answers_are_packed(client: TestClient) -> None:
    packed = client.get(f"{API}/marks", headers={"Accept-Encoding": "gzip"})
    plain = client.get(f"{API}/marks", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_a_story_is_told_and_looking_at_it_is_an_act_of_its_own(fresh_client: TestClient, fresh: Ledger) -> None:
    entry = fresh.view().entry
    story = fresh_client.get(f"{API}/stories", params={"query": "lighthouse"}).json()
    assert story["events"] and story["since"] is None and fresh.view().entry == entry
    assert fresh_client.post(f"{API}/looks", json={"query": "lighthouse"}).status_code == 200
    assert fresh_client.get(f"{API}/stories", params={"query": "lighthouse"}).json()["since"] is not None
    assert fresh_client.get(f"{API}/stories", params={"query": "nothing of the kind"}).status_code == 404


def test_a_search_names_the_events_of_its_hits(client: TestClient, seeded: Ledger) -> None:
    matches = client.get(f"{API}/search", params={"text": "lighthouse", "kind": ["events", "claims"]}).json()["matches"]
    known = {event.id for event in seeded.view().linked(Filter(revisions="all"))}
    assert matches and {match["hit"]["kind"] for match in matches} == {"events", "claims"}
    assert {match["event"] for match in matches} <= known
    assert client.get(f"{API}/search").status_code == 400


def test_exports_are_those_of_the_command_line(fresh_client: TestClient, fresh: Ledger) -> None:
    formats = {one["name"]: one for one in fresh_client.get(f"{API}/formats").json()["formats"]}
    assert set(formats) == set(FORMATS)
    response = fresh_client.get(f"{API}/export/geojson", params={"country": "BGR"})
    assert response.headers["content-type"] == formats["geojson"]["media_type"]
    assert (
        response.headers["content-disposition"]
        == f'attachment; filename="dateline-geojson{formats["geojson"]["suffix"]}"'
    )
    assert int(response.headers["x-losses"]) >= 0
    assert response.json()["features"]
    assert fresh_client.get(f"{API}/export/nothing").status_code == 404
    assert fresh_client.get(f"{API}/export/jsonl", params={"country": "BGR"}).status_code == 400
    told = [line for line in fresh.view().audit() if line.action == "export"]
    assert [line.who for line in told] == ["ada"]


def test_a_page_that_is_not_there_is_told_in_the_one_shape(client: TestClient) -> None:
    for path in ("/nothing", f"{API}/nothing", "/static/nothing.js"):
        response = client.get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (404, "not-found")


def test_pages_are_the_same_whatever_they_show(client: TestClient) -> None:
    one, two = client.get("/event/0000"), client.get("/event/ffff?as_of=2024-05-01")
    assert one.status_code == 200 and one.content == two.content
    assert one.headers["content-type"] == "text/html; charset=utf-8"
    assert client.get("/static/login.css").headers["etag"]

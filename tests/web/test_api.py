"""What the server says of a ledger."""

from __future__ import annotations

from starlette.testclient import TestClient

from dateline.ledger import Ledger

API = "/api/v1"


def test_a_session_says_who_asks_and_what_there_is(client: TestClient, seeded: Ledger) -> None:
    found = client.get(f"{API}/session").json()
    assert (found["who"], found["role"], found["demo"]) == ("ada", "editor", False)
    assert found["csrf"] and found["entry"] == seeded.view().entry
    assert found["counts"]["documents"] >= 20


def test_events_come_page_by_page_without_a_gap(client: TestClient, seeded: Ledger) -> None:
    ids: list[str] = []
    after: str | None = ""
    while after is not None:
        page = client.get(f"{API}/events", params={"limit": 3, "after": after}).json()
        ids += [row["id"] for row in page["events"]]
        after = page["next"]
    assert sorted(ids) == sorted(event.id for event in seeded.view().linked())
    assert len(ids) == len(set(ids))


def test_marks_are_all_events_in_columns(client: TestClient, seeded: Ledger) -> None:
    found = client.get(f"{API}/marks").json()
    columns = found["columns"]
    assert set(columns["id"]) == {event.id for event in seeded.view().linked()}
    assert {len(column) for column in columns.values()} == {len(columns["id"])}
    assert found["total"] == len(columns["id"]) + found["dropped"] and found["dropped"] == 0
    abroad = client.get(f"{API}/marks", params={"country": "BGR"}).json()["columns"]
    assert abroad["id"] and set(abroad["country"]) == {"BGR"} and None in abroad["lat"]

"""What people decide, and taking it back by the opposite decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from dateline.ledger import Ledger

API = "/api/v1"


def judge(client: TestClient, **decision: Any) -> Any:
    response = client.post(f"{API}/judgements", json=decision)
    assert response.status_code == 200, response.text
    return response.json()


def undo(client: TestClient, id: str) -> Any:
    response = client.post(f"{API}/judgements/undo", json={"id": id, "reason": "a slip"})
    assert response.status_code == 200, response.text
    return response.json()


def members(ledger: Ledger) -> set[frozenset[Any]]:
    return {frozenset(event.members) for event in ledger.view().linked()}


def of_some_reports(ledger: Ledger, number: int) -> str:
    return next(event.id for event in ledger.view().linked() if len({ref.revision for ref in event.members}) == number)


def test_what_was_merged_comes_apart_again(fresh_client: TestClient, fresh: Ledger) -> None:
    before = members(fresh)
    one, two, three = [event.id for event in fresh.view().linked()][:3]
    merged = judge(fresh_client, kind="merge", events=[one, two, three], reason="the same")
    assert len(merged["events"]) == 1 and len(members(fresh)) == len(before) - 2
    assert merged["entry"] == fresh.view().entry
    taken = undo(fresh_client, merged["judgement"]["id"])
    assert members(fresh) == before and len(taken["events"]) >= 2
    assert "takes back merge" in taken["judgement"]["reason"] and "a slip" in taken["judgement"]["reason"]


def test_what_was_split_comes_together_again(fresh_client: TestClient, fresh: Ledger) -> None:
    before = members(fresh)
    event = of_some_reports(fresh, 3)
    done = judge(fresh_client, kind="split", event=event, reports=[2], reason="another one")
    assert len(members(fresh)) == len(before) + 1
    undo(fresh_client, done["judgement"]["id"])
    assert members(fresh) == before


def test_a_split_names_reports_by_number_or_document(fresh_client: TestClient, fresh: Ledger) -> None:
    event = of_some_reports(fresh, 3)
    document = fresh_client.get(f"{API}/events/{event}").json()["reports"][0]["document"]
    judge(fresh_client, kind="split", event=event, reports=[document])
    response = fresh_client.post(f"{API}/judgements", json={"kind": "split", "event": event, "reports": [99]})
    assert response.status_code == 400 and "no report" in response.json()["error"]["message"]


def test_a_rejected_event_leaves_lists_and_comes_back(fresh_client: TestClient, fresh: Ledger) -> None:
    event = next(iter(fresh.view().linked())).id
    done = judge(fresh_client, kind="reject", event=event, reason="a joke")

    def listed() -> bool:
        rows = fresh_client.get(f"{API}/events", params={"limit": 100}).json()["events"]
        marks = fresh_client.get(f"{API}/marks").json()
        assert (event in marks["columns"]["id"]) == (marks["rejected"] == 0)
        return event in {row["id"] for row in rows} | set(marks["columns"]["id"])

    assert not listed()
    undo(fresh_client, done["judgement"]["id"])
    assert listed()


def test_a_verdict_that_is_taken_back_gives_way_to_the_one_before(fresh_client: TestClient, fresh: Ledger) -> None:
    event = next(iter(fresh.view().linked())).id
    first = judge(fresh_client, kind="accept", event=event)
    assert undo(fresh_client, first["judgement"]["id"])["judgement"]["kind"] == "restore"
    judge(fresh_client, kind="reject", event=event)
    done = judge(fresh_client, kind="accept", event=event)
    assert undo(fresh_client, done["judgement"]["id"])["judgement"]["kind"] == "reject"
    assert fresh_client.get(f"{API}/events/{event}").json()["is_rejected"]


def test_a_grade_goes_back_to_the_one_before(fresh_client: TestClient, fresh: Ledger) -> None:
    judge(fresh_client, kind="grade", source="coast guard", grade="D")
    done = judge(fresh_client, kind="grade", source="coast guard", grade="A")
    undo(fresh_client, done["judgement"]["id"])
    assert fresh.view().grades() == {"coast guard": "D"}
    first = fresh.view().judgements()[0].id
    undo(fresh_client, first)
    assert fresh.view().grades() == {"coast guard": "F"}


def test_nothing_of_it_is_lost(fresh_client: TestClient, fresh: Ledger) -> None:
    event = next(iter(fresh.view().linked())).id
    done = judge(fresh_client, kind="reject", event=event, reason="a joke")
    undo(fresh_client, done["judgement"]["id"])
    found = fresh_client.get(f"{API}/judgements").json()
    assert found["total"] == 2
    assert [one["judgement"]["kind"] for one in found["judgements"]] == ["restore", "reject"]
    assert found["judgements"][1]["events"] == [event]
    assert {one["judgement"]["who"] for one in found["judgements"]} == {"ada"}
    assert not list(fresh.verify())


def test_what_is_no_decision_is_told_in_a_sentence(fresh_client: TestClient, fresh: Ledger) -> None:
    entry = fresh.view().entry
    for body in (
        {"kind": "praise", "event": "0000"},
        {"kind": "reject"},
        {"kind": "reject", "event": "0000", "reasn": "a slip of the finger"},
        {"kind": "grade", "source": "coast guard", "grade": "G"},
        {"kind": "merge", "events": ["0000"]},
        [],
    ):
        response = fresh_client.post(f"{API}/judgements", json=body)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid"), body
    assert fresh_client.post(f"{API}/judgements", json={"kind": "reject", "event": "ffff"}).status_code == 404
    assert fresh_client.post(f"{API}/judgements/undo", json={"id": "ffff"}).status_code == 404
    assert fresh.view().entry == entry


def test_two_of_one_ledger_see_each_others_decisions(
    fresh_client: TestClient, fresh: Ledger, wait: Callable[[str], Any]
) -> None:
    """Marks that were ready are made anew for what changed, whoever changed it."""
    before = fresh_client.get(f"{API}/marks").json()
    with fresh.writer() as writer:
        grave = writer.delete("https://post.example/strike", who="another program", reason="asked")
    after = fresh_client.get(f"{API}/marks").json()
    assert grave.erased and after["entry"] > before["entry"]
    gone = set(before["columns"]["id"]) - set(after["columns"]["id"])
    assert len(gone) == 1
    job = wait(fresh_client.post(f"{API}/documents", json={"text": "Gunmen attacked Odrin, police said."}).json()["id"])
    assert job["documents"][0]["events"][0] in fresh_client.get(f"{API}/marks").json()["columns"]["id"]

"""/now: what is new since a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

import seed

from dateline import desk


def ask(client, since, **more):
    answer = client.get("/api/v1/now", params={"since": since, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_all_is_new_since_before_the_first_report(client):
    digest = ask(client, "2000-01-01")
    assert digest["events"] == len(digest["items"]) > 5
    assert digest["changed"] == 0
    assert all("event" in item["kinds"] and item["before"] is None for item in digest["items"])
    counts = client.get("/api/v1/session").json()["counts"]
    assert digest["documents"] == counts["documents"]


def test_nothing_is_new_since_the_line_that_the_answer_is_of(client):
    until = ask(client, "2000-01-01")["until"]
    digest = ask(client, until)
    assert (digest["items"], digest["events"], digest["changed"], digest["documents"]) == ([], 0, 0, 0)


def test_what_changed_comes_first_with_its_status_before(client):
    digest = ask(client, "2024-04-29T13:00")
    first = digest["items"][0]
    assert first["kinds"][0] == "status"
    assert (first["before"], first["mark"]["status"]) == ("claimed", "retracted")
    assert "lighthouse" in first["why"]


def test_a_limit_leaves_out_and_counts(client):
    whole, few = ask(client, "2000-01-01"), ask(client, "2000-01-01", limit=2)
    assert len(few["items"]) == 2
    assert few["left_out"] == len(whole["items"]) - 2


def test_a_new_report_is_news_and_only_that(fresh_client, fresh):
    until = ask(fresh_client, "2000-01-01")["until"]
    dossier = seed.report(
        "Smugglers attacked a ferry in Odrin on Friday, the harbour master said.", word="attacked", actor="Smugglers",
        place=("Odrin", "BGR", 43.0, 25.0), teller="the harbour master", published=date(2024, 5, 3),
        url="https://post.example/ferry", title="Ferry attacked",
    )  # fmt: skip
    desk.ingest(fresh, [seed.coded(dossier, at=datetime(2024, 5, 3, tzinfo=UTC))])
    digest = ask(fresh_client, until)
    (item,) = digest["items"]
    assert item["kinds"] == ["event"] and item["mark"]["title"] == "Smugglers attacked in Odrin"
    assert digest["documents"] == 1


@pytest.mark.parametrize("since", ["", "yesterday", "2024-13-01"])
def test_a_moment_that_is_none_is_refused_with_a_remedy(client, since):
    answer = client.get("/api/v1/now", params={"since": since})
    assert answer.status_code == 400
    assert "2024-05-01" in answer.json()["error"]["message"]

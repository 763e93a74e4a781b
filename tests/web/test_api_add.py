"""What is added: texts, files, and how their reading is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from served import ADDRESS, SETTINGS, Stub
from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.web import Bounds, Settings, make_app

API = "/api/v1"
TEXT = "Gunmen attacked a ferry in Odrin on Monday, police said."
Wait = Callable[[str], dict[str, Any]]


def test_a_text_is_read_saved_and_found(fresh_client: TestClient, wait: Wait, fresh: Ledger) -> None:
    given = {
        "text": TEXT,
        "title": "Ferry attacked",
        "publisher": "Harbour News",
        "url": "https://h.example/1",
        "published": "2024-05-03",
    }
    response = fresh_client.post(f"{API}/documents", json=given)
    assert response.status_code == 202 and response.json()["state"] == "waiting"
    job = wait(response.json()["id"])
    (added,) = job["documents"]
    assert (job["state"], job["done"], added["state"], added["title"]) == ("done", 1, "new", "Ferry attacked")
    document = fresh.view().document(added["document"])
    assert (document.url, document.publisher, str(document.published)) == (
        "https://h.example/1",
        "Harbour News",
        "2024-05-03",
    )
    (custody,) = fresh.view().revisions(document.id)[0].custody
    assert custody.how == "typed" and "/tmp" not in custody.source
    assert added["events"][0] in {row["id"] for row in fresh_client.get(f"{API}/events?text=ferry").json()["events"]}


def test_the_same_again_is_known_and_another_text_of_it_is_a_revision(fresh_client: TestClient, wait: Wait) -> None:
    def add(text: str) -> str:
        body = {"text": text, "url": "https://h.example/1"}
        return wait(fresh_client.post(f"{API}/documents", json=body).json()["id"])["documents"][0]["state"]

    assert [add(TEXT), add(TEXT), add(TEXT.replace("Monday", "Tuesday"))] == ["new", "known", "revised"]


def test_files_of_several_forms_are_read_and_what_fails_is_named(fresh_client: TestClient, wait: Wait) -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT} Number {n}.", "url": f"https://h.example/{n}"}) for n in range(3))
    files = [
        ("files", ("one.txt", TEXT.encode())),
        ("files", ("many.jsonl", lines.encode())),
        ("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200))),
        ("files", ("empty.txt", b"")),
    ]
    job = wait(fresh_client.post(f"{API}/documents", files=files).json()["id"])
    assert (job["state"], job["done"], job["what"]) == ("done", 4, "4 files")
    assert job["failed"] == len(job["errors"]) == 2
    assert any(error.startswith("picture.png: ") for error in job["errors"]) and "/tmp" not in str(job)


def test_a_fault_ends_its_job_and_not_the_server(
    fresh_client: TestClient, wait: Wait, capfd: pytest.CaptureFixture[str]
) -> None:
    job = wait(fresh_client.post(f"{API}/documents", json={"text": "A crash of the reader."}).json()["id"])
    assert job["state"] == "failed" and "please report it" in job["step"]
    assert "RuntimeError" in capfd.readouterr().err
    assert wait(fresh_client.post(f"{API}/documents", json={"text": TEXT}).json()["id"])["state"] == "done"


def test_what_cannot_be_read_is_a_sentence(fresh_client: TestClient, wait: Wait) -> None:
    job = wait(fresh_client.post(f"{API}/documents", json={"text": "12 34 - !"}).json()["id"])
    assert job["state"] == "failed" and job["step"].endswith(".") and "letter" in job["step"]
    for body in (
        {},
        {"text": ""},
        {"title": "no text"},
        {"text": TEXT, "published": "yesterday"},
        {"text": 5},
        {"txt": TEXT},
    ):
        response = fresh_client.post(f"{API}/documents", json=body)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid"), body
    for files in ([("other", ("a.txt", b"x"))], [("files", ("a.txt", b"x")), ("more", (None, "x"))]):
        assert fresh_client.post(f"{API}/documents", files=files).status_code in (400, 422)


def test_jobs_are_their_owners(fresh_client: TestClient, wait: Wait) -> None:
    id = fresh_client.post(f"{API}/documents", json={"text": TEXT}).json()["id"]
    wait(id)
    assert [job["id"] for job in fresh_client.get(f"{API}/jobs").json()["jobs"]] == [id]
    assert fresh_client.get(f"{API}/jobs/0000").status_code == 404
    desk = fresh_client.app.state.desk  # type: ignore[attr-defined]
    assert desk.jobs.list("somebody else") == ()


def test_jobs_wait_are_cancelled_and_are_not_too_many(fresh: Ledger) -> None:
    go = threading.Event()

    class Slow(Stub):
        def read(self, *arguments: Any, **options: Any) -> Any:
            assert go.wait(20)
            return super().read(*arguments, **options)

    bounds = Bounds(max_jobs=2)
    with TestClient(make_app(fresh, Settings(user="ada", bounds=bounds), load=Slow), base_url=ADDRESS) as client:
        client.headers["X-CSRF-Token"] = client.get(f"{API}/session").json()["csrf"]
        first = client.post(f"{API}/documents", json={"text": TEXT}).json()
        second = client.post(f"{API}/documents", json={"text": f"{TEXT} Again."}).json()
        assert second["step"] == "Waits for 1 other."
        third = client.post(f"{API}/documents", json={"text": f"{TEXT} And again."})
        assert (third.status_code, third.json()["error"]["code"]) == (503, "busy")
        client.delete(f"{API}/jobs/{second['id']}")
        go.set()
        desk = client.app.state.desk  # type: ignore[attr-defined]
        desk.jobs.close()
        states = {job.id: job.state for job in desk.jobs.list("ada")}
        assert states[second["id"]] in ("cancelled", "waiting") and states[first["id"]] == "done"


def test_an_address_may_be_private_only_if_the_server_says_so(fresh: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of the one that fetches; that it refuses is in test_security."""
    asked: list[bool] = []

    def fetch(source: str, limits: object, *, allow_private: bool = False) -> Any:
        asked.append(allow_private)
        raise OSError("not in a test")

    monkeypatch.setattr("dateline.web._add.fetch_url", fetch)
    for allow in (False, True):
        settings = Settings(user="ada", allow_private=allow)
        with TestClient(make_app(fresh, settings, load=Stub), base_url=ADDRESS) as client:
            client.headers["X-CSRF-Token"] = client.get(f"{API}/session").json()["csrf"]
            client.post(f"{API}/documents", json={"url": "http://127.0.0.1/"})
            client.app.state.desk.jobs.close()  # type: ignore[attr-defined]
    assert asked == [False, True] and SETTINGS.allow_private is False

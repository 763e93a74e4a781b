"""The stream of what is new, from a real server: reconnection, jobs."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

from served import Served

from dateline.ledger import Ledger

WAIT_S = 30


@contextmanager
def listening(served: Served, **headers: str) -> Iterator[Iterator[dict[str, str]]]:
    """The events of the stream as they come."""
    with closing(http.client.HTTPConnection(served.settings.host, served.settings.port, timeout=WAIT_S)) as connection:
        connection.request("GET", "/api/v1/stream", headers=headers)
        response = connection.getresponse()
        assert response.status == 200 and response.headers["Content-Type"].startswith("text/event-stream")
        assert "Content-Encoding" not in response.headers

        def events() -> Iterator[dict[str, str]]:
            fields: dict[str, str] = {}
            while line := response.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif fields:
                    yield fields
                    fields = {}

        yield events()


def next_entry(events: Iterator[dict[str, str]]) -> int:
    event = next(event for event in events if event.get("event") == "entry")
    assert event["id"] == str(json.loads(event["data"])["entry"])
    return int(event["id"])


def look(ledger: Ledger) -> int:
    with ledger.writer() as writer:
        writer.note_look(who="somebody", what="something")
    return ledger.view().entry


def test_new_lines_of_the_log_are_told_as_they_come(fresh_server: Served) -> None:
    with listening(fresh_server, **{"Accept-Encoding": "gzip"}) as events:
        assert next(events) == {"retry": "2000"}
        entry = next_entry(events)
        assert entry == fresh_server.ledger.view().entry
        assert look(fresh_server.ledger) == entry + 1 == next_entry(events)


def test_who_comes_back_is_told_of_what_was_missed_and_of_nothing_twice(fresh_server: Served) -> None:
    entry = fresh_server.ledger.view().entry
    with listening(fresh_server, **{"Last-Event-ID": str(entry)}) as events:
        threading.Timer(1.5, look, args=(fresh_server.ledger,)).start()
        assert next_entry(events) == entry + 1
    for missed in (entry, 0, entry + 500):  # one behind, from the start, of another ledger
        with listening(fresh_server, **{"Last-Event-ID": str(missed)}) as events:
            assert next_entry(events) == entry + 1

"""Shelves: put there, read again and taken away as a whole, and told in the log."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerReadOnly, NotFound, UsageError
from dateline.ledger import Ledger, open_ledger


def add(ledger: Ledger, events: list[bytes], name: str = "acled", **more: object):
    values = {"format": "acled", "source": "rows.csv", "sha256": "0" * 64, "who": "ann"} | more
    return ledger.shelves.add(events, name=name, **values)  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.binary(max_size=20), max_size=8))
def test_a_shelf_gives_back_what_it_was_given(ledger: Ledger, events: list[bytes]) -> None:
    shelf = add(ledger, events, since=date(2024, 1, 1), broken=2)
    assert list(ledger.shelves.events("acled")) == events
    assert ledger.shelves.list() == (shelf,) and shelf.events == len(events)


def test_more_events_than_a_page_keep_their_order(ledger: Ledger) -> None:
    events = [str(n).encode() for n in range(1203)]
    add(ledger, events)
    assert list(ledger.shelves.events("acled")) == events


def test_shelves_are_replaced_removed_and_told_in_the_log(ledger: Ledger) -> None:
    add(ledger, [b"a", b"b"])
    add(ledger, [b"c"])
    add(ledger, [b"d"], name="ged", format="ucdp")
    assert [(one.name, one.events) for one in ledger.shelves.list()] == [("acled", 1), ("ged", 1)]
    assert ledger.shelves.remove("acled", who="ben").events == 1
    assert list(ledger.shelves.events("acled")) == []
    with pytest.raises(NotFound, match="there are: ged"):
        ledger.shelves.get("acled")
    log = [(entry.action, entry.subject, entry.who) for entry in ledger.view().audit()]
    assert log == [("import", "shelf acled", "ann")] * 2 + [
        ("import", "shelf ged", "ann"),
        ("import", "shelf acled", "ben"),
    ]
    assert list(ledger.verify()) == []


def test_what_cannot_be_added(ledger: Ledger, where: str) -> None:
    with pytest.raises(UsageError, match="a name"):
        add(ledger, [b"a"], name=" ")
    add(ledger, [b"a"])
    with open_ledger(where, read_only=True) as reader:
        assert list(reader.shelves.events("acled")) == [b"a"]
        with pytest.raises(LedgerReadOnly):
            reader.shelves.remove("acled", who="ann")

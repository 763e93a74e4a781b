"""Marks that are kept: they are always what telling the events anew would give, whatever happened in between."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import seed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import desk
from dateline.ledger import Filter, Ledger, open_ledger
from dateline.web import _marks
from dateline.web._marks import MarkKeeper


def find(ledger: Ledger, keeper: MarkKeeper) -> dict[str, list[Any]]:
    found = keeper.find(ledger.view(), Filter())
    assert found.pending == 0
    return found.columns


def anew(ledger: Ledger) -> dict[str, list[Any]]:
    """As one would have them without any that are kept."""
    view = ledger.view()
    keeper = MarkKeeper(ledger, patience_s=60)
    try:
        return keeper._find_then(view, Filter()).columns
    finally:
        keeper.close()


def by_id(columns: dict[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {row[0]: row for row in zip(columns["id"], *columns.values(), strict=True)}


def count_told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    tell = _marks._tell

    def counted(teller: Any, event: str) -> Any:
        told.append(event)
        return tell(teller, event)

    monkeypatch.setattr(_marks, "_tell", counted)
    return told


def test_what_is_kept_is_not_made_again(fresh: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    told = count_told(monkeypatch)
    first = MarkKeeper(fresh, patience_s=60)
    columns = find(fresh, first)
    assert len(told) >= len(columns["id"]) > 0
    first.close()
    told.clear()
    second = MarkKeeper(fresh, patience_s=60)  # as after a restart
    assert find(fresh, second) == columns and told == []
    event = columns["id"][0]
    desk.accept(fresh, event, who="ada", wrong=True)
    assert event not in find(fresh, second)["id"] and told == [event]
    second.close()


def test_marks_of_another_version_are_made_anew(fresh: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = MarkKeeper(fresh, patience_s=60)
    columns = find(fresh, first)
    first.close()
    told = count_told(monkeypatch)
    monkeypatch.setattr(_marks, "FORM", "another")
    second = MarkKeeper(fresh, patience_s=60)
    assert find(fresh, second) == columns and set(columns["id"]) <= set(told)
    second.close()


def test_an_interrupted_making_goes_on_where_it_was(fresh: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_marks, "_CHUNK", 2)
    told = count_told(monkeypatch)
    first = MarkKeeper(fresh, patience_s=60)
    made = fresh.marks
    monkeypatch.setattr(fresh, "marks", made)
    keep = first._keep

    def keep_once(*arguments: Any) -> None:
        keep(*arguments)
        first._stop.set()

    monkeypatch.setattr(first, "_keep", keep_once)
    first.refresh(fresh.view().entry)
    first.close()
    assert len(fresh.marks()) == 2 and len(told) == 2
    second = MarkKeeper(fresh, patience_s=60)
    columns = find(fresh, second)
    assert by_id(columns) == by_id(anew(fresh))
    assert len(told) - len(set(told)) <= len(columns["id"])  # those of `anew` only
    second.close()


def test_what_is_not_ready_is_said_to_be_missing(fresh: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    tell = _marks._tell

    def slow(teller: Any, event: str) -> Any:
        assert go.wait(60)
        return tell(teller, event)

    monkeypatch.setattr(_marks, "_tell", slow)
    keeper = MarkKeeper(fresh, patience_s=0.01)
    some = keeper.find(fresh.view(), Filter(country="BGR"))
    assert some.pending == some.total > 0 and some.columns["id"] == []
    assert keeper.find(fresh.view(), Filter()).pending > 0
    go.set()
    keeper.refresh(fresh.view().entry, patience_s=60)
    assert keeper.find(fresh.view(), Filter()).pending == 0
    keeper.close()


def test_a_ledger_that_may_only_be_read_has_marks_too(seeded_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "read.sqlite"
    for suffix in ("", "-wal"):
        if (found := Path(f"{seeded_file}{suffix}")).exists():
            shutil.copy(found, f"{path}{suffix}")
    with open_ledger(path, read_only=True) as ledger:
        keeper = MarkKeeper(ledger, patience_s=60)
        assert find(ledger, keeper)["id"]
        keeper.close()


def test_of_an_earlier_moment_they_are_what_was_known_then(fresh: Ledger) -> None:
    keeper = MarkKeeper(fresh, patience_s=60)
    then = fresh.view(datetime(2022, 5, 6, tzinfo=UTC))
    marks = keeper.find(then, Filter())
    assert set(marks.columns["id"]) == {event.id for event in then.linked()}
    assert 0 < len(marks.columns["id"]) < len(find(fresh, keeper)["id"])
    keeper.close()


STEPS = st.sampled_from(["merge", "split", "reject", "accept", "grade", "revise", "delete", "look", "read"])


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(STEPS, st.integers(0, 1_000)), min_size=1, max_size=5))
def test_whatever_is_done_they_are_what_is_known(
    seeded_file: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("marks") / "ledger.sqlite"
    for suffix in ("", "-wal"):
        if (found := Path(f"{seeded_file}{suffix}")).exists():
            shutil.copy(found, f"{path}{suffix}")
    with open_ledger(path) as ledger:
        keeper = MarkKeeper(ledger, patience_s=60)
        find(ledger, keeper)
        for step, number in steps:
            do(ledger, step, number)
            if number % 2:
                find(ledger, keeper)
        assert by_id(find(ledger, keeper)) == by_id(anew(ledger))
        keeper.close()


def do(ledger: Ledger, step: str, number: int) -> None:
    """Something that somebody might do to the ledger."""
    events = list(ledger.view().linked())
    event, other = events[number % len(events)], events[(number * 7 + 1) % len(events)]
    documents = list(ledger.view().documents())
    document = documents[number % len(documents)]
    match step:
        case "merge" if event != other:
            desk.merge(ledger, [event.id, other.id], who="ada")
        case "split" if len({ref.revision for ref in event.members}) > 1:
            page = desk.tell(ledger.view(), event)
            first = next(iter(page.documents.values()))
            if set(page.documents.values()) != {first}:
                desk.split(ledger, event.id, {first}, who="ada")
        case "reject" | "accept":
            desk.accept(ledger, event.id, who="ada", wrong=step == "reject")
        case "grade":
            desk.grade(ledger, document.publisher or "police", "ABCDEF"[number % 6], who="ada")
        case "delete" if len(documents) > 1:
            desk.regather_without(ledger, document.id, who="ada", reason="asked")
        case "revise":
            dossier = seed.report(
                f"Gunmen attacked Odrin, the mayor said. Text {number}.", word="attacked", actor="Gunmen", teller="mayor",
                place=("Odrin", "BGR", 43.0, 25.0), published=datetime(2024, 5, 3, tzinfo=UTC).date(),
                url=document.url or "https://post.example/new", title="Attack",
            )  # fmt: skip
            desk.ingest(ledger, [seed.coded(dossier, at=datetime.now(UTC))])
        case "look":
            with ledger.writer() as writer:
                writer.note_look(who="ada", what="something")
        case _:
            pass

"""Watched folders: files are read when they are whole, and again when they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import World, attack, kinds

from dateline.desk import forget_watched, list_watched
from dateline.ledger import open_ledger


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        yield World(ledger)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "incoming"
    made.mkdir()
    return made


def put(world: World, path: Path, text: str, *, ago_s: float = 60) -> str:
    """A file that was last written so long ago by the clock of the world."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    stamp = (world.clock.now - timedelta(seconds=ago_s)).timestamp()
    os.utime(path, (stamp, stamp))
    return str(path)


def look(world: World, folder: Path) -> list[tuple[str, str]]:
    return kinds(world.round(folders=(str(folder),)))


def test_new_and_changed_files_are_read_once(world, folder):
    one, two = put(world, folder / "a" / "1.txt", attack()), put(world, folder / "2.txt", "Nobody was hurt.")
    assert look(world, folder) == [("new", two), ("new", one)]
    assert look(world, folder) == []
    (custody,) = next(
        world.ledger.view().revisions(document.id)[0].custody for document in world.ledger.view().documents()
    )
    assert (custody.how, custody.source) == ("file", two)
    world.clock.pass_by(minutes=5)
    put(world, folder / "2.txt", "Two were hurt.")
    assert look(world, folder) == [("new", two)]
    put(world, folder / "2.txt", "Two were hurt.", ago_s=30)  # touched, and the same bytes
    assert look(world, folder) == []
    assert not list(world.ledger.verify())


def test_a_changed_file_that_says_whose_it_is_is_a_revision(world, folder):
    record = '{{"url": "https://herald.example/1", "text": "{}"}}'
    path = put(world, folder / "1.json", record.format(attack()))
    assert look(world, folder) == [("new", path)]
    world.clock.pass_by(minutes=1)
    put(world, folder / "1.json", record.format(attack("five")))
    (told,) = [one for one in world.round(folders=(str(folder),)) if one.kind == "revision"]
    assert [(change.slot, change.after[0]) for change in told.changes] == [("killed", "5")]


def test_a_file_that_is_being_written_is_waited_for(world, folder):
    path = put(world, folder / "1.txt", "Gunmen of the", ago_s=1)
    grown = iter([attack()])
    real = world.clock.sleep

    def sleep(seconds: float) -> None:
        real(seconds)
        text = next(grown, None)
        if text is not None:
            put(world, folder / "1.txt", text, ago_s=0)

    world.clock.sleep = sleep
    assert look(world, folder) == [("waiting", path), ("waiting", path), ("new", path)]
    assert world.ledger.view().counts().revisions == 1
    assert world.clock.slept == [5.0, 5.0]


def test_a_file_of_the_future_is_not_waited_for_for_ever(world, folder):
    path = put(world, folder / "1.txt", attack(), ago_s=-1_000_000)
    assert look(world, folder) == [("waiting", path), ("new", path)]


def test_a_file_that_never_rests_is_left_for_the_next_run(world, folder):
    path = put(world, folder / "1.txt", "a", ago_s=0)
    real = world.clock.sleep

    def sleep(seconds: float) -> None:
        real(seconds)
        put(world, folder / "1.txt", "a" * len(world.clock.slept), ago_s=0)

    world.clock.sleep = sleep
    assert set(look(world, folder)) == {("waiting", path)} and len(world.clock.slept) == 3
    world.clock.pass_by(minutes=1)
    assert look(world, folder) == [("new", path)]


def test_files_that_are_no_text_are_told_once(world, folder):
    path = put(world, folder / "1.txt", " ")
    put(world, folder / "2.docx", "x")
    heard = world.round(folders=(str(folder),))
    assert kinds(heard) == [("failed", path), ("note", str(folder / "2.docx"))]
    assert "empty" in heard[0].why
    assert kinds(world.round(folders=(str(folder),)), "failed") == []
    (watched,) = list_watched(world.ledger)
    assert (watched.kind, watched.source, watched.texts) == ("folder", str(folder), 0)
    assert watched.refusals == ((path, heard[0].why),)


def test_a_folder_that_is_forgotten_begins_anew(world, folder):
    path = put(world, folder / "1.txt", attack())
    look(world, folder)
    assert forget_watched(world.ledger, [str(folder)]) == () and list_watched(world.ledger) == ()
    assert look(world, folder) == [("known", path)]


def test_an_interruption_loses_nothing(world, folder):
    first, second = put(world, folder / "1.txt", attack()), put(world, folder / "2.txt", "press control c")
    real = world.read

    def read(document, /, *, issues=()):
        if "press control c" in document.text:
            raise KeyboardInterrupt
        return real(document, issues=issues)

    world.read = read
    with pytest.raises(KeyboardInterrupt):
        look(world, folder)
    world.read = real
    assert look(world, folder) == [("new", second)]
    assert first != second and world.ledger.view().counts().documents == 2


def test_a_folder_that_is_not_there(world, folder):
    folder.rmdir()
    assert {kind for kind, _ in look(world, folder)} == {"note"}

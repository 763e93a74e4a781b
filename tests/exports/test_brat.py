"""Read back by the grammar of brat's standoff format, line by line: no reader on PyPI takes relations between events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from ledgers import Material, unzip
from spans import readings

from dateline.exports import get_format
from dateline.exports._brat import CONFIGURATION, _Standoff

SPAN = re.compile(r"(T\d+)\t([\w-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
EVENT = re.compile(r"(E\d+)\t([\w-]+):(T\d+)((?: [A-Za-z]+\d*:T\d+)*)")
RELATION = re.compile(r"(R\d+)\t([\w-]+) Arg1:([TE]\d+) Arg2:([TE]\d+)")
ATTRIBUTE = re.compile(r"(A\d+)\t([\w-]+) ([TE]\d+)(?: ([\w-]+))?")
NOTE = re.compile(r"(#\d+)\tAnnotatorNotes ([TE]\d+)\t(.*)")


@pytest.fixture(scope="module")
def folder(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brat")
    for name, data in unzip(material.write(get_format("brat")).data).items():
        (folder / name).write_bytes(data)
    return folder


def check(text: str, lines: list[str]) -> None:
    """Every line of the grammar, every id defined once and before it is used in the file, every stretch its own words."""
    defined = {}
    pointed: list[str] = []
    for line in lines:
        if found := SPAN.fullmatch(line):
            id, kind, places, words = found.groups()
            parts = [tuple(map(int, place.split())) for place in places.split(";")]
            assert all(start < end for start, end in parts) and parts == sorted(parts)
            assert "\n" not in words and words == " ".join(text[start:end] for start, end in parts)
        elif found := EVENT.fullmatch(line):
            id, kind, trigger, arguments = found.groups()
            assert defined[trigger] == kind
            roles = [part.split(":")[0] for part in arguments.split()]
            assert len(roles) == len(set(roles))
            pointed += [part.split(":")[1] for part in arguments.split()]
        elif found := RELATION.fullmatch(line):
            id, kind, *ends = found.groups()
            pointed += ends
        elif found := (ATTRIBUTE.fullmatch(line) or NOTE.fullmatch(line)):
            id, kind = found.group(1), ""
            pointed.append(found.group(3) if line.startswith("A") else found.group(2))
        else:
            raise AssertionError(f"no line of brat: {line!r}")
        assert id not in defined
        defined[id] = kind
        if kind:
            assert re.search(rf"^{re.escape(kind)}(\t|$)", CONFIGURATION, re.MULTILINE), kind
    assert set(pointed) <= set(defined)


def test_every_stretch_is_its_own_words(folder: Path, material: Material):
    texts = sorted(folder.glob("*.txt"))
    assert {path.stem for path in texts} == {a.ref.revision for one in material.told for a in one.accounts}
    for path in texts:
        lines = path.with_suffix(".ann").read_bytes().decode().splitlines()
        assert {line[0] for line in lines} >= {"T", "E", "R", "A", "#"}
        check(path.read_bytes().decode(), lines)


def test_the_text_is_the_one_that_the_ledger_has(folder: Path, material: Material):
    for one in material.told:
        for account in one.accounts:
            assert (folder / f"{account.ref.revision}.txt").read_bytes().decode() == account.document.text


def test_events_and_who_says_so_are_linked(folder: Path, material: Material):
    (account,) = [a for a in material.find("Dalgan").accounts if "denied" in a.document.text]
    lines = (folder / f"{account.ref.revision}.ann").read_text("utf-8")
    assert "Stance T" in lines and " denies\n" in lines and "\tSaidBy Arg1:" in lines and "\tSays Arg1:" in lines


def test_the_configuration_allows_what_is_written(folder: Path):
    configuration = (folder / "annotation.conf").read_text("utf-8")
    assert configuration == CONFIGURATION
    sections = re.findall(r"^\[(\w+)\]$", configuration, re.MULTILINE)
    assert sections == ["entities", "relations", "events", "attributes"]


def test_hostile_words_keep_their_places(hostile_material: Material):
    files = unzip(hostile_material.write(get_format("brat")).data)
    (name,) = [name for name in files if name.endswith(".txt")]
    check(files[name].decode(), files[name.replace(".txt", ".ann")].decode().splitlines())


@settings(max_examples=40)
@given(readings())
def test_any_text_and_stretches_come_back_word_for_word(reading):
    lines = "".join(_Standoff(reading).lines()).split("\n")
    assert lines.pop() == ""
    check(reading.document.text, lines)

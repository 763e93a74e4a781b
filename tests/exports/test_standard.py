"""What holds of every format of `_standard`: goldens, the same bytes twice, no events, hostile words, noted losses."""

from __future__ import annotations

import json

import pytest
from ledgers import HOSTILE, Material, as_golden, check_golden, golden_name, unzip
from lxml import etree

from dateline.exports import FORMATS, get_format
from dateline.exports._standard import STANDARDS

NAMES = [format.name for format in STANDARDS]


def test_each_is_in_the_registry_under_its_own_name():
    assert len(set(NAMES)) == len(NAMES) == 14
    for format in STANDARDS:
        assert get_format(format.name.upper()) is format is FORMATS[format.name]
        assert format.suffix.startswith(".") and "/" in format.media_type and format.title


@pytest.mark.parametrize("name", NAMES)
def test_golden(material: Material, name: str):
    format = get_format(name)
    check_golden(golden_name(format), as_golden(format, material.write(format).data))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_ledger_gives_the_same_bytes_and_losses(material: Material, name: str):
    one, two = material.write(get_format(name)), material.write(get_format(name))
    assert one.data == two.data and one.losses == two.losses


@pytest.mark.parametrize("name", NAMES)
def test_no_event_is_a_whole_file_without_records(material: Material, name: str):
    written = material.write(get_format(name), ())
    assert written.count == 0 and all(loss.event == "" for loss in written.losses)
    parse(name, written.data)


@pytest.mark.parametrize("name", NAMES)
def test_words_that_break_careless_writers_break_nothing(hostile_material: Material, name: str):
    written = hostile_material.write(get_format(name))
    assert written.count >= 1
    parse(name, written.data)
    assert b"javascript:" not in written.data
    assert any(
        part in written.data.decode("utf-8", "ignore") or name in ("brat", "cap") for part in ("script", "SCRIPT")
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_loss_is_noted_once_and_in_words(material: Material, name: str):
    losses = material.write(get_format(name)).losses
    assert len(set(losses)) == len(losses)
    ids = {one.linked.id for one in material.told}
    assert all(loss.event in ids | {""} and loss.field and len(loss.why) > 10 for loss in losses)


def test_what_a_person_rejected_or_a_report_took_back_is_in_no_data_set(material: Material):
    gone = material.find("guard dead").linked.id
    for name in ("plover", "polecat", "cameo"):
        written = material.write(get_format(name))
        assert gone.encode() not in written.data
        assert "nothing speaks for it" in written.why(gone, "status") and "withdrew" in written.why(gone, "status")


def parse(name: str, data: bytes) -> None:
    """Whether a reader of the format's grammar takes it; what it says is for the format's own tests."""
    format = get_format(name)
    if format.suffix == ".zip":
        for inner, content in unzip(data).items():
            if inner.endswith(".xml"):
                etree.fromstring(content)
    elif format.suffix in (".json", ".jsonld"):
        json.loads(data)
    elif format.suffix == ".jsonl":
        for line in data.decode().splitlines():
            json.loads(line)
    elif format.suffix == ".atom":
        etree.fromstring(data)
    else:
        assert data.decode().isprintable() or "\n" in data.decode() or not data


def test_the_hostile_words_are_hostile():
    assert "<script>" in HOSTILE and "]]>" in HOSTILE and "\t" in HOSTILE

"""One coded article of the collection that lies next to a checkout goes through every format; skipped elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import capvalidator
import feedparser
import pytest
import rdflib
import stix2
import test_brat
import test_label_studio
from icalendar import Calendar
from ledgers import open_material, unzip, with_codes
from lxml import etree

from dateline.evaluation._given import read_document, read_given
from dateline.exports import FORMATS

TRAIN = Path(__file__).parents[3] / "shared" / "gold" / "dossiers" / "train"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.skipif(not TRAIN.is_dir(), reason="no coded articles next to the checkout"),
]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory):
    name = min(path.stem for path in (TRAIN / "ann").glob("*.json"))

    def dossiers():
        yield with_codes(
            read_given(TRAIN / "ann" / f"{name}.json", read_document(TRAIN / "docs" / f"{name}.json", id=name))
        )

    with open_material(tmp_path_factory.mktemp("every"), dossiers) as made:
        yield made


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if not format.whole])
def test_the_article_goes_through_every_format(coded, name: str):
    written = coded.write(FORMATS[name])
    assert written.data and written.data == coded.write(FORMATS[name]).data
    assert all(loss.why for loss in written.losses)
    left = {loss.event for loss in written.losses if loss.event}
    # An event is in the file, or it is told why not.
    assert written.count or left == {one.linked.id for one in coded.told}
    _validate(name, written.data)


def _validate(name: str, data: bytes) -> None:
    """By the readers of the formats' own tests; what is JSON, XML or a zip has been read as such by then."""
    check = {
        "stix": _check_stix,
        "atom": _check_atom,
        "icalendar": _check_calendar,
        "prov": _check_prov,
        "cap": _check_cap,
        "brat": _check_brat,
        "label-studio": _check_tasks,
        "gdelt-events": lambda data: _check_width(data, 61),
        "gdelt-mentions": lambda data: _check_width(data, 16),
        "polecat": lambda data: _check_width(data, 40),
    }.get(name)
    if FORMATS[name].suffix in (".json", ".jsonld", ".geojson"):
        json.loads(data)
    if check:
        check(data)


def _check_stix(data: bytes) -> None:
    stix2.parse(data.decode(), allow_custom=False)


def _check_atom(data: bytes) -> None:
    assert not feedparser.parse(data).bozo


def _check_calendar(data: bytes) -> None:
    assert not Calendar.from_ical(data).errors


def _check_prov(data: bytes) -> None:
    graph = rdflib.Graph()
    graph.parse(data=data.decode(), format="json-ld")
    assert len(graph)


def _check_cap(data: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(Path(capvalidator.__file__).parent / "static" / "CAP-v1.2-schema.xsd"))
    for content in unzip(data).values():
        schema.assertValid(etree.fromstring(content))


def _check_brat(data: bytes) -> None:
    files = unzip(data)
    for inner in files:
        if inner.endswith(".txt"):
            test_brat.check(files[inner].decode(), files[inner.replace(".txt", ".ann")].decode().splitlines())


def _check_tasks(data: bytes) -> None:
    for task in json.loads(data):
        test_label_studio.check(task)


def _check_width(data: bytes, width: int) -> None:
    assert all(len(line.split("\t")) == width for line in data.decode().splitlines())

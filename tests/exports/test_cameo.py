from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Material

from dateline.exports import get_format
from dateline.exports._cameo import COLUMNS, _guard
from dateline.exports._country import find_scale
from dateline.exports._tab import clean
from dateline.ontology import Ontology


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_row_for_each_pair(material: Material):
    written = material.write(get_format("cameo"))
    found = rows(written.data)
    assert tuple(found[0]) == COLUMNS and len(found) == written.count
    strike = [r for r in found if r["event_id"] == material.find("(drone), Canada, 2023-03-10, 5 killed").linked.id]
    assert [(r["source"], r["target"]) for r in strike] == [
        ("CANCVL", "CANMIL"),
        ("CANCVL", "CANMIL"),
        ("CANCVL", "PERREB"),
    ]


def test_codes_are_text_with_the_values_of_the_table(material: Material):
    for row in rows(material.write(get_format("cameo")).data):
        scale = find_scale(row["cameo"])
        assert row["goldstein"] == ("" if scale.goldstein is None else str(scale.goldstein)) and row["quad"] == str(
            scale.quad
        )
        assert row["trigger"]


def test_every_code_that_the_ontology_can_give_has_a_scale():
    for code in Ontology.load().cameo:
        assert find_scale(code).quad in (1, 2, 3, 4)
    with pytest.raises(KeyError):
        find_scale("9999")


def test_no_code_no_row_but_a_note(material: Material):
    written = material.write(get_format("cameo"))
    incident = material.find("Lake Kariba").linked.id
    assert incident.encode() not in written.data and "INCIDENT" in written.why(incident, "event")


@given(st.text())
def test_no_cell_is_a_formula(text):
    plain = " ".join(clean(text).split())
    assert _guard(text) == (f"'{plain}" if plain[:1] and plain[0] in "=+-@" else plain)

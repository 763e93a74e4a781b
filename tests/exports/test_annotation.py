"""Expanded by PyLD with the terms of W3C's context, without the network; each selector leads back to its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Material
from pyld import jsonld

from dateline.exports import get_format
from dateline.exports._annotation import CONTEXT
from dateline.exports._evidence import list_evidence
from dateline.exports._identity import make_urn, make_uuid

OA = "http://www.w3.org/ns/oa#"
TERMS = json.loads((Path(__file__).parent / "data" / "anno-terms.jsonld").read_text())


def load(url, options):
    assert url == CONTEXT, f"{url} was asked for"
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": TERMS}


@pytest.fixture(scope="module")
def collection(material: Material) -> dict:
    return json.loads(material.write(get_format("web-annotation")).data)


@pytest.fixture(scope="module")
def texts(material: Material) -> dict[str, str]:
    return {make_urn("text", a.ref.revision): a.document.text for one in material.told for a in one.accounts}


def test_pyld_expands_it_and_knows_every_term(collection: dict):
    (expanded,) = jsonld.expand(collection, {"documentLoader": load})
    assert "https://www.w3.org/ns/activitystreams#OrderedCollection" in str(expanded["@type"])
    found = json.dumps(expanded)
    assert found.count(f'"{OA}Annotation"') == len(collection["first"]["items"])
    # A term that the context lacks would be dropped without a word: compacting must give all of them back.
    again = jsonld.compact(expanded, {"@context": CONTEXT}, {"documentLoader": load})
    assert keys(again) >= keys(collection) - {"@context"}


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys(inner)}
    return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()


def test_positions_lead_to_the_quoted_words(collection: dict, texts: dict[str, str]):
    for item in collection["first"]["items"]:
        text = texts[item["target"]["state"]["cached"]]
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        assert around in text


def test_every_piece_of_evidence_has_one(collection: dict, material: Material):
    wanted = sum(len(list(list_evidence(a.event))) for one in material.told for a in one.accounts)
    ids = [item["id"] for item in collection["first"]["items"]]
    assert len(ids) == len(set(ids)) == wanted


def test_the_page_is_the_source_where_there_is_one(hostile_material: Material, collection: dict):
    sources = {item["target"]["source"] for item in collection["first"]["items"]}
    assert "https://herald.example/karsum" in sources
    hostile = json.loads(hostile_material.write(get_format("web-annotation")).data)
    assert all(item["target"]["source"].startswith("urn:uuid:") for item in hostile["first"]["items"])


def test_a_date_that_stands_in_no_words_is_noted(material: Material):
    losses = material.write(get_format("web-annotation")).losses
    assert any(loss.field == "when" and "date of publication" in loss.why for loss in losses)


@pytest.mark.parametrize("name", ["web-annotation", "label-studio", "brat"])
def test_texts_that_were_replaced_are_noted(material: Material, name: str):
    told = material.find("Red Sickle")
    assert "1 accounts of texts that were replaced" in material.write(get_format(name)).why(told.linked.id, "reports")


@given(st.text(), st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_names_are_made_of_what_they_name(kind, one, two):
    assert (make_uuid(kind, *one) == make_uuid(kind, *two)) == ("\n".join([kind, *one]) == "\n".join([kind, *two]))

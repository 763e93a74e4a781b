"""Expanded by PyLD, read as a graph by rdflib and as a PROV document by the library `prov`."""

from __future__ import annotations

import json

import pytest
import rdflib
from ledgers import Material
from prov.model import ProvDocument
from pyld import jsonld

from dateline.exports import get_format
from dateline.exports._identity import make_urn

# The libraries use parts of each other that are to go; that is theirs to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:prov")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")


@pytest.fixture(scope="module")
def graph(material: Material) -> rdflib.Graph:
    found = rdflib.Graph()
    found.parse(data=material.write(get_format("prov")).data.decode(), format="json-ld")
    return found


def test_pyld_expands_it_without_the_network(material: Material):
    def refuse(url, options):
        raise AssertionError(f"{url} was asked for")

    data = json.loads(material.write(get_format("prov")).data)
    expanded = jsonld.expand(data, {"documentLoader": refuse})
    assert len(expanded) == len(data["@graph"])
    assert all(key.startswith(("@", "http", "urn:")) for node in expanded for key in node)


def test_the_library_of_prov_reads_it_as_a_document(graph: rdflib.Graph, material: Material):
    document = ProvDocument.deserialize(content=graph.serialize(format="turtle"), format="rdf", rdf_format="turtle")
    kinds = [type(record).__name__ for record in document.get_records()]
    claims = sum(len(a.event.claims) for one in material.told for a in one.accounts)
    assert kinds.count("ProvDerivation") > claims and kinds.count("ProvSpecialization") >= 15
    assert {"ProvEntity", "ProvActivity", "ProvAgent", "ProvAssociation", "ProvUsage", "ProvInfluence"} <= set(kinds)


def test_everything_that_is_pointed_at_is_described(graph: rdflib.Graph):
    subjects = set(graph.subjects())
    for relation in ("wasGeneratedBy", "used", "wasDerivedFrom", "wasRevisionOf", "wasQuotedFrom", "hadPrimarySource",
                     "wasAttributedTo", "wasAssociatedWith", "wasInfluencedBy", "specializationOf"):  # fmt: skip
        for other in graph.objects(predicate=PROV[relation]):
            assert other in subjects, (relation, other)


def test_what_five_papers_print_of_one_wire_has_one_primary_source(graph: rdflib.Graph, material: Material):
    told = material.find("Lake Kariba")
    (banda,) = [origin for origin in told.origins if origin.name == "Joseph Banda"]
    source = rdflib.URIRef(make_urn("origin", told.linked.id, banda.id))
    claims = set(graph.subjects(PROV.hadPrimarySource, source))
    assert len(claims) == len(banda.claims) >= 2
    # The relay: all but the earliest are derived of another claim.
    assert sum(1 for claim in claims if (claim, PROV.wasDerivedFrom, None) in graph) == len(claims) - 1


def test_a_revision_points_at_the_text_before(graph: rdflib.Graph):
    ((later, earlier),) = graph.subject_objects(PROV.wasRevisionOf)
    document = set(graph.objects(later, PROV.specializationOf))
    assert document == set(graph.objects(earlier, PROV.specializationOf)) and len(document) == 1


def test_quotes_are_of_the_text_that_they_are_quoted_from(graph: rdflib.Graph, material: Material):
    texts = {make_urn("text", a.ref.revision): a.document.text for one in material.told for a in one.accounts}
    quoted = list(graph.subject_objects(PROV.wasQuotedFrom))
    assert quoted
    for claim, text in quoted:
        assert str(next(graph.objects(claim, PROV.value))) in texts[str(text)]


def test_a_judgement_is_the_activity_of_a_person(graph: rdflib.Graph):
    activities = list(graph.subjects(PROV.wasInfluencedBy))
    judged = {one for event in activities for one in graph.objects(event, PROV.wasInfluencedBy)}
    assert len(judged) == 1
    (who,) = graph.objects(judged.pop(), PROV.wasAssociatedWith)
    assert (who, rdflib.RDF.type, PROV.Person) in graph and str(next(graph.objects(who, rdflib.RDFS.label))) == "ann"


def test_an_event_that_was_taken_back_is_invalidated(graph: rdflib.Graph, material: Material):
    gone = rdflib.URIRef(make_urn("event", material.find("guard dead").linked.id))
    assert list(graph.subjects(PROV.invalidatedAtTime)) == [gone]

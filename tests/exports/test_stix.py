"""Read back by OASIS' own library, which knows no property that the standard does not have."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
import stix2
from ledgers import Material
from stix2.v21 import vocab

from dateline.errors import UsageError
from dateline.exports import get_format
from dateline.exports._country import _countries


@pytest.fixture(scope="module")
def bundle(material: Material):
    return stix2.parse(material.write(get_format("stix")).data.decode(), allow_custom=False)


def of(bundle, kind: str) -> list:
    return [one for one in bundle.objects if one.type == kind]


def test_the_library_takes_it_and_each_id_stands_once(bundle, material: Material):
    ids = Counter(str(one.id) for one in bundle.objects)
    assert ids.most_common(1)[0][1] == 1
    assert len(of(bundle, "incident")) == len(of(bundle, "report")) == len(material.told)
    assert {one.spec_version for one in bundle.objects} == {"2.1"}


def test_every_reference_is_in_the_bundle(bundle):
    ids = {str(one.id) for one in bundle.objects}
    for one in bundle.objects:
        for name, value in one.items():
            if name.endswith("_ref"):
                assert str(value) in ids, (one.type, name)
            if name.endswith("_refs"):
                assert {str(ref) for ref in value} <= ids, (one.type, name)


def test_confidence_is_the_admiraltys_and_left_out_where_it_cannot_be_judged(bundle):
    by_mark = {}
    for incident in of(bundle, "incident"):
        mark = next(label for label in incident.labels if label.startswith("admiralty-scale:information-credibility"))
        by_mark.setdefault(mark[-2], set()).add(incident.get("confidence"))
    assert by_mark["1"] == {90} and by_mark["4"] == {30} and by_mark["6"] == {None}
    assert all("confidence" not in one for one in bundle.objects if one.type != "incident")


def test_a_denial_is_no_sighting(bundle, material: Material):
    incident = next(one for one in of(bundle, "incident") if "Dalgan" in one.name)
    seen = [one for one in of(bundle, "sighting") if one.sighting_of_ref == incident.id]
    against = [one for one in of(bundle, "opinion") if incident.id in one.object_refs]
    assert {one.opinion for one in against} == {"strongly-disagree"}
    assert sorted(author for one in against for author in one.authors) == ["Bala Yusuf", "defence ministry"]
    assert len(seen) + len(against) == len(material.find("Dalgan").origins)


def test_copies_of_one_wire_are_one_sighting(bundle, material: Material):
    told = material.find("Lake Kariba")
    incident = next(one for one in of(bundle, "incident") if "Lake Kariba" in one.name)
    seen = [one for one in of(bundle, "sighting") if one.sighting_of_ref == incident.id]
    assert len(told.accounts) == 5 and len(seen) == len(told.origins) < 5


def test_a_person_s_judgement_is_an_opinion_with_its_time(bundle):
    (opinion,) = [one for one in of(bundle, "opinion") if one.authors == ["ann"]]
    assert opinion.opinion == "strongly-agree" and opinion.explanation == "seen on the spot"
    assert opinion.created.isoformat().startswith("2024-05-02T10:00:00")


def test_the_grade_that_a_user_gave_marks_the_teller(bundle):
    graded = [one for one in of(bundle, "sighting") if 'admiralty-scale:source-reliability="b"' in one.labels]
    assert graded and all("hospital" in one.description for one in graded)


def test_times_are_those_of_the_ledger(bundle, material: Material):
    incident = next(one for one in of(bundle, "incident") if "Nakuru" in one.name)
    told = material.find("Nakuru")
    assert incident.created == min(a.recorded for a in told.accounts) < incident.modified


def test_everybody_s_police_are_not_one_police(bundle):
    police = [one for one in of(bundle, "identity") if one.name == "police"]
    assert len(police) == len({one.id for one in police})
    tellers = [one for one in of(bundle, "sighting") if one.where_sighted_refs[0] in {p.id for p in police}]
    assert len({one.sighting_of_ref for one in tellers}) == len({one.where_sighted_refs[0] for one in tellers})


def test_regions_are_of_the_vocabulary():
    assert {country.region for country in _countries().values()} - {""} <= set(vocab.REGION)


def test_without_the_library_a_sentence_says_what_to_install(material: Material, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "stix2", None)
    with pytest.raises(UsageError, match=r"pip install 'dateline\[stix\]'"):
        material.write(get_format("stix"))

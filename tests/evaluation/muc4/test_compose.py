"""From the events of a dossier to templates, over a small message of our own; and the task from end to end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dateline.documents import from_text
from dateline.evaluation import Result, run
from dateline.evaluation.muc4._case import Words, restore_case
from dateline.evaluation.muc4._compose import make_templates
from dateline.evaluation.muc4._culprit import find_bodies
from dateline.evaluation.muc4._nation import home_country, nation_of
from dateline.evaluation.muc4._people import describe, kind_of
from dateline.evaluation.muc4._phrase import count_of, extend
from dateline.evaluation.muc4._read import Message
from dateline.model import (
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Party,
    TriggerWords,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Issue

WORDS = Words.load()
TEXT = (
    "Rebels of the Andean Liberation Front [ALF] kidnapped Rosa Quispe, mayor of Tarma, on 3 May in Tarma, Peru.\n\n"
    "A bomb destroyed a milk truck in Tarma today. No one was injured."
)
MESSAGE = Message(id="DEV-MUC3-0001", place="LIMA", published=date(1991, 5, 4), text=TEXT.upper())


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence.of(TEXT, start, start + len(quote))


def party(quote: str, sector: str) -> Party:
    return Party(name=quote, actor_id=None, country="PER", sector=sector, evidence=evidence(quote), confidence=1.0)


def mention(quote: str, trigger: str) -> EventMention:
    whole, word = evidence(quote), evidence(trigger)
    words = TriggerWords(start=word.start, end=word.end, text=trigger)
    return EventMention(start=whole.start, end=whole.end, quote=quote, trigger=words)


TARMA = Where(
    name="Tarma", country="PER", admin1=None, level="city", lat=-11.4, lon=-75.7, radius_km=5, geonames_id=1,
    evidence=evidence("Tarma"),
)  # fmt: skip
THIRD = When(
    edtf="1991-05-03", earliest=date(1991, 5, 3), latest=date(1991, 5, 3), rule="day", evidence=evidence("3 May")
)
BLANK: dict[str, Any] = {
    "type": "ASSAULT", "mode": "", "realis": "actual", "ground": "main", "summary": "", "confidence": 0.9, "when": None,
    "where": (TARMA,), "actors": (), "targets": (), "weapon": None, "casualties": None, "claims": (), "relations": (),
    "codes": Codes(
        plover="ASSAULT", cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=0.0
    ),
}  # fmt: skip
KIDNAP: dict[str, Any] = BLANK | {
    "id": "e1", "mode": "abduct", "when": THIRD, "mentions": (mention("kidnapped Rosa Quispe", "kidnapped"),),
    "actors": (party("Rebels of the Andean Liberation Front", "REB"),), "targets": (party("Rosa Quispe", "GOV"),),
}  # fmt: skip
BOMB: dict[str, Any] = BLANK | {
    "id": "e2", "mode": "explosives", "mentions": (mention("A bomb destroyed a milk truck", "destroyed"),)
}  # fmt: skip


def read(document: Document, *events: Event) -> Dossier:
    coder = Coder(name="t", version="1", reader="t", ontology="1")
    return Dossier(document=document, coder=coder, events=events, issues=())


def slots(**changes: Any) -> list[dict[str, list[str]]]:
    """The fills of each template, of the kidnapping with `changes` and of the bomb."""
    dossier = read(
        from_text(TEXT, language="en", published=date(1991, 5, 4)), Event(**(KIDNAP | changes)), Event(**BOMB)
    )
    return [
        {name: [filler.fills[0].value for filler in fillers] for name, fillers in template.slots.items()}
        for template in make_templates(MESSAGE, dossier, WORDS)
    ]


def test_a_kidnapping() -> None:
    found = slots()[0]
    assert {name: values for name, values in found.items() if not name.startswith("phys")} == {
        "inc_date": ["03 MAY 91"],
        "inc_loc": ["PERU: TARMA (CITY)"],
        "inc_type": ["KIDNAPPING"],
        "inc_stage": ["ACCOMPLISHED"],
        "perp_inc_cat": ["TERRORIST ACT"],
        "perp_ind_id": ["REBELS"],
        "perp_org_id": ["ANDEAN LIBERATION FRONT"],
        "perp_org_conf": ["REPORTED AS FACT"],
        "hum_tgt_name": ["ROSA QUISPE"],
        "hum_tgt_desc": ["MAYOR OF TARMA"],
        "hum_tgt_type": ["GOVERNMENT OFFICIAL"],
        "hum_tgt_num": ["1"],
    }


def test_a_bombing_with_property_alone() -> None:
    found = slots()[1]
    assert found["inc_date"] == ["- 04 MAY 91"]
    assert (found["inc_type"], found["inc_instr_id"], found["inc_instr_type"]) == (["BOMBING"], ["BOMB"], ["BOMB"])
    assert (found["phys_tgt_id"], found["phys_tgt_type"]) == (["MILK TRUCK"], ["TRANSPORT VEHICLE"])
    assert (found["phys_tgt_effect"], found["hum_tgt_effect"]) == (["DESTROYED"], ["NO INJURY OR DEATH"])


@pytest.mark.parametrize(
    "changes",
    [
        {"realis": "future"},
        {"realis": "negated"},
        {"confidence": 0.1},
        {"type": "PROTEST"},
        {"when": When(edtf="1990", earliest=date(1990, 1, 1), latest=date(1990, 12, 31), rule="year", evidence=None)},
        {"targets": (party("Rebels", "REB"),), "mentions": (mention("kidnapped Rosa Quispe", "mayor"),)},
    ],
)
def test_what_deserves_no_template(changes: dict[str, Any]) -> None:
    assert [found["inc_type"] for found in slots(**changes)] == [["BOMBING"]]


def test_an_attempt_is_one() -> None:
    assert slots(attempt=True)[0]["inc_stage"] == ["ATTEMPTED"]


@pytest.mark.parametrize(
    ("phrase", "description", "number", "kind"),
    [
        ("six Peruvian farmers", "Peruvian farmers", "6", "CIVILIAN"),
        ("at least 12 policemen", "policemen", "12-", "LAW ENFORCEMENT"),
        ("a judge who was on leave", "judge", "1", "LEGAL OR JUDICIAL"),
        ("several former ministers", "former ministers", "PLURAL", "FORMER GOVERNMENT OFFICIAL"),
    ],
)
def test_people_without_a_name(phrase: str, description: str, number: str, kind: str) -> None:
    found = describe(phrase, 0, len(phrase))
    assert (found.description, found.number, found.kind) == (description, number, kind)


def test_phrases() -> None:
    text = "They blew up about 20 old power pylons and the bus."
    phrase = extend(text, text.index("pylons"), text.index("pylons") + 6, 0)
    assert (phrase.text, phrase.number) == ("old power pylons", "~20")
    assert [count_of(word) for word in ("bus", "buses", "police", "headquarters")] == ["1", "PLURAL", "PLURAL", "1"]
    assert kind_of("bodyguard") == "SECURITY GUARD"


def test_armed_groups_have_all_their_names() -> None:
    (body,) = find_bodies(TEXT)
    assert body.names == ("Andean Liberation Front", "ALF")


def test_countries() -> None:
    assert home_country(MESSAGE) == "PER"
    assert [nation_of("two Spanish nuns"), nation_of("a U.S. engineer"), nation_of("a cook")] == ["ESP", "USA", ""]


class Reader:
    """Reads the kidnapping and the bomb out of whatever it is given; keeps the document."""

    document: Document | None = None

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        self.document = document
        return read(document, Event(**KIDNAP), Event(**BOMB))


def test_the_task_reads_messages_in_small_letters(tmp_path: Path) -> None:
    (tmp_path / "messages").write_text(f"DEV-MUC3-0001\n\n   LIMA, 4 MAY 91 (US) -- [TEXT] {TEXT.upper()}\n")
    heads = [
        "0.  MESSAGE: ID",
        "1.  MESSAGE: TEMPLATE",
        "2.  INCIDENT: DATE",
        "3.  INCIDENT: LOCATION",
        "4.  INCIDENT: TYPE",
    ]
    fills = ["DEV-MUC3-0001", "1", "03 MAY 91", "PERU: TARMA (CITY)", "KIDNAPPING"]
    rows = [f"{head:<36}{fill}" for head, fill in zip(heads, fills, strict=True)]
    rows.append(f'{"18. HUM TGT: NAME":<36}"ROSA QUISPE"')
    (tmp_path / "keys").write_text("\n".join(rows) + "\n")
    reader = Reader()
    result = run("muc4", tmp_path, lambda: reader)
    assert isinstance(result, Result)
    assert reader.document
    assert reader.document.text == restore_case(TEXT.upper(), WORDS)
    assert (result.items, result.figures["recall"], result.figures["hum_tgt_name_f"]) == (1, 100, 100)
    assert {fault.kind for fault in result.faults} >= {"spurious", "perp_org_id"}

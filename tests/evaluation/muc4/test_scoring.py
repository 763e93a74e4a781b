"""The keys' form, the judgement of fills and the count of templates, over incidents of our own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.evaluation.muc4._judge import judge, same_date, same_location, same_number, same_string
from dateline.evaluation.muc4._read import read_filler, read_folder, read_keys, read_messages
from dateline.evaluation.muc4._scoring import Tally, add_up, score_message, score_slot
from dateline.evaluation.muc4._template import SLOTS, Fill, Filler, Template

if TYPE_CHECKING:
    from pathlib import Path

SLOT = {slot.name: slot for slot in SLOTS}
FILLS = {
    1: "1",
    2: "- 04 MAY 91",
    3: "PERU: TARMA (CITY)",
    4: "BOMBING",
    5: "ACCOMPLISHED",
    6: '"BOMB"',
    7: 'BOMB: "BOMB"',
    8: "TERRORIST ACT",
    9: '"HOODED MEN" / "MEN"',
    12: '"DAIRY" / "TARMA DAIRY"',
    13: 'COMMERCIAL: "DAIRY" / "TARMA DAIRY"',
    14: '1: "DAIRY" / "TARMA DAIRY"',
    18: '"ROSA PAZ"\n? "LUIS PAZ"',
    19: '"MILKMAID": "ROSA PAZ"\n"COWHANDS"',
    20: 'CIVILIAN: "ROSA PAZ"\nCIVILIAN: "COWHANDS"',
}
HEADS = ["MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION"]


def key(**changes: str) -> str:
    """A key template in the form of the files; `changes` are fills by "s" and the slot's number."""
    fills = FILLS | {int(name[1:]): value for name, value in changes.items()}
    lines: list[str] = []
    for number in range(25):
        head = f"{number}.".ljust(4) + (HEADS[number] if number < len(HEADS) else "SLOT: NAME")
        rows = (fills.get(number, "-") if number else "DEV-MUC3-0001 (HERE)").split("\n")
        lines += [f"{head:<36}{rows[0]}", *(f"{'':36}{row}" for row in rows[1:])]
    return ";; a note\n" + "\n".join(lines) + "\n\n"


def template(**changes: str) -> Template:
    ((_, found),) = read_keys(key(**changes), source="key")
    assert found
    return found


def first(found: Template) -> Template:
    """The template as a program could give it: one alternative each, nothing optional."""
    slots = {
        name: tuple(Filler(fills=(Fill(value=f.fills[0].value, tags=f.fills[0].tags[:1]),)) for f in fillers)
        for name, fillers in found.slots.items()
    }
    return Template(message_id=found.message_id, number=found.number, slots=slots)


def total(keys: list[Template], answers: list[Template]) -> Tally:
    return sum(add_up(score_message(keys, answers)).values(), Tally())


def test_a_key_is_read() -> None:
    found = template(s1="2 (OPTIONAL)")
    assert (found.number, found.optional, found.message_id) == (2, True, "DEV-MUC3-0001")
    assert [fill.value for fill in found.slots["perp_ind_id"][0].fills] == ["HOODED MEN", "MEN"]
    assert found.slots["phys_tgt_type"][0].fills == (Fill(value="COMMERCIAL", tags=("DAIRY", "TARMA DAIRY")),)
    assert [filler.optional for filler in found.slots["hum_tgt_name"]] == [False, True]
    assert "perp_org_id" not in found.slots


def test_an_irrelevant_message_has_no_template() -> None:
    assert list(read_keys(key(s1="*"), source="key")) == [("DEV-MUC3-0001", None)]


@pytest.mark.parametrize(
    ("row", "kind", "fills"),
    [
        ('A / B: "X" / "Y"', "set", [("A", ("X", "Y")), ("B", ("X", "Y"))]),
        ('A: "X" / B: "Y"', "set", [("A", ("X",)), ("B", ("Y",))]),
        ('("BAKER" / "COOK"): "PAZ"', "string", [("BAKER", ("PAZ",)), ("COOK", ("PAZ",))]),
        ('"A \\"B\\" C"', "string", [('A "B" C', ())]),
        ("(- 04 MAY 91) / (04 MAY 91)", "date", [("- 04 MAY 91", ()), ("04 MAY 91", ())]),
        ("PERU: TARMA (CITY / TOWN)", "location", [("PERU: TARMA (CITY / TOWN)", ())]),
    ],
)
def test_alternatives_and_cross_references(row: str, kind: str, fills: list[tuple[str, tuple[str, ...]]]) -> None:
    found = read_filler(row, kind)
    assert found
    assert [(fill.value, fill.tags) for fill in found.fills] == fills


def test_a_null_alternative_makes_a_filler_optional() -> None:
    found = read_filler('- / "X"', "string")
    assert found
    assert (found.optional, len(found.fills)) == (True, 1)
    assert read_filler("*", "set") is None


@pytest.mark.parametrize(
    ("wanted", "answer", "worth"),
    [
        ("THE THREE COWHANDS", "COWHANDS", 1), ("COWHANDS", "PERUVIAN COWHANDS", 1), ("ROSA PAZ", "MS. ROSA PAZ", 1),
        ("DAIRY UNION", "DAIRY UNION [DU]", 1), ("ROSA PAZ", "PAZ", 0.5), ("COWHANDS", "COWHANDS OF TARMA", 0.5),
        ("COWHANDS", "MILKMAIDS", 0), ("COWHANDS", "HANDS", 0),
    ],
)  # fmt: skip
def test_strings(wanted: str, answer: str, worth: float) -> None:
    assert same_string(wanted, answer) == worth


@pytest.mark.parametrize(
    ("wanted", "answer", "worth"),
    [
        ("04 MAY 91", "04 MAY 91", 1), ("02 MAY 91 - 04 MAY 91", "03 MAY 91", 0.5), ("- 04 MAY 91", "03 MAY 91", 0.5),
        ("04 MAY 91", "- 04 MAY 91", 0.5), ("03 MAY 91", "- 04 MAY 91", 0), ("04 MAY 91", "05 MAY 91", 0),
        ("04 MAY 91", "SOON", 0), ("40 MAY 91", "04 MAY 91", 0),
    ],
)  # fmt: skip
def test_dates(wanted: str, answer: str, worth: float) -> None:
    assert same_date(wanted, answer) == worth


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        ("PERU: JUNIN (DEPARTMENT): TARMA (CITY)", 1), ("PERU: JUNIN (DEPARTMENT): TARMA (TOWN)", 1),
        ("PERU: TARMA (CITY)", 0.5), ("PERU", 0.5), ("CHILE: JUNIN (DEPARTMENT): TARMA (CITY)", 0.5), ("CHILE", 0),
        ("PERU: JUNIN (DEPARTMENT): TARMA (RIVER)", 0.5),
    ],
)  # fmt: skip
def test_locations(answer: str, worth: float) -> None:
    assert same_location("PERU: JUNIN (DEPARTMENT): TARMA (CITY)", answer) == worth


def test_numbers() -> None:
    assert [same_number("5 - 7", "7"), same_number("~7", "7"), same_number("7", "7"), same_number("17", "7")] == [
        0.5, 0.5, 1, 0,
    ]  # fmt: skip


def test_set_fills_nest_and_a_wrong_reference_costs_half() -> None:
    weapon, wanted = SLOT["inc_instr_type"], Filler(fills=(Fill(value="RIFLE", tags=("RIFLE",)),))
    answers = [("RIFLE", "RIFLE"), ("RIFLE", "CLUB"), ("GUN", "RIFLE"), ("MORTAR", "RIFLE")]
    assert [judge(weapon, wanted, Fill(value=v, tags=(t,))) for v, t in answers] == [1, 0.5, 0.5, 0]
    assert judge(SLOT["inc_type"], Filler(fills=(Fill(value="ARSON"),)), Fill(value="ATTACK")) == 0.5
    assert judge(SLOT["inc_type"], Filler(fills=(Fill(value="ATTACK"),)), Fill(value="ARSON")) == 0


def test_the_key_against_itself_is_perfect() -> None:
    found = template()
    tally = total([found], [first(found)])
    assert (tally.f, tally.partial, tally.possible) == (100, 0, tally.actual)


def test_missing_and_spurious_templates_count_all_their_slots() -> None:
    found = template()
    fills = sum(len(fillers) for fillers in found.slots.values())
    assert total([found], []) == Tally(possible=fills - 1)  # one name is optional
    assert total([], [first(found)]) == Tally(actual=fills)
    assert total([template(s1="1 (OPTIONAL)")], []) == Tally()


def test_templates_of_different_types_are_not_mapped() -> None:
    pairs = score_message([template()], [first(template(s4="ROBBERY"))])
    assert [(pair.key is None, pair.given is None) for pair in pairs] == [(False, True), (True, False)]
    assert len(score_message([template()], [first(template(s4="ATTACK"))])) == 1


def test_templates_without_common_content_are_not_mapped() -> None:
    other = template(s9='"NEIGHBOURS"', s12='"HUT"', s13='OTHER: "HUT"', s18='"ANA RUIZ"', s19="-", s20="-")
    assert len(score_message([template()], [first(other)])) == 2


def test_the_better_pair_is_mapped_first() -> None:
    near, far = template(), template(s1="2", s3="CHILE", s2="- 01 MAY 91")
    (one, other) = score_message([near, far], [first(far), first(near)])
    assert one.given and other.given
    assert (one.given.number, other.given.number) == (1, 2)


def test_left_over_fillers_are_wrong_before_they_are_missing_or_spurious() -> None:
    slot = SLOT["hum_tgt_name"]

    def fillers(*names: str, optional: bool = False) -> list[Filler]:
        return [Filler(fills=(Fill(value=name),), optional=optional) for name in names]

    assert score_slot(slot, fillers("ANA", "EVA"), fillers("EVA", "ZOE", "IDA")) == Tally(
        possible=2, actual=3, correct=1
    )
    assert score_slot(slot, fillers("ANA", optional=True), []) == Tally()
    assert score_slot(slot, fillers("ANA", optional=True), fillers("ZOE")) == Tally(possible=1, actual=1)


@given(
    st.lists(st.sampled_from(["ANA", "EVA PAZ", "PAZ", "ZOE"]), max_size=4),
    st.lists(st.sampled_from(["PAZ", "ZOE", "IDA"]), max_size=4),
)
def test_a_tally_never_has_more_matches_than_fills(wanted: list[str], answers: list[str]) -> None:
    sides = [[Filler(fills=(Fill(value=name),)) for name in side] for side in (wanted, answers)]
    tally = score_slot(SLOT["hum_tgt_name"], *sides)
    assert tally.correct + tally.partial <= min(tally.possible, tally.actual)
    assert (tally.possible, tally.actual) == (len(wanted), len(answers))


MESSAGES = """DEV-MUC3-0001 (HERE)

   TARMA, 4 MAY 91 (OUR AGENCY) -- [REPORT] [TEXT] A BOMB WENT OFF IN THE
DAIRY TODAY.

   NOBODY WAS HURT.


TST1-MUC3-0002

   NO CITY (PERU), NO DATE -- [TEXT] QUIET.
"""


def test_messages_lose_their_header_and_their_line_ends() -> None:
    one, two = read_messages(MESSAGES)
    assert (one.id, one.place, one.published) == ("DEV-MUC3-0001", "TARMA", date(1991, 5, 4))
    assert one.text == "A BOMB WENT OFF IN THE DAIRY TODAY.\n\nNOBODY WAS HURT."
    assert (two.text, two.published) == ("QUIET.", None)


def test_test_messages_go_before_those_of_development(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "messages").write_text(MESSAGES)
    (tmp_path / "dev.key").write_text(key())
    assert [item.message.id for item in read_folder(tmp_path)] == ["DEV-MUC3-0001"]
    (tmp_path / "tst.key").write_text(key().replace("DEV-MUC3-0001", "TST1-MUC3-0002"))
    assert [item.message.id for item in read_folder(tmp_path)] == ["TST1-MUC3-0002"]


def test_a_folder_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no messages"):
        read_folder(tmp_path)
    (tmp_path / "bad.key").write_text(key(s1="FIRST"))
    with pytest.raises(UsageError, match="FIRST"):
        read_folder(tmp_path)

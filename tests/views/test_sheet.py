from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))

from telling import account, told

from dateline.model import FieldMatch, Link
from dateline.views import CELLS, make_pairs, make_sheet

from reports import HOSPITAL, Said, first, march, other, report, revised  # isort: skip


def both():
    return told(account(first()), account(other(), minute=1))


def texts(one):
    return {a.ref.revision: a.document.text for a in (*one.accounts, *one.earlier)}


def cell(sheet, name):
    return next(one for one in sheet.cells if one.name == name)


def test_every_cell_is_there_and_an_empty_one_says_so_in_words():
    sheet = make_sheet(told(account(march())))
    assert tuple(one.name for one in sheet.cells) == CELLS
    assert cell(sheet, "toll").values == () and "not a toll of zero" in cell(sheet, "toll").empty
    assert cell(sheet, "whom").empty and not cell(sheet, "who").empty


@pytest.mark.parametrize("make", [both, lambda: told(account(revised(), minute=2), earlier=(account(first()),))])
def test_all_words_stand_where_the_sheet_says(make):
    one = make()
    sheet = make_sheet(one)
    spots = [w for c in sheet.cells for v in c.values for w in v.words]
    spots += [w for row in sheet.matrix.rows for c in row.cells for w in c.words]
    spots += [step.words for tree in sheet.relays for step in tree.steps]
    spots += [point.words for toll in sheet.tolls for point in toll.points]
    assert len(spots) > 8
    for spot in spots:
        assert texts(one)[spot.revision][spot.start : spot.end] == spot.quote
        assert one.documents[spot.revision] == spot.document


def test_a_day_of_publication_has_no_words_and_says_why():
    dossier = report(
        "A bomb went off in Velnik, police said.", Said(word="went off", place="Velnik"), url="https://x.example/1"
    )
    (value,) = cell(make_sheet(told(account(dossier))), "when").values
    assert value.words == () and "day of publication" in value.note


def test_a_replaced_text_is_in_the_history_of_the_toll_only():
    sheet = make_sheet(told(account(revised(), minute=2), earlier=(account(first()),)))
    (killed,) = sheet.tolls
    assert [(p.text, p.report) for p in killed.points] == [("2", None), ("4", 1)]
    assert [v.text for v in cell(sheet, "toll").values] == ["4 killed"]


def test_the_derivation_names_the_rule_behind_the_credibility():
    sheet = make_sheet(told(account(first())))
    assert sheet.page.why in sheet.derivation and len(sheet.derivation) > len(sheet.page.why)


def test_pairs_name_reports_by_their_numbers():
    a, b = account(first()), account(other(), minute=1)
    because = (FieldMatch(field="place", left="Karsum", right="Karsum", weight=2.0),)
    link = Link(kind="same-event", left=a.ref, right=b.ref, score=0.9, because=because)
    (pair,) = make_pairs(told(a, b, links=(link,))).pairs
    assert (pair.left, pair.right, pair.because) == (1, 2, because)


def test_contradictions_are_marked_on_both_sides():
    sheet = make_sheet(both())
    number = next(n for n, d in enumerate(sheet.page.disputes, start=1) if d.slot == "casualties: killed")
    sides = {
        row.name: {side.value for c in row.cells if c.column == "toll" for side in c.sides if side.dispute == number}
        for row in sheet.matrix.rows
    }
    told_apart = {name: values for name, values in sides.items() if values}
    assert len(told_apart) >= 2 and len({frozenset(v) for v in told_apart.values()}) == 2
    assert all(not c.sides for row in sheet.matrix.rows for c in row.cells if c.column != "toll")


def test_a_denial_is_what_a_cell_says_first():
    dossier = report(
        "Gunmen attacked a bakery in Karsum on Monday. The army denied that there was an attack.",
        Said(word="attacked", place="Karsum", tellers=(("The army", "military", "denies"),)),
        url="https://x.example/2",
    )
    rows = make_sheet(told(account(dossier), account(first(), minute=1))).matrix.rows
    (army,) = [row for row in rows if row.name == "The army"]
    event = next(c for c in army.cells if c.column == "event")
    assert event.stance == "denies" and event.says == "denies" and event.sides


def test_who_denies_an_event_names_its_parts_and_does_not_say_them():
    dossier = report(
        "The army denied that it attacked a bakery in Karsum on Monday.",
        Said(word="attacked", place="Karsum", tellers=(("The army", "military", "denies"),)),
        url="https://x.example/3",
    )
    (row,) = make_sheet(told(account(dossier))).matrix.rows
    where = next(c for c in row.cells if c.column == "where")
    assert (where.says, where.stance, where.values) == ("names it", "unknown", ("Karsum, TUR",))


def test_the_matrix_has_a_row_for_each_origin_and_its_grade():
    sheet = make_sheet(told(account(first()), account(other(), minute=1), grades={"Karsum hospital": "B"}))
    assert [row.origin for row in sheet.matrix.rows] == [voice.number for voice in sheet.page.voices]
    assert {row.name: row.grade for row in sheet.matrix.rows}["Karsum hospital"] == "B"
    assert set(sheet.matrix.columns) == {c.column for row in sheet.matrix.rows for c in row.cells} | {"event"}


def hospital(publisher, url, day="Monday"):
    return report(
        f"Gunmen attacked a bakery in Karsum on {day}. The Karsum hospital said that four people had been killed there.",
        Said(word="attacked", place="Karsum", tellers=(HOSPITAL,), killed="four"),
        url=url,
        publisher=publisher,
    )


def test_a_relay_tree_starts_at_the_earliest_and_keeps_every_report():
    accounts = [account(hospital(f"Paper {n}", f"https://p{n}.example/1"), minute=n) for n in range(4)]
    (tree,) = [t for t in make_sheet(told(*accounts)).relays if t.name == "Karsum hospital"]
    assert tree.steps[0].depth == 0 and {step.report for step in tree.steps} == {1, 2, 3, 4}
    assert all(step.because for step in tree.steps if step.depth) and not tree.steps[0].because
    for before, after in zip(tree.steps, tree.steps[1:], strict=False):
        assert after.depth <= before.depth + 1


@given(st.permutations(range(3)))
def test_the_order_of_the_reports_changes_numbers_and_no_value(order):
    made = [account(first()), account(other(), minute=1), account(hospital("P", "https://p.example/1"), minute=2)]

    def values(sheet):
        return {c.name: sorted((v.text, len(v.words), len(v.origins)) for v in c.values) for c in sheet.cells}

    assert values(make_sheet(told(*(made[n] for n in order)))) == values(make_sheet(told(*made)))


def test_a_sheet_is_a_value_that_can_be_sent():
    one = both()
    assert msgspec.json.decode(msgspec.json.encode(make_sheet(one)))["cells"][0]["name"] == "what"
    assert make_sheet(one) == make_sheet(one)

"""The tables of the ontology and the codes that they give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline.ontology
from dateline.errors import RegistryError, UsageError
from dateline.ontology import Ontology

DATA = Path(dateline.ontology.__file__).parent / "data"
ONTOLOGY = Ontology.load()
EVERY_MODE = [(t.code, mode) for t in ONTOLOGY.event_types.values() for mode in ("", *t.modes)]

# Type and mode alone, nothing known of weapon, deaths or parties: CAMEO, ACLED event type, ACLED sub-event type, score.
PLAIN = {
    ("AGREE", ""): ("030", None, None, 2.5),
    ("CONSULT", ""): ("040", None, None, 2.5),
    ("CONSULT", "visit"): ("042", None, None, 4.0),
    ("CONSULT", "third-party"): ("045", None, None, 1.0),
    ("CONSULT", "multilateral"): ("040", None, None, 4.0),
    ("CONSULT", "phone"): ("041", None, None, 1.5),
    ("SUPPORT", ""): ("050", None, None, 5.0),
    ("CONCEDE", ""): ("080", None, None, 4.5),
    ("COOPERATE", ""): ("060", None, None, 9.5),
    ("AID", ""): ("070", None, None, 10.0),
    ("RETREAT", ""): ("080", None, None, 6.5),
    ("RETREAT", "withdraw"): ("087", None, None, 8.0),
    ("RETREAT", "release"): ("084", None, None, 6.5),
    ("RETREAT", "disarm"): ("087", None, None, 10.0),
    ("RETREAT", "ceasefire"): ("0871", "Strategic developments", "Agreement", 7.5),
    ("RETREAT", "access"): ("086", None, None, 6.5),
    ("RETREAT", "resign"): ("080", None, None, 4.5),
    ("REQUEST", ""): ("020", None, None, 0.0),
    ("REQUEST", "assist"): ("020", None, None, 0.5),
    ("REQUEST", "change"): ("024", None, None, -1.0),
    ("REQUEST", "yield"): ("025", None, None, -1.0),
    ("REQUEST", "meet"): ("026", None, None, 0.0),
    ("ACCUSE", ""): ("110", None, None, -3.0),
    ("ACCUSE", "disapprove"): ("111", None, None, -2.0),
    ("ACCUSE", "investigate"): ("090", None, None, -3.5),
    ("ACCUSE", "allege"): ("112", None, None, -3.5),
    ("REJECT", ""): ("120", None, None, -2.0),
    ("REJECT", "assist"): ("120", None, None, -1.5),
    ("REJECT", "change"): ("123", None, None, -2.0),
    ("REJECT", "yield"): ("124", None, None, -2.0),
    ("REJECT", "meet"): ("125", None, None, -2.0),
    ("THREATEN", ""): ("130", None, None, -3.5),
    ("THREATEN", "restrict"): ("131", None, None, -3.0),
    ("THREATEN", "arrest"): ("132", None, None, -3.5),
    ("THREATEN", "relations"): ("1313", None, None, -3.5),
    ("THREATEN", "expel"): ("136", None, None, -3.5),
    ("THREATEN", "territory"): ("1382", None, None, -4.0),
    ("THREATEN", "violence"): ("138", None, None, -3.5),
    ("PROTEST", ""): ("140", "Protests", "Peaceful protest", -5.0),
    ("PROTEST", "demo"): ("141", "Protests", "Peaceful protest", -5.0),
    ("PROTEST", "riot"): ("145", "Riots", "Violent demonstration", -7.0),
    ("PROTEST", "strike"): ("143", None, None, -5.0),
    ("PROTEST", "hunger"): ("142", None, None, -4.5),
    ("PROTEST", "boycott"): ("143", None, None, -4.5),
    ("PROTEST", "obstruct"): ("144", "Protests", "Peaceful protest", -4.5),
    ("PROTEST", "vandalize"): ("145", "Riots", "Violent demonstration", -5.0),
    ("SANCTION", ""): ("160", None, None, -6.0),
    ("SANCTION", "convict"): ("116", None, None, -6.0),
    ("SANCTION", "expel"): ("166", None, None, -5.5),
    ("SANCTION", "withdraw"): ("161", None, None, -6.0),
    ("SANCTION", "discontinue"): ("160", None, None, -6.0),
    ("MOBILIZE", ""): ("150", "Strategic developments", "Change to group/activity", -5.5),
    ("MOBILIZE", "troops"): ("154", "Strategic developments", "Change to group/activity", -6.5),
    ("MOBILIZE", "weapons"): ("150", "Strategic developments", "Change to group/activity", -6.5),
    ("MOBILIZE", "police"): ("153", "Strategic developments", "Change to group/activity", -5.5),
    ("MOBILIZE", "militia"): ("150", "Strategic developments", "Change to group/activity", -6.0),
    ("COERCE", ""): ("170", None, None, -7.0),
    ("COERCE", "seize"): ("171", None, None, -7.0),
    ("COERCE", "restrict"): ("172", None, None, -7.0),
    ("COERCE", "censor"): ("1721", None, None, -6.5),
    ("COERCE", "curfew"): ("1723", None, None, -6.5),
    ("COERCE", "martial-law"): ("1724", None, None, -7.5),
    ("COERCE", "arrest"): ("173", "Strategic developments", "Arrests", -7.0),
    ("COERCE", "deport"): ("174", None, None, -7.0),
    ("COERCE", "withhold"): ("170", None, None, -7.0),
    ("COERCE", "misinformation"): ("170", None, None, -6.5),
    ("COERCE", "cyber"): ("176", None, None, -7.0),
    ("ASSAULT", ""): ("180", None, None, -9.0),
    ("ASSAULT", "abduct"): ("181", None, None, -8.5),
    ("ASSAULT", "beat"): ("182", None, None, -7.5),
    ("ASSAULT", "torture"): ("1822", None, None, -8.5),
    ("ASSAULT", "sexual"): ("1821", "Violence against civilians", "Sexual violence", -8.5),
    ("ASSAULT", "targeted"): ("180", None, None, -9.5),
    ("ASSAULT", "destroy"): ("1712", "Strategic developments", "Looting/property destruction", -8.5),
    ("ASSAULT", "primitive"): ("182", None, None, -8.0),
    ("ASSAULT", "firearms"): ("180", None, None, -9.0),
    ("ASSAULT", "explosives"): ("183", "Explosions/Remote violence", "Remote explosive/landmine/IED", -9.0),
    ("ASSAULT", "suicide-attack"): ("1831", "Explosions/Remote violence", "Suicide bomb", -9.5),
    ("ASSAULT", "aerial"): ("195", "Explosions/Remote violence", "Air/drone strike", -9.5),
    ("ASSAULT", "drone"): ("1952", "Explosions/Remote violence", "Air/drone strike", -9.5),
    ("ASSAULT", "heavy-weapons"): ("194", "Explosions/Remote violence", "Shelling/artillery/missile attack", -9.5),
    ("ASSAULT", "crowd-control"): ("175", "Protests", "Protest with intervention", -7.5),
    ("ASSAULT", "unconventional"): ("204", None, None, -10.0),
    ("INCIDENT", ""): (None, None, None, 0.0),
}


def test_the_codebook_is_complete() -> None:
    assert len(ONTOLOGY.event_types) == 17
    assert len(ONTOLOGY.sectors) == 21
    assert len(ONTOLOGY.source_kinds) == 15
    assert len(ONTOLOGY.weapon_kinds) == 15
    assert len(ONTOLOGY.place_levels) == 8
    assert tuple(ONTOLOGY.casualty_kinds) == ("killed", "injured", "missing", "arrested", "displaced", "abducted")
    assert set(ONTOLOGY.casualty_kinds) <= set(ONTOLOGY.roles)
    assert (len(ONTOLOGY.acled), sum(map(len, ONTOLOGY.acled.values()))) == (6, 25)


@pytest.mark.parametrize(("event_type", "mode"), EVERY_MODE)
def test_each_type_and_mode_has_its_row(event_type: str, mode: str) -> None:
    codes = ONTOLOGY.codes(event_type, mode)
    assert (codes.cameo, codes.acled_event_type, codes.acled_sub_event_type, codes.goldstein) == PLAIN[event_type, mode]
    assert codes.plover == (f"{event_type}/{mode}" if mode else event_type)


def test_no_row_is_left_over() -> None:
    assert set(PLAIN) == set(EVERY_MODE)


@pytest.mark.parametrize(
    ("event_type", "quad"),
    [("AGREE", 1), ("CONCEDE", 1), ("COOPERATE", 2), ("RETREAT", 2), ("REQUEST", 3), ("THREATEN", 3), ("PROTEST", 4),
     ("SANCTION", 4), ("ASSAULT", 4), ("INCIDENT", 0)],
)  # fmt: skip
def test_quad_class(event_type: str, quad: int) -> None:
    assert ONTOLOGY.codes(event_type).quad == quad


@pytest.mark.parametrize(
    ("mode", "weapon", "killed", "actors", "targets", "cameo", "sub"),
    [
        ("", "firearms", None, ["MIL"], ["REB"], "193", "Armed clash"),
        ("", None, None, ["MIL"], ["REB", "CVL"], "190", "Armed clash"),
        ("", None, True, ["REB"], ["CVL"], "180", "Attack"),
        ("", None, True, [], ["CVL"], "180", None),
        ("", "rocket-missile", None, [], ["GOV"], "194", "Shelling/artillery/missile attack"),
        ("", "aircraft", True, ["MIL"], ["CVL"], "195", "Air/drone strike"),
        ("targeted", "drone", True, ["MIL"], ["MIL"], "186", "Air/drone strike"),
        ("targeted", "firearms", False, ["UAF"], ["GOV"], "185", "Attack"),
        ("targeted", "car-bomb", None, [], ["JUD"], "1832", "Remote explosive/landmine/IED"),
        ("explosives", "car-bomb", True, ["REB"], ["CVL"], "1832", "Remote explosive/landmine/IED"),
        ("explosives", "suicide-bomb", True, ["REB"], ["CVL"], "183", "Suicide bomb"),
        ("firearms", "firearms", True, ["UAF"], ["CVL"], "193", "Attack"),
        ("firearms", "firearms", True, ["CVL"], ["CVL"], "180", "Attack"),
        ("abduct", None, None, ["REB"], ["JRN"], "181", "Abduction/forced disappearance"),
        ("abduct", None, None, ["REB"], ["MIL"], "181", None),
        ("crowd-control", "chemical", True, ["COP"], ["CVL"], "175", "Excessive force against protesters"),
        ("crowd-control", "chemical", None, ["COP"], ["CVL"], "175", "Protest with intervention"),
        ("unconventional", "chemical", True, ["MIL"], ["CVL"], "2041", "Chemical weapon"),
        ("beat", None, True, ["CVL"], ["CVL"], "1823", "Mob violence"),
        ("primitive", "blade", None, ["UAF"], ["CVL"], "182", "Attack"),
        ("destroy", "fire", True, ["REB"], ["CVL"], "1712", "Attack"),
    ],
)
def test_assault_with_what_is_known(
    mode: str,
    weapon: str | None,
    killed: bool | None,
    actors: list[str],
    targets: list[str],
    cameo: str,
    sub: str | None,
) -> None:
    codes = ONTOLOGY.codes(
        "ASSAULT", mode, weapon_kind=weapon, killed=killed, actor_sectors=actors, target_sectors=targets
    )
    assert (codes.cameo, codes.acled_sub_event_type) == (cameo, sub)


def test_parties_decide_elsewhere_too() -> None:
    assert ONTOLOGY.codes("AGREE", actor_sectors=["GOV"], target_sectors=["GOV"]).acled_event_type is None
    assert ONTOLOGY.codes("AGREE", actor_sectors=["GOV", "REB"]).acled_sub_event_type == "Agreement"
    assert ONTOLOGY.codes("RETREAT", "withdraw", actor_sectors=["MIL"]).cameo == "0874"


def test_deaths_at_a_protest_leave_the_sub_type_open() -> None:
    codes = ONTOLOGY.codes("PROTEST", "demo", killed=True)
    assert (codes.acled_event_type, codes.acled_sub_event_type) == ("Protests", None)


def test_what_was_not_done_has_no_act_code() -> None:
    for realis in ("future", "hypothetical", "negated"):
        codes = ONTOLOGY.codes("ASSAULT", "aerial", realis=realis)
        assert (codes.cameo, codes.acled_event_type, codes.plover) == (None, None, "ASSAULT/aerial")
    assert ONTOLOGY.codes("CONSULT", "visit", realis="future").cameo == "036"
    assert ONTOLOGY.codes("AID", realis="future").cameo == "033"
    assert ONTOLOGY.codes("AID", realis="negated").cameo is None


@pytest.mark.parametrize(
    ("args", "options"),
    [
        (("FIGHT", ""), {}),
        (("AID", "visit"), {}),
        (("AID", ""), {"weapon_kind": "laser"}),
        (("AID", ""), {"actor_sectors": ["XXX"]}),
    ],
)
def test_a_code_of_no_list_is_refused(args: tuple[str, str], options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        ONTOLOGY.codes(*args, **options)


@given(
    st.sampled_from(EVERY_MODE),
    st.sampled_from([None, *ONTOLOGY.weapon_kinds]),
    st.sampled_from([None, True, False]),
    st.lists(st.sampled_from(list(ONTOLOGY.sectors)), max_size=3),
    st.lists(st.sampled_from(list(ONTOLOGY.sectors)), max_size=3),
    st.sampled_from(["actual", "future", "hypothetical", "negated"]),
)
def test_codes_are_always_of_the_published_lists(row, weapon, killed, actors, targets, realis) -> None:
    codes = ONTOLOGY.codes(
        *row, weapon_kind=weapon, killed=killed, actor_sectors=actors, target_sectors=targets, realis=realis
    )
    assert codes.cameo is None or codes.cameo in ONTOLOGY.cameo
    assert codes.acled_event_type is None or codes.acled_event_type in ONTOLOGY.acled
    if codes.acled_sub_event_type is not None:
        assert codes.acled_sub_event_type in ONTOLOGY.acled[codes.acled_event_type or ""]
    assert codes.quad in range(5)
    assert -10 <= codes.goldstein <= 10
    # The order and number of parties of one sector make no difference.
    assert codes == ONTOLOGY.codes(
        *row,
        weapon_kind=weapon,
        killed=killed,
        actor_sectors=sorted(set(actors)),
        target_sectors=sorted(set(targets)),
        realis=realis,
    )


def test_the_version_follows_the_tables(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    assert Ontology.load(tmp_path / "data").version == ONTOLOGY.version
    with (tmp_path / "data" / "roles.yaml").open("a") as file:
        file.write("instrument: By what means.\n")
    assert Ontology.load(tmp_path / "data").version != ONTOLOGY.version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("crosswalk_cameo.yaml", '"181"', '"999"'),
        ("crosswalk_cameo.yaml", '"181"', "181"),
        ("crosswalk_cameo.yaml", "mode: [abduct]", "mode: [adopt]"),
        ("crosswalk_cameo.yaml", "mode: [abduct]", "modes: [abduct]"),
        ("crosswalk_cameo.yaml", "INCIDENT: []", ""),
        ("crosswalk_acled.yaml", "sub: Arrests", "sub: Peaceful protest"),
        ("crosswalk_acled.yaml", "targets: civilian", "targets: civil"),
        ("event_types.yaml", "quad: 4", "quad: 5"),
        ("event_types.yaml", "score: 2.5", "score: 25"),
        ("event_types.yaml", "score: 2.5", "score: high"),
        ("sectors.yaml", "group: armed", "group: army"),
        ("roles.yaml", "actor:", "- actor"),
        ("roles.yaml", "actor: Did it.", "actor: []"),
        ("acled.yaml", "Battles:\n", "Battles: none\nX:\n"),
        ("cameo.yaml", '"010"', "010"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(RegistryError):
        Ontology.load(tmp_path / "data")


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        Ontology.load(tmp_path)

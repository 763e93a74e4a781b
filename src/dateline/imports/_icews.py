"""ICEWS: 20 columns, tabs. Its day is that of the report, its parties are named with country and sectors; it counts no dead."""

from __future__ import annotations

from typing import Final

from dateline.imports._country import code_of_name
from dateline.imports._foreign import ForeignEvent, ForeignParty, PartyRole
from dateline.imports._format import Format
from dateline.imports._gazetted import read_place
from dateline.imports._meaning import read_cameo
from dateline.imports._row import BadCell, Row

# Words in the list of sectors -> sectors of the ontology; the first that stands there decides.
_SECTORS: Final = (
    ("police", "COP"), ("military", "MIL"), ("army", "MIL"), ("rebel", "REB"), ("insurgent", "REB"), ("separatist", "REB"),
    ("unidentified forces", "UAF"), ("judicial", "JUD"), ("legislative", "LEG"), ("parliament", "LEG"), ("protestors", "CVL"),
    ("opposition", "OPP"), ("parties", "PTY"), ("government", "GOV"), ("executive", "GOV"), ("media", "JRN"), ("news", "JRN"),
    ("medical", "MED"), ("education", "EDU"), ("business", "BUS"), ("labor", "LAB"), ("refugee", "REF"), ("religious", "REL"),
    ("international government", "IGO"), ("nongovernmental", "NGO"), ("civilian", "CVL"),
    ("population", "CVL"), ("social", "CVL"),
)  # fmt: skip


def _read(row: Row, shelf: str) -> ForeignEvent:
    code = row.need("cameo_code")
    if not code.isdigit():
        raise BadCell(f"CAMEO Code is {code[:20]!r}, which is no CAMEO code")
    meaning = read_cameo(code if len(code) > 1 else f"0{code}")
    day = row.day("event_date")
    return ForeignEvent(
        shelf=shelf,
        format="icews",
        id=row.need("event_id"),
        line=row.line,
        types=meaning.types,
        mode=meaning.mode,
        weapon=meaning.weapon,
        codes=tuple(
            (label, value)
            for label, name in (("CAMEO Code", "cameo_code"), ("Event Text", "event_text"), ("Intensity", "intensity"))
            if (value := row.text(name))
        ),
        earliest=day,
        latest=day,
        day_code="",
        place=read_place(row, country=code_of_name(row.text("country")), otherwise=row.text("country"), precision=""),
        parties=(*_party(row, "source", "actor"), *_party(row, "target", "target")),
        is_directed=True,
        low=None,
        best=None,
        high=None,
        published=day,
        source=row.text("publisher"),
        headline="",
        notes="",
        url="",
        row=row.given,
    )


def _party(row: Row, who: str, role: PartyRole) -> tuple[ForeignParty, ...]:
    name = row.text(f"{who}_name")
    if not name:
        return ()
    sectors = row.text(f"{who}_sectors")
    return (
        ForeignParty(
            role=role,
            name=name,
            country=code_of_name(row.text(f"{who}_country")),
            sector=next((code for word, code in _SECTORS if word in sectors.lower()), "UNK"),
            code=sectors,
        ),
    )


FORMAT: Final = Format(
    name="icews",
    title="ICEWS",
    needed=(
        frozenset({"event_id"}),
        frozenset({"event_date"}),
        frozenset({"cameo_code"}),
        frozenset({"source_name"}),
        frozenset({"target_name"}),
    ),
    read=_read,
)

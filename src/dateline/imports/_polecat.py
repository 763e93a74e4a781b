"""POLECAT: 40 columns, tabs, some files with a column "Headline", some of Latin-1. It counts no dead."""

from __future__ import annotations

from typing import Final

from dateline.imports._country import code_of_name, is_country
from dateline.imports._foreign import ForeignEvent, ForeignParty, PartyRole
from dateline.imports._format import Format
from dateline.imports._gazetted import read_place
from dateline.imports._meaning import read_plover
from dateline.imports._row import Row

# PLOVER's codes of sectors that the ontology calls otherwise or does not have.
_SECTORS: Final = {
    "PRM": "CVL", "AGR": "BUS", "CRM": "UAF", "ELI": "CVL", "SOC": "CVL", "PRE": "UNK", "UNK": "UNK", "HLH": "MED",
}  # fmt: skip
_KNOWN: Final = frozenset("GOV MIL COP LEG JUD SPY PTY OPP REB UAF CVL JRN MED EDU BUS LAB REF REL IGO NGO".split())
# A list of several values in one cell.
_SEVERAL: Final = ";"


def _read(row: Row, shelf: str) -> ForeignEvent:
    meaning = read_plover(row.need("event_type"), row.text("event_mode"))
    day = row.day("event_date")
    return ForeignEvent(
        shelf=shelf,
        format="polecat",
        id=row.need("event_id"),
        line=row.line,
        types=meaning.types,
        mode=meaning.mode,
        weapon="",
        codes=tuple(
            (label, value)
            for label, names in (
                ("Event Type", ("event_type",)),
                ("Event Mode", ("event_mode",)),
                ("Contexts", ("contexts",)),
                ("Quad Code", ("quad_code",)),
                ("Intensity", ("intensity", "event_intensity")),
            )
            if (value := row.text(*names))
        ),
        earliest=day,
        latest=day,
        day_code="",
        place=read_place(
            row,
            country=_country(row.text("country")),
            otherwise=row.text("placename", "raw_placename", "country"),
            precision=row.text("feature_type"),
        ),
        parties=(*_party(row, "actor", "actor"), *_party(row, "recipient", "target")),
        is_directed=True,
        low=None,
        best=None,
        high=None,
        published=row.day("publication_date"),
        source=row.text("source"),
        headline=row.text("headline"),
        notes="",
        url="",
        row=row.given,
    )


def _party(row: Row, who: str, role: PartyRole) -> tuple[ForeignParty, ...]:
    names = [part.strip() for part in row.text(f"{who}_name", f"{who}_name_raw").split(_SEVERAL) if part.strip()]
    countries = [part.strip() for part in row.text(f"{who}_country").split(_SEVERAL)]
    code = row.text(f"primary_{who}_sector", f"{who}_sectors").split(_SEVERAL)[0].strip().upper()
    sector = code if code in _KNOWN else _SECTORS.get(code, "UNK")
    return tuple(
        ForeignParty(
            role=role,
            name="" if name.lower() == "none" else name,
            country=_country(countries[n] if n < len(countries) else countries[-1]),
            sector=sector,
            code=row.text(f"{who}_sectors", f"primary_{who}_sector"),
        )
        for n, name in enumerate(names)
        if name.lower() != "none"
    )


def _country(value: str) -> str:
    return value.upper() if is_country(value.upper()) else code_of_name(value)


FORMAT: Final = Format(
    name="polecat",
    title="POLECAT",
    needed=(
        frozenset({"event_id"}),
        frozenset({"event_date"}),
        frozenset({"event_type"}),
        frozenset({"event_mode"}),
        frozenset({"recipient_name", "recipient_name_raw"}),
    ),
    read=_read,
)

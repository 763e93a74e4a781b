"""A table of states -> records: the state itself, its government, ministries, forces, police and other bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.grounding.actors._record import SECTORS, Actor
from dateline.grounding.actors._row import Row, read_rows
from dateline.grounding.actors._words import word_set

_STATE = word_set(
    "id name country official aliases weak demonyms capital seats government foreign_ministry defence_ministry forces "
    "police agencies territory_of since until wikidata note"
)
_BODY = word_set("id name sector aliases weak since until wikidata note")


def read_states(path: Path) -> Iterable[Actor]:
    """All actors of one table of states. The bodies of a state have ids that begin with the state's."""
    for row in read_rows(path, _STATE):
        state = row.id()
        country = row.country()
        if not country:
            row.fail("needs a country")
        demonyms = row.texts("demonyms")
        official = row.text("official")
        until = row.date("until")
        yield Actor(
            id=state,
            name=row.text("name", need=True),
            kind="territory" if row.has("territory_of") else "state",
            country=country,
            sector="GOV",
            aliases=((official,) if official else ()) + row.texts("aliases"),
            weak=row.texts("weak"),
            demonyms=demonyms,
            capital=row.text("capital"),
            territory_of=row.text("territory_of"),
            since=row.date("since"),
            until=until,
            wikidata=row.text("wikidata"),
        )
        yield from _bodies(row, state=state, country=country, adjective=demonyms[0] if demonyms else row.text("name"))


def _bodies(row: Row, *, state: str, country: str, adjective: str) -> Iterator[Actor]:
    government = row.row("government", _BODY)
    yield Actor(
        id=f"{state}-government",
        name=(government.text("name") if government else "") or f"{adjective} government",
        kind="government",
        country=country,
        sector="GOV",
        aliases=government.texts("aliases") if government else (),
        weak=government.texts("weak") if government else (),
        capital=row.text("capital"),
        seats=row.texts("seats"),
        until=row.date("until"),
    )
    for field, suffix, name in (
        ("foreign_ministry", "foreign-ministry", f"{adjective} Foreign Ministry"),
        ("defence_ministry", "defence-ministry", f"{adjective} Defence Ministry"),
    ):
        ministry = row.row(field, _BODY)
        if ministry is not None:
            yield _body(ministry, id=f"{state}-{suffix}", name=name, country=country, sector="GOV", kind="body")
    police = row.row("police", _BODY)
    if police is not None:
        yield _body(
            police, id=f"{state}-police", name=f"{adjective} police", country=country, sector="COP", kind="police"
        )
    forces = row.rows("forces", _BODY)
    if forces:
        name = f"{adjective} armed forces"
        yield Actor(id=f"{state}-military", name=name, kind="forces", country=country, sector="MIL")
    for force in forces:
        yield _body(force, id="", name="", country=country, sector="MIL", kind="forces")
    for agency in row.rows("agencies", _BODY):
        yield _body(agency, id="", name="", country=country, sector="GOV", kind="body")


def _body(row: Row, *, id: str, name: str, country: str, sector: str, kind: str) -> Actor:
    """The body of a row.

    A body with a fixed id keeps the regular name ("Iranian Foreign Ministry"): its own, such as "Ministry of Foreign
    Affairs", is shared by many states and becomes an alias.
    """
    own = row.text("name", need=not name)
    return Actor(
        id=row.text("id") or id or row.id(),
        name=name or own,
        kind=kind,
        country=country,
        sector=row.choice("sector", SECTORS, sector),
        aliases=((own,) if name and own and own != name else ()) + row.texts("aliases"),
        weak=row.texts("weak"),
        since=row.date("since"),
        until=row.date("until"),
        wikidata=row.text("wikidata"),
    )

"""read_given: codings made by hand as dossiers, so that what follows the reading can be measured by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from dateline.documents import load
from dateline.errors import UsageError
from dateline.evaluation._match import day_range
from dateline.model import (
    Casualties,
    Claim,
    Coder,
    Codes,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Figure,
    Party,
    Relation,
    Source,
    TriggerWords,
    Weapon,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Document

CODER: Final = Coder(name="coded by hand", version="1", reader="", ontology="")
# A coding gives no radius: that of the codebook's “sure within 25 km”, and of wider places none.
_RADIUS_KM: Final = {"site": 5.0, "neighbourhood": 5.0, "city": 15.0, "district": 25.0}


def read_document(path: Path, *, id: str) -> Document:
    """The document of a file of `docs/`, under the id of its coding. Raises UsageError where it cannot be read."""
    for loaded in load([str(path)]):
        if loaded.document:
            return replace(loaded.document, id=id)
        if loaded.error:
            raise UsageError(str(loaded.error))
    raise UsageError(f"{path}: there is no document in it.")


def read_given(coding: Path, document: Document) -> Dossier:
    """The dossier that a coding of the codebook's form says of `document`; an item whose words are not there is left out.

    Raises UsageError where the coding is malformed.
    """
    try:
        events = msgspec.json.decode(coding.read_bytes(), type=dict[str, Any])["events"]
        coded = tuple(_event(document, event) for event in events)
    except (OSError, msgspec.MsgspecError, KeyError, TypeError, ValueError) as fault:
        raise UsageError(f"{coding}: it is not a coding of an article ({fault!r}).") from fault
    return Dossier(document=document, coder=CODER, events=coded, issues=())


def _event(document: Document, row: dict[str, Any]) -> Event:
    text = document.text
    casualties = cast(dict[str, list[dict[str, Any]]], row.get("casualties") or {})
    tolls = {kind: _figures(text, items) for kind, items in casualties.items() if kind in _KINDS}
    weapon = row.get("weapon")
    armed = find(text, weapon.get("quote")) if weapon else None
    return Event(
        id=row["id"],
        type=row["type"],
        mode=row.get("mode") or "",
        realis=row["realis"],
        ground=row["ground"],
        summary=row.get("summary") or "",
        confidence=1.0,
        attempt=bool(row.get("attempt")),
        mentions=tuple(mention for item in row["mentions"] for mention in _mention(text, item)),
        when=_when(text, row.get("when")),
        where=tuple(place for item in row.get("where") or () for place in _where(text, item)),
        actors=_parties(text, row.get("actors") or ()),
        targets=_parties(text, row.get("targets") or ()),
        weapon=Weapon(kind=weapon["kind"], evidence=armed) if weapon and armed else None,
        casualties=Casualties(**tolls) if tolls else None,
        claims=tuple(claim for item in row.get("claims") or () for claim in _claim(text, item)),
        relations=tuple(Relation(kind=r["kind"], event=r["event"]) for r in row.get("relations") or ()),
        codes=Codes(
            plover=row["type"], cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=0, goldstein=0.0
        ),
    )


_KINDS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


def find(text: str, quote: str | None) -> Evidence | None:
    """Where the words stand first, be the white space as it may; None for none."""
    if not quote or not quote.strip():
        return None
    match = re.search(r"\s+".join(re.escape(word) for word in quote.split()), text)
    return Evidence.of(text, match.start(), match.end()) if match else None


def _mention(text: str, row: dict[str, Any]) -> Sequence[EventMention]:
    evidence = find(text, row["quote"])
    if evidence is None:
        return ()
    trigger = find(evidence.quote, row.get("trigger")) or Evidence(
        start=0, end=len(evidence.quote), quote=evidence.quote
    )
    words = TriggerWords(start=evidence.start + trigger.start, end=evidence.start + trigger.end, text=trigger.quote)
    return (EventMention(start=evidence.start, end=evidence.end, quote=evidence.quote, trigger=words),)


def _when(text: str, row: dict[str, Any] | None) -> When | None:
    days = day_range(row["edtf"]) if row else None
    if row is None or days is None:
        return None
    evidence = find(text, row.get("quote"))
    return When(
        edtf=row["edtf"],
        earliest=days[0],
        latest=min(days[1], date.max),
        rule="given" if evidence else "published",
        evidence=evidence,
    )


def _where(text: str, row: dict[str, Any]) -> Sequence[Where]:
    evidence = find(text, row.get("quote")) or find(text, row["name"])
    if evidence is None:
        return ()
    level = row.get("level") or "site"
    return (
        Where(
            name=row["name"],
            country=row.get("country") or "",
            admin1=None,
            level=level,
            lat=row.get("lat"),
            lon=row.get("lon"),
            radius_km=_RADIUS_KM.get(level) if row.get("lat") is not None else None,
            geonames_id=None,
            evidence=evidence,
        ),
    )


def _parties(text: str, rows: Sequence[dict[str, Any]]) -> tuple[Party, ...]:
    found: list[Party] = []
    for row in rows:
        evidence = find(text, row.get("quote")) or find(text, row["name"])
        if evidence:
            found.append(
                Party(
                    name=row["name"],
                    actor_id=None,
                    country=row.get("country") or "",
                    sector=row.get("sector") or "UNK",
                    evidence=evidence,
                    confidence=1.0,
                )
            )
    return tuple(found)


def _figures(text: str, rows: Sequence[dict[str, Any]]) -> tuple[Figure, ...]:
    return tuple(
        Figure(low=row.get("low"), high=row.get("high"), includes=tuple(row.get("includes") or ()), evidence=evidence)
        for row in rows
        if (evidence := find(text, row.get("quote")))
    )


def _claim(text: str, row: dict[str, Any]) -> Sequence[Claim]:
    evidence = find(text, row.get("quote"))
    if evidence is None:
        return ()
    sources = tuple(
        Source(name=source["name"], kind=source["kind"], actor_id=None, evidence=found)
        for source in row.get("sources") or ()
        if (found := find(text, source.get("quote")) or evidence)
    )
    return (
        Claim(
            about=tuple(row.get("about") or ("event",)),
            sources=sources,
            stance=row["stance"],
            hedge=row["hedge"],
            evidence=evidence,
        ),
    )

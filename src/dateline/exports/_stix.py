"""stix: events as a STIX 2.1 bundle: incidents, who is said to have done it to whom, where, and who says so.

Each event is an `incident`, and a `report` that holds all objects about it. An origin that states the event is a `sighting`: it
says that it saw the incident. Copies of one wire are one sighting. An origin that denies or doubts it, and a person who accepts
or rejects it, gives an `opinion`. The Admiralty's marks are labels of MISP's taxonomy. Ids are UUIDs of version 5: a later
export updates the same objects. An actor of the registry is one identity in all events; "police" is another in each event. An
event that is taken back says so in its name and labels: what STIX calls revoked could never come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import UsageError
from dateline.exports._country import find_country
from dateline.exports._identity import link_event, make_uuid
from dateline.exports._known import know, web
from dateline.exports._stix_part import (
    ALWAYS,
    CLASSES,
    JUDGED,
    OPINIONS,
    last,
    make_id,
    make_labels,
    rate,
    refer,
    time,
)
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss
from dateline.exports._words import tell_headline, tell_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.model import Judgement, Party, Where
    from dateline.views import Told, Voice

EXTRA: Final = "stix"
_METRES: Final = 1000


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    maker = _Maker(stix=_import(), context=context)
    out.write(b'{"type":"bundle","id":"bundle--%s","objects":[' % str(make_uuid("bundle", str(context.made))).encode())
    note(
        Loss(
            event="",
            field="structure",
            why="time, tolls, weapon and disputes are there in words only: STIX's incident has no properties for them",
        )
    )
    seen: set[str] = set()  # ids only: what several events share is written once
    written = 0
    for told in events:
        known = know(told, context.view)
        found = {str(one.id): one for one in maker.make(known)}
        for id, one in found.items():
            if id not in seen:
                out.write((b",\n" if seen else b"\n") + one.serialize().encode())
                seen.add(id)
        _note_losses(known, note)
        written += 1
    out.write(b"\n]}\n")
    return written


def _import() -> Any:
    try:
        return import_module("stix2")
    except ModuleNotFoundError as error:
        raise UsageError("The format stix needs the extra: pip install 'dateline[stix]'.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes the objects of one event; `stix` is the library, which checks each object as it is made."""

    stix: Any
    context: Context

    def make(self, known: Known) -> Iterator[Any]:
        tool = self._identity(self.context.program, "system")
        incident = self._incident(known, tool)
        members = [tool, incident, *self._sides(known, incident), *self._places(known, incident)]
        for voice in known.page.voices:
            members += self._voice(known, voice, incident)
        for judgement in known.page.judgements:
            members += self._judgement(judgement, incident)
        yield from members
        yield self._report(known, tool, tuple(dict.fromkeys(str(one.id) for one in members)))

    def _incident(self, known: Known, tool: Any) -> Any:
        return self.stix.v21.Incident(
            id=make_id("incident", "event", known.id),
            created_by_ref=tool.id,
            name=clean(tell_headline(known)),
            description=clean("\n".join(map(str, tell_lines(known)))),
            labels=make_labels(known),
            external_references=self._references(known),
            **rate(known),
            **time(known),
        )

    def _report(self, known: Known, tool: Any, members: tuple[str, ...]) -> Any:
        """`published` is when it was first known here: STIX asks for a time, and the text of a report is no product of ours."""
        return self.stix.v21.Report(
            id=make_id("report", "event", known.id),
            created_by_ref=tool.id,
            name=clean(tell_headline(known)),
            description=clean(f"{known.page.status}. {known.page.why}".strip()),
            report_types=["observed-data"],
            published=known.changes[0],
            object_refs=list(members),
            labels=make_labels(known),
            **time(known),
        )

    def _references(self, known: Known) -> list[dict[str, str]]:
        found = [refer(report) for report in known.page.reports]
        here = web(link_event(self.context.base_url, known.id))
        return [*([{"source_name": "dateline", "url": here, "external_id": known.id}] if here else []), *found]

    def _sides(self, known: Known, incident: Any) -> Iterator[Any]:
        for kind, parties in (("attributed-to", known.who), ("targets", known.whom)):
            for party in parties:
                one = self._party(party, known)
                yield one
                yield self._relationship(kind, incident, one, f"“{party.evidence.quote}”", known)

    def _places(self, known: Known, incident: Any) -> Iterator[Any]:
        place = known.place
        if place is not None and (one := self._location(place)) is not None:
            yield one
            yield self._relationship("located-at", incident, one, f"“{place.evidence.quote}”", known)

    def _relationship(self, kind: str, source: Any, target: Any, words: str, known: Known) -> Any:
        return self.stix.v21.Relationship(
            id=make_id("relationship", kind, str(source.id), str(target.id)),
            relationship_type=kind,
            source_ref=source.id,
            target_ref=target.id,
            description=clean(words),
            **last(known),
            **time(known),
        )

    def _voice(self, known: Known, voice: Voice, incident: Any) -> Iterator[Any]:
        if not voice.passages:
            return
        passage = voice.passages[0]
        actor = next((s.actor_id for s in passage.claim.sources[:1] if s.actor_id), "")
        name = voice.name or "unnamed source"
        teller = self._identity(name, "unknown", actor=actor, event="" if actor else known.id)
        labels = [f"dateline:source-kind={voice.kind}", f'admiralty-scale:source-reliability="{voice.grade.lower()}"']
        reports = [known.page.reports[p.report - 1] for p in voice.passages]
        references = [refer(report) for report in dict.fromkeys(reports)]
        shared = {
            "created_by_ref": make_id("identity", self.context.program, "system", "", "", "", ""),
            "labels": labels,
            "external_references": references,
            **time(known),
        }
        yield teller
        if passage.claim.stance in OPINIONS:
            yield self.stix.v21.Opinion(
                id=make_id("opinion", known.id, voice.id),
                opinion=OPINIONS[passage.claim.stance],
                explanation=clean(passage.words),
                authors=[clean(voice.name or "unnamed source")],
                object_refs=[incident.id],
                **shared,
            )
            return
        yield self.stix.v21.Sighting(
            id=make_id("sighting", known.id, voice.id),
            description=clean(passage.words),
            sighting_of_ref=incident.id,
            where_sighted_refs=[teller.id],
            summary=False,
            **shared,
        )

    def _judgement(self, judgement: Judgement, incident: Any) -> Iterator[Any]:
        if judgement.kind not in JUDGED:
            return
        yield self.stix.v21.Opinion(
            id=make_id("opinion", "judgement", judgement.id, str(incident.id)),
            opinion=JUDGED[judgement.kind],
            explanation=clean(judgement.reason) or None,
            authors=[clean(judgement.who)],
            object_refs=[incident.id],
            created=judgement.at,
            modified=judgement.at,
        )

    def _party(self, party: Party, known: Known) -> Any:
        kind, sector = CLASSES.get(party.sector, ("unknown", ""))
        actor = party.actor_id or ""
        return self._identity(party.name, kind, sector, party.country, actor=actor, event="" if actor else known.id)

    def _identity(
        self, name: str, kind: str, sector: str = "", country: str = "", *, actor: str = "", event: str = ""
    ) -> Any:
        """`event` is that of somebody who is nobody's namesake elsewhere."""
        labels = [f"dateline:country={country}"] if country else []
        return self.stix.v21.Identity(
            id=make_id("identity", name, kind, sector, country, actor, event),
            name=clean(name),
            identity_class=kind,
            sectors=[sector] if sector else None,
            labels=labels or None,
            external_references=[{"source_name": "dateline actors", "external_id": actor}] if actor else None,
            created=ALWAYS,
            modified=ALWAYS,
        )

    def _location(self, place: Where) -> Any:
        """None where neither the country nor the point is known: STIX asks for one of them."""
        country = find_country(place.country)
        is_point = place.lat is not None and place.lon is not None
        if not (country.alpha2 or country.region or is_point):
            return None
        point: dict[str, object] = {"latitude": place.lat, "longitude": place.lon} if is_point else {}
        if is_point and place.radius_km is not None:
            point["precision"] = place.radius_km * _METRES
        return self.stix.v21.Location(
            id=make_id(
                "location", place.name, place.level, place.country, str(place.lat), str(place.lon), str(place.radius_km)
            ),
            name=clean(place.name),
            region=country.region or None,
            country=country.alpha2 or None,
            administrative_area=clean(place.admin1) if place.admin1 else None,
            city=clean(place.name) if place.level == "city" else None,
            created=ALWAYS,
            modified=ALWAYS,
            **point,
        )


def _note_losses(known: Known, note: Callable[[Loss], None]) -> None:
    place = known.place
    if place is not None and place.lat is None and not find_country(place.country).alpha2:
        note(
            Loss(
                event=known.id, field="where", why=f"{place.name} has neither a point nor a country that STIX can name"
            )
        )
    left = sum(len(voice.passages) - 1 for voice in known.page.voices if voice.passages)
    if left:
        note(
            Loss(
                event=known.id,
                field="claims",
                why=f"{left} passages that pass on the same origins are there as references only",
            )
        )
    other = [j for j in known.page.judgements if j.kind not in JUDGED]
    if other:
        note(Loss(event=known.id, field="judgements", why=f"{len(other)} judgements on links and grades left out"))


FORMAT: Final = Format(
    name="stix", title="Events as incidents, and who says so, in a bundle of STIX 2.1", suffix=".json",
    media_type="application/stix+json;version=2.1", write=write, extra=EXTRA,
)  # fmt: skip

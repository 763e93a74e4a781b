"""make_mark: one event as a point for map, timeline and table: flat, small, and drawn by how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.views._row import make_row
from dateline.views._slot import fill_tolls

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.model import Realis, StatusName, When
    from dateline.views._told import Told

Precision = Literal["day", "days", "month", "year", "longer", "about", "unknown"]

# How strongly an event is drawn, by the Admiralty's credibility. It orders and is no probability: set so that neighbouring
# steps can be told apart as opacity on light and on dark. 6, which cannot be judged, lies between told and disputed.
_CERTAINTY: Final = {1: 1.0, 2: 0.85, 3: 0.65, 4: 0.45, 5: 0.2, 6: 0.5}
_PER_ORIGIN: Final = (
    0.05  # for each origin after the first, so that of two claims the one with more voices is drawn firmer
)
_MOST_FOR_ORIGINS: Final = 0.1
# What did not happen as news is never drawn as firmly as what did.
_NOT_ACTUAL: Final = 0.4
_STATUS_MOST: Final[dict[str, float]] = {"retracted": 0.15, "denied": 0.3, "only analysed": 0.4, "only remembered": 0.4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event, flat.

    `certainty` is 0 to 1, for drawing (see `grade_certainty`). `earliest` and `latest` are days and `precision` is how
    exactly the time is told. `lat` and `lon` are degrees of WGS84, None where no place or none with a point is told;
    `level` says what the point stands for: a country's is never to be drawn as a place. `killed_*`, `injured_*` are the
    bounds that the reports bear out best, None for unknown. `sources` are the names of origins and publishers, `kinds`
    the origins' codes of source kinds. `reported` is the day of each report's publication, of those that have one.
    `recorded` is when the first account was recorded, `changed` when an account or a judgement last came.
    """

    id: str
    title: str
    type: str
    mode: str
    status: StatusName
    realis: Realis
    attempt: bool
    credibility: int
    certainty: float
    origins: int
    reports: int
    earliest: date | None
    latest: date | None
    precision: Precision
    place: str
    country: str
    level: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    weapon: str
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    disputes: int
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    reported: tuple[date, ...]
    is_dropped: bool
    is_rejected: bool
    recorded: datetime
    changed: datetime


def make_mark(told: Told) -> Mark:
    """The event as a point. Its place is the one that its row shows: a town that some account names, else the first told."""
    row = make_row(told)
    whole = next((status for status in told.statuses if status.slot == "event"), None)
    credibility = whole.credibility if whole else 6
    tolls = {toll.kind: (toll.low, toll.high) for toll in fill_tolls(told)}
    weapon = next((a.event.weapon.kind for a in (told.lead, *told.accounts) if a.event.weapon), "")
    documents = {told.documents[a.ref.revision]: a.document for a in told.accounts}
    killed, injured = tolls.get("killed", (None, None)), tolls.get("injured", (None, None))
    return Mark(
        id=row.id,
        title=row.summary,
        type=row.type,
        mode=row.mode,
        status=row.status,
        realis=row.realis,
        attempt=row.attempt,
        credibility=credibility,
        certainty=grade_certainty(row.status, row.realis, credibility=credibility, origins=row.origins),
        origins=row.origins,
        reports=row.reports,
        earliest=row.when.earliest if row.when else None,
        latest=row.when.latest if row.when else None,
        precision=_name_precision(row.when),
        place=row.where.name if row.where else "",
        country=row.where.country if row.where else "",
        level=row.where.level if row.where else "",
        lat=row.where.lat if row.where else None,
        lon=row.where.lon if row.where else None,
        radius_km=row.where.radius_km if row.where else None,
        actors=tuple(dict.fromkeys(party.name for party in row.who)),
        targets=tuple(dict.fromkeys(party.name for party in row.whom)),
        weapon=weapon,
        killed_low=killed[0],
        killed_high=killed[1],
        injured_low=injured[0],
        injured_high=injured[1],
        disputes=len(told.disputes),
        sources=_name_sources(told),
        kinds=tuple(sorted({origin.kind for origin in told.origins if origin.kind})),
        reported=tuple(sorted(doc.published for doc in documents.values() if doc.published)),
        is_dropped=told.is_dropped,
        is_rejected=told.is_rejected,
        recorded=row.recorded,
        changed=max((row.latest, *(judgement.at for judgement in told.judgements))),
    )


def grade_certainty(status: StatusName, realis: Realis, *, credibility: int, origins: int) -> float:
    """How firmly an event is drawn, 0 to 1: by credibility, a little more for further origins, and never firm where it is
    denied, withdrawn, remembered, planned, feared or said not to have happened."""
    found = _CERTAINTY.get(credibility, _CERTAINTY[6])
    found += min(_MOST_FOR_ORIGINS, _PER_ORIGIN * max(0, origins - 1))
    most = _STATUS_MOST.get(status, 1.0)
    if realis != "actual":
        most = min(most, _NOT_ACTUAL)
    return round(min(found, most, 1.0), 2)


def _name_sources(told: Told) -> tuple[str, ...]:
    names = (*(origin.name for origin in told.origins), *(a.document.publisher or "" for a in told.accounts))
    by_fold = {name.casefold(): name for name in reversed(names) if name}
    return tuple(sorted(by_fold.values(), key=str.casefold))


def _name_precision(when: When | None) -> Precision:
    if when is None:
        return "unknown"
    if "~" in when.edtf or "%" in when.edtf:
        return "about"
    days = (when.latest - when.earliest).days + 1
    if days == 1:
        return "day"
    if days <= 27:
        return "days"
    return "month" if days <= 31 else "year" if days <= 366 else "longer"

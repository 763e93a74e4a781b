"""Filters as keywords, the same for every method that chooses events or documents."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final, TypedDict

from dateline.api._read import parse_day
from dateline.errors import UsageError
from dateline.ledger import Filter, Near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model import StatusName


class Filters(TypedDict, total=False):
    """What can be asked for; all that is given must hold.

    text: words, "phrases", -words. since, until: days that the event touches (date or "2024-05-01"). near: (latitude, longitude,
    km). country: of a place, ISO 3166-1 alpha-3. type: one of the 17 types. party: an actor or target, by id or words of its
    name. status: of the event as a whole. source: a teller, a kind of teller or a publisher. limit: at most so many.
    newest_first: those recorded last first.
    """

    text: str
    since: date | str
    until: date | str
    near: tuple[float, float, float]
    country: str
    type: str
    party: str
    status: StatusName
    source: str
    limit: int
    newest_first: bool


_NAMES: Final = frozenset(Filters.__annotations__)


def make_filter(given: Mapping[str, object]) -> Filter:
    """Raises UsageError for a name that is no filter and for a value that is none."""
    values = dict(given)
    odd = sorted(set(values) - _NAMES)
    if odd:
        raise UsageError(f"There is no filter {odd[0]!r}; there are {', '.join(sorted(_NAMES))}.")
    for name in ("since", "until"):
        value = values.get(name)
        if isinstance(value, str):
            values[name] = parse_day(value)
    for name in ("country", "type"):
        value = values.get(name)
        if isinstance(value, str):
            values[name] = value.upper()
    near = values.get("near")
    if near is not None:
        values["near"] = _point(near)
    return Filter(**values)  # type: ignore[arg-type]


def parse_moment(given: datetime | date | str) -> datetime:
    """A moment, UTC where it has no zone; a day is its end. Raises UsageError."""
    if isinstance(given, str):
        try:
            given = datetime.fromisoformat(given) if len(given) > len("2024-05-01") else date.fromisoformat(given)
        except ValueError:
            raise UsageError(f"{given!r} is no time; give one such as '2024-05-01' or '2024-05-01T12:00'.") from None
    if not isinstance(given, datetime):
        given = datetime.combine(given, time.max)
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _point(given: object) -> Near:
    try:
        lat, lon, km = (float(part) for part in given)  # type: ignore[union-attr,attr-defined]
    except (TypeError, ValueError):
        raise UsageError(f"near is (latitude, longitude, km), such as (60.45, 22.27, 30), and not {given!r}.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km > 0):
        raise UsageError(f"near is {given!r}: the latitude is -90 to 90, the longitude -180 to 180, km above 0.")
    return Near(lat=lat, lon=lon, km=km)

"""match: a shelf of another data set and the ledger -> what both have, where they differ, and what one of them lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.desk._foreign import make_foreign_side
from dateline.desk._ingest import decode_profile
from dateline.desk._pair import LEAST_SCORE, MOST_DAYS, Pair, assign, load_foreign_scorer, pair_up
from dateline.desk._slotwise import SlotPair, compare_slots
from dateline.desk._tell import Teller
from dateline.errors import NotReadable, NotText
from dateline.imports import BrokenRow, ForeignEvent, get_format, read_events, recognise
from dateline.ledger import Filter
from dateline.linking import make_side
from dateline.views import make_row

if TYPE_CHECKING:
    from dateline.ledger import Ledger, Shelf, View
    from dateline.linking import Profile
    from dateline.model import EventRef, FieldMatch, LinkedEvent
    from dateline.views import EventRow, Told

MOST_BROKEN: Final = 1000  # broken rows that are kept by name; further ones are counted
_CHUNK: Final = 400
# What each data set has of what the codebook has, as a rule over an event of ours.
_KINDS: Final[Mapping[str, Callable[[Told, EventRow], bool]]] = {
    "acled": lambda told, _: any(account.event.codes.acled_event_type for account in told.accounts),
    "ucdp": lambda _, row: (
        row.type == "ASSAULT" and any(kind == "killed" and (low or high) for kind, low, high in row.tolls)
    ),
    "gdelt": lambda told, _: any(account.event.codes.cameo for account in told.accounts),
    "icews": lambda told, _: any(account.event.codes.cameo for account in told.accounts),
    "polecat": lambda _, row: row.type != "INCIDENT",
}
NOT_HAPPENED: Final = "planned, threatened or said not to have happened"
NOT_CODED: Final = "of a kind that the data set does not have"
NO_DAY: Final = "without a day, or not within the shelf's"
NO_COUNTRY: Final = "in a country that the shelf does not have, or in none that is known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A shelf that was put up, and the rows that are not on it: the first MOST_BROKEN of them by name."""

    shelf: Shelf
    broken: tuple[BrokenRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A row and the event of ours that it is, and why: of `because`, `left` is the row's and `right` ours."""

    row: ForeignEvent
    event: EventRow
    score: float
    because: tuple[FieldMatch, ...]
    slots: tuple[SlotPair, ...]

    @property
    def differs(self) -> tuple[SlotPair, ...]:
        return tuple(pair for pair in self.slots if pair.verdict == "differs")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """What came of one shelf.

    `agreed` and `differing` are pairs, without and with a slot that cannot be the same. `missing_here` are rows that no event
    of ours is, `missing_there` events of ours that the data set would have by its rules and that no row is. `left_out` counts
    the other events of ours, by why they are not expected there. `rows` and `events` are how many of each were compared.
    """

    shelf: Shelf
    rows: int
    events: int
    agreed: tuple[Matched, ...]
    differing: tuple[Matched, ...]
    missing_here: tuple[ForeignEvent, ...]
    missing_there: tuple[EventRow, ...]
    left_out: Mapping[str, int]


def add_shelf(ledger: Ledger, format: str, path: Path, *, name: str = "", who: str = "dateline") -> Added:
    """Puts the events of a file up as a shelf of this name, that of the file without one; "auto" recognises the format.

    Raises UsageError for an unknown format, NotReadable, NotText (a file of another format: it says which), LedgerError.
    """
    shelf_name = name.strip() or path.name.split(".")[0]
    found = recognise(path) if format == "auto" else get_format(format)
    if found is None:
        raise NotText(str(path), "this looks like none of the data sets that can be compared.")
    events: list[bytes] = []
    broken: list[BrokenRow] = []
    count = 0
    since: date | None = None
    until: date | None = None
    for one in read_events(path, found, shelf=shelf_name):
        if isinstance(one, BrokenRow):
            count += 1
            if len(broken) < MOST_BROKEN:
                broken.append(one)
            continue
        events.append(msgspec.json.encode(one))
        since = min((day for day in (since, one.earliest) if day), default=None)
        until = max((day for day in (until, one.latest) if day), default=None)
    shelf = ledger.shelves.add(
        events, name=shelf_name, format=found.name, source=path.name, sha256=_hash_file(path), who=who, broken=count,
        since=since, until=until,
    )  # fmt: skip
    return Added(shelf=shelf, broken=tuple(broken))


def read_shelf(ledger: Ledger, name: str) -> Iterator[ForeignEvent]:
    """The events of a shelf in their order. Raises NotFound."""
    ledger.shelves.get(name)
    decoder = msgspec.json.Decoder(ForeignEvent)
    for data in ledger.shelves.events(name):
        yield decoder.decode(data)


def match(ledger: Ledger, name: str, chosen: Filter | None = None, *, least: float = LEAST_SCORE) -> MatchReport:
    """Lays a shelf beside the ledger. Of `chosen`, days, country, type and party count, for rows and events alike.

    Pairs are one to one; of those with a score of at least `least` the likeliest together. Raises NotFound, LedgerError.
    """
    chosen = chosen or Filter()
    shelf = ledger.shelves.get(name)
    rows = [row for row in read_shelf(ledger, name) if passes(row, chosen)]
    view = ledger.view()
    first = min((row.earliest for row in rows if row.earliest), default=None)
    last = max((row.latest for row in rows if row.latest), default=None)
    linked = _find_events(view, chosen, first, last)
    teller = Teller(view)
    told = {event.id: one for event in linked if not (one := teller.tell(event)).is_rejected}
    short = {event: make_row(one) for event, one in told.items()}
    profiles = _find_profiles(view, [event for event in linked if event.id in told])
    pairs = assign(pair_up(rows, profiles, least=least))
    matched = [_explain(rows, profiles, told, short, pair) for pair in pairs]
    taken_rows, taken_events = {pair.row for pair in pairs}, {pair.event for pair in pairs}
    lands = frozenset(row.place.country for row in rows if row.place and row.place.country)
    missing: list[EventRow] = []
    left_out: Counter[str] = Counter()
    since = max((day for day in (first, chosen.since) if day), default=None)
    until = min((day for day in (last, chosen.until) if day), default=None)
    for event, one in told.items():
        if event not in taken_events:
            why = _why_not(one, short[event], shelf.format, since, until, lands)
            if why:
                left_out[why] += 1
            else:
                missing.append(short[event])
    return MatchReport(
        shelf=shelf,
        rows=len(rows),
        events=len(told),
        agreed=tuple(one for one in matched if not one.differs),
        differing=tuple(one for one in matched if one.differs),
        missing_here=tuple(row for number, row in enumerate(rows) if number not in taken_rows),
        missing_there=tuple(missing),
        left_out=dict(sorted(left_out.items())),
    )


def passes(row: ForeignEvent, chosen: Filter) -> bool:
    """Whether a row passes the days, country, type and party of a filter; what it does not say passes no filter."""
    if chosen.since and not (row.latest and row.latest >= chosen.since):
        return False
    if chosen.until and not (row.earliest and row.earliest <= chosen.until):
        return False
    if chosen.country and not (row.place and row.place.country == chosen.country):
        return False
    if chosen.type and chosen.type not in row.types:
        return False
    party = chosen.party.casefold()
    return not party or any(party in one.name.casefold() for one in row.parties)


def _find_events(view: View, chosen: Filter, first: date | None, last: date | None) -> list[LinkedEvent]:
    """Events that touch the days of the rows, and those whose reports came out then: their day may not be known."""
    if first is None or last is None:
        return list(view.linked(chosen))
    slack = timedelta(days=MOST_DAYS)
    around = replace(chosen, since=first - slack, until=last + slack, limit=None)
    late = replace(chosen, since=None, until=None, published_since=first, published_until=last + 2 * slack, limit=None)
    found = {event.id: event for event in chain(view.linked(around), view.linked(late))}
    return list(found.values())


def _find_profiles(view: View, linked: Sequence[LinkedEvent]) -> dict[str, tuple[Profile, ...]]:
    refs = [ref for event in linked for ref in event.members]
    found: dict[EventRef, Profile] = {}
    for start in range(0, len(refs), _CHUNK):
        for stored in view.profiles(refs[start : start + _CHUNK]):
            try:
                found[stored.ref] = decode_profile(stored)
            except msgspec.MsgspecError:
                continue  # of another version of linking: `dateline link` makes it anew
    return {event.id: tuple(found[ref] for ref in event.members if ref in found) for event in linked}


def _explain(
    rows: Sequence[ForeignEvent],
    profiles: Mapping[str, Sequence[Profile]],
    told: Mapping[str, Told],
    short: Mapping[str, EventRow],
    pair: Pair[str],
) -> Matched:
    row = rows[pair.row]
    because = load_foreign_scorer().explain(make_foreign_side(row), make_side(profiles[pair.event][pair.account]))
    return Matched(
        row=row,
        event=short[pair.event],
        score=round(pair.score, 4),
        because=because,
        slots=compare_slots(row, told[pair.event], short[pair.event]),
    )


def _why_not(
    told: Told, row: EventRow, format: str, since: date | None, until: date | None, lands: frozenset[str]
) -> str:
    """Why an event of ours is not expected in the data set; "" where it is."""
    if told.lead.event.realis != "actual":
        return NOT_HAPPENED
    if not _KINDS[format](told, row):
        return NOT_CODED
    if row.when is None or (since and row.when.latest < since) or (until and row.when.earliest > until):
        return NO_DAY
    own = {place.country for account in told.accounts for place in account.event.where} - {""}
    return "" if own & lands else NO_COUNTRY


def _hash_file(path: Path) -> str:
    digest = sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise NotReadable(str(path), f"cannot be read ({error.strerror}).") from error
    return digest.hexdigest()

"""gdelt-events, gdelt-mentions: the two tables of GDELT 2.0, without a header, parted by tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from dateline.exports._actor_code import encode_actor, find_home, find_role
from dateline.exports._country import find_country, find_scale
from dateline.exports._known import is_taken_back, know, note_missing, note_span, note_unwritten, web
from dateline.exports._tab import tab_line
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.model import Account, Party, Where
    from dateline.views import Told

_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS: Final = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
    "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

# 60 of the 64 bits of an event's id: GDELT's ids are signed numbers of 64 bits.
_ID_DIGITS: Final = 15
_WEB, _CITATION = 1, 2  # GDELT's kinds of a mention: found on the web, or known by a citation alone
_NOT_FOUND: Final = -1
_TENTH: Final = 10  # GDELT gives confidences in steps of ten per cent, 10 the least


def number_event(event: str) -> int:
    """GLOBALEVENTID of an event's id; the same in both tables and in every export."""
    return int(event[:_ID_DIGITS], 16)


def write_events(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    note(
        Loss(
            event="",
            field="columns",
            why="left empty, as dateline does not know them: tone, ethnic, religious and group codes, where the actors "
            "are, codes of subdivisions and GNS feature ids",
        )
    )
    written = 0
    for known in _codable(events, context, note):
        out.write(tab_line(_event_row(known)))
        _note_losses(known, note)
        written += 1
    return written


def write_mentions(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    note(Loss(event="", field="columns", why="left empty, as dateline does not know them: sentence numbers, tone"))
    written = 0
    for known in _codable(events, context, note):
        for account in known.told.accounts:
            out.write(tab_line(_mention_row(known, account)))
            written += 1
        note_missing(known, note, ("claims", "disputes", "judgements", "status"))
    return written


def _codable(events: Iterable[Told], context: Context, note: Callable[[Loss], None]) -> Iterator[Known]:
    """The events that have a CAMEO code and a date; the others are noted."""
    for told in events:
        known = know(told, context.view)
        if is_taken_back(known, note):
            continue
        if known.lead.codes.cameo is None:
            what = known.row.type if known.row.realis == "actual" else f"{known.row.type} that is {known.row.realis}"
            note_unwritten(known, note, "event", f"CAMEO has no code for {what}")
        elif known.when is None:
            note_unwritten(known, note, "when", "GDELT asks for a day, and none is known")
        else:
            yield known


def _event_row(known: Known) -> Sequence[object]:
    code, when, accounts = known.lead.codes.cameo, known.when, known.told.accounts
    assert code is not None and when is not None
    scale = find_scale(code)
    day = when.earliest
    return (
        number_event(known.id),
        f"{day.year:04}{day.month:02}{day.day:02}",
        f"{day.year:04}{day.month:02}",
        day.year,
        f"{day.year + _fraction(day):.4f}",
        *_actor(known.who),
        *_actor(known.whom),
        int(known.lead.ground == "main"),
        code,
        code[:3],
        code[:2],
        scale.quad,
        scale.goldstein,
        sum(len(account.event.mentions) for account in accounts),
        len({_name_source(account) for account in accounts}),
        known.row.reports,
        None,
        *(None,) * (2 * len(_GEO)),
        *_place(known.place),
        _stamp(known.row.recorded),
        known.url,
    )


def _fraction(day: date) -> float:
    """How much of the year has gone, by GDELT's rule of months of thirty days."""
    return ((day.month - 1) * 30 + day.day) / 365


def _actor(parties: Sequence[Party]) -> Sequence[object]:
    if not parties:
        return (None,) * len(_ACTOR)
    party = parties[0]
    return (
        encode_actor(party), party.name.upper(), find_home(party), None, None, None, None, find_role(party), None, None,
    )  # fmt: skip


def _place(place: Where | None) -> Sequence[object]:
    if place is None or _geo_type(place) is None:
        return (None,) * len(_GEO)
    country = find_country(place.country)
    names = [place.name] if place.level == "country" else [place.name, place.admin1, country.name]
    full = ", ".join(dict.fromkeys(name for name in names if name))
    is_country = place.level == "country"
    return (
        _geo_type(place),
        full,
        country.fips,
        country.fips if is_country else None,
        None,
        place.lat,
        place.lon,
        country.fips if is_country else None,
    )


def _geo_type(place: Where) -> int | None:
    """1 country, 2 state and 3 city of the United States, 4 city and 5 state of the world; None for a region or a sea."""
    at_home = place.country == "USA"
    match place.level:
        case "country":
            return 1
        case "province" | "district":
            return 2 if at_home else 5
        case "city" | "neighbourhood" | "site":
            return 3 if at_home else 4
        case _:
            return None


def _mention_row(known: Known, account: Account) -> Sequence[object]:
    event, document = account.event, account.document
    url = web(document.url)
    percent = round(event.confidence * 10) * _TENTH
    return (
        number_event(known.id),
        _stamp(known.row.recorded),
        _stamp(account.recorded),
        _WEB if url else _CITATION,
        _name_source(account),
        url or account.ref.revision,
        None,
        event.actors[0].evidence.start if event.actors else _NOT_FOUND,
        event.targets[0].evidence.start if event.targets else _NOT_FOUND,
        account.ref.start,
        1,
        min(100, max(_TENTH, percent)),
        len(document.text),
        None,
        None,
        None,
    )


def _name_source(account: Account) -> str:
    """The domain, as GDELT names sources of the web, else the publisher; "" where neither is known."""
    url = web(account.document.url)
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        host = None
    return (host or "").removeprefix("www.") or account.document.publisher or ""


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%d%H%M%S")


def _note_losses(known: Known, note: Callable[[Loss], None]) -> None:
    for field, parties in (("who", known.who), ("whom", known.whom)):
        if len(parties) > 1:
            left = ", ".join(party.name for party in parties[1:])
            note(Loss(event=known.id, field=field, why=f"GDELT has one actor a side; left out: {left}"))
    if known.place is not None and _geo_type(known.place) is None:
        note(Loss(event=known.id, field="where", why=f"{known.place.name} is a {known.place.level}, left out"))
    note_span(known, note)
    note_missing(known, note, ("claims", "disputes", "judgements", "reports", "status", "tolls", "weapon"))


EVENTS: Final = Format(
    name="gdelt-events", title="Events in the 61 columns of GDELT 2.0, without a header", suffix=".export.CSV",
    media_type="text/tab-separated-values", write=write_events,
)  # fmt: skip
MENTIONS: Final = Format(
    name="gdelt-mentions", title="Reports of events in the 16 columns of GDELT 2.0, without a header", suffix=".mentions.CSV",
    media_type="text/tab-separated-values", write=write_mentions,
)  # fmt: skip

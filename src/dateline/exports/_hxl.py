"""hxl: events as CSV with the hashtags of the Humanitarian Exchange Language in the second line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.exports._csv import write_rows
from dateline.exports._flat import flatten, join, note_others, settle
from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from dateline.exports._table import Row
    from dateline.views import Told

# Header, hashtag. Those of ACLED and UCDP in HDX where they have the column; `+min` and `+max` are bounds.
TAGS: Final = (
    ("event_id", "#event+code"),
    ("date_start", "#date+start"),
    ("date_end", "#date+end"),
    ("event_type", "#event+type"),
    ("event_mode", "#event+subtype"),
    ("actor1", "#group+name+first"),
    ("actor2", "#group+name+second"),
    ("country_code", "#country+code+v_iso3"),
    ("admin1", "#adm1+name"),
    ("location", "#loc+name"),
    ("location_level", "#loc+type"),
    ("latitude", "#geo+lat"),
    ("longitude", "#geo+lon"),
    ("precision_km", "#geo+precision"),
    ("killed_low", "#affected+killed+min"),
    ("killed_high", "#affected+killed+max"),
    ("injured_low", "#affected+injured+min"),
    ("injured_high", "#affected+injured+max"),
    ("missing_low", "#affected+missing+min"),
    ("missing_high", "#affected+missing+max"),
    ("displaced_low", "#affected+displaced+min"),
    ("displaced_high", "#affected+displaced+max"),
    ("abducted_low", "#affected+abducted+min"),
    ("abducted_high", "#affected+abducted+max"),
    ("arrested_low", "#affected+detained+min"),
    ("arrested_high", "#affected+detained+max"),
    ("weapon", "#event+weapon"),
    ("status", "#status"),
    ("credibility", "#meta+credibility"),
    ("origins", "#meta+origins+num"),
    ("reports", "#meta+reports+num"),
    ("source", "#meta+source"),
    ("url", "#meta+url"),
    ("description", "#description"),
    ("reported", "#date+reported"),
    ("updated", "#date+updated"),
)
_TOLLS: Final = ("killed", "injured", "missing", "displaced", "abducted", "arrested")
_STANDING: Final = (
    Loss(event="", field="claims", why="who says what in which words is left out: csv-claims has it"),
    Loss(event="", field="parties", why="countries, sectors and ids of the parties are left out: csv-events has them"),
)


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    del context
    for loss in _STANDING:
        note(loss)
    heads = (tuple(header for header, _ in TAGS), tuple(tag for _, tag in TAGS))
    return write_rows(heads, _rows(events, note), out)


def _rows(events: Iterable[Told], note: Callable[[Loss], None]) -> Iterator[Row]:
    for told in events:
        flat = flatten(told)
        note_others(flat, note)
        row, when, where, point, page = flat.row, flat.when, flat.where, flat.point, flat.page
        tolls = [settle(flat, kind) or (None, None) for kind in _TOLLS]
        urls = [account.document.url or "" for account in told.accounts]
        yield (
            row.id, when.earliest if when else None, when.latest if when else None, row.type, row.mode or None,
            join(p.name for p in row.who) or None, join(p.name for p in row.whom) or None,
            (where.country or None) if where else None, where.admin1 if where else None,
            where.name if where else None, where.level if where else None,
            point.lat if point else None, point.lon if point else None, point.radius_km if point else None,
            *(bound for toll in tolls for bound in toll),
            flat.weapon.kind if flat.weapon else None, row.status, page.credibility, row.origins, row.reports,
            join(report.publisher or report.title or "" for report in page.reports) or None, join(urls) or None,
            row.summary, row.recorded.date(), row.latest.date(),
        )  # fmt: skip
        if row.realis != "actual" or row.attempt:
            what = "tried" if row.realis == "actual" else row.realis
            note(Loss(event=row.id, field="realis", why=f"the row does not say that the event is {what}"))


FORMAT: Final = Format(
    name="hxl",
    title="Events as CSV with HXL hashtags in the second line, for the humanitarian data exchange",
    suffix=".hxl.csv",
    media_type="text/csv",
    write=write,
)

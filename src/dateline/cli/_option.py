"""The options that several commands have. Nothing heavy is imported here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Final

import typer

from dateline.cli._terminal import Color

LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        envvar="DATELINE_LEDGER",
        help="The ledger: a file, or postgresql://user@host/database; without it the one in your data folder.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
ColorOption = Annotated[Color, typer.Option(help="Colour: auto is where there is a terminal and NO_COLOR is not set.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="The same as --color never.")]
AsOfOption = Annotated[
    str,
    typer.Option("--as-of", metavar="TIME", help="What was known then: 2024-05-01 (its end) or 2024-05-01T12:00, UTC."),
]
WhoOption = Annotated[
    str,
    typer.Option("--who", metavar="NAME", envvar="DATELINE_USER", help="Your name; without it that of your account."),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why, for whoever looks at it later.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, metavar="N", help="At most N.")]
TextOption = Annotated[
    str, typer.Option("--text", metavar="WORDS", help='Words, "phrases" and -words that must not occur.')
]
SinceOption = Annotated[str, typer.Option("--since", metavar="DAY", help="Events of this day or later: 2024-05-01.")]
UntilOption = Annotated[str, typer.Option("--until", metavar="DAY", help="Events of this day or earlier.")]
NearOption = Annotated[
    str, typer.Option("--near", metavar="LAT,LON,KM", help="Events within KM of a point: 60.45,22.27,30.")
]
CountryOption = Annotated[
    str, typer.Option("--country", metavar="CODE", help="Events in a country: FIN (ISO 3166 alpha-3).")
]
TypeOption = Annotated[str, typer.Option("--type", metavar="TYPE", help="Events of a type: ASSAULT, PROTEST …")]
PartyOption = Annotated[str, typer.Option("--party", metavar="NAME", help="Events with this actor or target.")]
SourceOption = Annotated[
    str, typer.Option("--source", metavar="NAME", help="What this teller, kind of teller or publisher says.")
]


class Status(StrEnum):
    """The names of `dateline.model.StatusName`; a test compares the two."""

    CLAIMED = "claimed"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DENIED = "denied"
    RETRACTED = "retracted"
    ONLY_ANALYSED = "only analysed"
    ONLY_REMEMBERED = "only remembered"


StatusOption = Annotated[
    Status | None, typer.Option("--status", metavar="STATUS", help=f"One of: {', '.join(Status)}.")
]
_NO_DAY: Final = "{!r} is no day; give one such as 2024-05-01."


def parse_day(given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise typer.BadParameter(_NO_DAY.format(given)) from None


def parse_time(given: str) -> datetime | None:
    """A moment, UTC where it has no zone; a day is its end."""
    if not given:
        return None
    try:
        if len(given.strip()) == len("2024-05-01"):
            day = date.fromisoformat(given.strip())
            return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)
        found = datetime.fromisoformat(given.strip())
        # The first and the last days there are have no time of UTC in some zones.
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{given!r} is no time; give one such as 2024-05-01 or 2024-05-01T12:00.") from None


def parse_near(given: str) -> tuple[float, float, float] | None:
    if not given:
        return None
    try:
        lat, lon, km = (float(part) for part in given.split(","))
    except ValueError:
        raise typer.BadParameter(f"{given!r} is not of the form LAT,LON,KM, such as 60.45,22.27,30.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_100):
        raise typer.BadParameter(
            f"{given!r}: the latitude is from -90 to 90, the longitude from -180 to 180, KM above 0."
        )
    return lat, lon, km


def name_user(given: str) -> str:
    if given.strip():
        return given.strip()
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"

"""What every command over the ledger does alike: open it, print text or JSON, and tell failures in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from dateline.cli._clean import clean
from dateline.cli._option import Status, parse_day, parse_near
from dateline.cli._terminal import Color, end, is_colored, is_terminal, make_look, stdout_encoding
from dateline.errors import Ambiguous, DatelineError, LedgerMissing, NotFound, UsageError

if TYPE_CHECKING:
    from dateline.cli._page import Look
    from dateline.ledger import Filter, Ledger


@contextmanager
def opened(where: str, *, read_only: bool, make: bool = True) -> Generator[Ledger]:
    """The ledger; one that is written to is made where there is none, if `make` says so.

    What goes wrong with it is one sentence and ends the program: 2 for misuse, 1 for a failure.
    """
    from dateline.ledger import open_ledger  # noqa: PLC0415

    try:
        with open_ledger(where or None, read_only=read_only, make=make) as ledger:
            yield ledger
    except LedgerMissing as error:
        say(f"{error} `dateline read` makes one." if str(error).startswith("There is no ledger") else str(error))
        raise typer.Exit(1) from error
    except (UsageError, NotFound, Ambiguous) as error:
        say(str(error))
        raise typer.Exit(2) from error
    except DatelineError as error:
        say(str(error))
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def say(message: str) -> None:
    typer.echo(f"dateline: {clean(message)}", err=True)


def look_for(color: Color, *, no_color: bool) -> Look:
    terminal = is_terminal(sys.stdout)
    return make_look(terminal=terminal, color=is_colored(color, no_color=no_color, terminal=terminal))


def put(text: str, status: int = 0) -> NoReturn:
    """Prints it and ends."""
    _write(text.encode(stdout_encoding() or "utf-8", errors="replace"))
    end(status)


def put_json(values: object, status: int = 0, *, lines: bool = False) -> NoReturn:
    """Prints it as JSON, each of `lines` on a line of its own, and ends."""
    import msgspec  # noqa: PLC0415

    encode = msgspec.json.Encoder().encode
    if lines:
        assert isinstance(values, list | tuple)
        _write(b"".join(encode(value) + b"\n" for value in values))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    else:
        _write(encode(values) + b"\n")
    end(status)


def make_filter(
    *,
    text: str = "",
    since: str = "",
    until: str = "",
    near: str = "",
    country: str = "",
    type: str = "",
    party: str = "",
    status: Status | None = None,
    source: str = "",
    limit: int | None = None,
    newest_first: bool = False,
    after: str = "",
) -> Filter:
    from dateline.ledger import Filter, Near  # noqa: PLC0415

    point = parse_near(near)
    return Filter(
        text=text,
        since=parse_day(since),
        until=parse_day(until),
        near=Near(lat=point[0], lon=point[1], km=point[2]) if point else None,
        country=country.upper(),
        type=type.upper(),
        party=party,
        status=status.value if status else "",
        source=source,
        limit=limit,
        newest_first=newest_first,
        after=after,
    )


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        end(0)

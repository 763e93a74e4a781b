"""Row: the cells of one line by the names of their columns, and how dates and numbers are read from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

_DAYS: Final = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%Y", "%Y/%m/%d", "%Y%m%d")
_CLOCK: Final = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_FIRST: Final = date(1800, 1, 1)


class BadCell(ValueError):
    """A cell that cannot be what its column says; the text is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`cells` are by folded names (see `fold_column`), `given` as they stand in the file."""

    line: int
    cells: Mapping[str, str]
    given: tuple[tuple[str, str], ...]

    def text(self, *names: str) -> str:
        """The first of these columns that is not empty, without space around it; "" for none."""
        for name in names:
            value = " ".join(self.cells.get(name, "").split())
            if value:
                return value
        return ""

    def need(self, *names: str) -> str:
        """The same; raises BadCell where all are empty."""
        value = self.text(*names)
        if not value:
            raise BadCell(f"{names[0]} is empty")
        return value

    def count(self, *names: str) -> int | None:
        """A number of people, None for an empty cell. Raises BadCell for what is no such number."""
        value = self.text(*names)
        if not value:
            return None
        try:
            number = float(value)
            whole = int(number)
        except (ValueError, OverflowError):
            raise BadCell(f"{names[0]} is {value[:40]!r}, which is no number") from None
        if number != whole or not 0 <= whole <= 100_000_000:
            raise BadCell(f"{names[0]} is {value[:40]!r}, which is no number of people")
        return whole

    def point(self, lat: str, lon: str) -> tuple[float, float] | None:
        """Degrees, None where a cell is empty or both are 0. Raises BadCell for what is no point."""
        texts = self.text(lat), self.text(lon)
        if not all(texts):
            return None
        try:
            north, east = (float(text.replace(",", ".")) for text in texts)
        except ValueError:
            raise BadCell(f"{lat} and {lon} are {texts[0][:20]!r} and {texts[1][:20]!r}, which is no point") from None
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise BadCell(f"{lat} and {lon} are {north:g} and {east:g}, which is no point on Earth")
        return None if north == east == 0 else (north, east)

    def day(self, *names: str) -> date | None:
        """A day, None for an empty cell. Raises BadCell."""
        value = self.text(*names)
        return parse_day(value, names[0]) if value else None


def fold_column(name: str) -> str:
    """The name of a column as it is compared: without case, with "_" for whatever stands between words."""
    return "_".join(re.findall(r"[a-z0-9]+", name.lower()))


def parse_day(value: str, column: str) -> date:
    """A day in one of the forms that the data sets use; a time of day behind it is left out. Raises BadCell."""
    short = _CLOCK.sub("", value.strip())
    for form in _DAYS:
        try:
            found = datetime.strptime(short, form).date()
        except ValueError:
            continue
        if found >= _FIRST:
            return found
    raise BadCell(f"{column} is {value[:40]!r}, which is no day")


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)

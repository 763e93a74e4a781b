"""The formats by the names that users type. A new one is a module with a `FORMAT`, and a line here."""

from __future__ import annotations

from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.errors import UsageError
from dateline.exports import _acled, _claim, _event, _geojson, _hxl, _jsonl, _source, _ucdp
from dateline.exports._csv import make_csv
from dateline.exports._parquet import make_parquet
from dateline.exports._standard import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.exports._value import Format

_TABLES: Final = (_event.TABLE, _claim.TABLE, _source.TABLE)
_ALL: Final[tuple[Format, ...]] = (
    *map(make_csv, _TABLES),
    *map(make_parquet, _TABLES),
    _acled.FORMAT,
    _ucdp.FORMAT,
    _geojson.FORMAT,
    _hxl.FORMAT,
    _jsonl.FORMAT,
    *STANDARDS,
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({one.name: one for one in sorted(_ALL, key=lambda f: f.name)})


def get_format(name: str) -> Format:
    """The format of this name. Raises UsageError, with the nearest names."""
    found = FORMATS.get(name.strip().casefold())
    if found is None:
        near = get_close_matches(name.strip().casefold(), FORMATS, n=3, cutoff=0.5)
        meant = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(FORMATS)}."
        raise UsageError(f"There is no format {name!r}: {meant}")
    return found

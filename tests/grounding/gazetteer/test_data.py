from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.errors import RegistryError
from dateline.grounding.gazetteer import _gazetteer
from dateline.grounding.gazetteer._fold import fold_name, skeleton
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Store

DATA = _gazetteer.DATA_FILE.parent
STORE = Store(_gazetteer.DATA_FILE)
LEVELS = {"site", "neighbourhood", "city", "district", "province", "region", "sea"}


def read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text("utf8"))


def test_sites_are_well_formed() -> None:
    rows = read("sites.yaml")
    assert len(rows) >= 250
    assert len({row["id"] for row in rows}) == len(rows)
    countries = set(STORE.tables["countries"])
    for row in rows:
        assert set(row) <= {
            "id", "name", "aliases", "level", "country", "city", "admin1", "lat", "lon", "radius_km", "geonames_id", "note"
        }, row  # fmt: skip
        assert row["level"] in LEVELS, row
        assert row.get("country", "") in countries, row
        assert -90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180, row
        assert row["level"] in ("region", "sea") or 0 < row["radius_km"] <= 200, row
        assert len({fold_name(n) for n in (row["name"], *row.get("aliases", ()))} - {""}) >= 1, row


def test_aliases_name_known_places() -> None:
    tables, countries = read("aliases.yaml"), set(STORE.tables["countries"])
    for row in (*tables["places"], *tables["seats"]):
        assert row["country"] in countries, row
    known = [any(p.country == row["country"] for p in STORE.find(row["name"])) for row in tables["places"]]
    assert sum(known) / len(known) > 0.95


def test_nations_use_valid_codes() -> None:
    tables, countries = read("nations.yaml"), set(STORE.tables["countries"])
    for name, part in tables.items():
        assert name == "adjectives" or set(part) <= countries


def test_adjectives_name_known_places() -> None:
    lexicon = Lexicon(STORE)
    for name, words in read("nations.yaml")["adjectives"].items():
        for word in words:
            place = lexicon.adjective(word)
            assert place and (place.name == name or place.geonames_id), word
            assert lexicon.demonym(word) is None, word


def test_words_are_lower_case_and_stand_once() -> None:
    for words in read("words.yaml").values():
        rows = words.split()
        assert len(set(rows)) == len(rows) > 500
        assert all(word == word.lower() for word in rows)


def test_file_matches_its_manifest() -> None:
    manifest = json.loads((DATA / "manifest.json").read_text("utf8"))
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, f"{name}: run the build again"
    assert len(STORE) == manifest["places"] > 250_000
    assert (DATA / "gazetteer.bin").stat().st_size < 16_000_000


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "gazetteer.bin"
    broken.write_bytes(b"not a gazetteer at all")
    with pytest.raises(RegistryError, match=r"gazetteer\.bin"):
        Store(broken)
    with pytest.raises(RegistryError):
        Store(tmp_path / "missing.bin")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir ez-Zor", "Deir al-Zor"), ("Ar-Raqqah", "al Raqqah"), ("Dara'a", "Daraa"), ("Zürich", "Zurich"),
     ("Saint Denis", "St. Denis")],
)  # fmt: skip
def test_folding(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Kufrah", "Koufra"), ("Qusair", "Kusayr")])
def test_skeletons(one: str, other: str) -> None:
    a, b = skeleton(fold_name(one)), skeleton(fold_name(other))
    assert a == b

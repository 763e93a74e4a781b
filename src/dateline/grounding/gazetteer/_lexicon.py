"""All that a name may stand for: GeoNames places, the project's own sites, country words and spelling variants."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from dateline.grounding.gazetteer._fold import fold_name
from dateline.grounding.gazetteer._store import Place, Store

# People that a row of the hand-written table counts as in the ranking: a site is as well known as a large city,
# a region or sea as a country.
SITE_PROMINENCE: Final = 600_000
# Names whose places are kept at hand: a few megabytes, and most names of a day's news.
CACHED_NAMES: Final = 8192
REGION_PROMINENCE: Final = 30_000_000


def _squeeze(name: str) -> str:
    return "".join(name.split()).rstrip(".")


class Lexicon:
    """Look-ups by name over the store and its tables; nothing in it changes after `__init__`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._find_cached = lru_cache(maxsize=CACHED_NAMES)(self._find)
        tables = store.tables
        nations: Mapping[str, Any] = tables["nations"]
        self._lands: dict[str, Place] = {
            code: Place(
                geonames_id=gid,
                name=name,
                level="country",
                country=code,
                admin1=None,
                lat=0.0,
                lon=0.0,
                population=people,
            )
            for code, (name, gid, people, _) in tables["lands"].items()
        }
        self._land_names = {
            fold_name(name): code for code, names in nations["names"].items() for name in names if code in self._lands
        }
        demonyms: dict[str, str] = {}
        for code, words in nations["demonyms"].items():
            for word in words:
                demonyms[fold_name(word)] = code
                if not word.endswith((".", "S", "sh", "ch", "ese")):
                    demonyms.setdefault(fold_name(word + "s"), code)
        self._demonyms = demonyms
        self._cues = {cue.lower(): code for code, cues in nations["cues"].items() for cue in cues}
        # A cue with a capital is looked for as it is written; "MoD" is a ministry, "mod" is none.
        shapes = [
            f"(?i:{re.escape(cue)})" if cue.islower() else re.escape(cue)
            for cues in nations["cues"].values()
            for cue in cues
        ]
        self._cue_words = re.compile(rf"(?<![\w-])(?:{'|'.join(shapes)})(?![\w-])")
        self._adjectives = {fold_name(word): name for name, words in nations["adjectives"].items() for word in words}
        self._sites = self._read_sites(tables["sites"])
        self._abbreviations: dict[str, tuple[str, str]] = {
            _squeeze(short): (state, code)
            for code, states in nations["state_abbreviations"].items()
            for state, shorts in states.items()
            for short in shorts
        }
        also: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for group, level in (("places", "city"), ("provinces", "province")):
            for row in tables["aliases"][group]:
                for name in row["also"]:
                    also[fold_name(name)].append((row["name"], row["country"], level))
        self._also = dict(also)
        seats: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in tables["aliases"]["seats"]:
            seats[fold_name(row["name"])].append((row["name"], row["country"]))
        self._seats = dict(seats)
        words: Mapping[str, str] = tables["words"]
        self._given = frozenset(words["given"].split())
        self._family = frozenset(words["family"].split())
        self._common = frozenset(words["common"].split())
        self._capital_names: dict[str, str] = {
            **{code: facts[3] for code, facts in tables["lands"].items() if facts[3]},
            **nations["capitals"],
        }

    @staticmethod
    def _read_sites(rows: list[dict[str, Any]]) -> dict[str, tuple[Place, ...]]:
        sites: defaultdict[str, list[Place]] = defaultdict(list)
        for row in rows:
            site = Place(
                geonames_id=row.get("geonames_id"),
                name=row["name"],
                level=row["level"],
                country=row.get("country", ""),
                admin1=row.get("admin1"),
                lat=row["lat"],
                lon=row["lon"],
                population=REGION_PROMINENCE if row["level"] in ("region", "sea") else SITE_PROMINENCE,
                radius_km=row.get("radius_km"),
                site_id=row["id"],
                city=row.get("city"),
            )
            for number, name in enumerate((row["name"], *row.get("aliases", ()))):
                key = fold_name(name)
                if key and site not in sites[key]:
                    sites[key].append(replace(site, main=True) if number == 0 else site)
        return {key: tuple(found) for key, found in sites.items()}

    def land(self, code: str) -> Place | None:
        """The country of an alpha-3 code."""
        return self._lands.get(code)

    def capital(self, code: str) -> Place | None:
        """The capital as reports name it (the seat of government where the two differ)."""
        name = self._capital_names.get(code)
        own = [p for p in self._store.find(name) if p.country == code and p.level == "city"] if name else []
        return max(own, key=lambda p: (p.capital, p.population), default=None)

    def demonym(self, word: str) -> str | None:
        """The country of a nationality word ("Syrian", "Syrians"); case counts, since "us" is no country."""
        if not word[:1].isupper():
            return None
        key = fold_name(word)
        if key == "us" and not word.replace(".", "").replace(" ", "").isupper():
            return None
        return self._demonyms.get(key)

    def count_cues(self, text: str) -> Mapping[str, int]:
        """How many different words of each country's public life a text has ("sheriff", "RCMP", "Garda")."""
        return Counter(self._cues[cue] for cue in {found.lower() for found in self._cue_words.findall(text)})

    def adjective(self, word: str) -> Place | None:
        """The place of a word for a region or a part of a country ("European", "Scottish")."""
        name = self._adjectives.get(fold_name(word)) if word[:1].isupper() else None
        options = self.find(name) if name else ()
        return max(options, key=lambda p: (p.level in ("region", "country"), p.population), default=None)

    def state(self, word: str) -> Place | None:
        """The state or province of a printed abbreviation ("N.J.", "Ont.")."""
        known = self._abbreviations.get(_squeeze(word))
        if known is None:
            return None
        if known[0].startswith("Washington, D"):
            return next((p for p in self._store.find("Washington") if p.level == "city" and p.country == "USA"), None)
        return next((p for p in self._store.find(known[0]) if p.level == "province" and p.country == known[1]), None)

    def is_given(self, word: str) -> bool:
        """Whether a lower-case word is a person's first name."""
        return word in self._given

    def is_family(self, word: str) -> bool:
        """Whether a lower-case word is a common surname that is a place's name too."""
        return word in self._family

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word is an ordinary English word that is a place's name too."""
        return word in self._common

    def sites(self, name: str) -> tuple[Place, ...]:
        return self._sites.get(fold_name(name), ())

    def find(self, name: str) -> tuple[Place, ...]:
        """Every place that the name may stand for, without order; empty for an unknown name."""
        return self._find_cached(name)

    def _find(self, name: str) -> tuple[Place, ...]:
        key = fold_name(name)
        if not key or (key in ("us", "usa") and not name.replace(".", "").replace(" ", "").isupper()):
            return ()
        code = self._land_names.get(key)
        found: list[Place] = [self._lands[code]] if code else []
        found.extend(self._sites.get(key, ()))
        for main, country, level in self._also.get(key, ()):
            same = [p for p in self._store.find(main) if p.country == country and p.level == level]
            if same:
                found.append(replace(max(same, key=lambda p: p.population), main=True))
        for name_, country in self._seats.get(key, ()):
            same = [p for p in self._store.find(name_) if p.country == country and p.level == "city"]
            found.extend(
                replace(p, capital=True, main=True) for p in same if p.population == max(q.population for q in same)
            )
        known = self._store.find(name)
        return _unique([*(_identify(place, known) for place in found), *known])

    def find_like(self, name: str) -> tuple[Place, ...]:
        """Places of another transliteration of the name; weak evidence."""
        return self._store.find_like(name)


def _identify(place: Place, known: Sequence[Place]) -> Place:
    """A region of the hand-written table with the id of the province of the same name and country, if it has one."""
    if place.site_id is None or place.geonames_id or place.level not in ("region", "province") or not place.country:
        return place
    same = next((p for p in known if p.level == "province" and p.country == place.country), None)
    return replace(place, geonames_id=same.geonames_id) if same else place


def _unique(places: list[Place]) -> tuple[Place, ...]:
    kept: dict[object, Place] = {}
    for place in places:
        mark = place.geonames_id or place.site_id
        if mark not in kept:
            kept[mark] = place
    return tuple(kept.values())

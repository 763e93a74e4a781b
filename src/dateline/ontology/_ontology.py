"""Ontology: the tables of `data/` as one validated, frozen object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from dateline.errors import RegistryError, UsageError
from dateline.model import Codes, Realis
from dateline.ontology._crosswalk import Deaths, Facts, Rule, acled_rules, cameo_rules, first_code
from dateline.ontology._table import (
    as_list,
    as_mapping,
    as_number,
    as_text,
    read_table,
    refuse_unknown_keys,
)
from dateline.ontology._term import SECTOR_GROUPS, EventType, Mode, Sector, SectorGroup, Term

CODEBOOK_VERSION = 1
_DATA = Path(__file__).parent / "data"
_TYPE_KEYS = frozenset({"definition", "plover", "quad", "score", "modes"})
_QUADS = frozenset({0, 1, 2, 3, 4})
_SCORE_LIMIT = 10.0  # PLOVER's scale ends at -10 and 10
_DIGEST_LENGTH = 12  # hexadecimal digits: 48 bits, enough to tell versions of a small table apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The code lists of the codebook and the crosswalks to PLOVER, CAMEO and ACLED.

    `version` is the codebook's number and a digest of the tables: the same version gives the same codes.
    `acled` maps ACLED's event types to their sub-event types, `cameo` its codes to labels.
    """

    version: str
    event_types: Mapping[str, EventType]
    sectors: Mapping[str, Sector]
    source_kinds: Mapping[str, Term]
    weapon_kinds: Mapping[str, Term]
    place_levels: Mapping[str, Term]
    casualty_kinds: Mapping[str, Term]
    roles: Mapping[str, Term]
    cameo: Mapping[str, str]
    acled: Mapping[str, frozenset[str]]
    _cameo_rules: Mapping[str, tuple[Rule[str], ...]]
    _acled_rules: Mapping[str, tuple[Rule[tuple[str, str | None]], ...]]

    @classmethod
    def load(cls, folder: Path | None = None) -> Ontology:
        """The ontology of a folder of tables, of the package's own without one; raises RegistryError if malformed."""
        folder = folder or _DATA
        types = _event_types(read_table(folder / "event_types.yaml"))
        weapon_kinds = _terms(folder, "weapon_kinds")
        weapons = frozenset(weapon_kinds)
        cameo = {c: as_text(v, f"cameo: {c}") for c, v in read_table(folder / "cameo.yaml").items()}
        acled = {
            name: frozenset(as_text(sub, f"acled: {name}") for sub in as_list(subs, f"acled: {name}"))
            for name, subs in read_table(folder / "acled.yaml").items()
        }
        return cls(
            version=f"{CODEBOOK_VERSION}-{_digest(folder)}",
            event_types=types,
            sectors=_sectors(read_table(folder / "sectors.yaml")),
            source_kinds=_terms(folder, "source_kinds"),
            weapon_kinds=weapon_kinds,
            place_levels=_terms(folder, "place_levels"),
            casualty_kinds=_terms(folder, "casualty_kinds"),
            roles=_terms(folder, "roles"),
            cameo=MappingProxyType(cameo),
            acled=MappingProxyType(acled),
            _cameo_rules=MappingProxyType(
                cameo_rules(read_table(folder / "crosswalk_cameo.yaml"), types=types, weapons=weapons, codes=cameo)
            ),
            _acled_rules=MappingProxyType(
                acled_rules(read_table(folder / "crosswalk_acled.yaml"), types=types, weapons=weapons, codes=acled)
            ),
        )

    def codes(
        self,
        event_type: str,
        mode: str = "",
        *,
        weapon_kind: str | None = None,
        killed: bool | None = None,
        target_sectors: Sequence[str] = (),
        actor_sectors: Sequence[str] = (),
        realis: Realis = "actual",
    ) -> Codes:
        """The codes of an event in other schemes.

        `killed` is True where the text states deaths, False where it says that nobody died, None where it is silent.
        `plover` is "TYPE/mode", or "TYPE" without a mode. `goldstein` is PLOVER's conflict-cooperation score of type
        and mode, -10 to 10, not the value that tables of CAMEO codes give: those differ from library to library, and
        PLOVER's exists for every type. It is the score of the act as named; `realis` says whether it was done.
        Raises UsageError for a type, mode, weapon kind or sector that the codebook does not have.
        """
        known = self.event_types.get(event_type)
        if known is None:
            raise UsageError(f"no event type {event_type!r}")
        if mode and mode not in known.modes:
            raise UsageError(f"the event type {event_type} has no mode {mode!r}")
        if weapon_kind is not None and weapon_kind not in self.weapon_kinds:
            raise UsageError(f"no weapon kind {weapon_kind!r}")
        deaths: Deaths = "unstated" if killed is None else "stated" if killed else "none"
        facts = Facts(
            mode=mode,
            weapon=weapon_kind or "",
            deaths=deaths,
            actors=self._groups(actor_sectors),
            targets=self._groups(target_sectors),
            realis=realis,
        )
        acled = first_code(self._acled_rules[event_type], facts)
        return Codes(
            plover=f"{known.plover}/{mode}" if mode else known.plover,
            cameo=first_code(self._cameo_rules[event_type], facts),
            acled_event_type=acled[0] if acled else None,
            acled_sub_event_type=acled[1] if acled else None,
            quad=known.quad,
            goldstein=known.modes[mode].score if mode else known.score,
        )

    def _groups(self, codes: Sequence[str]) -> frozenset[SectorGroup]:
        unknown = [code for code in codes if code not in self.sectors]
        if unknown:
            raise UsageError(f"no sector {unknown[0]!r}")
        return frozenset(self.sectors[code].group for code in codes)


def _digest(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _terms(folder: Path, name: str) -> Mapping[str, Term]:
    table = read_table(folder / f"{name}.yaml")
    return MappingProxyType({c: Term(code=c, definition=as_text(v, f"{name}: {c}")) for c, v in table.items()})


def _sectors(table: dict[str, object]) -> Mapping[str, Sector]:
    sectors: dict[str, Sector] = {}
    for code, value in table.items():
        where = f"sectors: {code}"
        entry = as_mapping(value, where)
        refuse_unknown_keys(entry, where, frozenset({"definition", "group"}))
        group = entry.get("group")
        if group not in SECTOR_GROUPS:
            raise RegistryError(f"{where}: {group!r} is no sector group")
        definition = as_text(entry.get("definition"), where)
        sectors[code] = Sector(code=code, definition=definition, group=group)
    return MappingProxyType(sectors)


def _event_types(table: dict[str, object]) -> Mapping[str, EventType]:
    types: dict[str, EventType] = {}
    for code, value in table.items():
        where = f"event_types: {code}"
        entry = as_mapping(value, where)
        refuse_unknown_keys(entry, where, _TYPE_KEYS)
        score = _score(entry.get("score"), where)
        quad = entry.get("quad")
        if not isinstance(quad, int) or quad not in _QUADS:
            raise RegistryError(f"{where}: {quad!r} is no quad class")
        modes: dict[str, Mode] = {}
        for name, raw in as_mapping(entry.get("modes", {}), where).items():
            mode = as_mapping(raw, f"{where}/{name}")
            refuse_unknown_keys(mode, f"{where}/{name}", frozenset({"definition", "score"}))
            modes[name] = Mode(
                code=name,
                definition=as_text(mode.get("definition"), f"{where}/{name}"),
                score=_score(mode["score"], f"{where}/{name}") if "score" in mode else score,
            )
        types[code] = EventType(
            code=code,
            definition=as_text(entry.get("definition"), where),
            plover=as_text(entry.get("plover"), where),
            quad=quad,
            score=score,
            modes=MappingProxyType(modes),
        )
    return MappingProxyType(types)


def _score(value: object, where: str) -> float:
    score = as_number(value, where)
    if not -_SCORE_LIMIT <= score <= _SCORE_LIMIT:
        raise RegistryError(f"{where}: the score {score} is off the scale")
    return score

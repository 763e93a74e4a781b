"""The project's own coded texts: short YAML, one file a text -> the codebook's records, checked on the way in."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import yaml

from dateline.errors import RegistryError
from dateline.model import label

SECTORS: Final = frozenset(
    "GOV MIL COP LEG JUD SPY PTY OPP REB UAF CVL JRN MED EDU BUS LAB REL REF IGO NGO UNK".split()
)
SOURCE_KINDS: Final = frozenset(
    "official military police party-to-event armed-group witness activist-ngo medical igo media social-post document "
    "expert unnamed other".split()
)
WEAPONS: Final = frozenset(
    "firearms explosive car-bomb suicide-bomb rocket-missile artillery aircraft drone vehicle blade blunt fire chemical "
    "cyber other".split()
)
LEVELS: Final = frozenset("site neighbourhood city district province country region sea".split())
TOLLS: Final = frozenset("killed injured missing arrested displaced abducted".split())
# One text in twelve, by its name, is kept for testing.
KEPT_EVERY: Final = 12
RELATIONS: Final = frozenset(("response-to", "part-of", "follows", "same-series"))


class _Checker:
    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.faults: list[str] = []

    def quote(self, words: str, what: str) -> str:
        if words and words not in self.text:
            self.faults.append(f"{what}: not in the text: {words!r}")
        return words

    def one_of(self, value: str, allowed: Any, what: str) -> str:
        if value not in allowed:
            self.faults.append(f"{what}: {value!r} is not allowed")
        return value


def read_text(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """One coded text as (document, coding) in the form of the codebook. RegistryError lists all that is wrong with it."""
    try:
        raw = yaml.safe_load(path.read_text("utf8"))
        text = raw["text"].strip()
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise RegistryError(f"{path}: no coded text ({fault})") from fault
    published = raw.get("published")
    document = {
        "id": path.stem, "group": raw.get("group"), "published": str(published) if published else None,
        "publisher": raw.get("publisher"), "title": raw.get("title"), "text": text, "language": "en",
    }  # fmt: skip
    check = _Checker(path, text)
    try:
        events = [_event(check, number, row) for number, row in enumerate(raw.get("events") or [], start=1)]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
        raise RegistryError(f"{path}: a row of its coding is malformed ({type(fault).__name__}: {fault})") from fault
    known = {event["id"] for event in events}
    for event in events:
        for relation in event["relations"]:
            check.one_of(relation["kind"], RELATIONS, f"{event['id']} relation")
            check.one_of(relation["event"], known, f"{event['id']} relation")
    if check.faults:
        raise RegistryError(f"{path}: " + "; ".join(check.faults))
    return document, {"id": path.stem, "codebook": 1, "events": events, "not_events": [], "unresolved": []}


def _event(check: _Checker, number: int, row: dict[str, Any]) -> dict[str, Any]:
    name = row.get("id", f"e{number}")
    kind, _, mode = str(row["type"]).partition("/")
    check.one_of(kind, label.EVENT_TYPES, f"{name} type")
    if mode:
        check.one_of(mode, label.MODES.get(kind, ()), f"{name} mode")
    mentions = []
    for words, trigger in row["mentions"]:
        if trigger not in words:
            check.faults.append(f"{name}: trigger {trigger!r} not in {words!r}")
        mentions.append({"quote": check.quote(words, f"{name} mention"), "trigger": trigger})
    when = row.get("when")
    if when is not None:
        when = {"edtf": str(when[0]), "quote": check.quote(when[1] or "", f"{name} when")}
    casualties = {
        check.one_of(toll, TOLLS, f"{name} casualties"): [
            {
                "low": item[0],
                "high": item[1],
                "quote": check.quote(item[2], f"{name} {toll}"),
                "includes": list(item[3:]),
            }
            for item in items
        ]
        for toll, items in (row.get("casualties") or {}).items()
    }
    weapon = row.get("weapon")
    return {
        "id": name, "summary": row.get("summary", ""), "type": kind, "mode": mode,
        "realis": check.one_of(row.get("realis", "actual"), label.REALIS, f"{name} realis"),
        "ground": check.one_of(row.get("ground", "main"), label.GROUND, f"{name} ground"),
        "mentions": mentions, "when": when,
        "where": [_place(check, name, place) for place in row.get("where") or []],
        "actors": [_party(check, name, party) for party in row.get("actors") or []],
        "targets": [_party(check, name, party) for party in row.get("targets") or []],
        "weapon": {"quote": check.quote(weapon[0], f"{name} weapon"), "kind": check.one_of(weapon[1], WEAPONS, f"{name} weapon")}
        if weapon else None,
        "casualties": casualties or None,
        "claims": [_claim(check, name, claim) for claim in row["claims"]],
        "relations": [{"kind": k, "event": e} for k, e in row.get("relations") or []],
        **({"attempt": True} if row.get("attempt") else {}),
    }  # fmt: skip


def _place(check: _Checker, name: str, place: list[Any]) -> dict[str, Any]:
    quote, plain, country, level, *point = place
    return {
        "quote": check.quote(quote, f"{name} where"), "name": plain, "country": country or "",
        "level": check.one_of(level, LEVELS, f"{name} where"),
        "lat": point[0] if point else None, "lon": point[1] if point else None,
    }  # fmt: skip


def _party(check: _Checker, name: str, party: list[Any]) -> dict[str, Any]:
    quote, plain, country, sector = party
    return {
        "quote": check.quote(quote, f"{name} party"), "name": plain, "country": country or "",
        "sector": check.one_of(sector, SECTORS, f"{name} party"),
    }  # fmt: skip


def _claim(check: _Checker, name: str, claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "about": list(claim.get("about") or ["event"]),
        "sources": [
            {"quote": check.quote(q, f"{name} source"), "name": n, "kind": check.one_of(k, SOURCE_KINDS, f"{name} source")}
            for q, n, k in claim.get("by") or []
        ],
        "stance": check.one_of(claim.get("stance", "asserts"), label.STANCE, f"{name} claim"),
        "hedge": check.one_of(claim.get("hedge", "none"), label.HEDGE, f"{name} claim"),
        "quote": check.quote(claim["quote"], f"{name} claim"),
    }  # fmt: skip


def read_corpus(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """All coded texts below a folder, in order of their names."""
    return [read_text(path) for path in sorted(folder.rglob("*.yaml"))]


def is_kept(name: str) -> bool:
    """Whether the text of the corpus with this name is kept for testing; a new text changes nothing for the others."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % KEPT_EVERY == 0


def write_kept(corpus: Path, out: Path) -> int:
    """Writes the texts that are kept for testing into `out` as `dateline score dossiers` reads them; how many there are."""
    kept = [pair for pair in read_corpus(corpus) if is_kept(pair[0]["id"])]
    for name, part in (("docs", 0), ("ann", 1)):
        (out / name).mkdir(parents=True, exist_ok=True)
        for pair in kept:
            target = out / name / f"{pair[0]['id']}.json"
            target.write_text(json.dumps(pair[part], ensure_ascii=False, indent=1) + "\n", "utf8")
    return len(kept)

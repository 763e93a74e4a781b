"""training data: what people accepted and corrected -> articles coded in the codebook's format, to train and to score with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dateline.desk._tell import Teller
from dateline.errors import LedgerError, UsageError
from dateline.ledger import list_refs
from dateline.views import is_verdict

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.ledger import View
    from dateline.model import Casualties, Claim, Document, Event, EventRef, Party, Where

CODEBOOK: Final = 1
TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedArticle:
    """One article: `document` and `coding` are what goes to docs/NAME.json and ann/NAME.json."""

    name: str
    document: dict[str, Any]
    coding: dict[str, Any]
    events: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCodings:
    """What was written: articles and events; `partial` articles were left out, since some of their events nobody decided on."""

    articles: int
    events: int
    partial: int


def list_codings(view: View) -> Iterator[CodedArticle]:
    """Each document's newest text of which an event was accepted, rejected or corrected.

    Rejected events are left out of the coding: the text tells no such event. Undecided ones are left out and counted.
    """
    teller = Teller(view)
    verdicts: dict[EventRef, str] = {}
    touched: set[str] = set()
    for judgement in teller.judgements:
        if is_verdict(judgement):
            verdicts |= dict.fromkeys(judgement.events, judgement.kind)
        if judgement.kind in ("accept", "reject", "correct"):
            touched.update(ref.revision for ref in judgement.events)
    for recorded in view.documents():
        if recorded.revision not in touched:
            continue
        try:
            dossier = view.dossier(recorded.revision)
        except LedgerError:
            continue  # deleted meanwhile
        rows: list[dict[str, Any]] = []
        undecided = 0
        accounts = {one.ref: one for one in view.accounts_of(list_refs(dossier, recorded.revision))}
        for event, ref in zip(dossier.events, list_refs(dossier, recorded.revision), strict=True):
            account = accounts.get(ref)
            if account is None or verdicts.get(ref) == "reject":
                continue
            held, corrections = teller.correct(account)
            if not corrections and verdicts.get(ref) != "accept":
                undecided += 1
                continue
            rows.append(_write_event(event.id, held.event))
        kept = {row["id"] for row in rows}
        for row in rows:
            row["relations"] = [one for one in row["relations"] if one["event"] in kept]
        name = recorded.revision
        yield CodedArticle(
            name=name,
            document=_write_document(name, dossier.document),
            coding={"id": name, "codebook": CODEBOOK, "events": rows},
            events=len(rows),
            undecided=undecided,
        )


def write_codings(view: View, folder: Path, *, partial: bool = False) -> WrittenCodings:
    """Writes FOLDER/docs and FOLDER/ann. Without `partial` only articles all of whose events were decided on are written: what
    is missing in a coding is learnt as no event. Raises UsageError for a folder that holds codings, or cannot be written."""
    articles = events = left = 0
    docs, ann = folder / "docs", folder / "ann"
    if ann.exists() and any(ann.iterdir()):
        raise UsageError(f"{ann} is not empty; name a new folder.")
    try:
        for coded in list_codings(view):
            if coded.undecided and not partial:
                left += 1
                continue
            docs.mkdir(parents=True, exist_ok=True)
            ann.mkdir(parents=True, exist_ok=True)
            for place, row in ((docs, coded.document), (ann, coded.coding)):
                words = json.dumps(row, ensure_ascii=False, indent=1)
                (place / f"{coded.name}.json").write_text(words + "\n", encoding="utf-8")
            articles += 1
            events += coded.events
    except OSError as fault:
        raise UsageError(f"{folder}: it cannot be written ({os.strerror(fault.errno or 0)}).") from fault
    return WrittenCodings(articles=articles, events=events, partial=left)


def _write_document(name: str, document: Document) -> dict[str, Any]:
    return {
        "id": name,
        "group": None,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "title": document.title,
        "text": document.text,
    }


def _write_event(id: str, event: Event) -> dict[str, Any]:
    when, weapon = event.when, event.weapon
    row: dict[str, Any] = {
        "id": id,
        "summary": event.summary,
        "type": event.type,
        "mode": event.mode,
        "realis": event.realis,
        "ground": event.ground,
        "mentions": [{"quote": one.quote, "trigger": one.trigger.text} for one in event.mentions],
        "when": {"edtf": when.edtf, "quote": when.evidence.quote if when.evidence else ""} if when else None,
        "where": [_write_place(one) for one in event.where],
        "actors": [_write_party(one) for one in event.actors],
        "targets": [_write_party(one) for one in event.targets],
        "weapon": {"kind": weapon.kind, "quote": weapon.evidence.quote} if weapon else None,
        "casualties": _write_tolls(event.casualties),
        "claims": [_write_claim(one) for one in event.claims],
        "relations": [{"kind": one.kind, "event": one.event} for one in event.relations],
    }
    return row | {"attempt": True} if event.attempt else row


def _write_place(place: Where) -> dict[str, Any]:
    return {
        "quote": place.evidence.quote, "name": place.name, "country": place.country, "level": place.level,
        "lat": place.lat, "lon": place.lon,
    }  # fmt: skip


def _write_party(party: Party) -> dict[str, Any]:
    return {"quote": party.evidence.quote, "name": party.name, "country": party.country, "sector": party.sector}


def _write_tolls(casualties: Casualties | None) -> dict[str, Any] | None:
    if casualties is None:
        return None
    found = {
        kind: [
            {"low": one.low, "high": one.high, "quote": one.evidence.quote, "includes": list(one.includes)}
            for one in getattr(casualties, kind)
        ]
        for kind in TOLLS
    }
    return {kind: figures for kind, figures in found.items() if figures} or None


def _write_claim(claim: Claim) -> dict[str, Any]:
    return {
        "about": list(claim.about),
        "sources": [{"quote": one.evidence.quote, "name": one.name, "kind": one.kind} for one in claim.sources],
        "stance": claim.stance,
        "hedge": claim.hedge,
        "quote": claim.evidence.quote,
    }

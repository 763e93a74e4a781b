"""Golden cases: facts that a dossier must show, each checked by itself.

A case finds an event by words of one of its mentions and says what must hold of it. `CHECKS` names the facts that can
be said; each returns what is wrong, in words, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import pytest

from dateline.pipeline import Pipeline

if TYPE_CHECKING:
    from dateline.model import Claim, Dossier, Event, Party, Source, Where

Check = Callable[["Event", Any], str | None]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    try:
        installed = resources.files("dateline_reader_en").joinpath("model.onnx").is_file()
    except ModuleNotFoundError:
        installed = False
    if not installed:
        pytest.skip("no trained reader is installed")
    return Pipeline.load(threads=1)


@pytest.fixture(scope="session")
def check_fact() -> Callable[[Dossier, dict[str, Any], str], None]:
    """Fails with what is wrong unless `dossier` has the event `wanted`, and `fact` holds of it."""

    def check(dossier: Dossier, wanted: dict[str, Any], fact: str) -> None:
        event = find_event(dossier, wanted)
        if event is None:
            told = "; ".join(f"{e.type} “{e.mentions[0].quote}”" for e in dossier.events) or "none"
            pytest.fail(f"no event is told by {wanted['find']}; the events are: {told}")
        wrong = CHECKS[fact](event, wanted[fact])
        if wrong:
            pytest.fail(f"{event.id} {event.type} “{event.mentions[0].quote}”: {wrong}")

    return check


def find_event(dossier: Dossier, wanted: dict[str, Any]) -> Event | None:
    """The event with most mentions that hold one of the words of `find`; of two, the one of the wanted type."""

    def fit(event: Event) -> tuple[int, bool]:
        told = sum(any(holds(mention.quote, words) for words in wanted["find"]) for mention in event.mentions)
        return told, event.type == wanted.get("type")

    best = max(dossier.events, key=fit, default=None)
    return best if best and fit(best)[0] else None


def holds(text: str, words: str) -> bool:
    return words.casefold() in text.casefold()


def named(item: Party | Source | Where, words: str) -> bool:
    return holds(item.name, words) or holds(item.evidence.quote, words)


def names(items: Sequence[Party | Source | Where]) -> str:
    return ", ".join(f"{item.name} “{item.evidence.quote}”" for item in items) or "nobody"


def _equal(field: str) -> Check:
    def check(event: Event, wanted: str) -> str | None:
        found = getattr(event, field)
        return None if found == wanted else f"{field} is {found!r}, not {wanted!r}"

    return check


def _when(event: Event, wanted: str | None) -> str | None:
    found = event.when.edtf.rstrip("~") if event.when else None
    return None if found == wanted else f"when is {found}, not {wanted}"


def _where(event: Event, wanted: list[str]) -> str | None:
    missing = [words for words in wanted if not any(named(place, words) for place in event.where)]
    if missing or (event.where and not wanted):
        return f"the places are {names(event.where)}, wanted {wanted or 'none'}"
    return None


def _parties(field: str) -> Check:
    def check(event: Event, wanted: list[str]) -> str | None:
        found: tuple[Party, ...] = getattr(event, field)
        missing = [words for words in wanted if not any(named(party, words) for party in found)]
        if missing or (found and not wanted):
            return f"{field} are {names(found)}, wanted {wanted or 'none'}"
        return None

    return check


def _countries(event: Event, wanted: list[str]) -> str | None:
    found = sorted({party.country for party in event.actors})
    return None if set(wanted) <= set(found) else f"the actors are of {found}, wanted {wanted}"


def _weapon(event: Event, wanted: str | None) -> str | None:
    found = event.weapon.kind if event.weapon else None
    return None if found == wanted else f"the weapon is {found}, not {wanted}"


def _casualties(event: Event, wanted: dict[str, list[dict[str, Any]]] | None) -> str | None:
    kinds = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
    found = {kind: getattr(event.casualties, kind) for kind in kinds if event.casualties}
    said = {kind: [(f.low, f.high, f.includes) for f in figures] for kind, figures in found.items() if figures}
    if not wanted:
        return f"no casualties are told, but {said} came out" if said else None
    for kind, figures in wanted.items():
        for figure in figures:
            bounds = (figure["low"], figure["high"])
            same = [f for f in found.get(kind, ()) if (f.low, f.high) == bounds]
            victims = figure.get("includes", [])
            if not any(all(any(holds(name, v) for name in f.includes) for v in victims) for f in same):
                return f"{kind} {bounds} {victims} is missing in {said}"
    return None


def _chain_of(claim: Claim, chain: Sequence[str]) -> bool:
    """Whether `chain` is in the claim's sources in this order, outermost teller last."""
    sources = iter(claim.sources)
    return all(any(named(source, words) for source in sources) for words in chain)


def _claims_with(**wanted_of: str) -> Check:
    """Each wanted source (or chain of sources) has a claim of its own with these values of stance and hedge."""

    def check(event: Event, wanted: list[str | list[str]]) -> str | None:
        fit = [claim for claim in event.claims if all(getattr(claim, k) == v for k, v in wanted_of.items())]
        chains = [[one] if isinstance(one, str) else one for one in wanted]
        missing = [chain for chain in chains if not any(_chain_of(claim, chain) for claim in fit)]
        if not missing:
            return None
        told = "; ".join(f"{names(c.sources)} {c.stance} {c.hedge}" for c in event.claims)
        return f"no claim {wanted_of or ''} of {missing}; the claims are: {told}"

    return check


def _cause_unknown(event: Event, wanted: bool) -> str | None:
    found = any(claim.stance == "unknown" for claim in event.claims)
    return None if found == wanted else "that the text does not know the cause is not a claim of stance unknown"


CHECKS: Final[dict[str, Check]] = {
    "type": _equal("type"),
    "mode": _equal("mode"),
    "realis": _equal("realis"),
    "ground": _equal("ground"),
    "when": _when,
    "where": _where,
    "actors": _parties("actors"),
    "actor_countries": _countries,
    "targets": _parties("targets"),
    "weapon": _weapon,
    "casualties": _casualties,
    "sources": _claims_with(),
    "hedged_sources": _claims_with(hedge="hedged"),
    "confirmed_by": _claims_with(stance="confirms"),
    "denied_by": _claims_with(stance="denies"),
    "cause_unknown": _cause_unknown,
}

"""A plain sentence made from an event's slots, never written by a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Casualties, Party, Realis, Weapon, When, Where

MOST_NAMES: Final = 3
_VERB: Final = {
    "AGREE": "agrees with", "CONSULT": "meets or talks with", "SUPPORT": "backs", "CONCEDE": "yields to",
    "COOPERATE": "cooperates with", "AID": "gives aid to", "RETREAT": "withdraws or releases", "REQUEST": "asks",
    "ACCUSE": "accuses or condemns", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests against",
    "SANCTION": "imposes a sanction on", "MOBILIZE": "moves forces towards", "COERCE": "restricts or arrests",
    "ASSAULT": "attacks", "INCIDENT": "brings harm to",
}  # fmt: skip
_NOUN: Final = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession", "COOPERATE": "cooperation",
    "AID": "aid", "RETREAT": "withdrawal or release", "REQUEST": "appeal or demand", "ACCUSE": "accusation or inquiry",
    "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "movement of forces",
    "COERCE": "coercion", "ASSAULT": "attack", "INCIDENT": "incident",
}  # fmt: skip
_HOSTILE: Final = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST"))
_REALIS: Final = {"actual": "", "future": "planned: ", "hypothetical": "possible: ", "negated": "did not happen: "}


def _names(parties: Sequence[Party]) -> str:
    names = [party.name for party in parties[:MOST_NAMES]]
    if len(parties) > MOST_NAMES:
        names.append("others")
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _toll(casualties: Casualties) -> str:
    parts: list[str] = []
    for kind in label.TOLLS:
        for figure in getattr(casualties, kind)[:1]:
            low, high = figure.low, figure.high
            if low is not None and low == high:
                parts.append(f"{low} {kind}")
            elif low is not None and high is not None:
                parts.append(f"{low} to {high} {kind}")
            elif low is not None:
                parts.append(f"at least {low} {kind}")
            elif high is not None:
                parts.append(f"up to {high} {kind}")
    return ", ".join(parts)


def summarise(
    *, kind: str, mode: str, realis: Realis, actors: Sequence[Party], targets: Sequence[Party], when: When | None,
    where: Sequence[Where], weapon: Weapon | None, casualties: Casualties | None,
) -> str:  # fmt: skip
    """For example "Planned: Ruritania meets or talks with Borduria (multilateral), Strelsau, 2020-01-03"."""
    if actors and targets:
        core = f"{_names(actors)} {_VERB[kind]} {_names(targets)}"
    elif actors:
        core = f"{_NOUN[kind]} by {_names(actors)}"
    elif targets:
        core = f"{_NOUN[kind]} ({'against' if kind in _HOSTILE else 'towards'} {_names(targets)})"
    else:
        core = _NOUN[kind]
    details = ", ".join(part for part in (mode, weapon.kind if weapon and weapon.kind != mode else "") if part)
    tail = [where[0].name] if where else []
    if when:
        tail.append(when.edtf)
    if casualties and (toll := _toll(casualties)):
        tail.append(toll)
    sentence = _REALIS[realis] + core + (f" ({details})" if details else "") + "".join(f", {part}" for part in tail)
    return sentence[:1].upper() + sentence[1:]

"""support: who stands behind a slot of an event, and who denies it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking._teller import count_houses, has_office, knows, same_house
from dateline.linking._word import fold, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.linking._statement import Statement
    from dateline.linking._teller import Teller
    from dateline.model import Account, ClaimRef, Origin, Party

# Graded by the user as not usually reliable or unreliable: their word is shown, and confirms nothing.
_UNRELIABLE: Final = frozenset("DE")
_TIMES: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|last night)\b|"
    r"\b\d{1,2}[.:]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:this|on the) (?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_KIND_OF_SECTOR: Final = {
    "COP": ("police",), "MIL": ("military",), "MED": ("medical", "official"), "GOV": ("official",), "JUD": ("official",),
    "LEG": ("official",), "SPY": ("official",), "REB": ("armed-group",), "IGO": ("igo",), "NGO": ("activist-ngo",),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Who stands behind a slot: `flat` and `soft` (hedged) are tellers who claim to know, `weak` others.

    `reports` counts the articles that say it in their own voice, copies of one wire once; `elsewhere` those of them in
    which no such teller stands, since an article that repeats its source adds nothing; `texts` all articles that say it.
    `denying` are tellers of other houses than those who say so, `doers` those whose own act it is, `distrusted` the names
    of those whom the user grades low.
    """

    slot: str
    flat: tuple[Teller, ...]
    soft: tuple[Teller, ...]
    weak: tuple[Teller, ...]
    reports: int
    elsewhere: int
    texts: int
    denying: tuple[Teller, ...]
    doers: tuple[Teller, ...]
    distrusted: tuple[str, ...]

    @property
    def houses(self) -> int:
        return count_houses((*self.flat, *self.soft))


def _supports(statement: Statement, slot: str) -> bool:
    """Whether a statement says something of a slot: by what it is about, or as it presupposes that the event happened."""
    if slot in statement.claim.about:
        return True
    if slot == "event":
        return statement.claim.stance in ("asserts", "confirms")
    return slot == "when" and bool(statement.chain) and bool(_TIMES.search(statement.words))


def support(
    slot: str,
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    origins: Sequence[Origin],
    grades: Mapping[str, str],
) -> Support:
    flat: list[Teller] = []
    soft: list[Teller] = []
    weak: list[Teller] = []
    denying: list[Teller] = []
    distrusted: list[str] = []
    silent: list[ClaimRef] = []
    graded = {fold(name): grade for name, grade in grades.items()}
    for s in statements:
        if not _supports(s, slot):
            continue
        if not s.chain:
            if s.claim.stance in ("asserts", "confirms"):
                silent.append(s.ref)
            continue
        if s.claim.stance == "denies":
            denying += [teller for teller in s.chain[:1] if knows(teller)]
            continue
        if s.claim.stance not in ("asserts", "confirms"):
            continue
        for n, teller in enumerate(s.chain):
            if graded.get(fold(teller.name), "F") in _UNRELIABLE:
                distrusted.append(teller.name)
                weak.append(teller)
            elif not knows(teller):
                if n == 0:
                    weak.append(teller)
            elif n > 0 and not has_office(teller, slot):
                continue
            else:
                (soft if s.claim.hedge == "hedged" else flat).append(teller)
    held = (*flat, *soft)
    doers = [t for t in flat if any(_is_doer(t, party) for account in accounts for party in account.event.actors)]
    own = _own_voices(silent, accounts, slot)
    telling = {s.ref.event.revision for s in statements if _supports(s, slot) and any(t in held for t in s.chain)}
    return Support(
        slot=slot,
        flat=tuple(flat),
        soft=tuple(soft),
        weak=tuple(weak),
        reports=_count_apart(own, origins, silent),
        elsewhere=_count_apart(own - telling, origins, silent),
        texts=_count_apart(own | telling, origins, silent),
        denying=tuple(t for t in denying if not any(same_house(t, other) for other in held)),
        doers=tuple(doers),
        distrusted=tuple(dict.fromkeys(distrusted)),
    )


def _own_voices(silent: Sequence[ClaimRef], accounts: Sequence[Account], slot: str) -> set[str]:
    """The texts that say it in their own voice, be it by a filled slot that no claim is about."""
    texts = {ref.event.revision for ref in silent}
    if slot != "event":
        texts |= {a.ref.revision for a in accounts if not _slots_of_claims(a, slot) and _is_filled(a, slot)}
    return texts


def _count_apart(texts: set[str], origins: Sequence[Origin], silent: Sequence[ClaimRef]) -> int:
    """How many texts, those that carry one wire's copy once."""
    wires: list[set[str]] = []
    for origin in origins:
        if origin.how in ("own reporting", "same words", "agency copy"):
            members = {ref.event.revision for ref in origin.claims if ref in silent} & texts
            if members:
                wires.append(members)
    covered = {revision for members in wires for revision in members}
    return len(wires) + len(texts - covered)


def _slots_of_claims(account: Account, slot: str) -> bool:
    return any(slot in claim.about for claim in account.event.claims)


def _is_filled(account: Account, slot: str) -> bool:
    event = account.event
    if slot == "when":
        return bool(event.when and event.when.evidence)
    value = {"actor": event.actors, "target": event.targets, "weapon": event.weapon, "where": event.where}
    return bool(value.get(slot) or (slot == "casualties" and event.casualties))


def _is_doer(teller: Teller, party: Party) -> bool:
    """Whether a teller speaks for a party: by name, or by the body that both are of."""
    name = frozenset(fold(party.name).split()) | frozenset(fold(party.evidence.quote).split())
    if teller.proper & {word for word in name if weigh(word) >= 2.0}:
        return True
    if teller.nameless or teller.kind not in _KIND_OF_SECTOR.get(party.sector, ()):
        return False
    return teller.kind in ("police", "military") or bool(teller.body & name)

"""decide: the rules that make a status of who stands behind a slot, the first that holds; each tells why in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking._retract import retracts
from dateline.linking._teller import has_office, knows, same_house, split_houses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.linking._statement import Statement
    from dateline.linking._support import Support
    from dateline.linking._teller import Teller
    from dateline.model import Account, Dispute, EventRef, StatusName

_MANY: Final = re.compile(r"(?:\b[a-z]+[^su]s|\bpolice|\bpeople|\bmedia|\bmen|\bwomen)$")
_NOBODY: Final = frozenset(("UNK", "UAF", "CVL", "REB", ""))
# Acts of violence are not confirmed by whoever boasts of them; any other act is by whoever did it.
_BOASTS: Final = frozenset(("ASSAULT",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule may look at. `held` are the tellers who claim to know, with and without reserve."""

    support: Support
    accounts: Sequence[Account]
    statements: Sequence[Statement]
    disputes: Sequence[Dispute]

    @property
    def held(self) -> tuple[Teller, ...]:
        return (*self.support.flat, *self.support.soft)

    @property
    def reserve(self) -> str:
        return "" if self.support.flat else ", with reserve"


def decide(case: Case) -> tuple[StatusName, str]:
    """The status of a slot and its derivation."""
    return next(found for rule in _RULES if (found := rule(case)))


def _taken_back(case: Case) -> tuple[StatusName, str] | None:
    why = retracts(case.accounts, case.statements, case.support.slot)
    return ("retracted", why) if why else None


def _denied(case: Case) -> tuple[StatusName, str] | None:
    s, held = case.support, case.held
    if not s.denying:
        return None
    denial = f"{name_all(s.denying)} {verb(s.denying, 'deny', 'denies')} it"
    if held:
        return "disputed", f"{name_all(held)} {verb(held, 'say', 'says')} so; {denial}."
    return "denied", f"{denial}, and nobody who claims to know says so."


def _split(case: Case) -> tuple[StatusName, str] | None:
    """Those who claim to know give values that exclude each other."""
    slot = case.support.slot
    for dispute in case.disputes:
        if _splits(dispute, slot) and _two_sides(dispute, case.statements):
            values = " or ".join(value.value for value in dispute.values)
            return "disputed", f"Those who claim to know differ on the {slot}: {values}."
    return None


def _at_a_distance(case: Case) -> tuple[StatusName, str] | None:
    """Only history, or only what somebody from outside makes of it."""
    s = case.support
    if s.slot != "event":
        return None
    if case.accounts and all(account.event.ground == "background" for account in case.accounts):
        return "only remembered", "It is told only as history, as on an anniversary or in a court report."
    if not case.held and not s.reports and s.weak and all(teller.kind == "expert" for teller in s.weak):
        return "only analysed", f"Only {name_all(s.weak)} {verb(s.weak, 'say', 'says')} so, looking at it from outside."
    return None


def _own_act(case: Case) -> tuple[StatusName, str] | None:
    s = case.support
    done = all(a.event.type not in _BOASTS and a.event.realis == "actual" for a in case.accounts)
    if s.slot != "event" or not s.doers or not done:
        return None
    return "confirmed", f"{name_all(s.doers)}, whose own act it is, {verb(s.doers, 'say', 'says')} so."


def _nobody_named(case: Case) -> tuple[StatusName, str] | None:
    if case.support.slot != "actor" or _is_anybody_named(case.accounts):
        return None
    by = f"; what is said of them comes from {name_all(case.held)}" if case.held else ""
    return "claimed", f"Nobody is named as having done it{by}."


def _by_office(case: Case) -> tuple[StatusName, str] | None:
    s = case.support
    officed = tuple(teller for teller in s.flat if has_office(teller, s.slot))
    if not officed or not (s.houses > 1 or s.texts > 1):
        return None
    told = f"{name_all(officed)}, whose office it is to know, {verb(officed, 'say', 'says')} so without reserve"
    others = [teller for teller in case.held if not any(same_house(teller, other) for other in officed)]
    agree = [name_all(others)] * bool(others) + [f"{count(s.elsewhere, 'other report')}"] * bool(s.elsewhere)
    if agree:
        alone = s.elsewhere == 1 if not others else not s.elsewhere and verb(others, "agree", "agrees") == "agrees"
        return "confirmed", f"{told}; {' and '.join(agree)} {'agrees' if alone else 'agree'}."
    return "confirmed", f"{told}, as {s.texts} reports have it." if s.texts > 1 else f"{told}."


def _from_several(case: Case) -> tuple[StatusName, str] | None:
    s, held = case.support, case.held
    if s.houses > 1:
        return "corroborated", f"{s.houses} independent tellers who claim to know say so: {name_all(held)}."
    if held and s.elsewhere:
        told = f"{name_all(held)} {verb(held, 'say', 'says')} so{case.reserve}"
        return "corroborated", f"{told}, and {count(s.elsewhere, 'other report')} in its own voice."
    if s.reports > 1:
        return (
            "corroborated",
            f"{s.reports} reports that do not copy each other say so in their own voice, without a source.",
        )
    return None


def _from_one(case: Case) -> tuple[StatusName, str]:
    s, held = case.support, case.held
    if held:
        return "claimed", f"Only {name_all(held)} {verb(held, 'say', 'says')} so{case.reserve}."
    if s.reports:
        return "claimed", "One report says so in its own voice, without a source."
    if s.weak:
        return "claimed", f"Only {name_all(s.weak)} {verb(s.weak, 'say', 'says')} so, not in a position to know."
    return "claimed", "No teller is given for it."


_RULES: Final = (
    _taken_back,
    _denied,
    _split,
    _at_a_distance,
    _own_act,
    _nobody_named,
    _by_office,
    _from_several,
    _from_one,
)


def _splits(dispute: Dispute, slot: str) -> bool:
    """Whether a dispute is on the slot as a whole, not on a particular of it."""
    if dispute.slot in ("casualties: killed", "casualties: injured"):
        return slot == "casualties"
    return dispute.slot == slot and dispute.how == "values"


def _two_sides(dispute: Dispute, statements: Sequence[Statement]) -> bool:
    """Whether tellers of different houses who claim to know hold different values."""
    sides = [find_holders(value.quotes, value.accounts, statements) for value in dispute.values]
    return any(
        not same_house(a, b) for n, side in enumerate(sides) for other in sides[n + 1 :] for a in side for b in other
    )


def find_holders(quotes: Sequence[str], accounts: Sequence[EventRef], statements: Sequence[Statement]) -> list[Teller]:
    """The tellers who claim to know in whose statements the quoted words stand."""
    found: list[Teller] = []
    for quote, ref in zip(quotes, accounts, strict=True):
        for s in statements:
            if s.ref.event == ref and s.teller and knows(s.teller) and _holds(s, quote):
                found.append(s.teller)
    return found


def _holds(statement: Statement, quote: str) -> bool:
    text = statement.account.document.text
    sentences = " ".join(" ".join(text[a:b].split()) for a, b in statement.sentences)
    quote = " ".join(quote.split())
    return quote in sentences or " ".join(statement.claim.evidence.quote.split()) in quote


def _is_anybody_named(accounts: Sequence[Account]) -> bool:
    """Whether any account names who did it: a known actor, a name, or a body of a known sector."""
    return any(
        party.actor_id or party.sector not in _NOBODY or re.match(r"(?:[A-Z][\w’'-]+ ?)+", party.name)
        for account in accounts
        for party in account.event.actors
    )


def name_all(tellers: Sequence[Teller]) -> str:
    """The tellers by name, one for each house."""
    names = [max((t.name for t in house), key=len) or "somebody" for house in split_houses(tellers)]
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:-1]) + (" and " if len(unique) > 1 else "") + unique[-1] if unique else "nobody"


def verb(tellers: Sequence[Teller], many: str, one: str) -> str:
    """The form of a verb after `name_all`: “the police say”, “residents say”, “the ministry says”."""
    houses = split_houses(tellers)
    several = len(houses) > 1 or bool(_MANY.search(max((t.name for t in houses[0]), key=len) if houses else ""))
    return many if several else one


def count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")

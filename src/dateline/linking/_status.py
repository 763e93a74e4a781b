"""derive_statuses: what is known of an event and of each of its slots, by rule, with the derivation in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking._origin import quotations
from dateline.linking._retract import retracts
from dateline.linking._statement import Statement, state
from dateline.linking._teller import count_houses, has_office, knows, same_house, split_houses
from dateline.linking._word import fold, weigh
from dateline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.linking._teller import Teller
    from dateline.model import Account, ClaimRef, Dispute, Origin, Party, StatusName

SLOTS: Final = ("event", "actor", "target", "weapon", "when", "where", "casualties", "cause")
# Graded by the user as not usually reliable or unreliable: their word is shown, and confirms nothing.
_UNRELIABLE: Final = frozenset("DE")
_TIMES: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|last night)\b|\b\d{1,2}[.:]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|"
    r"\b(?:this|on the) (?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_KIND_OF_SECTOR: Final = {
    "COP": ("police",), "MIL": ("military",), "MED": ("medical", "official"), "GOV": ("official",), "JUD": ("official",),
    "LEG": ("official",), "SPY": ("official",), "REB": ("armed-group",), "IGO": ("igo",), "NGO": ("activist-ngo",),
}  # fmt: skip
_NOBODY: Final = frozenset(("UNK", "UAF", "CVL", "REB", ""))
# Acts of violence are not confirmed by whoever boasts of them; any other act is by whoever did it.
_BOASTS: Final = frozenset(("ASSAULT",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Support:
    """Who stands behind a slot: `flat` and `soft` (hedged) are tellers who claim to know, `weak` others.

    `reports` counts the articles that say it in their own voice, copies of one wire once. `denying` and `doubting` are
    tellers of other houses than those who say so.
    """

    slot: str
    flat: tuple[Teller, ...]
    soft: tuple[Teller, ...]
    weak: tuple[Teller, ...]
    reports: int
    denying: tuple[Teller, ...]
    doers: tuple[Teller, ...]
    distrusted: tuple[str, ...]

    @property
    def houses(self) -> int:
        return count_houses((*self.flat, *self.soft))


def derive_statuses(
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    disputes: Sequence[Dispute],
    *,
    grades: Mapping[str, str] | None = None,
) -> tuple[Status, ...]:
    """The statuses of one event: the event first, then its slots, then the particulars that are in dispute or quoted.

    Independent are tellers of different houses; an article's own voice counts as a report and never as one who knows, and
    articles that carry one wire's words count once. `grades` maps names of tellers to the Admiralty's A to F.
    """
    statements = state(accounts)
    found = [_judge(_support(slot, accounts, statements, origins, grades or {}), accounts, statements, disputes)
             for slot in _slots(accounts, statements)]  # fmt: skip
    found += _particulars(statements, disputes)
    return tuple(found)


def _slots(accounts: Sequence[Account], statements: Sequence[Statement]) -> tuple[str, ...]:
    """The event, and each slot that is filled or that a claim is about."""
    about = {slot for s in statements for slot in s.claim.about}
    for account in accounts:
        event = account.event
        filled = {
            "actor": event.actors, "target": event.targets, "weapon": event.weapon, "when": event.when,
            "where": event.where, "casualties": event.casualties,
        }  # fmt: skip
        about |= {slot for slot, value in filled.items() if value}
    return tuple(slot for slot in SLOTS if slot == "event" or slot in about)


def _supports(statement: Statement, slot: str) -> bool:
    """Whether a statement says something of a slot: by what it is about, or as it presupposes that the event happened."""
    if slot in statement.claim.about:
        return True
    if slot == "event":
        return statement.claim.stance in ("asserts", "confirms")
    return slot == "when" and bool(statement.chain) and bool(_TIMES.search(statement.words))


def _support(
    slot: str,
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    origins: Sequence[Origin],
    grades: Mapping[str, str],
) -> _Support:
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
    # A filled slot that no claim is about is the article's own word.
    reports = _count_reports(silent, accounts, slot, origins)
    return _Support(
        slot=slot,
        flat=tuple(flat),
        soft=tuple(soft),
        weak=tuple(weak),
        reports=reports,
        denying=tuple(t for t in denying if not any(same_house(t, other) for other in held)),
        doers=tuple(doers),
        distrusted=tuple(dict.fromkeys(distrusted)),
    )


def _count_reports(
    silent: Sequence[ClaimRef], accounts: Sequence[Account], slot: str, origins: Sequence[Origin]
) -> int:
    """The texts that say it in their own voice, copies of one wire once."""
    texts = {ref.event.revision for ref in silent}
    if slot != "event":
        texts |= {a.ref.revision for a in accounts if not _slots_of_claims(a, slot) and _is_filled(a, slot)}
    wires: list[set[str]] = []
    for origin in origins:
        if origin.how in ("own reporting", "same words", "agency copy"):
            members = {ref.event.revision for ref in origin.claims if ref in silent} & texts
            if members:
                wires.append(members)
    covered: set[str] = set().union(*wires) if wires else set()
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


def _judge(
    support: _Support, accounts: Sequence[Account], statements: Sequence[Statement], disputes: Sequence[Dispute]
) -> Status:
    slot = support.slot
    status, why = _decide(support, accounts, statements, disputes)
    if support.distrusted:
        why += f" Not counted, for their grade: {', '.join(support.distrusted)}."
    return Status(slot=slot, status=status, why=why, credibility=_credit(status, support), origins=support.houses)


def _decide(
    s: _Support, accounts: Sequence[Account], statements: Sequence[Statement], disputes: Sequence[Dispute]
) -> tuple[StatusName, str]:
    slot, what = s.slot, "the event" if s.slot == "event" else f"the {s.slot}"
    taken_back = retracts(accounts, statements, slot)
    if taken_back:
        return "retracted", taken_back
    held = (*s.flat, *s.soft)
    if s.denying and (held or s.reports):
        if held:
            return "disputed", f"{_names(held)} {_say(held)} so; {_names(s.denying)} {_deny(s.denying)} it."
        return "denied", f"{_names(s.denying)} {_deny(s.denying)} it, and nobody who claims to know says so."
    if s.denying:
        return "denied", f"{_names(s.denying)} {_deny(s.denying)} it."
    for dispute in disputes:
        if _splits(dispute, slot) and _two_sides(dispute, statements):
            values = " or ".join(value.value for value in dispute.values)
            return "disputed", f"Those who claim to know differ on {what}: {values}."
    if slot == "event":
        if accounts and all(account.event.ground == "background" for account in accounts):
            return "only remembered", "It is told only as history, as on an anniversary or in a court report."
        if not held and not s.reports and s.weak and all(t.kind == "expert" for t in s.weak):
            return "only analysed", f"Only {_names(s.weak)}, who {_weigh(s.weak)} it from outside, {_say(s.weak)} so."
        if s.doers and not any(account.event.type in _BOASTS for account in accounts):
            return "confirmed", f"{_names(s.doers)}, whose own act it is, {_say(s.doers)} so."
    if slot == "actor" and not _is_anybody_named(accounts):
        return "claimed", f"Nobody is named as having done it{_by(held)}."
    officed = tuple(t for t in s.flat if has_office(t, slot))
    if officed and (s.houses > 1 or s.reports):
        others = [t for t in held if not any(same_house(t, o) for o in officed)]
        with_whom = f"{_names(others)} and " if others else ""
        return "confirmed", (
            f"{_names(officed)}, whose office it is to know, {_say(officed)} so without reserve; "
            f"{with_whom}{_count(s.reports, 'report')} in their own voice agree."
        )
    if s.houses > 1:
        return "corroborated", f"{s.houses} independent tellers who claim to know say so: {_names(held)}."
    if s.houses and s.reports:
        hedge = "" if s.flat else ", with reserve"
        return (
            "corroborated",
            f"{_names(held)} {_say(held)} so{hedge}, and {_count(s.reports, 'report')} in their own voice.",
        )
    if s.reports > 1:
        return (
            "corroborated",
            f"{s.reports} reports that do not copy each other say so in their own voice, without a source.",
        )
    if held:
        hedge = "" if s.flat else ", with reserve"
        return "claimed", f"Only {_names(held)} {_say(held)} so{hedge}."
    if s.reports:
        return "claimed", "One report says so in its own voice, without a source."
    if s.weak:
        return "claimed", f"Only {_names(s.weak)} {_say(s.weak)} so, not in a position to know."
    return "claimed", "No teller is given for it."


def _splits(dispute: Dispute, slot: str) -> bool:
    """Whether a dispute is on the slot as a whole, not on a particular of it."""
    if dispute.slot in ("casualties: killed", "casualties: injured"):
        return slot == "casualties"
    return dispute.slot == slot and dispute.how == "values"


def _two_sides(dispute: Dispute, statements: Sequence[Statement]) -> bool:
    """Whether tellers of different houses who claim to know hold different values."""
    sides = [_holders(value.quotes, value.accounts, statements) for value in dispute.values]
    return any(
        not same_house(a, b) for n, side in enumerate(sides) for other in sides[n + 1 :] for a in side for b in other
    )


def _holders(quotes: Sequence[str], accounts: Sequence[object], statements: Sequence[Statement]) -> list[Teller]:
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


def _particulars(statements: Sequence[Statement], disputes: Sequence[Dispute]) -> Iterator[Status]:
    """A status for each particular in dispute, and for each cause that somebody is quoted with."""
    for dispute in disputes:
        if ":" in dispute.slot:
            values = " or ".join(value.value for value in dispute.values)
            words = "; ".join(f"“{value.quotes[0]}”" for value in dispute.values)
            why = f"The reports differ: {values}. {words}"
            known = [t for v in dispute.values for t in _holders(v.quotes, v.accounts, statements)]
            yield Status(slot=dispute.slot, status="disputed", why=why, credibility=4, origins=count_houses(known))
    seen: set[tuple[str, ...]] = set()
    for s in statements:
        if "cause" not in s.claim.about or not s.chain:
            continue
        for quotation in quotations(s.words):
            if quotation in seen or not any(weigh(word) >= 3.0 for word in quotation):
                continue
            seen.add(quotation)
            said = [o for o in statements if o.teller and quotation in quotations(o.words)]
            tellers = [o.teller for o in said if o.teller]
            houses = count_houses([t for t in tellers if knows(t)])
            status: StatusName = "corroborated" if houses > 1 else "claimed"
            texts = len({o.ref.event.revision for o in said})
            yield Status(
                slot=f"cause: {' '.join(quotation)}",
                status=status,
                why=f"{_names(tellers)} {_say(tellers)} so; {_count(texts, 'report')} of it.",
                credibility=3 if houses == 1 else 2 if houses else 6,
                origins=houses,
            )


def _is_anybody_named(accounts: Sequence[Account]) -> bool:
    """Whether any account names who did it: a known actor, a name, or a body of a known sector."""
    return any(
        party.actor_id or party.sector not in _NOBODY or re.match(r"(?:[A-Z][\w’'-]+ ?)+", party.name)
        for account in accounts
        for party in account.event.actors
    )


def _credit(status: StatusName, s: _Support) -> int:
    """The Admiralty's credibility of the information, 1 confirmed by others to 6 cannot be judged."""
    if status == "confirmed":
        return 1 if s.houses > 1 else 2
    if status == "corroborated":
        return 2 if s.houses > 1 else 3
    if status == "disputed":
        return 4
    if status in ("denied", "retracted"):
        return 5
    if status in ("only analysed", "only remembered"):
        return 6
    return 3 if s.flat or s.soft else 6


def _names(tellers: Sequence[Teller]) -> str:
    """The tellers by name, one for each house."""
    names = [max((t.name for t in house), key=len) or "somebody" for house in split_houses(tellers)]
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:-1]) + (" and " if len(unique) > 1 else "") + unique[-1] if unique else "nobody"


def _say(tellers: Sequence[Teller]) -> str:
    return "say" if len(split_houses(tellers)) > 1 else "says"


def _deny(tellers: Sequence[Teller]) -> str:
    return "deny" if len(split_houses(tellers)) > 1 else "denies"


def _weigh(tellers: Sequence[Teller]) -> str:
    return "weigh" if len(split_houses(tellers)) > 1 else "weighs"


def _by(tellers: Sequence[Teller]) -> str:
    return f"; what is said of them comes from {_names(tellers)}" if tellers else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
